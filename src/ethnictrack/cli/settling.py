"""`ethnictrack report settlement`: the year's account in the 24 columns of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ethnictrack.actions.figures import settlement as settled
from ethnictrack.cli import values
from ethnictrack.cli.asked import Asked, AskedOfYear, show_report
from ethnictrack.cli.grouping import Command
from ethnictrack.cli.say import ReportOutput, note
from ethnictrack.cli.spreading import spread
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.settlement import settlement as settlement_report

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.reports.table import Result
    from ethnictrack.store.opening import Book

verbs = typer.Typer()  # of the group `report`

_BOTH = N_("The settlement has both plans in columns of their own: --basis changes nothing here.")


@verbs.command(cls=Command)
@spread
def settlement(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print the settlement of a year in the 24 columns of its form.

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
