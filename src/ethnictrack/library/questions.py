"""What reports are asked: their options, each declared once, the values they are read to.

At the end: what a report is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields import entry, words
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import (
    Choice,
    Flag,
    Given,
    Month,
    Spellings,
    Text,
    Whole,
    Year,
    read_words,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.settings import scale_of
from ethnictrack.reports.compare import COMPARED
from ethnictrack.reports.face import Told
from ethnictrack.reports.footer import with_checkpoint, with_paper
from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.table import DEFAULT_DECIMALS
from ethnictrack.services.figures import figures
from ethnictrack.values.dates import last_day
from ethnictrack.values.money import Scale
from ethnictrack.year.figures import Coverage, Figures, PlanBasis
from ethnictrack.year.period import Period

if TYPE_CHECKING:
    import datetime as dt

    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.collection import CollectionPeriod
    from ethnictrack.reports.table import Result
    from ethnictrack.values.kinds import Capital, Source


class Order(StrEnum):
    """In which order rows of one level are printed."""

    CODE = "code"
    RATE = "rate"


class Rows(StrEnum):
    """What a row is of a report over many books; of one book it is what the report says."""

    OFFICE = "office"


_BASES: Spellings = MappingProxyType(
    {
        PlanBasis.WITH_CARRYOVER: ("with-carryover", "cả kéo dài", "kể cả kéo dài"),
        PlanBasis.YEAR: ("year", "trong năm", "kế hoạch năm"),
        PlanBasis.CARRYOVER: ("carryover", "kéo dài", "chuyển nguồn"),
    }
)
_ROWS: Spellings = MappingProxyType(
    {
        By.PROGRAM: ("program", "chương trình"),
        By.PLACE: ("place", "địa bàn"),
        By.DISTRICT: ("district", "huyện"),
        By.CAPITAL: ("capital", "loại vốn"),
        By.SOURCE: ("source", "nguồn vốn"),
        By.MONTH: ("month", "tháng"),
        By.QUARTER: ("quarter", "quý"),
    }
)
_OFFICES: Spellings = MappingProxyType({Rows.OFFICE: ("office", "đơn vị")})
_PERIODS: Spellings = MappingProxyType(
    {
        Period.Q1: ("q1", "quý 1", "quý I"),
        Period.Q2: ("q2", "quý 2", "quý II"),
        Period.Q3: ("q3", "quý 3", "quý III"),
        Period.Q4: ("q4", "quý 4", "quý IV"),
        Period.HALF: ("6m", "6 tháng"),
        Period.NINE: ("9m", "9 tháng"),
        Period.YEAR: ("year", "năm", "cả năm"),
    }
)
_ORDERS: Spellings = MappingProxyType({Order.CODE: ("code", "mã"), Order.RATE: ("rate", "tỷ lệ")})
_MOST_DECIMALS = 9  # so many show every đồng of an amount in tỷ
YEAR = replace(entry.YEAR, required=False, filter=None)
YEAR_NEEDED = replace(YEAR, option="YEAR", required=True)
YEARS = Field(
    name="years",
    type=Year(),
    label=N_("Budget year"),
    help=N_("Two budget years or more."),
    many=True,
    required=True,
    option="YEAR",
    metavar="[YEAR...]",
)
AS_OF = replace(
    entry.DATE,
    name="as_of",
    option="--as-of",
    help=N_("Last day that counts; by default 31 January after the year, or today if earlier."),
)
BASIS = Field(
    name="basis",
    type=Choice(_BASES),
    label=N_("Basis of rates"),
    help=N_("Which plan a rate is a share of."),
    option="--basis",
)
PROGRAM = replace(
    entry.PROGRAM,
    required=False,
    option="--program",
    metavar="PROGRAM",
    help=N_("This programme and all below it."),
)
PLACE = replace(entry.PLACE, help=N_("This place and all in it."))


def _closed(every: Spellings) -> Choice:
    """Return the classes a report may be narrowed by; one that is left open is none."""
    return Choice({each: said for each, said in every.items() if each is not None})


CAPITAL = replace(
    entry.CAPITAL, type=_closed(words.CAPITALS), help=N_("Only this type of capital.")
)
SOURCE = replace(entry.SOURCE, type=_closed(words.SOURCES), help=N_("Only this source."))
UNIT = Field(
    name="unit",
    type=Choice(words.SCALES),
    label=N_("Unit"),
    help=N_("Unit of the amounts for reading."),
    option="--unit",
)
DECIMALS = Field(
    name="decimals",
    type=Whole(most=_MOST_DECIMALS),
    label=N_("Decimals"),
    help=N_("Decimals of amounts and rates."),
    option="--decimals",
    metavar="N",
)
BY = Field(
    name="by",
    type=Choice(MappingProxyType({**_ROWS, **_OFFICES})),
    label=N_("Rows stand for"),
    help=N_("What each row is; by default program."),
    option="--by",
)
BY_COMPARED = replace(BY, type=Choice(MappingProxyType({each: _ROWS[each] for each in COMPARED})))
BY_MEANT = replace(BY, type=Choice(_ROWS), help=N_("What the row is, where it reads two ways."))
_OF_MONTH: Spellings = {each: _ROWS[each] for each in (By.PROGRAM, By.PLACE)}
BY_OF_MONTH = replace(BY, type=Choice(MappingProxyType({**_OF_MONTH, **_OFFICES})))
BY_OF_BOOKS = replace(
    BY,
    type=Choice(MappingProxyType({By.PROGRAM: _ROWS[By.PROGRAM], **_OFFICES})),
    help=N_("What each row is; with --books by default office."),
)
BOOKS = Field(
    name="books",
    type=Given(),
    label=N_("Books"),
    help=N_("One report over the books that this CSV (office,book) lists."),
    option="--books",
    metavar="FILE",
)
MONTH = Field(
    name="month",
    type=Month(),
    label=N_("Month"),
    help=N_("The month, such as 2026-10."),
    required=True,
    option="YYYY-MM",
)
PERIOD = Field(
    name="period",
    type=Choice(_PERIODS),
    label=N_("Period"),
    help=N_("Part of the year."),
    option="--period",
)
CALENDAR = Field(
    name="calendar",
    type=Flag(),
    label=N_("Calendar year"),
    help=N_("Count from 1 January, not from 15 December."),
    option="--calendar",
)
FIRST = replace(
    entry.DATE, name="first", option="--from", help=N_("Only from this day on."), filter=None
)
LAST = replace(FIRST, name="last", option="--to", help=N_("Only up to this day."))
DEPTH = Field(
    name="depth",
    type=Whole(),
    label=N_("Levels"),
    help=N_("Levels of a tree that are shown."),
    option="--depth",
    metavar="N",
)
SORT = Field(
    name="sort",
    type=Choice(_ORDERS),
    label=N_("Order"),
    help=N_("rate: the slowest first; code, the default: as registered."),
    option="--sort",
)
DATE = replace(entry.DATE, filter=None)
ON = replace(DATE, name="on", option="--on", help=N_("Day to look from; by default today."))
WHAT = Field(
    name="what",
    type=Text(10_000),
    label=N_("Figure"),
    help=N_("A row, and a column if you like: CT135 paid."),
    many=True,
    required=True,
    option="WHAT",
    metavar="WHAT",
)
SEAL = Field(
    name="seal",
    type=Text(100),
    label=N_("Seal"),
    help=N_("Number of a sealed report."),
    required=True,
    option="SEAL",
)
OTHER_SEAL = replace(
    SEAL,
    name="other_seal",
    help=N_("Another; by default the book as it is now."),
    required=False,
    option="[SEAL]",
)
SHARED = (AS_OF, BASIS, PROGRAM, PLACE, CAPITAL, SOURCE, UNIT, DECIMALS)
OF_ANY_YEAR, OF_YEAR = (YEAR, *SHARED), (YEAR_NEEDED, *SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a report is asked, every option read; None where nothing was said.

    ``date`` is the day of a document, ``on`` the one deadlines are looked for from, ``first`` and
    ``last`` are the days of a list.
    """

    today: dt.date
    year: int | None = None
    years: tuple[int, ...] = ()
    as_of: dt.date | None = None
    basis: PlanBasis | None = None
    program: str | None = None
    place: str | None = None
    capital: Capital | None = None
    source: Source | None = None
    unit: Scale | None = None
    decimals: int = DEFAULT_DECIMALS
    by: By | None = None
    by_office: bool = False
    books: str | None = None
    month: dt.date | None = None
    period: Period | None = None
    calendar: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    depth: int | None = None
    sort: Order | None = None
    date: dt.date | None = None
    on: dt.date | None = None
    what: tuple[str, ...] = ()
    statement: int | None = None
    collection: CollectionPeriod | None = None
    seal: str | None = None
    other_seal: str | None = None

    @classmethod
    def of(
        cls, takes: tuple[Field[Any], ...], said: Mapping[str, object], today: dt.date
    ) -> Question:
        """Read what was said. Raises: the refusals of ``read_words``."""
        read = read_words(takes, said, today)
        if read.get(BY.name) is Rows.OFFICE:
            read |= {BY.name: None, "by_office": True}
        return cls(today=today, **read)

    def figures(self, book: Book, *, by_month: bool = False, by_place: bool = True) -> Figures:
        """Return the figures asked for; those of a period end with it.

        Who needs no place says so (``by_place``). Raises: UnknownCodeError.
        """
        year = self.of_year(book)
        as_of = self.until(year)
        if self.period is not None:
            as_of = min(as_of, self.period.of(year).last)
        return figures(
            book,
            year=year,
            as_of=as_of,
            basis=self.basis or PlanBasis.WITH_CARRYOVER,
            scope=self.scope(book, as_of),
            by_month=by_month,
            by_place=by_place,
        )

    def of_another(self, year: int, as_of: dt.date | None) -> Question:
        """Return the same of another year, up to another day."""
        return replace(self, year=year, as_of=as_of)

    def of_year(self, book: Book) -> int:
        """Return the year asked for, else the latest one with entries."""
        return self.year or max(book.ledger.years(), default=self.today.year)

    def until(self, year: int) -> dt.date:
        """Return the last day that counts: as asked, else that of the settlement, or today."""
        return self.as_of or min(last_day(year), self.today)

    def scope(self, book: Book, as_of: dt.date) -> Coverage:
        """Return what is covered; a place is the one of that name on the day."""
        return Coverage(
            program=book.programs.find(self.program).id if self.program else None,
            place=book.places.find_on(self.place, as_of).id if self.place else None,
            capital=self.capital,
            source=self.source,
        )

    def told(self, year: int) -> Told:
        """Return the days of a year that a report of inspections or petitions tells of."""
        if self.period is None:
            return Told.calendar_year(year)
        of = self.period.of if self.calendar else self.period.of_inspections
        return Told(of(year), self.period)

    def scale(self, settings: Mapping[str, str]) -> Scale:
        """Return the unit of amounts for reading."""
        return self.unit or scale_of(settings)


