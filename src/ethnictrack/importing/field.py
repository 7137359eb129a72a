"""What an import asks of a file: its fields, and what the user said about reading it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ethnictrack.i18n import Message
from ethnictrack.importing.cell import Cell
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import Scale
from ethnictrack.values.numerals import Numbers

# One mark before exactly three digits groups thousands in one convention and divides in the other.
_LONE = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
_NUMBER = re.compile(r"[0-9.,]*[.,][0-9.,]*")


def lone_mark(cell: str) -> str:
    """Return the mark of a number that no convention can claim; "" for any other text.

    A unit behind it, as in 29,160 triệu đồng, claims nothing.
    """
    alone = _LONE.fullmatch("".join(one for one in cell if one in "0123456789.,"))
    return alone["mark"] if alone else ""


class Marks:
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
            self.decided = any(not _LONE.fullmatch(each) for each in _NUMBER.findall(cell))

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
    marks: Marks | None = None


Reader = Callable[[ReadingSetting], Read]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportField:
    """One thing an import can say of a row.

    ``name`` is the English heading and the key of the value; ``names`` are other headings of the
    same, compared folded, the first being the one forms have. ``label`` is what commands call it.
    ``lesser`` headings count only when no column has one of the others (a programme's name beside
    its code). ``money`` has a unit, and is checked against totals; of
    ``several`` in one row at least one is said. What it says stands behind what the field says that
    it is ``within``, after ``glue``: “Xã Hưng Đạo, huyện Bảo Lạc”; alone, a name without its kind
    is that of one of ``kinds``. Several columns of a field that
    ``joins`` are kept one behind the other. ``example`` is what the example
    row of a form says: a Message or a member of a closed list in the reader's language, anything
    else to the letter.
    """

    name: str
    names: tuple[str, ...]
    reader: Reader
    lesser: tuple[str, ...] = ()
    label: Message | None = None
    required: bool = False
    money: bool = False
    several: bool = False
    within: str | None = None
    glue: str = ", "
    kinds: tuple[str, ...] = ()
    joins: bool = False
    example: Cell | Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """All an import can say; ``kept`` are headings of our own lists that the book fills itself."""

    fields: tuple[ImportField, ...]
    kept: tuple[str, ...] = ()
    side: Side | None = None  # of rows that are entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(each.name for each in self.fields)

    def named(self, name: str) -> ImportField | None:
        """Return the field of a name."""
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of money that the user names (--amount-columns), and what its amounts say besides.

    ``facts`` are values by field; without any the heading says them.
    """

    heading: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a file, and what the user said about it.

    ``mapping`` has the headings by field (--map); the field "-" lists, separated by line feeds,
    headings to leave out, "*" all unknown ones. ``constants`` (--set) hold for every row and are
    read by the same readers. ``amounts`` are the columns of money, where the user names them.
    ``header_row`` and ``skip_rows`` count lines from 1.
    ``skip_zero`` sets rows without an amount aside.
    """

    fields: Fields
    today: date
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    scale: Scale | None = None
    numbers: Numbers | None = None
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    amounts: tuple[AmountColumn, ...] = ()
    skip_rows: frozenset[int] = frozenset()
    skip_zero: bool = False
