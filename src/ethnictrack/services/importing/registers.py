"""Imports of registers: programmes and places; and of opening figures, one a line likewise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.batch import RepeatedLineError
from ethnictrack.nouns.batch import (
    Duplicates,
    ImportRow,
    LookUp,
    RowProblem,
    Rows,
    Tally,
    all_refusals,
    refuse_row,
)
from ethnictrack.nouns.registry import Registry, Thing
from ethnictrack.services.opening_figure import add_opening, opening_of
from ethnictrack.services.register import add_place, add_program, place_of, program_of
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

Said = Mapping[str, Any]
Take = Callable[["Book", Said, date], None]


class RegisterImport:
    """Takes the rows of one import of a register; a line the book has already is a duplicate."""

    def __init__(
        self,
        book: Book,
        take: Take,
        *,
        names: Mapping[str, LookUp],
        today: date,
        duplicates: Duplicates,
    ) -> None:
        """Keep lines in ``book`` by ``take``, which applies the rules of `add`.

        ``names`` says where what a row names is looked up.
        """
        self.tally = Tally()
        self._book, self._take, self._today = book, take, today
        self._names, self._duplicates = names, duplicates

    def take(self, rows: Rows) -> list[RowProblem]:
        """Keep rows in their order; what is refused comes back and keeps nothing."""
        problems: list[RowProblem] = []
        for row in rows:
            try:
                self._take(self._book, row.values, self._today)
                self.tally.accepted += 1
            except RepeatedLineError as error:
                if self._duplicates is Duplicates.REFUSE:
                    problems.append(refuse_row(row, error))
                else:
                    self.tally.skipped += 1
            except BookError as error:
                problems += all_refusals(row, error, self._names)
        return problems

    def names(self, _: ImportRow) -> Mapping[str, LookUp]:
        """Return where to look the names of a row up."""
        return self._names

    def finish(self) -> None:
        """Nothing is in hand: every row is written when it is taken."""


def take_program(book: Book, said: Said, today: date) -> None:
    """Keep a programme. Raises: RepeatedLineError and the refusals of ``add_program``."""
    program = program_of(book, said, today)
    check_repeated(book.programs, program)
    book.programs.include(add_program(book, program))


def take_place(book: Book, said: Said, today: date) -> None:
    """Keep a place. Raises: RepeatedLineError and the refusals of ``add_place``."""
    place = place_of(book, said, today)
    check_repeated(book.places, place)
    book.places.include(add_place(book, place))


def opening_taker(batch: int) -> Take:
    """Return what keeps the opening figures of an import."""

    def take(book: Book, said: Said, today: date) -> None:
        add_opening(book, opening_of(book, said, batch), today)

    return take


def has_same(register: Registry[Any], new: Thing) -> bool:
    """Say whether the register has a line that says the same as a new one."""
    own = {"id", "aliases"}  # no row says them
    fields = [name for name in type(new).__dataclass_fields__ if name not in own]
    wanted = [getattr(new, name) for name in fields]
    found = register.with_code(new.code)
    return any(wanted == [getattr(old, name) for name in fields] for old in found)


def check_repeated(register: Registry[Any], new: Thing) -> None:
    """Refuse a line that the register has. Raises: RepeatedLineError."""
    if has_same(register, new):
        raise RepeatedLineError(given=new.code)
