"""`ethnictrack report petitions`: citizens received, and form 01/TCD."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput
from ethnictrack.cli.shell.report_options import Asked, AskedOfYear, note_unused, show_report
from ethnictrack.nouns.activity import ActivitySection
from ethnictrack.reports.petitions import petitions as petition_report
from ethnictrack.services.figures import outcomes

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Result

verbs = typer.Typer()  # of the group `report`


@verbs.command(cls=Command)
@spread
def petitions(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print how many citizens were received, and form 01/TCD.

    An activity of the section petitions counts by its unit in the totals of visits, persons or
    cases; one with a code such as TCD-4, in the column of that number. Zeros are printed.
    """
    values.required(YEAR=asked.year)
    show_report(context, asked, output, _petitions)
    note_unused(asked, "basis", "program", "place", "capital", "source", "unit")


def _petitions(book: Book, asked: Asked, today: date, _unit_line: Message) -> Result:
    year = asked.read_year(book, today)
    as_of = asked.day(year, today)
    listed = outcomes(book, year=year, as_of=as_of, section=ActivitySection.PETITIONS)
    return petition_report(listed, year=year, as_of=as_of)
