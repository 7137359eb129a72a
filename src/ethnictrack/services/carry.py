"""Disposing of what is unpaid at the end of a year, line by line (docs/decisions/0011)."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.ledger.entry import Entry, Posted
from ethnictrack.ledger.plan import ANY, CapitalScope, CeilingScope, Plan, PlanLine, SourceScope
from ethnictrack.ledger.remainder import in_order, overdrawn, remainders
from ethnictrack.services.entry import Recorder
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import MAX_ENTRY, ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


class CarryYearsError(UsageError):
    year: int
    next_year: int
    into_year: int
    code = "carry-years"
    text = N_("What is left of {year} is carried to {next_year}, not to {into_year}.")
    remedy = N_("Carry it year by year, each time with the decision of that year.")
    again = ({"--to": "{next_year}"},)


class ExtensionNeededError(BookError):
    plan_years: tuple[int, ...]
    amount: Dong
    year: int
    next_year: int
    options: str = ""  # what else was chosen by, as typed
    code = "extension-needed"
    text = N_(
        "{amount} of this is planned for {plan_years} and was carried into {year} before. Money is "
        "carried once, to the end of the next year."
    )
    remedy = N_(
        "Name the decision that lets it be carried on with --extension DECISION, cancel it with "
        "`ethnictrack allocate carry --from {year} --cancel --plan-year {plan_year}{options}`, or "
        "carry the plan of the year alone: `ethnictrack allocate carry --from {year} --to "
        "{next_year} --plan-year {year}{options}`."
    )

    def _told(self) -> dict[str, object]:
        years = tuple(map(str, self.plan_years))
        return {**super()._told(), "plan_years": years, "plan_year": years[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """What to do with the remainders of ``year``: carry them ``into`` the next, or cancel them.

    ``program`` is a code or name and stands for everything below it too; ``capital``, ``source``
    and ``plan_year`` choose among its lines; a class that is None is the unclassified money.
    ``extension`` is the decision that lets money of an
    earlier plan year live on, ``on`` the day of the decision. Raises: CarryYearsError.
    """

    year: int
    into: int | None
    program: str | None = None
    capital: CapitalScope = ANY
    source: SourceScope = ANY
    plan_year: int | None = None
    decision: str | None = None
    extension: str | None = None
    on: date | None = None

    def __post_init__(self) -> None:
        if self.into is not None and self.into != self.year + 1:
            raise CarryYearsError(year=self.year, next_year=self.year + 1, into_year=self.into)

    @property
    def whole(self) -> bool:
        """Say whether every class of every plan year is meant."""
        return (self.capital, self.source, self.plan_year) == (ANY, ANY, None)

    @property
    def typed(self) -> str:
        """The options that choose programme and class, as they are typed behind others."""
        asked = {"program": self.program or ANY, "capital": self.capital, "source": self.source}
        said = ((name, value or "none") for name, value in asked.items() if value is not ANY)
        return "".join(f" --{name} {shlex.quote(str(value))}" for name, value in said)

    def of_class(self, capital: CapitalScope, source: SourceScope) -> bool:
        """Say whether a class is meant; a wider scope holds every class."""
        asked = (self.capital, capital), (self.source, source)
        return all(wanted is ANY or of in {ANY, wanted} for wanted, of in asked)


class Reason(Enum):
    """What stands in the way of a remainder."""

    OVERDRAWN = auto()  # more is paid than planned
    UNPLANNED = auto()  # paid where nothing is planned
    STUCK = auto()  # left in the tree as a whole, but on no line of its plan


class Remainder(NamedTuple):
    """What was unpaid of a line of a plan year."""

    line: PlanLine
    plan_year: int
    amount: Dong


class Balance(NamedTuple):
    """A line of a plan, and what may still be paid of it."""

    line: PlanLine
    plan_year: int
    left: Dong


class Obstacle(NamedTuple):
    """Why less is left than seems: paid beyond a plan, without one, or stuck between classes."""

    reason: Reason
    scope: CeilingScope
    plan_year: int
    amount: Dong


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """The entries written, in the order of the remainders, and what stood in the way."""

    order: Carrying
    remainders: tuple[Remainder, ...]
    posted: tuple[Posted, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def amount(self) -> Dong:
        """All that was disposed of."""
        return Dong.total(each.amount for each in self.remainders)


def _chosen(book: Book, program: str | None) -> set[int]:
    if not program:
        return {each.id for each in book.programs}
    return set(book.programs.family(book.programs.find(program).id))


def _obstacles(
    found: Iterable[tuple[Reason, CeilingScope, Dong]],
    order: Carrying,
    chosen: set[int],
    plan_year: int,
) -> Iterator[Obstacle]:
    for reason, scope, amount in found:
        if scope.program in chosen and order.of_class(scope.capital, scope.source):
            yield Obstacle(reason, scope, plan_year, amount)


def carry(book: Book, order: Carrying, today: date) -> CarriedOver:
    """Dispose of the unpaid remainders of a year; a second time there is none left.

    Raises: ExtensionNeededError, refusals of entries.
    """
    chosen = _chosen(book, order.program)
    recorder, numbers = Recorder(book, today), list[int]()
    found: list[Remainder] = []
    obstacles: list[Obstacle] = []
    years = book.ledger.plan_years(order.year)
    for plan_year in years if order.plan_year is None else [order.plan_year]:
        plan = _plan(book, order.year, plan_year)
        before = list(_overdrawn(plan))
        lines = _remainders(book, plan, plan_year, chosen)
        found += [each for each in lines if order.of_class(each.line.capital, each.line.source)]
        stuck = _stuck(book, plan, chosen) if order.whole else ()
        obstacles += _obstacles((*before, *stuck), order, chosen, plan_year)
    _check_extended(order, found)
    for remainder in found:
        for part in _parts(remainder.amount):
            numbers += _dispose(recorder, order, remainder._replace(amount=part))
    return CarriedOver(
        order=order,
        remainders=tuple(found),
        posted=tuple(filter(None, map(book.ledger.get, numbers))),
        obstacles=tuple(obstacles),
    )


def _check_extended(order: Carrying, found: list[Remainder]) -> None:
    """Refuse to carry money on that was carried before. Raises: ExtensionNeededError."""
    earlier = [each for each in found if each.plan_year < order.year]
    if earlier and order.into is not None and order.extension is None:
        raise ExtensionNeededError(
            plan_years=tuple(dict.fromkeys(each.plan_year for each in earlier)),
            amount=Dong.total(each.amount for each in earlier),
            year=order.year,
            next_year=order.into,
            options=order.typed,
        )


def _plan(book: Book, year: int, plan_year: int) -> Plan:
    plan = Plan(book.programs, book.places)
    everything = {program.id for program in book.programs}
    book.ledger.fill(plan, year=year, plan_year=plan_year, programs=everything)
    return plan


def unpaid(book: Book, year: int) -> Iterator[Remainder]:
    """Yield what is left of each line of a year's plans: neither paid, carried nor cancelled."""
    everything = {program.id for program in book.programs}
    for plan_year in book.ledger.plan_years(year):
        yield from _remainders(book, _plan(book, year, plan_year), plan_year, everything)


