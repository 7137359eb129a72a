"""Text as it is shown, compared and searched: one spelling, nothing invisible."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections.abc import Iterable

_RUN = 30  # accents in a row that Unicode's own exchange format (UAX 15) lets pass
_SHOWN = 60  # characters of a refused value that a message repeats
_NOTHING = frozenset("\ufffe\uffff\ufffd")  # no characters; XML cannot hold the first two
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
_APOSTROPHES = str.maketrans("‘’ʼ", "'" * 3)
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_CROWD = re.compile(rf"[^\w\x00-\x7f]{{{_RUN},}}")  # what may be accents, and nothing else
_PAIRS = frozenset("\u0f73\u0f75\u0f81")  # signs that are made of two accents and of no letter

# Vietnamese letters differ by these marks; the remaining five marks are tones.
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in LETTERS
    for tone in ("", *_TONES)
    if not tone or letter in "aăâeêioôơuưy"
)
_BARE = {
    ord(letter): "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
    for letter in VIETNAMESE
}


def composed(text: str) -> str:
    """Return the text in its one spelling (NFC), of the accents of one letter at most thirty.

    Accents are sorted at the cost of the square of their number: a file of them takes hours.
    """
    if unicodedata.is_normalized("NFC", text):  # at no such cost
        return text
    return unicodedata.normalize("NFC", _thinned(text))


def plain(text: str) -> str:
    """Return the text composed, in lower case, with ordinary blanks and none at the ends."""
    return composed(text).translate(_BLANKS).lower().strip(" ")


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


def steers(one: str) -> bool:
    """Tell whether a character is an instruction rather than a sign, or no character at all."""
    return one in _NOTHING or unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


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
    return f"<U+{ord(one):04X}>" if steers(one) else one


def shown(text: str) -> str:
    """Return as much of a refused value as a message can repeat, safe to print."""
    cut = text[:_SHOWN]
    return visible(cut) + ("…" if len(text) > _SHOWN else "")


def as_typed(word: str) -> str:
    """Return a word as the shell of this system takes it, in quotes where it needs them."""
    if os.sep == "/":
        return shlex.quote(word)
    return f'"{word}"' if set(word) & set(" &()^;,=") else word


def key(text: str) -> str:
    """Return what two codes are compared by: composed, without regard to case."""
    return composed(composed(text).casefold())


def voucher_key(text: str) -> str:
    """Return what two numbers of vouchers are compared by: no case, no blanks, one kind of dash."""
    said = text if text.isascii() else composed(text).translate(_DASHES)
    return "".join(said.casefold().split())


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


def listed(words: Iterable[str]) -> str:
    """Return the words of a closed list as a help page shows them."""
    return f"[{'|'.join(words)}]"
