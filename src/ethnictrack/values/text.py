"""Text people type: one spelling on the way in, nothing invisible on the way out.

Names and remarks are data. Markup, formulas and quotes in them mean nothing here and are kept;
only characters that cannot be seen, or that pass for others, are refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ethnictrack.values import text_errors as texts

if TYPE_CHECKING:
    from ethnictrack.i18n import Message

LONGEST_CODE = 32
STACKED = 3  # accents on one letter; Vietnamese needs two
_RAW = 4  # times the limit: texts longer than this are not even looked at
_RUN = 30  # accents in a row that Unicode's own exchange format (UAX 15) lets pass
_SHOWN = 60  # characters of a refused value that a message repeats

# Letters and marks that Unicode does not call invisible although nothing is seen of them.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_NOTHING = frozenset("\ufffe\uffff\ufffd")  # no characters; XML cannot hold the first two
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеоѕіјрсухһԁ", "ABESIJKMHOPCTYXaeosijpcyxhd", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LOOK_ALIKES = _CYRILLIC | _GREEK | {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_APOSTROPHES = str.maketrans("‘’ʼ", "'" * 3)
_CROWD = re.compile(rf"[^\w\x00-\x7f]{{{_RUN},}}")  # what may be accents, and nothing else
_PAIRS = frozenset("\u0f73\u0f75\u0f81")  # signs that are made of two accents and of no letter

# Vietnamese letters differ by these marks; the remaining five marks are tones.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": '"', "\u0309": "#", "\u0303": "$", "\u0301": "%", "\u0323": "&"}
_VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in _ALPHABET
    for tone in ("", *_TONES)
    if not tone or letter in "aăâeêioôơuưy"
)
# Letters and signs of ordinary texts, which need no closer look one by one.
_ORDINARY = frozenset(map(chr, range(0x20, 0x7F))) | set(_VIETNAMESE + _VIETNAMESE.upper() + "–“”…")
_BARE = {
    ord(letter): "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
    for letter in _VIETNAMESE
}
_NO_TONE = "!"  # tones sort below every letter, so that "an" and "án" stand before "anh"


def composed(text: str) -> str:
    """Return the text in its one spelling (NFC), of the accents of one letter at most thirty.

    Accents are sorted at the cost of the square of their number: a file of them takes hours.
    """
    if unicodedata.is_normalized("NFC", text):  # at no such cost
        return text
    return unicodedata.normalize("NFC", _thinned(text))


def _thinned(text: str) -> str:
    """Leave out the accents that no letter has, before anything sorts them."""
    return text if text.isascii() else _CROWD.sub(_first_accents, text)


def _first_accents(crowd: re.Match[str]) -> str:
    """Return signs with at most so many accents in a row."""
    signs = crowd[0]
    if _PAIRS.isdisjoint(signs) and not any(map(unicodedata.combining, signs)):
        return signs
    kept, run = [], 0
    for one in signs:
        run = run + 1 if unicodedata.combining(one) or one in _PAIRS else 0
        if run <= _RUN:
            kept.append(one)
    return "".join(kept)


def clean(text: str, what: Message | str, limit: int = 500, *, lines: bool = False) -> str:
    """Return a text fit to be kept: composed (NFC), blanks folded and trimmed.

    ``what`` names the field in a refusal. ``lines`` lets line feeds through, for remarks.
    Raises: EmptyTextError, LongTextError, TextCharacterError, LookAlikeError, StackedMarksError.
    """
    if len(text) > _RAW * limit:  # decomposed text shrinks, but never by so much
        raise texts.LongTextError(what, shown(text), len(text), limit)
    whole = composed(text)
    ordinary = _ORDINARY.issuperset(whole)
    if ordinary and "  " not in whole:
        kept = whole.strip(" ")
    else:
        kept = _lines_folded(whole) if lines else _folded(whole)
    if len(kept) > limit:
        raise texts.LongTextError(what, shown(kept), len(kept), limit)
    if not kept:
        raise texts.EmptyTextError(what)
    if not ordinary:
        _check_characters(kept, what, lines=lines)
    return kept


def _check_characters(kept: str, what: Message | str, *, lines: bool) -> None:
    """Refuse what cannot be seen or passes for another letter."""
    stacked = 0
    for position, one in enumerate(kept, start=1):
        if (_steers(one) or one in _UNSEEN) and not (lines and one == "\n"):
            raise texts.TextCharacterError(what, shown(kept), character_name(one), position)
        if meant := _look_alike(one):
            name = character_name(one)
            raise texts.LookAlikeError(what, shown(kept), name, position, meant)
        stacked = stacked + 1 if unicodedata.category(one) in {"Mn", "Me"} else 0
        if stacked > STACKED:
            raise texts.StackedMarksError(what, shown(kept), position - stacked, STACKED)


def _folded(text: str) -> str:
    """Turn runs of blanks of any width into one, and trim the ends."""
    ordinary = "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)
    return re.sub(" +", " ", ordinary).strip(" ")


def _lines_folded(text: str) -> str:
    """Fold every line by itself; empty lines stay between paragraphs, not around them."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_folded(line) for line in lines).strip("\n")


