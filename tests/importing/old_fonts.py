"""Vietnamese as it was typed for old fonts: written anew here, so that a slip in a table shows.

TCVN3 letter by letter in the order of the alphabet; VNI and CP1258 by their rules.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

# By vowel: ngang where it has a sign, then huyền, hỏi, ngã, sắc, nặng.
_SMALL = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
)
_CAPITALS = ("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦")

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_PLAIN = "øùûõï"
_ALONE = dict(zip("đìíỉĩịỵ", "ñìíæóòî", strict=True))

SMALL = _SMALL[0]
LETTERS = SMALL + SMALL.upper()


def tcvn3(text: str) -> str:
    """Type a text for .VnTime; a capital with a tone has no sign and takes the small letter's."""
    signs = dict(zip(*_SMALL, strict=True)) | dict(zip(*_CAPITALS, strict=True))
    return "".join(signs.get(one) or signs.get(one.lower(), one) for one in text)


def vni(text: str) -> str:
    """Type a text for VNI-Times: the letter, then its mark."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    if letter.isascii() or letter.lower() in "–“”":
        return letter
    if letter.isupper():
        return _vni(letter.lower()).upper()
    apart: list[str] = list(unicodedata.normalize("NFD", letter))
    tone = next((_TONES.index(mark) for mark in apart if mark in _TONES), -1)
    mark = _PLAIN[tone] if tone >= 0 else ""
    horned = {"o": "ô", "u": "ö"}.get(apart[0], "")
    if "\u031b" in apart:
        marked = horned + mark
    elif "\u0302" in apart or "\u0306" in apart:
        marked = apart[0] + ("âàáåãä" if "\u0302" in apart else "êèéúüë")[tone + 1]
    else:
        marked = apart[0] + mark
    return _ALONE.get(letter, marked)


def cp1258(text: str) -> bytes:
    """Write a text in the bytes of Windows: the letter, then its tone."""
    written = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in _TONES)
        bare = "".join(mark for mark in apart if mark not in _TONES)
        written += (unicodedata.normalize("NFC", bare) + tone).encode("cp1258")
    return written


TYPED: Mapping[str, Callable[[str], bytes]] = {
    "tcvn3": lambda text: tcvn3(text).encode("cp1252"),
    "vni": lambda text: vni(text).encode("cp1252"),
    "cp1258": cp1258,
}
