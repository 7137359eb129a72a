"""Rows that are no records: totals, column numbers, "trong đó", signatures, footnotes.

A text only announces such a row. Whether it is one is decided by what the row carries of its own.
Phrases are compared with their tones, as a whole: "công" is not "cộng".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import BookError, ZeroAmountError
from ethnictrack.values.text import fold

if TYPE_CHECKING:
    from ethnictrack.importing.sheets.columns import Units

_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[a-zđ])\)?(?:\s*=\s*[-+*/:x() 0-9%]+)?")
_ALPHABETS = ("abcdeghikl", "abcdđeghik", "abcdefghij")
_MARK = r"(?:[ivx0-9.a-e]{1,4}[.)]? )?"
_END = r"(?:\s*[(\[].*)?\s*[:.]?"
# What a total may be of: words of the forms, then the number or name of the part.
_WHOLE = (
    r"(?: (?:cộng|số|vốn|số vốn|tiền|số tiền|cả|chung|kinh phí|toàn tỉnh|toàn huyện|toàn xã"
    r"|cả năm|các nguồn|nguồn vốn|giải ngân|kế hoạch|số tiền bằng số))*"
    r"(?: (?:[ivx]{1,4}|[0-9]{1,2}|[a-eđ])(?:\s*\+\s*(?:[ivx]{1,4}|[0-9]{1,2}|[a-eđ]))*)?"
)
_PART = (
    r"(?: (?:mục|phần|nhóm|trang|biểu|chương trình|dự án|tiểu dự án|nội dung|nguồn|vốn|huyện|xã"
    r"|tháng|quý|năm|nguồn vốn)(?: .{1,60})?)"
)
_TOTAL = rf"{_MARK}(?:tổng cộng|tổng số|cộng tổng|tổng|grand total|total){_WHOLE}{_PART}?{_END}"
_SUBTOTAL = (
    rf"{_MARK}(?:cộng{_WHOLE}{_PART}?|cộng(?: số)? phát sinh{_PART}?"
    rf"|cộng(?: số)? phát sinh trong (?:kỳ|tháng|quý|năm)|cộng dồn|tổng phụ|sub-?total)"
    rf"(?: [ivx]{{1,4}}| [a-z0-9])?{_END}"
)
# Sums of rows that stand elsewhere: months before, the page before or after, a balance.
_ELSEWHERE = (
    rf"{_MARK}(?:(?:tổng |cộng |số )?(?:lũy|luỹ|lũi) kế"
    r"(?: (?:từ|đến|tới|đầu|tháng|quý|năm|kỳ|trước)\b.{0,40})?"
    r"|(?:cộng |số )?(?:(?:trang|tháng|kỳ) trước )?(?:chuyển|mang) (?:sang|trang sau|kỳ sau)"
    r"(?: (?:trang|kỳ|tháng).{0,20})?"
    rf"|số dư (?:đầu|cuối) (?:kỳ|tháng|quý|năm).{{0,20}}){_END}"
)
_OF_WHICH = r"(?:trong đó|bao gồm|gồm có|gồm|of which)\s*:?|(?:trong đó|of which)\b.*"
_PEOPLE = (
    "người lập biểu|người lập bảng|người lập|người ghi sổ|lập biểu|lập bảng|kế toán trưởng"
    "|phụ trách kế toán|kế toán|thủ trưởng|phó thủ trưởng|trưởng ban|phó trưởng ban|giám đốc"
    "|phó giám đốc|chủ tịch|phó chủ tịch|người kiểm tra|kiểm soát|thủ quỹ|chủ tài khoản"
    "|trưởng phòng|cán bộ tổng hợp|người tổng hợp|prepared by|approved by|signed by"
)
_OFFICE = r"(?: (?:đơn vị|ubnd|ủy ban|uỷ ban|ban|cơ quan|biểu|xã|huyện|tỉnh)\b.{0,80})?"
_CLOSING = (
    r"(?:.*, ?)?ngày [0-9. …]* ?tháng [0-9. …]* ?năm [0-9. …]*"
    r"|\(?(?:ký|ký tên|ký, họ tên|ký, ghi rõ họ tên|ký, đóng dấu|ký tên, đóng dấu"
    r"|ký, họ tên, đóng dấu|ký, ghi rõ họ tên, đóng dấu|ký và ghi rõ họ tên"
    r"|ký, ghi rõ họ tên và đóng dấu|ký tên, ghi rõ họ tên)\)?"
    rf"|(?:{_PEOPLE}){_OFFICE}\s*(?:\(.*\))?\s*[:.]?"
    r"|(?:tm|kt|tl|tuq)\.\s*\S.*"
    r"|xác nhận của .*|nơi nhận\s*:?|nơi nhận\s*:.*"
    r"|(?:ghi chú|chú thích|lưu ý|note|notes|nguồn|nguồn số liệu|source)\s*:.*"
    r"|\(?\*+\)? ?\S.*"
    r"|(?:\(|.*\b)?(?:bằng chữ|viết bằng chữ)\s*:.*"
    r"|(?:số tiền )?(?:viết )?bằng chữ\b.*|tổng số tiền.*bằng chữ.*"
    r"|(?:ấn định|phần) (?:số tiền|kbnn|kho bạc)\b.*"
)


class Sort(Enum):
    """What a row is when it is no record."""

    TOTAL = auto()
    SUBTOTAL = auto()
    OF_WHICH = auto()
    CLOSING = auto()
    ELSEWHERE = auto()


SUMS = frozenset({Sort.TOTAL, Sort.SUBTOTAL, Sort.ELSEWHERE})


def _bare(pattern: str) -> str:
    """Return a pattern without accents, everything else as it is."""
    apart = unicodedata.normalize("NFD", pattern)
    return "".join(one for one in apart if not unicodedata.combining(one)).replace("đ", "d")


_SORTS = (
    (Sort.ELSEWHERE, _ELSEWHERE),
    (Sort.TOTAL, _TOTAL),
    (Sort.SUBTOTAL, _SUBTOTAL),
    (Sort.OF_WHICH, _OF_WHICH),
    (Sort.CLOSING, _CLOSING),
)
_TONED = [(sort, re.compile(pattern)) for sort, pattern in _SORTS]
# Texts typed without any accent are held against the phrases without theirs.
_BARE = [(sort, re.compile(_bare(pattern))) for sort, pattern in _SORTS]
_BEGINS = re.compile(
    r"(?:[ivx0-9.a-e]{1,4}[.)]? )?(?:tong|cong|grand|total|sub|trong|bao|gom|of"
    r"|lu[yi] ke|so (?:du|trang|thang|ky|chuyen|mang|luy|lui)|chuyen|mang|trang|thang|ky)"
    r"|.*\bngay |\(?k[yei]|\(|nguoi|lap |phu |thu |truong|pho |giam|chu |can |tm|tl|tuq|xac|noi"
    r"|prepared|approved|signed|ghi|luu|note|nguon|source|\*|.*bang chu|so tien|an dinh|phan "
)
_LONGEST = 300  # characters; a longer text announces nothing


@lru_cache(maxsize=1 << 14)
def sort_of(text: str) -> Sort | None:
    """Say what kind of row a cell announces."""
    if text.isascii() and (text[:1].isdigit() or text[-1:].isdigit()):
        return None  # an amount, a day, a code: most cells, and no label
    if len(text) > _LONGEST or not _BEGINS.match(fold(text)):
        return None
    toned = " ".join(unicodedata.normalize("NFC", text).lower().split())
    known = _BARE if text.isascii() else _TONED
    return next((sort for sort, phrase in known if phrase.fullmatch(toned)), None)


def announced(row: Sequence[Cell]) -> Sort | None:
    """Say what kind of row its first telling cell announces."""
    for cell in row:
        if isinstance(cell, str) and cell.strip() and (found := sort_of(cell)):
            return found
    return None


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Say whether a row numbers the columns: A, B, 1, 2, 3=1+2, C.

    It begins at A or 1, both go on without a gap, and it has three cells at least: a row such as
    A, 1 may be a programme and its money.
    """
    heads = _heads(row)
    numbers = [*filter(str.isdigit, heads)]
    letters = "".join(each for each in heads if each not in numbers)
    counted = numbers == [*map(str, range(1, len(numbers) + 1))]
    lettered = letters in {each[: len(letters)] for each in _ALPHABETS}
    first = "a" if letters else "1"
    return len(heads) > 2 and heads[0] == first and counted and lettered  # noqa: PLR2004


