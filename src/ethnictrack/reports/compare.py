"""Several years side by side: plan, disbursement, rate, and by how many points the rate changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.chart import Bar, Bars
from ethnictrack.reports.face import basis_of, cut_off
from ethnictrack.reports.rate_rows import (
    BY_CLASS,
    HEADINGS,
    By,
    Node,
    cut,
    figures_data,
    rows_by,
    unplanned_notes,
)
from ethnictrack.reports.table import (
    EMPTY,
    TOTAL,
    Column,
    Document,
    Head,
    Result,
    Table,
    Unit,
    data_of,
    form_column,
)
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Points
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Cell
    from ethnictrack.year.figures import Figures


_CLASSES: tuple[str, ...] = (*Capital, *Source)


@dataclass(frozen=True, slots=True)
class Compared:
    """One row; ``years`` has that of each year, an empty one where a year has no such row."""

    code: str | None
    name: Message | str
    level: int
    years: tuple[Node, ...]

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The sums of each year."""
        return tuple(each.sum for each in self.years)

    @property
    def rates(self) -> tuple[Fraction | None, ...]:
        """The share of the plan disbursed, year by year."""
        return tuple(each.rate for each in self.years)

    @property
    def changes(self) -> tuple[Points | None, ...]:
        """By how many points each rate differs from the one before it; the first from none."""
        pairs = pairwise(self.rates)
        return (None, *(None if a is None or b is None else Points(b - a) for a, b in pairs))


def compared(years: Sequence[Sequence[Node]]) -> Iterator[Compared]:
    """Yield the rows that any year has, as registers list them; a row with those below it."""
    found: dict[tuple[int | None, str | None], list[Node | None]] = {}
    for place, nodes in enumerate(years):
        for node in nodes:
            same = found.setdefault((node.id, node.code), [None] * len(years))
            same[place] = node
    for same in sorted(found.values(), key=lambda row: _order(_known(row))):
        first = _known(same)
        alike = tuple(node or Node(first.code, first.name, Sum()) for node in same)
        yield Compared(first.code, first.name, first.level, alike)
        yield from compared([node.children if node else () for node in same])


def _known(same: Sequence[Node | None]) -> Node:
    return next(node for node in same if node)


def _order(node: Node) -> tuple[bool, int, int]:
    """Order rows as they were registered, or as their classes are listed; the rest comes last."""
    listed = _CLASSES.index(node.code) if node.code in _CLASSES else 0
    return node.code is None, node.id or 0, listed


def compared_data(row: Compared, years: Sequence[int]) -> list[dict[str, object]]:
    """Return the figures of a row as JSON has them, a year after the other."""
    return [
        {"year": year, **figures_data(each), "change": change}
        for year, each, change in zip(years, row.years, row.changes, strict=True)
    ]


# What rows may be: a month of one year is no month of another.
COMPARED = (By.PROGRAM, By.PLACE, By.DISTRICT, By.CAPITAL, By.SOURCE)
_TITLE = N_("Disbursement compared: {years}")
_YEAR, _NOTED = N_("{year}"), N_("{year}: {note}")
_BARS = N_("Share of the plan disbursed, year by year")
_UNEVEN = N_(
    "The years are not taken up to the same day: with --as-of each is, as the day falls in the"
    " last of them."
)
_OF_YEAR = N_("{year}: {heading}")


def compare(
    years: Sequence[Figures],
    *,
    by: By = By.PROGRAM,
    depth: int | None = None,
    unit_line: Message | None = None,
) -> Result:
    """Report several budget years, the earliest first, on the same rows.

    ``by`` is one of ``COMPARED``; ``depth`` is how many levels of a tree are shown.
    """
    rows = list(compared([cut(rows_by(each, by), depth) for each in years]))
    total = Compared(None, TOTAL, 0, tuple(Node(None, TOTAL, each.total()) for each in years))
    latest, notes = years[-1], tuple(_notes(years))
    days = (cut_off(each.year, each.as_of) for each in years)
    stated: tuple[tuple[str, Cell], ...] = (
        *((f"as_of_{each.year}", each.as_of) for each in years),
        ("basis", latest.basis.value),
        ("money_unit", "dong"),
    )
    document = Document(
        _TITLE.of(years=tuple(str(each.year) for each in years)),
        (_table(rows, total, years, by), *_bars(total, years)),
        (*days, *basis_of(latest, unit_line)[1:]),
        notes,
        stated,
    )
    numbers = [each.year for each in years]
    data = {
        "report": "compare",
        "title": document.title,
        "years": [{"year": each.year, "as_of": each.as_of} for each in years],
        "as_of": latest.as_of,
        "basis": latest.basis,
        "by": by,
        "rows": [_row_data(each, numbers) for each in rows],
        "total": {"figures": compared_data(total, numbers)},
        "notes": list(notes),
    }
    return Result(document, data)


def _row_data(row: Compared, years: Sequence[int]) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "level": row.level,
        "figures": compared_data(row, years),
    }


def _notes(years: Sequence[Figures]) -> Iterable[Message]:
    """Yield what is said of single years, and whether they can be compared day by day."""
    for each in years:
        for note in (*each.notes, *unplanned_notes(each.total())):
            yield _NOTED.of(year=each.year, note=note)
    days = {(each.as_of.year - each.year, each.as_of.month, each.as_of.day) for each in years}
    if len(days) > 1:
        yield _UNEVEN


def _table(rows: list[Compared], total: Compared, years: Sequence[Figures], by: By) -> Table:
    # Money without a plan has a column in the years that have any.
    unplanned = [any(row.sums[at].unplanned for row in (*rows, total)) for at in range(len(years))]
    columns: tuple[Column[Compared], ...] = (
        form_column(
            "code",
            N_("Code"),
            unit=Unit.CODE,
            of=lambda of: of.code or "",
            shown=by not in BY_CLASS,
        ),
        form_column("name", HEADINGS[by], unit=Unit.TEXT, of=lambda of: of.name),
        *(
            column
            for place, each in enumerate(years)
            for column in _columns(each.year, place, unplanned=unplanned[place])
        ),
    )
    whole = data_of(columns, total)
    return Table.of(columns, rows, lambda of: of.level, total=whole, empty=EMPTY)


def _columns(year: int, place: int, *, unplanned: bool) -> Iterator[Column[Compared]]:
    """Yield the columns of a year; the first has nothing to have changed from."""

    def column(
        key: str, heading: Message, of: Callable[[Compared], Cell], unit: Unit = Unit.DONG
    ) -> Column[Compared]:
        alone, head = _OF_YEAR.of(year=year, heading=heading), (_YEAR.of(year=year),)
        return Column(f"{key}_{year}", alone, unit, of, head=Head(heading, head, part=place + 1))

    yield column("planned", N_("Planned"), lambda of: of.years[place].planned)
    yield column("disbursed", N_("Disbursed"), lambda of: of.years[place].sum.disbursed)
    yield column("rate", N_("Rate"), lambda of: of.years[place].rate, Unit.RATE)
    if place:
        yield column("change", N_("Change (points)"), lambda of: of.changes[place], Unit.NUMBER)
    if unplanned:
        yield column("unplanned", N_("Without a plan"), lambda of: of.years[place].sum.unplanned)


def _bars(total: Compared, years: Sequence[Figures]) -> Iterable[Bars]:
    """Yield the rates of the whole, a bar a year."""
    rows = tuple(
        Bar(str(each.year), share, of.disbursed, of.planned)
        for each, share, of in zip(years, total.rates, total.sums, strict=True)
    )
    if any(each.rate is not None for each in rows):
        yield Bars(_BARS, rows)
