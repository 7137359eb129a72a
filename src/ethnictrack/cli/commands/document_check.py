"""`ethnictrack report verify`: whether a file is the one that was sealed, and else what differs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.audit.seal import Seal, SealMark, marks_in, read_seal
from ethnictrack.cli.shell.options import FILE
from ethnictrack.cli.shell.output import ReportOutput, show
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.book import UnknownSealError
from ethnictrack.errors.files import DocumentFormatError, NoFileError
from ethnictrack.i18n import N_, speaking
from ethnictrack.library import find_seal
from ethnictrack.library.sealing import look_of, printed_seal
from ethnictrack.render import render
from ethnictrack.render.layout import sentences
from ethnictrack.render.words import say
from ethnictrack.reports.seals import Held, held_against
from ethnictrack.reports.table import Document, Paragraph
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.library import Book

verbs = typer.Typer()  # of the group `report`

_DOCUMENT = replace(FILE, help=N_("A report: docx, xlsx, html, csv, tsv, json, md or txt."))


class NoSealError(BookError):
    name: str
    code = "seal-missing"
    text = N_("{name} names no seal, so there is nothing to hold it against.")
    remedy = N_(
        "If its seal was taken out, say which one it had with --seal N; "
        "`ethnictrack report seals` lists them."
    )


class DocumentEditedError(BookError):
    name: str
    seal: str
    number: int
    code = "document-edited"
    text = N_(
        "{name} is not the file that was sealed under number {seal}; it was edited since, or made "
        "anew."
    )
    remedy = N_(
        "Ask for the file as it was sealed; `ethnictrack report diff {number}` says what the book "
        "says today."
    )


@verb_of(verbs)
def verify(
    context: typer.Context,
    *,
    document: Annotated[str, _DOCUMENT],
    seal: Annotated[
        str | None,
        typer.Option("--seal", metavar="N", help="Its seal, if the document names none."),
    ] = None,
    output: ReportOutput,
) -> None:
    """Say whether a file is the very one that was sealed.

    Of any other file every figure found to differ is named, with what it should say.
    """
    from ethnictrack.importing.printed import content_of, format_of  # noqa: PLC0415 - for this verb

    path = Path(document)
    said = None if seal is None else read_seal(seal)
    name = shown(path.name)
    try:
        kind, unknown = format_of(path.name), None
    except DocumentFormatError as error:
        kind, unknown = "", error
    try:
        content = content_of(path)
    except NoFileError:
        raise unknown or NoFileError(shown(str(path))) from None
    with reading(context) as book:
        found = _same(book, name, kind, content, said)
        if found is None and unknown:
            raise unknown
        found = found or _compared(book, name, kind, content, said)
    show(held_against(found), output, book=session_of(context).book)
    if not found.same:
        mark = found.seal.mark
        raise DocumentEditedError(name=name, seal=str(mark), number=mark.number)


def _same(book: Book, name: str, kind: str, content: bytes, said: SealMark | None) -> Held | None:
    """Look for the file among those that were sealed, by its bytes alone."""
    numbers = book.seals.of_file(sha256(content).hexdigest())
    if not numbers or (said and said.number not in numbers):
        return None
    kept = find_seal(book, said or SealMark(numbers[0]))
    return Held(name=name, kind=kind, seal=kept, same=True)


def _compared(book: Book, name: str, kind: str, content: bytes, said: SealMark | None) -> Held:
    """Compare what can be read of a file with what was sealed."""
    from ethnictrack.audit.printed import added, deviations  # noqa: PLC0415 - for this verb
    from ethnictrack.importing.printed import read  # noqa: PLC0415
    from ethnictrack.importing.printed.concealed import concealed  # noqa: PLC0415

    found = read(name, kind, content)
    kept = find_seal(book, said) if said else _seal_of(book, found.whole, name)
    with speaking(str(kept.asked["language"])):
        should = printed_seal(book, kept, kind)
        page = render(should, kind, look_of(kept, kind))
        told = _sentences(should.document)
    expected = read(name, kind, page)
    return Held(
        name=name,
        kind=kind,
        seal=kept,
        differing=deviations(expected, found, told),
        added=added(expected, found),
        hidden=concealed(kind, content, page),
        dated=book.seals.has_files(kept.id),
    )


def _seal_of(book: Book, text: str, name: str) -> Seal:
    """Return the seal a document names. Raises: NoSealError, UnknownSealError."""
    marks = marks_in(text)
    if not marks:
        raise NoSealError(name=name)
    for mark in marks:
        with suppress(UnknownSealError):
            return find_seal(book, mark)
    raise UnknownSealError(seal=str(marks[0]))


def _sentences(document: Document) -> list[str]:
    """Return what a document says in prose, line by line."""
    told = [each for each in document.blocks if isinstance(each, Paragraph)]
    return [line for each in told for line in sentences(each)] + [say(n) for n in document.notes]
