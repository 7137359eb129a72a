"""What all formats for reading share: order of the parts, outline numbers, alignment, indents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from ethnictrack.i18n import N_
from ethnictrack.render.words import View, say, word
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.reports.table import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Term,
    Unit,
    Written,
)

_RIGHT = frozenset({Unit.DONG, Unit.NUMBER, Unit.RATE})
_SIGNS = N_("{who} {how}: ……………………")
_LOWEST = 3  # the level of headings numbered a, b; they close with a bracket


@dataclass(frozen=True, slots=True)
class WordedRow:
    """A row, its cells as people read them, and whether it is the total."""

    row: Row
    cells: list[str]
    total: bool = False


@dataclass(frozen=True, slots=True)
class WordedTable:
    """A table in words."""

    columns: tuple[Column, ...]
    headings: list[str]
    lines: list[WordedRow]

    @property
    def outline(self) -> int:
        """The place of the column that the levels of a tree indent: the first with text."""
        units = [column.unit for column in self.columns]
        return units.index(Unit.TEXT) if Unit.TEXT in units else 0

    def indented(self, line: WordedRow, indent: str) -> list[str]:
        """Return the cells of a line, the outline set in by the line's level."""
        cells = [*line.cells]
        cells[self.outline] = indent * line.row.level + cells[self.outline]
        return cells


def stanzas(document: Document, *, signed: bool = False) -> Iterator[list[Block]]:
    """Yield what a blank line sets apart: each block alone, but bullets that follow each other.

    The parties of a record sign on lines, unless ``signed`` otherwise. The notes come after them
    as bullets of their own, and the footer last.
    """
    for bullets, run in groupby(document.blocks, _is_bullet):
        blocks = list(run)
        if bullets:
            yield blocks
        else:
            yield from ([block] for block in blocks)
    if not signed:
        yield from _signatures(document)
    if document.notes:
        yield [Paragraph(note, bullet=True) for note in document.notes]
    if document.footer:
        yield [Paragraph(line) for line in document.footer]


def _signatures(document: Document) -> Iterator[list[Block]]:
    if document.paper and document.paper.parties:
        for who, how, _ in document.paper.signers:
            yield [Paragraph(_SIGNS.of(who=who, how=how))]


def written(document: Document) -> Iterator[list[Written]]:
    """Yield the same for formats of text alone: charts repeat figures that stand in tables."""
    for stanza in stanzas(document):
        kept = [block for block in stanza if not isinstance(block, Bars | Curve)]
        if kept:
            yield kept


def numbered(heading: Heading) -> str:
    """Write a heading with its number: "I. …", "1. …", "a) …"."""
    number = heading.number
    if number[-1:].isalnum():
        number += ")" if heading.level == _LOWEST else "."
    return f"{say(number)} {say(heading.text)}" if number else say(heading.text)


def sentences(paragraph: Paragraph) -> list[str]:
    """Write a paragraph line by line; an office's own text may hold several lines."""
    if isinstance(paragraph.text, str):
        return _lines(paragraph.text)
    return [say(paragraph.text)]


def _lines(text: str) -> list[str]:
    """Write a text of the office's own line by line; nothing else steers what shows it."""
    return [say(line) for line in text.split("\n")]


def worded(table: Table, look: View) -> WordedTable:
    """Write what a table shows people; the total comes last, or first where its form has it so."""
    table = shown(table)
    totals = [table.total] if table.total else []
    lines = [WordedRow(row, _words(table, row, look)) for row in table.rows]
    whole = [WordedRow(row, _words(table, row, look), total=True) for row in totals]
    lines = [*whole, *lines] if table.total_first else [*lines, *whole]
    return WordedTable(table.columns, [say(column.heading) for column in table.columns], lines)


def shown(table: Table) -> Table:
    """Leave out the columns that are for scripts alone."""
    return cut(table, [place for place, column in enumerate(table.columns) if column.shown])


def filed(table: Table) -> Table:
    """Show the columns that workbooks have besides, by what they call them."""
    columns = tuple(
        replace(each, shown=True, heading=each.filed) if each.filed else each
        for each in table.columns
    )
    rows = (replace(row, cells=tuple(map(_alone, row.cells))) for row in table.rows)
    return replace(table, columns=columns, rows=tuple(rows))


def _alone(cell: Cell) -> Cell:
    """Return a term by its name alone; what else is known of it stands in other columns."""
    if not isinstance(cell, Term) or cell.alone is None:
        return cell
    return cell.alone if isinstance(cell.alone, str) else replace(cell, name=cell.alone)


def cut(table: Table, kept: list[int]) -> Table:
    """Return a table with the columns at some places only."""
    if len(kept) == len(table.columns):
        return table

    def narrow(row: Row) -> Row:
        return replace(row, cells=tuple(row.cells[place] for place in kept))

    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(map(narrow, table.rows)),
        total=table.total and narrow(table.total),
    )


def is_right(column: Column) -> bool:
    """Tell whether a column's figures stand under each other at the right."""
    return column.unit in _RIGHT


def _words(table: Table, row: Row, look: View) -> list[str]:
    pairs = zip(row.cells, table.columns, strict=True)
    return [worded_cell(cell, column, look) for cell, column in pairs]


def worded_cell(cell: Cell, column: Column, look: View) -> str:
    """Write a cell as people read it, in several lines where its column has them."""
    if column.lines and isinstance(cell, str):
        return "\n".join(_lines(cell))
    return word(cell, column.unit, look)


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.bullet


def rate_of(cell: Cell) -> Fraction | None:
    """Return a cell's rate; a rate column may also hold nothing."""
    return cell if isinstance(cell, Fraction) else None
