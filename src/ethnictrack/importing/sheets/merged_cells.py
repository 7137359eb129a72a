"""Merged cells: one down a block says a text for every row of it; money is never shared out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ethnictrack.audit.printed import column_letters
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, Row
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.importing.sheets.heading import TableHeading

_FILLED = N_("Merged cells of “{heading}” are read in every row they cover: {count}.")

Merge = tuple[int, int, int, int]  # first line, column, last line, column; all from 1


@dataclass(frozen=True, slots=True)
class Merges:
    """The merged cells below a heading.

    ``refused`` are those of every line that hide something, as a spreadsheet names them; ``down``
    are the last lines of those that are filled down, by first line and column (from 0).
    """

    refused: Mapping[int, str] = field(default_factory=dict)
    down: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()

    @classmethod
    def of(cls, merged: Sequence[Merge], heading: TableHeading) -> Merges:
        """Judge the merged cells of a sheet. One over columns without a heading hides nothing."""
        refused: dict[int, str] = {}
        down: dict[int, dict[int, int]] = {}
        counted: dict[int, int] = {}
        money = _money(heading)
        for merge in merged:
            top, left, bottom, right = merge
            read = _covered(merge, heading)
            if read == [left - 1] and read[0] not in money and bottom > top:
                down.setdefault(top, {})[read[0]] = bottom
                counted[read[0]] = counted.get(read[0], 0) + 1
            elif read:
                name = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
                refused |= dict.fromkeys(range(top, bottom + 1), name)
        texts = heading.texts
        notes = (_FILLED.of(heading=shown(texts[at]), count=count) for at, count in counted.items())
        return cls(refused, down, tuple(notes))

    def filled(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield rows with what the cell above them says, where it is merged over them."""
        open_: dict[int, tuple[Cell, int]] = {}  # the text and last line, by column
        for line, row in rows:
            for at, bottom in self.down.get(line, {}).items():
                if at < len(row):
                    open_[at] = row[at], bottom
            ended = [at for at, (_, bottom) in open_.items() if bottom < line]
            for at in ended:
                del open_[at]
            yield line, _with(row, open_)


def _with(row: Sequence[Cell], said: Mapping[int, tuple[Cell, int]]) -> Sequence[Cell]:
    """Return a row with cells in the place of empty ones."""
    if not said or not any(cell != "" for cell in row):
        return row
    cells = [*row]
    for at, (cell, _) in said.items():
        if at < len(cells) and cells[at] == "":
            cells[at] = cell
    return tuple(cells)


def _covered(merge: Merge, heading: TableHeading) -> list[int]:
    """Return the columns with a heading that merged cells below it cover, if they hide any."""
    top, left, bottom, right = merge
    texts = heading.texts
    if bottom <= heading.line or (bottom == top and not any(texts[left:right])):
        return []
    return [at for at in range(left - 1, right) if at < len(texts) and texts[at]]


def _money(heading: TableHeading) -> set[int]:
    """Return the columns of money."""
    fields = (each.name for each in heading.request.fields.fields if each.money)
    return {heading.matched.columns[name] for name in fields if name in heading.matched.columns}
