"""Programmes by the numbers sheets call them by: Tiểu dự án 2 Dự án 3, TDA1-DA4, Nội dung 02.

The numbers are those of the code: DA3.2, HP2.03. A name behind a colon has to be that of the
programme, or the beginning of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ethnictrack.values.text import fold

_CODE = re.compile(r"(?P<head>da|hp)(?P<first>[0-9]+)(?P<rest>(?:\.[0-9]+)*)")
_WORDS = (
    ("part", r"(?:tieu du an|tda)(?: so)? ?"),
    ("da", r"(?:du an|da)(?: thanh phan)?(?: so)? ?"),
    ("hp", r"(?:hop phan|hp)(?: thu| so)? ?"),
    ("part", r"(?:noi dung thanh phan|ndtp|noi dung|nd)(?: so)? ?"),
)
_NUMBER = r"0*(?P<number>[1-9][0-9]?|nhat|hai|ba|iii|ii|i)\b"
_PHRASES = [(level, re.compile(words + _NUMBER)) for level, words in _WORDS]
_SPELT = {"nhat": 1, "hai": 2, "ba": 3, "i": 1, "ii": 2, "iii": 3}
_BETWEEN = re.compile(r"(?:[\s,;/()–—-]+|(?:thuoc|cua|trong|thuộc|của)\b)+")
_MOST = 20  # places in a text that may part a programme from a part of it


def _counted(word: str) -> int:
    """Return a number, be it spelt."""
    return _SPELT[word] if word in _SPELT else int(word)


@dataclass(frozen=True, slots=True)
class PartNumbers:
    """What a text numbers, from the outermost: the project or component, and its parts."""

    head: tuple[str, int] | None
    parts: tuple[int, ...]
    name: str = ""

    @classmethod
    def said(cls, text: str) -> PartNumbers | None:
        """Read a text; None where a word of it is anything else."""
        before, _, name = fold(text).partition(":")
        head, parts, at = None, [], 0
        while at < len(before):
            if between := _BETWEEN.match(before, at):
                at = between.end()
                continue
            found = next(
                ((level, met) for level, each in _PHRASES if (met := each.match(before, at))), None
            )
            if found is None:
                return None
            level, met = found
            number = _counted(met["number"])
            if level == "part":
                parts.append(number)
            elif head is None:
                head = level, number
            else:
                return None
            at = met.end()
        return cls(head, tuple(parts), name.strip()) if head or parts else None

    @classmethod
    def below(cls, text: str) -> Iterator[tuple[str, PartNumbers]]:
        """Yield what a part may be of, and its numbers: Chương trình 135, tiểu dự án 2."""
        for between in islice(_BETWEEN.finditer(text.lower()), _MOST):
            sides = text[: between.start()].strip(), text[between.end() :].strip()
            for one, other in (sides, sides[::-1]):
                if one and (said := cls.said(other)):
                    yield one, said

    def of(self, above: str, code: str) -> bool:
        """Say whether a code is that of the part below another code: CT135.2 of CT135."""
        numbers = (*([self.head[1]] if self.head else []), *self.parts)
        return fold(code) == ".".join((fold(above), *map(str, numbers)))

    def means(self, code: str, name: str) -> bool:
        """Say whether a programme may be meant."""
        found = _CODE.fullmatch(fold(code))
        if found is None:
            return False
        parts = tuple(int(each) for each in found["rest"].split(".") if each)
        head = found["head"], int(found["first"])
        known = fold(name)
        fits = not self.name or known.startswith(self.name) or self.name.startswith(known)
        return fits and self.parts in {parts, parts[::-1]} and self.head in {None, head}
