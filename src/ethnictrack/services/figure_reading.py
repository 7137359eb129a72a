"""What was typed, looked up in the book: programme, place, class, period, entry, inspection.

At the end: a figure typed as it is printed, and which rows and columns show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_, Message, labels, tr
from ethnictrack.reports.rate_rows import By, Node, rows_by
from ethnictrack.reports.rates import named_month, named_quarter
from ethnictrack.reports.table import TOTAL
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.errors import HELP, BookError, UsageError
from ethnictrack.values.kinds import UNCLASSIFIED, Capital, Source
from ethnictrack.values.money import (
    Dong,
    Numbers,
    Scale,
    rate,
    read_numeral,
    round_half_up,
    write_number,
)
from ethnictrack.values.text import fold, shown
from ethnictrack.year.explain import (
    FIGURES,
    TOTAL_WORDS,
    Figure,
    What,
    Wish,
    month_of,
    quarter_of,
    settled_column,
    wishes,
)
from ethnictrack.year.figures import Figures, Sum

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.registry import Registry


_NAMED = N_("{what} ({name})")
_LARGEST = 18  # digits of the number of an entry
NOWHERE = "-"  # the code of rows for what says no place, capital or source


class ManyReadingsError(UsageError):
    given: str
    found: tuple[Message, ...]
    code = "explain-ambiguous"
    text = N_("“{given}” reads several ways: {found}.")
    remedy = N_("Type one of these, as it is written here before its name.")


class UnknownColumnError(UsageError):
    given: str
    known: tuple[Message, ...]
    code = "explain-column"
    text = N_("{given} has no such column.")
    remedy = N_("Its columns are: {known}.")


class UnknownFigureError(UsageError):
    given: str
    near: tuple[str, ...]
    code = "explain-unknown"
    text = N_("No report shows “{given}”.")
    remedy = N_(
        "Type a programme, place, month, inspection or activity as reports print it, or the number "
        "of an entry; behind it a column, if you like, as in `CT135 paid`. Columns of forms are "
        "`inspections:1` to 18, `petitions:1` to 29, and `settlement:CT135:6` to 24."
    )
    again = (HELP,)

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        return super().advice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """One thing that may be meant. ``code`` names it beyond doubt; ``id`` is the register's."""

    what: What
    code: str
    name: Message | str
    figure: Figure | None = None
    id: int | None = None
    column: int | None = None  # of the settlement; None for its whole row
    span: tuple[tuple[int, int], tuple[int, int]] | None = None  # first and last month of a period

    @property
    def title(self) -> Message | str:
        """How it is called in a heading: its code, unless that says nothing to people, and name."""
        coded = {What.PROGRAM, What.PLACE, What.DISTRICT, What.SETTLEMENT}
        if self.what in coded and self.id is not None:
            return f"{self.code} {self.name}"
        return self.name

    @property
    def key(self) -> str | None:
        """The column as JSON and ``typed`` have it: disbursed, c17; None for a whole row."""
        return self.figure or (f"c{self.column}" if self.column else None)

    @property
    def typed(self) -> str:
        """What to type to mean this and nothing else."""
        column = f":{self.key}" if self.key else ""
        code = "" if self.what is What.TOTAL else f":{self.code}"
        return f"{self.what}{code}{column}"


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks names up; ``year`` and ``day`` are those of the report."""

    book: Book
    year: int
    day: date

    def readings(self, wish: Wish) -> Iterator[Meant]:
        """Yield everything a wish may mean."""
        for what in What:
            if what in wish.kinds:
                yield from self._finders()[what](wish)

    def _finders(self) -> dict[What, Callable[[Wish], Iterable[Meant]]]:
        book = self.book
        return {
            What.PROGRAM: lambda wish: self._things(What.PROGRAM, book.programs, wish),
            What.PLACE: lambda wish: self._places(What.PLACE, wish),
            What.DISTRICT: lambda wish: self._places(What.DISTRICT, wish),
            What.CAPITAL: lambda wish: _classes(What.CAPITAL, labels(Capital), wish),
            What.SOURCE: lambda wish: _classes(What.SOURCE, labels(Source), wish),
            What.MONTH: self._month,
            What.QUARTER: self._quarter,
            What.TOTAL: _total,
            What.ENTRY: self._entry,
            What.INSPECTION: lambda wish: self._things(
                What.INSPECTION, book.inspections.all(), wish
            ),
            What.ACTIVITY: lambda wish: self._things(What.ACTIVITY, book.activities.all(), wish),
            What.FORM: _form,
            What.RECEPTION: _reception,
            What.SETTLEMENT: self._settled,
        }

    def _things(self, what: What, register: Registry[Any], wish: Wish) -> Iterator[Meant]:
        for each in register.matches(wish.name):
            yield Meant(what=what, code=each.code, name=each.name, figure=wish.figure, id=each.id)

    def _places(self, what: What, wish: Wish) -> Iterator[Meant]:
        """Yield the place of that name on the day, or whichever there was."""
        found = self.book.places.matches(wish.name)
        for each in [each for each in found if each.valid_on(self.day)] or found:
            yield Meant(what=what, code=each.code, name=each.name, figure=wish.figure, id=each.id)

    def _month(self, wish: Wish) -> Iterator[Meant]:
        at = month_of(wish.name, self.year)
        if at and (wish.said or not wish.name.isdecimal()):
            code, name = named_month(date(*at, 1), self.year)
            yield Meant(what=What.MONTH, code=code, name=name, figure=wish.figure, span=(at, at))

    def _quarter(self, wish: Wish) -> Iterator[Meant]:
        at = quarter_of(wish.name, self.year)
        if at and (wish.said or not wish.name.isdecimal()):
            year, number = at
            first, last = (year, 3 * number - 2), (year, 3 * number)
            code, name = named_quarter(date(*first, 1), self.year)
            yield Meant(
                what=What.QUARTER, code=code, name=name, figure=wish.figure, span=(first, last)
            )

    def _settled(self, wish: Wish) -> Iterator[Meant]:
        """Yield rows of the settlement, programmes and the total, with a column or whole."""
        rows: list[tuple[str, int | None]] = [(wish.name, None)]
        if split := settled_column(wish.name):
            rows.append(split)
        for name, column in rows:
            for each in self.book.programs.matches(name):
                yield Meant(
                    what=What.SETTLEMENT, code=each.code, name=each.name, id=each.id, column=column
                )
            if fold(name) in TOTAL_WORDS:
                yield Meant(what=What.SETTLEMENT, code="total", name=TOTAL, column=column)

    def _entry(self, wish: Wish) -> Iterator[Meant]:
        number = wish.name.removeprefix("#")
        plain = number.isascii() and number.isdecimal() and number[0] != "0"
        if plain and len(number) <= _LARGEST and self.book.ledger.get(int(number)):
            name = N_("entry {entry}").of(entry=int(number))
            yield Meant(what=What.ENTRY, code=number, name=name, figure=wish.figure, id=int(number))


def _classes(what: What, names: Mapping[Any, Message], wish: Wish) -> Iterator[Meant]:
    """Yield the class of that code or name; what nobody classified has a row of its own."""
    listed = [(each.value, name) for each, name in names.items()]
    for code, name in (*listed, (NOWHERE, UNCLASSIFIED)):
        known = {fold(code), fold(name.text), fold(tr(name.text))}
        if fold(wish.name) in known and (code != NOWHERE or wish.said):
            yield Meant(what=what, code=code, name=name, figure=wish.figure)


def _total(wish: Wish) -> Iterator[Meant]:
    if fold(wish.name) in TOTAL_WORDS:
        yield Meant(what=What.TOTAL, code="total", name=TOTAL, figure=wish.figure)


def _form(wish: Wish) -> Iterator[Meant]:
    from ethnictrack.reports.inspection_form import COLUMNS, content  # noqa: PLC0415 - seldom asked

    yield from _numbered(What.FORM, wish, COLUMNS, content)


def _reception(wish: Wish) -> Iterator[Meant]:
    from ethnictrack.nouns.petition import COLUMNS  # noqa: PLC0415 - seldom asked
    from ethnictrack.reports.petitions import content  # noqa: PLC0415

    yield from _numbered(What.RECEPTION, wish, COLUMNS, content)


def _numbered(
    what: What, wish: Wish, last: int, content: Callable[[int], Message]
) -> Iterator[Meant]:
    """Yield the column of a form of that number."""
    if wish.name.isascii() and wish.name.isdecimal() and 1 <= int(wish.name) <= last:
        number = int(wish.name)
        yield Meant(what=what, code=str(number), name=content(number))


def the_reading(book: Book, text: str, *, year: int, day: date) -> Meant:
    """Return the one thing that is meant.

    Raises: UnknownFigureError, ManyReadingsError, UnknownColumnError.
    """
    finder = _Finder(book, year, day)
    found: dict[str, Meant] = {}
    wrong: list[Meant] = []
    for wish in wishes(text):
        for each in finder.readings(wish):
            if each.figure in {None, *FIGURES[each.what]}:
                found.setdefault(each.typed, each)
            else:
                wrong.append(each)
    if found:
        return only_one(text, list(found.values()))
    if wrong:
        known = tuple(each.label for each in FIGURES[wrong[0].what])
        raise UnknownColumnError(given=wrong[0].code, known=known)
    raise UnknownFigureError(given=shown(text), near=_near(book, text))


def only_one(text: str, found: list[Meant]) -> Meant:
    """Return the only reading there is. Raises: ManyReadingsError."""
    if len(found) > 1:
        raise ManyReadingsError(given=shown(text), found=tuple(map(_listed, found)))
    return found[0]


def _listed(reading: Meant) -> Message:
    return _NAMED.of(what=reading.typed, name=reading.name)


def _near(book: Book, text: str) -> tuple[str, ...]:
    """Return programmes and places that are written much like it."""
    names = {wish.name for wish in wishes(text)}
    return tuple(
        dict.fromkeys(
            near
            for name in names
            for register in (book.programs, book.places)
            for near in register.near(name)
        )
    )[:5]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and how reports would have printed it."""

    text: str
    scale: Scale
    decimals: int
    numbers: Numbers

    def means(self, amount: Dong) -> bool:
        """Say whether an amount is printed like this: in the report's unit, in đồng, in words.

        Without its last decimals it is the same amount, rounded: a table's 5.857,0 is typed 5.857.
        """
        if not amount:
            return False
        written = self.text.removeprefix("-")
        numeral = read_numeral(written, self.numbers)
        if numeral is not None:
            value = numeral.value if written == self.text else -numeral.value
            most = 0 if self.scale is Scale.DONG else self.decimals
            shown = round_half_up(Fraction(amount.value, self.scale.size), numeral.decimals)
            if value in {amount.value, shown} and numeral.decimals <= most:
                return True
        with suppress(BookError):
            return read_amount(self.text, self.numbers).dong == amount
        return False

    def is_rate(self, of: Sum) -> bool:
        """Say whether a rate is printed like this."""
        share = rate(of.disbursed, of.planned)
        if share is None or not self.text.endswith("%"):
            return False
        printed = write_number(round_half_up(share * 100, self.decimals), self.numbers)
        return self.text.removesuffix("%").strip() == printed


def showing(figures: Figures, typed: Typed) -> list[Meant]:
    """Return the figures of programmes, and the totals, that are printed as was typed."""
    if not any(one.isdecimal() for one in typed.text):
        return []
    nodes = (each for node in rows_by(figures, By.PROGRAM) for each in node.flat())
    total = Node(None, TOTAL, figures.total())
    return [
        Meant(
            what=What.PROGRAM if node.code else What.TOTAL,
            code=node.code or "total",
            name=node.name,
            figure=figure,
            id=node.id,
        )
        for node in (*nodes, total)
        for figure in _alike(node.sum, typed)
    ]


def _alike(of: Sum, typed: Typed) -> Iterator[Figure]:
    amounts = {
        Figure.PLANNED: of.planned,
        Figure.DISBURSED: of.disbursed,
        Figure.REMAINING: of.remaining,
        Figure.UNPLANNED: of.unplanned,
    }
    yield from (figure for figure, amount in amounts.items() if typed.means(amount))
    if typed.is_rate(of):
        yield Figure.RATE
