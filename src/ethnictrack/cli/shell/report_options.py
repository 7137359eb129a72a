"""What every report may be asked - year, day, basis, scope, unit - and how a report is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import Output, note, show
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.settings import scale_of
from ethnictrack.render.words import UNIT_LINES
from ethnictrack.reports.face import Face, Told
from ethnictrack.reports.footer import with_checkpoint
from ethnictrack.reports.table import Result
from ethnictrack.services.figures import figures
from ethnictrack.values.dates import FIRST_YEAR, last_day
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Scale
from ethnictrack.year.figures import Figures, PlanBasis, Scope
from ethnictrack.year.period import Period

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


_UNUSED = N_("Nothing in this report depends on {options}.")
IN_DONG = frozenset({"csv", "tsv", "json", "xlsx"})  # formats for machines are never rounded
_MOST_DECIMALS = 9  # so many show every đồng of an amount in tỷ


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options that reports share, as typed."""

    year: options.Year = None
    as_of: options.AsOf = None
    basis: options.Basis = None
    program: options.ProgramFilter = None
    place: options.PlaceFilter = None
    capital: options.CapitalFilter = None
    source: options.SourceFilter = None
    unit: options.UnitWord = None
    decimals: options.Decimals = None

    def figures(
        self, book: Book, today: date, *, by_month: bool = False, period: Period | None = None
    ) -> Figures:
        """Return the figures asked for; those of a period end with it.

        Raises: UnknownCodeError and refusals of values.
        """
        year = self.read_year(book, today)
        as_of = self.day(year, today)
        if period is not None:
            as_of = min(as_of, period.of(year).last)
        return figures(
            book,
            year=year,
            as_of=as_of,
            basis=self.read_basis(),
            scope=self.scope(book, as_of),
            by_month=by_month,
        )

    def read_basis(self) -> PlanBasis:
        """Return the plan rates are measured by. Raises: UnknownChoiceError."""
        said = values.choice_or_none("--basis", self.basis, PlanBasis)
        return said or PlanBasis.WITH_CARRYOVER

    def read_year(self, book: Book, today: date) -> int:
        """Return the year asked for, else the latest one with entries."""
        return values.year(self.year) or max(book.ledger.years(), default=today.year)

    def day(self, year: int, today: date) -> date:
        """Return the last day that counts: as asked, else that of the settlement, or today."""
        return values.day(self.as_of, today) or min(last_day(year), today)

    def scope(self, book: Book, as_of: date) -> Scope:
        """Return what is covered; a place is the one of that name on the day."""
        return Scope(
            program=book.programs.find(self.program).id if self.program else None,
            place=book.places.find_on(self.place, as_of).id if self.place else None,
            capital=values.choice_or_none("--capital", self.capital, Capital),
            source=values.choice_or_none("--source", self.source, Source),
        )

    def face(self, book: Book, today: date, unit_line: Message | None) -> Face:
        """Return what a report of the year states on its face."""
        year = self.read_year(book, today)
        as_of = self.day(year, today)
        return Face(
            year=year,
            as_of=as_of,
            scope=self.scope(book, as_of),
            programs=book.programs,
            places=book.places,
            unit_line=unit_line,
        )

    def look(self, settings: Mapping[str, str], output: Output) -> tuple[Scale, int]:
        """Return unit and decimals; formats for machines have every đồng.

        Raises: UnknownChoiceError, WholeNumberError.
        """
        unit = values.choice_or_none("--unit", self.unit, Scale) or scale_of(settings)
        decimals = values.whole("--decimals", self.decimals or "1")
        if decimals > _MOST_DECIMALS:
            known = tuple(map(str, range(_MOST_DECIMALS + 1)))
            raise UnknownChoiceError(option="--decimals", given=str(decimals), known=known)
        return (Scale.DONG if output.chosen() in IN_DONG else unit), decimals


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfYear:
    """Which part of the year a report of inspections or petitions tells of, as typed."""

    period: options.PeriodWord = None
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Count from 1 January, not from 15 December.")
    ] = False

    def __post_init__(self) -> None:
        """Refuse what cannot be read before any book is opened."""
        self.told(FIRST_YEAR)

    def told(self, year: int) -> Told:
        """Return the days of a year it tells of. Raises: UnknownChoiceError."""
        period = values.choice_or_none("--period", self.period, Period)
        if period is None:
            return Told.calendar_year(year)
        return Told(period.of(year) if self.calendar else period.of_inspections(year), period)


YearArgument = Annotated[str | None, typer.Argument(metavar="YEAR", help="Budget year.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfYear(Asked):
    """Likewise, where the year is the first thing said."""

    year: YearArgument = None


Report = Callable[["Book", Asked, date, Message], Result]


def show_report(
    context: typer.Context,
    asked: Asked,
    output: Output,
    report: Report,
    template: bytes | None = None,
) -> Result:
    """Make a report from the book, print it, and return it.

    ``report`` is given the book, what was asked, the day, and the line that says the unit.
    """
    session = session_of(context)
    with reading(context) as book:
        scale, decimals = asked.look(book.settings.all(), output)
        result = report(book, asked, session.today, UNIT_LINES[scale])
        result = with_checkpoint(result, checkpoint(*book.log.head()))
    show(
        result,
        output,
        scale=scale,
        decimals=decimals,
        book=session.book,
        template=template,
        report=True,
    )
    return result


def note_unused(asked: Asked, *names: str) -> None:
    """Say which of the options that were given a report has no use for."""
    if said := tuple(f"--{name}" for name in names if getattr(asked, name)):
        note(_UNUSED.of(options=said))
