"""The one shape every result has: a document of headings, paragraphs and typed tables.

Values stay values here (Dong, Fraction, date, Message); renderers word them. A renderer looks at
a column's ``unit``, never at its heading, and translates only a Message: text from the book is
data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.values.money import Dong, Points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ethnictrack.reports.letter import Letter, Paper


T = TypeVar("T")

TOTAL, EMPTY = N_("Total"), N_("No figure.")  # of every table that has none of its own


@dataclass(frozen=True, slots=True)
class Term:
    """A member of a closed list: its name for people, its code for scripts.

    ``alone`` is what workbooks have, where the name says more than what it is: a text of the book
    stands there as it is, since such a file is read again.
    """

    code: str
    name: Message
    alone: Message | str | None = None


DEFAULT_DECIMALS = 1  # of rates, and of amounts in a unit, where nobody says how many
# A Fraction is a rate: 1 is 100 %. A Decimal or int is a plain number. None prints as "–" or "".
Cell = str | Message | Term | Dong | int | Decimal | Fraction | Points | date | datetime | None


class Unit(Enum):
    """What a column holds; decides alignment and wording."""

    TEXT = auto()  # free text from the book, or a Message; may be folded on a narrow screen
    CODE = auto()  # a code or id; short, left, never folded
    DONG = auto()  # money; shown in the unit and decimals asked for, raw đồng in JSON/CSV/TSV
    NUMBER = auto()  # a plain number; right
    RATE = auto()  # a Fraction, shown as a percentage; may get a bar beside it on a terminal
    DATE = auto()  # a date
    MOMENT = auto()  # a UTC datetime


@dataclass(frozen=True, slots=True)
class Head:
    """How a printed form heads a column: what it stands under together with others, and itself.

    ``mark`` is the number of the column, with its formula. A form too wide for a page is printed
    in parts, those that fit beside each other; a column of ``part`` 0 stands in each.
    """

    text: Message
    above: tuple[Message, ...] = ()
    mark: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` is its name in CSV and JSON, ``heading`` what people read.

    Where ``lines`` is said, a text of the office's own may hold several lines, which people see as
    lines. A column that is not ``shown`` stands only in CSV and TSV, where scripts want every
    field. ``filed`` is its heading in workbooks, which are kept and read back: they have it whether
    it is shown or not. Of the columns of a form every one has a ``head``; their ``heading`` says
    the same by itself.
    """

    key: str
    heading: Message
    unit: Unit = Unit.TEXT
    shown: bool = True
    head: Head | None = None
    lines: bool = False
    filed: Message | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``level`` indents the first text cell of a tree."""

    cells: tuple[Cell, ...]
    level: int = 0


def keyed(columns: Iterable[Column], facts: Mapping[str, Any], blank: Cell = None) -> Row:
    """Return a row with a fact under each column, by its key; ``blank`` where there is none."""
    return Row(tuple(facts.get(each.key, blank) for each in columns))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, rows and at most one total line.

    A total that is not data stands where people read: scripts that add a column up must not meet
    its sum in it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    title: Message | None = None
    empty: Message | None = None  # said instead of a table without rows
    total_is_data: bool = True
    tight: bool = False  # a list: on a screen its columns come closer before it falls apart
    total_first: bool = False  # a form that has its total above its rows
    bars: bool = False  # draw a bar beside the rates on a terminal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (I, II), 2 (1, 2) or 3 (a, b) with its number as printed."""

    text: Message
    number: str = ""
    level: int = 1
    annex: bool = False  # begins a table at the end; in an official document, a page of its own


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose: a sentence of ours, or text the office wrote itself (data)."""

    text: Message | str
    bullet: bool = False


Written = Table | Heading | Paragraph
Block = Written | Bars | Curve


@dataclass(frozen=True, slots=True)
class Document:
    """What a reading command shows. ``basis`` lines say what the figures rest on.

    ``footer`` stands last in every format people read; scripts find its facts in the data.

    In CSV and TSV, which have no lines of prose, every row says it in columns: ``stated`` has
    their keys and the one value each has.
    """

    title: Message
    blocks: tuple[Block, ...]
    basis: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    stated: tuple[tuple[str, Cell], ...] = ()
    footer: tuple[Message, ...] = ()
    letter: Letter | None = None  # of a report that is handed in as a document of the office
    paper: Paper | None = None  # of a table that is handed in

    @property
    def table(self) -> Table:
        """The first table people read, of a document that has one."""
        return next(each for each in self.blocks if isinstance(each, Table))


@dataclass(frozen=True, slots=True)
class Stream(Generic[T]):
    """A list for scripts, too long to be held: what is listed is read once, line by line.

    ``cells`` makes a line of CSV and TSV of it, ``data`` an object of JSON. It says what the table
    and the data of a ``Result`` say; a total that is no data, and sentences, are not for scripts.
    """

    columns: tuple[Column, ...]
    listed: Iterable[T]
    cells: Callable[[T], tuple[Cell, ...]]
    data: Callable[[T], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Result:
    """A document for people and the same facts as plain data for JSON.

    ``data`` is made of dict, list, str, int, bool, None, and the values Dong (an integer of đồng),
    Fraction and Points (a percent number with 4 decimals, half up), date and datetime (ISO),
    Decimal (a number), Message (the translated sentence). What is long and only written once may
    be an iterator of dicts in the outermost dict.
    """

    document: Document
    data: object = field(default=None)
