"""Checks of registers and of inspections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.i18n import N_
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_TREES = ("program", "place")


def check_trees(book: Book) -> Iterator[CheckFinding]:
    """Find lines whose parent does not exist, and lines that stand below themselves."""
    for table in _TREES:
        parents = {row["id"]: row["parent"] for row in book.audit.rows(table)}
        for number, parent in parents.items():
            where = f"{table}/{number}"
            if parent is not None and parent not in parents:
                said = N_("Its parent, number {parent}, does not exist.").of(parent=parent)
                yield CheckFinding.error("trees", "no-parent", said, where)
            elif number in _above(parents, number):
                yield CheckFinding.error("trees", "loop", N_("It stands below itself."), where)


def _above(parents: Mapping[int, int | None], number: int) -> set[int]:
    """Return all that stands above a line, itself too when it stands in a loop."""
    above: set[int] = set()
    at = parents.get(number)
    while at is not None and at not in above:
        above.add(at)
        at = parents.get(at)
    return above


def trees_stand(book: Book) -> bool:
    """Say whether programmes and places can be climbed: a loop has no end."""
    return next(check_trees(book), None) is None


def check_recoveries(book: Book) -> Iterator[CheckFinding]:
    """Find findings of which more came back than was recommended."""
    recovered: Counter[int] = Counter()
    for row in book.audit.rows("recovery"):
        recovered[row["finding"]] += row["amount"]
    for row in book.audit.rows("finding"):
        if recovered[row["id"]] > row["amount"]:
            said = N_("{recovered} came back of {recommended} recommended.").of(
                recovered=Dong(recovered[row["id"]]), recommended=Dong(row["amount"])
            )
            where = f"finding/{row['id']}"
            yield CheckFinding.error("recoveries", "over-recovery", said, where)
