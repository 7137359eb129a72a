"""The list of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.batch import BATCH_NOUN_NAMES
from ethnictrack.reports.table import Column, Document, Result, Table, Term, Unit, keyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.nouns.batch import KeptBatch

_COLUMNS = (
    Column("id", N_("Import"), Unit.CODE),
    Column("noun", N_("Rows are")),
    Column("file", N_("File")),
    Column("rows", N_("Rows"), Unit.NUMBER),
    Column("amount", N_("Amount"), Unit.DONG),
    Column("undoes", N_("Takes back"), Unit.CODE),
    Column("undone_by", N_("Taken back by"), Unit.CODE),
    Column("reason", N_("Reason")),
    Column("actor", N_("By")),
    Column("recorded_at", N_("Recorded at"), Unit.MOMENT),
    Column("digest", N_("SHA-256 of the file"), Unit.CODE, shown=False),
)


def batch_list(batches: Sequence[KeptBatch]) -> Result:
    """List imports, oldest first."""
    data = [batch_data(each) for each in batches]
    nouns = [each.batch.noun for each in batches]
    rows = tuple(
        keyed(_COLUMNS, {**facts, "noun": Term(noun, BATCH_NOUN_NAMES[noun])})
        for facts, noun in zip(data, nouns, strict=True)
    )
    table = Table(_COLUMNS, rows, empty=N_("Nothing was imported."))
    return Result(Document(N_("Imports"), (table,)), data)


def batch_data(kept: KeptBatch) -> dict[str, object]:
    """Return an import as JSON has it."""
    batch = kept.batch
    return {
        "id": batch.id,
        "noun": batch.noun,
        "file": batch.file,
        "rows": batch.rows,
        "amount": kept.amount,
        "undoes": batch.undoes,
        "undone_by": kept.undone_by,
        "reason": batch.reason,
        "actor": kept.actor,
        "recorded_at": kept.recorded_at,
        "digest": batch.digest,
    }
