"""Types of fields: what they hold, and how a word that was typed is read.

At the end: the words of several fields at once. What is missing is refused with everything else
that is; a word that cannot be read, with the name of its field in the reader's language. A cell of
a file is read by ``importing/readers.py``, which has a reader for each of these types.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from ethnictrack.errors.usage import (
    MissingValueError,
    MonthError,
    UnknownChoiceError,
    WholeNumberError,
)
from ethnictrack.fields.field import Field
from ethnictrack.i18n import N_, Labelled
from ethnictrack.values.amounts import Amount, read_amount
from ethnictrack.values.clean_text import EmptyTextError, clean, clean_code
from ethnictrack.values.dates import read_typed_date, read_year
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.money import ZERO, Dong, Numbers
from ethnictrack.values.quantity import Quantity, read_quantity
from ethnictrack.values.text import fold, visible

V_co = TypeVar("V_co", covariant=True)
# The words for every member of a closed list: its value, the Vietnamese word, and others. None is
# what is left open on purpose.
Spellings = Mapping[StrEnum | bool | None, tuple[str, ...]]
Clock = date | Callable[[], date]  # today, or what tells it when somebody asks
_LONGEST_NUMBER = 9  # digits; no number of an entry needs more


class ValueTypeError(UsageError):
    option: str
    given: str
    code = "value-type"
    text = N_("{option} takes no value of type {given}.")
    remedy = N_("Give a text as it would be typed, or a value of its own type.")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word is read: what it is called in refusals, today's date, how numbers are written."""

    what: Labelled
    clock: Clock
    numbers: Numbers = Numbers.VI

    @property
    def today(self) -> date:
        """The day it is; a word that is no day asks no clock."""
        return self.clock if isinstance(self.clock, date) else self.clock()


class Type(ABC, Generic[V_co]):
    """The values of a field.

    ``stored`` is what the database holds, ``json`` how docs/json.md calls it, ``takes`` are the
    types of Python that a program may give in place of a word.
    """

    stored: ClassVar[type[int | str]] = str
    json: ClassVar[str] = "text"
    takes: ClassVar[tuple[type, ...]] = ()

    @abstractmethod
    def read(self, word: str, how: Reading) -> V_co:
        """Return the value a word means. Raises: the refusals of values, for anything else."""

    @property
    def spanned(self) -> Type[Any]:
        """The type of the two ends by which a list is narrowed to a span of it."""
        return self

    def take(self, value: object, how: Reading) -> V_co:
        """Return the value of a word, or of what a program has as a value already.

        Raises: ValueTypeError, and what ``read`` raises.
        """
        if isinstance(value, str) or type(value) in self.takes:
            return self.read(_written(value), how)
        raise ValueTypeError(option=how.what, given=type(value).__name__)


@dataclass(frozen=True, slots=True)
class Text(Type[str]):
    """A text of at most ``limit`` characters. A ``reference`` is the number of a paper.

    One that may have ``lines`` keeps them.
    """

    limit: int = 500
    reference: bool = False
    lines: bool = False

    def read(self, word: str, how: Reading) -> str:
        """Return it fit to be kept."""
        return clean(word, how.what, self.limit, lines=self.lines)


@dataclass(frozen=True, slots=True)
class Texts(Text):
    """Several texts, each said by itself."""

    json: ClassVar[str] = "list of text"


@dataclass(frozen=True, slots=True)
class Given(Type[str]):
    """A text as it was typed, such as the name of a file."""

    def read(self, word: str, how: Reading) -> str:
        """Return it untouched."""
        del how
        return word


@dataclass(frozen=True, slots=True)
class Code(Type[str]):
    """A code, kept with its zeros."""

    def read(self, word: str, how: Reading) -> str:
        """Return it fit to be kept."""
        del how  # a code refuses in its own words
        return clean_code(word)


@dataclass(frozen=True, slots=True)
class Name(Type[str]):
    """A line of a ``register``, named by its code or its name; the book knows which."""

    register: str
    stored: ClassVar[type[int | str]] = int

    def read(self, word: str, how: Reading) -> str:
        """Return the word: it is looked up once the book is open."""
        if not word.strip():
            raise EmptyTextError(how.what)
        return word


