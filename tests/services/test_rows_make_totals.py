"""Rows under a total make the total: in every table of every report, whatever the book holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.books import signed
from tests.services.test_effects import DRAFTS

from ethnictrack.book.opening import write_book
from ethnictrack.ledger.entry import Draft
from ethnictrack.library.reports import REPORTS
from ethnictrack.reports.table import Table, Unit
from ethnictrack.services.entry import Recorder
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import KINDS, Side
from ethnictrack.values.money import Dong

LATER = date(2022, 2, 1)
_YEAR: Mapping[str, object] = {"year": "2021"}
_ASKED: dict[str, tuple[str, Mapping[str, object]]] = {
    **{
        f"rates by {by}": ("rates", {**_YEAR, "by": by})
        for by in ("program", "place", "district", "capital", "source", "month", "quarter")
    },
    **{
        name: (name, _YEAR)
        for name in (
            "annual",
            "pace",
            "settlement",
            "disclosure",
            "carryover",
            "payees",
            "recommendations",
        )
    },
    "compare by place": ("compare", {"years": ["2020", "2021"], "by": "place"}),
    "month": ("month", {"month": "2021-12"}),
    "month by place": ("month", {"month": "2021-12", "by": "place"}),
    "vouchers": ("vouchers", {"first": "1/1/2021", "last": "31/12/2021"}),
}
_QUICK = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _off(table: Table) -> list[tuple[str, int, int]]:
    """Return the columns of money whose rows are not their total."""
    if table.total is None:
        return []
    found = []
    for at, column in enumerate(table.columns):
        total = table.total.cells[at]
        if column.unit is Unit.DONG and isinstance(total, Dong):
            cells = (row.cells[at] for row in table.rows if not row.level)
            summed = Dong.total(each for each in cells if isinstance(each, Dong))
            if summed != total and table.rows:
                found.append((column.key, summed.value, total.value))
    return found


@pytest.mark.parametrize("name", _ASKED)
@_QUICK
@given(st.lists(DRAFTS, min_size=4, max_size=16))
def test_rows_make_the_total(template: Path, name: str, drafts: list[Draft]) -> None:
    """Column by column, rows of the first level."""
    report, said = _ASKED[name]
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, LATER)
        for draft in drafts:
            facts: dict[str, Any] = {"over_plan": None}
            if draft.kind in KINDS[Side.DISBURSEMENT]:
                facts = {"side": Side.DISBURSEMENT}
            told = {each: getattr(draft, each) for each in Draft.__slots__} | facts
            try:
                recorder.record(Draft(**told))
            except BookError:
                continue
        of = REPORTS[report]
        result, _ = of.of(book, of.ask(said, LATER), "table")

        for block in result.document.blocks:
            if isinstance(block, Table):
                assert _off(block) == []
