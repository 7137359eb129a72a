"""Rows that are sums of rows below them, or parts of the row above: checked, and taken out.

Sheets of offices number their rows as an outline (A, I, 1, -). An upper row repeats the money of
those below it, and would be counted twice as a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ethnictrack.importing.cell import Cell, Row, as_written, number_text, row_text
from ethnictrack.importing.refusals import (
    OpenPartsError,
    PartsAboveError,
    SubtotalMismatchError,
    TwoReadingsError,
    UncertainRowError,
)
from ethnictrack.importing.sheets.columns import Stated, Units, stated_in
from ethnictrack.importing.sheets.non_data_rows import RowKeys, Sort, sort_of
from ethnictrack.nouns.batch import Aside, AsideRow, RowProblem
from ethnictrack.values.money import Dong
from ethnictrack.values.text import shown

# Kinds of marks from the outermost in; a further part (1.1) stands just below its first.
INNERMOST = 100
PLAIN = "number 0"  # the kind of 1, 2, 3
_RANKS = ("capital", "roman", "number", "letter", "small roman", "-", "+", "*")
_SIGNS = dict.fromkeys("-–—−", "-") | {"+": "+"} | dict.fromkeys("*•", "*")
DASHES = tuple(_SIGNS)
_ROMAN = re.compile("(?:x{0,3})(?:ix|iv|v?i{0,3})")
_MARK = re.compile(r"\(?(?P<mark>[^\W_]{1,6}(?:\.[^\W_]{1,4})*)(?:[.)]|\)\.)?")
_LED = re.compile(r"(?P<mark>\(?[^\W_]{1,6}(?:\.[^\W_]{1,4})*[.)])\s+\S.*", re.DOTALL)
# Letters that are Roman numbers too are letters when they go on from the one before.
_BEFORE = {"i": "h", "v": "u", "x": "w"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its kind, how far out it stands (0 is outermost), and its parts."""

    kind: str
    rank: int
    parts: tuple[str, ...]

    def within(self, other: Mark | None) -> bool:
        """Say whether a mark may stand below another: 1.2 below 1, and not below 3."""
        if other is None or len(self.parts) == 1 or self.kind[:-1] != other.kind[:-1]:
            return True
        return self.parts[: len(other.parts)] == other.parts


def mark_of(cell: Cell, before: str = "") -> Mark | None:
    """Return the mark a cell is, or begins with; ``before`` is the last letter met as a mark."""
    if isinstance(cell, str):
        return _mark(cell.strip(), before)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _mark(number_text(cell), "")
    return None


@lru_cache(maxsize=1 << 12)
def _mark(text: str, before: str) -> Mark | None:
    if sign := _SIGNS.get(text):
        return Mark(sign, 10 * _RANKS.index(sign), (text,))
    led = _LED.fullmatch(text)
    found = _MARK.fullmatch(led["mark"] if led else text)
    parts = tuple(found["mark"].split(".")) if found else ()
    kind = _kind(parts[0], before) if parts else ""
    if not kind or not all(_kind(part, "") for part in parts[1:]):
        return None
    further = len(parts) - 1
    return Mark(f"{kind} {further}", 10 * _RANKS.index(kind) + further, parts)


def _is_letter(part: str) -> bool:
    """Say whether one part of a mark is a letter of a list: a, b, c, d, đ, e."""
    return len(part) == 1 and (part.isascii() or part.lower() == "đ")


def _kind(part: str, before: str) -> str:
    """Return the kind of one part of a mark; "" when it is none."""
    if part.isascii() and part.isdigit():
        return "number"
    small = part.lower()
    roman = _ROMAN.fullmatch(small) and _BEFORE.get(small, "-") != before.lower()
    if part not in {small, part.upper()}:
        return ""
    if roman:
        return "small roman" if part == small else "roman"
    if _is_letter(part):
        return "letter" if part == small else "capital"
    return ""


@dataclass(slots=True)
class RowSums:
    """Money of several rows by field, in đồng; a ``spoilt`` one has a cell nobody can read."""

    dong: dict[str, int] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)

    def add(self, name: str, amount: int) -> None:
        """Count an amount."""
        self.dong[name] = self.dong.get(name, 0) + amount


