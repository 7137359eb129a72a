"""How a cell becomes a value: strict for texts as on the command line, exact for number cells.

A reader is made once for a column, from its ``ReadingSetting``, and called for every cell that was
not met before. It raises the refusals of values; nothing here guesses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.fields.types import Spellings, plain_word
from ethnictrack.i18n import ClosedList, Message, tr
from ethnictrack.importing.cell import EXACT, Cell, Noted, as_shown, as_written, number_text
from ethnictrack.importing.refusals import (
    CellKindError,
    CellShowsOtherwiseError,
    CodeAsNumberError,
    DateAsNumberError,
    NotOfTheseRowsError,
    NumberNeedsUnitError,
    TakenBackRowError,
    TwoFiguresError,
    UnknownUnitError,
)
from ethnictrack.importing.sheets.money_words import scale_of
from ethnictrack.values.amounts import Amount, read_amount, write_number
from ethnictrack.values.clean_text import clean, clean_code
from ethnictrack.values.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateRangeError,
    UnreadableYearError,
    read_date,
    read_year,
)
from ethnictrack.values.errors import (
    AmountFractionError,
    AmountRangeError,
    NegativeAmountError,
    ZeroAmountError,
)
from ethnictrack.values.money import MAX_ENTRY, ZERO, Dong, Numbers, Scale, round_half_up, shorten
from ethnictrack.values.quantity import read_quantity
from ethnictrack.values.text import shown

# One mark before exactly three digits groups thousands in one convention and divides in the other.
_LONE = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
_MARKED = re.compile(r"[0-9.,]*[.,][0-9.,]*")


def lone_mark(cell: str) -> str:
    """Return the mark of a number that no convention can claim; "" for any other text.

    A unit behind it, as in 29,160 triệu đồng, claims nothing.
    """
    alone = _LONE.fullmatch("".join(one for one in cell if one in "0123456789.,"))
    return alone["mark"] if alone else ""


class NumberMarks:
    """What the texts of one column had, as far as nobody said the convention of the file.

    ``lone`` are marks before three digits, with the unit behind them; ``decided`` says
    that another cell reads under one convention only; ``foreign``, that one reads only under the
    convention that is not in force.
    """

    __slots__ = ("decided", "foreign", "lone")

    def __init__(self) -> None:
        self.lone: set[tuple[str, str]] = set()
        self.decided = False
        self.foreign = False

    def note(self, cell: str) -> None:
        """Take note of a text."""
        if self.decided:
            return
        if mark := lone_mark(cell):
            unit = "".join(filter(str.isalpha, cell)).lower()
            self.lone.add((mark, unit))
        else:
            self.decided = any(not _LONE.fullmatch(each) for each in _MARKED.findall(cell))

    @property
    def doubtful(self) -> bool:
        """Say whether no convention can be told, or not the one in force."""
        units = {unit for _, unit in self.lone}
        return self.foreign or (len(self.lone) > len(units) and not self.decided)


Read = Callable[[Cell], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSetting:
    """Under which circumstances a column is read. ``what`` names it in refusals.

    ``marks`` takes note of its texts, where nobody said the convention of the file.
    """

    what: Message
    numbers: Numbers
    scale: Scale | None
    today: date
    marks: NumberMarks | None = None


Reader = Callable[[ReadingSetting], Read]


_GROUPED = {
    Numbers.VI: re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}"),
    Numbers.EN: re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}"),
}
_MINUSES = "-−–—"
_LONGEST = len(str(MAX_ENTRY))


def text(limit: int = 500, *, lines: bool = False) -> Reader:
    """Read a text of at most ``limit`` characters; a number or day as its cell shows it."""

    def made(setting: ReadingSetting) -> Read:
        def read(cell: Cell) -> str:
            if isinstance(cell, bool):
                raise CellKindError(as_shown(cell))
            written = as_written(cell) if isinstance(cell, str | date) else _told(cell)
            return clean(written, setting.what, limit, lines=lines)

        return read

    return made


def name(limit: int = 500) -> Reader:
    """Read the code or the name of a programme, a place, a paper: text, never a decimal number."""

    def made(setting: ReadingSetting) -> Read:
        def read(cell: Cell) -> str:
            return clean(_coded(cell), setting.what, limit)

        return read

    return made


def code(setting: ReadingSetting) -> Read:
    """Read a code, kept with its zeros."""
    del setting  # a code refuses in its own words

    def read(cell: Cell) -> str:
        return clean_code(_coded(cell))

    return read


def _coded(cell: Cell) -> str:
    """Return what is no number by nature as text.

    Raises: CodeAsNumberError, CellKindError, CellShowsOtherwiseError.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool | date) or not isinstance(cell, int | float | Noted):
        raise CellKindError(as_shown(cell))
    if not isinstance(cell, Noted) and not float(cell).is_integer():
        raise CodeAsNumberError(number_text(cell))
    return _told(cell)


