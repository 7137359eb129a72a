"""Rows that are no records: totals, column numbers, "trong đó", signatures, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from ethnictrack.domain.text import fold
from ethnictrack.intake.field import Cell
from ethnictrack.intake.showing import as_written

_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[a-zđ])\)?(?:\s*=\s*[-+*/:x() 0-9]+)?")
_TOTAL = re.compile(
    r"(?:[ivx0-9.a-e]{1,4}[.)]? )?(?:tong cong|tong so|tong|cong tong|grand total|total)"
    r"(?: (?:cong|so|von|tien|ca|toan tinh|chung|muc|phan|nhom|chuong trinh|i+|[0-9]+).*)?"
    r"(?:\s*[(\[].*)?\s*:?"
)
_SUBTOTAL = re.compile(
    r"(?:cong|cong (?:muc|phan|nhom|chuong trinh|du an|i|ii|iii|iv|v|vi|[a-z0-9]) ?.*"
    r"|sub-?total|tong phu|cong don)(?:\s*[(\[].*)?\s*:?"
)
_OF_WHICH = re.compile(r"(?:trong do|bao gom|gom|of which)\b.*")
_CLOSING = re.compile(
    r"(?:.*, ?)?ngay (?:[0-9. …]*) ?thang (?:[0-9. …]*) ?nam (?:[0-9. …]*)"
    r"|\(?(?:ky|ky ten|ky, ho ten|ky, ghi ro ho ten|ky, dong dau|ky ten, dong dau).*\)?"
    r"|(?:nguoi lap|nguoi ghi so|lap bieu|lap bang|ke toan|phu trach ke toan|thu truong|truong ban"
    r"|pho truong ban|giam doc|chu tich|tm\.|kt\.|tl\.|tuq\.|xac nhan|noi nhan|nguoi kiem tra"
    r"|thu quy|chu tai khoan|prepared by|approved by|signed)\b.*"
    r"|(?:ghi chu|chu thich|luu y|note|notes|nguon|nguon so lieu|source)\s*:.*"
    r"|\(?\*+\)? ?\S.*"
    r"|(?:so tien )?(?:viet )?bang chu\s*:?.*|tong so tien.*bang chu.*"
)


_STARTS = re.compile(
    r"(?:[ivx0-9.a-e]{1,4}[.)]? )?(?:tong|cong|grand|total|sub|trong do|bao gom|gom|of which)"
    r"|.*\bngay |\(?ky|nguoi|lap |ke toan|phu trach|thu |truong|pho |giam doc|chu |tm|kt|tl|tuq"
    r"|xac nhan|noi nhan"
    r"|prepared|approved|signed|ghi chu|luu y|note|nguon|source|\(?\*|.*bang chu"
)


class Sort(Enum):
    """What a row is when it is no record."""

    TOTAL = auto()
    SUBTOTAL = auto()
    OF_WHICH = auto()
    CLOSING = auto()


@lru_cache(maxsize=1 << 14)
def sort_of(text: str) -> Sort | None:
    """Say what kind of row a cell announces."""
    if text.isascii() and (text[:1].isdigit() or text[-1:].isdigit()):
        return None  # an amount, a day, a code: most cells, and no label
    folded = fold(text)
    if not _STARTS.match(folded):
        return None
    if _TOTAL.fullmatch(folded):
        return Sort.TOTAL
    if _SUBTOTAL.fullmatch(folded):
        return Sort.SUBTOTAL
    if _OF_WHICH.fullmatch(folded):
        return Sort.OF_WHICH
    return Sort.CLOSING if _CLOSING.fullmatch(folded) else None


def announced(row: Sequence[Cell]) -> Sort | None:
    """Say what kind of row its first telling cell announces."""
    for cell in row:
        if isinstance(cell, str) and cell.strip() and (found := sort_of(cell)):
            return found
    return None


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Say whether a row that is none of its own numbers the columns: A, B, 1, 2, 3=1+2."""
    numbers = [int(head) for head in _heads(row) if head.isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False


def begins_numbers(row: Sequence[Cell]) -> bool:
    """Say the same of any row: it begins with A or 1, and has two numbers at least.

    A row such as A, 1 may be a programme and its money.
    """
    heads = _heads(row)
    letters = sum(not head.isdigit() for head in heads)
    numbers = len(heads) - letters
    first = [*"abcdđe"[:letters], *map(str, range(1, numbers + 1))]
    return numbers > 1 and heads == first


def _heads(row: Sequence[Cell]) -> list[str]:
    """Return what the cells of a row of column numbers begin with; nothing for any other row."""
    texts = [fold(text) for cell in row if (text := as_written(cell)).strip()]
    if len(texts) < 2 or not all(map(_NUMBERED.fullmatch, texts)):  # noqa: PLR2004 - one is a cell
        return []
    return [re.findall("[0-9]+|[a-zđ]", text)[0] for text in texts]


def same_heading(row: Sequence[Cell], texts: Sequence[str]) -> bool:
    """Say whether a row repeats the heading, as behind a page break."""
    said = {" ".join(as_written(cell).split()) for cell in row} - {""}
    return len(said) > 1 and said <= {part for text in texts for part in (text, *_parts(text))}


def _parts(text: str) -> list[str]:
    """Return the pieces a joined heading may have been made of."""
    words = text.split()
    return [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)]
