"""How a report is printed under a seal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.shell.output import Output, note, page_of, put
from ethnictrack.cli.shell.outputs import check_output, unwritable, write_file
from ethnictrack.cli.shell.session import in_own_unit, may_write, reading, session_of, writing
from ethnictrack.i18n import N_
from ethnictrack.library import Location
from ethnictrack.library.proof import Proof
from ethnictrack.library.questions import IN_DONG
from ethnictrack.render.words import View
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Scale
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.fields.types import Words
    from ethnictrack.library.questions import Report
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


_LEFT = N_("{path} was written, but its seal was not kept; delete it.")


@contextmanager
def revocable_file(
    path: Path, page: bytes, book: Location | None, kept: Callable[[], bool]
) -> Iterator[None]:
    """Write a file; if the block fails and nothing is ``kept``, put back what was there before.

    A block may fail after all was kept, by an interruption. Raises: OutputIsBookError,
    UnwritableOutputError.
    """
    check_output(path, book)
    before = _second_name(path)
    try:
        write_file(path, page, book)
        try:
            yield
        except BaseException:
            if not kept():
                _put_back(path, before)
            raise
    finally:
        if before:
            with suppress(OSError):
                before.unlink(missing_ok=True)


def _second_name(path: Path) -> Path | None:
    """Give the file that is there another name beside it; where that cannot be, copy it."""
    try:
        target = path.resolve()
        if not target.is_file():
            return None
        spare = target.with_name(f".{target.name[:40]}.{os.getpid()}.before")
        spare.unlink(missing_ok=True)
        try:
            os.link(target, spare)
        except OSError:  # a file system without second names
            shutil.copy2(target, spare)
    except (OSError, RuntimeError, ValueError) as failure:  # and links that lead in a circle
        raise unwritable(path, failure) from None
    return spare


def _put_back(path: Path, before: Path | None) -> None:
    """Undo the writing; where even that fails, say so."""
    try:
        if before:
            before.replace(path.resolve())
        else:
            path.resolve().unlink()
    except OSError:
        note(_LEFT.of(path=visible(str(path))))