def _steers(one: str) -> bool:
    """Tell whether a character is an instruction rather than a sign, or no character at all."""
    return one in _NOTHING or unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _look_alike(one: str) -> str:
    """Return a letter of ours instead of a foreign one; "" when the character is welcome."""
    if one.isascii():
        return ""
    if one in _LOOK_ALIKES:
        return _LOOK_ALIKES[one]
    if "\uff01" <= one <= "\uff5e" or "\U0001d400" <= one <= "\U0001d7ff":  # wide, mathematical
        return unicodedata.normalize("NFKC", one)
    return "a" if "\u0400" <= one <= "\u052f" else ""


def character_name(one: str) -> str:
    """Return a code point and its Unicode name, such as "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    return f"U+{ord(one):04X} {unicodedata.name(one, '')}".rstrip()


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return the text with everything that could steer a terminal or hide turned into signs.

    An escape becomes ``\x1b``, a direction mark ``<U+202E>``; ``lines`` keeps line feeds.
    """
    if text.isprintable():
        return text
    return "".join(one if lines and one == "\n" else _sign(one) for one in text)


def _sign(one: str) -> str:
    """Write one character so that it can be seen and does nothing."""
    if unicodedata.category(one) == "Cc":
        return f"\\x{ord(one):02x}"
    return f"<U+{ord(one):04X}>" if _steers(one) else one


def shown(text: str) -> str:
    """Return as much of a refused value as a message can repeat, safe to print."""
    cut = text[:_SHOWN]
    return visible(cut) + ("…" if len(text) > _SHOWN else "")


def clean_code(text: str) -> str:
    """Return a code as it is kept: text, leading zeros and all.

    Raises: CodeError, unless it is 1 to 32 letters, digits and ``. - _ /`` in one piece.
    """
    code = composed(text).strip(" \u00a0\u202f")
    fits = 0 < len(code) <= LONGEST_CODE and code[0] not in ".-_/"
    if not fits or not all(one in ".-_/" or _code_letter(one) for one in code):
        raise texts.CodeError(shown(text), LONGEST_CODE)
    return code


def _code_letter(one: str) -> bool:
    """Tell whether a character is a Vietnamese letter or one of 0 to 9."""
    if one.isascii():
        return one.isalnum()
    return unicodedata.normalize("NFD", one)[0].lower() in _RANKS and not _look_alike(one)


def key(text: str) -> str:
    """Return what two codes are compared by: composed, without regard to case."""
    return composed(composed(text).casefold())


def fold(text: str) -> str:
    """Return what searches compare: lower case, no accents, single blanks.

    "Hòa" and "Hoà" differ in where the tone stands and are found by the same words.
    """
    plain = text.casefold().translate(_BARE)
    if plain.isascii():
        return " ".join(plain.split())
    apart = unicodedata.normalize("NFD", _thinned(plain).translate(_APOSTROPHES))
    marks = {ord(one): None for one in set(apart) if unicodedata.category(one) == "Mn"}
    bare = apart.translate({**marks, ord("đ"): "d"})
    return " ".join(unicodedata.normalize("NFC", bare).split())


def accents_fit(typed: str, name: str) -> bool:
    """Say whether a typed name, folded like the end of ``name``, has no accent that this lacks.

    Accents may be left out, word by word or letter by letter; a tone that is typed is the name's.
    "Hòa" and "Hoà" are one.
    """
    if typed.isascii():
        return True
    words, known = (list(map(_accents, _spelled(each).split())) for each in (typed, name))
    pairs = zip(reversed(words), reversed(known), strict=False)
    return all(marks <= of and (not tone or tone == its) for (marks, tone), (of, its) in pairs)


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFD", text.casefold().translate(_APOSTROPHES))


def _accents(word: str) -> tuple[set[tuple[int, str]], str]:
    """Return the marks of a word's letters by their place, and its tone."""
    marks, tone, at = set(), "", 0
    for one in word:
        if one in _TONES:
            tone = one
        elif unicodedata.combining(one):
            marks.add((at, one))
        else:
            at += 1
            if one == "đ":
                marks.add((at, one))
    return marks, tone


def sort_key(text: str) -> str:
    """Return a key in Vietnamese dictionary order; it may be stored and compared as bytes.

    Order goes syllable by syllable: letters first (a ă â b c d đ e ê …), then the tone
    (ngang, huyền, hỏi, ngã, sắc, nặng). Case and punctuation do not count.
    """
    spelled = composed(text).casefold().translate(_APOSTROPHES)
    syllables = re.findall(r"[^\W_]+", spelled.replace("'", ""))  # H'Mông is one syllable
    return " ".join(_syllable_key(syllable) for syllable in syllables)


def _syllable_key(syllable: str) -> str:
    """Return the ranks of a syllable's letters, then its tone."""
    letters, tones = "", ""
    for one in syllable:
        apart = unicodedata.normalize("NFD", one)
        tones += "".join(_TONES.get(mark, "") for mark in apart)
        toneless = "".join(mark for mark in apart if mark not in _TONES)
        letter = unicodedata.normalize("NFC", toneless)
        letters += _RANKS.get(letter) or _RANKS.get(apart[0], letter)
    return letters + (tones or _NO_TONE)
