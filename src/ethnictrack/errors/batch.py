"""Refusals about imports and their taking back."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError


class AlreadyImportedError(BookError):
    """A file that was imported before, byte for byte."""

    file: str
    batch: int
    code: ClassVar[str] = "already-imported"
    text: ClassVar[Message] = N_("{file} is already in the book: it was import {batch}.")
    remedy: ClassVar[Message] = N_(
        "Nothing is missing. If it was a mistake, take it back with `ethnictrack book undo "
        "{batch} --reason …`; with --duplicates skip only rows that are new are taken."
    )


class RowsRefusedError(BookError):
    """A file of which nothing was kept; each problem is told by itself."""

    file: str
    rejected: int
    rows: int
    code: ClassVar[str] = "rows-refused"
    text: ClassVar[Message] = N_(
        "Nothing of {file} was kept: {rejected} of its {rows} rows have problems, or its totals do."
    )
    remedy: ClassVar[Message] = N_("Mend what is listed under `errors` and import the file again.")


class DuplicateRowError(BookError):
    """A row that an earlier import brought."""

    batch: int
    code: ClassVar[str] = "duplicate-row"
    text: ClassVar[Message] = N_("Import {batch} brought the same row.")
    remedy: ClassVar[Message] = N_(
        "Leave the row out, or let --duplicates skip leave out all that are in the book."
    )


class KnownEntryError(DuplicateRowError):
    """A row whose key is that of an entry of the same content, typed by hand."""

    entry: int
    text: ClassVar[Message] = N_("Entry {entry} says the same, under the same key.")


class RepeatedLineError(BookError):
    """A line of a register that says what the book already has."""

    given: str
    code: ClassVar[str] = "duplicate-row"
    text: ClassVar[Message] = N_("{given} is in the book and says the same.")
    remedy: ClassVar[Message] = N_(
        "Leave the row out, or let --duplicates skip leave out all that are in the book."
    )


class UnknownBatchError(BookError):
    """No import has this number."""

    batch: int
    code: ClassVar[str] = "unknown-batch"
    text: ClassVar[Message] = N_("There is no import {batch}.")
    remedy: ClassVar[Message] = N_("`ethnictrack book batches` lists the imports.")


class BatchUndoneError(BookError):
    """An import that was taken back before."""

    batch: int
    by: int
    code: ClassVar[str] = "batch-undone"
    text: ClassVar[Message] = N_("Import {batch} is already taken back, by {by}.")
    remedy: ClassVar[Message] = N_("Its file can be imported again.")


class UndoOfUndoError(BookError):
    """The taking back of an import, which is not taken back itself."""

    batch: int
    code: ClassVar[str] = "undo-of-undo"
    text: ClassVar[Message] = N_("{batch} took an import back; that is not taken back itself.")
    remedy: ClassVar[Message] = N_("Import the file again instead.")


class NothingToUndoError(BookError):
    """An import of which nothing can be taken back."""

    batch: int
    code: ClassVar[str] = "nothing-to-undo"
    text: ClassVar[Message] = N_(
        "Nothing of import {batch} can be taken back: it brought lines of a register, or each of "
        "its entries is reversed already."
    )
    remedy: ClassVar[Message] = N_(
        "A register keeps its lines; `ethnictrack program edit` changes what is said of one."
    )


class UnknownProfileError(UsageError):
    """No profile has this name."""

    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "unknown-profile"
    text: ClassVar[Message] = N_("There is no profile “{given}”.")
    remedy: ClassVar[Message] = N_("Profiles: {known}. --save-profile NAME saves one.")


class OtherProfileError(UsageError):
    """A profile saved for another kind of rows."""

    given: str
    noun: Message
    code: ClassVar[str] = "other-profile"
    text: ClassVar[Message] = N_("Profile “{given}” is for {noun}.")
    remedy: ClassVar[Message] = N_("Name another profile, or save one with --save-profile NAME.")
