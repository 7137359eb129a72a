"""`ethnictrack report month|carryover|disclosure|payees|vouchers|recommendations`: forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from dateutil.relativedelta import relativedelta

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput
from ethnictrack.cli.shell.report_options import Asked, AskedOfYear, note_unused, show_report
from ethnictrack.errors.usage import MonthError
from ethnictrack.reports.month import MonthBy
from ethnictrack.services import forms
from ethnictrack.values.text import visible
from ethnictrack.year.period import Period, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.reports.face import Face
    from ethnictrack.reports.table import Result

verbs = typer.Typer()  # of the group `report`


@verbs.command(cls=Command)
@spread
def month(
    context: typer.Context,
    month: Annotated[
        str | None, typer.Argument(metavar="YYYY-MM", help="The month, such as 2026-10.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar=options.listed(MonthBy), help="What each row is; by default program."
        ),
    ] = None,
    *,
    asked: Asked,
    output: ReportOutput,
) -> None:
    """Print the table of a month: plan, paid, expected.

    What is paid stands before the month and in it; expected is what estimates say.

    With --year, January is that of the settlement of the year before it. Blocks follow for each
    source and type of capital.
    """
    values.required(**{"YYYY-MM": month})
    first = values.month(str(month))
    year = values.year(asked.year) or first.year
    if not (first.year == year or (first.year == year + 1 and first.month == 1)):
        raise MonthError(given=visible(str(month)))
    rows = values.choice_or_none("--by", by, MonthBy) or MonthBy.PROGRAM
    days = Span(first, first + relativedelta(months=1, days=-1))

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        as_of = min(values.day(asked.as_of, today) or today, days.last)
        scope = asked.scope(book, as_of)
        return forms.month(
            book, days, year=year, as_of=as_of, scope=scope, by=rows, unit_line=unit_line
        )

    show_report(context, asked, output, make)
    note_unused(asked, "basis")


@verbs.command(cls=Command)
@spread
def disclosure(
    context: typer.Context,
    asked: AskedOfYear,
    period: options.PeriodWord = None,
    *,
    output: ReportOutput,
) -> None:
    """Print what is made public of a period's payments.

    Beside the plan of the year stands the same period a year before.

    The period is the year unless --period says another.
    """
    values.required(YEAR=asked.year)
    part = values.choice_or_none("--period", period, Period) or Period.YEAR

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        found = asked.figures(book, today, by_month=True, period=part)
        return forms.disclosure(found, book, part, unit_line)

    show_report(context, asked, output, make)


@verbs.command(cls=Command)
@spread
def carryover(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print what a year had, used and carries over.

    The columns are those of form 04-SDKP/ĐVDT (20f).
    """
    _of_year(context, asked, output, forms.carryover)
    note_unused(asked, "basis")


@verbs.command(cls=Command)
@spread
def payees(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print who was paid in a year, the most first."""
    _of_year(context, asked, output, forms.payees)
    note_unused(asked, "basis")


@verbs.command(cls=Command)
@spread
def recommendations(context: typer.Context, asked: AskedOfYear, output: ReportOutput) -> None:
    """Print what was recommended, done of it, and is left.

    Recommended by audit, inspection and check-ups: recovery, reduction of the settlement, other.
    """
    _of_year(context, asked, output, forms.recommendations)
    note_unused(asked, "basis", "capital", "source")


def _of_year(
    context: typer.Context, asked: Asked, output: ReportOutput, form: Callable[[Book, Face], Result]
) -> None:
    """Print a form of a whole year."""
    values.required(YEAR=asked.year)

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        return form(book, asked.face(book, today, unit_line))

    show_report(context, asked, output, make)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The first and the last day of a list, as typed."""

    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only from this day on.")
    ] = None
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only up to this day.")
    ] = None


@verbs.command(cls=Command)
@spread
def vouchers(context: typer.Context, days: Days, asked: Asked, output: ReportOutput) -> None:
    """Print the vouchers of some days, to be signed."""

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        last = values.day(days.last, today) or values.day(asked.as_of, today) or today
        return forms.vouchers(
            book,
            (values.day(days.first, today), last),
            year=values.year(asked.year),
            scope=asked.scope(book, last),
            unit_line=unit_line,
        )

    show_report(context, asked, output, make)
    note_unused(asked, "basis")
