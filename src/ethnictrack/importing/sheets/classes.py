"""Columns of capitals or sources that are called something else, such as Nội dung.

What such a column is shows in its cells: where all of them are members of the closed list, it is
read as that field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ethnictrack.fields.words import CAPITALS, SOURCES
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Row, as_written
from ethnictrack.importing.field import Request
from ethnictrack.importing.sheets.matching import KnownHeadings, left_out_of, plain_heading
from ethnictrack.importing.sheets.non_data_rows import Sort, announced, numbers_columns, sort_of
from ethnictrack.importing.sheets.readers import plain_word
from ethnictrack.values.text import shown

_ANYTHING = frozenset(
    (
        "noi dung",
        "noi dung chi",
        "chi tieu",
        "khoan muc",
        "dien giai",
        "nguon",
        "nguon von",
        "nguon kinh phi",
        "loai",
    )
)
_READ = N_("Every cell below “{heading}” is one of {field}: it is read as that.")
_LISTS = {
    name: frozenset(plain_word(word) for said in words.values() for word in said)
    for name, words in (("capital", CAPITALS), ("source", SOURCES))
}
CLASS_WORDS = frozenset().union(*_LISTS.values())


def classed(
    request: Request, headings: Sequence[str], below: Sequence[Row]
) -> tuple[Request, tuple[Message, ...]]:
    """Return a request with the columns that turn out to be classes, and what to tell of them."""
    known, notes, mapping = KnownHeadings.of(request.fields), [], dict(request.mapping)
    plain = [plain_heading(each) for each in headings]
    free = [at for at in _free(plain, headings, request) if headings.count(headings[at]) == 1]
    for name, words in _LISTS.items():
        field = request.fields.named(name)
        if field is None or _said(name, plain, request, known):
            continue
        found = _filled(free, words, below)
        if len(found) == 1 and field not in known.names.get(plain[found[0]], ()):
            mapping[name] = headings[found[0]]
            told = field.label or Message(name)
            notes.append(_READ.of(heading=shown(headings[found[0]]), field=told))
    return replace(request, mapping=mapping), tuple(notes)


def _filled(free: Sequence[int], words: frozenset[str], below: Sequence[Row]) -> list[int]:
    """Return the columns whose cells are all members of a closed list."""
    return [at for at in free if (cells := set(_cells(at, below))) and cells <= words]


def _free(plain: Sequence[str], headings: Sequence[str], request: Request) -> Iterator[int]:
    """Yield the columns that may be anything and are said to be nothing else."""
    gone = left_out_of(request) | {plain_heading(each) for each in request.mapping.values()}
    for index in range(len(headings)):
        if plain[index] in _ANYTHING and plain[index] not in gone:
            yield index


def _said(name: str, plain: Sequence[str], request: Request, known: KnownHeadings) -> bool:
    """Say whether a class is said already, by a column that is called so and by nothing else."""
    if name in request.constants or name in request.mapping:
        return True
    named: Mapping[str, Sequence[object]] = known.names
    field = request.fields.named(name)
    return any(field in named.get(each, ()) and each not in _ANYTHING for each in plain)


def _cells(index: int, below: Sequence[Row]) -> Iterator[str]:
    """Yield what a column says in the rows of a table, up to its end."""
    for _, row in below:
        if announced(row) is Sort.CLOSING:
            return
        text = as_written(row[index]).strip() if index < len(row) else ""
        if text and sort_of(text) is None and not numbers_columns(row):
            yield plain_word(text)
