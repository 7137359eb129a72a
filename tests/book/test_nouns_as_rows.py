"""What a noun and its table are both called goes into the book and comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table

from ethnictrack.audit.seal import Seal
from ethnictrack.book.tables.activity import ACTIVITY, RECORD, REMARK
from ethnictrack.book.tables.batch import BATCH
from ethnictrack.book.tables.collection import COLLECTION, COLLECTION_FIGURE, COLLECTION_UNIT
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry_more import ESTIMATE, OPENING
from ethnictrack.book.tables.inspection import FINDING, INSPECTION, RECOVERY, STAGE
from ethnictrack.book.tables.register import PLACE, PROGRAM
from ethnictrack.book.tables.seal import SEAL
from ethnictrack.book.tables.statement import STATEMENT, STATEMENT_LINE, STATEMENT_MATCH
from ethnictrack.ledger.opening_figure import Opening
from ethnictrack.ledger.plan import Estimate
from ethnictrack.nouns.activity import Activity, Record, Remark
from ethnictrack.nouns.batch import Batch
from ethnictrack.nouns.collection import CollectedFigure, Collection, UnitEvent
from ethnictrack.nouns.inspection import Finding, Inspection, Recovery, StageEvent
from ethnictrack.nouns.place import Place
from ethnictrack.nouns.program import Program
from ethnictrack.nouns.statement import Decision, KeptLine, Statement
from ethnictrack.values.kinds import Capital
from ethnictrack.values.money import Dong

_REGISTER = {"aliases", "parent"}  # a programme and a place alone have a parent
# Each noun with its table, and its fields that are no column of that name: a store says them.
NOUNS: tuple[tuple[Any, Table, set[str]], ...] = (
    (Program, PROGRAM, {"aliases"}),
    (Place, PLACE, {"aliases"}),
    (Inspection, INSPECTION, {"name", *_REGISTER}),
    (StageEvent, STAGE, set()),
    (Finding, FINDING, set()),
    (Recovery, RECOVERY, {"reversed_by"}),
    (Activity, ACTIVITY, _REGISTER),
    (Record, RECORD, {"value", "reversed_by"}),
    (Remark, REMARK, set()),
    (Batch, BATCH, set()),
    (Collection, COLLECTION, set()),
    (UnitEvent, COLLECTION_UNIT, set()),
    (CollectedFigure, COLLECTION_FIGURE, set()),
    (Statement, STATEMENT, set()),
    (KeptLine, STATEMENT_LINE, set()),
    (Decision, STATEMENT_MATCH, set()),
    (Estimate, ESTIMATE, {"line"}),
    (Opening, OPENING, {"line"}),
    (Seal, SEAL, {"actor", "recorded_at"}),
)


@pytest.mark.parametrize(("noun", "table", "said"), NOUNS, ids=[str(of[1]) for of in NOUNS])
def test_no_field_of_a_noun_is_lost(noun: Any, table: Table, said: set[str]) -> None:  # noqa: ANN401
    """A new field has a column, or somebody has to say where it goes."""
    fields = getattr(noun, "__dataclass_fields__", None) or noun._fields

    assert {*fields} - {*table.c.keys()} == said


def test_what_is_kept_comes_back() -> None:
    """Amounts, days and words of closed lists, and what is not said."""
    line = KeptLine(line=3, amount=Dong(-5), date=date(2021, 3, 1), capital=Capital.INVESTMENT)
    row = row_of(line, STATEMENT_LINE, statement=1)

    assert row["amount"] == -5
    assert (row["date"], row["capital"], row["text"]) == ("2021-03-01", "investment", None)
    assert noun_of(KeptLine, row) == line