_TWO_FIGURES = re.compile("([0-9][0-9.,]*) */ *([0-9][0-9.,]*)")  # 15/73,5: paid of planned


def amount(setting: ReadingSetting) -> Read:
    """Read an amount; a unit in the cell wins over the unit of the column."""
    grouped, numbers, scale = _GROUPED[setting.numbers], setting.numbers, setting.scale
    group, size = numbers.group, scale.size if scale else 1
    note = setting.marks.note if setting.marks else None

    def read(cell: Cell) -> Amount:
        if not isinstance(cell, str):
            return Amount(_number_amount(cell, scale))
        # The usual forms, a hundred times faster than the grammar, which has the last word.
        plain = cell.isascii() and cell.isdigit() and cell[0] != "0" and len(cell) <= _LONGEST
        if note and not plain:
            note(cell)
        if plain or grouped.fullmatch(cell):
            dong = int(cell if plain else cell.replace(group, "")) * size
            if dong <= MAX_ENTRY:
                return Amount(Dong(dong))
        if "/" in cell and (two := _TWO_FIGURES.fullmatch(cell.strip())):
            raise TwoFiguresError(shown(cell), two[1], two[2])
        return read_amount(cell, numbers, scale)

    return read


def signed(setting: ReadingSetting) -> Read:
    """Read an amount that may be below zero: with a minus, or in an accountant's brackets."""
    plain = amount(setting)

    def read(cell: Cell) -> object:
        bare, below = _without_sign(cell)
        found = plain(bare if below else cell)
        return replace(found, dong=-found.dong) if below and isinstance(found, Amount) else found

    return read


def or_nothing(reader: Reader) -> Reader:
    """Read an amount of a table of several, where 0 or a dash says that there is none."""

    def made(setting: ReadingSetting) -> Read:
        plain = reader(setting)

        def read(cell: Cell) -> object:
            if isinstance(cell, str) and not cell.strip(" -–—−"):
                return None
            try:
                return plain(cell)
            except ZeroAmountError:
                return None

        return read

    return made


optional_amount = or_nothing(amount)


def signed_amount(setting: ReadingSetting) -> Read:
    """Read an amount that may be below zero, or be nothing."""
    found = or_nothing(signed)(setting)
    return lambda cell: found(cell) or Amount(ZERO)


def _without_sign(cell: Cell) -> tuple[Cell, bool]:
    """Return an amount without its sign, and whether that was a minus."""
    if isinstance(cell, str):
        text = cell.strip()
        bare = text.strip(_MINUSES).strip()
        if text.startswith("(") and text.endswith(")"):
            bare = text[1:-1].strip()
        return bare, bare != text
    if isinstance(cell, Noted):
        value, below = _without_sign(cell.value)
        shows, words = (str(_without_sign(each)[0]) for each in (cell.shows, cell.words))
        bare_ = replace(cell, value=value, shows=shows, words=words)  # type: ignore[arg-type]
        return (bare_, True) if below else (cell, False)
    if isinstance(cell, int | float) and cell < 0:
        return -cell, True
    return cell, False


def _told(cell: Cell) -> str:
    """Return what a cell shows. Raises: CellShowsOtherwiseError, where that cannot be told."""
    long = isinstance(cell, int | float) and abs(cell) >= EXACT
    if long or (isinstance(cell, Noted) and not cell.shows):
        raise _otherwise(cell)
    return as_written(cell)


def _otherwise(cell: Cell) -> CellShowsOtherwiseError:
    """Return the refusal of a cell, with what it holds and what it shows."""
    value, shows = (cell.value, cell.shows) if isinstance(cell, Noted) else (cell, "")
    return CellShowsOtherwiseError(as_written(value), shown(shows) or "?")


def _number_amount(cell: Cell, scale: Scale | None) -> Dong:
    """Value a number cell, exactly as it shows. Raises: the amount refusals."""
    if isinstance(cell, Noted):
        return _number_amount(cell.value, _scale_shown(cell, scale))
    number = _decimal(cell)
    value = as_shown(cell)
    if number < 0:
        raise NegativeAmountError(value, value.lstrip("-"))
    dong = Fraction(number) * (scale.size if scale else 1)
    if dong.denominator != 1:
        raise _in_parts(dong, value, scale)
    if not dong:
        raise ZeroAmountError(value)
    if dong > MAX_ENTRY:
        raise AmountRangeError(value, Dong(dong.numerator), Dong(MAX_ENTRY))
    return Dong(dong.numerator)


