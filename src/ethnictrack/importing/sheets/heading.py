"""Where the table of a sheet begins: its heading, of one row or several, and the unit above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from ethnictrack.errors.files import EmptyFileError
from ethnictrack.fields.types import plain_word
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, Row, as_written, blank
from ethnictrack.importing.sheets.amount_columns import (
    NO_AMOUNT_COLUMNS,
    AmountColumns,
    amount_columns_of,
    money_headings,
)
from ethnictrack.importing.sheets.column_fields import (
    CLASS_WORDS,
    KnownHeadings,
    Matched,
    Matching,
    classed,
    plain_heading,
    said_columns,
    score,
)
from ethnictrack.importing.sheets.money_words import bracketless, in_heading, told_above
from ethnictrack.importing.sheets.place_levels import PlaceLevels, level_headings, place_levels_of
from ethnictrack.values.errors import HELP, BookError, UsageError
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import Scale
from ethnictrack.values.text import fold, shown

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportField
    from ethnictrack.importing.request import Request

_YEAR = re.compile(r"(?<![0-9/.-])\bnam (20[0-9][0-9])\b(?! *-)")
_DATED = re.compile(r"ngay .{0,12}thang .{0,8}nam 20[0-9][0-9]")  # of a signature or a paper
_UPTO = re.compile(r"\bden(?: het)?(?: ngay)? ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9][0-9])\b")
_SAID = {
    "year": N_("The year of every row is {value}, as line {line} says: {text}"),
    "date": N_("The date of every row is {value}, as line {line} says: {text}"),
    "program": N_("The programme of every row is {value}, as line {line} says."),
}
_FIELDS = {Side.ALLOCATION: ("year", "program"), Side.DISBURSEMENT: ("date", "program")}
# Words before the colon of a line that names a programme, folded.
_PROGRAM = re.compile(
    r"(?:kinh phi|chuong trinh|chuong trinh, du an|ten chuong trinh|du an|ten du an|ctmt"
    r"|ma (?:so )?(?:chuong trinh|du an|ctmt))"
)

_OFFICE = re.compile(
    r"\s*(?:(?:đơn vị(?: báo cáo| lập| gửi)?|tên đơn vị|địa bàn)\s*:\s*)?"
    r"(?:(?:ubnd|hđnd|hdnd|ủy ban nhân dân|uỷ ban nhân dân|đảng ủy)\s+(?P<of>.+?)"
    r"|(?P<place>(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố)\s+.+?))\s*",
    re.IGNORECASE,
)


class NoHeadingError(BookError):
    name: str
    known: tuple[str, ...]
    code = "heading-not-found"
    text = N_("{name}: no row was recognised as the heading.")
    remedy = N_(
        "The columns are called {known}. Say which is which with --map FIELD=HEADING, or where "
        "the heading is with --header-row."
    )
    again = (HELP,)


class HeaderRowError(UsageError):
    line: int
    code = "header-row"
    text = N_("There is no heading on line {line}.")
    remedy = N_("Count the lines of the file from 1, title lines and blank lines too.")
    again = ({"--header-row": None},)


def office_place(title: str) -> str | None:
    """Return the place a title names, or that of an office: UBND XÃ BẢO LẠC; else None."""
    told = _OFFICE.fullmatch(title)
    return (told["of"] or told["place"]) if told else None


@dataclass(frozen=True, slots=True)
class SaidAbove:
    """The year, the day and the programme that titles of a table name, with the line and the text.

    Where they name two of a kind, none is known.
    """

    said: dict[str, tuple[str, int, str]]

    @classmethod
    def of(cls, titles: Sequence[Row]) -> SaidAbove:
        """Read the titles."""
        found: dict[str, dict[str, tuple[str, int, str]]] = {name: {} for name in _SAID}
        for line, row in titles:
            for cell in row:
                text = as_written(cell).strip()
                for name, value in _told(text):
                    found[name].setdefault(value, (value, line, shown(text)))
        return cls(
            {name: next(iter(each.values())) for name, each in found.items() if len(each) == 1}
        )

    @property
    def year(self) -> int | None:
        """The year, if one is named."""
        said = self.said.get("year")
        return int(said[0]) if said else None

    def applied(
        self, request: Request, headings: Sequence[str], said: set[str]
    ) -> tuple[Request, tuple[Message, ...]]:
        """Return a request with what the head alone says, and what to tell of it."""
        names = _FIELDS[request.fields.side] if request.fields.side else ()
        constants, notes = {**request.constants}, []
        free = self.said.keys() - {*constants, *request.mapping, *said}
        for name in (each for each in names if each in free):
            field = request.fields.named(name)
            if field is not None and not _has_column(field, headings, request):
                constants[name], line, text = self.said[name]
                notes.append(_SAID[name].of(value=constants[name], line=line, text=text))
        return replace(request, constants=constants), tuple(notes)


def _has_column(field: ImportField, headings: Sequence[str], request: Request) -> bool:
    """Say whether a column may fill a field."""
    known = KnownHeadings.of(request.fields)
    taken = said_columns(headings, request).values()
    free = (plain_heading(each) for at, each in enumerate(headings) if at not in taken)
    return any(field in (*known.names.get(each, ()), *known.lesser.get(each, ())) for each in free)


def _told(text: str) -> list[tuple[str, str]]:
    """Return the days, years and programmes a title names."""
    found, folded = [], _DATED.sub(" ", fold(text))
    before, _, named = (part.strip() for part in text.partition(":"))
    if named and _PROGRAM.fullmatch(fold(before)) and plain_word(named) not in CLASS_WORDS:
        found.append(("program", named))
    for day, month, year in _UPTO.findall(folded):
        try:
            found.append(("date", date(int(year), int(month), int(day)).strftime("%d/%m/%Y")))
        except ValueError:
            continue
    return [*found, *(("year", year) for year in _YEAR.findall(folded))]


_DEEPEST = 4  # rows of one heading
_NUMBER = re.compile(r"[0-9 .,/%=+*():-]*[0-9][0-9 .,/%=+*():-]*(?:đ|đồng|triệu)?")
_LONGEST = 300  # characters of a cell that may name a column


@dataclass(frozen=True, slots=True)
class TableHeading:
    """The heading of a table. ``line`` is its last line; ``texts`` join its rows by column."""

    line: int
    texts: tuple[str, ...]
    matched: Matched
    scale: Scale | None
    scales: dict[int, Scale]
    titles: tuple[Row, ...]  # rows above it that are not blank
    request: Request  # with the columns of money as fields of their own, and what the head says
    amount_columns: AmountColumns | None = None  # the columns of money, where there are several
    notes: tuple[Message, ...] = ()  # what was taken from the titles
    place_levels: PlaceLevels | None = None  # of a list of places

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.texts)


def find_heading(rows: Sequence[Row], request: Request, name: str) -> TableHeading:
    """Return the heading among the first rows. Raises: the refusals of headings."""
    if all(blank(row) for _, row in rows):
        raise EmptyFileError(name)
    top, end = _place(rows, request, KnownHeadings.of(request.fields), name)
    texts, groups = _joined(rows, top, end), _groups(rows, top, end)
    line = rows[end][0]
    titles = tuple(each for each in rows[:top] if not blank(each[1]))
    request, classes = classed(request, texts, rows[end + 1 :])
    head = SaidAbove.of(titles)
    amount_columns, place_levels, request = _several(line, texts, groups, request, head.year)
    said = amount_columns or NO_AMOUNT_COLUMNS
    request, notes = head.applied(request, texts, said.said)
    several = place_levels or said
    found = Matching(line, texts, request, several=several.columns, left=several.left)
    request, matched = _with_joined(request, found.matched())
    asked = _asks_unit(request)
    above = _told_above(titles) if asked else None
    scales = _scales(texts, matched, request, said) if asked else {}
    return TableHeading(
        line,
        texts,
        matched,
        above,
        scales,
        titles,
        request,
        amount_columns,
        (*classes, *notes, *said.notes),
        place_levels,
    )


def _several(
    line: int,
    texts: Sequence[str],
    groups: Sequence[Sequence[str]],
    request: Request,
    year: int | None,
) -> tuple[AmountColumns | None, PlaceLevels | None, Request]:
    """Return what makes several records of a row, amounts or places, and its fields."""
    if request.fields.side is None:
        levels = place_levels_of(texts, request)
        return None, levels, levels.applied(request) if levels else request
    amounts = amount_columns_of(line, texts, groups, request, year)
    return amounts, None, amounts.applied(request) if amounts else request


def _told_above(titles: Sequence[Row]) -> Scale | None:
    """Return the unit that the titles say. Raises: UnknownUnitError, TwoUnitsError."""
    return told_above([as_written(cell) for cell in row] for _, row in titles)


def _with_joined(request: Request, matched: Matched) -> tuple[Request, Matched]:
    """Give every further column of a field that joins several a field of its own."""
    if not matched.joined:
        return request, matched
    more = {f"{each.name} {at}": (at, each) for at, each in matched.joined.items()}
    made = (
        replace(each, name=name, names=(), lesser=(), required=False, within=each.name, glue="; ")
        for name, (_, each) in more.items()
    )
    fields = replace(request.fields, fields=(*request.fields.fields, *made))
    columns = {**matched.columns, **{name: at for name, (at, _) in more.items()}}
    return replace(request, fields=fields), replace(matched, columns=columns)


def _asks_unit(request: Request) -> bool:
    """Say whether a unit is looked for: there is money, and nobody said its unit."""
    return any(each.money for each in request.fields.fields) and request.scale is None


def _scales(
    texts: Sequence[str], matched: Matched, request: Request, amount_columns: AmountColumns
) -> dict[int, Scale]:
    """Return the units in headings of money, and in those that amounts are compared with."""
    names = [each.name for each in request.fields.fields if each.money]
    columns = [matched.columns[name] for name in names if name in matched.columns]
    scales = {at: scale for at in columns if (scale := in_heading(bracketless(texts[at])))}
    for at in amount_columns.compared[:2] if amount_columns.compared else ():
        with suppress(BookError):  # nothing is taken from it
            scales |= {at: scale} if (scale := in_heading(bracketless(texts[at]))) else {}
    return scales


def best_score(rows: Sequence[Row], request: Request) -> int:
    """Return how well the best row would do as a heading."""
    known = KnownHeadings.of(request.fields)
    return max((_score(rows, *block, request, known) for block in _blocks(rows)), default=0)


def _place(
    rows: Sequence[Row], request: Request, known: KnownHeadings, name: str
) -> tuple[int, int]:
    """Return the first and last index of the heading."""
    blocks = _candidates(rows, request)
    scores = {block: _score(rows, *block, request, known) for block in blocks}
    best = max(blocks, key=lambda block: (scores[block], block[0] - block[1]))
    if not scores[best] and request.header_row is None:
        names = tuple(each.names[0] for each in request.fields.fields if each.required)
        raise NoHeadingError(name, names)
    return best[0], _continued(rows, *best)


def _candidates(rows: Sequence[Row], request: Request) -> list[tuple[int, int]]:
    """Return the runs of rows that may be the heading. Raises: HeaderRowError."""
    if request.header_row is None:
        return _blocks(rows)
    ends = [index for index, (line, _) in enumerate(rows) if line == request.header_row]
    if not ends or blank(rows[ends[0]][1]):
        raise HeaderRowError(request.header_row)
    return [block for block in _blocks(rows) if block[1] == ends[0]]


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


def _score(
    rows: Sequence[Row], top: int, end: int, /, request: Request, known: KnownHeadings
) -> int:
    texts, fields = _joined(rows, top, end), request.fields
    if fields.side is None:
        told = level_headings(texts, fields)
    else:
        told = money_headings(texts, _groups(rows, top, end))
    return score(texts, request, known) + told


def _continued(rows: Sequence[Row], top: int, end: int) -> int:
    """Return the last row of a heading whose wide cells are divided in the rows below it."""
    while end + 1 < len(rows) and end - top + 1 < _DEEPEST:
        if not _divides(rows[end + 1][1], _joined(rows, top, end)):
            break
        end += 1
    return end


def _divides(row: Sequence[Cell], heading: Sequence[str]) -> bool:
    """Say whether a row divides wide cells of the heading above it, and holds no number."""
    below = [as_written(cell).strip() for cell in row]
    filled = [index for index, text in enumerate(below) if text]
    divided = [at for at in filled if at and (at >= len(heading) or not heading[at])]
    return bool(divided) and not any(_NUMBER.fullmatch(below[index]) for index in filled)


def _joined(rows: Sequence[Row], top: int, end: int) -> tuple[str, ...]:
    """Return the heading of every column: its cells from top to bottom, each said once.

    A wide cell of an upper row holds for the columns to its right that have none of their own.
    """
    texts = [*map(_said_once, zip(*_block(rows, top, end), strict=True))]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _groups(rows: Sequence[Row], top: int, end: int) -> tuple[tuple[str, ...], ...]:
    """Return the wide headings above each column: of the first row, of the first two, and on."""
    columns = zip(*_block(rows, top, end), strict=True)
    return tuple(
        tuple(_said_once(each[:depth]) for depth in range(1, len(each))) for each in columns
    )


def _said_once(cells: Sequence[str]) -> str:
    return " ".join(" ".join(dict.fromkeys(filter(None, cells))).split())


def _block(rows: Sequence[Row], top: int, end: int) -> list[list[str]]:
    """Return the rows of a heading, as long as the longest, with wide cells in all they cover."""
    block = [
        [as_written(cell).strip()[:_LONGEST] for cell in row] for _, row in rows[top : end + 1]
    ]
    width = max(map(len, block))
    block = [row + [""] * (width - len(row)) for row in block]
    _widen(block)
    return block


def _widen(block: Sequence[list[str]]) -> None:
    """Say a wide cell of an upper row in the columns to its right too."""
    for upper, lower in reversed([*pairwise(block)]):
        for index in range(1, len(upper)):
            if not upper[index] and lower[index] and (lower[index - 1] or index == 1):
                upper[index] = upper[index - 1]
