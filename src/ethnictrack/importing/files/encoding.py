"""Which encoding a text file is in: said, marked, or recognised; never guessed."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from ethnictrack.errors.files import (
    ForeignTextError,
    MixedTextError,
    UncertainEncodingError,
    UncertainTextError,
    UnknownEncodingError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.fonts import FONTS, Font
from ethnictrack.importing.files.outside import Outside
from ethnictrack.importing.sheets.evidence import (
    BEYOND,
    UNICODE,
    AsItIs,
    Evidence,
    TextReading,
    Windows,
)
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


_FEW = 3  # different words; fewer may be chance, or a foreign name
_RARE = 20  # times as many words that say otherwise
_ENOUGH = 0.7  # of the words have to be syllables; names and other languages are not
_POSSIBLE = 0.3  # of the words, for an encoding that is worth showing
_CONVERTED = N_(
    "Read as {encoding} and converted: line {line}, “{before}” is “{after}”. If that is wrong, say "
    "what it is with --encoding."
)
_LEFT = N_("Line {line}, “{before}” would be “{after}” in {encoding}; it was left as it is.")
_WOULD = N_("“{after}” in {encoding}")


def of_unicode() -> Evidence:
    """Return what hears a text that is Unicode, or of an old font and kept as Unicode."""
    return Evidence((AsItIs(), *FONTS))


def of_bytes() -> Evidence:
    """Return what hears a text that is no Unicode and has been read as CP1252."""
    return Evidence((*FONTS, Windows()))


def font_in(heard: Evidence) -> tuple[Font | None, list[Message]]:
    """Return the old font of a Unicode text, if it is of one, and what people should know.

    Raises: MixedTextError, UncertainTextError.
    """
    best, second = sorted(FONTS, key=lambda font: -len(heard.alone[font.name]))
    strange, proper = (len(words[best.name]) for words in (heard.alone, heard.proper))
    if strange < _FEW and strange * _RARE <= proper:
        return None, [_told(heard, best, _LEFT)] if strange else []
    if proper >= _FEW or proper * _RARE > strange:
        unicode, old = heard.samples[UNICODE], heard.samples[best.name]
        would = shown(best.convert(old.text))
        raise MixedTextError(
            unicode.line, shown(unicode.text), old.line, shown(old.text), would, best.title
        )
    if strange == 1 or len(heard.alone[second.name]) * 2 > strange:
        raise _uncertain(heard, best, second)
    return best, [converted(heard, best)]


def _uncertain(heard: Evidence, *fonts: Font) -> UncertainTextError:
    """Return the refusal of a text that may be of several fonts, or of none."""
    sample = heard.samples[fonts[0].name]
    readings: tuple[TextReading, ...] = (AsItIs(), *fonts)
    read = {each.convert(sample.text): each for each in readings}
    told = tuple(_would(each, text) for text, each in read.items())
    return UncertainTextError(sample.line, shown(sample.text), told)


def encoding_in(heard: Evidence) -> TextReading | None:
    """Return the encoding of a text that is no Unicode, if it is clear."""
    ranked = sorted(heard.readings.values(), key=lambda each: -heard.valid[each.name])
    best, second = (heard.valid[each.name] for each in ranked[:2])
    clear = best >= heard.total * _ENOUGH and second * 2 <= best
    return ranked[0] if heard.total and clear else None


def candidates(heard: Evidence) -> tuple[Message, ...]:
    """Show what a text that is no Unicode would read in the encodings it may be in."""
    likely = heard.total * _POSSIBLE
    found = [each for each in heard.readings.values() if heard.valid[each.name] > likely]
    return tuple(_would(each, each.convert(heard.samples[each.name].text)) for each in found)


def check_font(heard: Evidence, font: Font) -> list[Message]:
    """Return what people should know of a text whose font was said. Raises: ForeignTextError."""
    if any(map(BEYOND.search, heard.proper[font.name])):
        sample = heard.samples[UNICODE]
        raise ForeignTextError(sample.line, shown(sample.text), font.title)
    return [converted(heard, font)] if font.name in heard.samples else []


def converted(heard: Evidence, reading: TextReading) -> Message:
    """Say that a text was converted, with a sample before and after."""
    return _told(heard, reading, _CONVERTED)


def _told(heard: Evidence, reading: TextReading, frame: Message) -> Message:
    sample = heard.samples[reading.name]
    return frame.of(
        encoding=reading.title,
        line=sample.line,
        before=shown(sample.text),
        after=shown(reading.convert(sample.text)),
    )


def _would(reading: TextReading, text: str) -> Message:
    """Show what a text would read in an encoding."""
    return _WOULD.of(encoding=reading.title, after=shown(text))
