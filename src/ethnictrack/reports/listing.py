"""Lists as they are asked for: which rows say a text, in which order, and which columns they have.

A list is a result whose document begins with its table, and whose data has an object a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.fields.types import plain_word
from ethnictrack.i18n import tr
from ethnictrack.reports.table import TOTAL, Cell, Column, Result, Row, Stream, Table
from ethnictrack.values.money import Dong
from ethnictrack.values.text import fold, visible

T = TypeVar("T")
Facts = Mapping[str, object]
_ALL, _DOWN = "all", "-"
_SIGNED = {"amount": "effect"}
_MADE_OF = {"class": ("capital", "source"), "what": ("changes",)}  # columns JSON has as other keys


def says(facts: object, text: str | None) -> bool:
    """Say whether any text of what JSON has of a row holds a text, accents left out."""
    wanted = fold(text or "")
    return not wanted or any(wanted in fold(each) for each in _texts(facts))


def _texts(of: object) -> Iterator[str]:
    """Yield the texts; words of closed lists are none."""
    if isinstance(of, str) and not isinstance(of, Enum):
        yield of
    elif isinstance(of, Mapping):
        yield from _texts([*of.values()])
    elif isinstance(of, list | tuple):
        for each in of:
            yield from _texts(each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Columns by their keys or headings, parted by commas, or all; the field to sort by.

    A field with a minus behind it is sorted from the largest down. None leaves a list as it is.
    In a list that is ``printed`` an amount is what it did.
    """

    columns: str | None = None
    sort: str | None = None
    printed: bool = False

    def of(self, result: Result) -> Result:
        """Return a list in this shape. Raises: UnknownChoiceError."""
        table, *others = result.document.blocks
        table, data = cast("Table", table), cast("list[dict[str, object]]", result.data)
        if self.sort is not None:
            order = self.order(table.columns, data)
            rows = tuple(replace(table.rows[at], level=0) for at in order)
            table, data = replace(table, rows=rows), [data[at] for at in order]
        if self.columns is not None:
            places = self._places(table.columns)
            data = [_some(each, [table.columns[at].key for at in places]) for each in data]
            table = _cut(table, places)
        return Result(replace(result.document, blocks=(table, *others)), data)

    def stream(self, stream: Stream[T]) -> Stream[T]:
        """Return a list that is read as it is written with these columns; it cannot be sorted."""
        if self.columns is None:
            return stream
        places = self._places(stream.columns)
        keys = [stream.columns[at].key for at in places]

        def cells(each: T) -> tuple[Cell, ...]:
            whole = stream.cells(each)
            return tuple(whole[at] for at in places)

        columns = tuple(stream.columns[at] for at in places)
        return Stream(columns, stream.listed, cells, lambda each: _some(stream.data(each), keys))

    def order(self, columns: Sequence[Column], data: Sequence[Facts]) -> list[int]:
        """Return the places of rows in the order asked for; what says nothing comes last.

        Raises: UnknownChoiceError.
        """
        word = (self.sort or "").strip()
        key = columns[self._place(columns, word.removesuffix(_DOWN), "--sort")].key
        facts = [_fact(each, key) for each in data]
        said = [at for at, fact in enumerate(facts) if fact is not None]
        said.sort(key=lambda at: _rank(facts[at]), reverse=word.endswith(_DOWN))
        return [*said, *(at for at, fact in enumerate(facts) if fact is None)]

    def _places(self, columns: Sequence[Column]) -> list[int]:
        asked = [word for each in (self.columns or "").split(",") if (word := each.strip())]
        if [plain_word(each) for each in asked] == [_ALL]:
            asked = [each.key for each in columns]
        found = [self._place(columns, each, "--columns") for each in asked or [""]]
        return [*dict.fromkeys(found)]

    def _place(self, columns: Sequence[Column], word: str, option: str) -> int:
        """Return where the column of a word stands. Raises: UnknownChoiceError."""
        keys = [each.key for each in columns]
        at = _place(columns, word, option)
        signed = _SIGNED.get(keys[at]) if self.printed else None
        return keys.index(signed) if signed in keys else at


def _place(columns: Sequence[Column], word: str, option: str) -> int:
    """Return where the column of a key or a heading stands. Raises: UnknownChoiceError."""
    wanted = plain_word(word)
    for named in (_keys, _headings):
        for place, column in enumerate(columns):
            if wanted in named(column):
                return place
    known = tuple(each.key for each in columns)
    raise UnknownChoiceError(option=option, given=visible(word), known=known)


def _keys(column: Column) -> set[str]:
    return {plain_word(column.key)}


def _headings(column: Column) -> set[str]:
    said = filter(None, (column.heading, column.filed))
    return {plain_word(tr(each.text)) for each in said}


def _rank(fact: Any) -> Any:  # noqa: ANN401 - of any field
    """Return what a fact is sorted by; texts as they are read, accents and capitals last."""
    if isinstance(fact, str):
        return fold(fact), fact
    if isinstance(fact, Dong):
        return fact.value
    return str(fact) if isinstance(fact, list | tuple | dict) else fact


def _fact(facts: Facts, key: str) -> object:
    """Return what a column holds; one that JSON has as several facts, as their texts."""
    if key in facts:
        return facts[key]
    said = (str(each) for each in _some(facts, [key]).values() if each is not None)
    return " ".join(said) or None


def _some(facts: Facts, keys: Iterable[str]) -> dict[str, object]:
    wanted = [one for key in keys for one in ((key,) if key in facts else _MADE_OF.get(key, ()))]
    return {key: facts[key] for key in dict.fromkeys(wanted) if key in facts}


def _cut(table: Table, places: Sequence[int]) -> Table:
    """Return a table with some columns, all of them shown, in the order of ``places``."""

    def cut(row: Row) -> Row:
        return replace(row, cells=tuple(row.cells[at] for at in places))

    columns = (table.columns[at] for at in places)
    total = table.total and cut(table.total)
    if total and TOTAL not in total.cells and total.cells[0] in {"", None}:
        total = replace(total, cells=(TOTAL, *total.cells[1:]))
    return replace(
        table,
        columns=tuple(replace(each, shown=True, filed=None) for each in columns),
        rows=tuple(map(cut, table.rows)),
        total=total,
    )


def in_order(
    listed: Iterable[T], shape: Shape, columns: Sequence[Column], facts: Callable[[T], Facts]
) -> list[T]:
    """Return what is listed in the order asked for. Raises: UnknownChoiceError."""
    kept = list(listed)
    if shape.sort is None:
        return kept
    return [kept[at] for at in shape.order(columns, [*map(facts, kept)])]
