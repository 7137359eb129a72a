"""Units of money as sheets write them: in lines of their own, in brackets of headings, in cells.

What begins as a unit and is none that is known is refused by name: read as đồng, money would be a
thousand or a million times too small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ethnictrack.domain.errors.columns import TwoUnitsError, UnknownUnitError
from ethnictrack.domain.money import Scale
from ethnictrack.domain.text import fold, shown

_DONG = r"(?:dong viet nam|viet nam dong|dong|vnd|vn dong|d|₫)"
_SIZES = {
    Scale.DONG: r"(?:viet nam )?",
    Scale.NGHIN: r"(?:nghin|ngan|thousand(?: of)?|1[., ]?000|10\^3)",
    Scale.TRIEU: r"(?:trieu|tr|million(?: of)?|1[., ]?000[., ]?000|10\^6)",
    Scale.TY: r"(?:ty|ti|billion(?: of)?|1[., ]?000[., ]?000[., ]?000|10\^9)",
}
_ROUNDED = r"(?: ?[(,]? ?(?:lam tron|so tron|rounded)\)?)?(?: ?[,;] ?%)?"
_KNOWN = {
    scale: re.compile(
        rf"{_DONG}{_ROUNDED}[.]?"
        if scale is Scale.DONG
        else rf"(?:(?:vnd )?{size}[. ]?{_DONG}?){_ROUNDED}[.]?"
    )
    for scale, size in _SIZES.items()
}
# Always the beginning of a unit, or only in front of what sounds like money.
_LINE = re.compile(r"\b(?:don vi tinh|dvt|d\.v\.t|dv tinh)\b\s*[:.]?\s*(?P<unit>.*)", re.DOTALL)
_LOOSE = re.compile(r"\b(?:don vi tien|don vi|dv|unit)\s*[:.]\s*(?P<unit>.*)", re.DOTALL)
_MONEY = re.compile(
    r"(?:^|[^a-z])(?:dong|vnd|d|nghin|ngan|trieu|tieu|tr|ty|ti|usd|eur|million|billion|thousand"
    r"|x ?[0-9]+|[0-9][0-9., ]*|%)(?:$|[^a-z])"
)
_FORMULA = re.compile(r"(?:(?:[0-9]{1,2}|[a-z])(?:\s*[=+*/:x-]\s*[0-9()+*/: x-]+)?)?")
_IDLE = frozenset(("neu co", "bang so", "so tien", "ghi bang so"))
_LONGEST = 200  # characters of a text that is looked at


def plain(text: str) -> str:
    """Return a text for comparison; letters that pass for Đ are Đ."""
    return fold(text[:_LONGEST].translate({0xD0: "Đ", 0xF0: "đ", 0x189: "Đ", 0x256: "đ"}))


def scale_of(text: str) -> Scale | None:
    """Return the unit a text is, if it is one."""
    folded = plain(text).strip(" ()[]:;.-–")
    return next((scale for scale, words in _KNOWN.items() if words.fullmatch(folded)), None)


def told_in(text: str) -> Scale | None:
    """Return the unit that a line declares. Raises: UnknownUnitError, for one that is none."""
    folded = plain(text)
    told = _LINE.search(folded) or _LOOSE.search(folded)
    if told is None:
        bracket = folded.rpartition("(")[2].rstrip(" .)") if folded.endswith(")") else folded
        return scale_of(bracket) if re.search("[a-z]{2}", bracket) else None
    unit = re.split(r"\)|;(?! ?%)", told["unit"])[0] if "(lam" not in told["unit"] else told["unit"]
    if scale := scale_of(unit):
        return scale
    if not unit.strip(" .:…") or (told.re is _LOOSE and not _MONEY.search(unit)):
        return None  # the next cell says it, or it is the unit that reports: a ban, a commune
    raise UnknownUnitError(shown(text.strip()))


def told_above(rows: Iterable[Sequence[str]]) -> Scale | None:
    """Return the unit that the lines above a heading declare.

    Raises: UnknownUnitError, TwoUnitsError.
    """
    found: dict[Scale, str] = {}
    for row in rows:
        texts = [text for cell in row if (text := cell.strip())]
        for at, text in enumerate(texts):
            if (scale := told_in(text)) is not None:
                found.setdefault(scale, text)
            elif _asks(text) and (at + 1 == len(texts) or not scale_of(texts[at + 1])):
                raise UnknownUnitError(shown(" ".join(texts[at : at + 2])))
    if len(found) > 1:
        first, second, *_ = found.values()
        raise TwoUnitsError(shown(first), shown(second))
    return next(iter(found), None)


def _asks(text: str) -> bool:
    """Say whether a line announces a unit and does not say it."""
    told = _LINE.search(plain(text))
    return told is not None and not told["unit"].strip(" .:…")


def in_heading(heading: str) -> Scale | None:
    """Return the unit in a heading of money: in its brackets, or behind its comma.

    Raises: UnknownUnitError, for brackets that hold something else.
    """
    tail = heading.rpartition(",")[2] if "," in heading else ""
    brackets = re.findall(r"[(\[]([^()\[\]]*)[)\]]", heading)
    for part in (*brackets, tail):
        folded = plain(part)
        told = _LINE.search(folded) or _LOOSE.search(folded)
        if scale := scale_of(told["unit"] if told else part):
            return scale
    for part in brackets:
        folded = plain(part)
        if not (_FORMULA.fullmatch(folded.strip()) or folded in _IDLE):
            raise UnknownUnitError(shown(heading))
    if tail and (_MONEY.search(plain(tail)) or _LINE.search(plain(tail))) and "(" not in tail:
        raise UnknownUnitError(shown(heading))
    return None
