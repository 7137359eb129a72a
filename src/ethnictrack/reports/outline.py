"""The outline numbers of a tree in a table: I, then 1, then a, then a dash (form of offices)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
_ONES = ((4, "IV"), (1, "I"))


def outlined(levels: Iterable[int]) -> Iterator[str]:
    """Yield the number of each row, given the levels of all from the top."""
    counts: list[int] = []
    for level in levels:
        counts = [*counts[: level + 1], *[0] * (level + 1 - len(counts))]
        counts[level] += 1
        yield _numbered(level, counts[level])


def _numbered(level: int, count: int) -> str:
    match level:
        case 0:
            return roman(count)
        case 1:
            return str(count)
        case 2:
            return _lettered(count)
        case _:
            return "-"


def roman(number: int) -> str:
    """Write a number from 1 up in Roman numerals."""
    written = ""
    for size, sign in (*_ROMAN, *_ONES):
        while number >= size:
            written, number = written + sign, number - size
    return written


def _lettered(count: int) -> str:
    """Write a, b to z, then aa, ab."""
    rounds, place = divmod(count - 1, len(ascii_lowercase))
    return (_lettered(rounds) if rounds else "") + ascii_lowercase[place]
