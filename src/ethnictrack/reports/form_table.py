"""Statutory forms of numbered columns: a unit a row as on paper, or a column a row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Head, Table, Unit
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ethnictrack.i18n import Message

Figure = int | Decimal | Dong
_COLUMNS: tuple[Column[tuple[int, Message, str, Figure]], ...] = (
    Column("column", N_("Column"), Unit.CODE, lambda of: of[0]),
    Column("content", N_("Content"), of=lambda of: of[1]),
    Column("formula", N_("Formula"), Unit.CODE, lambda of: of[2]),
    Column("figure", N_("Figure"), Unit.NUMBER, lambda of: of[3]),
)


class FormHead(NamedTuple):
    """A column of a form: what it counts, what it is called there and under which headings.

    ``mark`` is its number with its formula, ``part`` the part of the page it stands in.
    """

    content: Message
    text: Message
    above: tuple[Message, ...]
    mark: str
    part: int


def unit_table(heads: Iterable[FormHead], unit: Message | str, figures: Sequence[Figure]) -> Table:
    """Return a form as it is printed: the unit is a row."""
    columns: list[Column[Mapping[str, object]]] = [
        Column(
            f"c{number}",
            head.content,
            Unit.DONG if isinstance(figure, Dong) else Unit.NUMBER,
            head=Head(head.text, head.above, head.mark, head.part),
        )
        for number, (head, figure) in enumerate(zip(heads, figures, strict=True), 1)
    ]
    named = Column("unit", N_("Unit of the office"), head=Head(N_("Unit of the office")))
    row = {each.key: figure for each, figure in zip(columns, figures, strict=True)}
    return Table.of((named, *columns), [{"unit": unit, **row}])


def numbered_table(columns: Iterable[tuple[int, Message, str, Figure]]) -> Table:
    """Return a form: each column's number, what it counts, formula or nothing, and figure."""
    return Table.of(_COLUMNS, columns)


def numbered_data(figures: Sequence[Figure]) -> dict[str, object]:
    """Return a form as JSON: the figures by the number of their column."""
    return {str(number): figure for number, figure in enumerate(figures, 1)}
