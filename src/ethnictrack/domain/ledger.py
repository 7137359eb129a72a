"""What the ledger allows: years and dates, plans and payments. Nothing here touches a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ethnictrack.domain.entry import Entry
from ethnictrack.domain.errors.entries import (
    BelowZeroError,
    ClassNeededError,
    FutureDateError,
    NoPlanError,
    OverDisposalError,
    OverPlanError,
    PlanBelowPaidError,
    PlanYearError,
    WrongYearError,
    YearNeededError,
)
from ethnictrack.domain.kinds import (
    DISPOSAL_EFFECT,
    Kind,
    Side,
    capital_name,
    class_name,
    source_name,
)
from ethnictrack.domain.money import ZERO, Dong
from ethnictrack.domain.place import Places
from ethnictrack.domain.plan import Any_, Line, Plan, Scope, Totals
from ethnictrack.domain.program import Programs
from ethnictrack.i18n import Message, N_

JANUARY = 1


def last_day(year: int) -> date:
    """Return 31 January of the next year, the last day of a budget year's settlement.

    Source: docs/sources.md, S-02.
    """
    return date(year + 1, 1, 31)


def budget_year(day: date, said: int | None) -> int:
    """Return the budget year of a disbursement: as said, else that of its date.

    Raises: YearNeededError for a January date of which nobody said the year.
    """
    if said is None and day.month == JANUARY:
        raise YearNeededError(date=day)
    return day.year if said is None else said


def check_date(entry: Entry, today: date) -> None:
    """Refuse a date outside the budget year, or a payment that has not happened yet.

    A plan may be decided ahead of its day. Raises: WrongYearError, FutureDateError.
    """
    first, last = date(entry.year, 1, 1), last_day(entry.year)
    if not first <= entry.date <= last:
        raise WrongYearError(date=entry.date, year=entry.year, first=first, last=last)
    if entry.side is Side.DISBURSEMENT and entry.date > today:
        raise FutureDateError(date=entry.date, today=today)


def check_plan_year(entry: Entry) -> None:
    """Refuse a plan year after the budget year, or one its kind does not go with.

    Raises: PlanYearError.
    """
    later = entry.plan_year > entry.year
    carried = entry.kind is Kind.CARRIED_IN and entry.plan_year == entry.year
    initial = entry.kind is Kind.INITIAL and entry.plan_year != entry.year
    if later or carried or initial:
        raise PlanYearError(plan_year=entry.plan_year, year=entry.year)


def line_of(entry: Entry) -> Line:
    """Return the line of plan and payments an entry stands on."""
    return Line(entry.program, entry.capital, entry.source, entry.place)


def totals_of(entry: Entry) -> Totals:
    """Return what an entry adds to its line."""
    return Totals(entry.planned, entry.disposed, entry.paid)


def classified(entry: Entry, plan: Plan, programs: Programs, *, said: set[str]) -> Entry:
    """Return a disbursement with the capital and source that the plan gives it.

    What was said is kept; what was left out is taken from the plan when one line alone fits.
    Raises: ClassNeededError when several do.
    """
    if {"capital", "source"} <= said:
        return entry
    found = plan.classes(line_of(entry))
    if len(found) > 1:
        named = tuple(class_name(capital, source) for capital, source in found)
        code = programs[entry.program].code
        raise ClassNeededError(program=code, year=entry.year, found=named)
    if not found:
        return entry
    capital, source = found[0]
    return replace(
        entry,
        capital=entry.capital if "capital" in said else entry.capital or capital,
        source=entry.source if "source" in said else entry.source or source,
    )


class Ceiling:
    """The rule that no đồng is paid beyond its plan, asked of one entry at a time."""

    def __init__(self, plan: Plan, programs: Programs, places: Places) -> None:
        """Judge by the totals in ``plan``; the registers only give names."""
        self._plan = plan
        self._programs = programs
        self._places = places

    def allow(self, entry: Entry) -> bool:
        """Post an entry to the plan; return whether it went over it with a reason given.

        Raises: OverPlanError, NoPlanError, PlanBelowPaidError, OverDisposalError.
        """
        line, totals = line_of(entry), totals_of(entry)
        missing = entry.paid > ZERO and not self._plan.has_plan(line)
        if missing and not entry.over_plan:
            raise self._no_plan(entry)
        before = {scope: self._plan.within(scope).left for scope in self._watched(line, entry)}
        self._plan.add(line, totals)
        over = [scope for scope, left in before.items() if self._worse(scope, left)]
        if over and not (entry.over_plan and entry.side is Side.DISBURSEMENT):
            self._plan.add(line, Totals() - totals)
            raise self._refusal(entry, over[0])
        return missing or bool(over)

    def _watched(self, line: Line, entry: Entry) -> Iterator[Scope]:
        """Yield the scopes an entry may bring below zero: its own, or those of what is paid."""
        if entry.paid > ZERO or entry.disposed > ZERO:
            yield from self._plan.scopes(line)
        elif entry.planned < ZERO:
            above = set(self._programs.lineage(line.program))
            for other, totals in self._plan.lines():
                if totals.disbursed or totals.disposed:
                    found = self._plan.scopes(other)
                    yield from (scope for scope in found if scope.program in above)

    def _worse(self, scope: Scope, before: Dong) -> bool:
        left = self._plan.within(scope).left
        return left < ZERO and left < before

    def _refusal(self, entry: Entry, scope: Scope) -> OverPlanError:
        totals = self._plan.within(scope)
        refusal = OverPlanError
        asked = entry.amount
        if entry.planned < ZERO:
            refusal, asked = PlanBelowPaidError, -entry.planned
            totals = totals - Totals(planned=-entry.planned)
        elif entry.kind in DISPOSAL_EFFECT:
            refusal = OverDisposalError
        return refusal(
            program=self._programs[scope.program].code,
            year=entry.year,
            plan_year=entry.plan_year,
            scope=self._scope_name(scope),
            planned=totals.planned,
            disbursed=totals.disbursed,
            left=totals.left,
            asked=asked,
        )

    def _no_plan(self, entry: Entry) -> NoPlanError:
        return NoPlanError(
            program=self._programs[entry.program].code,
            year=entry.year,
            plan_year=entry.plan_year,
            scope=class_name(entry.capital, entry.source),
            asked=entry.amount,
        )

    def _scope_name(self, scope: Scope) -> Message:
        parts: list[Message | str] = []
        if not isinstance(scope.capital, Any_):
            parts.append(capital_name(scope.capital))
        if not isinstance(scope.source, Any_):
            parts.append(source_name(scope.source))
        if scope.place is None:
            parts.append(N_("places the plan does not name"))
        elif isinstance(scope.place, int):
            place = self._places[scope.place]
            parts.append(f"{place.code} {place.name}")
        if not parts:
            return N_("in all")
        return N_("{parts}").of(parts=tuple(parts))


def check_not_below_zero(entry: Entry, disbursed: Dong, programs: Programs) -> None:
    """Refuse to take off a programme more than all that was ever paid on it.

    Raises: BelowZeroError.
    """
    if entry.paid < ZERO and disbursed + entry.paid < ZERO:
        code = programs[entry.program].code
        raise BelowZeroError(program=code, disbursed=disbursed, asked=-entry.paid)
