"""Where the table of a sheet begins: its heading, of one row or several, and the unit above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ethnictrack.errors.files import (
    EmptyFileError,
    HeaderRowError,
    NoHeadingError,
)
from ethnictrack.importing.field import Request
from ethnictrack.importing.files.showing import as_written
from ethnictrack.importing.rows import Row, blank
from ethnictrack.importing.sheets.matching import Known, Matched, match, score
from ethnictrack.importing.sheets.unit_words import in_heading, told_above
from ethnictrack.values.money import Scale

WITHIN = 60  # rows in which a heading is looked for
_DEEPEST = 4  # rows of one heading
_NUMBER = re.compile(r"[0-9 .,/%=+*():-]*[0-9][0-9 .,/%=+*():-]*(?:đ|đồng|triệu)?")
_LONGEST = 300  # characters of a cell that may name a column


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table. ``line`` is its last line; ``texts`` join its rows by column."""

    line: int
    texts: tuple[str, ...]
    matched: Matched
    scale: Scale | None
    scales: dict[int, Scale]
    titles: tuple[Row, ...]  # rows above it that are not blank

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.texts)


def find_heading(rows: Sequence[Row], request: Request, name: str) -> Heading:
    """Return the heading among the first rows. Raises: the refusals of headings."""
    known = Known.of(request.fields)
    if not any(not blank(row) for _, row in rows):
        raise EmptyFileError(name)
    top, end = _place(rows, request, known, name)
    texts = _joined(rows, top, end)
    line = rows[end][0]
    titles = tuple(each for each in rows[:top] if not blank(each[1]))
    matched = match(line, texts, request, known)
    money = [each.name for each in request.fields.fields if each.money]
    asked = bool(money) and request.scale is None  # what the user says of the unit wins
    columns = (matched.columns[name] for name in money if asked and name in matched.columns)
    return Heading(
        line,
        texts,
        matched,
        told_above([as_written(cell) for cell in row] for _, row in titles) if asked else None,
        {index: scale for index in columns if (scale := in_heading(texts[index]))},
        titles,
    )


def best_score(rows: Sequence[Row], request: Request) -> int:
    """Return how well the best row would do as a heading."""
    known = Known.of(request.fields)
    return max((_score(rows, *block, request, known) for block in _blocks(rows)), default=0)


def _place(rows: Sequence[Row], request: Request, known: Known, name: str) -> tuple[int, int]:
    """Return the first and last index of the heading."""
    if request.header_row is not None:
        ends = [index for index, (line, row) in enumerate(rows) if line == request.header_row]
        if not ends or blank(rows[ends[0]][1]):
            raise HeaderRowError(request.header_row)
        blocks = [block for block in _blocks(rows) if block[1] == ends[0]]
    else:
        blocks = _blocks(rows)
    scores = {block: _score(rows, *block, request, known) for block in blocks}
    best = max(blocks, key=lambda block: (scores[block], block[0] - block[1]))
    if not scores[best] and request.header_row is None:
        names = tuple(each.names[0] for each in request.fields.fields if each.required)
        raise NoHeadingError(name, names)
    return best[0], _continued(rows, *best)


def _blocks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return every run of rows that could be a heading; rows above the last have several cells."""
    filled = [sum(1 for cell in row if as_written(cell).strip()) for _, row in rows]
    blocks = []
    for end, count in enumerate(filled):
        if not count:
            continue
        blocks.append((end, end))
        for top in range(end - 1, max(end - _DEEPEST, -1), -1):
            if filled[top] < 2:  # noqa: PLR2004 - a title stands alone in its row
                break
            blocks.append((top, end))
    return blocks


def _score(rows: Sequence[Row], top: int, end: int, /, request: Request, known: Known) -> int:
    return score(_joined(rows, top, end), request, known)


def _continued(rows: Sequence[Row], top: int, end: int) -> int:
    """Return the last row of a heading whose wide cells are divided in the rows below it."""
    while end + 1 < len(rows) and end - top + 1 < _DEEPEST:
        heading = _joined(rows, top, end)
        below = [as_written(cell).strip() for cell in rows[end + 1][1]]
        filled = [index for index, text in enumerate(below) if text]
        divided = [at for at in filled if at and (at >= len(heading) or not heading[at])]
        if not divided or any(_NUMBER.fullmatch(below[index]) for index in filled):
            break
        end += 1
    return end


def _joined(rows: Sequence[Row], top: int, end: int) -> tuple[str, ...]:
    """Return the heading of every column: its cells from top to bottom, each said once.

    A wide cell of an upper row holds for the columns to its right that have none of their own.
    """
    block = [
        [as_written(cell).strip()[:_LONGEST] for cell in row] for _, row in rows[top : end + 1]
    ]
    width = max(map(len, block))
    block = [row + [""] * (width - len(row)) for row in block]
    for upper, lower in pairwise(block):
        for index in range(1, width):
            if not upper[index] and lower[index] and (lower[index - 1] or index == 1):
                upper[index] = upper[index - 1]
    columns = zip(*block, strict=True)
    texts = [" ".join(" ".join(dict.fromkeys(filter(None, each))).split()) for each in columns]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