def _heads(row: Sequence[Cell]) -> list[str]:
    """Return what the cells of a row of column numbers begin with; nothing for any other row."""
    texts = [" ".join(text.lower().split()) for cell in row if (text := as_written(cell)).strip()]
    if not all(map(_NUMBERED.fullmatch, texts)):
        return []
    return [re.findall("[0-9]+|[a-zđ]", text)[0] for text in texts]


def same_heading(row: Sequence[Cell], texts: Sequence[str]) -> bool:
    """Say whether a row repeats the heading, as behind a page break: each cell in its column."""
    said = _said(row)
    if len(said) < 2 or max(said) >= len(texts):  # noqa: PLR2004 - one word may be a value
        return False
    return all(f" {each} " in f" {texts[at]} " for at, each in said.items())


def moved_heading(row: Sequence[Cell], texts: Sequence[str]) -> bool:
    """Say whether a row is made of the headings, but in another order."""
    said = _said(row)
    known = {text for text in texts if text}
    return len(said) > 1 and set(said.values()) <= known and len(set(said.values())) > 1


def _said(row: Sequence[Cell]) -> dict[int, str]:
    """Return the texts of a row by column, blanks folded."""
    folded = {at: " ".join(as_written(cell).split()) for at, cell in enumerate(row) if cell != ""}
    return {at: text for at, text in folded.items() if text}


