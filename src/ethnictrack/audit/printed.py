"""A report as it stands in a file, and where it says something else than it was sealed with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import zip_longest

Cells = tuple[str, ...]
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_ALIKE = Fraction(1, 2)  # share from which one table, or line, may be meant for another
_MOST_ROWS = 5000  # of two tables of different length that are laid side by side


@dataclass(frozen=True, slots=True)
class PrintedGrid:
    """Cells as text. A sheet has a name, and what stands below its rows is not compared.

    ``headed`` says that the first row names the columns.
    """

    rows: tuple[Cells, ...]
    name: str = ""
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Printed:
    """What a file shows: tables in their order, and lines of prose."""

    grids: tuple[PrintedGrid, ...]
    lines: tuple[str, ...] = ()
    whole: str = field(default="", repr=False)  # everything, for what may stand anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A place that does not say what it was sealed with; None for what is not there at all.

    ``table`` counts from 1, and so do ``row`` and ``column``; a sentence has none of them.
    ``label`` is how the row begins, ``heading`` what the column is called.
    """

    says: str | None
    should: str | None
    table: int | None = None
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    label: str = ""
    heading: str = ""


def column_letters(number: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def tidy(text: str) -> str:
    """Return a text as it is compared: blanks and line ends of any kind are one blank."""
    return " ".join(text.split())


def deviations(expected: Printed, found: Printed, sentences: Iterable[str] = ()) -> list[Deviation]:
    """Return where a file deviates from what it should be, table by table, then the sentences.

    Of a sentence only the figures count: an office may find better words for it. A format without
    lines, as a sheet is, has its sentences in cells.
    """
    prose = sentences if expected.lines else ()
    return [*_of_tables(expected.grids, found.grids), *_of_sentences(prose, found.lines)]


def _of_tables(
    expected: Sequence[PrintedGrid], found: Sequence[PrintedGrid]
) -> Iterator[Deviation]:
    free = list(range(len(found)))
    for number, grid in enumerate(expected, 1):
        place = _counterpart(grid, [found[at] for at in free])
        if place is None:
            begins = " | ".join(grid.rows[0]) if grid.rows else ""
            yield Deviation(says=None, should=begins, table=number, sheet=grid.name)
            continue
        yield from _of_rows(grid, found[free.pop(place)], number)


def _unmatched(expected: Printed, found: Printed) -> list[tuple[int, PrintedGrid]]:
    free = list(enumerate(found.grids))
    for grid in expected.grids:
        place = _counterpart(grid, [each for _, each in free])
        if place is not None:
            free.pop(place)
    return free


def added(expected: Printed, found: Printed) -> list[Deviation]:
    """Return what stands in a file and in none of its counterparts: tables, lines with figures.

    Some of it may be the frame of the office's own template.
    """
    tables = [
        Deviation(says=_row(grid.rows[0]), should=None, table=at + 1, sheet=grid.name)
        for at, grid in _unmatched(expected, found)
        if grid.rows
    ]
    known = frozenset(expected.lines)
    lines = [each for each in found.lines if each not in known and _FIGURE.search(each)]
    return [*tables, *(Deviation(says=each, should=None) for each in lines)]


def _counterpart(grid: PrintedGrid, among: list[PrintedGrid]) -> int | None:
    """Return which table is meant: the sheet of that name, the same headings, or one alike."""
    if grid.name:
        return next((at for at, each in enumerate(among) if each.name == grid.name), None)
    head = grid.rows[:1]
    for at, each in enumerate(among):
        if each.rows[:1] == head:
            return at
    alike = [(_share(grid, each), -at) for at, each in enumerate(among)]
    best, place = max(alike, default=(Fraction(0), 0))
    return -place if best >= _ALIKE else None


def _share(one: PrintedGrid, other: PrintedGrid) -> Fraction:
    """Return how many of the cells of a table stand in the same place of another."""
    pairs = [
        pair
        for rows in zip(one.rows, other.rows, strict=False)
        for pair in zip(*rows, strict=False)
    ]
    count = sum(map(len, one.rows))
    return Fraction(sum(first == second for first, second in pairs), count or 1)


def _of_rows(expected: PrintedGrid, found: PrintedGrid, table: int) -> Iterator[Deviation]:
    """Lay two tables side by side, and compare row by row."""
    sheet = expected.name
    for at, other in _side_by_side(expected, found):
        if at is not None and other is not None:
            rows = (expected.rows[at], found.rows[other])
            if rows[0] != rows[1]:
                yield from _of_cells(expected, rows, table, other + 1)
        elif at is not None and any(expected.rows[at]):
            row = expected.rows[at]
            yield Deviation(
                says=None, should=_row(row), table=table, sheet=sheet, row=at + 1, label=row[0]
            )
        elif other is not None and any(found.rows[other]):
            row = found.rows[other]
            yield Deviation(
                says=_row(row), should=None, table=table, sheet=sheet, row=other + 1, label=row[0]
            )


def _row(cells: Cells) -> str:
    return " | ".join(cells)


def _side_by_side(
    expected: PrintedGrid, found: PrintedGrid
) -> Iterator[tuple[int | None, int | None]]:
    """Yield which row stands for which; a row inserted or taken out has none beside it."""
    here, there = expected.rows, found.rows
    if len(here) == len(there) or max(len(here), len(there)) > _MOST_ROWS:
        yield from zip_longest(range(len(here)), range(len(there)))
        return
    # Below the last row of a sheet there may be a signature; below that of a table, nothing.
    if expected.name and len(there) > len(here) and there[: len(here) - 1] == here[:-1]:
        yield from ((at, at) for at in range(len(here)))
        return
    blocks = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    for _, start, end, first, last in blocks:
        below = start == len(here)
        if not (below and expected.name):
            yield from zip_longest(range(start, end), range(first, last))


def _of_cells(
    expected: PrintedGrid, rows: tuple[Cells, Cells], table: int, row: int
) -> Iterator[Deviation]:
    wanted, stands = rows
    heads = expected.rows[0] if expected.headed else ()
    label = next((cell for cell in wanted if cell), "")
    for at, should in enumerate(wanted):
        says = stands[at] if at < len(stands) else ""
        if says != should:
            yield Deviation(
                says=says,
                should=should,
                table=table,
                sheet=expected.name,
                row=row,
                column=at + 1,
                label=label,
                heading=heads[at] if at < len(heads) and row > 1 else "",
            )


def _of_sentences(sentences: Iterable[str], lines: Sequence[str]) -> Iterator[Deviation]:
    whole = "\n".join(lines)
    wanted = [each for each in map(tidy, sentences) if _FIGURE.search(each) and each not in whole]
    if not wanted:
        return
    near = [(frozenset(line.casefold().split()), line) for line in lines]
    for should in wanted:
        says = _nearest(should, near)
        if says is None or _FIGURE.findall(says) != _FIGURE.findall(should):
            yield Deviation(says=says, should=should)


def _nearest(text: str, among: Iterable[tuple[frozenset[str], str]]) -> str | None:
    """Return the line that has most words in common with a text, if half of all are."""
    words = frozenset(text.casefold().split())
    alike = ((Fraction(len(words & each), len(words | each)), line) for each, line in among)
    best, line = max(alike, default=(Fraction(0), ""))
    return line if best >= _ALIKE else None
