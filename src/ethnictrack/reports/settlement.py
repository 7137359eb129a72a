"""The settlement of a budget year: the form of 24 columns, a row for each programme."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.nouns.program import listed_name
from ethnictrack.reports.face import Face
from ethnictrack.reports.outline import branches
from ethnictrack.reports.table import EMPTY, Column, Head, Result, Table, Unit, form_column
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.figures import PlanBasis
from ethnictrack.year.settlement import FIRST, FORMULAS, formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.program import Program
    from ethnictrack.year.settlement import Columns, Settlement


_FIRST = N_(
    "Columns 6, 7 and 24 count from budget year {first_year} on, the first of the book; what was"
    " paid before is in none of them."
)
_BEFORE_THE_BOOK = N_(
    "Columns 6, 7, 23 and 24 count opening figures of before the book, up to {until}: {paid} paid,"
    " {advances} of it advances not cleared then. For other works they count from budget year"
    " {first_year} on, the first of the book."
)
_COVERED = N_(
    "Opening figures up to {until}, {paid} paid, reach into this year or beyond it, and count in no"
    " column."
)
_LEFT_OUT = N_(
    "One type of capital is settled here. Left out: planned in {year} {planned}, disbursed up to"
    " its end {disbursed}."
)
_UNSAID = N_("Money whose type of capital is not said is counted among investment money.")
_UNDISPOSED = N_(
    "Column {column}: {amount} is neither paid nor carried over nor cancelled in the book, and not"
    " yet disposed of: {programs}."
)
_OVER = N_(
    "Column {column}: by its formula there is {amount} less than the book has cancelled, as more"
    " was paid, carried over or cancelled than planned: {programs}."
)
_RETURNED = N_(
    "Column 8: {amount} of refunds gave back advances of earlier years. Columns 11, 17 and 24 do"
    " not take them off, as the form has it; the report of rates does, and `allocate carry` may"
    " carry them on."
)
_UNCLEARED = N_(
    "Column {column} is below zero: more advances were cleared or given back than made: {programs}."
)
_UNPAID = N_(
    "Column {column} is below zero: advances were cleared without the payment they are part of, or"
    " more was refunded than paid: {programs}."
)
_ELSEWHERE = N_(
    "A row with less than nothing in column 15 or 21 was paid out of a plan given to the programme"
    " above, or beyond its plan."
)
_NAMED = N_("{code} {amount}")
_MOST = 10  # programmes named in one note
_MORE = N_("and {count} more")


class SettlementRow(NamedTuple):
    """A row of the settlement: its outline number and level, its programme, columns 6 to 24."""

    outline: str
    level: int
    program: Program
    columns: Columns


def notes_on(settled: Settlement, lines: list[SettlementRow]) -> tuple[Message, ...]:
    """Return the notes of a settlement; what concerns a sum names its programmes."""
    elsewhere = any(of.level and min(of.columns[15], of.columns[21]) < ZERO for of in lines)
    return (
        *settled.notes,
        *_left_out(settled),
        *_before_the_book(settled),
        *_undisposed(lines),
        *([_RETURNED.of(amount=returned)] if (returned := settled.total()[8]) else []),
        *_below(lines, _UNPAID, (12, 18)),
        *_below(lines, _UNCLEARED, (13, 19, 23)),
        *([_ELSEWHERE] if elsewhere else []),
        *(each.said(settled.programs) for each in settled.unequal()),
    )


def _before_the_book(settled: Settlement) -> Iterator[Message]:
    """Say from when on the cumulative columns count, and what opening figures bring to them."""
    if settled.opened:
        yield _BEFORE_THE_BOOK.of(
            until=max(each.until for each in settled.opened),
            paid=Dong.total(each.paid for each in settled.opened),
            advances=Dong.total(each.advances for each in settled.opened),
            first_year=settled.first_year,
        )
    else:
        yield _FIRST.of(first_year=settled.first_year)
    if settled.covered_by:
        yield _COVERED.of(
            until=max(each.until for each in settled.covered_by),
            paid=Dong.total(each.paid for each in settled.covered_by),
        )


def _left_out(settled: Settlement) -> Iterator[Message]:
    """Name the money of another type of capital than the one that is settled."""
    if any(settled.left_out):
        plan, paid = settled.left_out
        yield _LEFT_OUT.of(planned=plan, disbursed=paid, year=settled.year)
    if settled.unsaid:
        yield _UNSAID


def _undisposed(lines: list[SettlementRow]) -> Iterator[Message]:
    """Say tree by tree what is left, as a plan may stand above what is paid of it."""
    top = [each for each in lines if not each.level]
    for place, column in enumerate((15, 21)):
        for said, sign in ((_UNDISPOSED, 1), (_OVER, -1)):
            found = [
                (each.program.code, Dong(sign * amount.value))
                for each in top
                if sign * (amount := each.columns.undisposed[place]).value > 0
            ]
            if found:
                amount = Dong.total(each for _, each in found)
                yield said.of(column=column, amount=amount, programs=_listed(found))


def _below(
    lines: list[SettlementRow], said: Message, columns: tuple[int, ...]
) -> Iterator[Message]:
    for column in columns:
        found = [(each.program.code, each.columns[column]) for each in lines]
        if below := [(code, amount) for code, amount in found if amount < ZERO]:
            yield said.of(column=column, programs=_listed(below))


def _listed(found: list[tuple[str, Dong]]) -> tuple[Message, ...]:
    said = tuple(_NAMED.of(code=code, amount=amount) for code, amount in found[:_MOST])
    more = len(found) - _MOST
    return (*said, _MORE.of(count=more)) if more > 0 else said


_BEFORE = N_("Disbursed from the beginning to the end of the year before")
_CARRIED = N_("Plans of earlier years carried over into the year")
_CURRENT = N_("Plan of the year that is settled")
_DISBURSED = N_("Disbursement")
_ALL, _WORK, _ADVANCES = N_("All"), N_("Accepted work"), N_("Advanced money")
# Columns 3 to 5; what nobody said is left empty.
_OPENING: tuple[Column[dict[str, Any]], ...] = (
    Column(
        "account",
        N_("Account held at"),
        of=lambda of: of["account"] or "",
        head=Head(N_("Place of the account"), mark="3", part=1),
    ),
    Column(
        "project_code",
        N_("Project code"),
        Unit.CODE,
        lambda of: of["project_code"] or "",
        head=Head(N_("Code of the investment project"), mark="4", part=1),
    ),
    Column(
        "total_investment",
        N_("Total investment"),
        Unit.DONG,
        lambda of: of["total_investment"] or "",
        head=Head(N_("Total investment"), mark="5", part=1),
    ),
)
# Heading by itself, headings above it on the form, heading below these, part.
_MONEY: tuple[tuple[Message, tuple[Message, ...], Message, int], ...] = (
    (N_("Disbursed before"), (_BEFORE,), _ALL, 1),
    (N_("Advances open before"), (_BEFORE,), N_("of which: advances not cleared"), 1),
    (N_("Old advances returned"), (), N_("Advances of earlier years returned in the year"), 1),
    (
        N_("Old advances cleared"),
        (),
        N_("Work accepted in the year for advances of earlier years"),
        1,
    ),
    (N_("Carried: plan"), (_CARRIED,), N_("Plan that is carried over"), 2),
    (N_("Carried: disbursed"), (_CARRIED, _DISBURSED), _ALL, 2),
    (N_("Carried: work"), (_CARRIED, _DISBURSED), _WORK, 2),
    (N_("Carried: advances"), (_CARRIED, _DISBURSED), _ADVANCES, 2),
    (N_("Carried: carried on"), (_CARRIED,), N_("Carried on further"), 2),
    (N_("Carried: cancelled"), (_CARRIED,), N_("The rest, cancelled"), 2),
    (N_("Year: plan"), (_CURRENT,), N_("Plan given"), 3),
    (N_("Year: disbursed"), (_CURRENT, _DISBURSED), _ALL, 3),
    (N_("Year: work"), (_CURRENT, _DISBURSED), _WORK, 3),
    (N_("Year: advances"), (_CURRENT, _DISBURSED), _ADVANCES, 3),
    (N_("Year: carried out"), (_CURRENT,), N_("Carried out to the next year"), 3),
    (N_("Year: cancelled"), (_CURRENT,), N_("The rest, cancelled"), 3),
    (N_("Work settled"), (), N_("Accepted work settled in the year, in all"), 4),
    (N_("Advances open after"), (), N_("Advances not cleared, carried to the next year"), 4),
    (N_("Disbursed after"), (), N_("Disbursed from the beginning to the end of the year"), 4),
)
# What the book says beside columns 15 and 21; scripts have it in columns, people in a note.
BESIDE = (
    Column("cancelled_carried", N_("Carried: cancelled in the book"), Unit.DONG, shown=False),
    Column("cancelled_year", N_("Year: cancelled in the book"), Unit.DONG, shown=False),
    Column("undisposed_carried", N_("Carried: not yet disposed of"), Unit.DONG, shown=False),
    Column("undisposed_year", N_("Year: not yet disposed of"), Unit.DONG, shown=False),
)


MONEY = tuple(
    Column(f"c{number}", alone, Unit.DONG, head=Head(text, above, formula(number), part))
    for number, (alone, above, text, part) in enumerate(_MONEY, FIRST)
)
COLUMNS: tuple[Column[dict[str, Any]], ...] = (
    form_column("outline", N_("Item"), "1", unit=Unit.CODE),
    Column("code", N_("Code"), Unit.CODE, shown=False),  # scripts have it
    form_column("name", N_("Content"), "2", unit=Unit.TEXT),
    *_OPENING,
    *MONEY,
    *BESIDE,
)


_TITLE = N_("Settlement of budget year {year}")
_BLOCKS = N_("Columns 10 to 15: plans of earlier years carried over; 16 to 21: plan of the year")
_CIRCULAR_96, _CIRCULAR_91 = 2021, 2025  # the first budget year of each


def settlement(settled: Settlement, unit_line: Message | None = None) -> Result:
    """Report the settlement of a year.

    Raises: ValueError when a formula of the form does not hold, which only a defect can bring
    about.
    """
    lines = list(_lines(settled))
    total = settled.total()
    for each in (*(line.columns for line in lines), total):
        if broken := each.broken():
            message = f"columns {broken} of the settlement are not what their formulas say"
            raise ValueError(message)
    return Face.of(settled, unit_line).result(
        "settlement",
        _TITLE.of(year=settled.year),
        [_table(lines, total)],
        _facts(settled, lines),
        notes=notes_on(settled, lines),
        said=[_BLOCKS],
        basis=PlanBasis.WITH_CARRYOVER,
        form=_form(settled.year),
    )


def _form(year: int) -> tuple[str, ...]:
    """Return the number of the form and its circular (docs/sources.md, S-07)."""
    circular = "91/2025/TT-BTC" if year >= _CIRCULAR_91 else "96/2021/TT-BTC"
    return ("Mẫu số 01/QTNĐ", f"(Thông tư số {circular})") if year >= _CIRCULAR_96 else ()


def _lines(settled: Settlement) -> Iterator[SettlementRow]:
    """Yield the tree of programmes with figures, from the scope's programme if it has one."""
    sums = settled.of_programs()
    for number, level, each in branches(settled.programs, sums, settled.scope.program):
        yield SettlementRow(number, level, each, sums[each.id])


