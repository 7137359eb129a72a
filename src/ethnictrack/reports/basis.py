"""The lines every report opens with: the year, the day, the plan it measures by, what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.values.kinds import SOURCE_NAMES, capital_name
from ethnictrack.year.figures import BASIS_TEXTS

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Cell
    from ethnictrack.year.figures import Coverage, Figures, PlanBasis

_CUT_OFF = N_("Budget year {year}, up to {date}, that day included")
_BASIS = N_("Rates measured by: {basis}")
_PROGRAM, _PLACE = N_("Programme: {program}"), N_("Place: {place}")
_CAPITAL, _SOURCE = N_("Capital: {capital}"), N_("Source: {source}")


def basis_of(figures: Figures, unit_line: Message | None) -> tuple[Message, ...]:
    """Return what the figures of a report rest on; ``unit_line`` says the unit they print in."""
    return (
        cut_off(figures.year, figures.as_of),
        measured_by(figures),
        *covered(figures.scope, figures.programs, figures.places, figures.year),
        *([unit_line] if unit_line else []),
    )


def measured_by(figures: Figures) -> Message:
    """Say which plan rates are a share of."""
    return _BASIS.of(basis=BASIS_TEXTS[figures.basis])


def cut_off(year: int, as_of: date) -> Message:
    """Say the year and the last day that counts."""
    return _CUT_OFF.of(year=year, date=as_of)


def covered(
    scope: Coverage, programs: Programs, places: Places, year: int | None = None
) -> tuple[Message, ...]:
    """Say what a report was narrowed to; nothing is said of a report of everything."""
    said: list[Message] = []
    if scope.program is not None:
        program = programs[scope.program]
        said.append(_PROGRAM.of(program=f"{program.code} {program.name}"))
    if scope.place is not None:
        place = places[scope.place]
        said.append(_PLACE.of(place=f"{place.code} {place.name}"))
    if scope.capital is not None:
        said.append(_CAPITAL.of(capital=capital_name(scope.capital, year)))
    if scope.source is not None:
        said.append(_SOURCE.of(source=SOURCE_NAMES[scope.source]))
    return tuple(said)


def stated_by(
    year: int, as_of: date, basis: PlanBasis | None = None
) -> tuple[tuple[str, Cell], ...]:
    """Return what every row of a report's CSV states: year, last day, basis, and the unit."""
    measured: tuple[tuple[str, Cell], ...] = () if basis is None else (("basis", basis.value),)
    return (("budget_year", str(year)), ("as_of", as_of), *measured, ("money_unit", "dong"))