IN_DONG = frozenset({"csv", "tsv", "json", "xlsx", "ods"})  # formats for machines are never rounded
_UNUSED = N_("Nothing in this report depends on {options}.")


@dataclass(frozen=True, slots=True)
class Report:
    """A report by its name: what it says, the options it takes, what makes it, what is ``unused``.

    ``make`` is given an open book, what was asked, and the unit amounts are shown in. One that is
    ``proved`` says the checkpoint of the book; of one that is ``exact`` every đồng counts, and it
    is in đồng unless asked otherwise.
    """

    name: str
    about: Message
    takes: tuple[Field[Any], ...]
    make: Callable[[Book, Question, Scale], Result]
    unused: tuple[str, ...] = ()
    why_unused: Message = _UNUSED
    proved: bool = True
    exact: bool = False
    calendar: bool = False  # whether it can be one
    adds: Callable[[Book, Question, Scale], Result] | None = None  # what many books add up

    def ask(self, said: Mapping[str, object], today: dt.date) -> Question:
        """Read what is asked of it, words or values. Raises: the refusals of ``read_words``."""
        return Question.of(self.takes, said, today)

    def of(self, book: Book, question: Question, format_: str) -> tuple[Result, Scale]:
        """Make it for a format, which is shown in a unit. Raises: MissingValueError."""
        if question.by_office:
            raise MissingValueError(names=(BOOKS.option,))
        usual = Scale.DONG if self.exact else question.scale(book.settings.all())
        scale = Scale.DONG if format_ in IN_DONG else question.unit or usual
        made = self.make(book, question, scale)
        made = with_paper(made, book.settings.all(), question.today)
        return with_checkpoint(made, checkpoint(*book.log.head())) if self.proved else made, scale
