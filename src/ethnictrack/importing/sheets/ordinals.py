"""Marks of an outline, as the first column of a sheet has them: A, I, 1, 1.1, a), -."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ethnictrack.importing.cell import Cell, number_text

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
