"""Taking an import back as a whole: every entry it brought is reversed, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.ledger.entry import reversal
from ethnictrack.nouns.batch import Batch, KeptBatch
from ethnictrack.services.activity import reverse_record
from ethnictrack.services.importing.entries import BulkRecorder
from ethnictrack.services.inspection import reverse_recovery
from ethnictrack.services.opening_figure import reverse_opening
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


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


def undo_batch(book: Book, number: int, *, reason: str, today: date) -> Batch:
    """Take an import back, newest entry first; its rows may then be imported again.

    What it added to registers stays: a register keeps its lines.
    Raises: UnknownBatchError, BatchUndoneError, UndoOfUndoError, NothingToUndoError, and the
    refusals of a reversal, such as plan that payments rest on.
    """
    kept = _undoable(book, number)
    undoing = book.batches.next()
    rows = _undo_entries(book, number, undoing, reason=reason, today=today)
    rows += _undo_results(book, number, reason=reason)
    rows += _undo_openings(book, number, undoing, reason=reason)
    if not rows:
        raise NothingToUndoError(batch=number)
    undo = replace(kept.batch, rows=rows, undoes=number, reason=reason)
    return replace(undo, id=book.batches.add(undo))


def _undoable(book: Book, number: int) -> KeptBatch:
    kept = book.batches.get(number)
    if kept is None:
        raise UnknownBatchError(batch=number)
    if kept.undone_by is not None:
        raise BatchUndoneError(batch=number, by=kept.undone_by)
    if kept.batch.undoes is not None:
        raise UndoOfUndoError(batch=number)
    return kept


def _undo_entries(book: Book, number: int, undoing: int, *, reason: str, today: date) -> int:
    recorder = BulkRecorder(book, today)
    standing = book.ledger.brought_by(number)
    for each in standing:
        posted = book.ledger.get(each)
        if posted is not None:
            recorder.post(replace(reversal(posted, reason=reason, on=None), batch=undoing))
    recorder.flush()
    return len(standing)


def _undo_openings(book: Book, number: int, undoing: int, *, reason: str) -> int:
    standing = book.openings.brought_by(number)
    for each in standing:
        reverse_opening(book, each, reason=reason, batch=undoing)
    return len(standing)


def _undo_results(book: Book, number: int, *, reason: str) -> int:
    """Take back recoveries and counted numbers, which know their import by its log record."""
    log = book.batches.log_of(number)
    recoveries = book.inspections.recovered_by(log)
    for recovery in recoveries:
        reverse_recovery(book, recovery, reason=reason, on=None)
    records = book.activities.recorded_by(log)
    for record in records:
        reverse_record(book, record, reason=reason)
    return len(recoveries) + len(records)
