"""What the words of a text tell of its encoding: under which one they are Vietnamese syllables.

A whole text is heard, never a cell: one word may read in two encodings, a sheet does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ethnictrack.values.text import composed

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
        """Hear a text that begins on ``line``; no word of it goes on behind its end."""
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
                    self._hear(cell, number)

    def _hear(self, cell: str, line: int) -> None:
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