@dataclass(slots=True)
class RowLevel:
    """A row, its mark, and the sums of the rows below it as far as they were met."""

    line: int
    row: Sequence[Cell]
    label: str  # the row as it calls itself
    mark: Mark | None = None
    upper: bool = False  # rows stand below it
    below: RowSums = field(default_factory=RowSums)
    first: int = 0  # line of the rows below
    last: int = 0
    loose: int = 0  # rows below without a mark

    @property
    def rank(self) -> int:
        """How far out the row stands; one without a mark stands innermost."""
        return self.mark.rank if self.mark else INNERMOST

    def reach(self, line: int) -> None:
        """Take note of a row below it."""
        self.first, self.last = self.first or line, line

    @property
    def shown(self) -> str:
        """The label, safe to show."""
        return shown(self.label)

    def stated(self, units: Units) -> tuple[list[Stated], list[RowProblem]]:
        """Read the money of the row: of an upper one as a sum, which may have no unit to be in."""
        columns = units.of_total(self.row) if self.upper else units.columns(units.of(self.row))
        return stated_in(columns or (), self.line, self.shown, self.row)

    def add_to(self, sums: RowSums, units: Units) -> None:
        """Count the row's money; where it states none, that of the rows below it."""
        stated, problems = self.stated(units)
        own = {each.column.field.name: each.amount for each in stated}
        below = self.below.dong if self.upper else {}
        for name, amount in (below | own).items():
            sums.add(name, amount)
        unread = {each.column for each in problems}
        spoilt = {each.field.name for each in units.columns(None) if each.heading in unread}
        sums.spoilt |= spoilt | ((self.below.spoilt if self.upper else set()) - own.keys())


@dataclass(slots=True)
class Parts:
    """The rows from a “trong đó” on that are parts of the row above it, ``whole``."""

    whole: RowLevel
    head: RowLevel  # the row that says “trong đó”
    units: Units
    sums: RowSums = field(default_factory=RowSums)
    met: bool = False  # a part, in the row itself or below it

    def add(self, part: RowLevel) -> None:
        """Count a part. One that cannot be read leaves nothing to check."""
        self.met = self.met or part is not self.head or bool(part.stated(self.units)[0])
        part.add_to(self.sums, self.units)

    def take(self, row: RowLevel) -> bool:
        """Say whether a row is one of them: it has a dash, or no mark below a row that has one."""
        if row.mark is None:
            return self.whole.mark is not None or row.label.startswith(DASHES)
        return row.mark.kind in DASHES or row.label.startswith(DASHES)

    def open_to(self, row: RowLevel) -> RowProblem | None:
        """Return what is wrong when a row that is none of them might be one all the same."""
        if self.met or (row.mark is not None and row.rank <= self.whole.rank):
            return None
        error = OpenPartsError(self.head.shown)
        return RowProblem(self.head.line, 0, "", self.head.shown, error)

    def problems(self) -> Iterator[RowProblem]:
        """Yield the parts that are more than the whole."""
        for each in self.whole.stated(self.units)[0]:
            name = each.column.field.name
            parts = self.sums.dong.get(name, 0)
            if name not in self.sums.spoilt and parts > each.amount:
                whole = Dong(each.amount)
                error = PartsAboveError(self.whole.shown, self.whole.line, whole, Dong(parts))
                yield RowProblem(self.head.line, 0, each.column.heading, self.head.shown, error)


_MOST = 1000  # rows kept in mind


