"""Which encoding a text file is in: said, marked, or recognised; never guessed.

Whole texts are looked at, never a single cell: one word may be a Vietnamese syllable in two
encodings, a sheet is not. Text typed for the fonts from before Unicode, TCVN3 (ABC, .VnTime) and
VNI (VNI-Times), shows Latin signs where Vietnamese letters were meant, in bytes and, once a
spreadsheet has kept it, in Unicode as well. Python knows neither. Source: docs/sources.md, S-24.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol

from ethnictrack.errors.files import (
    ForeignTextError,
    MixedTextError,
    UncertainEncodingError,
    UncertainTextError,
    UnknownEncodingError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.input_file import InputFile
from ethnictrack.values.text import composed, shown

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


_ONSET = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăk|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây"
    "|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu"
    "|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu"
    "|o|oa|oac|oach|oai|oan|oang|oanh|oao|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet"
    "|oi|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt"
    "|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uôc|uôi|uôm|uôn|uông|uôt|uơ|up|ut"
    "|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt"
    "|ươu|ưt|ưu|y|yêm|yên|yêng|yêt|yêu"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RHYME})")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPPED = ("c", "ch", "k", "p", "t")  # ends that go with two tones only
_SHARP = {"\u0301", "\u0323"}


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Say whether a word is one Vietnamese syllable with at most one tone, written rightly."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [one for one in apart if ord(one) in _TONES]
    bare = unicodedata.normalize("NFC", apart.translate(_TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not bare.endswith(_STOPPED) or set(tones) <= _SHARP


UNICODE = "unicode"
_MOST = 5  # words that count in a sample; a longer one says no more
_REMEMBERED = 50_000  # words
_PART = 20_000  # characters
_WORD_ENDS = 64  # characters; a longer word is none, and its accents take long to sort

_WORD = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_CELL = re.compile('[^\t;,|"\r\n]+')
_VOWELS = frozenset("aeiouy")
# What only Unicode has, and what Vietnamese in Unicode has no use for.
BEYOND = re.compile("[\u0102-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_STRANGE = re.compile("[\u00a1-\u00bfÄ-ÇËÎ-ÑÖ-ØÛÜÞßä-çëî-ñö-øûüþÿ]")


class TextReading(Protocol):
    """An encoding a text may be in."""

    @property
    def name(self) -> str:
        """Its name after --encoding."""

    @property
    def title(self) -> str:
        """What people call it."""

    def convert(self, text: str) -> str:
        """Return the text in Unicode."""

    def word(self, text: str) -> str | None:
        """Return a word in Unicode, or None when it cannot be in the encoding."""


class AsItIs:
    """Unicode: nothing to convert."""

    name = UNICODE
    title = "Unicode (utf-8)"

    def convert(self, text: str) -> str:
        """Return the text composed."""
        return composed(text)

    word = convert


class Windows:
    """CP1258, of which Python takes apart the bytes; the text has been read as CP1252."""

    name = "cp1258"
    title = "CP1258 (Windows)"

    def convert(self, text: str) -> str:
        """Return the text in Unicode, composed."""
        meant = text.encode("cp1252", "replace").decode("cp1258", "replace")
        return composed(meant)

    def word(self, text: str) -> str | None:
        """Return a word in Unicode, or None when a byte of it is not in CP1258."""
        found = self.convert(text)
        return None if "\ufffd" in found or "?" in found else found


@dataclass(frozen=True, slots=True)
class Sample:
    """A cell or so of a text, as it stands, and its line."""

    line: int
    text: str
    words: int  # that tell something, one less where a sign of it cannot be seen


class Evidence:
    """Gathers, line by line, what a text tells of the encodings it may be in.

    ``valid`` counts the words that are syllables in an encoding, out of ``total``. Where Unicode is
    among the encodings, ``alone`` are different words that are syllables in another and not in
    Unicode, ``proper`` those that are in Unicode and not in the other.
    """

    def __init__(self, readings: Iterable[TextReading]) -> None:
        self.readings = {each.name: each for each in readings}
        self.total = 0
        self.valid: dict[str, int] = defaultdict(int)
        self.alone: dict[str, set[str]] = defaultdict(set)
        self.proper: dict[str, set[str]] = defaultdict(set)
        self.samples: dict[str, Sample] = {}
        self._known: dict[str, frozenset[str]] = {}

    def add(self, text: str, line: int) -> None:
        """Take in a text that begins on ``line``; no word of it goes on behind its end."""
        if text.isascii():
            return
        if UNICODE in self.readings and not _STRANGE.search(text):
            # All it can tell is that it is Unicode, if it is; a part will do for that.
            found = BEYOND.search(text)
            begin = text.rfind("\n", 0, found.start()) + 1 if found else len(text)
            line += text.count("\n", 0, begin)
            text = text[begin : begin + _PART]
        for number, row in enumerate(text.split("\n"), line):
            if not row.isascii():
                for cell in _CELL.findall(row):
                    self._gather(cell, number)

    def _gather(self, cell: str, line: int) -> None:
        """Count the words of a cell that tell something."""
        telling: dict[str, int] = defaultdict(int)
        for word in _WORD.findall(cell):
            if word.isascii() or not self._tells(word):
                continue
            self.total += 1
            valid = self._known[word]
            for name in valid:
                self.valid[name] += 1
                if UNICODE not in valid or (name == UNICODE and len(valid) < len(self.readings)):
                    telling[name] += 1
        self._remember(telling, cell, line)

    def _remember(self, telling: Mapping[str, int], cell: str, line: int) -> None:
        """Keep a cell as the sample of the encodings of which it tells most so far."""
        for name, count in telling.items():
            # A soft hyphen is a letter of TCVN3 and can only be shown by its number.
            best, words = self.samples.get(name), min(count, _MOST) - (not cell.isprintable())
            if best is None or best.words < words:
                self.samples[name] = Sample(line, cell.strip(), words)

    def _tells(self, word: str) -> bool:
        """Judge a word, and say whether it tells anything; QĐ and © do not, in any encoding."""
        if word in self._known:
            return True
        if not _may_tell(word):
            return False
        read = {name: found for name, each in self.readings.items() if (found := each.word(word))}
        valid = frozenset(name for name, found in read.items() if is_syllable(found))
        if not (valid or all(map(_has_vowel, read.values()))):
            return False
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[word] = valid
        self._compare(word, valid)
        return True

    def _compare(self, word: str, valid: frozenset[str]) -> None:
        """Remember a word that Unicode and another encoding judge differently."""
        if UNICODE not in self.readings:
            return
        for name in self.readings.keys() - {UNICODE}:
            if (name in valid) != (UNICODE in valid):
                words = (self.alone if name in valid else self.proper)[name]
                if len(words) < _REMEMBERED:
                    words.add(word)


def _may_tell(word: str) -> bool:
    """Say whether a word has letters that every encoding shows alike, and is no run of signs."""
    return len(word) <= _WORD_ENDS and any(one.isascii() for one in word)


def _has_vowel(word: str) -> bool:
    return not _VOWELS.isdisjoint(unicodedata.normalize("NFD", word.lower()))


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


def encoding_of(file: InputFile, said: str | None) -> Encoding:
    """Return the encoding of a file. Raises: the refusals of encodings and fonts."""
    marked = next((codec for mark, codec in _MARKS if file.head(3).startswith(mark)), "")
    font = font_said(said)
    if said is not None and font is None:
        return _named(said)
    codec, evidence = marked or "utf-8-sig", unicode_evidence()
    place = _gather(file, codec, evidence)
    if font:
        if place:
            codec, evidence = _WESTERN, unicode_evidence()
            _gather(file, codec, evidence)
        return Encoding(font.name, codec, font, tuple(check_font(evidence, font)))
    if not place:
        font, notes = font_in(evidence)
        return Encoding(codec.removesuffix("-sig"), codec, font, tuple(notes))
    if marked:
        return Encoding(codec.removesuffix("-sig"), codec)  # refused where it is read
    return _of_bytes(file, *place)


def _named(said: str) -> Encoding:
    name = said.strip().lower().replace("_", "-")
    return Encoding(name, _CODECS[name])


def _of_bytes(file: InputFile, line: int, position: int) -> Encoding:
    """Recognise a file that is not UTF-8 from its byte ``position`` on."""
    evidence = Evidence((*FONTS, Windows()))
    if _gather(file, _WESTERN, evidence):
        raise UncertainEncodingError(line, position, ())
    found = encoding_in(evidence)
    if found is None:
        raise UncertainEncodingError(line, position, candidates(evidence))
    notes = (converted(evidence, found),)
    if isinstance(found, Font):
        return Encoding(found.name, _WESTERN, found, notes)
    return Encoding(found.name, found.name, None, notes)


def _gather(file: InputFile, codec: str, evidence: Evidence) -> tuple[int, int] | None:
    """Go through a whole file; return line and byte, from 1, of what the codec cannot decode."""
    decode = codecs.getincrementaldecoder(codec)("strict").decode
    line, done, rest = 1, 0, ""
    for chunk in chain(file.chunks(), (b"",)):
        try:
            text = rest + decode(chunk, not chunk)
        except UnicodeDecodeError as cause:
            start = done - (len(cause.object) - len(chunk)) + cause.start
            before = cause.object[: cause.start].count(b"\n")
            return line + before, start + 1
        whole = text.rfind("\n") + 1 or len(text)
        evidence.add(text[:whole], line)
        line += text.count("\n", 0, whole)
        rest, done = text[whole:], done + len(chunk)
    evidence.add(rest, line)
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


def unicode_evidence() -> Evidence:
    """Return what tells of a text that is Unicode, or of an old font and kept as Unicode."""
    return Evidence((AsItIs(), *FONTS))


def font_in(evidence: Evidence) -> tuple[Font | None, list[Message]]:
    """Return the old font of a Unicode text, if it is of one, and what people should know.

    Raises: MixedTextError, UncertainTextError.
    """
    best, second = sorted(FONTS, key=lambda font: -len(evidence.alone[font.name]))
    strange, proper = (len(words[best.name]) for words in (evidence.alone, evidence.proper))
    if strange < _FEW and strange * _RARE <= proper:
        return None, [_told(evidence, best, _LEFT)] if strange else []
    if proper >= _FEW or proper * _RARE > strange:
        unicode, old = evidence.samples[UNICODE], evidence.samples[best.name]
        would = shown(best.convert(old.text))
        raise MixedTextError(
            unicode.line, shown(unicode.text), old.line, shown(old.text), would, best.title
        )
    if strange == 1 or len(evidence.alone[second.name]) * 2 > strange:
        raise _uncertain(evidence, best, second)
    return best, [converted(evidence, best)]


def _uncertain(evidence: Evidence, *fonts: Font) -> UncertainTextError:
    """Return the refusal of a text that may be of several fonts, or of none."""
    sample = evidence.samples[fonts[0].name]
    readings: tuple[TextReading, ...] = (AsItIs(), *fonts)
    read = {each.convert(sample.text): each for each in readings}
    told = tuple(_would(each, text) for text, each in read.items())
    return UncertainTextError(sample.line, shown(sample.text), told)


def encoding_in(evidence: Evidence) -> TextReading | None:
    """Return the encoding of a text that is no Unicode, if it is clear."""
    ranked = sorted(evidence.readings.values(), key=lambda each: -evidence.valid[each.name])
    best, second = (evidence.valid[each.name] for each in ranked[:2])
    clear = best >= evidence.total * _ENOUGH and second * 2 <= best
    return ranked[0] if evidence.total and clear else None


def candidates(evidence: Evidence) -> tuple[Message, ...]:
    """Show what a text that is no Unicode would read in the encodings it may be in."""
    likely = evidence.total * _POSSIBLE
    found = [each for each in evidence.readings.values() if evidence.valid[each.name] > likely]
    return tuple(_would(each, each.convert(evidence.samples[each.name].text)) for each in found)


def check_font(evidence: Evidence, font: Font) -> list[Message]:
    """Return what people should know of a text whose font was said. Raises: ForeignTextError."""
    if any(map(BEYOND.search, evidence.proper[font.name])):
        sample = evidence.samples[UNICODE]
        raise ForeignTextError(sample.line, shown(sample.text), font.title)
    return [converted(evidence, font)] if font.name in evidence.samples else []


def converted(evidence: Evidence, reading: TextReading) -> Message:
    """Say that a text was converted, with a sample before and after."""
    return _told(evidence, reading, _CONVERTED)


def _told(evidence: Evidence, reading: TextReading, frame: Message) -> Message:
    sample = evidence.samples[reading.name]
    return frame.of(
        encoding=reading.title,
        line=sample.line,
        before=shown(sample.text),
        after=shown(reading.convert(sample.text)),
    )


def _would(reading: TextReading, text: str) -> Message:
    """Show what a text would read in an encoding."""
    return _WOULD.of(encoding=reading.title, after=shown(text))
