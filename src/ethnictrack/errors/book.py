"""Refusals about the book: missing, not a book, damaged, busy; its exports and seals."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BUSY, BookError, UnusableBookError


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


class UnwritableBookError(UnusableBookError):
    path: str
    what: Message
    code = "book-unwritable"
    text = N_("{path} could not be written: {what}. Nothing was kept.")
    remedy = N_("Check the space on the disk and the rights of the file and its folder.")


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


class ConflictError(BusyError):
    """Two transactions got in each other's way; the same may go well at once."""


class DamagedExportError(UnusableBookError):
    path: str
    what: Message
    code = "export-damaged"
    text = N_("{path} is not as it was written: {what}.")
    remedy = N_("No book was made. Export the book once more, or use another copy of the file.")


class UnfitRowsError(UnusableBookError):
    table: str
    code = "rows-unfit"
    text = N_("Rows of the table {table} do not fit into a book.")
    remedy = N_("No book was made. Look at the one they come from with `ethnictrack book check`.")


class UnknownSealError(BookError):
    seal: str
    code = "seal-unknown"
    text = N_("This book has made no seal {seal}.")
    remedy = N_(
        "`ethnictrack report seals` lists those it has made. Is it the book of the report (--book)?"
    )
