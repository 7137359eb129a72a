"""`ethnictrack report settlement`: the year's account in the 24 columns of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput, note
from ethnictrack.cli.shell.report_options import Asked, AskedOfYear, show_report
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.settlement import settlement as settlement_report
from ethnictrack.services.figures import settlement as settled

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.reports.table import Result

verbs = typer.Typer()  # of the group `report`

_BOTH = N_("The settlement has both plans in columns of their own: --basis changes nothing here.")


@verbs.command(cls=Command)
@spread
def settlement(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print the settlement of a year, in the form's 24 columns.

    Every formula of the form is checked on each row. What is neither paid, carried over nor
    cancelled is named.
    """
    values.required(YEAR=asked.year)
    show_report(context, asked, output, _settlement)
    if asked.basis is not None:
        note(_BOTH)


def _settlement(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
    asked.read_basis()
    year = asked.read_year(book, today)
    as_of = asked.day(year, today)
    found = settled(book, year=year, as_of=as_of, scope=asked.scope(book, as_of))
    return settlement_report(found, unit_line)
