"""A column of the settlement or of a form, an inspection, a counted activity explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Action
from ethnictrack.nouns.petition import PARTS, column_of, reception
from ethnictrack.nouns.petition import formula as reception_formula
from ethnictrack.reports.activities import activity_data, record_data, record_table
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.explain import WHOLE, Shown, made_of
from ethnictrack.reports.form_table import numbered_table
from ethnictrack.reports.inspection_form import content, form_parts
from ethnictrack.reports.inspections import inspection_data, inspection_show
from ethnictrack.reports.petitions import content as reception_content
from ethnictrack.reports.petitions import mismatches
from ethnictrack.reports.settlement import MONEY
from ethnictrack.reports.table import Column, Paragraph, Table, Term, Unit
from ethnictrack.values.money import Dong
from ethnictrack.year.explain import Figure
from ethnictrack.year.period import Period
from ethnictrack.year.settlement import FIRST, FORMULAS, LAST, formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.activity import Outcome, Record
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.petition import Reception
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.explain import Frame
    from ethnictrack.reports.table import Block, Result
    from ethnictrack.year.settlement import Columns


Counted = Sequence[tuple["Posted", Dong]]
_ROW, _CELL = N_("settlement, {row}"), N_("settlement, {row}, column {column}")
_FORMULA = N_("By the form {formula}: {figure} = {sum} đồng.")
_PLUS, _LESS = N_("{sum} + {part}"), N_("{sum} - {part}")
_OPENED = N_("Opening figures, of before the book: {opened}.")
_SHARED = N_(
    "Together they come to {entries}, the column has {column}. The difference of {difference} lies"
    " in advances cleared and refunds: an advance cleared draws on the oldest advances first, a"
    " refund on what it gives back, and so they count in other columns than their own."
)
_DISPOSED = N_("Of this the book has cancelled {cancelled}; not yet disposed of: {undisposed}.")
_COUNTS: Column[tuple[Posted, Dong]] = Column(
    "amount", N_("Counts as"), Unit.DONG, lambda of: of[1]
)
_RESTS = (15, 21)  # the columns of what is left of a block, in the order of Columns.cancelled


def settled_row_explained(row: Message | str, columns: Columns, frame: Frame) -> Result:
    """Explain a whole row: its columns one below the other, with their formulas."""
    numbers = range(FIRST, LAST + 1)
    formulas = {each: formula(each) if each in FORMULAS else "" for each in numbers}
    table = numbered_table(
        (each, _heading(each), formulas[each], columns[each]) for each in numbers
    )
    data: dict[str, object] = {"settled": [_part(each, columns[each]) for each in numbers]}
    return frame.result(_ROW.of(row=row), (), [table], data)


def settled_column_explained(  # noqa: PLR0913 - the facts a report states on its face
    row: Message | str,
    number: int,
    columns: Columns,
    entries: Counted,
    *,
    opened: Dong,
    programs: Programs,
    places: Places,
    frame: Frame,
) -> Result:
    """Explain one column of a row: its formula, its entries, and what was shared out."""
    value, sum_of = columns[number], Dong.total(amount for _, amount in entries)
    shown = Shown(Term(f"c{number}", _heading(number)), value)
    blocks = (
        *_computed(number, columns),
        *made_of(entries, (_COUNTS,), programs, places),
        *([Paragraph(_OPENED.of(opened=opened))] if opened else []),
        *_compared(sum_of + opened, value, entries),
    )
    data: dict[str, object] = {
        "formula": [_part(abs(each), _signed(each, columns)) for each in FORMULAS.get(number, ())],
        "entries": [
            {**entry_data(posted, programs, places), "counts": amount} for posted, amount in entries
        ],
        "opening": opened,
        "shared_out": value - sum_of - opened,
    }
    return frame.result(_CELL.of(row=row, column=number), (shown,), blocks, data)


def _heading(number: int) -> Message:
    return MONEY[number - FIRST].heading


def _part(number: int, amount: Dong) -> dict[str, object]:
    return {"column": f"c{number}", "value": amount}


def _signed(part: int, columns: Columns) -> Dong:
    """Return what a part of a formula adds: below zero where the form takes it away."""
    return columns[part] if part > 0 else -columns[-part]


def _computed(number: int, columns: Columns) -> Iterator[Paragraph]:
    """Say what the column is by its formula, and what became of what is left."""
    if number in FORMULAS:
        sum_ = _sum(FORMULAS[number], columns)
        figure = columns[number].value
        yield Paragraph(_FORMULA.of(formula=formula(number), figure=figure, sum=sum_))
    if number in _RESTS:
        place = _RESTS.index(number)
        yield Paragraph(
            _DISPOSED.of(cancelled=columns.cancelled[place], undisposed=columns.undisposed[place])
        )


def _sum(parts: Sequence[int], columns: Columns) -> Message | int:
    """Write the amounts of a formula with its signs between them."""
    first, *others = parts
    written: Message | int = columns[first].value
    for part in others:
        written = (_PLUS if part > 0 else _LESS).of(sum=written, part=columns[abs(part)].value)
    return written


def _compared(entries: Dong, column: Dong, listed: Counted) -> Iterator[Paragraph]:
    if entries != column:
        yield Paragraph(_SHARED.of(entries=entries, column=column, difference=column - entries))
    elif listed:
        yield Paragraph(WHOLE)


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


_TCD_COLUMN = N_("form 01/TCD, column {number}: {content}")
_NO_ACTIVITY = N_("No activity counts in this column; it is printed as 0.")
_SUMMED = N_("No activity counts in this column; it is what its parts make, {formula}.")
_ACTIVITY_HEAD = (Column("code", N_("Code"), Unit.CODE), Column("name", N_("Activity")))


def _activity_data(of: Outcome) -> dict[str, object]:
    return {"code": of.activity.code, "name": of.activity.name, "value": of.actual}


def _wrong(form: Reception, number: int) -> Iterator[Message]:
    return (said for at, said in mismatches(form) if at == number)


def reception_explained(outcomes: Iterable[Outcome], number: int, frame: Frame) -> Result:
    """Explain a column of form 01/TCD, 1 to 29."""
    listed = list(outcomes)
    form = reception(listed)
    inside = [each for each in listed if column_of(each.activity) == number]
    parts = [(each, form.figure(each)) for each in PARTS.get(number, ())]
    said = _SUMMED.of(formula=reception_formula(number)) if parts else _NO_ACTIVITY
    counted = list(map(_activity_data, inside))
    columns = (*_ACTIVITY_HEAD, Column("value", reception_content(number), Unit.NUMBER))
    table = Table.of(columns, counted, total={"value": form.figure(number)})
    blocks: list[Block] = [table if inside else Paragraph(said)]
    if parts:
        blocks.append(
            numbered_table((each, reception_content(each), "", figure) for each, figure in parts)
        )
    data: dict[str, object] = {
        "column": number,
        "value": form.figure(number),
        "activities": counted,
        "formula": [{"column": str(each), "value": figure} for each, figure in parts],
    }
    name = _TCD_COLUMN.of(number=number, content=reception_content(number))
    notes = tuple(_wrong(form, number))
    return frame.result(name, (), blocks, data, notes)
