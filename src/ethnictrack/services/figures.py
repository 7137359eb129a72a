"""Collects what a report is made from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.activity import ActivitySection, Outcome, Record, outcome
from ethnictrack.values.dates import last_day
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Coverage, Figures, PlanBasis, over_plan_notes
from ethnictrack.year.pace import Years
from ethnictrack.year.period import Span
from ethnictrack.year.settlement import Settlement

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_DISPOSED_AFTER = N_(
    "{amount} is carried out or cancelled in the book with a day after {as_of}, and is in no column"
    " up to that day; `report settlement {year} --as-of {end}` has it."
)
_CLOSED_ANYWAY = N_("The budget year was closed with something open: {reason}")


def figures(  # noqa: PLR0913 - the facts a report states on its face
    book: Book,
    *,
    year: int,
    as_of: date,
    basis: PlanBasis,
    scope: Coverage,
    by_month: bool = False,
    by_place: bool = True,
) -> Figures:
    """Return the sums of a budget year up to a day.

    Who needs no place says so (``by_place``): that costs the same whatever the size of the book.
    """
    placed = by_place or scope.place is not None
    return Figures(
        book.figures.groups(year, as_of, by_month=by_month, by_place=placed),
        year=year,
        as_of=as_of,
        basis=basis,
        scope=scope,
        programs=book.programs,
        places=book.places,
        notes=_hedges(book, year, as_of),
        over=book.figures.over_plan(year, as_of, by_month=by_month),
    )


def _hedges(book: Book, year: int, as_of: date) -> tuple[Message, ...]:
    """Say how many entries of a year are approximations, if any is."""
    hedged = book.figures.hedged(year, as_of)
    said = N_("Entries recorded as approximations (over, about, estimated): {count}.")
    return (said.of(count=hedged),) if hedged else ()


def settlement(
    book: Book, *, year: int, as_of: date, scope: Coverage, by_place: bool = True
) -> Settlement:
    """Return the settlement of a budget year up to a day.

    What clears an advance, or gives money back, draws on places that fit: where that is done, in
    the whole tree, places are told apart even if nobody needs them (``by_place``).
    """
    reason = book.closings.anyway(year)
    closed = () if reason is None else (_CLOSED_ANYWAY.of(reason=reason),)
    over = sum(
        each.payments
        for each in book.figures.over_plan(year, as_of)
        if scope.holds(each.line, book.programs, book.places)
    )
    placed, advances = None, []
    by_place = by_place or scope.place is not None
    if not by_place:
        placed = _told_apart(book, year)
        advances = book.figures.advances(year, as_of, placed)
    return Settlement(
        book.figures.movements(year, as_of, placed),
        year=year,
        as_of=as_of,
        scope=scope,
        programs=book.programs,
        places=book.places,
        notes=(
            *_hedges(book, year, as_of),
            *over_plan_notes(over),
            *closed,
            *_disposed_after(book, year, as_of, scope),
        ),
        openings=[each.opening for each in book.openings.standing],
        advances=advances,
        by_place=by_place,
    )


def _disposed_after(book: Book, year: int, as_of: date, scope: Coverage) -> tuple[Message, ...]:
    """Name what a carry of the year's last day has taken out of a plan that is still shown."""
    amount = Dong.total(
        amount
        for line, amount in book.figures.disposed_after(year, as_of)
        if scope.holds(line, book.programs, book.places)
    )
    if not amount:
        return ()
    return (_DISPOSED_AFTER.of(amount=amount, as_of=as_of, year=year, end=last_day(year)),)


def _told_apart(book: Book, year: int) -> set[int]:
    """Return the programmes of the trees in which an advance was cleared, or money given back."""
    roots = {book.programs.lineage(each)[-1] for each in book.figures.given_back(year + 1)}
    return {each for root in roots for each in book.programs.family(root)}


def year_before(book: Book, of: Figures) -> Years:
    """Return figures made by month with those of the year before, to its end and the same day."""

    def earlier(as_of: date) -> Figures:
        return figures(
            book,
            year=of.year - 1,
            as_of=as_of,
            basis=of.basis,
            scope=of.scope,
            by_month=True,
            by_place=False,
        )

    same_day = of.as_of - relativedelta(years=1)
    before = earlier(last_day(of.year - 1))
    return Years(figures=of, before=before, same_day=earlier(same_day))


def before_and_after(book: Book, year: int, batch: int) -> tuple[Figures, Figures]:
    """Return the sums of a whole budget year without an import and with it."""

    def of(without: int | None) -> Figures:
        return Figures(
            book.figures.groups(year, last_day(year), without=without, by_place=False),
            year=year,
            as_of=last_day(year),
            basis=PlanBasis.WITH_CARRYOVER,
            scope=Coverage(),
            programs=book.programs,
            places=book.places,
        )

    return of(batch), of(None)


def _reported(book: Book, span: Span) -> dict[int, list[Record]]:
    """Return what was reported on some days, activity by activity."""
    found: dict[int, list[Record]] = {}
    for year in range(span.first.year, span.last.year + 1):
        for activity, records in book.activities.records(year).items():
            found.setdefault(activity, []).extend(each for each in records if span.holds(each.date))
    return found


def outcomes(
    book: Book,
    *,
    year: int,
    as_of: date,
    section: ActivitySection | None = None,
    span: Span | None = None,
) -> list[Outcome]:
    """Return the activities with a target or a record in a year; or all those of a section.

    With a ``span``, what counts is what was reported on its days, of whichever year.
    """
    targets, records = book.activities.targets(year), book.activities.records(year)
    if span is not None:
        records = _reported(book, span)
    return [
        outcome(
            activity,
            targets.get((activity.id, year)),
            [each for each in records.get(activity.id, ()) if each.date <= as_of],
        )
        for activity in book.activities.all()
        if activity.section is section
        or (section is None and (activity.id in records or (activity.id, year) in targets))
    ]
