"""A statutory form of numbered columns, one below the other: no page holds them side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Row, Table, Unit
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ethnictrack.i18n import Message

Figure = int | Decimal | Dong
_COLUMNS = (
    Column("column", N_("Column"), Unit.CODE),
    Column("content", N_("Content")),
    Column("formula", N_("Formula"), Unit.CODE),
    Column("figure", N_("Figure"), Unit.NUMBER),
)


def numbered_table(columns: Iterable[tuple[int, Message, str, Figure]]) -> Table:
    """Return a form: each column's number, what it counts, formula or nothing, and figure."""
    rows = (
        Row((str(number), content, formula, figure)) for number, content, formula, figure in columns
    )
    return Table(_COLUMNS, tuple(rows))


def numbered_data(figures: Sequence[Figure]) -> dict[str, object]:
    """Return a form as JSON: the figures by the number of their column."""
    return {str(number): figure for number, figure in enumerate(figures, 1)}
