"""`ethnictrack report`: what the book says of a year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.actions.figures import outcomes
from ethnictrack.cli import options, values
from ethnictrack.cli.asked import Asked, show_report
from ethnictrack.cli.grouping import Command, new_group
from ethnictrack.cli.say import Output, note
from ethnictrack.cli.words import in_words
from ethnictrack.domain.settings import value_of
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.annual import AnnualFacts
from ethnictrack.reports.annual import annual as annual_report
from ethnictrack.reports.inspections import inspections as inspection_report
from ethnictrack.reports.rates import By
from ethnictrack.reports.rates import rates as rates_report

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.reports.table import Result
    from ethnictrack.store.opening import Book

app = new_group("Reports: rates, the annual report, inspections.")


class Order(StrEnum):
    """In which order rows that stand side by side are printed."""

    CODE = "code"
    RATE = "rate"


YearArgument = Annotated[str | None, typer.Argument(metavar="YEAR", help="Budget year.")]
ByWord = Annotated[
    str | None,
    typer.Option("--by", metavar=options.listed(By), help="What each row is; by default program."),
]
Depth = Annotated[
    str | None, typer.Option("--depth", metavar="N", help="Levels of a tree that are shown.")
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar=options.listed(Order),
        help="rate: the slowest first; code, the default: as registered.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which rows a report of rates has."""

    by: By
    depth: int | None
    slowest_first: bool

    def report(self, book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        """Make the report."""
        by_month = self.by in {By.MONTH, By.QUARTER}
        found = asked.figures(book, today, by_month=by_month)
        return rates_report(
            found,
            by=self.by,
            depth=self.depth,
            sort_by_rate=self.slowest_first,
            unit_line=unit_line,
        )


@app.command(cls=Command)
def rates(
    context: typer.Context,
    *,
    by: ByWord = None,
    depth: Depth = None,
    sort: Sort = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    basis: options.Basis = None,
    program: options.ProgramFilter = None,
    place: options.PlaceFilter = None,
    capital: options.CapitalFilter = None,
    source: options.SourceFilter = None,
    unit: options.UnitWord = None,
    decimals: options.Decimals = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """Print what is planned, paid and left. The rate is the share of the plan that is paid.

    Money without a plan is part of no rate. Without --year: the latest year with entries.
    """
    asked = Asked(
        year=year,
        as_of=as_of,
        basis=basis,
        program=program,
        place=place,
        capital=capital,
        source=source,
        unit=unit,
        decimals=decimals,
    )
    shape = _shape(by, depth, sort)
    show_report(context, asked, Output(format_, output, as_json), shape.report)


def _shape(by: str | None, depth: str | None, sort: str | None) -> Shape:
    return Shape(
        by=values.choice_or_none("--by", by, By) or By.PROGRAM,
        depth=values.whole_or_none("--depth", depth),
        slowest_first=values.choice_or_none("--sort", sort, Order) is Order.RATE,
    )


@app.command(cls=Command)
def annual(
    context: typer.Context,
    year: YearArgument = None,
    *,
    as_of: options.AsOf = None,
    basis: options.Basis = None,
    program: options.ProgramFilter = None,
    place: options.PlaceFilter = None,
    capital: options.CapitalFilter = None,
    source: options.SourceFilter = None,
    unit: options.UnitWord = None,
    decimals: options.Decimals = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """Print the year-end report. Its tables are in the unit asked for, its prose in any."""
    values.required(YEAR=year)
    asked = Asked(
        year=year,
        as_of=as_of,
        basis=basis,
        program=program,
        place=place,
        capital=capital,
        source=source,
        unit=unit,
        decimals=decimals,
    )
    show_report(context, asked, Output(format_, output, as_json), _annual)


def _annual(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
    found, settings = asked.figures(book, today), book.settings.all()
    facts = AnnualFacts(
        figures=found,
        outcomes=outcomes(book, year=found.year, as_of=found.as_of),
        dossiers=book.inspections.dossiers(),
        remarks=book.activities.remarks(found.year),
        office=value_of(settings, "office") or None,
        unit_line=unit_line,
        total_in_words=in_words(found.total().paid, settings),
    )
    return annual_report(facts)


_UNUSED = N_("Inspections have no plan, capital or source: {options} changes nothing here.")


@app.command(cls=Command)
def inspections(
    context: typer.Context,
    year: YearArgument = None,
    *,
    as_of: options.AsOf = None,
    basis: options.Basis = None,
    program: options.ProgramFilter = None,
    place: options.PlaceFilter = None,
    capital: options.CapitalFilter = None,
    source: options.SourceFilter = None,
    unit: options.UnitWord = None,
    decimals: options.Decimals = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """Print the inspections of a year, and form 01/TTr. Stages and money are those of the day."""
    values.required(YEAR=year)
    asked = Asked(
        year=year,
        as_of=as_of,
        basis=basis,
        program=program,
        place=place,
        capital=capital,
        source=source,
        unit=unit,
        decimals=decimals,
    )
    unused = {"--basis": basis, "--capital": capital, "--source": source}
    show_report(context, asked, Output(format_, output, as_json), _inspections)
    if said := tuple(name for name, value in unused.items() if value):
        note(_UNUSED.of(options=said))


def _inspections(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
    year = asked.read_year(book, today)
    as_of = asked.day(year, today)
    return inspection_report(
        book.inspections.dossiers(),
        year=year,
        as_of=as_of,
        programs=book.programs,
        places=book.places,
        scope=asked.scope(book, as_of),
        unit_line=unit_line,
    )
