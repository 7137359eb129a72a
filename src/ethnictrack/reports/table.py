"""The one shape every result has: a document of headings, paragraphs and typed tables.

Values stay values here (Dong, Fraction, date, Message); renderers word them. A renderer looks at
a column's ``unit``, never at its heading, and translates only a Message: text from the book is
data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, cast

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.values.money import Dong, Points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from typing_extensions import TypeVar

    from ethnictrack.reports.letter import Letter, Paper

    T = TypeVar("T", default=Any)  # renderers do not ask what a column gets its cells of
    P = TypeVar("P")
else:
    from typing import TypeVar

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
class Column(Generic[T]):
    """One column: ``key`` is its name in CSV and JSON, ``heading`` what people read.

    ``of`` gets its cell of what a row is about, and the ``fact`` of JSON too unless that is
    another; without it the cell is what a row has by the name of the key, or a mapping under it. A
    total has nothing below a column that is not ``summed``.

    Where ``lines`` is said, a text of the office's own may hold several lines, which people see as
    lines. A column that is not ``shown`` stands only in CSV and TSV, where scripts want every
    field. ``filed`` is its heading in workbooks, which are kept and read back: they have it whether
    it is shown or not. Of the columns of a form every one has a ``head``; their ``heading`` says
    the same by itself.
    """

    key: str
    heading: Message
    unit: Unit = Unit.TEXT
    of: Callable[[T], Cell] | None = field(default=None, compare=False)
    shown: bool = True
    head: Head | None = None
    lines: bool = False
    filed: Message | None = None
    fact: Callable[[T], object] | None = field(default=None, compare=False)
    summed: bool = True

    def getter(self) -> Callable[[T], Cell]:
        """Return what gets a cell of what a row is about."""
        return self.of or cast("Callable[[T], Cell]", partial(_by_key, self.key))


def _by_key(key: str, of: object) -> object:
    return of[key] if isinstance(of, Mapping) else getattr(of, key)


def position(_of: object) -> Cell:
    """Stand for the place of a row in its table, from 1 on; a total has none."""
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``level`` indents the first text cell of a tree."""

    cells: tuple[Cell, ...]
    level: int = 0


def form_column(  # noqa: PLR0913 - what a form has of a column, each by name
    key: str,
    text: Message,
    mark: str = "",
    *above: Message,
    unit: Unit = Unit.DONG,
    of: Callable[[T], Cell] | None = None,
    shown: bool = True,
    fact: Callable[[T], object] | None = None,
) -> Column[T]:
    """Return a column of a form that people read by the same words everywhere."""
    return Column(key, text, unit, of, shown, Head(text, above, mark), fact=fact)


def columns_at(columns: Iterable[Column[P]], get: Callable[[T], P]) -> tuple[Column[T], ...]:
    """Return the columns of a part of what a row is about."""
    return tuple(_at(each, get) for each in columns)


def _at(column: Column[P], get: Callable[[T], P]) -> Column[T]:
    of, lifted = column.getter(), cast("Column[T]", column)
    fact = column.fact or of
    return replace(lifted, of=lambda each: of(get(each)), fact=lambda each: fact(get(each)))


def cells_by(columns: Sequence[Column[T]]) -> Callable[[T], tuple[Cell, ...]]:
    """Return what gets the cells of a row of what it is about."""
    getters = [each.getter() for each in columns]
    return lambda of: tuple(get(of) for get in getters)


def data_of(columns: Iterable[Column[T]], thing: T) -> dict[str, Any]:
    """Return the facts of a thing as JSON has them, by the keys of columns."""
    facts: dict[str, Any] = {}
    for each in columns:
        if each.of is not position:
            facts[each.key] = (each.fact or each.getter())(thing)
    return facts


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

    @classmethod
    def of(  # noqa: PLR0913 - what makes rows and total, each by name
        cls,
        columns: Sequence[Column[T]],
        things: Iterable[T],
        level: Callable[[T], int] | None = None,
        *,
        total: Mapping[str, Any] | None = None,
        added: bool = False,
        under: str | None = None,
        blank: Cell = "",
        **looks: Any,  # noqa: ANN401 - the other fields of a table
    ) -> Table:
        """Return a row of each thing; ``level`` is how deep in a tree it is.

        ``total`` are the facts that JSON has of it, by the keys of columns; where it is ``added``,
        it is the sums of the columns of money and numbers. It is named below the first column of
        text, or that with the key ``under``; elsewhere it is ``blank``.
        """
        getters = [None if each.of is position else each.getter() for each in columns]
        rows = tuple(
            Row(
                tuple(str(number) if get is None else get(each) for get in getters),
                level(each) if level else 0,
            )
            for number, each in enumerate(things, 1)
        )
        facts = _sums(columns, rows) if added else total
        last = None if facts is None else _total(columns, facts, under, blank)
        return cls(tuple(columns), rows, last, **looks)

    def with_sums(self, under: str | None = None) -> Table:
        """Return the table with the sums of its columns of money and numbers as its total."""
        return replace(self, total=_total(self.columns, _sums(self.columns, self.rows), under, ""))


def _total(
    columns: Sequence[Column], facts: Mapping[str, Any], under: str | None, blank: Cell
) -> Row:
    cells = [facts.get(each.key, blank) if each.summed else blank for each in columns]
    units, keys = [each.unit for each in columns], [each.key for each in columns]
    cells[keys.index(under) if under else units.index(Unit.TEXT)] = TOTAL
    return Row(tuple(cells))


def _sums(columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for at, column in enumerate(columns):
        cells: list[Any] = [row.cells[at] for row in rows if row.cells[at] is not None]
        if column.unit is Unit.DONG:
            found[column.key] = Dong.total(cells)
        elif column.unit is Unit.NUMBER:
            found[column.key] = sum(cells)
    return found


_FIELDS: tuple[Column[tuple[Message, Cell]], ...] = (
    Column("field", N_("Field"), of=itemgetter(0)),
    Column("value", N_("Value"), of=itemgetter(1)),
)


def field_table(fields: Iterable[tuple[Message, Cell]]) -> Table:
    """Return a page of fields, empty ones left out."""
    return Table.of(_FIELDS, (each for each in fields if each[1] is not None))


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
