"""Which encoding the evidence is for: recognised when it is clear, and refused when it is not."""

from __future__ import annotations

from ethnictrack.errors.files import (
    ForeignTextError,
    MixedTextError,
    UncertainTextError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.fonts import FONTS, Font
from ethnictrack.importing.sheets.evidence import (
    BEYOND,
    UNICODE,
    AsItIs,
    Evidence,
    TextReading,
    Windows,
)
from ethnictrack.values.text import shown

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