class OddCell:
    """What a column remembers of a cell that is no plain value.

    It may be unreadable, a label with or without a ``value``, or blank, when it is none of these.
    """

    __slots__ = ("error", "sort", "value")

    def __init__(
        self, error: BookError | None = None, sort: Sort | None = None, value: object = None
    ) -> None:
        self.error = error
        self.sort = sort
        self.value = value


# A voucher, a paper or a day belongs to one record, and never to a sum of several.
_KEYS = ("voucher", "date", "decision", "key")
_DASHES = " -–—−"
_CODES = ("program", "code", "voucher", "decision", "key")


class RowKeys:
    """Tells what rows of one table carry. ``constants``, said for all rows, carry nothing."""

    def __init__(
        self, units: Units, required: frozenset[str], constants: Mapping[str, object]
    ) -> None:
        self._units = units
        self._required = required - constants.keys()
        self._columns = {each.field.name: each.index for each in units.columns(None)}
        self._several = any(each.field.several for each in units.columns(None))
        self.money = {each.field.name for each in units.columns(None) if each.field.money}

    def cells(self, row: Sequence[Cell]) -> dict[str, object]:
        """Read the cells that are there, by field."""
        return {
            column.field.name: column.memory[row[column.index]]
            for column in self._units.columns(self._units.of(row))
            if column.index < len(row) and row[column.index] != ""
        }

    def key(self, row: Sequence[Cell], *, dated: bool = True) -> bool:
        """Say whether a row has a key of its own: a label in its place is none.

        Where a day stands in every row, as of a table of one day, it is not ``dated`` by it.
        """
        found = self.cells(row)
        return any(written(found.get(name)) for name in _KEYS if dated or name != "date")

    def complete(self, found: Mapping[str, object]) -> bool:
        """Say whether a row fills what every record of its noun needs.

        The name of an activity may be "Tổng số"; what a row of money pays for may not.
        """
        if self.money:
            paid = not self._several or any(written(found.get(name)) for name in self.money)
            return paid and all(written(found.get(name)) for name in self._required)
        filled = [found.get(name) for name in self._required]
        return all(map(_filled, filled)) and any(map(written, filled))

    def labelled(self, found: Mapping[str, object]) -> bool:
        """Say whether a row fills all that a record needs, with a label in place of a code.

        An amount beside the label is what a total has; a year besides is that of a record.
        """
        if not self.money:
            return False
        filled = {name for name in self._required if _filled(found.get(name))}
        own = {name for name in filled - self.money if written(found.get(name))}
        return filled == self._required and bool(own)

    @property
    def bare(self) -> bool:
        """Say whether money is all a row has to fill: a total fills it just as well."""
        return self._required <= self.money

    def record(self, row: Sequence[Cell]) -> bool:
        """Say whether a row can only be a record: it has a key, or all there is of a register."""
        return self.key(row) or (not self.money and self.complete(self.cells(row)))

    def without_money(self, row: Sequence[Cell], found: Mapping[str, object]) -> bool:
        """Say whether a row has 0, a dash or nothing where its money stands."""
        if not self.money:
            return False
        cells = {name: as_written(row[at]) for name, at in self._columns.items() if at < len(row)}
        return all(
            not cells.get(name, "").strip(_DASHES) or _zero(found.get(name)) for name in self.money
        )

    def seems(self, row: Sequence[Cell]) -> bool:
        """Say whether a row where none is expected looks like a record all the same."""
        found = self.cells(row)
        if any(isinstance(value, Amount | date) for value in found.values()):
            return True
        codes = (name for name in _CODES if written(found.get(name)))
        return any(any(map(str.isdigit, str(row[self._columns[name]]))) for name in codes)


def _zero(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, OddCell) and isinstance(value.error, ZeroAmountError)


def _filled(value: object) -> bool:
    """Say whether a cell holds something other than blanks."""
    if isinstance(value, OddCell):
        return value.error is not None or value.sort is not None
    return value is not None


def written(value: object) -> bool:
    """Say whether a cell holds something other than blanks or a label, readable or not."""
    if isinstance(value, OddCell):
        return value.error is not None and value.sort is None
    return value is not None


def label_alone(found: Mapping[str, object]) -> Sort | None:
    """Return what a cell announces that can only be a label, such as "tổng" for a capital."""
    labels = (each.sort for each in found.values() if isinstance(each, OddCell) and each.error)
    return next((sort for sort in labels if sort in SUMS), None)
