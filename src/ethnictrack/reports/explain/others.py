"""An inspection, a counted activity, a column of form 01/TTr explained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Action
from ethnictrack.reports.activities import activity_data, record_data, record_table
from ethnictrack.reports.explain.frame import Shown
from ethnictrack.reports.inspection_form import content, form_parts
from ethnictrack.reports.inspections import inspection_data, inspection_show
from ethnictrack.reports.table import Column, Paragraph, Table, Unit
from ethnictrack.values.money import Dong
from ethnictrack.year.explain import Figure
from ethnictrack.year.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Outcome, Record
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.explain.frame import Frame
    from ethnictrack.reports.table import Result


_NAMED = N_("{code}: {name}")
_COLUMN = N_("form 01/TTr, column {number}: {content}")
_ADDED = N_("Reversed records and their reversals are both shown; together they add nothing.")
_NOBODY = N_("Nobody reported anything, which is not the same as reporting 0.")
_NOTHING = N_("No inspection counts in this column; it is printed as 0.")
_ONCE = N_("A place that was inspected several times counts once.")
_CUT = N_("To be taken off the settlement, and so never paid back: {amount}.")
_IN_UNIT = {"amount": N_("Amount"), "recovered": N_("Recovered")}
_UNITS = 7
_HEAD = (Column("code", N_("Code"), Unit.CODE), Column("title", N_("Title")))


def inspection_explained(
    dossier: Dossier, frame: Frame, programs: Programs, places: Places
) -> Result:
    """Explain the money of an inspection: what was found, what came back, voucher by voucher."""
    of = dossier.inspection
    figures = (
        Shown.of(Figure.RECOMMENDED, dossier.recommended),
        Shown.of(Figure.RECOVERED, dossier.recovered),
        Shown.of(Figure.OUTSTANDING, dossier.outstanding),
        Shown.of(Figure.RATE, dossier.rate, dossier.recovered, dossier.recommended),
    )
    shown = inspection_show(dossier, programs, places).document.blocks
    blocks = [_in_unit(each) if isinstance(each, Table) else each for each in shown]
    cut = Dong.total(
        each.amount for each in dossier.findings if each.action is Action.SETTLEMENT_REDUCTION
    )
    name = _NAMED.of(code=of.code, name=of.name)
    data: dict[str, object] = {"inspection": inspection_data(dossier, programs, places)}
    notes = (_CUT.of(amount=cut),) if cut else ()
    return frame.result(name, figures, blocks, data, notes)


def _in_unit(table: Table) -> Table:
    """Return a table of đồng as reports print it; one of recoveries with their total."""
    columns = tuple(
        replace(each, heading=_IN_UNIT[each.key]) if each.key in _IN_UNIT else each
        for each in table.columns
    )
    recoveries = any(each.key == "voucher" for each in columns)
    table = replace(table, columns=columns)
    return table.with_sums() if recoveries else table


def activity_explained(outcome: Outcome, records: Sequence[Record], frame: Frame) -> Result:
    """Explain a counted result: every number that was reported, and what took it back."""
    of = outcome.activity
    figures = (
        Shown.of(Figure.TARGET, outcome.target),
        Shown.of(Figure.ACTUAL, outcome.actual),
        Shown.of(Figure.RATE, outcome.rate),
    )
    notes: tuple[Message, ...] = (_ADDED,) if any(each.reverses for each in records) else ()
    if outcome.actual is None:
        notes += (_NOBODY,)
    data: dict[str, object] = {
        "activity": activity_data(outcome),
        "records": [record_data(each) for each in records],
    }
    # What is reversed comes off.
    blocks = [record_table(records).with_sums(under="year")] if records else []
    return frame.result(_NAMED.of(code=of.code, name=of.name), figures, blocks, data, notes)


def _total(values: Sequence[int | Dong]) -> int | Dong:
    money = [each for each in values if isinstance(each, Dong)]
    return Dong.total(money) if money else sum(each for each in values if isinstance(each, int))


def form_explained(dossiers: Iterable[Dossier], number: int, frame: Frame) -> Result:
    """Explain a column of form 01/TTr: the inspections that count in it."""
    parts = form_parts(dossiers, Period.YEAR.of(frame.year), number)
    total = _total([value for _, value in parts])
    unit = Unit.DONG if isinstance(total, Dong) else Unit.NUMBER
    columns = (*_HEAD, Column("value", content(number), unit))
    inspections = [
        {"code": each.inspection.code, "title": each.inspection.name, "value": value}
        for each, value in parts
    ]
    table = Table.of(columns, inspections, total={"value": total})
    data: dict[str, object] = {
        "column": number,
        "value": total,
        "inspections": inspections,
    }
    name = _COLUMN.of(number=number, content=content(number))
    notes = (_ONCE,) if number == _UNITS else ()
    return frame.result(name, (), [table if parts else Paragraph(_NOTHING)], data, notes)
