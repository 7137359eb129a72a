"""Which encoding a text file is in: said, marked, or recognised; never guessed."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from ethnictrack.errors.files import UncertainEncodingError, UnknownEncodingError
from ethnictrack.i18n import Message
from ethnictrack.importing.files.file_kind import (
    candidates,
    check_font,
    converted,
    encoding_in,
    font_in,
    of_bytes,
    of_unicode,
)
from ethnictrack.importing.files.fonts import FONTS, Font
from ethnictrack.importing.files.outside import Outside
from ethnictrack.importing.sheets.evidence import Evidence
from ethnictrack.values.text import composed, shown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp1258": "cp1258",
    "windows-1258": "cp1258",
}
_FONTS = {"abc": FONTS[0], **{font.name: font for font in FONTS}}
_WESTERN = "cp1252"  # in which the bytes of the old fonts are the signs they show


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by the name shown to people, Python's codec for it, and the font, if it is old.

    ``notes`` say what was recognised and converted.
    """

    name: str
    codec: str
    font: Font | None = None
    notes: tuple[Message, ...] = ()

    def decoder(self) -> Callable[[bytes, bool], str]:
        """Return a decoder that is fed chunk by chunk."""
        return codecs.getincrementaldecoder(self.codec)("strict").decode

    def unicode(self, line: str) -> str:
        """Return a line that was decoded as people should read it."""
        if self.font:
            return self.font.convert(line)
        return composed(line) if self.codec == "cp1258" else line


def font_said(said: str | None) -> Font | None:
    """Return the old font that --encoding names. Raises: UnknownEncodingError."""
    name = (said or "").strip().lower().replace("_", "-")
    if said is not None and name not in {*_CODECS, *_FONTS}:
        raise UnknownEncodingError(shown(said), (*_CODECS, *_FONTS))
    return _FONTS.get(name)


def encoding_of(outside: Outside, said: str | None) -> Encoding:
    """Return the encoding of a file. Raises: the refusals of encodings and fonts."""
    marked = next((codec for mark, codec in _MARKS if outside.head(3).startswith(mark)), "")
    font = font_said(said)
    if said is not None and font is None:
        return _named(said)
    codec, heard = marked or "utf-8-sig", of_unicode()
    place = _hear(outside, codec, heard)
    if font:
        if place:
            codec, heard = _WESTERN, of_unicode()
            _hear(outside, codec, heard)
        return Encoding(font.name, codec, font, tuple(check_font(heard, font)))
    if not place:
        font, notes = font_in(heard)
        return Encoding(codec.removesuffix("-sig"), codec, font, tuple(notes))
    if marked:
        return Encoding(codec.removesuffix("-sig"), codec)  # refused where it is read
    return _of_bytes(outside, *place)


def _named(said: str) -> Encoding:
    name = said.strip().lower().replace("_", "-")
    return Encoding(name, _CODECS[name])


def _of_bytes(outside: Outside, line: int, position: int) -> Encoding:
    """Recognise a file that is not UTF-8 from its byte ``position`` on."""
    heard = of_bytes()
    if _hear(outside, _WESTERN, heard):
        raise UncertainEncodingError(line, position, ())
    found = encoding_in(heard)
    if found is None:
        raise UncertainEncodingError(line, position, candidates(heard))
    notes = (converted(heard, found),)
    if isinstance(found, Font):
        return Encoding(found.name, _WESTERN, found, notes)
    return Encoding(found.name, found.name, None, notes)


def _hear(outside: Outside, codec: str, heard: Evidence) -> tuple[int, int] | None:
    """Go through a whole file; return line and byte, from 1, of what the codec cannot decode."""
    decode = codecs.getincrementaldecoder(codec)("strict").decode
    line, done, rest = 1, 0, ""
    for chunk in chain(outside.chunks(), (b"",)):
        try:
            text = rest + decode(chunk, not chunk)
        except UnicodeDecodeError as cause:
            start = done - (len(cause.object) - len(chunk)) + cause.start
            before = cause.object[: cause.start].count(b"\n")
            return line + before, start + 1
        whole = text.rfind("\n") + 1 or len(text)
        heard.add(text[:whole], line)
        line += text.count("\n", 0, whole)
        rest, done = text[whole:], done + len(chunk)
    heard.add(rest, line)
    return None
