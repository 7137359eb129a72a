"""`ethnictrack report pace`: what is disbursed month by month, beside the year itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput
from ethnictrack.cli.shell.report_options import Asked, AskedOfYear, show_report
from ethnictrack.reports.pace import pace as pace_report
from ethnictrack.services.figures import year_before

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Result

verbs = typer.Typer()  # of the group `report`


@verbs.command(cls=Command)
@spread
def pace(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print how payments keep up with the year, month by month.

    Points behind are the share of the year gone less the share of the plan disbursed. With them
    come what is needed to reach 100 %, the lines furthest behind, and the year before.
    """
    values.required(YEAR=asked.year)
    show_report(context, asked, output, _pace)


def _pace(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
    return pace_report(year_before(book, asked.figures(book, today, by_month=True)), unit_line)
