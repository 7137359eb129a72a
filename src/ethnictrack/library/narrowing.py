"""What lists are narrowed by: what the filters of fields ask for in a book, and what meets them.

Entries are compared in the book, before they are read (``entry_words``); lines of registers here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ethnictrack.fields.field import Field, Match, as_filters
from ethnictrack.fields.types import Clock, Name, read_words
from ethnictrack.values.text import fold

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

T = TypeVar("T")


def meets(fact: Any, how: Match, wanted: Any) -> bool:  # noqa: ANN401 - of any field
    """Say whether what a thing has in a field, None for nothing, is what is asked for.

    ``wanted`` of a family are the numbers of its lines, of a span its two ends, None where open.
    """
    match how:
        case Match.PART:
            return fold(wanted) in fold(fact or "")
        case Match.FAMILY:
            return fact in wanted
        case Match.SPAN:
            first, last = wanted
            if fact is None:
                return False
            return (first is None or first <= fact) and (last is None or fact <= last)
    return bool(fact == wanted)


def family_of(register: str, name: str, programs: Programs, places: Places) -> frozenset[int]:
    """Return the lines of a name with all below them; of a place, in all its versions.

    Raises: UnknownCodeError, AmbiguousNameError.
    """
    if register == "program":
        return frozenset(programs.family(programs.find(name).id))
    found = places.matches(name) or [places.find(name)]
    return frozenset(at for each in found for at in places.family(each.id))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is asked for, by the fields that declare how they are compared."""

    fields: tuple[Field[Any], ...]
    said: Mapping[str, Any]

    @classmethod
    def of(
        cls, fields: tuple[Field[Any], ...], words: Mapping[str, object], today: Clock
    ) -> Narrowing:
        """Read the options of a list. Raises: the refusals of ``read_words``."""
        return cls(fields, read_words(as_filters(fields), words, today))

    def among(
        self,
        things: Iterable[T],
        book: Book,
        day: date,
        fact: Callable[[T, str], Any] = getattr,
    ) -> list[T]:
        """Return the things that meet all of it; ``fact`` tells what one has in a field.

        Where one line is meant, a place is looked for by its name on ``day``.
        Raises: UnknownCodeError, AmbiguousNameError.
        """
        asked = [
            (each.name, each.filter, self._wanted(each, book, day))
            for each in self.fields
            if each.filter and self._is_asked(each)
        ]
        return [
            thing
            for thing in things
            if all(meets(fact(thing, name), how, wanted) for name, how, wanted in asked)
        ]

    def _is_asked(self, field: Field[Any]) -> bool:
        return any(each.name in self.said for each in as_filters([field]))

    def _wanted(self, field: Field[Any], book: Book, day: date) -> Any:  # noqa: ANN401 - as ``meets``
        """Return what ``meets`` compares a field with."""
        if field.filter is Match.SPAN:
            return tuple(self.said.get(name) for name, *_ in field.spans)
        word = self.said[field.name]
        if not isinstance(field.type, Name):
            return word
        if field.filter is Match.FAMILY:
            return family_of(field.type.register, word, book.programs, book.places)
        if field.type.register == "place":
            return book.places.find_on(word, day).id
        return book.programs.find(word).id
