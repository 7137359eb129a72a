"""`ethnictrack report`: what the book says of a year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import ethnictrack.library as lib
from ethnictrack.cli.commands import document_check
from ethnictrack.cli.commands.seals import SealOption, show_sealed
from ethnictrack.cli.shell.options import FILE
from ethnictrack.cli.shell.output import CalendarOutput, Output, ReportOutput, note, show
from ethnictrack.cli.shell.output import done as say_done
from ethnictrack.cli.shell.outputs import check_output, write_file
from ethnictrack.cli.shell.session import in_own_unit, making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import bookless, new_group, options_of, taking, verb_of
from ethnictrack.errors.files import (
    LargeFileError,
    NoFileError,
    NotAFileError,
    OpenMarkError,
    TemplateFileError,
)
from ethnictrack.errors.usage import ContradictionError, UnreadableFileError
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_
from ethnictrack.importing.files.input_file import held, note_read
from ethnictrack.library import path_of
from ethnictrack.library.reports import REPORTS
from ethnictrack.render import LETTERS
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.library.questions import Question, Report
    from ethnictrack.reports.table import Result
    from ethnictrack.values.money import Scale

app = new_group("Reports: rates, pace, the annual report, inspections, settlement.")


_LARGEST = 20_000_000  # bytes of a template
_LARGE = N_("it has more than {limit} MB")
_NO_FILE = N_("it is a folder, a device or a pipe")
_BLANKS = N_(
    "The document has blanks; `ethnictrack book settings`, with a name and a value, fills: {names}."
)
_UNWRITTEN = N_("Nothing is written of: {names}; `ethnictrack activity remark` asks for it.")
_FORM = replace(FILE, help=N_("Where to write it, such as mau.docx."))


class UnreadableTemplateError(UnreadableFileError):
    text = N_("There is no template {given} that can be read.")
    remedy = N_(
        "Check the name and the folder; `ethnictrack report template mau.docx` writes a template."
    )


@verb_of(app, "annual", help=REPORTS["annual"].about.text)
def _annual(
    context: typer.Context,
    words: Annotated[Words, options_of(REPORTS["annual"].takes)],
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="FILE", help="The office's own template, for docx."),
    ] = None,
    seal: SealOption = False,
    *,
    output: ReportOutput,
) -> None:
    for each in ("period", "books") if seal else ():
        if words[each] is not None:
            raise ContradictionError(first="--seal", second=f"--{each}")
    own = None if template is None else _read_template(template)
    result = (
        show_sealed(context, REPORTS["annual"], words, output, template=own)
        if seal
        else _show_report(context, REPORTS["annual"], words, output, template=own)
    )
    letter = result.document.letter
    if output.chosen() in LETTERS and letter:
        if letter.missing:
            note(_BLANKS.of(names=letter.missing))
        if letter.unwritten:
            note(_UNWRITTEN.of(names=letter.unwritten))


def _read_template(name: str) -> bytes:
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


@verb_of(app)
@bookless
def template(context: typer.Context, *, file: Annotated[str, _FORM]) -> None:
    """Write the template of documents, to be edited in Word."""
    from ethnictrack.render.to_docx import shipped  # noqa: PLC0415 - Word is heavy

    with making(said_of(context), Path(file)):
        write_file(Path(file), shipped(), session_of(context).book)
    told = N_("The template is at {path}. Use it with `report annual YEAR --template FILE`.")
    say_done([told.of(path=file)], None, as_json=False)


def _add_report(report: Report) -> None:
    """Give the group the verb of a report."""

    @verb_of(app, report.name, help=report.about.text)
    @taking(
        words=Annotated[Words, options_of(report.takes)],
        output=CalendarOutput if report.calendar else ReportOutput,
    )
    def print_report(context: typer.Context, words: Words, output: ReportOutput) -> None:
        _show_report(context, report, words, output)


for _report in REPORTS.values():
    if _report.name != "annual":  # which has more to say
        _add_report(_report)
app.registered_commands += document_check.verbs.registered_commands


def _over(report: Report, asked: Question, output: Output) -> tuple[Result, Scale]:
    """Make a report over the books of a list; neither the list nor a book is written over."""
    path = path_of(str(asked.books))
    note_read(path)
    offices = lib.read_offices(path)
    if output.file is not None:
        check_output(Path(output.file), *(each.place for each in offices))
    return lib.over_books(report, offices, asked, output.chosen())


def _show_report(
    context: typer.Context,
    report: Report,
    words: Words,
    output: Output,
    template: bytes | None = None,
) -> Result:
    """Make a report from the book, print it, and return it."""
    session = session_of(context)
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
        note(report.why_unused.of(options=unused))
    return result
