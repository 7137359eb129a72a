"""`ethnictrack report`: what the book says of a year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands import document_check
from ethnictrack.cli.commands.seals import SealOption, show_sealed
from ethnictrack.cli.shell.options import FILE
from ethnictrack.cli.shell.output import CalendarOutput, Output, ReportOutput, note, show
from ethnictrack.cli.shell.output import done as say_done
from ethnictrack.cli.shell.outputs import check_output, write_file
from ethnictrack.cli.shell.session import in_own_unit, making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import bookless, new_group, options_of, verb_of
from ethnictrack.errors.files import LargeFileError, NoFileError, NotAFileError
from ethnictrack.errors.output import TemplateFileError, UnreadableTemplateError
from ethnictrack.errors.usage import ContradictionError
from ethnictrack.errors.workbooks import OpenMarkError
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_
from ethnictrack.importing.files.outside import held, note_read
from ethnictrack.library import path_of
from ethnictrack.library.reports import REPORTS
from ethnictrack.render import LETTERS
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.library.questions import Question
    from ethnictrack.library.reports import Report
    from ethnictrack.reports.table import Result
    from ethnictrack.values.money import Scale

_LARGEST = 20_000_000  # bytes of a template
_LARGE = N_("it has more than {limit} MB")
_NO_FILE = N_("it is a folder, a device or a pipe")


def read_template(name: str) -> bytes:
    """Return the office's own template. Raises: UnreadableTemplateError, TemplateFileError."""
    try:
        outside = held(Path(name))
    except (NoFileError, OpenMarkError):
        raise UnreadableTemplateError(given=visible(name)) from None
    except (NotAFileError, LargeFileError):
        raise TemplateFileError(_NO_FILE) from None
    try:
        if outside.size > _LARGEST:
            raise TemplateFileError(_LARGE.of(limit=_LARGEST // 10**6))
        return b"".join(outside.chunks())
    finally:
        outside.close()


app = new_group("Reports: rates, pace, the annual report, inspections, settlement.")


RatesWords = Annotated[Words, options_of(REPORTS["rates"].takes)]
AnnualWords = Annotated[Words, options_of(REPORTS["annual"].takes)]
PartWords = Annotated[Words, options_of(REPORTS["inspections"].takes)]
BalanceWords = Annotated[Words, options_of(REPORTS["settlement"].takes)]
YearWords = Annotated[Words, options_of(REPORTS["pace"].takes)]
CompareWords = Annotated[Words, options_of(REPORTS["compare"].takes)]
ExplainWords = Annotated[Words, options_of(REPORTS["explain"].takes)]
MonthWords = Annotated[Words, options_of(REPORTS["month"].takes)]
DisclosureWords = Annotated[Words, options_of(REPORTS["disclosure"].takes)]
VoucherWords = Annotated[Words, options_of(REPORTS["vouchers"].takes)]
ReconcileWords = Annotated[Words, options_of(REPORTS["reconcile"].takes)]
CollectWords = Annotated[Words, options_of(REPORTS["collect"].takes)]
DiffWords = Annotated[Words, options_of(REPORTS["diff"].takes)]
DeadlineWords = Annotated[Words, options_of(REPORTS["deadlines"].takes)]
_UNUSED = N_("Nothing in this report depends on {options}.")
_BLANKS = N_(
    "The document has blanks; `ethnictrack book settings`, with a name and a value, fills: {names}."
)
_UNWRITTEN = N_("Nothing is written of: {names}; `ethnictrack activity remark` asks for it.")
_BOTH = N_("The settlement has both plans in columns of their own: --basis changes nothing here.")
_FORM = replace(FILE, help=N_("Where to write it, such as mau.docx."))
Template = Annotated[
    str | None,
    typer.Option("--template", metavar="FILE", help="The office's own template, for docx."),
]


@verb_of(app)
def rates(context: typer.Context, words: RatesWords, output: ReportOutput) -> None:
    """Print what is planned, paid and left. The rate is the share of the plan that is paid.

    Money without a plan is part of no rate. Without --year: the latest year with entries.
    """
    show_report(context, "rates", words, output)


@verb_of(app)
def annual(
    context: typer.Context,
    words: AnnualWords,
    template: Template = None,
    seal: SealOption = False,
    *,
    output: ReportOutput,
) -> None:
    """Print the year-end report. Its tables are in the unit asked for, its prose in any.

    As docx it is the official document; --date is its day, by default today. --period makes the
    report of a quarter, of 6 or 9 months, up to its last day.
    """
    for each in ("period", "books") if seal else ():
        if words[each] is not None:
            raise ContradictionError(first="--seal", second=f"--{each}")
    own = None if template is None else read_template(template)
    result = (
        show_sealed(context, REPORTS["annual"], words, output, template=own)
        if seal
        else show_report(context, "annual", words, output, template=own)
    )
    letter = result.document.letter
    if output.chosen() in LETTERS and letter:
        if letter.missing:
            note(_BLANKS.of(names=letter.missing))
        if letter.unwritten:
            note(_UNWRITTEN.of(names=letter.unwritten))


@verb_of(app)
@bookless
def template(context: typer.Context, *, file: Annotated[str, _FORM]) -> None:
    """Write the template of documents, to be edited in Word."""
    from ethnictrack.render.to_docx import shipped  # noqa: PLC0415 - Word is heavy

    with making(said_of(context), Path(file)):
        write_file(Path(file), shipped(), session_of(context).book)
    told = N_("The template is at {path}. Use it with `report annual YEAR --template FILE`.")
    say_done([told.of(path=file)], None, as_json=False)


@verb_of(app)
def inspections(context: typer.Context, words: PartWords, output: ReportOutput) -> None:
    """Print the inspections of a year, and form 01/TTr. Stages and money are those of the day.

    With --period they are those of a part of the year from 15 December to 14 December, as they are
    reported; without it, of the calendar year. The form counts the office's own; those of other
    bodies are followed up.
    """
    show_report(context, "inspections", words, output)


@verb_of(app)
def compare(context: typer.Context, words: CompareWords, output: ReportOutput) -> None:
    """Print several years side by side, and how rates changed.

    With --as-of, the day as it falls in the last year, every year is taken up to that day of it.
    """
    show_report(context, "compare", words, output)


@verb_of(app)
def pace(context: typer.Context, words: YearWords, output: ReportOutput) -> None:
    """Print how payments keep up with the year, month by month.

    Points behind are the share of the year gone less the share of the plan disbursed. With them
    come what is needed to reach 100 %, the lines furthest behind, and the year before.
    """
    show_report(context, "pace", words, output)


@verb_of(app)
def petitions(context: typer.Context, words: PartWords, output: ReportOutput) -> None:
    """Print how many citizens were received, and form 01/TCD.

    An activity of the section petitions counts by its unit in the totals of visits, persons or
    cases; one with a code such as TCD-4, in the column of that number. Zeros are printed.
    """
    show_report(context, "petitions", words, output)


@verb_of(app)
def settlement(context: typer.Context, words: BalanceWords, output: ReportOutput) -> None:
    """Print the settlement of a year, in the form's 24 columns.

    Every formula of the form is checked on each row. What is neither paid, carried over nor
    cancelled is named.
    """
    show_report(context, "settlement", words, output)
    if words["basis"] is not None:
        note(_BOTH)


@verb_of(app)
def reconcile(context: typer.Context, words: ReconcileWords, output: ReportOutput) -> None:
    """Print the record of a reconciliation, to be signed.

    Both sides sign it, treasury and unit: sums by programme, capital and source, and every
    difference with its reason.
    """
    show_report(context, "reconcile", words, output)


@verb_of(app)
def collect(context: typer.Context, words: CollectWords, output: ReportOutput) -> None:
    """Print what units report for a period, in one table.

    By unit, programme, capital and source, against the period before, the book and the treasury.
    """
    show_report(context, "collect", words, output)


@verb_of(app)
def seals(context: typer.Context, output: ReportOutput) -> None:
    """List the reports that were sealed, oldest first."""
    show_report(context, "seals", {}, output)


app.registered_commands += document_check.verbs.registered_commands


@verb_of(app)
def diff(context: typer.Context, words: DiffWords, output: ReportOutput) -> None:
    """Compare two sealed reports.

    Says which figures moved, and which entries moved them. With one: against the book of today.
    """
    show_report(context, "diff", words, output)


@verb_of(app)
def explain(context: typer.Context, words: ExplainWords, output: ReportOutput) -> None:
    """Show the entries a figure is made of.

    WHAT is a programme, place, class, month or total as reports print it, the number of an entry,
    the code of an inspection or counted activity, or a column of a form: CT135, "CT135 remaining",
    2021-11, 12, TT-01, inspections:8, petitions:4, settlement:CT135:17.
    """
    show_report(context, "explain", words, output)


@verb_of(app)
def deadlines(context: typer.Context, words: DeadlineWords, output: CalendarOutput) -> None:
    """Print what ends within 60 days, and by which law.

    With it comes what the book still has open for it. -O ics writes a calendar. Public holidays
    are not known: a day that falls on one may move.
    """
    show_report(context, "deadlines", words, output)


@verb_of(app)
def month(context: typer.Context, words: MonthWords, output: ReportOutput) -> None:
    """Print the table of a month: plan, paid, expected.

    What is paid stands before the month and in it; expected is what estimates say.

    With --year, January is that of the settlement of the year before it. Blocks follow for each
    source and type of capital.
    """
    show_report(context, "month", words, output)


@verb_of(app)
def disclosure(context: typer.Context, words: DisclosureWords, output: ReportOutput) -> None:
    """Print what is made public of a period's payments.

    Beside the plan of the year stands the same period a year before.

    The period is the year unless --period says another.
    """
    show_report(context, "disclosure", words, output)


@verb_of(app)
def carryover(context: typer.Context, words: BalanceWords, output: ReportOutput) -> None:
    """Print what a year had, used and carries over.

    The columns are those of form 04-SDKP/ĐVDT (20f).
    """
    show_report(context, "carryover", words, output)


@verb_of(app)
def payees(context: typer.Context, words: YearWords, output: ReportOutput) -> None:
    """Print who was paid in a year, the most first."""
    show_report(context, "payees", words, output)


@verb_of(app)
def recommendations(context: typer.Context, words: YearWords, output: ReportOutput) -> None:
    """Print what was recommended, done of it, and is left.

    Recommended by audit, inspection and check-ups: recovery, reduction of the settlement, other.
    """
    show_report(context, "recommendations", words, output)


@verb_of(app)
def vouchers(context: typer.Context, words: VoucherWords, output: ReportOutput) -> None:
    """Print the vouchers of some days, to be signed."""
    show_report(context, "vouchers", words, output)


def _over(report: Report, asked: Question, output: Output) -> tuple[Result, Scale]:
    """Make a report over the books of a list; neither the list nor a book is written over."""
    from ethnictrack.library import read_offices  # noqa: PLC0415 - the store is heavy

    path = path_of(str(asked.books))
    note_read(path)
    offices = read_offices(path)
    if output.file is not None:
        check_output(Path(output.file), *(each.place for each in offices))
    return report.over(offices, asked, output.chosen())


def show_report(
    context: typer.Context,
    name: str,
    words: Words,
    output: Output,
    template: bytes | None = None,
) -> Result:
    """Make a report from the book, print it, and return it."""
    session = session_of(context)
    report = REPORTS[name]
    asked = report.ask(in_own_unit(context, words), session.today)
    if asked.books is not None:
        result, scale = _over(report, asked, output)
    else:
        with reading(context) as book:
            result, scale = report.of(book, asked, output.chosen())
    show(
        result,
        output,
        scale=scale,
        decimals=asked.decimals,
        book=session.book,
        template=template,
    )
    if unused := tuple(f"--{each}" for each in report.unused if words.get(each)):
        note(_UNUSED.of(options=unused))
    return result
