"""Opening figures: what was paid before the book's first year, and its advances still open.

A book that starts today has to settle works that began before it: columns 6, 7, 23 and 24 of the
settlement count from the start of works (docs/sources.md, S-07).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO, Dong, Qualifier

if TYPE_CHECKING:
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What was paid on a line up to the end of the year ``until``; ``advances`` are part of it.

    ``plan_year`` is the newest plan it was paid from. A reversal is the opposite of what it
    ``reverses``.
    """

    line: PlanLine
    plan_year: int
    until: int
    paid: Dong
    advances: Dong = ZERO
    qualifier: Qualifier | None = None
    note: str | None = None
    reverses: int | None = None
    batch: int | None = None

    @property
    def key(self) -> tuple[PlanLine, int]:
        """What a book has one figure of: the line, and the plan it was paid from."""
        return self.line, self.plan_year


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOpening:
    """An opening figure as the book holds it."""

    id: int
    opening: Opening
    actor: str
    recorded_at: datetime
    reversed_by: int | None = None

    @property
    def stands(self) -> bool:
        """Say whether it counts: it is no reversal, and not reversed."""
        return self.opening.reverses is None and self.reversed_by is None


def covers(opening: Opening, line: PlanLine, year: int, programs: Programs, places: Places) -> bool:
    """Say whether a payment on a line in a budget year is part of an opening figure.

    It is where it stands at the figure's programme or below it, and contradicts it in nothing.
    """
    of = opening.line
    return (
        year <= opening.until
        and of.program in programs.lineage(line.program)
        and (of.capital is None or line.capital in {None, of.capital})
        and (of.source is None or line.source in {None, of.source})
        and places.related(of.place, line.place)
    )


class OpeningYearError(BookError):
    until: int
    year: int
    code = "opening-year"
    about: ClassVar[tuple[str, ...]] = ("until",)
    text = N_("{until} is not over: what was paid up to its end is not known in {year}.")
    remedy = N_("Name the last year before the book's first, such as --until {last}.")
    again = ({"--until": "{last}"},)

    def _told(self) -> dict[str, object]:
        return {**super()._told(), "last": self.year - 1}


class OpeningAdvancesError(BookError):
    paid: Dong
    advances: Dong
    code = "opening-advances"
    about: ClassVar[tuple[str, ...]] = ("advances", "paid")
    text = N_("Of {paid} paid, {advances} cannot be advances still open: they are part of it.")
    remedy = N_("Paid is everything that was paid out, open advances included; write that sum.")


class OpeningKnownError(BookError):
    opening: int
    program: str
    line: Message
    paid: Dong
    until: int
    code = "opening-known"
    about: ClassVar[tuple[str, ...]] = ("program",)
    text = N_(
        "Opening figure {opening} says it of {program} ({line}) already: {paid} paid up to {until}."
    )
    remedy = N_(
        "`ethnictrack book opening reverse {opening}`, which asks why, makes room for another."
    )


class OpeningCoversError(BookError):
    opening: int
    program: str
    until: int
    year: int
    code = "opening-covers"
    about: ClassVar[tuple[str, ...]] = ("year", "date")
    text = N_(
        "What {program} was paid up to {until} is opening figure {opening} already; a payment of "
        "{year} would count twice."
    )
    remedy = N_(
        "If payments of {year} are to stand one by one, take the figure back first: "
        "`ethnictrack book opening reverse {opening}`, which asks why."
    )


class PaidBeforeError(BookError):
    entry: int
    year: int
    program: str
    until: int
    code = "paid-before"
    about: ClassVar[tuple[str, ...]] = ("until",)
    text = N_(
        "The book has payments of {program} up to {until} itself: entry {entry} of {year}. With "
        "the opening figure they would count twice."
    )
    remedy = N_(
        "Name a year before {year}, or reverse the entries the figure stands for; `ethnictrack "
        "disburse list --program {program}` lists them."
    )


class UnknownOpeningError(BookError):
    opening: int
    code = "unknown-opening"
    text = N_("There is no opening figure {opening} in this book.")
    remedy = N_("`ethnictrack book opening list` lists them with their numbers.")


class OpeningReversedError(BookError):
    opening: int
    code = "already-reversed"
    text = N_("Opening figure {opening} was reversed already, or is itself a reversal.")
    remedy = N_("`ethnictrack book opening list` shows what stands; record what is missing as new.")
