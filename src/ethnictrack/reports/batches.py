"""The list of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Document, Result, Table, Term, Unit, data_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.nouns.batch import KeptBatch

_COLUMNS: tuple[Column[KeptBatch], ...] = (
    Column("id", N_("Import"), Unit.CODE, lambda of: of.batch.id),
    Column(
        "noun",
        N_("Rows are"),
        of=lambda of: Term(of.batch.noun, of.batch.noun.label),
        fact=lambda of: of.batch.noun,
    ),
    Column("file", N_("File"), of=lambda of: of.batch.file),
    Column("rows", N_("Rows"), Unit.NUMBER, lambda of: of.batch.rows),
    Column("amount", N_("Amount"), Unit.DONG, lambda of: of.amount),
    Column("undoes", N_("Takes back"), Unit.CODE, lambda of: of.batch.undoes),
    Column("undone_by", N_("Taken back by"), Unit.CODE, lambda of: of.undone_by),
    Column("reason", N_("Reason"), of=lambda of: of.batch.reason),
    Column("actor", N_("By"), of=lambda of: of.actor),
    Column("recorded_at", N_("Recorded at"), Unit.MOMENT, lambda of: of.recorded_at),
    Column("digest", N_("SHA-256 of the file"), Unit.CODE, lambda of: of.batch.digest, shown=False),
)


def batch_list(batches: Sequence[KeptBatch]) -> Result:
    """List imports, oldest first."""
    table = Table.of(_COLUMNS, batches, empty=N_("Nothing was imported."))
    return Result(Document(N_("Imports"), (table,)), [data_of(_COLUMNS, each) for each in batches])
