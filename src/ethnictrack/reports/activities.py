"""Results that are not money: as a list, one in full, and the office's remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import outcome
from ethnictrack.reports.listing import says
from ethnictrack.reports.qualifiers import qualifier_name
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Table, Unit, columns_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Outcome, Record, Remark
    from ethnictrack.reports.table import Block

_NO_ACTIVITY, _NO_RECORD = N_("No activity."), N_("Nothing was reported yet.")
_NO_REMARK = N_("No remark.")
_ESTIMATE, _HEDGED_ESTIMATE = N_("estimated"), N_("{qualifier}, estimated")
_REVERSED, _REVERSES = N_("reversed by {record}"), N_("reverses {record}")
_NAMED, _COUNTED_IN = N_("{code}: {name}"), N_("Counted in: {unit}. Section: {section}.")


def activity_data(of: Outcome) -> dict[str, object]:
    """Return an activity in one year as JSON has it."""
    return {
        "code": of.activity.code,
        "name": of.activity.name,
        "unit": of.activity.unit,
        "section": of.activity.section,
        "target": of.target,
        "actual": of.actual,
        "qualifier": of.qualifier,
        "estimate": of.estimate,
        "rate": of.rate,
    }


def activity_list(
    outcomes: Iterable[Outcome], year: int | None = None, search: str | None = None
) -> Result:
    """List activities that say a text, with what was wanted and what was reached in a year."""
    listed = [each for each in outcomes if says(activity_data(each), search)]
    title = N_("Activities") if year is None else N_("Activities of {year}").of(year=year)
    document = Document(title, (activity_table(listed),))
    return Result(document, [activity_data(each) for each in listed])


def activity_table(outcomes: Iterable[Outcome], *more: Column[Outcome]) -> Table:
    """Return activities as a table; nothing reported is a dash, a reported nil is 0."""
    return Table.of((*_LIST, *more), outcomes, empty=_NO_ACTIVITY)


def activity_show(
    of: Outcome, year: int | None, records: Iterable[Record], targets: Mapping[int, Decimal]
) -> Result:
    """Show one activity in every year; ``of`` is its outcome in ``year``, for the JSON."""
    activity, reported = of.activity, list(records)
    years = sorted({*targets, *(each.year for each in reported)})
    by_year = [
        (at, outcome(activity, targets.get(at), [each for each in reported if each.year == at]))
        for at in years
    ]
    section = activity.section.label
    blocks: tuple[Block, ...] = (
        Paragraph(_COUNTED_IN.of(unit=activity.unit, section=section)),
        Table.of(_YEARS, by_year, title=N_("By year"), empty=_NO_RECORD),
        *([record_table(reported)] if reported else []),
    )
    data = {
        **activity_data(of),
        "year": year,
        "targets": [{"year": at, "target": number} for at, number in sorted(targets.items())],
        "records": [record_data(each) for each in reported],
    }
    return Result(Document(_NAMED.of(code=activity.code, name=activity.name), blocks), data)


def remark_list(remarks: Iterable[Remark], year: int) -> Result:
    """List the sentences the office wrote for the report of a year."""
    listed = list(remarks)
    title = N_("Remarks for the report of {year}").of(year=year)
    data = [
        {"id": each.id, "year": each.year, "section": each.section, "text": each.text}
        for each in listed
    ]
    return Result(Document(title, (Table.of(_REMARKS, listed, empty=_NO_REMARK),)), data)


def _sureness(of: Outcome | Record) -> Message | None:
    name = qualifier_name(of.qualifier)
    if not of.estimate:
        return name
    hedged = name is not None and name != _ESTIMATE
    return _HEDGED_ESTIMATE.of(qualifier=name) if hedged else _ESTIMATE


def _noted(of: Record) -> Message | str | None:
    if of.reverses is not None:
        return _REVERSES.of(record=of.reverses)
    return of.note if of.reversed_by is None else _REVERSED.of(record=of.reversed_by)


_RESULTS: tuple[Column[Outcome], ...] = (
    Column("target", N_("Target"), Unit.NUMBER, lambda of: of.target),
    Column("actual", N_("Actual"), Unit.NUMBER, lambda of: of.actual),
    Column("qualifier", N_("How sure"), of=_sureness),
    Column("rate", N_("Rate"), Unit.RATE, lambda of: of.rate),
)
_LIST: tuple[Column[Outcome], ...] = (
    Column("code", N_("Code"), Unit.CODE, lambda of: of.activity.code),
    Column("name", N_("Activity"), of=lambda of: of.activity.name),
    Column("unit", N_("Unit"), of=lambda of: of.activity.unit),
    *_RESULTS,
)
_YEARS: tuple[Column[tuple[int, Outcome]], ...] = (
    Column("year", N_("Year"), Unit.CODE, lambda of: of[0]),
    *columns_at(_RESULTS, lambda of: of[1]),
)
_RECORDS: tuple[Column[Record], ...] = (
    Column("id", N_("No."), Unit.CODE, lambda of: of.id),
    Column("date", N_("Date"), Unit.DATE, lambda of: of.date),
    Column("year", N_("Year"), Unit.CODE, lambda of: of.year),
    Column("value", N_("Number"), Unit.NUMBER, lambda of: of.value),
    Column("qualifier", N_("How sure"), of=_sureness),
    Column("note", N_("Note"), of=_noted),
)
_REMARKS: tuple[Column[Remark], ...] = (
    Column("id", N_("No."), Unit.CODE, lambda of: of.id),
    Column("section", N_("Section"), of=lambda of: of.section.label),
    Column("text", N_("Text"), of=lambda of: of.text, lines=True),
)


def record_table(records: Iterable[Record]) -> Table:
    """Return what was reported, number by number."""
    return Table.of(_RECORDS, records, title=N_("Records"))


def record_data(record: Record) -> dict[str, object]:
    """Return a reported number as JSON has it."""
    return {
        "id": record.id,
        "date": record.date,
        "year": record.year,
        "value": record.value,
        "qualifier": record.qualifier,
        "estimate": record.estimate,
        "note": record.note,
        "reverses": record.reverses,
        "reversed_by": record.reversed_by,
    }
