"""Short ways to write the facts of the ledger: a tree, a few places, entries; no database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ethnictrack.ledger.entry import Entry, Posted
from ethnictrack.ledger.plan import Plan, PlanLine
from ethnictrack.ledger.rules import Ceiling, line_of, totals_of
from ethnictrack.nouns.place import Level, Place, Places
from ethnictrack.nouns.program import Program, Programs
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = date(2021, 11, 15)
NOON = datetime(2021, 11, 15, 5, 0, 0, tzinfo=UTC)

_TREE = (("MTQG", None), ("DA1", 1), ("DA1.1", 2), ("DA1.2", 2), ("DA2", 1), ("CT135", None))
PROGRAMS = Programs(
    (
        Program(id=number, code=code, name=f"Dự án {code}", parent=above)
        for number, (code, above) in enumerate(_TREE, start=1)
    )
)
PLACES = Places(
    (
        Place(id=1, code="04", name="Tỉnh Cao Bằng", level=Level.PROVINCE),
        Place(id=2, code="042", name="Huyện Bảo Lâm", level=Level.DISTRICT, parent=1),
        Place(id=3, code="043", name="Huyện Bảo Lạc", level=Level.DISTRICT, parent=1),
        Place(id=4, code="01290", name="Thị trấn Pác Miầu", parent=2),
        Place(id=5, code="01318", name="Thị trấn Bảo Lạc", parent=3),
        Place(id=6, code="01321", name="Xã Cốc Pàng", parent=3),
    )
)


def entry(
    kind: Kind,
    amount: int,
    program: str = "DA1",
    *,
    place: str | None = None,
    capital: str | None = None,
    source: str | None = None,
    year: int = 2021,
    plan_year: int | None = None,
    on: date | None = None,
    over_plan: str | None = None,
    voucher: str | None = None,
) -> Entry:
    """Return an entry of 2021, unclassified and without a place unless they are named."""
    paying = kind in {Kind.PAYMENT, Kind.ADVANCE, Kind.ADVANCE_RECOVERY, Kind.REFUND}
    return Entry(
        side=Side.DISBURSEMENT if paying else Side.ALLOCATION,
        program=PROGRAMS.find(program).id,
        place=None if place is None else PLACES.find(place).id,
        year=year,
        plan_year=year if plan_year is None else plan_year,
        date=on or date(year, 6, 1),
        kind=kind,
        capital=None if capital is None else Capital(capital),
        source=None if source is None else Source(source),
        amount=Dong(amount),
        over_plan=over_plan,
        voucher=voucher,
    )


def planned(
    amount: int,
    program: str = "DA1",
    *,
    place: str | None = None,
    capital: str | None = None,
    source: str | None = None,
) -> Entry:
    """Return plan given at the start of the year."""
    return entry(Kind.INITIAL, amount, program, place=place, capital=capital, source=source)


def paid(
    amount: int,
    program: str = "DA1",
    *,
    place: str | None = None,
    capital: str | None = None,
    source: str | None = None,
    over_plan: str | None = None,
) -> Entry:
    """Return a payment."""
    return entry(
        Kind.PAYMENT,
        amount,
        program,
        place=place,
        capital=capital,
        source=source,
        over_plan=over_plan,
    )


def lowered(
    amount: int,
    program: str = "DA1",
    *,
    place: str | None = None,
    capital: str | None = None,
    source: str | None = None,
    kind: Kind = Kind.DECREASE,
) -> Entry:
    """Return plan taken away."""
    return entry(kind, amount, program, place=place, capital=capital, source=source)


def book_of(*entries: Entry) -> Ceiling:
    """Return the rule of the plan after it let ``entries`` pass, one by one."""
    ceiling = Ceiling(Plan(PROGRAMS, PLACES), PROGRAMS, PLACES)
    for each in entries:
        ceiling.allow(each)
    return ceiling


def plan_of(*entries: Entry) -> Plan:
    """Return the totals of entries, nothing asked."""
    plan = Plan(PROGRAMS, PLACES)
    for each in entries:
        plan.add(line_of(each), totals_of(each))
    return plan


def line(
    program: str,
    *,
    capital: Capital | None = None,
    source: Source | None = None,
    place: str | None = None,
) -> PlanLine:
    """Return a line of plan and payments by codes."""
    at = None if place is None else PLACES.find(place).id
    return PlanLine(PROGRAMS.find(program).id, capital, source, at)


def posted(what: Entry, number: int = 1, *, reversed_by: int | None = None) -> Posted:
    """Return an entry as a book would hold it."""
    return Posted(id=number, entry=what, actor="Lan", recorded_at=NOON, reversed_by=reversed_by)


def all_posted(entries: Iterable[Entry]) -> list[Posted]:
    """Return entries numbered as a book does it."""
    return [posted(each, number) for number, each in enumerate(entries, start=1)]
