"""Text that is kept: names, remarks and codes in one spelling, or refused.

Names and remarks are data. Markup, formulas and quotes in them mean nothing here and are kept;
only characters that cannot be seen, or that pass for others, are refused. ``value`` of a refusal
is always safe to show; ``character`` is a code point and its Unicode name.
"""

from __future__ import annotations

import re
import unicodedata

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import LETTERS, VIETNAMESE, character_name, composed, shown, steers

LONGEST_CODE = 32
STACKED = 3  # accents on one letter; Vietnamese needs two
_RAW = 4  # times the limit: texts longer than this are not even looked at
# Letters and marks that Unicode does not call invisible although nothing is seen of them.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеоѕіјрсухһԁ", "ABESIJKMHOPCTYXaeosijpcyxhd", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LOOK_ALIKES = _CYRILLIC | _GREEK | {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
# Letters and signs of ordinary texts, which need no closer look one by one.
_ORDINARY = frozenset(map(chr, range(0x20, 0x7F))) | set(VIETNAMESE + VIETNAMESE.upper() + "–“”…")


class EmptyTextError(UsageError):
    what: Message | str
    code = "text-empty"
    text = N_("{what}: nothing is written there.")
    remedy = N_("Write it, or leave the option out where it is not required.")


class LongTextError(UsageError):
    what: Message | str
    value: str
    length: int
    limit: int
    code = "text-too-long"
    text = N_("{what}: “{value}” has {length} characters; {limit} is the most.")
    remedy = N_("Shorten it; long texts belong in the document it refers to.")


class TextCharacterError(UsageError):
    what: Message | str
    value: str
    character: str
    position: int
    code = "text-character"
    text = N_("{what}: character {position} of “{value}” is {character}, which cannot be seen.")
    remedy = N_("It may have come along with copied text; delete it or type the text again.")


class LookAlikeError(UsageError):
    what: Message | str
    value: str
    character: str
    position: int
    meant: str
    code = "text-look-alike"
    text = N_("{what}: character {position} of “{value}” is {character}, not a Vietnamese letter.")
    remedy = N_("Type a letter such as {meant} there, or searches will not find the text.")


class StackedMarksError(UsageError):
    what: Message | str
    value: str
    position: int
    limit: int
    code = "text-marks"
    text = N_("{what}: “{value}” stacks more than {limit} accents on character {position}.")
    remedy = N_("Type that letter again.")


class CodeError(UsageError):
    value: str
    limit: int
    code = "code-unreadable"
    text = N_("“{value}” cannot be a code.")
    remedy = N_(
        "A code has 1 to {limit} letters, digits and . - _ / without blanks, and begins with "
        "a letter or a digit."
    )


def clean(text: str, what: Message | str, limit: int = 500, *, lines: bool = False) -> str:
    """Return a text fit to be kept: composed (NFC), blanks folded and trimmed.

    ``what`` names the field in a refusal. ``lines`` lets line feeds through, for remarks.
    Raises: EmptyTextError, LongTextError, TextCharacterError, LookAlikeError, StackedMarksError.
    """
    if len(text) > _RAW * limit:  # decomposed text shrinks, but never by so much
        raise LongTextError(what, shown(text), len(text), limit)
    whole = composed(text)
    ordinary = (whole.isascii() and whole.isprintable()) or _ORDINARY.issuperset(whole)
    if ordinary and "  " not in whole:
        kept = whole.strip(" ")
    else:
        kept = _lines_folded(whole) if lines else _folded(whole)
    if len(kept) > limit:
        raise LongTextError(what, shown(kept), len(kept), limit)
    if not kept:
        raise EmptyTextError(what)
    if not ordinary:
        _check_characters(kept, what, lines=lines)
    return kept


def _check_characters(kept: str, what: Message | str, *, lines: bool) -> None:
    """Refuse what cannot be seen or passes for another letter."""
    stacked = 0
    for position, one in enumerate(kept, start=1):
        if (steers(one) or one in _UNSEEN) and not (lines and one == "\n"):
            raise TextCharacterError(what, shown(kept), character_name(one), position)
        if meant := _look_alike(one):
            name = character_name(one)
            raise LookAlikeError(what, shown(kept), name, position, meant)
        stacked = stacked + 1 if unicodedata.category(one) in {"Mn", "Me"} else 0
        if stacked > STACKED:
            raise StackedMarksError(what, shown(kept), position - stacked, STACKED)


def _folded(text: str) -> str:
    """Turn runs of blanks of any width into one, and trim the ends."""
    ordinary = "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)
    return re.sub(" +", " ", ordinary).strip(" ")


def _lines_folded(text: str) -> str:
    """Fold every line by itself; empty lines stay between paragraphs, not around them."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_folded(line) for line in lines).strip("\n")


def _look_alike(one: str) -> str:
    """Return a letter of ours instead of a foreign one; "" when the character is welcome."""
    if one.isascii():
        return ""
    if one in _LOOK_ALIKES:
        return _LOOK_ALIKES[one]
    if "\uff01" <= one <= "\uff5e" or "\U0001d400" <= one <= "\U0001d7ff":  # wide, mathematical
        return unicodedata.normalize("NFKC", one)
    return "a" if "\u0400" <= one <= "\u052f" else ""


def clean_code(text: str) -> str:
    """Return a code as it is kept: text, leading zeros and all.

    Raises: CodeError, unless it is 1 to 32 letters, digits and ``. - _ /`` in one piece.
    """
    code = composed(text).strip(" \u00a0\u202f")
    fits = 0 < len(code) <= LONGEST_CODE and code[0] not in ".-_/"
    if not fits or not all(one in ".-_/" or _code_letter(one) for one in code):
        raise CodeError(shown(text), LONGEST_CODE)
    return code


def _code_letter(one: str) -> bool:
    """Tell whether a character is a Vietnamese letter or one of 0 to 9."""
    if one.isascii():
        return one.isalnum()
    return unicodedata.normalize("NFD", one)[0].lower() in LETTERS and not _look_alike(one)
