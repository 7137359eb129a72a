"""Refusals about a book as text: files in the way, files that are not as they were written."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.errors.usage import FormatFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UnusableBookError, UsageError


class ExportExistsError(BookError):
    """An export where something is already."""

    path: str
    code: ClassVar[str] = "export-exists"
    text: ClassVar[Message] = N_("There is something at {path} already.")
    remedy: ClassVar[Message] = N_("With --replace the export takes its place.")


class ExportFormatError(FormatFileError):
    """An export whose ending names none of its formats."""

    remedy: ClassVar[Message] = N_(
        "End its name in .jsonl or .journal; a name without an ending is a folder of CSV. Or name "
        "the format with --format: {known}."
    )


class PublicExportError(UsageError):
    """Names left out of what is to come back as the same book."""

    code: ClassVar[str] = "export-public"
    text: ClassVar[Message] = N_(
        "A .jsonl export is the whole book, and its seals cover every name in it; --public cannot "
        "leave them out."
    )
    remedy: ClassVar[Message] = N_("Export a .journal, or a folder of CSV, for the public.")


class NotAnExportError(UnusableBookError):
    """A file that was not written by `book export`."""

    path: str
    code: ClassVar[str] = "not-an-export"
    text: ClassVar[Message] = N_("{path} is no export of a book.")
    remedy: ClassVar[Message] = N_(
        "Name a .jsonl file of `ethnictrack book export`. Entries from other files come in with "
        "`ethnictrack disburse import` and `ethnictrack allocate import`."
    )


class OtherRevisionError(UnusableBookError):
    """An export of a revision that this program does not write."""

    path: str
    revision: int
    known: int
    program: str
    code: ClassVar[str] = "export-revision"
    text: ClassVar[Message] = N_(
        "{path} is a book of revision {revision}; this program reads revision {known}."
    )
    remedy: ClassVar[Message] = N_(
        "Import it with ethnictrack {program}, which wrote it; a book of an earlier revision is "
        "then brought to this one by `ethnictrack book upgrade`."
    )


class DamagedExportError(UnusableBookError):
    """An export that is cut off, or was changed after it was written."""

    path: str
    what: Message
    code: ClassVar[str] = "export-damaged"
    text: ClassVar[Message] = N_("{path} is not as it was written: {what}.")
    remedy: ClassVar[Message] = N_(
        "No book was made. Export the book once more, or use another copy of the file."
    )


class UnfitRowsError(UnusableBookError):
    """Rows that a book does not take: somebody else wrote them, or changed them."""

    table: str
    code: ClassVar[str] = "rows-unfit"
    text: ClassVar[Message] = N_("Rows of the table {table} do not fit into a book.")
    remedy: ClassVar[Message] = N_(
        "No book was made. Look at the one they come from with `ethnictrack book check`."
    )
