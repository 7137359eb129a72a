"""The headings of a table where it is printed: cells that span columns and rows, as forms have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ethnictrack.render.layout import WordedTable, cut, shown, worded
from ethnictrack.render.words import View, say
from ethnictrack.reports.table import Unit

if TYPE_CHECKING:
    from ethnictrack.reports.table import Column, Table

_PAGE = 138  # characters of small letters across a page on its side, or a wide screen
_FOLDS = 6  # lines a heading is broken on, so that it leaves the page to the rows
_GAP, _NAME, _BAR = 2, 20, 8  # characters between columns, of a text that folds, of a rate's bar


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """One heading: where it begins, and over how many rows and columns it stands."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    number: bool = False  # the number of a column, which is no word


def heads(columns: tuple[Column, ...]) -> list[PlacedHead]:
    """Return the headings of a table row by row; those of a form end with the numbers."""
    stacks = [_stack(column) for column in columns]
    depth = max(map(len, stacks))
    found = [
        PlacedHead(len(stack) - 1, at, stack[-1], rows=depth - len(stack) + 1)
        for at, stack in enumerate(stacks)
    ]
    for row in range(depth - 1):
        found += _spans(stacks, row)
    found += [PlacedHead(depth, at, mark, number=True) for at, mark in enumerate(marks(columns))]
    return sorted(found, key=lambda head: (head.row, head.column))


def _stack(column: Column) -> tuple[str, ...]:
    if column.head is None:
        return (say(column.heading),)
    return (*map(say, column.head.above), say(column.head.text))


def _spans(stacks: list[tuple[str, ...]], row: int) -> Iterator[PlacedHead]:
    """Yield the headings of a row that stand above others, each once for all it stands above."""

    def above(at: int) -> tuple[str, ...]:
        return stacks[at][: row + 1] if len(stacks[at]) > row + 1 else ()

    for said, run in groupby(range(len(stacks)), above):
        if said:
            places = list(run)
            yield PlacedHead(row, places[0], said[-1], columns=len(places))


def marks(columns: tuple[Column, ...]) -> list[str]:
    """Return the numbers of a form's columns; nothing where they have none."""
    found = [column.head.mark if column.head else "" for column in columns]
    return found if any(found) else []


def said_over(column: Column) -> str:
    """Return the heading right over a column."""
    return _stack(column)[-1]


def words_over(column: Column) -> list[str]:
    """Return what stands right over a column and is not to be broken: words, pieces of its number.

    Word processors and spreadsheets break a formula after a minus.
    """
    mark = re.findall("[^-]+-?", column.head.mark) if column.head else []
    return [*said_over(column).split(), *mark]


def filled(table: Table) -> Table:
    """Leave out the columns of a form in which nothing is written: a screen has no use for them."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    return cut(
        table,
        [
            place
            for place, column in enumerate(table.columns)
            if column.head is None or any(row.cells[place] != "" for row in rows)
        ],
    )


def on_paper(table: Table, look: View) -> Iterator[Table]:
    """Yield the parts of a form that a page holds, one after the other."""
    return parted(shown(table), lambda part: _across(worded(part, look)) <= _PAGE)


def _across(sheet: WordedTable) -> int:
    """Return how many characters a table takes across a page."""
    width = 0
    for place, column in enumerate(sheet.columns):
        cells = max((len(line.cells[place]) for line in sheet.lines), default=0)
        cells = min(cells, _NAME) if column.unit is Unit.TEXT else cells
        bar = _BAR if column.unit is Unit.RATE else 0
        heading = -(-len(said_over(column)) // _FOLDS)
        width += max(cells, bar, heading, *map(len, words_over(column))) + _GAP
    return width


def parted(table: Table, fits: Callable[[Table], bool]) -> Iterator[Table]:
    """Yield a form in as few parts as fit; another table as it is."""
    numbers = sorted({column.head.part for column in table.columns if column.head} - {0})
    if not numbers:
        yield table
    while numbers:
        count = len(numbers)
        while count > 1 and not fits(_part(table, numbers[:count])):
            count -= 1
        yield _part(table, numbers[:count])
        numbers, table = numbers[count:], replace(table, title=None)


def _part(table: Table, numbers: list[int]) -> Table:
    return cut(
        table,
        [
            place
            for place, column in enumerate(table.columns)
            if column.head is None or column.head.part in {0, *numbers}
        ],
    )
