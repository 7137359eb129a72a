"""Refusals about the book as a file: missing, not a book, damaged, busy."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BUSY, BookError, UnusableBookError, UsageError


class MissingBookError(UnusableBookError):
    path: str
    code = "book-missing"
    text = N_("There is no book at {path}.")
    remedy = N_(
        "Check the path given with --book or ETHNICTRACK_BOOK, or start a new book with "
        "`ethnictrack --book {path} book init`."
    )


class BookExistsError(BookError):
    path: str
    code = "book-exists"
    text = N_("There is something at {path} already; a book is never written over.")
    remedy = N_("Choose another path.")


class NotABookError(UnusableBookError):
    path: str
    what: Message
    code = "not-a-book"
    text = N_("{path} is not a book of this program: {what}.")
    remedy = N_("Name the right file with --book. Nothing was changed.")


class NewerBookError(UnusableBookError):
    path: str
    revision: int
    known: int
    code = "newer-book"
    text = N_("{path} has revision {revision}; this program knows revisions up to {known}.")
    remedy = N_("Use the newer program that wrote it.")


class OlderBookError(UnusableBookError):
    path: str
    revision: int
    known: int
    code = "older-book"
    text = N_("{path} has revision {revision}; this program needs {known}.")
    remedy = N_(
        "Run `ethnictrack --book {path} book upgrade`; it makes a copy beside the book first."
    )


class UnreleasedBookError(UnusableBookError):
    path: str
    code = "unreleased-book"
    text = N_(
        "{path} was made by a program from before the first release; this one does not read it."
    )
    remedy = N_(
        "With the program that made it write its lists as CSV (`ethnictrack allocate list -o "
        "plan.csv`, `ethnictrack disburse list -o payments.csv`), and import them into a new book. "
        "The file is left as it is."
    )


class DamagedBookError(UnusableBookError):
    path: str
    what: Message
    code = "book-damaged"
    text = N_("{path} is damaged: {what}.")
    remedy = N_(
        "Keep the file as it is. `ethnictrack --book {path} book check` says what can still be "
        "read, and `ethnictrack book restore --help` how the newest copy is put back."
    )


class UnsafePlaceError(UnusableBookError):
    path: str
    what: Message
    code = "book-unsafe"
    text = N_("{path} cannot be used safely: {what}.")
    remedy = N_("Keep the book on a local disk, under one name.")


class UnwritableBookError(UnusableBookError):
    path: str
    what: Message
    code = "book-unwritable"
    text = N_("{path} could not be written: {what}. Nothing was kept.")
    remedy = N_("Check the space on the disk and the rights of the file and its folder.")


class ReadOnlyBookError(UnwritableBookError):
    code = "book-read-only"
    text = N_("{path} is only to be read: {what}.")
    remedy = N_(
        "Commands that read it work. To write, unset ETHNICTRACK_READONLY, or give the file and "
        "its folder the permission back."
    )


class UnsupportedBookError(UsageError):
    given: str
    code = "book-unsupported"
    text = N_("A book is a SQLite file or a schema on a PostgreSQL server; {given} is neither.")
    remedy = N_("Name a file with --book, or write postgresql+psycopg://user@host/database.")


class BookAddressError(UsageError):
    given: str
    what: Message
    code = "book-address"
    text = N_("The address {given} of the book cannot be read: {what}.")
    remedy = N_(
        "Write postgresql+psycopg://user@host/database?schema=NAME, and keep the password in "
        "~/.pgpass."
    )


class FileOnlyError(UsageError):
    path: str
    code = "book-no-file"
    text = N_("This works with a book in a file; {path} is on a server.")
    remedy = N_(
        "Name a file with --book; a server is backed up with its own tools, such as pg_dump."
    )


class MissingDriverError(UnusableBookError):
    path: str
    code = "driver-missing"
    text = N_("{path} is on a server, and the driver for it is not installed.")
    remedy = N_("Install it, in a checkout: pip install '.[postgres]'")


class UnreachableBookError(UnusableBookError):
    path: str
    what: Message
    code = "server-unreachable"
    text = N_("{path} cannot be reached: {what}.")
    remedy = N_("Check address, user and network; the server may be stopped.")


class ForbiddenBookError(UnusableBookError):
    path: str
    code = "book-forbidden"
    text = N_("This user has no right on the server to do that with {path}. Nothing was kept.")
    remedy = N_("The server's administrator grants it; docs/postgresql.md has the statements.")


class ServerLimitError(UnusableBookError):
    path: str
    what: Message
    code = "server-limit"
    text = N_("The server of {path} ended the work: {what}. Nothing was kept.")
    remedy = N_("Try again; if that does not help, the server's administrator can raise the limit.")


class ServerGoneError(UnusableBookError):
    path: str
    code = "server-gone"
    text = N_("The server of {path} broke off. Nothing was kept.")
    remedy = N_("Try again when the server is back.")


class UnknownOutcomeError(UnusableBookError):
    path: str
    record: int
    code = "outcome-unknown"
    text = N_(
        "The server of {path} broke off while it was keeping record {record} of the log; whether "
        "it was kept cannot be said now."
    )
    remedy = N_(
        "Look with `ethnictrack book log` when the server is back, before anything is repeated."
    )


class BusyError(BookError):
    path: str
    holder: str | None
    exit = BUSY
    code = "busy"
    text = N_("{path} is being written by another process ({holder}).")
    remedy = N_("Try again in a moment; nothing was changed.")

    def sentence(self) -> Message:
        """Leave out a holder that is not known."""
        if self.holder is None:
            return N_("{path} is being written by another process.").of(path=self.path)
        return super().sentence()


class BookOpenError(BusyError):
    text = N_("{path} is open in another program or command, and cannot be replaced meanwhile.")
    remedy = N_("Close it there and try again; nothing was changed.")

    def sentence(self) -> Message:
        """Say no more of who has it open: Windows does not tell."""
        return self.text.of(path=self.path)


class ConflictError(BusyError):
    """Two transactions got in each other's way; the same may go well at once."""


class UnknownSettingError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "unknown-setting"
    text = N_("There is no setting “{given}”.")
    remedy = N_("The settings are: {known}; `ethnictrack book settings` shows what they say.")


class UnknownCheckError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "unknown-check"
    text = N_("There is no check “{given}”.")
    remedy = N_("The checks are: {known}; `ethnictrack book check` looks at the whole book.")
