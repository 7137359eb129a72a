"""A row of the settlement explained: its columns, or one of them down to the entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.explain.entry import WHOLE, made_of
from ethnictrack.reports.explain.frame import Shown
from ethnictrack.reports.form_table import numbered_table
from ethnictrack.reports.settlement import MONEY
from ethnictrack.reports.table import Column, Paragraph, Term, Unit
from ethnictrack.values.money import Dong
from ethnictrack.year.settlement import FIRST, FORMULAS, LAST, formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.explain.frame import Frame
    from ethnictrack.reports.table import Result
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
