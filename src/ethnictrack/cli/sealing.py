"""`ethnictrack report seals` and `verify`, and how a report is printed under a seal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.actions.sealing import find_seal, seal_report
from ethnictrack.cli import values
from ethnictrack.cli.asked import IN_DONG, Asked, Report
from ethnictrack.cli.grouping import Command
from ethnictrack.cli.proving import Proof
from ethnictrack.cli.say import Output, ReportOutput, note, show
from ethnictrack.cli.session import may_write, reading, session_of, writing
from ethnictrack.cli.spreading import spread
from ethnictrack.domain.chain import canonical
from ethnictrack.domain.checkpoint import checkpoint
from ethnictrack.domain.errors.seal import NoSealError, UnknownSealError
from ethnictrack.domain.money import Scale
from ethnictrack.domain.seal import Seal, marks_in, read_seal, rules
from ethnictrack.domain.text import shown
from ethnictrack.i18n import N_, language, use
from ethnictrack.render import render
from ethnictrack.render.layout import sentences
from ethnictrack.render.words import UNIT_LINES, Look, say
from ethnictrack.reports.footer import with_checkpoint
from ethnictrack.reports.sealed import freeze, sealed_result
from ethnictrack.reports.table import Document, Paragraph, Result

if TYPE_CHECKING:
    from ethnictrack.domain.printed import Printed
    from ethnictrack.reports.letter import Letter
    from ethnictrack.store.opening import Book

verbs = typer.Typer()  # of the group `report`

SealOption = Annotated[
    bool, typer.Option("--seal", help="Keep the figures under a number, which is printed.")
]
_SEALED = N_("Sealed under number {seal}.")


def show_sealed(
    context: typer.Context,
    asked: Asked,
    output: Output,
    report: Report,
    template: bytes | None = None,
) -> Result:
    """Make a report, keep its figures under a number, and print it as it was kept.

    What is printed is what was kept, so that a document can be held against it later. Figures of a
    book that cannot be proved are not sealed. Raises: UnprovedCopyError.
    """
    session = session_of(context)
    may_write(context)
    with reading(context) as book:
        Proof(session.book)(book)
    with writing(context, dry_run=False) as book:
        settings = book.settings.all()
        scale, decimals = asked.look(settings, Output("plain"))
        made = report(book, asked, session.today, UNIT_LINES[scale])
        data: Any = made.data
        seal = seal_report(
            book,
            report=data["report"],
            year=data["year"],
            as_of=data["as_of"],
            asked=_question(book, asked, data, (scale, decimals)),
            figures=_frozen(made, scale),
        )
        printed = _printed(book, seal, output.chosen(), made.document.letter)
    scale, decimals = asked.look(settings, output)
    show(
        printed,
        output,
        scale=scale,
        decimals=decimals,
        book=session.book,
        template=template,
        report=True,
    )
    note(_SEALED.of(seal=str(seal.mark)))
    return printed


def _question(
    book: Book, asked: Asked, data: Mapping[str, Any], look: tuple[Scale, int]
) -> dict[str, str | None]:
    """Return what was asked, in codes: so it can be asked again."""
    scope = asked.scope(book, data["as_of"])
    scale, decimals = look
    return {
        "basis": str(data["basis"]),
        "program": book.programs.code_of(scope.program),
        "place": book.places.code_of(scope.place),
        "capital": scope.capital and scope.capital.value,
        "source": scope.source and scope.source.value,
        "unit": scale.value,
        "decimals": str(decimals),
        "language": language(),
    }


def _frozen(made: Result, scale: Scale) -> str:
    """Return figures, rules and document as the one text that is kept and hashed."""
    kept = {
        "rules": rules(),
        "data": made.data,
        "document": freeze(made.document, UNIT_LINES[scale]),
    }
    page = render(Result(Document(made.document.title, ()), kept), "json", Look())
    return canonical(json.loads(page))  # percents are floats there, and are written as they came


def kept_figures(seal: Seal) -> dict[str, Any]:
    """Return what was kept of a sealed report: ``rules``, ``data`` and ``document``."""
    return _thawed(seal.figures)


def figures_of(made: Result) -> dict[str, Any]:
    """Return the same of a report as it would be kept now."""
    return _thawed(_frozen(made, Scale.DONG))


def _thawed(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found


def _printed(book: Book, seal: Seal, kind: str, letter: Letter | None = None) -> Result:
    """Return a sealed report as it is printed in a format."""
    unit_line = UNIT_LINES[_look(seal, kind).scale]
    result = sealed_result(seal, kept_figures(seal), unit_line, letter)
    head = book.log.seal_of(seal.head)
    return with_checkpoint(result, checkpoint(seal.head, str(head)))


@verbs.command(cls=Command)
@spread
def seals(context: typer.Context, output: ReportOutput) -> None:
    """List the reports that were sealed, oldest first."""
    from ethnictrack.reports.seals import seal_list  # noqa: PLC0415 - no help page needs it

    with reading(context) as book:
        found = book.seals.all()
    show(seal_list(found), output, book=session_of(context).book, report=True)


@verbs.command(cls=Command)
@spread
def verify(
    context: typer.Context,
    document: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="A report: docx, xlsx, html, csv, tsv, json or md."),
    ] = None,
    seal: Annotated[
        str | None,
        typer.Option("--seal", metavar="N", help="Its seal, if the document names none."),
    ] = None,
    *,
    output: ReportOutput,
) -> None:
    """Hold a file against its seal.

    Every cell typed over by hand is named, with what it should say.
    """
    from ethnictrack.domain.printed import deviations  # noqa: PLC0415 - no help page needs them
    from ethnictrack.intake.printed import format_of, read, read_file  # noqa: PLC0415
    from ethnictrack.reports.seals import held_against  # noqa: PLC0415

    values.required(FILE=document)
    path = Path(str(document))
    said = None if seal is None else read_seal(seal)
    kind = format_of(path.name)
    found = read_file(path)
    name = shown(path.name)
    with reading(context) as book:
        kept = find_seal(book, said) if said else _seal_of(book, found, name)
        spoken = language()
        use(str(kept.asked["language"]))
        try:
            should = _printed(book, kept, kind)
            page = render(should, kind, _look(kept, kind))
            sentences = _sentences(should.document)
        finally:
            use(spoken)
    wrong = deviations(read(name, kind, page), found, sentences)
    result = held_against(name, kind, kept, wrong)
    show(result, output, book=session_of(context).book, report=True)
    if wrong:
        raise typer.Exit(1)


def _seal_of(book: Book, found: Printed, name: str) -> Seal:
    """Return the seal a document names. Raises: NoSealError, UnknownSealError."""
    marks = marks_in(found.whole)
    if not marks:
        raise NoSealError(name=name)
    for mark in marks:
        with suppress(UnknownSealError):
            return find_seal(book, mark)
    raise UnknownSealError(seal=str(marks[0]))


def _look(seal: Seal, kind: str) -> Look:
    scale = Scale.DONG if kind in IN_DONG else Scale(str(seal.asked["unit"]))
    return Look(scale=scale, decimals=int(str(seal.asked["decimals"])))


def _sentences(document: Document) -> list[str]:
    """Return what a document says in prose, line by line."""
    told = [each for each in document.blocks if isinstance(each, Paragraph)]
    return [line for each in told for line in sentences(each)] + [say(n) for n in document.notes]
