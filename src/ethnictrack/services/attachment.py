"""Attaching files to entries and inspections: read first, kept with the book or not at all."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.errors.files import (
    ChangedFileError,
    EmptyFileError,
    LargeFileError,
    NoFileError,
    NotAFileError,
)
from ethnictrack.i18n import N_
from ethnictrack.nouns.attachment import Attached, Attachment
from ethnictrack.nouns.settings import MOST_MB, value_of
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import shown, visible

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_MB = 10**6
_LONGEST_NAME = 200  # characters; of a longer name the end stays, which says what it is
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
ReadFile = tuple[Attached, bytes]


class NotAttachableError(NotAFileError):
    text = N_("{name} is a folder, a device or a pipe; what is attached is an ordinary file.")
    remedy = N_("Name a file.")


class LargeAttachmentError(LargeFileError):
    text = N_("{name} has more than {limit} MB, too many for a file that is attached.")
    remedy = N_(
        "Make it smaller, such as by a lower resolution of the scan. `ethnictrack book settings "
        "attachment-mb` shows how large a file may be."
    )


class EmptyAttachmentError(EmptyFileError):
    text = N_("{name} is empty.")


class LostFileError(BookError):
    name: str
    sha256: str
    code = "file-lost"
    text = N_("The file {name} is not beside the book as it was attached.")
    remedy = N_(
        "`ethnictrack book check files` names all that are missing or changed. Attaching the same "
        "file again puts it back, and so does a copy of the book that has it: `ethnictrack book "
        "restore --help`."
    )


def read_file(path: Path) -> ReadFile:
    """Read a file that is to be attached, links to one included.

    Raises: NoFileError, NotAttachableError, EmptyAttachmentError, LargeAttachmentError,
    ChangedFileError.
    """
    name = shown(str(path))
    try:
        with open(path, "rb", opener=lambda each, _: os.open(each, _FLAGS)) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise NotAttachableError(name)
            if before.st_size > MOST_MB * _MB:
                raise LargeAttachmentError(name, MOST_MB)
            content = file.read(MOST_MB * _MB + 1)
            after = os.fstat(file.fileno())
    except IsADirectoryError:
        raise NotAttachableError(name) from None
    except (OSError, ValueError):
        if path.is_dir():  # which some systems open no more than they read it
            raise NotAttachableError(name) from None
        raise NoFileError(name) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ChangedFileError(name)
    if not content:
        raise EmptyAttachmentError(name)
    return Attached(sha256(content).hexdigest(), _named(path), len(content)), content


def _named(path: Path) -> str:
    """Return the name people see; what could steer a terminal stands in it as signs."""
    return visible(unicodedata.normalize("NFC", path.name))[-_LONGEST_NAME:]


def attach(
    book: Book, owner: str, number: int, files: Iterable[ReadFile], *, keep: bool
) -> list[Attachment]:
    """Attach files to an ``entry`` or an ``inspection``; return those that are new to it.

    What it has already is not kept twice. ``keep`` puts the bytes beside the book. Raises:
    LargeAttachmentError, UnkeptFileError, StrangeFolderError.
    """
    most = int(value_of(book.settings.all(), "attachment-mb"))
    known = {each.file.sha256 for each in book.attachments.of(owner, number)}
    new: dict[str, ReadFile] = {}
    every = list(files)
    for file, content in every:
        if file.size > most * _MB:
            raise LargeAttachmentError(file.name, most)
        if file.sha256 not in known:
            new.setdefault(file.sha256, (file, content))
    book.attachments.add(owner, number, [*new.values()])
    if keep:
        book.attachments.put(every)  # one that was lost is back, too
    return [each for each in book.attachments.of(owner, number) if each.file.sha256 in new]


def content_of(book: Book, attachment: Attachment) -> bytes:
    """Return the bytes of an attachment. Raises: LostFileError."""
    content = book.attachments.content(attachment.id)
    if content is None:
        raise LostFileError(name=attachment.file.name, sha256=attachment.file.sha256)
    return content
