"""Refusals about what lies beside a book, and how its file was left by other programs."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UnusableBookError


class StrayCompanionError(UnusableBookError):
    """A journal or a log of another book where a book is or is to be."""

    path: str
    companion: str
    code: ClassVar[str] = "book-companion"
    text: ClassVar[Message] = N_(
        "Beside {path} lies {companion}, which would be mixed into the book although it belongs "
        "to another."
    )
    remedy: ClassVar[Message] = N_(
        "If the book that was here was moved, move this after it, under its new name; it may hold "
        "what a command that was cut off had changed. Otherwise move it to another folder. "
        "Nothing was changed."
    )


class UnfitCompanionError(StrayCompanionError):
    """A folder, a link or a device where the database would look for a book's journal or log."""

    text: ClassVar[Message] = N_(
        "Beside {path} lies {companion}, where the database keeps a file of its own while it "
        "works, and it is no ordinary file."
    )
    remedy: ClassVar[Message] = N_(
        "Look at what it is, and move it to another folder. Nothing was changed."
    )


class WriteAheadError(UnusableBookError):
    """A book that another program put into write-ahead mode."""

    path: str
    code: ClassVar[str] = "book-wal"
    text: ClassVar[Message] = N_(
        "{path} was put into write-ahead mode (WAL) by another program; a copy of it or a "
        "restoration over it would lack its newest entries."
    )
    remedy: ClassVar[Message] = N_(
        "`ethnictrack --book {path} book upgrade` puts it back, after a copy beside it."
    )


class StrangeLockError(UnusableBookError):
    """A link, a folder or somebody's file where the lock file belongs."""

    path: str
    lock: str
    code: ClassVar[str] = "lock-strange"
    text: ClassVar[Message] = N_(
        "{lock}, where {path} has its lock file, is no lock file of this program."
    )
    remedy: ClassVar[Message] = N_(
        "Look at what it is, and move it to another folder. Nothing of it was changed."
    )


class ForeignSchemaError(UnusableBookError):
    """A book with a trigger or a view that the program did not make."""

    path: str
    name: str
    code: ClassVar[str] = "book-altered"
    text: ClassVar[Message] = N_(
        "{path} holds something that this program did not make and that may act on what is "
        "written: {name}."
    )
    remedy: ClassVar[Message] = N_(
        "`ethnictrack --book {path} book check guards` names all of it. Put the newest sound copy "
        "back with `ethnictrack --book {path} book restore FILE --replace`. Nothing was changed."
    )
