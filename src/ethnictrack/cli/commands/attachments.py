"""What `attach` and `files` of `allocate`, `disburse` and `inspect` do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.shell.output import Output, finish, note, write_file
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.outputs import check_output
from ethnictrack.cli.shell.session import making, reading, session_of, writing
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.inputs import note_path
from ethnictrack.library import attach, content_of, path_of, read_file
from ethnictrack.reports.attachments import attachment_data, attachment_list
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.library import Attachment, Book

# Who has files: the column of the table, the number, and what people call it.
Owner = tuple[str, int, Message]
_ATTACHED = N_("Attached to {owner}: {names}.")
_KNOWN = N_("Nothing new: {owner} has these files already.")
_SAVED = N_("Written: {path}")
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]')  # in names of files, on one system or another
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def attach_files(
    context: typer.Context,
    find: Callable[[Book], Owner],
    files: Sequence[str],
    *,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Attach files, which are read before the book is held."""
    paths = [path_of(each) for each in files]
    for path in paths:
        note_path(path)
    read = [read_file(path) for path in paths]
    with writing(context, dry_run=dry_run) as book:
        owner, number, called = find(book)
        new = attach(book, owner, number, read, keep=not dry_run)
    names = tuple(each.file.name for each in new)
    told = _ATTACHED.of(owner=called, names=names) if new else _KNOWN.of(owner=called)
    finish([told], [attachment_data(each) for each in new], as_json=as_json, dry_run=dry_run)


def list_files(
    context: typer.Context, find: Callable[[Book], Owner], into: str | None, output: Output
) -> None:
    """List files, and write them into a folder if one is named."""
    with reading(context) as book:
        owner, number, _ = find(book)
        found = book.attachments.of(owner, number)
        if into is not None:
            _save(context, book, found, path_of(into))
    print_result(attachment_list(found), output, book=session_of(context).book)


def _save(context: typer.Context, book: Book, found: list[Attachment], folder: Path) -> None:
    """Write files into a folder, over none that is there. Raises: LostFileError."""
    for each in found:
        path = _free(folder / _fit(each.file.name))
        check_output(path, session_of(context).book)
        content = content_of(book, each)
        with making(said_of(context), path):
            folder.mkdir(parents=True, exist_ok=True)
            write_file(path, content, session_of(context).book)
        note(_SAVED.of(path=visible(str(path))))


def _fit(name: str) -> str:
    """Return a name that is one in every system, and of nothing but a file."""
    plain = _UNFIT.sub("_", name).strip(". ") or "_"
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def _free(path: Path) -> Path:
    """Return a name that nothing has: of one that is taken, with a number behind it."""
    found, number = path, 1
    while found.exists() or found.is_symlink():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
