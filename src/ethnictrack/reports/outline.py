"""The outline numbers of a tree in a table: I, then 1, then a, then a dash (form of offices)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING, TypeVar

from ethnictrack.nouns.registry import Thing

if TYPE_CHECKING:
    from ethnictrack.nouns.registry import Registry

T = TypeVar("T", bound=Thing)

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
_ONES = ((4, "IV"), (1, "I"))


def branches(
    things: Registry[T], kept: Container[int], root: int | None = None
) -> Iterator[tuple[str, int, T]]:
    """Yield a tree from its top, or from one line of it, with outline number and level.

    ``kept`` are the ids of the lines that are printed; each has all lines above it among them.
    """
    tree = things.walk(root)
    if root is not None:
        tree = chain([(0, things[root])], ((level + 1, each) for level, each in tree))
    found = [(level, each) for level, each in tree if each.id in kept]
    numbers = outlined(level for level, _ in found)
    for number, (level, each) in zip(numbers, found, strict=True):
        yield number, level, each


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
