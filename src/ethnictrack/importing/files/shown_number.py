"""What a number cell shows, where its format says something else than the number.

Only formats that change what is read count here: a scale, a percent sign, words, leading zeros, an
exponent, a fraction. Marks between thousands, rounding, colours and signs of currency do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise

from ethnictrack.importing.sheets.unit_words import scale_of
from ethnictrack.values.money import Scale

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?](?:[0#?,]*[0#?])?)|(?P<point>\.)|(?P<scale>,+)"
    r"|(?P<percent>%)|(?P<exponent>[eE][+-])|(?P<slash>/)|(?P<general>General|@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DAYS = re.compile(r"[dmyhs]", re.IGNORECASE)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_TOLD = re.compile(
    r"(?P<before>[^0-9]*)(?P<digits>[0-9](?:[0-9.,\s\u00a0]*[0-9])?)(?P<behind>[^0-9]*)"
)
_UNTOLD = Decimal(0)  # the factor of a number that shows another one
_LONGEST = 255  # characters of a format; Excel keeps no more


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number and what its cell shows; ``text`` is "" where that cannot be told.

    ``factor`` is what is shown for 1; ``scale`` is the unit that its words say, if they are one.
    """

    value: float
    text: str
    factor: Decimal = Decimal(1)
    scale: Scale | None = None
    words: str = ""

    @property
    def written(self) -> str:
        """What a person would type again."""
        return self.text or f"{Decimal(f'{self.value:.15g}'):f}"


@dataclass(frozen=True, slots=True)
class _Format:
    """One section of a format."""

    tokens: tuple[tuple[str, str], ...]

    @property
    def factor(self) -> Decimal:
        """What is shown for 1."""
        percent = sum(kind == "percent" for kind, _ in self.tokens)
        commas = sum(len(text) for kind, text in self.tokens if kind == "scale")
        return Decimal(100) ** percent / Decimal(1000) ** commas

    @property
    def words(self) -> str:
        """What stands before and behind the digits, and is said with the number."""
        texts = (text for kind, text in self.tokens if kind == "text")
        return " ".join("".join(texts).split()).strip("()-−+ ")

    def has(self, *kinds: str) -> bool:
        """Say whether the format has one of these."""
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def padded(self) -> bool:
        """Say whether zeros are put in front, or words between the digits."""
        at = [index for index, (kind, _) in enumerate(self.tokens) if kind == "digits"]
        whole = self.tokens[at[0]][1] if at else ""
        inside = any(
            self.tokens[one][0] == "text" for a, b in pairwise(at) for one in range(a + 1, b)
        )
        return inside or whole.replace(",", "").count("0") > 1


def shown_number(value: float, code: str) -> ShownNumber | None:
    """Return what a number shows under a format; None where it shows itself."""
    sections = _sections(code[:_LONGEST])
    negative = value < 0 and len(sections) > 1
    at = 1 if negative else 2 if value == 0 and len(sections) > 2 else 0  # noqa: PLR2004
    told = sections[at]
    if told is None:
        return ShownNumber(value, "")
    if told.has("general") or (told.factor == 1 and not told.words and not told.padded):
        return None if not told.has("exponent", "slash") else ShownNumber(value, "")
    scale = scale_of(told.words) if told.words else None
    if told.words and told.factor == 1 and scale is Scale.DONG and not told.padded:
        return None  # a sign of currency, which says what everyone knows
    text = _written(abs(value) if negative else value, told)
    return ShownNumber(value, text, told.factor, scale, told.words)


def told_number(value: float, text: str, *, percent: bool = False) -> ShownNumber | None:
    """Return what a number shows by the text that its file has for it; None where it is itself."""
    if percent:
        return ShownNumber(value, text, Decimal(100))
    found = _TOLD.fullmatch(text.strip())
    if found is None:
        return ShownNumber(value, text, _UNTOLD) if text.strip("-–− ") else None
    words = " ".join(f"{found['before']} {found['behind']}".split()).strip("()-−+ ")
    exact = abs(Decimal(f"{value:.15g}"))
    readings = [_read(found["digits"], mark) for mark in ",."]
    if not any(each is not None and _rounds(exact, each) for each in readings):
        return ShownNumber(value, text, _UNTOLD, None, words)
    scale = scale_of(words) if words else None
    padded = re.match("0[0-9]", found["digits"]) is not None
    if not padded and (not words or scale is Scale.DONG):
        return None
    return ShownNumber(value, text, Decimal(1), scale, words)


def _read(digits: str, mark: str) -> Decimal | None:
    """Return the number digits are, with this decimal mark."""
    plain = re.sub(r"[\s\u00a0]" + ("|[.]" if mark == "," else "|,"), "", digits).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _rounds(exact: Decimal, shown: Decimal) -> bool:
    """Say whether a number shows as this one when it is rounded to as many places."""
    exponent = shown.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(exact - shown) * 2 <= step


@lru_cache(maxsize=256)
def _sections(code: str) -> list[_Format | None]:
    """Take a format apart; a section is None where what it shows cannot be told."""
    parts = filter(None, _SECTION.findall(code))
    return [_section(part) for part in parts] or [_Format((("general", ""),))]


def _section(part: str) -> _Format | None:
    tokens: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(part):
        kind = found.lastgroup or ""
        text = found[kind] if kind else ""
        if kind == "bracket":
            if text[:1] in "<>=":
                return None  # a condition
            continue
        if kind in {"quoted", "escaped", "currency", "other"}:
            if kind == "other" and _DAYS.match(text):
                return None
            tokens.append(("text", text))
        elif kind:
            tokens.append((kind, text))
    if any(kind in {"exponent", "slash"} for kind, _ in tokens):
        return None
    return _Format(tuple(tokens))


def _written(value: float, told: _Format) -> str:
    """Write a number as the format does, with the marks of Vietnamese."""
    groups = [text for kind, text in told.tokens if kind == "digits"]
    point = told.has("point")
    places = len(groups[-1].replace(",", "")) if point and len(groups) > 1 else 0
    exact = (Decimal(f"{value:.15g}") * told.factor).copy_abs()
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    integer = groups[:-1] if places else groups
    if not integer:
        return ("-" if value < 0 else "") + told.words
    marks = "".join(integer)
    width = marks.replace(",", "").count("0")
    digits = whole.zfill(width)
    if "," in marks:
        digits = f"{int(digits):,}".replace(",", ".") if width < 2 else digits  # noqa: PLR2004
    out, left, filled = [], digits, 0
    for kind, text in told.tokens:
        if kind == "digits" and filled < len(integer):
            size = sum(len(each.replace(",", "")) for each in integer[filled + 1 :])
            cut = len(left) - size if size else len(left)
            out.append(left[: max(cut, 0)])
            left, filled = left[max(cut, 0) :], filled + 1
            if filled == len(integer) and part:
                out.append("," + part)
        elif kind in {"text", "percent"}:
            out.append("%" if kind == "percent" else text)
    return ("-" if value < 0 else "") + "".join(out).strip()
