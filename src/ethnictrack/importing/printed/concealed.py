"""Signs that a file shows something else than what is read from it.

Looking proves nothing: there are more ways to hide a figure than anybody can list. What is found
is named to help a reader; only the bytes of a sealed file prove what it says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import unescape
from io import BytesIO

from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.zip_guard import Gate

_HIDDEN = N_("hidden text, rows, columns or sheets")
_SMALL = N_("letters too small or too pale to be seen")
_SYMBOLS = N_("symbols or letters of a symbol font")
_BOXES = N_("text boxes, pictures or embedded objects")
_TRACKED = N_("tracked changes")
_FORMATS = N_("number formats of its own")
_FORMULAS = N_("formulas")
_STYLES = N_("styles of its own")
_SCRIPTS = N_("scripts, frames or pictures")
_COMMENTS = N_("comments or markup that is not shown")
_UNSEEN = N_("characters that cannot be seen")

_SIZES = (b"0", b"1", b"2", b"3", b"4", b"5", b"6")  # half points
_MARKS: dict[str, tuple[tuple[Message, tuple[bytes, ...]], ...]] = {
    "docx": (
        (_HIDDEN, (b"<w:vanish", b"<w:webhidden", b"<w:specvanish")),
        (
            _SMALL,
            (
                *(b'<w:sz w:val="%s"' % size for size in _SIZES),
                *(b'w:color w:val="ffffff"', b'w:themecolor="background', b"<w:w w:val="),
            ),
        ),
        (_SYMBOLS, (b"<w:sym", b'="symbol"', b"wingdings", b"webdings")),
        (_BOXES, (b"<w:txbxcontent", b"<w:drawing", b"<w:pict", b"<w:object", b"<w:altchunk")),
        (_TRACKED, (b"<w:ins ", b"<w:del ", b"<w:movefrom", b"<w:moveto")),
    ),
    "xlsx": (
        (_HIDDEN, (b'hidden="1"', b'hidden="true"', b'state="hidden"', b'state="veryhidden"')),
        (_SMALL, (*(b'<sz val="%s"' % size for size in _SIZES[:4]), b'rgb="ffffffff"')),
        (_FORMULAS, (b"<f>", b"<f ")),
        (_BOXES, (b"<drawing", b"<legacydrawing", b"<oleobject", b"<picture")),
    ),
    "html": (
        (
            _HIDDEN,
            (b" hidden", b"display:", b"visibility:", b"opacity:", b"<details"),
        ),
        (_STYLES, (b"<style", b"style=", b"<link", b"@import", b"font-size", b"color:")),
        (_SCRIPTS, (b"<script", b"<iframe", b"<img", b"<object", b"<embed", b"onload=")),
        (_COMMENTS, (b"<!--",)),
    ),
    "markdown": ((_COMMENTS, (b"<!--", b"<span", b"<div", b"<del", b"<font", b"&#", b"![")),),
}
_ZIPPED = {"docx": "word/", "xlsx": "xl/"}


def concealed(kind: str, content: bytes, sealed: bytes) -> list[Message]:
    """Return what a file has more of than the sealed one, as far as it can hide something.

    Both were read before, and so are within the bounds of a reader.
    """
    found, wanted = _texts(kind, content), _texts(kind, sealed)
    names = [
        name for name, marks in _MARKS.get(kind, ()) if _count(found, marks) > _count(wanted, marks)
    ]
    if _formats(found) - _formats(wanted):
        names.append(_FORMATS)
    if kind not in _ZIPPED and _unseen(content) > _unseen(sealed):
        names.append(_UNSEEN)
    return names


def _texts(kind: str, content: bytes) -> list[bytes]:
    """Return what a file is made of, in small letters."""
    if kind not in _ZIPPED:
        return [content.lower()]
    gate = Gate("", BytesIO(content))
    parts = (each for each in gate.parts if each.lower().endswith(".xml"))
    mine = (each for each in parts if each.startswith(_ZIPPED[kind]))
    return [b"".join(gate.again(each)).lower() for each in mine]


def _count(texts: Iterable[bytes], marks: tuple[bytes, ...]) -> int:
    return sum(text.count(mark) for text in texts for mark in marks)


def _formats(texts: Iterable[bytes]) -> set[str]:
    """Return the number formats of a workbook."""
    pieces = (piece for text in texts for piece in text.split(b' formatcode="')[1:])
    return {unescape(piece.partition(b'"')[0].decode("utf-8", "replace")) for piece in pieces}


def _unseen(content: bytes) -> int:
    text = content.decode("utf-8", "replace")
    return sum(unicodedata.category(each) == "Cf" for each in text if not each.isascii())
