"""Which two to four amounts add up to another one: every reading, within stated bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

PARTS = 4  # of one amount, at most
WINDOW = 60  # amounts that are looked at; where there are more, none is
READINGS = 40  # of one amount; where there are more, each of its parts counts as touched


def readings(wanted: int, amounts: Sequence[int]) -> list[tuple[int, ...]] | None:
    """Return the places of all twos, threes and fours that add up; None where they are too many.

    Parts have the sign of the whole: a payment is made of payments, a refund of refunds.
    """
    sign = 1 if wanted > 0 else -1
    at = [each for each, amount in enumerate(amounts) if 0 < amount * sign < wanted * sign]
    if len(at) > WINDOW:
        return None
    pairs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, two in combinations(at, 2):
        pairs[amounts[one] + amounts[two]].append((one, two))
    found: list[tuple[int, ...]] = []
    for each in _sums(wanted, amounts, at, pairs):
        found.append(each)
        if len(found) > READINGS:
            return None
    return found


def _sums(
    wanted: int,
    amounts: Sequence[int],
    at: Sequence[int],
    pairs: dict[int, list[tuple[int, int]]],
) -> Iterator[tuple[int, ...]]:
    """Yield each sum once: its places rise."""
    yield from pairs.get(wanted, ())
    for one in at:
        yield from ((one, *two) for two in pairs.get(wanted - amounts[one], ()) if one < two[0])
    for amount, ones in pairs.items():
        for other in pairs.get(wanted - amount, ()):
            yield from ((*one, *other) for one in ones if one[1] < other[0])
