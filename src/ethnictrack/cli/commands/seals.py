"""`ethnictrack report seals`, and how a report is printed under a seal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.audit.chain import canonical
from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.audit.seal import Seal, rules
from ethnictrack.cli.commands.revocable import revocable_file
from ethnictrack.cli.commands.verification import Proof
from ethnictrack.cli.shell import streams
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import Output, ReportOutput, note, page_of, show
from ethnictrack.cli.shell.report_options import IN_DONG, Asked, Report
from ethnictrack.cli.shell.session import may_write, reading, session_of, writing
from ethnictrack.i18n import N_, language
from ethnictrack.render import render
from ethnictrack.render.words import UNIT_LINES, Look
from ethnictrack.reports.footer import with_checkpoint
from ethnictrack.reports.sealed import freeze, sealed_result
from ethnictrack.reports.table import Document, Result
from ethnictrack.services.seals import seal_report
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Scale

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.reports.letter import Letter

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
    with ExitStack() as written, writing(context, dry_run=False) as book:
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
        printed = printed_seal(book, seal, output.chosen(), made.document.letter)
        scale, decimals = asked.look(settings, output)
        look = Look(scale=scale, decimals=decimals, template=template)
        page = page_of(printed, output, look, report=True)
        digest = sha256(page).hexdigest()
        book.seals.note_file(seal.id, digest)
        if output.file is not None:
            kept = partial(_kept, context, digest)
            written.enter_context(revocable_file(Path(output.file), page, session.book, kept))
    if output.file is None:
        streams.put(page)
    note(_SEALED.of(seal=str(seal.mark)))
    return printed


def _kept(context: typer.Context, digest: str) -> bool:
    """Say whether the book has a seal for a file."""
    try:
        with reading(context) as book:
            return bool(book.seals.of_file(digest))
    except BookError:
        return False


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


def printed_seal(book: Book, seal: Seal, kind: str, letter: Letter | None = None) -> Result:
    """Return a sealed report as it is printed in a format."""
    unit_line = UNIT_LINES[look_of(seal, kind).scale]
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


def look_of(seal: Seal, kind: str) -> Look:
    """Return how a sealed report is printed in a format."""
    scale = Scale.DONG if kind in IN_DONG else Scale(str(seal.asked["unit"]))
    return Look(scale=scale, decimals=int(str(seal.asked["decimals"])))
