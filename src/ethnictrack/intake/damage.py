"""Text that was decoded wrongly before it was saved: what it was, if that can be told."""

from __future__ import annotations

import re

# UTF-8 read as Windows-1252 shows its lead bytes as these letters, each with a sign behind it.
_SIGNS = re.compile(
    "[ÃÂÄÅÆ][\u0080-\u00bf‘’“”†‡•…‰ŒœŠšŸŽžƒ€™–—˜¡°]|á[º»]|[\u00c2\u00e1\u00e2][\u0080-\u009f]"
)


def undamaged(text: str) -> str | None:
    """Return what a damaged text was, "" when it is lost, None when the text is whole."""
    if text.isascii():
        return None
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
