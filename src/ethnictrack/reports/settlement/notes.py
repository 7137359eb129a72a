"""What is said beside a settlement: what is not yet disposed of, and where the book looks wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_, Message
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.nouns.program import Program
    from ethnictrack.year.settlement import Columns, Settlement

_FIRST = N_(
    "Columns 6, 7 and 24 count from budget year {first_year} on, the first of the book; what was"
    " paid before is in none of them."
)
_UNDISPOSED = N_(
    "Column {column}: {amount} is neither paid nor carried over nor cancelled in the book, and not"
    " yet disposed of: {programs}."
)
_OVER = N_(
    "Column {column}: by its formula there is {amount} less than the book has cancelled, as more"
    " was paid, carried over or cancelled than planned: {programs}."
)
_RETURNED = N_(
    "Column 8: {amount} of refunds gave back advances of earlier years. Columns 11, 17 and 24 do"
    " not take them off, as the form has it; the report of rates does, and `allocate carry` may"
    " carry them on."
)
_UNCLEARED = N_(
    "Column {column} is below zero: more advances were cleared or given back than made: {programs}."
)
_UNPAID = N_(
    "Column {column} is below zero: advances were cleared without the payment they are part of, or"
    " more was refunded than paid: {programs}."
)
_ELSEWHERE = N_(
    "A row with less than nothing in column 15 or 21 was paid out of a plan given to the programme"
    " above, or beyond its plan."
)
_NAMED = N_("{code} {amount}")
_MOST = 10  # programmes named in one note
_MORE = N_("and {count} more")


class Line(NamedTuple):
    """A row of the settlement: its outline number and level, its programme, columns 6 to 24."""

    outline: str
    level: int
    program: Program
    columns: Columns


def notes_on(settled: Settlement, lines: list[Line]) -> tuple[Message, ...]:
    """Return the notes of a settlement; what concerns a sum names its programmes."""
    return (
        *settled.notes,
        _FIRST.of(first_year=settled.first_year),
        *_undisposed(lines),
        *_returned(settled.total()),
        *_below(lines, _UNPAID, (12, 18)),
        *_below(lines, _UNCLEARED, (13, 19, 23)),
        *_paid_elsewhere(lines),
        *(each.said(settled.programs) for each in settled.unequal()),
    )


def _undisposed(lines: list[Line]) -> Iterator[Message]:
    """Say tree by tree what is left, as a plan may stand above what is paid of it."""
    top = [each for each in lines if not each.level]
    for place, column in enumerate((15, 21)):
        for said, sign in ((_UNDISPOSED, 1), (_OVER, -1)):
            found = [
                (each.program.code, Dong(sign * amount.value))
                for each in top
                if sign * (amount := each.columns.undisposed[place]).value > 0
            ]
            if found:
                amount = Dong.total(each for _, each in found)
                yield said.of(column=column, amount=amount, programs=_listed(found))


def _returned(total: Columns) -> Iterator[Message]:
    if total[8]:
        yield _RETURNED.of(amount=total[8])


def _below(lines: list[Line], said: Message, columns: tuple[int, ...]) -> Iterator[Message]:
    for column in columns:
        found = [(each.program.code, each.columns[column]) for each in lines]
        if below := [(code, amount) for code, amount in found if amount < ZERO]:
            yield said.of(column=column, programs=_listed(below))


def _paid_elsewhere(lines: list[Line]) -> Iterator[Message]:
    if any(each.level and min(each.columns[15], each.columns[21]) < ZERO for each in lines):
        yield _ELSEWHERE


def _listed(found: list[tuple[str, Dong]]) -> tuple[Message, ...]:
    said = tuple(_NAMED.of(code=code, amount=amount) for code, amount in found[:_MOST])
    more = len(found) - _MOST
    return (*said, _MORE.of(count=more)) if more > 0 else said
