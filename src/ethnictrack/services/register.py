"""Adding and editing places and programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import Message
from ethnictrack.nouns.packaged import PlaceLine, ProgramLine
from ethnictrack.nouns.place import Place, check_version, overlap
from ethnictrack.nouns.program import Program, alias_key, check_alias, check_parent
from ethnictrack.nouns.registry import (
    AliasTakenError,
    DuplicateCodeError,
    NothingToChangeError,
    PeriodError,
    Registry,
    T,
)
from ethnictrack.values.text import fold

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


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
    if told.get("total_investment") is not None:
        told["total_investment"] = told["total_investment"].dong
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
    _check_no_alias(book, program.code)
    check_period(program.from_year, program.to_year)
    return replace(program, id=book.registers.add_program(program))


def _check_no_alias(book: Book, code: str) -> None:
    """Refuse a code that is another programme's alias. Raises: DuplicateCodeError."""
    for each in book.programs:
        if alias_key(code) in map(alias_key, each.aliases):
            raise DuplicateCodeError(noun=book.programs.noun, given=code, name=each.name)


def add_aliases(book: Book, code: str, texts: Iterable[str]) -> Program:
    """Keep other names of a programme; one it has already is kept once.

    Raises: UnknownCodeError, AmbiguousNameError, AliasTakenError.
    """
    program = book.programs.find(code)
    for text in texts:
        check_alias(book.programs, program, text)
        known = {alias_key(each) for each in (program.code, *program.aliases)}
        if alias_key(text) not in known:
            book.registers.add_alias(program.id, text)
            program = replace(program, aliases=(*program.aliases, text))
    return program


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


def _add_free_aliases(book: Book, program: Program) -> None:
    """Keep the aliases of a packaged programme that mean no other one in the book."""
    known = book.registers.programs() if program.aliases else ()
    for text in program.aliases:
        with suppress(AliasTakenError):
            check_alias(known, program, text)
            book.registers.add_alias(program.id, text)


_Version = tuple[str, date | None]  # code and last day of a listed place


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many lines of a packaged list were added, and how many the book had already."""

    added: int
    known: int


def load_places(book: Book, lines: Iterable[PlaceLine]) -> Loaded:
    """Keep what the book lacks of a packaged list of places; the same place is left as it is.

    Raises: DuplicateCodeError, when a code stands for another place during the same days.
    """
    register = book.registers.places()  # with what this command has added already
    numbers: dict[_Version, int] = {}
    waiting: list[Place] = []  # rows are written many at a time, parents before their children
    known = 0

    def write() -> None:
        for place, number in zip(waiting, book.registers.add_places(waiting), strict=True):
            numbers[place.code, place.valid_to] = number
        waiting.clear()

    for line in lines:
        if line.parent and not {(line.parent, line.valid_to), (line.parent, None)} & numbers.keys():
            write()
        place = _listed(line, numbers)
        same = _held(register.with_code(line.code), place, register.noun)
        if same is None:
            waiting.append(place)
        else:
            known += 1
            numbers[line.code, line.valid_to] = same.id
    write()
    return Loaded(len(numbers) - known, known)


def _listed(line: PlaceLine, numbers: Mapping[_Version, int]) -> Place:
    """Return a line of a list as a place below the version of its parent that ended with it."""
    above = None
    if line.parent:
        above = numbers.get((line.parent, line.valid_to)) or numbers[line.parent, None]
    return Place(
        id=0,
        code=line.code,
        name=line.name,
        parent=above,
        level=line.level,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        successor=line.successor,
    )


def _held(versions: Iterable[Place], new: Place, noun: Message) -> Place | None:
    """Return the version a book has of a listed place. Raises: DuplicateCodeError."""
    for old in versions:
        if overlap(old, new):
            if fold(old.name) != fold(new.name):
                raise DuplicateCodeError(noun=noun, given=new.code, name=old.name)
            return old
    return None


def load_programs(book: Book, lines: Iterable[ProgramLine]) -> Loaded:
    """Keep what the book lacks of a packaged tree; the same programme is left as it is.

    Raises: DuplicateCodeError, when a code stands for another programme.
    """
    register = book.registers.programs()
    numbers: dict[str, int] = {}
    known = 0
    for line in lines:
        same = register.with_code(line.code)
        if same and fold(same[0].name) != fold(line.name):
            raise DuplicateCodeError(noun=register.noun, given=line.code, name=same[0].name)
        if same:
            known += 1
            numbers[line.code] = same[0].id
            continue
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
        _add_free_aliases(book, replace(program, id=numbers[line.code], aliases=line.aliases))
    return Loaded(len(numbers) - known, known)