class Outline:
    """Goes through the rows of a table before they are read, and yields those of their own.

    ``column`` is that of the numbering, if there is one; ``aside`` are the rows taken out.
    """

    def __init__(self, units: Units, column: int | None, heading: str, carried: RowKeys) -> None:
        self.aside: list[AsideRow] = []
        self._carried = carried
        self.problems: list[RowProblem] = []
        self._units, self._column, self._heading = units, column, shown(heading)
        self._stack: list[RowLevel] = []  # the last row that has a mark, and those above it
        self._held: list[Row] = []  # that row, until the next shows whether it has rows below
        self._plain: tuple[int, Sequence[Cell], str] | None = None  # the last, if it is ordinary
        self._last: RowLevel | None = None  # the last row with money
        self._parts: Parts | None = None
        self._bare: list[RowLevel] = []  # rows with money and without a mark
        self._letter = ""
        self._romans = False  # a row below a letter has a Roman number
        self._proven = False  # a row has others below it

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows of their own, in their order; everything that is no row of money too."""
        bare = self._column is None
        for line, row in rows:
            label = self._label(row)
            sort = sort_of(label) if label else None
            if sort is not None and self._carried.record(row):
                sort = None  # whatever its text says
            if label and sort is None and self._ordinary(row):
                # More of it is asked for only when another row refers to it.
                self._plain, self._stack, held = (line, row, label), [], self._held
                self._held = [] if bare else [(line, row)]
                yield from held
                if bare:
                    yield line, row
                continue
            self._recall()
            yield from self._other(line, row, label, sort)
        self._recall()
        self._close_parts()
        yield from self._held
        self._close_to(0)

    def _ordinary(self, row: Sequence[Cell]) -> bool:
        """Say whether a row goes on with a table that is no outline so far, as nearly all do."""
        if self._parts or self._bare or (self._plain is None and self._last is None):
            return False
        if self._column is None:
            return True
        cell = row[self._column] if self._column < len(row) else ""
        if not self._flat:
            return False
        return _counts(cell)

    @property
    def _flat(self) -> bool:
        """Say whether the last row had a plain number, and none had anything else."""
        if self._plain is not None:
            return True
        return [each.mark and each.mark.kind for each in self._stack] == [PLAIN]

    def _recall(self) -> None:
        """Make the last ordinary row one that others may refer to."""
        if self._plain is not None:
            line, row, label = self._plain
            self._last = RowLevel(line, row, label, self._mark(row, label))
            self._stack = [] if self._column is None else [self._last]
            self._plain = None

    def _other(
        self, line: int, row: Sequence[Cell], label: str, sort: Sort | None
    ) -> Iterator[Row]:
        """Take a row that is not ordinary."""
        level = RowLevel(line, row, label, self._mark(row, label))
        if sort is None and level.mark is None and not self._carried.record(row):
            sort = sort_of(self._numbering(row))
        if sort is Sort.OF_WHICH and self._last is not None:
            self._close_parts()
            self._parts = Parts(self._last, level, self._units)
            self._part(level)
        elif self._parts and label and sort is None and self._takes(self._parts, level):
            self._part(level)
        else:
            yield from self._own(level, sort)

    def _takes(self, parts: Parts, level: RowLevel) -> bool:
        """Say whether a row is one of the parts; one with a key of its own is none."""
        return parts.take(level) and not self._carried.key(level.row)

    def _label(self, row: Sequence[Cell]) -> str:
        """Return the first text of a row beside its mark."""
        for at, cell in enumerate(row):
            if isinstance(cell, str) and at != self._column and (text := cell.strip()):
                return text
        return ""

    def _mark(self, row: Sequence[Cell], label: str) -> Mark | None:
        if self._column is None:
            return None
        if self._numbering(row):
            return mark_of(row[self._column], "" if self._first_below_letter else self._letter)
        return mark_of(label[:1]) if label[:1] in {"-", "+"} else None

    @property
    def _first_below_letter(self) -> bool:
        """Say whether a row stands right below a letter, where others had I, II: so I is Roman."""
        above = self._stack[-1].mark if self._stack else None
        return self._romans and above is not None and above.kind.startswith("capital")

    def _numbering(self, row: Sequence[Cell]) -> str:
        """Return what stands in the column of the numbering."""
        if self._column is None or self._column >= len(row):
            return ""
        return as_written(row[self._column]).strip()

    def _own(self, level: RowLevel, sort: Sort | None) -> Iterator[Row]:
        """Yield what a row that is no part lets go of."""
        mark = level.mark
        if mark is not None:
            self._close_parts(level)
            yield from self._marked(level, mark)
        elif sort is None and level.stated(self._units)[0]:
            self._close_parts(level)
            yield from self._unmarked(level)
        else:
            if sort is not None:
                self._close_parts()
            yield from self._behind((level.line, level.row))

    def _behind(self, row: Row) -> Iterator[Row]:
        """Keep a row behind the one held back, or let it go."""
        if self._held and len(self._held) < _MOST:
            self._held.append(row)
            return
        yield from self._held
        self._held = []
        yield row

    def _unmarked(self, level: RowLevel) -> Iterator[Row]:
        """Take a row with money and without a mark; in an outline it has no place."""
        self._last = level
        if self._column is not None and self._proven:
            self._uncertain(level)
            return
        if self._stack:
            if len(self._bare) < _MOST:
                self._bare.append(level)
            self._stack[-1].loose += 1
            level.add_to(self._stack[-1].below, self._units)
        yield from self._behind((level.line, level.row))

    def _marked(self, level: RowLevel, mark: Mark) -> Iterator[Row]:
        """Put a row in its place, below the one before it or beside one of those above."""
        self._last = level
        self._learn(mark)
        outer = [each for each in self._stack if each.rank < mark.rank]
        late = bool(self._stack) and mark.rank < self._stack[0].rank
        if outer and len(outer) == len(self._stack):
            self._raise(outer[-1])
        if late or (outer and not mark.within(outer[-1].mark)):
            self._uncertain(level)
        self._close_to(len(outer))
        for each in outer:
            each.reach(level.line)
        yield from self._held
        self._held = [(level.line, level.row)]
        self._stack.append(level)

    def _learn(self, mark: Mark) -> None:
        """Keep in mind which letter was met last, and that Roman numbers stand below letters."""
        if mark.kind[:-2] in {"capital", "letter"}:
            self._letter = mark.parts[0]
        self._romans = self._romans or (mark.kind.startswith("roman") and bool(self._letter))

    def _raise(self, level: RowLevel) -> None:
        """Learn that a row has others below it: so the sheet is an outline."""
        if not level.upper:
            self._held = self._held[1:]
        level.upper = True
        if self._carried.key(level.row):
            error = TwoReadingsError(level.shown, level.line)
            self.problems.append(RowProblem(level.line, 0, self._heading, level.shown, error))
        if not self._proven:
            self._proven = True
            for each in self._bare:
                self._uncertain(each)

    def _uncertain(self, level: RowLevel) -> None:
        error = UncertainRowError(level.shown, self._heading)
        self.problems.append(RowProblem(level.line, 0, self._heading, level.shown, error))

    def _close_to(self, depth: int) -> None:
        """Let go of the inner levels, and check those that have rows below them."""
        while len(self._stack) > depth:
            level = self._stack.pop()
            if level.upper:
                self._check(level)
            elif level.loose > 1 and self._made_of_loose(level):
                self._uncertain(level)
            if self._stack and (level.upper or sort_of(level.label) is None):
                level.add_to(self._stack[-1].below, self._units)

    def _check(self, level: RowLevel) -> None:
        """Hold an upper row against the rows below it."""
        stated, problems = level.stated(self._units)
        self.problems += problems
        for each in stated:
            name, below = each.column.field.name, level.below
            rows = below.dong.get(name, 0)
            if name not in below.spoilt and rows != each.amount:
                error = SubtotalMismatchError(
                    level.shown,
                    Dong(each.amount),
                    Dong(rows),
                    Dong(abs(each.amount - rows)),
                    level.first,
                    level.last,
                    self._heading,
                )
                at = level.line, 0, each.column.heading
                self.problems.append(RowProblem(*at, shown(each.value), error))
        checked = stated and not problems
        self._leave(level, Aside.SUBTOTAL if checked else Aside.GROUP)

    def _made_of_loose(self, level: RowLevel) -> bool:
        """Say whether the rows without a mark below a row add up to it."""
        stated, _ = level.stated(self._units)
        sums = level.below.dong
        return bool(stated) and all(
            sums.get(each.column.field.name) == each.amount for each in stated
        )

    def _part(self, level: RowLevel) -> None:
        if self._parts:
            self._parts.add(level)
            self._leave(level, Aside.PART)

    def _close_parts(self, before: RowLevel | None = None) -> None:
        """End the parts, ``before`` a row that is none of them, or with the table."""
        parts, self._parts = self._parts, None
        if parts is None:
            return
        if before is not None and (problem := parts.open_to(before)):
            self.problems.append(problem)
        self.problems += parts.problems()

    def _leave(self, level: RowLevel, kind: Aside) -> None:
        self.aside.append(AsideRow(level.line, kind, row_text(level.row)))


def _counts(cell: Cell) -> bool:
    """Say whether a cell is a plain number, such as 1, 2, 3."""
    if isinstance(cell, float):
        return cell.is_integer()
    return isinstance(cell, str) and cell.isascii() and cell.isdigit()
