"""What a report states on its face, and the document and the JSON that are made around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.table import Block, Document, Result
from ethnictrack.values.kinds import capital_name
from ethnictrack.year.period import Period, Span, named_period

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Cell
    from ethnictrack.year.figures import Coverage, Figures, PlanBasis
    from ethnictrack.year.settlement import Settlement


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
    return _BASIS.of(basis=figures.basis.label)


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
        said.append(_SOURCE.of(source=scope.source.label))
    return tuple(said)


def stated_by(
    year: int, as_of: date, basis: PlanBasis | None = None
) -> tuple[tuple[str, Cell], ...]:
    """Return what every row of a report's CSV states: year, last day, basis, and the unit."""
    measured: tuple[tuple[str, Cell], ...] = () if basis is None else (("basis", basis.value),)
    return (("budget_year", str(year)), ("as_of", as_of), *measured, ("money_unit", "dong"))


_SPAN = N_("Counted from {first} to {last}, both days included")


@dataclass(frozen=True, slots=True)
class Told:
    """The days a report of inspections or petitions tells of; no period is the calendar year."""

    span: Span
    period: Period | None = None

    @classmethod
    def calendar_year(cls, year: int) -> Told:
        """Return a year from 1 January to 31 December."""
        return cls(Period.YEAR.of(year))

    @property
    def said(self) -> Message:
        """The line that says them."""
        return _SPAN.of(first=self.span.first, last=self.span.last)

    def title(self, of_year: Message, of_period: Message, year: int) -> Message:
        """Return the title of a report of a year or of a period."""
        if self.period is None:
            return of_year.of(year=year)
        return of_period.of(period=named_period(self.period, year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The year, the last day and what is covered; ``unit_line`` says the unit it prints in."""

    year: int
    as_of: date
    scope: Coverage
    programs: Programs
    places: Places
    unit_line: Message | None = None

    @classmethod
    def of(cls, made: Figures | Settlement, unit_line: Message | None) -> Face:
        """Return the face of a report that is made of these."""
        return cls(
            year=made.year,
            as_of=made.as_of,
            scope=made.scope,
            programs=made.programs,
            places=made.places,
            unit_line=unit_line,
        )

    def result(  # noqa: PLR0913 - the parts of a report
        self,
        report: str,
        title: Message,
        blocks: Iterable[Block],
        data: Mapping[str, object],
        *,
        notes: Iterable[Message] = (),
        said: Iterable[Message] = (),
        basis: PlanBasis | None = None,
        form: tuple[str, ...] = (),
    ) -> Result:
        """Put a report together; ``said`` stands below the cut-off day, ``basis`` in CSV's rows.

        ``form`` is the number of the form on paper.
        """
        remarks = tuple(notes)
        rests_on = (
            cut_off(self.year, self.as_of),
            *said,
            *covered(self.scope, self.programs, self.places, self.year),
            *([self.unit_line] if self.unit_line else []),
        )
        stated = stated_by(self.year, self.as_of, basis)
        head = {"report": report, "title": title, "year": self.year, "as_of": self.as_of}
        paper = Paper(form=form)
        document = Document(title, tuple(blocks), rests_on, remarks, stated, paper=paper)
        return Result(document, {**head, **data, "notes": list(remarks)})
