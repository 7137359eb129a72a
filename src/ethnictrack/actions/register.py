"""Adding and editing places and programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.domain.errors.registers import (
    DuplicateCodeError,
    NothingToChangeError,
    PeriodError,
)
from ethnictrack.domain.packaged import PlaceLine, ProgramLine
from ethnictrack.domain.place import Place, check_version
from ethnictrack.domain.program import Program, check_parent
from ethnictrack.domain.registry import Registry, T

if TYPE_CHECKING:
    from ethnictrack.store.opening import Book


def check_new_code(register: Registry[T], code: str) -> None:
    """Refuse a code that is taken. Raises: DuplicateCodeError."""
    for taken in register.with_code(code):
        raise DuplicateCodeError(noun=register.noun, given=code, name=taken.name)


def check_period(first: object, last: object) -> None:
    """Refuse a period that ends before it begins; an open end is no end. Raises: PeriodError."""
    if first is not None and last is not None and last < first:  # type: ignore[operator]  # both years or both days
        raise PeriodError(first=first, last=last)


def place_of(book: Book, said: Mapping[str, Any], today: date) -> Place:
    """Return the new place that words or a row tell of; what it is part of is told by its code.

    Raises: UnknownCodeError, AmbiguousCodeError.
    """
    told = {name: value for name, value in said.items() if value is not None}
    if "parent" in told:
        day = told.get("valid_from", today)
        told["parent"] = book.places.find_on(told["parent"], day).id
    return Place(id=0, **told)


def add_place(book: Book, place: Place) -> Place:
    """Keep a new place, or a new version of one. Raises: DuplicateCodeError, PeriodError."""
    check_period(place.valid_from, place.valid_to)
    check_version(book.places, place)
    return replace(place, id=book.registers.add_place(place))


def numbered(book: Book, said: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what is said of a programme, with the numbers of the parent and place it names.

    Raises: UnknownCodeError, AmbiguousCodeError.
    """
    told = dict(said)
    if told.get("parent") is not None:
        told["parent"] = book.programs.find(told["parent"]).id
    if told.get("place") is not None:
        told["place"] = book.places.find_on(told["place"], today).id
    return told


def program_of(book: Book, said: Mapping[str, Any], today: date) -> Program:
    """Return the new programme that words or a row tell of. Raises: as ``numbered`` does."""
    told = {name: value for name, value in said.items() if value is not None}
    return Program(id=0, **numbered(book, told, today))


def add_program(book: Book, program: Program) -> Program:
    """Keep a new programme. Raises: DuplicateCodeError, PeriodError."""
    check_new_code(book.programs, program.code)
    check_period(program.from_year, program.to_year)
    return replace(program, id=book.registers.add_program(program))


def edit_program(book: Book, code: str, changes: Mapping[str, Any], today: date) -> Program:
    """Change what was said of a programme; its code stays.

    Raises: UnknownCodeError, NothingToChangeError, ParentLoopError, PeriodError.
    """
    before = book.programs.find(code)
    if not changes:
        raise NothingToChangeError(given=before.code)
    after = replace(before, **numbered(book, changes, today))
    check_parent(book.programs, before, after.parent)
    check_period(after.from_year, after.to_year)
    book.registers.edit_program(before, after)
    return after


def load_places(book: Book, lines: Iterable[PlaceLine]) -> None:
    """Keep a packaged list of places into a book that has none."""
    numbers: dict[str, int] = {}
    for line in lines:
        place = Place(
            id=0,
            code=line.code,
            name=line.name,
            parent=numbers[line.parent] if line.parent else None,
            level=line.level,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
            successor=line.successor,
        )
        numbers[line.code] = book.registers.add_place(place)


def load_programs(book: Book, lines: Iterable[ProgramLine]) -> None:
    """Keep a packaged tree of programmes into a book that has none."""
    numbers: dict[str, int] = {}
    for line in lines:
        program = Program(
            id=0,
            code=line.code,
            name=line.name,
            parent=numbers[line.parent] if line.parent else None,
            kind=line.kind,
            decision=line.decision,
            from_year=line.from_year,
            to_year=line.to_year,
            owner=line.owner,
        )
        numbers[line.code] = book.registers.add_program(program)
