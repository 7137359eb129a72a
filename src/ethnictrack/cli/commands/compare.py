"""`ethnictrack report compare`: several budget years on the same rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from dateutil.relativedelta import relativedelta

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput
from ethnictrack.cli.shell.report_options import Asked, show_report
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.reports.compare import COMPARED
from ethnictrack.reports.compare import compare as compare_report
from ethnictrack.reports.rates import By

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Result
    from ethnictrack.year.figures import Figures

verbs = typer.Typer()  # of the group `report`
_LEAST = 2  # years that can be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfYears(Asked):
    """The options that reports share, of several years."""

    year: str | None = None  # no option here
    years: Annotated[
        list[str] | None, typer.Argument(metavar="[YEAR...]", help="Two budget years or more.")
    ] = None
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar=options.listed(COMPARED), help="What each row is; by default program."
        ),
    ] = None
    depth: options.Depth = None

    def __post_init__(self) -> None:
        """Refuse what cannot be read before any book is opened."""
        self.read_rows()

    def read_rows(self) -> tuple[By, int | None]:
        """Return what the rows are, and how many levels. Raises: UnknownChoiceError and others."""
        known = tuple(map(str, COMPARED))
        return (
            values.choice("--by", self.by, By, known) if self.by else By.PROGRAM,
            values.whole_or_none("--depth", self.depth),
        )

    def read_years(self) -> list[int]:
        """Return the years, the earliest first. Raises: MissingValueError for less than two."""
        found = sorted({year for each in self.years or () if (year := values.year(each))})
        if len(found) < _LEAST:
            raise MissingValueError(names=("YEAR",) * (_LEAST - len(found)))
        return found

    def report(self, book: Book, _asked: Asked, today: date, unit_line: Message) -> Result:
        """Make the report."""
        by, depth = self.read_rows()
        return compare_report(self.every(book, today), by=by, depth=depth, unit_line=unit_line)

    def every(self, book: Book, today: date) -> list[Figures]:
        """Return the figures of each year; a day that was asked for is that day of each.

        29 February is the 28th where there is none.
        """
        years, day = self.read_years(), values.day(self.as_of, today)
        found = []
        for year in years:
            upto = day + relativedelta(years=year - years[-1]) if day else None
            asked = replace(self, year=str(year), as_of=upto.isoformat() if upto else None)
            found.append(asked.figures(book, today))
        return found


@verbs.command(cls=Command)
@spread
def compare(context: typer.Context, asked: AskedOfYears, output: ReportOutput) -> None:
    """Print several years side by side, and how rates changed.

    With --as-of, the day as it falls in the last year, every year is taken up to that day of it.
    """
    asked.read_years()
    show_report(context, asked, output, asked.report)
