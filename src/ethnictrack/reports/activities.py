"""Results that are not money: as a list, one in full, and the office's remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import ACTIVITY_SECTION_NAMES, REMARK_SECTION_NAMES, outcome
from ethnictrack.reports.listing import says
from ethnictrack.reports.qualifiers import qualifier_name
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Row, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Activity, Outcome, Record, Remark
    from ethnictrack.reports.table import Block, Cell

_CODE, _NAME = Column("code", N_("Code"), Unit.CODE), Column("name", N_("Activity"))
_RESULTS = (
    Column("target", N_("Target"), Unit.NUMBER),
    Column("actual", N_("Actual"), Unit.NUMBER),
    Column("qualifier", N_("How sure")),
    Column("rate", N_("Rate"), Unit.RATE),
)
_LIST = (_CODE, _NAME, Column("unit", N_("Unit")), *_RESULTS)
_YEARS = (Column("year", N_("Year"), Unit.CODE), *_RESULTS)
_RECORDS = (
    Column("id", N_("No."), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("year", N_("Year"), Unit.CODE),
    Column("value", N_("Number"), Unit.NUMBER),
    Column("qualifier", N_("How sure")),
    Column("note", N_("Note")),
)
_REMARKS = (
    Column("id", N_("No."), Unit.CODE),
    Column("section", N_("Section")),
    Column("text", N_("Text"), lines=True),
)
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


def activity_table(outcomes: Iterable[Outcome]) -> Table:
    """Return activities as a table; nothing reported is a dash, a reported nil is 0."""
    rows = tuple(
        Row((each.activity.code, each.activity.name, each.activity.unit, *_result_cells(each)))
        for each in outcomes
    )
    return Table(_LIST, rows, empty=_NO_ACTIVITY)


def activity_show(
    of: Outcome, year: int | None, records: Iterable[Record], targets: Mapping[int, Decimal]
) -> Result:
    """Show one activity in every year; ``of`` is its outcome in ``year``, for the JSON."""
    activity, reported = of.activity, list(records)
    years = sorted({*targets, *(each.year for each in reported)})
    by_year = tuple(
        Row((str(at), *_result_cells(_outcome_of(at, activity, reported, targets)))) for at in years
    )
    section = ACTIVITY_SECTION_NAMES[activity.section]
    blocks: tuple[Block, ...] = (
        Paragraph(_COUNTED_IN.of(unit=activity.unit, section=section)),
        Table(_YEARS, by_year, title=N_("By year"), empty=_NO_RECORD),
        *([record_table(reported)] if reported else []),
    )
    data = {
        **activity_data(of),
        "year": year,
        "targets": [{"year": at, "target": number} for at, number in sorted(targets.items())],
        "records": [record_data(each) for each in reported],
    }
    return Result(Document(_NAMED.of(code=activity.code, name=activity.name), blocks), data)


def _outcome_of(
    year: int, activity: Activity, records: list[Record], targets: Mapping[int, Decimal]
) -> Outcome:
    return outcome(activity, targets.get(year), [each for each in records if each.year == year])


def remark_list(remarks: Iterable[Remark], year: int) -> Result:
    """List the sentences the office wrote for the report of a year."""
    listed = list(remarks)
    rows = tuple(
        Row((str(each.id), REMARK_SECTION_NAMES[each.section], each.text)) for each in listed
    )
    title = N_("Remarks for the report of {year}").of(year=year)
    data = [
        {"id": each.id, "year": each.year, "section": each.section, "text": each.text}
        for each in listed
    ]
    return Result(Document(title, (Table(_REMARKS, rows, empty=_NO_REMARK),)), data)


def _result_cells(of: Outcome) -> tuple[Cell, ...]:
    return of.target, of.actual, _sureness(of), of.rate


def _sureness(of: Outcome | Record) -> Message | None:
    name = qualifier_name(of.qualifier)
    if not of.estimate:
        return name
    hedged = name is not None and name != _ESTIMATE
    return _HEDGED_ESTIMATE.of(qualifier=name) if hedged else _ESTIMATE


def record_table(records: Iterable[Record], total: Row | None = None) -> Table:
    """Return what was reported, number by number."""
    return Table(_RECORDS, tuple(map(_record_row, records)), total, title=N_("Records"))


def _record_row(record: Record) -> Row:
    note: Cell = record.note
    if record.reverses is not None:
        note = _REVERSES.of(record=record.reverses)
    elif record.reversed_by is not None:
        note = _REVERSED.of(record=record.reversed_by)
    sureness = _sureness(record)
    return Row((str(record.id), record.date, str(record.year), record.value, sureness, note))


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