@dataclass(frozen=True, slots=True)
class Whole(Type[int]):
    """A whole number that is not negative, up to ``most``.

    It may be the number of a row of ``table``.
    """

    table: str = ""
    most: int = 10**_LONGEST_NUMBER - 1
    stored: ClassVar[type[int | str]] = int
    json: ClassVar[str] = "integer"
    takes: ClassVar[tuple[type, ...]] = (int,)

    def read(self, word: str, how: Reading) -> int:
        """Return the number of digits alone."""
        if not (word.isascii() and word.isdecimal() and len(word) <= _LONGEST_NUMBER):
            raise WholeNumberError(option=how.what, given=visible(word))
        if int(word) > self.most:
            known = tuple(map(str, range(self.most + 1)))
            raise UnknownChoiceError(option=how.what, given=word, known=known)
        return int(word)


def is_last(word: str) -> bool:
    """Say whether a word stands for the newest that who asks has recorded."""
    return plain_word(word) in {"last", "cuoi", "moi nhat"}


LAST = -1  # in place of a number: the newest that who asks has recorded; no word means it else


@dataclass(frozen=True, slots=True)
class EntryNumber(Type[int]):
    """The number of an entry, or `last`: the newest that who asks has recorded."""

    stored: ClassVar[type[int | str]] = int
    json: ClassVar[str] = "integer"
    takes: ClassVar[tuple[type, ...]] = (int,)

    def read(self, word: str, how: Reading) -> int:
        """Return the number, ``LAST`` for the newest."""
        if is_last(word):
            return LAST
        return Whole().read(word, how)


@dataclass(frozen=True, slots=True)
class Year(Type[int]):
    """A year of four digits."""

    stored: ClassVar[type[int | str]] = int
    json: ClassVar[str] = "year"
    takes: ClassVar[tuple[type, ...]] = (int,)

    def read(self, word: str, how: Reading) -> int:
        """Return the year."""
        del how
        return read_year(word)


@dataclass(frozen=True, slots=True)
class Month(Type[date]):
    """A month, which is its first day."""

    json: ClassVar[str] = "month"
    takes: ClassVar[tuple[type, ...]] = (date,)

    def read(self, word: str, how: Reading) -> date:
        """Return the first day of a month such as 2026-10."""
        del how
        written = re.fullmatch("([0-9]{4})-([0-9]{1,2})(?:-01)?", word.strip())
        if not (written and 1 <= int(written[2]) <= 12):  # noqa: PLR2004 - months of a year
            raise MonthError(given=visible(word))
        return date(read_year(written[1]), int(written[2]), 1)


@dataclass(frozen=True, slots=True)
class Day(Type[date]):
    """A day."""

    json: ClassVar[str] = "date"
    takes: ClassVar[tuple[type, ...]] = (date,)

    def read(self, word: str, how: Reading) -> date:
        """Return the day, the day first."""
        return read_typed_date(word, how.today)


@dataclass(frozen=True, slots=True)
class Money(Type[Amount]):
    """An amount in whole đồng, with what was said of how sure it is."""

    stored: ClassVar[type[int | str]] = int
    json: ClassVar[str] = "đồng"
    takes: ClassVar[tuple[type, ...]] = (int, Dong)

    def read(self, word: str, how: Reading) -> Amount:
        """Return the amount."""
        return read_amount(word, how.numbers)


@dataclass(frozen=True, slots=True)
class MoneyOrNone(Money):
    """An amount, or 0 or a dash where there is none."""

    def read(self, word: str, how: Reading) -> Amount:
        """Return the amount, which may be nothing."""
        if word.strip() in {"0", "-", "–"}:
            return Amount(ZERO)
        return read_amount(word, how.numbers)


@dataclass(frozen=True, slots=True)
class Count(Type[Quantity]):
    """A number of things that are not money, with what was said of how sure it is."""

    json: ClassVar[str] = "number"
    takes: ClassVar[tuple[type, ...]] = (int,)

    def read(self, word: str, how: Reading) -> Quantity:
        """Return the number."""
        return read_quantity(word, how.numbers)


@dataclass(frozen=True, slots=True)
class SignedMoney(Money):
    """An amount of a table of others, which may be below zero, or nothing."""


@dataclass(frozen=True, slots=True)
class Moment(Type[datetime]):
    """A moment, which only the program itself says."""

    json: ClassVar[str] = "moment"

    @property
    def spanned(self) -> Type[Any]:
        """Moments are looked for by their days."""
        return Day()

    def read(self, word: str, how: Reading) -> datetime:
        """Refuse to be said."""
        raise NotImplementedError(word, how)