def _scale_shown(cell: Noted, scale: Scale | None) -> Scale | None:
    """Return the unit a number cell shows, or that of its column.

    Raises: CellShowsOtherwiseError, for one that shows another number than it holds.
    """
    said = scale_of(cell.words) if cell.words else scale
    if cell.factor != 1 or not cell.shows or (cell.words and said is None):
        raise _otherwise(cell)
    return said


def _in_parts(
    dong: Fraction, value: str, scale: Scale | None
) -> NumberNeedsUnitError | AmountFractionError:
    """Return the refusal of an amount that is no whole đồng."""
    if scale is None:
        return NumberNeedsUnitError(value)
    places = len(str(dong.denominator))
    near = shorten(write_number(round_half_up(dong, places)), Numbers.VI)
    below, above = (write_number(whole) for whole in (int(dong), int(dong) + 1))
    return AmountFractionError(value, near, below, above)


def _decimal(cell: Cell) -> Decimal:
    """Return the number a cell shows. Raises: CellKindError, for anything else than a number."""
    if isinstance(cell, bool) or not isinstance(cell, float | int) or not math.isfinite(cell):
        raise CellKindError(as_shown(cell))
    return Decimal(number_text(float(cell)))


def quantity(setting: ReadingSetting) -> Read:
    """Read a number that is not money."""

    def read(cell: Cell) -> object:
        if isinstance(cell, str):
            return read_quantity(cell, setting.numbers)
        written = f"{_quantity_of(cell):f}".replace(".", ",")
        # A fourth decimal tells a decimal mark from a mark between thousands.
        return read_quantity(written + "0" * ("," in written), Numbers.VI)

    return read


def _quantity_of(cell: Cell) -> Decimal:
    """Return the number a cell shows: 72,9% is 72,9. Raises: CellShowsOtherwiseError."""
    if not isinstance(cell, Noted):
        return _decimal(cell)
    if not cell.shows or cell.factor not in {1, 100}:
        raise _otherwise(cell)
    exact = f"{_decimal(cell.value) * cell.factor:f}"
    return Decimal(exact.rstrip("0").rstrip(".") if "." in exact else exact)


def day(setting: ReadingSetting) -> Read:
    """Read a day: a cell of date type, or a text with the day first; never a serial number."""

    def read(cell: Cell) -> date:
        if isinstance(cell, str):
            return read_date(cell, setting.today)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            raise DateAsNumberError(number_text(cell))
        if isinstance(cell, Noted):
            raise _otherwise(cell)
        if not isinstance(cell, date):
            raise CellKindError(as_shown(cell))
        if not FIRST_YEAR <= cell.year <= LAST_YEAR:
            raise DateRangeError(as_shown(cell), FIRST_YEAR, LAST_YEAR)
        return cell.date() if isinstance(cell, datetime) else cell

    return read


def year(setting: ReadingSetting) -> Read:
    """Read a year."""
    del setting  # a year refuses in its own words

    def read(cell: Cell) -> int:
        if isinstance(cell, date | bool):
            raise UnreadableYearError(as_shown(cell))
        return read_year(_told(cell))

    return read


def taken_back(group: str) -> Reader:
    """Read the number of an entry that a row of our own lists takes back, or is taken back by."""

    def made(_: ReadingSetting) -> Read:
        def read(cell: Cell) -> object:
            raise TakenBackRowError(as_shown(cell), group)

        return read

    return made


def nothing(setting: ReadingSetting) -> Read:
    """Read a column in which nothing may stand: what rows of another sort have."""

    def read(cell: Cell) -> object:
        raise NotOfTheseRowsError(setting.what, as_shown(cell))

    return read


class ChoiceReader:
    """Reads a member of a closed list, by its value or any of its ``words``, compared folded.

    The labels by which lists print members are known too, so that a list feeds an import.
    """

    def __init__(self, words: Spellings) -> None:
        self.words = words
        self._known = {plain_word(word): member for member, said in words.items() for word in said}

    def __call__(self, setting: ReadingSetting) -> Read:
        """Return what reads a column."""
        printed = {
            plain_word(word): member
            for member in self.words
            if isinstance(member, ClosedList)
            for word in (member.label.text, tr(member.label.text))
        }
        words = {**printed, **self._known}

        def read(cell: Cell) -> object:
            found = plain_word(as_written(cell))
            if found in words:
                return words[found]
            known = tuple(said[0] for said in self.words.values())
            raise UnknownChoiceError(
                option=tr(setting.what.text), given=as_shown(cell), known=known
            )

        return read


def unit(setting: ReadingSetting) -> Read:
    """Read a unit in a column of its own."""
    del setting  # a unit refuses in its own words

    def read(cell: Cell) -> Scale:
        written = as_written(cell)
        if scale := scale_of(written):
            return scale
        raise UnknownUnitError(shown(written))

    return read
