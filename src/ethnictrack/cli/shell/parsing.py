"""Words of the command line to values, each refused in our own words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from ethnictrack.errors.usage import (
    OptionValueError,
    UnknownChoiceError,
    WholeNumberError,
)
from ethnictrack.i18n import Message
from ethnictrack.values.clean_text import clean
from ethnictrack.values.dates import read_typed_date
from ethnictrack.values.text import fold, visible

E = TypeVar("E", bound=StrEnum)
_LAST_LINE = 1_000_000
_LONGEST_NUMBER = 9  # digits; no number of an entry needs more


def choice(option: str, given: str, members: type[E], known: tuple[str, ...] = ()) -> E:
    """Read a member of a closed list, or of those ``known`` here. Raises: UnknownChoiceError."""
    known = known or tuple(map(str, members))
    wanted = fold(given).replace(" ", "-")
    for member in members:
        if member.value == wanted and member.value in known:
            return member
    raise UnknownChoiceError(option=option, given=visible(given), known=known)


def choice_or_none(option: str, given: str | None, members: type[E]) -> E | None:
    """Read a member where one was given."""
    return None if given is None else choice(option, given, members)


def day(given: str | None, today: date) -> date | None:
    """Read a day where one was given."""
    return None if given is None else read_typed_date(given, today)


def whole(option: str, given: str) -> int:
    """Read a whole number that is not negative. Raises: WholeNumberError."""
    if not (given.isascii() and given.isdecimal() and len(given) <= _LONGEST_NUMBER):
        raise WholeNumberError(option=option, given=visible(given))
    return int(given)


def whole_or_none(option: str, given: str | None) -> int | None:
    """Read a whole number where one was given."""
    return None if given is None else whole(option, given)


def lines(option: str, given: str | None) -> frozenset[int]:
    """Read numbers of lines, such as 3,7-9; none where none were given."""
    found: set[int] = set()
    for part in given.split(",") if given is not None else ():
        first, to, last = part.strip().partition("-")
        begin = whole(option, first)
        end = whole(option, last) if to else begin
        if not 0 < begin <= end <= _LAST_LINE:
            raise OptionValueError(option=option)
        found.update(range(begin, end + 1))
    return frozenset(found)


def text(option: str, given: str | None, limit: int = 500) -> str | None:
    """Return a text fit to be kept, where one was given."""
    return None if given is None else clean(given, Message(option), limit)
