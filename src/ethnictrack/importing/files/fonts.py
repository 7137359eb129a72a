"""Text typed for the fonts from before Unicode: TCVN3 (ABC, .VnTime) and VNI (VNI-Times).

Such text shows Latin signs where Vietnamese letters were meant, in bytes and, once a spreadsheet
has kept it, in Unicode as well. Python knows neither encoding.
Source: docs/sources.md, S-24.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# Runs of neighbouring signs. There are no capitals with tones: .VnTimeH draws the small letters as
# capitals, so that a heading in that font comes out with small letters inside.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",  # the soft hyphen, U+00AD, is ư
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# Signs by themselves, and the marks that make letters of the letter before them. Capitals have
# capital marks.
_VNI_ALONE = ("ñôöæóòìíî", "đơưỉĩịìíỵ")
_VNI_MARKED = {
    "a": ("øùûõïâàáåãäêèéúüë", "àáảãạâầấẩẫậăằắẳẵặ"),
    "e": ("øùûõïâàáåãä", "èéẻẽẹêềếểễệ"),
    "o": ("øùûõïâàáåãä", "òóỏõọôồốổỗộ"),
    "u": ("øùûõï", "ùúủũụ"),
    "y": ("øùûõ", "ỳýỷỹ"),
    "ô": ("øùûõï", "ờớởỡợ"),
    "ö": ("øùûõï", "ừứửữự"),
}


class Font:
    """A family of old fonts. ``table`` has every letter by the one or two signs that show it."""

    def __init__(self, name: str, title: str, table: Mapping[str, str]) -> None:
        self.name = name
        self.title = title
        self.table = table
        pieces = "|".join(sorted(table, key=len, reverse=True))
        self._pieces = re.compile(pieces)
        self._word = re.compile(f"(?:{pieces}|[\0-\x7f])*")

    def convert(self, text: str) -> str:
        """Return a text of the font in Unicode, composed; what is none of its signs stays."""
        return text if text.isascii() else self._pieces.sub(lambda sign: self.table[sign[0]], text)

    def word(self, text: str) -> str | None:
        """Return what a word was, or None when it holds a sign that is none of the font."""
        return self.convert(text) if self._word.fullmatch(text) else None


def _tcvn3() -> Iterator[tuple[str, str]]:
    for start, letters in _TCVN3.items():
        yield from ((chr(at), letter) for at, letter in enumerate(letters, start))


def _vni() -> Iterator[tuple[str, str]]:
    small = [*zip(*_VNI_ALONE, strict=True)]
    for before, (marks, letters) in _VNI_MARKED.items():
        small += [(before + mark, letter) for mark, letter in zip(marks, letters, strict=True)]
    for signs, letter in small:
        yield signs, letter
        yield signs.upper(), letter.upper()


TCVN3 = Font("tcvn3", "TCVN3 (ABC)", dict(_tcvn3()))
VNI = Font("vni", "VNI", dict(_vni()))
FONTS = (TCVN3, VNI)
