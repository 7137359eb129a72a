"""Which inspections the report of a year or of a part of it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.year.figures import Coverage
    from ethnictrack.year.period import Span

_UNPLACED = N_("In the report of no year, for want of a year and of any dated step: {inspections}.")


def of_year(dossiers: Iterable[Dossier], *, year: int, as_of: date) -> list[Dossier]:
    """Return the inspections of a year as they stood on a day.

    An inspection belongs to the year it was registered for, and to every year in which it reached
    a stage or money came back by that day. Being put in the plan of another year is no step of
    its own: the plan of 2022 is made in 2021.
    """
    stood = (each.as_of(as_of) for each in dossiers)
    return [each for each in stood if _belongs(each, year)]


def begun_on(dossier: Dossier) -> date | None:
    """Return the day an inspection began: that of its announcement, None before it.

    Where a later stage alone is recorded, or something was found, it began with the first step
    after the plan.
    """
    begun = [each for each in dossier.stages if each.reaches(Stage.ANNOUNCED)]
    if any(each.stage is Stage.ANNOUNCED for each in begun):
        return min(each.date for each in begun)
    steps = (each.date for each in dossier.stages if each.stage is not Stage.PLANNED)
    return min(steps, default=None) if begun or dossier.findings else None


def concluded_on(dossier: Dossier) -> date | None:
    """Return the day the conclusion was issued, if it stands."""
    if not dossier.reached(Stage.CONCLUDED):
        return None
    return min(each.date for each in dossier.stages if each.reaches(Stage.CONCLUDED))


def in_span(dossiers: Iterable[Dossier], span: Span, as_of: date) -> list[Dossier]:
    """Return the inspections of some days as they stood on a day, whatever year they are of.

    An inspection counts from its announcement to its conclusion, and where a later step is taken
    or money comes back.
    """
    return [each for each in (of.as_of(as_of) for of in dossiers) if _moves_in(each, span)]


def _moves_in(dossier: Dossier, span: Span) -> bool:
    begun, concluded = begun_on(dossier), concluded_on(dossier)
    if begun is not None and begun <= span.last and (concluded or span.first) >= span.first:
        return True
    steps = [each.date for each in dossier.stages if each.stage is not Stage.PLANNED]
    return any(span.holds(day) for day in (*steps, *(each.date for each in dossier.recoveries)))


def _belongs(dossier: Dossier, year: int) -> bool:
    own = dossier.inspection.year
    steps = {each.date.year for each in dossier.recoveries}
    steps |= {
        each.date.year for each in dossier.stages if own is None or each.stage is not Stage.PLANNED
    }
    return own == year or year in steps


def unplaced(dossiers: Iterable[Dossier]) -> tuple[Message, ...]:
    """Name the inspections that the report of no year can show."""
    codes = tuple(
        each.inspection.code
        for each in dossiers
        if each.inspection.year is None and not each.stages and not each.recoveries
    )
    return (_UNPLACED.of(inspections=codes),) if codes else ()


def within(
    dossiers: Iterable[Dossier], scope: Coverage, programs: Programs, places: Places
) -> list[Dossier]:
    """Return the inspections of a programme and what is below it, and of a place likewise."""
    return [
        each
        for each in dossiers
        if (scope.program is None or _inside(programs, each.inspection.program, scope.program))
        and (scope.place is None or places.inside(each.inspection.place, scope.place))
    ]


def _inside(programs: Programs, number: int | None, root: int) -> bool:
    return number is not None and root in programs.lineage(number)