def balances(book: Book, year: int) -> Iterator[Balance]:
    """Yield every line of a year's plans with what is left of it, the used up ones too."""
    for plan_year in book.ledger.plan_years(year):
        plan = _plan(book, year, plan_year)
        planned = [line for line, totals in plan.lines() if totals.planned > ZERO]
        left = remainders(plan, book.programs, book.places)
        for line in in_order(planned, book.programs):
            yield Balance(line, plan_year, left.get(line, ZERO))


def _overdrawn(plan: Plan) -> Iterator[tuple[Reason, CeilingScope, Dong]]:
    for line, totals in plan.lines():
        if totals.disbursed > ZERO and not plan.has_plan(line):
            yield Reason.UNPLANNED, CeilingScope(*line), totals.disbursed
    said: set[tuple[object, ...]] = set()
    for scope, left in overdrawn(plan).items():
        same = scope.program, scope.place, left
        if same not in said:  # the same sum missing in another class is the same money
            yield Reason.OVERDRAWN, scope, -left
        said.add(same)


def _stuck(book: Book, plan: Plan, chosen: set[int]) -> Iterator[tuple[Reason, CeilingScope, Dong]]:
    """Yield what is left of whole trees after every line gave what it could."""
    for root in book.programs.children(None):
        scope = CeilingScope(root.id, ANY, ANY)
        if root.id in chosen and (left := plan.within(scope).left) > ZERO:
            yield Reason.STUCK, scope, left


def _remainders(book: Book, plan: Plan, plan_year: int, chosen: set[int]) -> Iterator[Remainder]:
    left = remainders(plan, book.programs, book.places)
    for line in in_order(left, book.programs):
        if line.program in chosen:
            yield Remainder(line, plan_year, left[line])


def _parts(amount: Dong) -> Iterator[Dong]:
    """Yield an amount in parts that fit an entry; a remainder is made of many entries."""
    while amount > ZERO:
        part = min(amount, Dong(MAX_ENTRY))
        yield part
        amount -= part


def _dispose(recorder: Recorder, order: Carrying, remainder: Remainder) -> tuple[int, ...]:
    """Write what one remainder becomes; the two entries of carried money name each other."""
    if order.into is None:
        return (recorder.post(_entry(order, remainder, Kind.CANCELLED)),)
    out = _entry(order, remainder, Kind.CARRIED_OUT)
    first = date(order.into, 1, 1)
    taken_in = replace(
        out,
        kind=Kind.CARRIED_IN,
        year=order.into,
        date=max(order.on or first, first),
    )
    return recorder.post_linked(out, taken_in)


def _entry(order: Carrying, remainder: Remainder, kind: Kind) -> Entry:
    line, earlier = remainder.line, remainder.plan_year < order.year
    return Entry(
        side=Side.ALLOCATION,
        program=line.program,
        capital=line.capital,
        source=line.source,
        place=line.place,
        year=order.year,
        plan_year=remainder.plan_year,
        kind=kind,
        amount=remainder.amount,
        date=order.on or date(order.year, 12, 31),
        decision=(order.extension if earlier else None) or order.decision,
    )
