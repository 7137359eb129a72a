"""What `attach` and `files` of `allocate`, `disburse` and `inspect` do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import ethnictrack.library as lib
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import Output, note, show
from ethnictrack.cli.shell.outputs import check_output, write_file
from ethnictrack.cli.shell.session import keep, making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import options_of, taking, verb_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.input_file import note_read
from ethnictrack.library import path_of
from ethnictrack.reports.attachments import attachment_data, attachment_list
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.library import Attachment, Book
    from ethnictrack.library.verbs import Verb

# Who has files: the column of the table, the number, and what people call it; found by the word on
# the line that names one, as its field reads it.
Owner = tuple[str, int, Message]
Find = Callable[[typer.Context, "Book", Any], Owner]
_ATTACHED = N_("Attached to {owner}: {names}.")
_KNOWN = N_("Nothing new: {owner} has these files already.")
_SAVED = N_("Written: {path}")
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]')  # in names of files, on one system or another
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def add_files(app: typer.Typer, verb: Verb[list[Attachment]], find: Find) -> None:
    """Give a group its verbs `attach` and `files`; the first field of ``verb`` names one."""
    whose = verb.takes[0]
    _add_attach(app, verb, lambda context, book, said: find(context, book, said[whose.name]))
    _add_list(app, Annotated[Any, whose], find)


def _add_attach(app: typer.Typer, verb: Verb[list[Attachment]], find: Find) -> None:
    @verb_of(app)
    @taking(words=Annotated[Words, options_of(verb.takes)])
    def attach(context: typer.Context, words: Words, ending: options.Ending) -> None:
        """Keep copies of files with it: vouchers, decisions, minutes.

        They lie beside the book in a folder of its name and .files, on a server in the book. The
        log has the SHA-256 of each; `book check files` compares.
        """

        def told(book: Book, new: list[Attachment], said: object) -> tuple[Message, object]:
            _, _, owner = find(context, book, said)
            names = tuple(each.file.name for each in new)
            sentence = _ATTACHED.of(owner=owner, names=names) if new else _KNOWN.of(owner=owner)
            return sentence, [attachment_data(each) for each in new]

        for each in words["files"] or ():
            note_read(path_of(each))
        keep(context, verb, words, ending, told)


def _add_list(app: typer.Typer, whose: object, find: Find) -> None:
    @verb_of(app, "files")
    @taking(named=whose)
    def files_(
        context: typer.Context,
        *,
        named: Any,  # noqa: ANN401 - as its field reads it
        save: Annotated[str | None, options.SAVE],
        output: Output,
    ) -> None:
        """List the files that are attached, and where each lies.

        --save writes them into a folder under the names they had; on a server there is no other
        way to them.
        """
        with reading(context) as book:
            owner, number, _ = find(context, book, named)
            found = book.attachments.of(owner, number)
            if save is not None:
                _save(context, book, found, path_of(save))
        show(attachment_list(found), output, book=session_of(context).book)


def _save(context: typer.Context, book: Book, found: list[Attachment], folder: Path) -> None:
    """Write files into a folder, over none that is there. Raises: LostFileError."""
    for each in found:
        path = _free(folder / _fit(each.file.name))
        check_output(path, session_of(context).book)
        content = lib.content_of(book, each)
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
