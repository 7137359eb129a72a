"""`ethnictrack report petitions`: citizens received, and form 01/TCD."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput
from ethnictrack.cli.shell.report_options import (
    Asked,
    AskedOfYear,
    PartOfYear,
    note_unused,
    show_report,
)
from ethnictrack.nouns.activity import ActivitySection
from ethnictrack.nouns.settings import value_of
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
def petitions(
    context: typer.Context, asked: AskedOfYear, part: PartOfYear, output: ReportOutput
) -> None:
    """Print how many citizens were received, and form 01/TCD.

    An activity of the section petitions counts by its unit in the totals of visits, persons or
    cases; one with a code such as TCD-4, in the column of that number. Zeros are printed.
    """
    values.required(YEAR=asked.year)

    def make(book: Book, asked: Asked, today: date, _unit_line: Message) -> Result:
        year = asked.read_year(book, today)
        told = part.told(year)
        as_of = min(asked.day(year, today), told.span.last) if told.period else None
        face = asked.face(book, today, None)
        face = face if as_of is None else replace(face, as_of=as_of)
        listed = outcomes(
            book,
            year=year,
            as_of=face.as_of,
            section=ActivitySection.PETITIONS,
            span=told.span if told.period else None,
        )
        office = value_of(book.settings.all(), "office")
        return petition_report(listed, face, told=told, office=office)

    show_report(context, asked, output, make)
    note_unused(asked, "basis", "program", "place", "capital", "source", "unit")
