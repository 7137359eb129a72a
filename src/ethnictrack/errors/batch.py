"""Refusals about imports and their taking back."""

from __future__ import annotations

from collections.abc import Sequence

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, SHOWN, BookError, UsageError, Way


class AlreadyImportedError(BookError):
    file: str
    batch: int
    code = "already-imported"
    text = N_("{file} is already in the book: it was import {batch}.")
    remedy = N_(
        "Nothing is missing. If it was a mistake, take it back with `ethnictrack book undo "
        "{batch}`, which asks why; with --duplicates skip only rows that are new are taken."
    )
    again = ({"--duplicates": "skip"},)


class RowsRefusedError(BookError):
    file: str
    rejected: int
    rows: int
    code = "rows-refused"
    text = N_(
        "Nothing of {file} was kept: {rejected} of its {rows} rows have problems, or its totals do."
    )
    remedy = N_("Mend what is listed under `errors` and import the file again.")

    def __init__(self, problems: Sequence[BookError], **facts: object) -> None:
        super().__init__(**facts)
        self.problems = problems  # what the rows were refused for

    def ways(self) -> tuple[Way, ...]:
        """Return what mends every row at once; none where they want different things."""
        first, *others = [each.ways() for each in self.problems] or [()]
        return tuple(
            way for way in first if "--help" not in way and all(way in each for each in others)
        )

    def advice(self) -> Message:
        """Say that the whole file may be told what mends it, where it is so."""
        return _FOR_ALL if self.ways() else super().advice()


_FOR_ALL = N_("Mend the rows, or say what holds for all of them.")


class DuplicateRowError(BookError):
    batch: int
    code = "duplicate-row"
    text = N_("Import {batch} brought the same row.")
    remedy = N_("Leave the row out, or let --duplicates skip leave out all that are in the book.")
    again = ({"--duplicates": "skip"},)


class KnownEntryError(DuplicateRowError):
    entry: int
    text = N_("Entry {entry} says the same, under the same key.")


class RepeatedLineError(BookError):
    given: str
    code = "duplicate-row"
    text = N_("{given} is in the book and says the same.")
    remedy = N_("Leave the row out, or let --duplicates skip leave out all that are in the book.")
    again = ({"--duplicates": "skip"},)


class UnknownBatchError(BookError):
    batch: int
    code = "unknown-batch"
    text = N_("There is no import {batch}.")
    remedy = N_("`ethnictrack book batches` lists the imports.")


class BatchUndoneError(BookError):
    batch: int
    by: int
    code = "batch-undone"
    text = N_("Import {batch} is already taken back, by {by}.")
    remedy = N_("Its file can be imported again. `ethnictrack book batches` lists the imports.")


class UndoOfUndoError(BookError):
    batch: int
    code = "undo-of-undo"
    text = N_("{batch} took an import back; that is not taken back itself.")
    remedy = N_("Import the file again instead. `ethnictrack book batches` lists the imports.")


class NothingToUndoError(BookError):
    batch: int
    code = "nothing-to-undo"
    text = N_(
        "Nothing of import {batch} can be taken back: it brought lines of a register, or each of "
        "its entries is reversed already."
    )
    remedy = N_(
        "A register keeps its lines; `ethnictrack program edit` changes what is said of one."
    )


class UnknownProfileError(UsageError):
    given: str
    known: tuple[str, ...]
    fitting: tuple[str, ...]  # those of them that are for this import
    code = "unknown-profile"
    text = N_("There is no profile “{given}”.")
    remedy = N_("Profiles: {known}. --save-profile NAME saves one.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the first that fit, or the page that says how one is saved."""
        return tuple({"--profile": each} for each in self.fitting[:SHOWN]) or (HELP,)


class OtherProfileError(UsageError):
    given: str
    noun: Message
    code = "other-profile"
    text = N_("Profile “{given}” is for {noun}.")
    remedy = N_("Name another profile, or save one with --save-profile NAME.")
    again = (HELP,)