@dataclass(frozen=True, slots=True)
class Choice(Type[StrEnum | bool | None]):
    """A member of a closed list, named by any of its ``words``."""

    words: Spellings
    takes: ClassVar[tuple[type, ...]] = (bool,)

    @property
    def values(self) -> tuple[str, ...]:
        """The words of commands and JSON, in their order."""
        return tuple(str(member) for member in self.words if member is not None)

    @property
    def known(self) -> tuple[str, ...]:
        """The words a refusal offers: that of commands, and the Vietnamese one."""
        offered = (said for member, said in self.words.items() if member is not None)
        return tuple(Labelled(said[0], _both(*said)) for said in offered)

    def read(self, word: str, how: Reading) -> StrEnum | bool | None:
        """Return the member a word is for."""
        wanted = plain_word(word)
        for member, said in self.words.items():
            if any(plain_word(each) == wanted for each in said):
                return member
        raise UnknownChoiceError(option=how.what, given=visible(word), known=self.known)


@dataclass(frozen=True, slots=True)
class Flag(Type[bool]):
    """What is said by naming it; its option has no value."""

    json: ClassVar[str] = "yes/no"

    def read(self, word: str, how: Reading) -> bool:
        """Refuse to be said by a word. Raises: ValueTypeError."""
        raise ValueTypeError(option=how.what, given=type(word).__name__)

    def take(self, value: object, how: Reading) -> bool:
        """Return whether it was named. Raises: ValueTypeError."""
        return value if isinstance(value, bool) else self.read(str(value), how)


def _written(value: object) -> str:
    """Return a value as it would be typed."""
    match value:
        case Dong():
            return str(value.value)
        case date():
            return value.isoformat()
    return str(value)


def _both(word: str, vietnamese: str = "", *_: str) -> str:
    return f"{word} ({vietnamese})" if vietnamese else word


def plain_word(word: str) -> str:
    """Return a word for comparison: folded, with hyphens and underscores as blanks."""
    return " ".join(fold(word).replace("-", " ").replace("_", " ").split())


Words = dict[str, str | None]  # as typed, by the names of the fields; None where nothing was


class ByName:
    """Words that are attributes of a class, reached by the names of their fields."""

    __slots__ = ()

    def __getitem__(self, name: str) -> str | None:
        word: str | None = getattr(self, name)
        return word

    def __setitem__(self, name: str, word: str | None) -> None:
        setattr(self, name, word)


NUMBERS = Field(
    name="numbers",
    type=Choice({each: (each.value,) for each in Numbers}),
    label=N_("Numbers"),
    help=N_("How amounts are written: 15,213 tỷ (vi, the default) or 15.213 tỷ (en)."),
    option="--numbers",
)


def lacking(fields: Iterable[Field[Any]], said: Mapping[str, object]) -> tuple[Labelled, ...]:
    """Return the names of what has to be said and was not."""
    return tuple(each.named for each in fields if each.required and not _is_said(said, each))


def read_words(
    fields: Iterable[Field[Any]], said: Mapping[str, object], today: Clock
) -> dict[str, Any]:
    """Return the values of what was said, by the names of the fields.

    A program may say values in place of words. Raises: MissingValueError, ValueTypeError, and the
    refusals of values with the name of their field.
    """
    asked = [*fields]
    if missing := lacking(asked, said):
        raise MissingValueError(names=missing)
    numbers = said.get(NUMBERS.name)
    convention = Numbers.VI if numbers is None else read_word(NUMBERS, numbers, today)
    return {
        each.name: read_word(each, said[each.name], today, convention)
        for each in asked
        if _is_said(said, each)
    }


def _is_said(said: Mapping[str, object], field: Field[Any]) -> bool:
    return said.get(field.name) is not None and not (field.many and not said[field.name])


def _several(field: Field[Any], said: Any) -> Iterable[Any]:  # noqa: ANN401 - of any field
    """Return what was said many times; numbers may stand in one text, with blanks between."""
    if isinstance(said, str):
        return (field.type.stored is int and said.split()) or [said]
    return [said] if isinstance(said, int) else said


def read_word(field: Field[Any], said: Any, today: Clock, numbers: Numbers = Numbers.VI) -> Any:  # noqa: ANN401 - of any field
    """Return the value of what was said of a field, a tuple of those that are said many times.

    Raises: ValueTypeError and the refusals of values, with the name of the field.
    """
    how = Reading(field.named, today, numbers)
    try:
        if not field.many:
            return field.type.take(said, how)
        return tuple(field.type.take(each, how) for each in _several(field, said))
    except BookError as refusal:
        refusal.of_field = Labelled(field.name, field.label)
        raise
