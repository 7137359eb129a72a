"""Records what an office expects to disburse up to a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ethnictrack.ledger.plan import Estimate, PlanLine

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


def add_estimate(book: Book, said: Mapping[str, Any]) -> Estimate:
    """Keep an estimate; what was said of its line and day before counts no more.

    Raises: UnknownCodeError, AmbiguousNameError, for a programme or a place.
    """
    place, until, amount = said.get("place"), said["until"], said["amount"]
    line = PlanLine(
        book.programs.find(said["program"]).id,
        said.get("capital"),
        said.get("source"),
        None if place is None else book.places.find_on(place, until).id,
    )
    kept = Estimate(line, said["year"], until, amount.dong, amount.qualifier)
    book.estimates.add(kept)
    return kept
