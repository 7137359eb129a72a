"""Text that was decoded wrongly before it was saved: what it was, if that can be told."""

from __future__ import annotations

import html
import re

# UTF-8 read as Windows-1252 shows its lead bytes as these letters, each with a sign behind it.
_SIGNS = re.compile(
    "[ÃÂÄÅÆ][\u0080-\u00bf‘’“”†‡•…‰ŒœŠšŸŽžƒ€™–—˜¡°]|á[º»]|[\u00c2\u00e1\u00e2][\u0080-\u009f]"
)


# What a spreadsheet or a database shows in the place of a value.
_NO_VALUE = re.compile(
    r"#(?:N/A|GETTING_DATA|[^\W_][\w/]+[!?]|#+)|Err:[0-9]{3}|null|NULL|\(null\)|\?(?: ?\?)+"
)
_FIRST = frozenset("#ENn(?")  # how these begin
# A text as some programs write it for spreadsheets: ="0001", '0001.
_TYPED = re.compile(r'="([^"]*)"|\'([0-9][0-9./-]*)')
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# A save in a small encoding leaves question marks in the place of letters.
_LOST = re.compile(r"[^\W\d_]\?+(?P<gap> ?)(?P<next>[^\W\d_])")
# A word that has none of its vowels left: tr? h?; one of capitals is an abbreviation. A single
# capital is lost where the text goes on, as in C? Ba; at its end, "lô C?", it is a question.
_MUTE = re.compile(
    r"(?<![^\W_])(?:[BCDĐGHKLMNPQRSTVX]?[bcdđghklmnpqrstvx]{1,2}\?"
    r"|[BCDĐGHKLMNPQRSTVX]\?+ ?(?=[^\W\d_]))"
)


def no_value(text: str) -> bool:
    """Say whether a text is what a spreadsheet shows where there is no value."""
    text = text.strip()
    return text[:1] in _FIRST and _NO_VALUE.fullmatch(text) is not None


def _written_for(text: str) -> str | None:
    """Return what a text was before it was written for a web page or a small encoding."""
    if "?" in text and _lost(text):
        return ""
    if "&" in text and _ENTITY.search(text) and (meant := html.unescape(text)) != text:
        return meant
    typed = _TYPED.fullmatch(text.strip()) if text.startswith(('="', "'")) else None
    return (typed[1] or typed[2] or "") if typed else None


def _lost(text: str) -> bool:
    """Say whether question marks stand in the place of letters."""
    if "://" in text:
        return False
    found = _LOST.finditer(text)
    return bool(_MUTE.search(text)) or any(
        not each["gap"] or each["next"].islower() for each in found
    )


def undamaged(text: str) -> str | None:
    """Return what a damaged text was, "" when it is lost, None when the text is whole."""
    if (meant := _written_for(text)) is not None or text.isascii():
        return meant
    if "\ufffd" in text:
        return ""
    if not _SIGNS.search(text):
        return None
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return None
