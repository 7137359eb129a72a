"""Statements and books to be held against each other, as short as they can be said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ethnictrack.ledger.reconciliation import compare
from ethnictrack.ledger.statement import BookItem, LineOutcome, StatementLine, with_reversals
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong

CT, DA = 1, 2  # programmes


def day(text: str) -> date:
    """Read 15/3 as that day of 2026."""
    number, month = text.split("/")
    return date(2026, int(month), int(number))


def line(
    number: int,
    amount: int,
    on: str | None = "10/3",
    *,
    programs: Iterable[int] | None = (CT,),
    voucher: str | None = None,
    capital: Capital | None = Capital.RECURRENT,
    source: Source | None = Source.CENTRAL,
    year: int | None = 2026,
) -> StatementLine:
    """Make a line."""
    return StatementLine(
        number=number,
        amount=Dong(amount),
        programs=None if programs is None else frozenset(programs),
        voucher=voucher,
        date=None if on is None else day(on),
        capital=capital,
        source=source,
        year=year,
    )


def item(
    number: int,
    amount: int,
    on: str = "10/3",
    *,
    program: int = CT,
    voucher: str | None = None,
    capital: Capital | None = Capital.RECURRENT,
    source: Source | None = Source.CENTRAL,
    year: int = 2026,
    kind: Kind = Kind.PAYMENT,
    reverses: int | None = None,
    within: bool = True,
) -> BookItem:
    """Make an entry of the book."""
    return BookItem(
        ids=(number,),
        amount=Dong(amount),
        program=program,
        date=day(on),
        year=year,
        plan_year=year,
        kind=kind,
        voucher=voucher,
        capital=capital,
        source=source,
        reverses=reverses,
        within=within,
    )


def held(
    lines: Iterable[StatementLine],
    items: Iterable[BookItem],
    decided: dict[int, tuple[int, ...]] | None = None,
) -> tuple[dict[int, LineOutcome], list[int]]:
    """Return what became of each line, and the numbers of the entries that are left."""
    found, left = compare(lines, with_reversals(items), decided)
    return found, [each.ids[0] for each in left]
