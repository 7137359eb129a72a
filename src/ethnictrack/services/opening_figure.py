"""Keeping what was paid before the book's first year, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.entries import BelowZeroError, PlanYearError
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.opening_figure import (
    KeptOpening,
    Opening,
    OpeningAdvancesError,
    OpeningKnownError,
    OpeningReversedError,
    OpeningYearError,
    PaidBeforeError,
    UnknownOpeningError,
    covers,
)
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.services.closed_year import YearClosedError
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import class_name
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


class RepeatedLineError(BookError):
    given: str
    code = "duplicate-row"
    text = N_("{given} is in the book and says the same.")
    remedy = N_("Leave the row out, or let --duplicates skip leave out all that are in the book.")
    again = ({"--duplicates": "skip"},)


def opening_of(book: Book, said: Mapping[str, Any], batch: int | None = None) -> Opening:
    """Return the figure that words or a row tell of.

    Raises: UnknownCodeError, AmbiguousNameError, for a programme or a place.
    """
    until, paid, advances = said["until"], said["paid"], said.get("advances")
    place = said.get("place")
    line = PlanLine(
        book.programs.find(said["program"]).id,
        said.get("capital"),
        said.get("source"),
        None if place is None else book.places.find_on(place, date(until, 12, 31)).id,
    )
    return Opening(
        line=line,
        plan_year=said.get("plan_year") or until,
        until=until,
        paid=paid.dong,
        advances=advances.dong if advances else ZERO,
        qualifier=paid.qualifier or (advances.qualifier if advances else None),
        note=said.get("note"),
        batch=batch,
    )


def add_opening(book: Book, opening: Opening, today: date) -> KeptOpening:
    """Keep what was paid before the book. Raises: the refusals of ``check_opening``."""
    check_opening(book, opening, today)
    return book.openings.add(opening)


def check_opening(book: Book, opening: Opening, today: date) -> None:
    """Refuse a figure that cannot be, or that would count what the book has already.

    Raises: OpeningYearError, PlanYearError, OpeningAdvancesError, OpeningKnownError,
    PaidBeforeError, YearClosedError.
    """
    if opening.until >= today.year:
        raise OpeningYearError(until=opening.until, year=today.year)
    if opening.plan_year > opening.until:
        raise PlanYearError(plan_year=opening.plan_year, year=opening.until)
    if opening.advances > opening.paid:
        raise OpeningAdvancesError(paid=opening.paid, advances=opening.advances)
    _check_settled_years(book, opening)
    _check_new(book, opening)
    _check_not_paid(book, opening)


def _check_settled_years(book: Book, opening: Opening) -> None:
    """Refuse what would change a closed year. Raises: YearClosedError."""
    closed = book.closings.closed()
    for year in sorted(each for each in closed if each > opening.until):
        raise YearClosedError(year=year, date=closed[year])


def _check_new(book: Book, opening: Opening) -> None:
    """Refuse a second figure for a line. Raises: RepeatedLineError, OpeningKnownError."""
    for each in book.openings.standing:
        known = each.opening
        if known.key == opening.key:
            program = book.programs[known.line.program].code
            if replace(known, batch=opening.batch) == opening and opening.batch is not None:
                raise RepeatedLineError(given=program)
            raise OpeningKnownError(
                opening=each.id,
                program=program,
                line=class_name(known.line.capital, known.line.source, known.until),
                paid=known.paid,
                until=known.until,
            )


def _check_not_paid(book: Book, opening: Opening) -> None:
    """Refuse what the book has entries of. Raises: PaidBeforeError."""
    programs, places = book.programs, book.places
    family = programs.family(opening.line.program)
    for line, year, entry in book.openings.paid_in_book(family, opening.until):
        if covers(opening, line, year, programs, places):
            raise PaidBeforeError(
                entry=entry,
                year=year,
                program=programs[opening.line.program].code,
                until=opening.until,
            )


_CLEARED = N_("More advances of {program} are cleared in the book than were made, by {amount}.")


def reverse_opening(
    book: Book, number: int, *, reason: str, batch: int | None = None
) -> tuple[KeptOpening, list[Message]]:
    """Take a figure back by its opposite; both are kept. Return what the clerk should look at too.

    ``batch`` is the taking back of an import.

    Raises: UnknownOpeningError, OpeningReversedError, YearClosedError, BelowZeroError.
    """
    first = book.openings.get(number)
    if first is None:
        raise UnknownOpeningError(opening=number)
    if not first.stands:
        raise OpeningReversedError(opening=number)
    opening = first.opening
    _check_settled_years(book, opening)
    for program in book.programs.lineage(opening.line.program):
        family = set(book.programs.family(program))
        paid = book.openings.paid(family) + book.ledger.disbursed(family)
        if paid < opening.paid:
            code = book.programs[program].code
            raise BelowZeroError(program=code, disbursed=paid, asked=opening.paid)
    undone = replace(
        opening,
        paid=-opening.paid,
        advances=-opening.advances,
        note=reason,
        reverses=number,
        batch=batch,
    )
    kept, program = book.openings.add(undone), opening.line.program
    family = set(book.programs.family(program))
    left = book.openings.advances(family) + book.ledger.open_advances(family)
    code = book.programs[program].code
    return kept, [_CLEARED.of(program=code, amount=-left)] if left < ZERO else []
