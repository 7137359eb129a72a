"""How a report is printed under a seal."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.revocable import revocable_file
from ethnictrack.cli.commands.verification import Proof
from ethnictrack.cli.shell.output import Output, note, page_of, put
from ethnictrack.cli.shell.session import in_own_unit, may_write, reading, session_of, writing
from ethnictrack.i18n import N_
from ethnictrack.library.questions import IN_DONG
from ethnictrack.render.words import View
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Scale

if TYPE_CHECKING:
    from ethnictrack.fields.types import Words
    from ethnictrack.library.reports import Report
    from ethnictrack.reports.table import Result


SealOption = Annotated[
    bool, typer.Option("--seal", help="Keep the figures under a number, which is printed.")
]
_SEALED = N_("Sealed under number {seal}.")


def show_sealed(
    context: typer.Context,
    report: Report,
    words: Words,
    output: Output,
    template: bytes | None = None,
) -> Result:
    """Make a report, keep its figures under a number, and print it as it was kept.

    What is printed is what was kept, so that a document can be held against it later. Figures of a
    book that cannot be proved are not sealed. Raises: UnprovedCopyError.
    """
    from ethnictrack.library.sealing import printed_seal, sealed  # noqa: PLC0415 - for this option

    session, kind = session_of(context), output.chosen()
    asked = report.ask(in_own_unit(context, words), session.today)
    may_write(context)
    with reading(context) as book:
        Proof(session.book)(book)
    with ExitStack() as written, writing(context, dry_run=False) as book:
        seal, letter = sealed(book, report, asked)
        printed = printed_seal(book, seal, kind, letter)
        scale = Scale.DONG if kind in IN_DONG else asked.scale(book.settings.all())
        look = View(scale=scale, decimals=asked.decimals, template=template)
        page = page_of(printed, output, look)
        digest = sha256(page).hexdigest()
        book.seals.note_file(seal.id, digest)
        if output.file is not None:
            kept = partial(_kept, context, digest)
            written.enter_context(revocable_file(Path(output.file), page, session.book, kept))
    if output.file is None:
        put(page)
    note(_SEALED.of(seal=str(seal.mark)))
    return printed


def _kept(context: typer.Context, digest: str) -> bool:
    """Say whether the book has a seal for a file."""
    try:
        with reading(context) as book:
            return bool(book.seals.of_file(digest))
    except BookError:
        return False
