"""Checks of what is disbursed beside what was planned, and of the order in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CheckFinding, Severity
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.plan import Any_, CeilingScope, Plan, PlanLine
from ethnictrack.ledger.remainder import overdrawn
from ethnictrack.ledger.rules import line_of, totals_of
from ethnictrack.services.check.entries import trees_stand
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.settlement import Movement, unequal

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.entry import Entry
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

_STOPPED = N_("It cannot be compared while the trees are broken.")
_OVER = N_("{disbursed} is disbursed of a plan of {planned}, {over} too much, without a reason.")
_OVER_MEANT = N_("{disbursed} is disbursed of a plan of {planned}, {over} too much, with a reason.")
_UNPLANNED = N_("{disbursed} is disbursed without any plan and without a reason.")
_UNPLANNED_MEANT = N_("{disbursed} is disbursed without any plan, with a reason.")


def check_plan(book: Book) -> Iterator[CheckFinding]:
    """Compare payments with their plan anew, in every year and scope (docs/decisions/0005)."""
    if not trees_stand(book):
        yield CheckFinding.error("plan", "trees", _STOPPED, "program")
        return
    yield from plan_findings(book)


def plan_findings(book: Book, year: int | None = None) -> Iterator[CheckFinding]:
    """Compare payments with their plan in one budget year, or in all; the trees stand."""
    entries = {number: each for number, each in book.audit.entries() if year in {None, each.year}}
    undone = {entry.reverses for entry in entries.values()}
    judges: dict[tuple[int, int], _Judge] = {}
    for number, entry in entries.items():
        years = (entry.year, entry.plan_year)
        if years not in judges:
            judges[years] = _Judge(book.programs, book.places, f"{entry.year}/{entry.plan_year}")
        judges[years].take(entry, stands=number not in undone)
    for years in sorted(judges):
        yield from judges[years].findings()


class _Judge:
    """The plan of one budget year and plan year, and the lines on which a reason was given."""

    def __init__(self, programs: Programs, places: Places, years: str) -> None:
        """Judge the entries of ``years``, as "2021/2020"."""
        self._programs = programs
        self._places = places
        self._years = years
        self._plan = Plan(programs, places)
        self._meant: set[PlanLine] = set()

    def take(self, entry: Entry, *, stands: bool) -> None:
        """Add an entry; the reason of one that was reversed excuses nothing."""
        self._plan.add(line_of(entry), totals_of(entry))
        if entry.over_plan and stands:
            self._meant.add(line_of(entry))

    def findings(self) -> Iterator[CheckFinding]:
        """Yield each line that has no plan, and each scope that is overdrawn, once."""
        for line, totals in self._plan.lines():
            if totals.disbursed <= ZERO or self._plan.has_plan(line):
                continue
            # A refund in the wrong class is taken back without a plan, as when it was recorded.
            if self._plan.drawn(line) > ZERO:
                yield self._unplanned(line, totals.disbursed)
        yield from map(self._over, overdrawn(self._plan))

    def _unplanned(self, line: PlanLine, disbursed: Dong) -> CheckFinding:
        meant = line in self._meant
        said = (_UNPLANNED_MEANT if meant else _UNPLANNED).of(disbursed=disbursed)
        return self._finding(_weight(meant=meant), "no-plan", said, CeilingScope(*line))

    def _over(self, scope: CeilingScope) -> CheckFinding:
        meant = any(self._holds(scope, line) for line in self._meant)
        totals = self._plan.within(scope)
        said = (_OVER_MEANT if meant else _OVER).of(
            disbursed=totals.disbursed,
            planned=totals.planned - totals.disposed,
            over=-totals.left,
        )
        return self._finding(_weight(meant=meant), "over-plan", said, scope)

    def _holds(self, scope: CeilingScope, line: PlanLine) -> bool:
        """Say whether a payment on ``line`` counts in ``scope``."""
        places = self._places.lineage(line.place) if line.place is not None else []
        return (
            scope.program in self._programs.lineage(line.program)
            and (isinstance(scope.capital, Any_) or scope.capital == line.capital)
            and (isinstance(scope.source, Any_) or scope.source == line.source)
            and (not isinstance(scope.place, int) or scope.place in places)
        )

    def _finding(
        self, severity: Severity, code: str, what: Message, scope: CeilingScope
    ) -> CheckFinding:
        where = f"{self._programs[scope.program].code} {self._years}{self._class(scope)}"
        return CheckFinding(check="plan", severity=severity, code=code, what=what, where=where)

    def _class(self, scope: CeilingScope) -> str:
        """Name capital, source and place where they are compared; "-" is the unclassified."""
        place = scope.place
        named = (
            ("capital", scope.capital),
            ("source", scope.source),
            ("place", self._places[place].code if isinstance(place, int) else place),
        )
        shown = [f"{name}={of or '-'}" for name, of in named if not isinstance(of, Any_)]
        return "".join(f" {each}" for each in shown)


def check_carryover(book: Book) -> Iterator[CheckFinding]:
    """Find years that carry out another sum than the next brings in, as the settlement does.

    What the first year of the book brings in comes from a year nobody entered.
    """
    movements = [
        Movement(line_of(entry), entry.year, entry.plan_year, entry.kind, entry.amount)
        for _, entry in book.audit.entries()
    ]
    first = min((each.year for each in movements), default=0)
    for each in unequal(movements, book.programs, since=first):
        where = f"program/{book.programs.code_of(each.program)} {each.year}/{each.year + 1}"
        said = each.said(book.programs)
        yield CheckFinding.warning("carryover", "carried-unequal", said, where)


def _weight(*, meant: bool) -> Severity:
    return Severity.WARNING if meant else Severity.ERROR


_Class = tuple[int, int, int, Capital | None, Source | None]


def check_dates(book: Book) -> Iterator[CheckFinding]:
    """Find payments older than their plan, and records of the log older than the one before."""
    latest = ""
    for row, _ in book.audit.log():
        if row["at"] < latest:
            said = N_("Its clock, {moment}, is behind an earlier record's, {latest}.").of(
                moment=row["at"], latest=latest
            )
            yield CheckFinding.warning("dates", "clock-back", said, f"log/{row['seq']}")
        latest = max(latest, row["at"])
    if trees_stand(book):
        yield from _early_payments(book, dict(book.audit.entries()))


def _early_payments(book: Book, entries: dict[int, Entry]) -> Iterator[CheckFinding]:
    first = _first_plans(book.programs, entries.values())
    undone = {entry.reverses for entry in entries.values()}
    for number, entry in entries.items():
        if entry.paid <= ZERO or number in undone:
            continue
        planned = _nearest(first, entry, book.programs)
        if planned is not None and entry.date < planned:
            said = N_("It is paid on {date}; its plan begins on {planned}.").of(
                date=entry.date, planned=planned
            )
            yield CheckFinding.warning("dates", "before-plan", said, f"entry/{number}")


def _first_plans(programs: Programs, entries: Iterable[Entry]) -> dict[_Class, date]:
    """Return the first day of plan, by years, programme (its descendants' plan too) and class."""
    first: dict[_Class, date] = {}
    for entry in entries:
        if entry.planned > ZERO:
            for program in programs.lineage(entry.program):
                at = (entry.year, entry.plan_year, program, entry.capital, entry.source)
                first[at] = min(first.get(at, entry.date), entry.date)
    return first


def _nearest(first: dict[_Class, date], entry: Entry, programs: Programs) -> date | None:
    """Return the first day of the nearest plan that an entry can be paid from."""
    for program in programs.lineage(entry.program):
        days = [
            first.get((entry.year, entry.plan_year, program, capital, source))
            for capital in {entry.capital, None}
            for source in {entry.source, None}
        ]
        found = [day for day in days if day is not None]
        if found:
            return min(found)
    return None
