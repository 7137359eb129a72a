"""Refusals about a book as text: files in the way, files that are not as they were written."""

from __future__ import annotations

from ethnictrack.errors.usage import FormatFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import SHOWN, BookError, UnusableBookError, UsageError, Way


class ExportExistsError(BookError):
    path: str
    code = "export-exists"
    text = N_("There is something at {path} already.")
    remedy = N_("With --replace the export takes its place.")
    again = ({"--replace": True},)


class ExportFormatError(FormatFileError):
    """An export whose ending names none of its formats."""

    remedy = N_(
        "End its name in .jsonl, .journal or .beancount; a name without an ending is a folder of "
        "CSV. Or name the format with --format: {known}."
    )

    def ways(self) -> tuple[Way, ...]:
        """Offer the first formats."""
        return tuple({"--format": each} for each in self.known[:SHOWN])


class PublicExportError(UsageError):
    code = "export-public"
    text = N_(
        "A .jsonl export is the whole book, and its seals cover every name in it; --public cannot "
        "leave them out."
    )
    remedy = N_("Export a .journal, or a folder of CSV, for the public.")


class NotAnExportError(UnusableBookError):
    path: str
    code = "not-an-export"
    text = N_("{path} is no export of a book.")
    remedy = N_(
        "Name a .jsonl file; `ethnictrack book export --help` says how one is written, and "
        "`ethnictrack help imports` how entries come in from other files."
    )


class OtherRevisionError(UnusableBookError):
    path: str
    revision: int
    known: int
    program: str
    code = "export-revision"
    text = N_("{path} is a book of revision {revision}; this program reads revision {known}.")
    remedy = N_(
        "Import it with ethnictrack {program}, which wrote it; a book of an earlier revision is "
        "then brought to this one by `ethnictrack book upgrade`."
    )


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