def _table(lines: list[SettlementRow], total: Columns) -> Table:
    printed = ({**_row_data(each), "name": listed_name(each.program)} for each in lines)
    return Table.of(
        COLUMNS,
        printed,
        itemgetter("level"),
        total=_data(total),
        empty=EMPTY,
        total_first=True,
    )


def _amounts(of: Columns) -> tuple[Dong, ...]:
    """Return the amounts of a row in the order of its columns."""
    return (*of.amounts, *of.cancelled, *of.undisposed)


def _facts(settled: Settlement, lines: list[SettlementRow]) -> dict[str, object]:
    return {
        "basis": PlanBasis.WITH_CARRYOVER,
        "columns": [
            {"key": each.key, "mark": each.head and each.head.mark, "heading": each.heading}
            for each in MONEY
        ],
        "identities": [formula(number) for number in FORMULAS],
        "rows": [_row_data(each) for each in lines],
        "total": _data(settled.total()),
        "unequal": [
            {
                "program": settled.programs.code_of(each.program),
                "year": each.year,
                "out": each.out,
                "into": each.into,
            }
            for each in settled.unequal()
        ],
    }


def _row_data(line: SettlementRow) -> dict[str, Any]:
    return {
        "outline": line.outline,
        "code": line.program.code,
        "name": line.program.name,
        "level": line.level,
        "project_code": line.program.project_code,
        "account": line.program.account,
        "total_investment": line.program.total_investment,
        **_data(line.columns),
    }


def _data(of: Columns) -> dict[str, object]:
    return dict(zip((each.key for each in (*MONEY, *BESIDE)), _amounts(of), strict=True))
