"""Rows that are no records: totals, column numbers, "trong đó", signatures, footnotes.

A text only announces such a row. Whether it is one is decided by what the row carries: see
``carried``. Phrases are compared with their tones, as a whole: "công" is not "cộng".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.values.text import fold

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
