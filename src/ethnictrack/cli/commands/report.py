"""`ethnictrack report`: what the book says of a year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands import compare as comparing
from ethnictrack.cli.commands import deadlines, document_check, forms
from ethnictrack.cli.commands import difference as differing
from ethnictrack.cli.commands import explain as explaining
from ethnictrack.cli.commands import pace as pacing
from ethnictrack.cli.commands import petitions as petitioning
from ethnictrack.cli.commands import seals as sealing
from ethnictrack.cli.commands import settlement as settling
from ethnictrack.cli.commands.documents import annual_of, read_template
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command, new_group
from ethnictrack.cli.shell.keeping import making
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput, note, write_file
from ethnictrack.cli.shell.output import done as say_done
from ethnictrack.cli.shell.report_options import (
    Asked,
    AskedOfYear,
    PartOfYear,
    note_unused,
    show_report,
)
from ethnictrack.cli.shell.session import session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.errors.usage import ContradictionError
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.settings import value_of
from ethnictrack.render import REPORTS_ONLY
from ethnictrack.reports.inspections import inspections as inspection_report
from ethnictrack.reports.rates import By
from ethnictrack.reports.rates import rates as rates_report
from ethnictrack.year.period import Period

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.reports.table import Result

app = new_group("Reports: rates, pace, the annual report, inspections, settlement.")


_BLANKS = N_("The document has blanks; `ethnictrack book settings KEY VALUE` fills: {names}.")
_UNWRITTEN = N_(
    "Nothing is written of: {names}; `ethnictrack activity remark YEAR SECTION TEXT` does."
)
Template = Annotated[
    str | None,
    typer.Option("--template", metavar="FILE", help="The office's own template, for docx."),
]


class Order(StrEnum):
    """In which order rows that stand side by side are printed."""

    CODE = "code"
    RATE = "rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which rows a report of rates has, as typed."""

    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar=options.listed(By), help="What each row is; by default program."
        ),
    ] = None
    depth: options.Depth = None
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar=options.listed(Order),
            help="rate: the slowest first; code, the default: as registered.",
        ),
    ] = None

    def __post_init__(self) -> None:
        """Refuse what cannot be read before any book is opened."""
        self.read()

    def read(self) -> tuple[By, int | None, bool]:
        """Return what the rows are, how many levels, and whether the slowest come first.

        Raises: UnknownChoiceError, WholeNumberError.
        """
        return (
            values.choice_or_none("--by", self.by, By) or By.PROGRAM,
            values.whole_or_none("--depth", self.depth),
            values.choice_or_none("--sort", self.sort, Order) is Order.RATE,
        )

    def report(self, book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        """Make the report."""
        by, depth, slowest_first = self.read()
        found = asked.figures(book, today, by_month=by in {By.MONTH, By.QUARTER})
        return rates_report(
            found, by=by, depth=depth, sort_by_rate=slowest_first, unit_line=unit_line
        )


@app.command(cls=Command)
@spread
def rates(context: typer.Context, shape: Shape, asked: Asked, output: ReportOutput) -> None:
    """Print what is planned, paid and left. The rate is the share of the plan that is paid.

    Money without a plan is part of no rate. Without --year: the latest year with entries.
    """
    show_report(context, asked, output, shape.report)


@app.command(cls=Command)
@spread
def annual(
    context: typer.Context,
    asked: AskedOfYear,
    template: Template = None,
    on: options.On = None,
    seal: sealing.SealOption = False,
    period: options.PeriodWord = None,
    *,
    output: ReportOutput,
) -> None:
    """Print the year-end report. Its tables are in the unit asked for, its prose in any.

    As docx it is the official document; --date is its day, by default today. --period makes the
    report of a quarter, of 6 or 9 months, up to its last day.
    """
    values.required(YEAR=asked.year)
    part = values.choice_or_none("--period", period, Period)
    if seal and part is not None:
        raise ContradictionError(first="--seal", second="--period")
    own = None if template is None else read_template(template)
    day = values.day(on, session_of(context).today) or session_of(context).today

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        return annual_of(book, asked, (today, day), unit_line, part)

    printed = sealing.show_sealed if seal else show_report
    result = printed(context, asked, output, make, template=own)
    letter = result.document.letter
    if output.chosen() in REPORTS_ONLY and letter:
        if letter.missing:
            note(_BLANKS.of(names=letter.missing))
        if letter.unwritten:
            note(_UNWRITTEN.of(names=letter.unwritten))


@app.command(cls=Command)
def template(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Where to write it, such as mau.docx.")
    ] = None,
) -> None:
    """Write the template of documents, to be edited in Word."""
    values.required(FILE=file)
    from ethnictrack.render.to_docx import shipped  # noqa: PLC0415 - Word is heavy

    with making(said_of(context), Path(str(file))):
        write_file(Path(str(file)), shipped(), session_of(context).book)
    told = N_("The template is at {path}. Use it with `report annual YEAR --template FILE`.")
    say_done([told.of(path=str(file))], None, as_json=False)


@app.command(cls=Command)
@spread
def inspections(
    context: typer.Context, asked: AskedOfYear, part: PartOfYear, output: ReportOutput
) -> None:
    """Print the inspections of a year, and form 01/TTr. Stages and money are those of the day.

    With --period they are those of a part of the year from 15 December to 14 December, as they are
    reported; without it, of the calendar year. The form counts the office's own; those of other
    bodies are followed up.
    """
    values.required(YEAR=asked.year)

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        return _inspections(book, asked, part, (today, unit_line))

    show_report(context, asked, output, make)
    note_unused(asked, "basis", "capital", "source")


def _inspections(book: Book, asked: Asked, part: PartOfYear, how: tuple[date, Message]) -> Result:
    today, unit_line = how
    year = asked.read_year(book, today)
    told = part.told(year)
    as_of = asked.day(year, today)
    as_of = min(as_of, told.span.last) if told.period else as_of
    return inspection_report(
        book.inspections.dossiers(),
        year=year,
        as_of=as_of,
        programs=book.programs,
        places=book.places,
        scope=asked.scope(book, as_of),
        unit_line=unit_line,
        told=told,
        office=value_of(book.settings.all(), "office"),
    )


for _verbs in (
    comparing.verbs,
    pacing.verbs,
    petitioning.verbs,
    settling.verbs,
    sealing.verbs,
    document_check.verbs,
    differing.verbs,
    explaining.verbs,
    deadlines.verbs,
    forms.verbs,
):
    app.registered_commands += _verbs.registered_commands
