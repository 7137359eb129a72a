"""What the format of a cell makes of its number or day, as LibreOffice shows it.

Only formats that change what is read count: a scale, a percent sign, words, leading zeros, an
exponent, a fraction, a day without its day. Marks between thousands, colours and signs of currency
do not; rounding is told apart, for the number that is kept holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from ethnictrack.audit.printed import column_letters
from ethnictrack.importing.cell import EXACT, Cell, Noted
from ethnictrack.importing.sheets.money_words import scale_of
from ethnictrack.importing.sheets.sheet import Facts
from ethnictrack.values.money import Scale

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?](?:[0#?,]*[0#?])?)|(?P<point>\.)|(?P<scale>,+)"
    r"|(?P<percent>%)|(?P<exponent>[eE][+-])|(?P<slash>/)|(?P<general>General|Standard|@)"
    r"|(?P<day>AM/PM|A/P|[dmyhse]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*);')
_TOLD = re.compile(
    r"(?P<before>[^0-9]*)(?P<digits>[0-9](?:[0-9.,\s\u00a0]*[0-9])?)(?P<behind>[^0-9]*)"
)
_WHOLE = {
    mark: re.compile(rf"[0-9]+|[0-9]{{1,3}}(?:[{group}\s\u00a0][0-9]{{3}})+")
    for mark, group in ((",", "."), (".", ","))
}
_DAY_PARTS = {"yyyy": "{:%Y}", "yy": "{:%y}", "mm": "{:%m}", "dd": "{:%d}"} | {
    "m": "{0.month}",
    "d": "{0.day}",
}
_MINUS = ("-", "−", "(")
_UNTOLD = Decimal(0)  # the factor of a number that shows another one
_LONGEST = 255  # characters of a format; Excel keeps no more
_SAMPLES = (1234.5, -1234.5, 0.0)


def exact(value: float) -> Decimal:
    """Return a number without the noise of binary fractions: a spreadsheet keeps 15 digits."""
    return Decimal(f"{value:.15g}")


def _says_nothing(words: str) -> bool:
    """Say whether words around a number are none, or a sign of currency."""
    return not words or scale_of(words) is Scale.DONG


@dataclass(frozen=True)
class _Section:
    """One section of a format: the kind of each piece, and its text."""

    tokens: tuple[tuple[str, str], ...]
    condition: bool = False

    def _texts(self, *kinds: str) -> list[str]:
        return [text for kind, text in self.tokens if kind in kinds]

    @cached_property
    def factor(self) -> Decimal:
        """What is shown for 1."""
        percent, commas = len(self._texts("percent")), len("".join(self._texts("scale")))
        return Decimal(100) ** percent / Decimal(1000) ** commas

    @cached_property
    def words(self) -> str:
        """What stands before and behind the digits, and is said with the number."""
        return " ".join("".join(self._texts("text")).split()).strip("()-−+ ")

    @cached_property
    def _digits(self) -> list[str]:
        return [text.replace(",", "") for text in self._texts("digits")]

    @cached_property
    def places(self) -> int:
        """How many decimals are shown."""
        return len(self._digits[-1]) if self._texts("point") and len(self._digits) > 1 else 0

    @cached_property
    def _whole(self) -> list[str]:
        """The places before the decimal mark, in pieces."""
        return self._digits[:-1] if self.places else self._digits

    @cached_property
    def padded(self) -> bool:
        """Say whether zeros are put in front, or words between the digits."""
        at = [index for index, (kind, _) in enumerate(self.tokens) if kind == "digits"]
        inside = any(self.tokens[one][0] == "text" for a, b in pairwise(at) for one in range(a, b))
        return inside or "".join(self._whole).count("0") > 1

    @cached_property
    def plain(self) -> bool:
        """Say whether a number stands for itself; a sign of currency says what everyone knows."""
        if self.untold or self.empty or self.padded or self.factor != 1:
            return False
        return _says_nothing(self.words)

    @cached_property
    def empty(self) -> bool:
        """Say whether no digit of the number is shown."""
        return not self._texts("digits", "general")

    @cached_property
    def zero(self) -> bool:
        """Say whether a zero is shown by it, as nothing or as a dash."""
        return self.empty and not self.untold and not self.words

    @cached_property
    def untold(self) -> bool:
        """Say whether what is shown cannot be told: exponents, fractions, conditions, days."""
        return self.condition or bool(self._texts("exponent", "slash", "day"))

    @cached_property
    def general(self) -> bool:
        """Say whether a number is shown with the digits it needs."""
        return bool(self._texts("general"))

    def shown(self, value: float) -> str:
        """Write a number as the format does, with the marks of Vietnamese."""
        amount = (exact(value) * self.factor).copy_abs()
        if self.general:
            whole, part = f"{amount:f}".replace(".", ","), ""
        else:
            rounded = amount.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
            whole, _, part = f"{rounded:f}".partition(".")
        pieces = self._pieces(whole, part)
        sizes = {"percent": "%"}
        out = [
            next(pieces, "") if kind in {"digits", "general"} else sizes.get(kind, text)
            for kind, text in self.tokens
            if kind not in {"scale", "point"}
        ]
        text = "".join(out).strip()
        return f"-{text}" if value < 0 and any("1" <= one <= "9" for one in text) else text

    def _pieces(self, whole: str, part: str) -> Iterator[str]:
        """Yield what stands for each run of places: the last ones take a digit each."""
        whole = self._filled(whole)
        sizes = [len(each) for each in self._whole[1:]]
        for at in range(max(len(self._whole), 1)):
            cut = max(len(whole) - sum(sizes[at:]), 0)
            last = at >= len(self._whole) - 1
            yield whole[:cut] + ("," + part if last and part else "")
            whole = whole[cut:]

    def _filled(self, whole: str) -> str:
        """Return the digits before the decimal mark with zeros in front, or marks in between."""
        if self.general:
            return whole
        zeros = "".join(self._whole).count("0")
        whole = whole.zfill(zeros) if whole != "0" or zeros else ""
        marked = len(self._whole) == 1 and any("," in each for each in self._texts("digits"))
        return f"{int(whole):,}".replace(",", ".") if marked and whole[:1] > "0" else whole


_UNKNOWN = _Section((), condition=True)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    """Take a format apart."""
    parts = _SECTION.findall(code[:_LONGEST] + ";")
    return tuple(map(_section, parts)) or (_Section((("general", ""),)),)


def _section(part: str) -> _Section:
    tokens: list[tuple[str, str]] = []
    condition = False
    for found in _TOKEN.finditer(part):
        kind = found.lastgroup or ""
        text = found[kind] if kind else ""
        if kind == "bracket":
            condition = condition or text[:1] in "<>="
            kind = "day" if text.strip("hmsHMS") == "" else ""
        elif kind in {"quoted", "escaped", "currency", "other"}:
            kind = "text"
        if kind:
            tokens.append((kind, text))
    return _Section(tuple(tokens), condition)


def _of_sign(value: float, code: str) -> _Section:
    """Return the section that holds for a number."""
    sections = _sections(code)
    if any(each.condition for each in sections):
        return _UNKNOWN
    at = 1 if value < 0 else 2 if value == 0 else 0
    return sections[at] if at < len(sections) else sections[0]


def shown_number(value: float, code: str, place: str = "") -> Noted | None:
    """Return a number that shows another one under a format; None where it shows itself."""
    told = _of_sign(value, code)
    if abs(value) >= EXACT:
        return Noted(value, "", code, place=place)
    if told.plain or (not value and told.zero):
        return None
    if told.untold or not told.tokens:
        return Noted(value, "", code, place=place)
    if told.empty:
        return Noted(value, told.words or "-", code, _UNTOLD, told.words, place)
    text = told.shown(value if told is _sections(code)[0] else abs(value))
    return Noted(value, text, code, told.factor, told.words, place)


def rounds(value: float, code: str) -> bool:
    """Say whether a format shows fewer decimals than a number has."""
    told = _of_sign(value, code)
    if told.general or told.untold:
        return False
    digits = (exact(value) * told.factor).normalize().as_tuple().exponent
    return isinstance(digits, int) and -digits > told.places


def tells(code: str) -> bool:
    """Say whether some number shows another one, or a rounded one, under a format."""
    return bool(code) and any(
        shown_number(each, code) is not None or rounds(each + 0.0625 * bool(each), code)
        for each in _SAMPLES
    )


def shown_day(value: date, code: str, place: str = "") -> Noted | None:
    """Return a day of which its cell does not show all; None where it does."""
    told = _sections(code)[0]
    parts = {text.lower() for kind, text in told.tokens if kind == "day"}
    names = {part[0] for part in parts}
    if not parts or {"d", "m", "y"} <= names or "e" in names:
        return None
    if not parts <= _DAY_PARTS.keys():
        return Noted(value, "", code, place=place)  # with the name of the month, or of the day
    out = (
        _DAY_PARTS[text.lower()].format(value) if kind == "day" else text
        for kind, text in told.tokens
    )
    return Noted(value, "".join(out).strip(), code, place=place)


def told_number(
    value: float, text: str, place: str = "", *, percent: bool = False
) -> tuple[Noted | None, bool]:
    """Return a number that shows another one by the text its file has for it, and if it rounds."""
    if percent:
        return Noted(value, text, "%", Decimal(100), place=place), False
    found = _TOLD.fullmatch(text.strip())
    if found is None:  # a zero as a dash, or no number at all
        dash = not text.strip("-–− ")
        return None if dash else Noted(value, text, factor=_UNTOLD, place=place), False
    words = " ".join(f"{found['before']} {found['behind']}".split()).strip("()-−+ ")
    signed = value >= 0 or found["before"].strip()[:1] in _MINUS
    readings = _readings(found["digits"], value) if signed else []
    if not readings:
        return Noted(value, text, "", _UNTOLD, words, place), False
    same = _says_nothing(words) and re.match("0[0-9]", found["digits"]) is None
    note = None if same else Noted(value, text, "", Decimal(1), words, place)
    return note, abs(exact(value)) not in readings


def told_day(value: date, text: str, place: str) -> Noted | None:
    """Return a day of which its text in the file does not show all; None where it does."""
    numbers = [int(each) for each in re.findall("[0-9]{1,4}", text)]
    if len(numbers) == 2 and re.search(r"[^\W\d_]{3}", text):  # noqa: PLR2004
        numbers.append(value.month)  # in words
    for part in (value.day, value.month):
        if part in numbers:
            numbers.remove(part)
        elif text:
            return Noted(value, text, place=place)
    if not text or {value.year, value.year % 100} & {*numbers}:
        return None
    return Noted(value, text, place=place)


def _readings(digits: str, value: float) -> list[Decimal]:
    """Return what digits may be under either convention, where a number is shown so."""
    whole = abs(exact(value))
    read = (_read(digits, mark) for mark in ",." if whole < EXACT)
    return [each for each in read if each is not None and _rounds(whole, each)]


def _read(digits: str, mark: str) -> Decimal | None:
    """Return the number digits are, with this decimal mark."""
    whole, _, part = digits.partition(mark)
    if not _WHOLE[mark].fullmatch(whole) or not (part or "0").isdecimal():
        return None
    return exact(float(f"{''.join(filter(str.isdecimal, whole))}.{part}")).quantize(
        Decimal(1).scaleb(-len(part))
    )


def _rounds(number: Decimal, shown: Decimal) -> bool:
    """Say whether a number shows as this one when it is rounded to as many places."""
    exponent = shown.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(number - shown) * 2 <= step


class CellFormats:
    """Is told the format of each cell that holds something, and then looks at the rows."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._runs: dict[int, tuple[list[int], list[str]]] = {}

    def add(self, line: int, column: int, code: str) -> None:
        """Take note of a cell: its format, or "" where that makes no difference."""
        run = self._runs.get(column)
        if run is None:
            if code:
                self._runs[column] = [line], [code]
        elif line < run[0][-1]:
            self._out_of_order(run, line, code)
        elif run[1][-1] != code:
            run[0].append(line)
            run[1].append(code)

    @staticmethod
    def _out_of_order(run: tuple[list[int], list[str]], line: int, code: str) -> None:
        """Take note of a cell above those that were told before."""
        at = bisect_right(run[0], line)
        goes_on = run[1][at - 1] if at else ""
        run[0][at:at], run[1][at:at] = [line, line + 1], [code, goes_on]

    def look(self, line: int, row: list[Cell]) -> None:
        """Put in the place of numbers and days what is to be known of them."""
        for column in self._runs:
            if column > len(row) or not isinstance(cell := row[column - 1], int | float | date):
                continue
            lines, codes = self._runs[column]
            code = codes[at - 1] if (at := bisect_right(lines, line)) else ""
            if code and not isinstance(cell, bool):
                row[column - 1] = self._noted(cell, code, f"{column_letters(column)}{line}")

    def _noted(self, cell: float | date, code: str, place: str) -> Cell:
        """Return a cell, with what it shows where that is something else."""
        if isinstance(cell, date):
            return shown_day(cell, code, place) or cell
        self._facts.rounded += rounds(cell, code)
        return shown_number(cell, code, place) or cell


Faults = dict[int, dict[int, Noted]]  # the cells without a value, by line and column


def finished(line: int, row: Sequence[Cell], formats: CellFormats, faults: Faults) -> list[Cell]:
    """Return a row with all that is to be known of its cells."""
    cells = [*row]
    formats.look(line, cells)
    for column, fault in faults.get(line, {}).items():
        cells += [""] * (column - len(cells))
        cells[column - 1] = fault
    return cells
