"""Refusals about the book as a file: missing, not a book, damaged, busy."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BUSY, BookError, UnusableBookError, UsageError


class MissingBookError(UnusableBookError):
    """No file where the book should be."""

    path: str
    code: ClassVar[str] = "book-missing"
    text: ClassVar[Message] = N_("There is no book at {path}.")
    remedy: ClassVar[Message] = N_(
        "Check the path given with --book or ETHNICTRACK_BOOK, or start a new book with "
        "`ethnictrack book init`."
    )


class BookExistsError(BookError):
    """A new book where something is already."""

    path: str
    code: ClassVar[str] = "book-exists"
    text: ClassVar[Message] = N_(
        "There is something at {path} already; a book is never written over."
    )
    remedy: ClassVar[Message] = N_("Choose another path.")


class NotABookError(UnusableBookError):
    """A file that is something else."""

    path: str
    what: Message
    code: ClassVar[str] = "not-a-book"
    text: ClassVar[Message] = N_("{path} is not a book of this program: {what}.")
    remedy: ClassVar[Message] = N_("Name the right file with --book. Nothing was changed.")


class NewerBookError(UnusableBookError):
    """A book of a later version of the program."""

    path: str
    revision: int
    known: int
    code: ClassVar[str] = "newer-book"
    text: ClassVar[Message] = N_(
        "{path} has revision {revision}; this program knows revisions up to {known}."
    )
    remedy: ClassVar[Message] = N_("Use the newer program that wrote it.")


class OlderBookError(UnusableBookError):
    """A book of an earlier revision."""

    path: str
    revision: int
    known: int
    code: ClassVar[str] = "older-book"
    text: ClassVar[Message] = N_("{path} has revision {revision}; this program needs {known}.")
    remedy: ClassVar[Message] = N_(
        "Run `ethnictrack book upgrade`; it makes a copy beside the book first."
    )


class UnreleasedBookError(UnusableBookError):
    """A book of a program that was never released."""

    path: str
    code: ClassVar[str] = "unreleased-book"
    text: ClassVar[Message] = N_(
        "{path} was made by a program from before the first release; this one does not read it."
    )
    remedy: ClassVar[Message] = N_(
        "With the program that made it write its lists as CSV (`ethnictrack allocate list -o "
        "plan.csv`, `ethnictrack disburse list -o payments.csv`), and import them into a new book. "
        "The file is left as it is."
    )


class DamagedBookError(UnusableBookError):
    """A book that is cut off or overwritten."""

    path: str
    what: Message
    code: ClassVar[str] = "book-damaged"
    text: ClassVar[Message] = N_("{path} is damaged: {what}.")
    remedy: ClassVar[Message] = N_(
        "Keep the file as it is, and put the newest copy back with `ethnictrack book restore FILE "
        "--replace`. `ethnictrack book check` says what can still be read."
    )


class UnsafePlaceError(UnusableBookError):
    """A book where locks do not work or the file has two names."""

    path: str
    what: Message
    code: ClassVar[str] = "book-unsafe"
    text: ClassVar[Message] = N_("{path} cannot be used safely: {what}.")
    remedy: ClassVar[Message] = N_("Keep the book on a local disk, under one name.")


class UnwritableBookError(UnusableBookError):
    """A book, a folder or a disk that takes no writing."""

    path: str
    what: Message
    code: ClassVar[str] = "book-unwritable"
    text: ClassVar[Message] = N_("{path} could not be written: {what}. Nothing was kept.")
    remedy: ClassVar[Message] = N_(
        "Check the space on the disk and the rights of the file and its folder."
    )


class ReadOnlyBookError(UnwritableBookError):
    """A book that is only to be read, by a setting or by its rights."""

    code: ClassVar[str] = "book-read-only"
    text: ClassVar[Message] = N_("{path} is only to be read: {what}.")
    remedy: ClassVar[Message] = N_(
        "Commands that read it work. To write, unset ETHNICTRACK_READONLY, or give the file and "
        "its folder the permission back."
    )


class UnsupportedBookError(UsageError):
    """A database URL this version cannot open."""

    given: str
    code: ClassVar[str] = "book-unsupported"
    text: ClassVar[Message] = N_(
        "A book is a SQLite file or a schema on a PostgreSQL server; {given} is neither."
    )
    remedy: ClassVar[Message] = N_(
        "Name a file with --book, or write postgresql+psycopg://user@host/database."
    )


class BookAddressError(UsageError):
    """A database URL that cannot be read; only its beginning is shown."""

    given: str
    what: Message
    code: ClassVar[str] = "book-address"
    text: ClassVar[Message] = N_("The address {given} of the book cannot be read: {what}.")
    remedy: ClassVar[Message] = N_(
        "Write postgresql+psycopg://user@host/database?schema=NAME, and keep the password in "
        "~/.pgpass."
    )


class FileOnlyError(UsageError):
    """A verb for files, and a book on a server."""

    path: str
    code: ClassVar[str] = "book-no-file"
    text: ClassVar[Message] = N_("This works with a book in a file; {path} is on a server.")
    remedy: ClassVar[Message] = N_(
        "Name a file with --book; a server is backed up with its own tools, such as pg_dump."
    )


class MissingDriverError(UnusableBookError):
    """A book on a server, and no driver for it."""

    path: str
    code: ClassVar[str] = "driver-missing"
    text: ClassVar[Message] = N_("{path} is on a server, and the driver for it is not installed.")
    remedy: ClassVar[Message] = N_("Install it, in a checkout: pip install '.[postgres]'")


class UnreachableBookError(UnusableBookError):
    """A server that cannot be reached, or does not let us in."""

    path: str
    what: Message
    code: ClassVar[str] = "server-unreachable"
    text: ClassVar[Message] = N_("{path} cannot be reached: {what}.")
    remedy: ClassVar[Message] = N_("Check address, user and network; the server may be stopped.")


class ForbiddenBookError(UnusableBookError):
    """A right on the server that this user has not."""

    path: str
    code: ClassVar[str] = "book-forbidden"
    text: ClassVar[Message] = N_(
        "This user has no right on the server to do that with {path}. Nothing was kept."
    )
    remedy: ClassVar[Message] = N_(
        "The server's administrator grants it; docs/postgresql.md has the statements."
    )


class ServerLimitError(UnusableBookError):
    """A limit of time that is set on the server, for the user or in the address."""

    path: str
    what: Message
    code: ClassVar[str] = "server-limit"
    text: ClassVar[Message] = N_("The server of {path} ended the work: {what}. Nothing was kept.")
    remedy: ClassVar[Message] = N_(
        "Try again; if that does not help, the server's administrator can raise the limit."
    )


class ServerGoneError(UnusableBookError):
    """The connection broke, or the server is at its end; nothing was kept."""

    path: str
    code: ClassVar[str] = "server-gone"
    text: ClassVar[Message] = N_("The server of {path} broke off. Nothing was kept.")
    remedy: ClassVar[Message] = N_("Try again when the server is back.")


class UnknownOutcomeError(UnusableBookError):
    """The connection broke while the work was being kept, and nobody can say how it ended."""

    path: str
    record: int
    code: ClassVar[str] = "outcome-unknown"
    text: ClassVar[Message] = N_(
        "The server of {path} broke off while it was keeping record {record} of the log; whether "
        "it was kept cannot be said now."
    )
    remedy: ClassVar[Message] = N_(
        "Look with `ethnictrack book log` when the server is back, before anything is repeated."
    )


class BusyError(BookError):
    """Someone else held the book too long; ``holder`` says who, as far as that is known."""

    path: str
    holder: str | None
    exit: ClassVar[int] = BUSY
    code: ClassVar[str] = "busy"
    text: ClassVar[Message] = N_("{path} is being written by another process ({holder}).")
    remedy: ClassVar[Message] = N_("Try again in a moment; nothing was changed.")

    def sentence(self) -> Message:
        """Leave out a holder that is not known."""
        if self.holder is None:
            return N_("{path} is being written by another process.").of(path=self.path)
        return super().sentence()


class ConflictError(BusyError):
    """Two transactions got in each other's way; the same may go well at once."""


class UnknownSettingError(UsageError):
    """A setting that does not exist."""

    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "unknown-setting"
    text: ClassVar[Message] = N_("There is no setting “{given}”.")
    remedy: ClassVar[Message] = N_("The settings are: {known}.")


class UnknownCheckError(UsageError):
    """A check that does not exist."""

    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "unknown-check"
    text: ClassVar[Message] = N_("There is no check “{given}”.")
    remedy: ClassVar[Message] = N_("The checks are: {known}.")
