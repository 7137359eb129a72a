"""`ethnictrack report deadlines`: what ends within 60 days, by law."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import CalendarOutput, show
from ethnictrack.cli.shell.report_options import IN_DONG
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.nouns.settings import scale_of
from ethnictrack.render.words import UNIT_LINES
from ethnictrack.reports.deadlines import deadlines as deadlines_report
from ethnictrack.services.deadlines import deadlines as deadlines_of
from ethnictrack.values.money import Scale

verbs = typer.Typer()  # of the group `report`


@verbs.command(cls=Command)
@spread
def deadlines(
    context: typer.Context,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day to look from; by default today.")
    ] = None,
    unit: options.UnitWord = None,
    *,
    output: CalendarOutput,
) -> None:
    """Print what ends within 60 days, and by which law.

    With it comes what the book still has open for it. -O ics writes a calendar. Public holidays
    are not known: a day that falls on one may move.
    """
    session = session_of(context)
    day = values.day(on, session.today) or session.today
    said = values.choice_or_none("--unit", unit, Scale)
    with reading(context) as book:
        found = deadlines_of(book, day)
        scale = Scale.DONG if output.chosen() in IN_DONG else said or scale_of(book.settings.all())
    result = deadlines_report(found, on=day, unit_line=UNIT_LINES[scale])
    show(result, output, scale=scale, book=session.book, report=True)
