"""What a person types of a figure to be explained: where it stands, whose row, which column.

``rates:CT135:paid``, ``CT135 giải ngân``, ``12`` and ``entry 12`` are all read here into wishes;
which of them the book can fulfil, the book says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ethnictrack.i18n import N_, ClosedList
from ethnictrack.values.text import fold
from ethnictrack.year.settlement import FIRST, LAST


class What(StrEnum):
    """The kinds of thing that have figures."""

    PROGRAM = "program"
    PLACE = "place"
    DISTRICT = "district"
    CAPITAL = "capital"
    SOURCE = "source"
    MONTH = "month"
    QUARTER = "quarter"
    TOTAL = "total"
    ENTRY = "entry"
    INSPECTION = "inspection"
    ACTIVITY = "activity"
    FORM = "form"  # a column of 01/TTr
    RECEPTION = "reception"  # a column of 01/TCD
    SETTLEMENT = "settlement"  # a row of the settlement, or a column of it


class Figure(ClosedList):
    """The columns of reports whose figures are explained."""

    PLANNED = "planned", N_("Planned")
    DISBURSED = "disbursed", N_("Disbursed")
    REMAINING = "remaining", N_("Remaining")
    RATE = "rate", N_("Rate")
    UNPLANNED = "unplanned", N_("Without a plan")
    PAID = "paid", N_("Paid in all")
    CUMULATIVE = "cumulative", N_("Cumulative")
    RECOMMENDED = "recommended", N_("To recover")
    RECOVERED = "recovered", N_("Recovered")
    OUTSTANDING = "outstanding", N_("Outstanding")
    TARGET = "target", N_("Target")
    ACTUAL = "actual", N_("Actual")


_MONEY = (Figure.PLANNED, Figure.DISBURSED, Figure.REMAINING, Figure.RATE, Figure.UNPLANNED)
_PERIOD = (Figure.DISBURSED, Figure.CUMULATIVE, Figure.UNPLANNED, Figure.PAID)
_ROWS = (What.PROGRAM, What.PLACE, What.DISTRICT, What.CAPITAL, What.SOURCE, What.TOTAL)
FIGURES: dict[What, tuple[Figure, ...]] = {
    **dict.fromkeys(_ROWS, (*_MONEY, Figure.PAID)),
    **dict.fromkeys((What.MONTH, What.QUARTER), _PERIOD),
    What.ENTRY: (),
    What.INSPECTION: (Figure.RECOMMENDED, Figure.RECOVERED, Figure.OUTSTANDING, Figure.RATE),
    What.ACTIVITY: (Figure.TARGET, Figure.ACTUAL, Figure.RATE),
    **dict.fromkeys((What.FORM, What.RECEPTION, What.SETTLEMENT), ()),
}
# A district is a place, the settlement has the rows of others, and forms are numbered like entries:
# they are meant only when said.
_UNSAID = frozenset(What) - {What.DISTRICT, What.FORM, What.RECEPTION, What.SETTLEMENT}
_REPORTS: dict[str, frozenset[What]] = {
    "rates": frozenset({*_ROWS, What.MONTH, What.QUARTER}),
    "annual": frozenset({*_ROWS, What.INSPECTION, What.ACTIVITY}),
    "compare": frozenset(_ROWS),
    "pace": frozenset({What.MONTH, What.PROGRAM, What.TOTAL}),
    "inspections": frozenset({What.INSPECTION, What.FORM}),
    "petitions": frozenset({What.ACTIVITY, What.RECEPTION}),
}
# Words, folded, in front of a name; the first of a line is what the program itself writes.
_KINDS: dict[What, tuple[str, ...]] = {
    What.PROGRAM: ("program", "programme", "chuong trinh", "du an", "tieu du an", "cong trinh"),
    What.PLACE: ("place", "dia ban"),
    What.DISTRICT: ("district",),
    What.CAPITAL: ("capital", "loai von"),
    What.SOURCE: ("source", "nguon von"),
    What.MONTH: ("month", "thang"),
    What.QUARTER: ("quarter", "quy"),
    What.ENTRY: ("entry", "but toan so", "but toan", "so"),
    What.INSPECTION: ("inspection", "cuoc thanh tra"),
    What.ACTIVITY: ("activity", "chi tieu"),
    What.FORM: ("form", "bieu 01/ttr", "01/ttr", "cot"),
    What.RECEPTION: ("reception", "bieu 01/tcd", "01/tcd"),
    What.SETTLEMENT: ("settlement", "quyet toan", "quyet toan nien do"),
}
_COLUMNS: dict[Figure, tuple[str, ...]] = {
    Figure.PLANNED: ("planned", "plan", "ke hoach", "ke hoach von"),
    Figure.DISBURSED: ("disbursed", "disbursement", "giai ngan", "da giai ngan"),
    Figure.REMAINING: ("remaining", "left", "con lai"),
    Figure.RATE: ("rate", "ty le", "ty le giai ngan"),
    Figure.UNPLANNED: ("unplanned", "without a plan", "khong co ke hoach", "chua co ke hoach"),
    Figure.PAID: ("paid", "paid in all", "da chi", "tong giai ngan"),
    Figure.CUMULATIVE: ("cumulative", "luy ke"),
    Figure.RECOMMENDED: ("recommended", "to recover", "kien nghi thu hoi"),
    Figure.RECOVERED: ("recovered", "da thu nop", "da thu hoi"),
    Figure.OUTSTANDING: ("outstanding", "con phai thu"),
    Figure.TARGET: ("target", "chi tieu giao"),
    Figure.ACTUAL: ("actual", "thuc hien"),
}
_BY_WORD = {word: figure for figure, words in _COLUMNS.items() for word in words}
_BY_PREFIX = {word: frozenset({kind}) for kind, words in _KINDS.items() for word in words}
TOTAL_WORDS = frozenset({"total", "tong cong", "tong so", "tong"})
_MONTH = re.compile(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})|(\d{1,2}))(?: \(.*\))?")
_QUARTER = re.compile(r"(?:(\d{4})-q([1-4])|([1-4])/(\d{4})|([1-4]))")
_SETTLED = re.compile(r"(.+?)(?: |:) *(?:c|col|column|cot)? *([0-9]{1,2})")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Wish:
    """One way to read what was typed: among which kinds, by what name, which column."""

    kinds: frozenset[What]
    name: str
    figure: Figure | None = None
    said: bool = False  # whether the kind was said


def wishes(text: str) -> list[Wish]:
    """Return every way to read what was typed, the plainest first."""
    pieces = [piece.strip() for piece in text.split(":")]
    kinds, said = _UNSAID, False
    if len(pieces) > 1 and (found := _kinds(pieces[0])):
        kinds, said, pieces = found, True, pieces[1:]
    figure = _BY_WORD.get(fold(pieces[-1])) if len(pieces) > 1 else None
    name = ":".join(pieces if figure is None else pieces[:-1])
    if figure is not None:
        return [Wish(kinds, name, figure, said)]
    return list(dict.fromkeys(_split(name, kinds, said=said)))


def _kinds(word: str) -> frozenset[What] | None:
    return _REPORTS.get(fold(word)) or _BY_PREFIX.get(fold(word))


def _split(name: str, kinds: frozenset[What], *, said: bool) -> Iterator[Wish]:
    """Yield the name as a whole, then with its first words as a kind, its last as a column."""
    yield Wish(kinds, name, None, said)
    words = name.split()
    for end in range(1, len(words)):
        figure = _BY_WORD.get(fold(" ".join(words[end:])))
        if figure is not None:
            yield Wish(kinds, " ".join(words[:end]), figure, said)
        found = None if said else _kinds(" ".join(words[:end]))
        if found:
            yield from _split(" ".join(words[end:]), found, said=True)


def month_of(text: str, year: int) -> tuple[int, int] | None:
    """Read a month as reports print it, 2021-11 or 11/2021; a number alone is of ``year``."""
    found = _MONTH.fullmatch(fold(text))
    if not found:
        return None
    at, month = found[1] or found[4] or year, found[2] or found[3] or found[5]
    return (int(at), int(month)) if 1 <= int(month) <= _MONTHS else None


def quarter_of(text: str, year: int) -> tuple[int, int] | None:
    """Read a quarter as reports print it, 2021-Q4 or 4/2021; a number alone is of ``year``."""
    found = _QUARTER.fullmatch(fold(text).removeprefix("quarter ").removeprefix("quy "))
    if not found:
        return None
    return int(found[1] or found[4] or year), int(found[2] or found[3] or found[5])


def settled_column(name: str) -> tuple[str, int] | None:
    """Read a row and a column of the settlement: ``CT135:c17``, ``CT135 cột 17``, ``total 24``.

    The row comes folded, as names are compared.
    """
    found = _SETTLED.fullmatch(fold(name))
    if not found or not FIRST <= int(found[2]) <= LAST:
        return None
    return found[1], int(found[2])
