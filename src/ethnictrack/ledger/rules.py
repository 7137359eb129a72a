"""What the ledger allows: years and dates, plans and payments. Nothing here touches a database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from ethnictrack.errors.entries import (
    BelowZeroError,
    ClassNeededError,
    DateOfClosedYearError,
    FutureDateError,
    NoEarlierPlanError,
    NoPlanError,
    OverDisposalError,
    OverEarlierPlanError,
    OverPlanError,
    PlanBelowPaidError,
    PlanYearError,
    SumRangeError,
    WrongYearError,
    YearNeededError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.deadlines import Ends, of_year
from ethnictrack.ledger.plan import ANY, Any_, CeilingScope, Class, Plan, PlanLine, Totals
from ethnictrack.ledger.remainder import said_wider
from ethnictrack.values.dates import last_day
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import (
    DISPOSAL_EFFECT,
    UNCLASSIFIED,
    Kind,
    Side,
    capital_name,
    class_name,
    source_name,
)
from ethnictrack.values.money import MAX_SUM, ZERO, Dong, rate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ethnictrack.ledger.entry import Entry
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


JANUARY = 1


def budget_year(day: date, said: int | None) -> int:
    """Return the budget year of a disbursement: as said, else that of its date.

    Raises: YearNeededError for a January date of which nobody said the year.
    """
    if said is None and day.month == JANUARY:
        raise YearNeededError(date=day)
    return day.year if said is None else said


def check_date(
    day: date, year: int, side: Side, *, today: date, closed: Collection[int] = ()
) -> None:
    """Refuse a date outside the budget year, or a payment that has not happened yet.

    A plan may be decided ahead of its day. ``closed`` years are not offered.
    Raises: WrongYearError, FutureDateError.
    """
    first, last = date(year, 1, 1), last_day(year)
    if not first <= day <= last:
        own = (day.year - 1, day.year) if day.month == JANUARY else (day.year,)
        found = tuple(each for each in own if each not in closed)
        if found:
            raise WrongYearError(date=day, year=year, first=first, last=last, open_years=found)
        raise DateOfClosedYearError(date=day, year=year, first=first, last=last, own_year=day.year)
    if side is Side.DISBURSEMENT and day > today:
        raise FutureDateError(date=day, today=today)


def check_plan_year(plan_year: int, year: int, kind: Kind) -> None:
    """Refuse a plan year after the budget year, or one its kind does not go with.

    Raises: PlanYearError.
    """
    carried = kind is Kind.CARRIED_IN and plan_year == year
    initial = kind is Kind.INITIAL and plan_year != year
    if plan_year > year or carried or initial:
        raise PlanYearError(plan_year=plan_year, year=year)


class AfterDeadlineError(BookError):
    what: Message
    date: dt.date
    last: dt.date
    law: str
    code = "after-deadline"
    about: ClassVar[tuple[str, ...]] = ("date",)
    text = N_("{date} is after {last}, the last day for {what} ({law}).")
    remedy = N_(
        "Correct the date. `ethnictrack book settings strict-deadlines off` makes it a warning."
    )


def missed(entry: Entry) -> AfterDeadlineError | None:
    """Return the refusal of money that moves after the last day for it, if it does.

    Advances end with the year, and so does money that was carried in; a reversal puts right what
    was recorded and has no day. Source: docs/sources.md, S-30.
    """
    if entry.reverses is not None or entry.paid <= ZERO:
        return None
    ends = Ends.ADVANCES if entry.kind is Kind.ADVANCE else Ends.CARRIED_MONEY
    if ends is Ends.CARRIED_MONEY and entry.plan_year >= entry.year:
        return None
    deadline = of_year(ends, entry.year)
    if entry.date <= deadline.on(entry.year):
        return None
    return AfterDeadlineError(
        what=deadline.what, date=entry.date, last=deadline.on(entry.year), law=deadline.law
    )


def line_of(entry: Entry) -> PlanLine:
    """Return the line of plan and payments an entry stands on."""
    return PlanLine(entry.program, entry.capital, entry.source, entry.place)


def totals_of(entry: Entry) -> Totals:
    """Return what an entry adds to its line."""
    return Totals(entry.planned, entry.disposed, entry.paid)


def classified(entry: Entry, plan: Plan, programs: Programs, *, said: set[str]) -> Entry:
    """Return a disbursement with the capital and source that the plan gives it.

    What was said is kept; what was left out is taken from the plan when one class alone fits.
    Raises: ClassNeededError when several do.
    """
    fitting = {
        (
            entry.capital if "capital" in said else capital,
            entry.source if "source" in said else source,
        ): None
        for capital, source in plan.classes(line_of(entry))
    }
    if len(fitting) > 1:
        named = tuple(class_name(capital, source, entry.year) for capital, source in fitting)
        lines = {each: line_of(entry)._replace(capital=each[0], source=each[1]) for each in fitting}
        raise ClassNeededError(
            program=programs[entry.program].code,
            year=entry.year,
            found=named,
            classes=(*fitting,),
            enough=tuple(each for each in lines if plan.room(lines[each]) >= entry.paid),
        )
    for capital, source in fitting:
        return replace(entry, capital=capital, source=source)
    return entry


class Ceiling:
    """The rule that no đồng is paid beyond its plan, asked of one entry at a time."""

    def __init__(self, plan: Plan, programs: Programs, places: Places) -> None:
        """Judge by the totals in ``plan``; the registers only give names."""
        self._plan = plan
        self._programs = programs
        self._places = places

    def allow(self, *entries: Entry) -> bool:
        """Post entries to the plan, judged as one; return whether they went over it with a reason.

        Raises: OverPlanError, NoPlanError, PlanBelowPaidError, OverDisposalError, SumRangeError.
        """
        missing = self._missing(entries)
        before = self._before(entries)
        for entry in entries:
            self._plan.add(line_of(entry), totals_of(entry))
        worse = [scope for scope, known in before.items() if self._worse(scope, *known)]
        over = self._over(entries, worse, before)
        if over and not all(_excused(each) for each in entries):
            worst = self._widest(worse)
            refusal = self._refusal(worst, *before[worst])
            refusal.options += self._place_over(worst.program, over)
            self._take_back(entries)
            raise refusal
        return bool(missing or over)

    def _over(
        self,
        entries: Sequence[Entry],
        worse: Iterable[CeilingScope],
        before: Mapping[CeilingScope, tuple[Entry, Totals]],
    ) -> list[CeilingScope]:
        """Return the scopes whose plan the entries exceed, of those that are worse off."""
        over = [scope for scope in worse if not self._of_others(scope)]
        if len(entries) > 1 and all(each.reverses is not None for each in entries):
            return [scope for scope in over if not self._was_short(scope, before[scope][1])]
        return over

    def _before(self, entries: Iterable[Entry]) -> dict[CeilingScope, tuple[Entry, Totals]]:
        """Return what stands in every scope the entries touch, and the first that does."""
        before: dict[CeilingScope, tuple[Entry, Totals]] = {}
        for entry in entries:
            for scope in self._watched(entry):
                before.setdefault(scope, (entry, self._plan.within(scope)))
        return before

    def _take_back(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._plan.add(line_of(entry), Totals() - totals_of(entry))

    def _missing(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries no plan covers, each of which has to give a reason."""
        for entry in entries:
            self._check_range(entry)
        missing = [each for each in entries if self._unplanned(each)]
        for entry in missing:
            if not entry.over_plan:
                raise self._no_plan(entry)
        return missing

    def _check_range(self, entry: Entry) -> None:
        """Refuse what no database could add up any more, whatever reason is given."""
        root = self._programs.lineage(entry.program)[-1]
        before, adds = self._plan.within(CeilingScope(root, ANY, ANY)), totals_of(entry)
        for name in Totals.__slots__:
            held, more = getattr(before, name), getattr(adds, name)
            if more and abs((held + more).value) > max(MAX_SUM, abs(held.value)):
                code, limit = self._programs[root].code, Dong(MAX_SUM)
                raise SumRangeError(program=code, year=entry.year, total=held + more, limit=limit)

    def _unplanned(self, entry: Entry) -> bool:
        line = line_of(entry)
        if entry.paid <= ZERO or self._plan.has_plan(line):
            return False
        # A refund in the wrong class is taken back without a plan: nothing is paid there then.
        return self._plan.drawn(line) + entry.paid > ZERO

    def _watched(self, entry: Entry) -> Iterable[CeilingScope]:
        """Return the scopes an entry may bring below zero."""
        line = line_of(entry)
        if entry.planned < ZERO:
            return self._plan.resting_on(line)
        if entry.disposed > ZERO:
            # What is disposed of unclassified is missing in every class, as plan taken away is.
            return chain(self._plan.scopes(line, own=True), self._plan.resting_on(line))
        return self._plan.scopes(line) if entry.paid > ZERO else ()

    def _worse(self, scope: CeilingScope, entry: Entry, before: Totals) -> bool:
        after = self._plan.within(scope)
        if after.planned < ZERO and after.planned < before.planned:
            return True  # whatever was refunded: money that came back is no plan
        if after.left >= min(ZERO, before.left):
            return False
        # A plan that is gone altogether leaves its payments to the plans above, if they hold.
        gone = entry.planned < ZERO and not after.planned
        return not (gone and self._plan.left_to_others(scope.program))

    def _of_others(self, scope: CeilingScope) -> bool:
        """Say whether a wider class lacks no more than single classes in it are over.

        Theirs is judged in their own scope, and no class draws on what another has.
        """
        totals = self._plan.within(scope)
        return totals.planned >= ZERO and (totals.left + self._plan.over_in_classes(scope) >= ZERO)

    def _was_short(self, scope: CeilingScope, before: Totals) -> bool:
        """Say whether a scope lacked plan while what a transfer gave it was still there.

        The transfer taken back, each line has again what it was given, and the scope is short for
        a line that was given in more detail later: that is no reason to keep a transfer.
        """
        return before.left < ZERO and self._plan.within(scope).planned >= ZERO

    def _widest(self, over: list[CeilingScope]) -> CeilingScope:
        """Return the first scope that is overdrawn, unless a wider class lacks the same sum."""
        left = {scope: self._plan.within(scope).left for scope in over}
        return next(scope for scope in over if not said_wider(scope, left))

    def _place_over(self, program: int, over: Iterable[CeilingScope]) -> str:
        """Return the option of the place whose own plan line is over, the innermost of them."""
        named = self._plan.named_places(program)
        places = (each.place for each in over if each.program == program)
        place = next((each for each in places if isinstance(each, int) and each in named), None)
        return "" if place is None else f" --place {self._places[place].code}"

    def _refusal(self, scope: CeilingScope, entry: Entry, before: Totals) -> OverPlanError:
        """Return what is said of a scope: how it stood, or how a smaller plan would leave it."""
        totals = self._plan.within(scope) if entry.planned < ZERO else before
        refusal = OverPlanError if entry.plan_year == entry.year else OverEarlierPlanError
        if entry.planned < ZERO:
            refusal = PlanBelowPaidError
        elif entry.kind in DISPOSAL_EFFECT:
            refusal = OverDisposalError
        return refusal(
            program=self._programs[scope.program].code,
            year=entry.year,
            plan_year=entry.plan_year,
            scope=scope_name(scope, self._places, entry.year),
            planned=totals.planned,
            disposed=totals.disposed,
            disbursed=totals.disbursed,
            left=totals.left,
            asked=Dong(abs(entry.amount.value)),
            options=_options(entry),
        )

    def _no_plan(self, entry: Entry) -> NoPlanError:
        refusal = NoPlanError if entry.plan_year == entry.year else NoEarlierPlanError
        return refusal(
            program=self._programs[entry.program].code,
            year=entry.year,
            plan_year=entry.plan_year,
            scope=class_name(entry.capital, entry.source, entry.year),
            asked=entry.paid,
            options=_options(entry),
        )


def _options(entry: Entry) -> str:
    """Return the options of a class, as they are typed; nothing for what it leaves out."""
    capital = f" --capital {entry.capital}" if entry.capital else ""
    return f"{capital} --source {entry.source}" if entry.source else capital


def _class_parts(scope: CeilingScope, year: int | None) -> Iterator[Message]:
    if scope.capital is None and scope.source is None:
        yield UNCLASSIFIED
        return
    if not isinstance(scope.capital, Any_):
        yield capital_name(scope.capital, year) if scope.capital else N_("capital unclassified")
    if not isinstance(scope.source, Any_):
        yield source_name(scope.source) if scope.source else N_("source unclassified")


def scope_name(scope: CeilingScope, places: Places, year: int | None = None) -> Message:
    """Name what a payment is compared in, for people: its class and its place."""
    parts: list[Message | str] = list(_class_parts(scope, year))
    if scope.place is None:
        parts.append(N_("places the plan does not name"))
    elif isinstance(scope.place, int):
        place = places[scope.place]
        if year is not None:
            place = places.version_on(scope.place, date(year, 12, 31))
        parts.append(f"{place.code} {place.name}")
    if not parts:
        return N_("in all")
    return N_("{parts}").of(parts=tuple(parts))


def _excused(entry: Entry) -> bool:
    return entry.side is Side.DISBURSEMENT and bool(entry.over_plan)


def check_not_below_zero(entry: Entry, disbursed: Mapping[int, Dong], programs: Programs) -> None:
    """Refuse to take off a programme, or one above it, more than all that was ever paid there.

    ``disbursed`` has the sum of the entry's programme and of each one above.
    Raises: BelowZeroError.
    """
    for program, paid in disbursed.items():
        if entry.paid < ZERO and paid + entry.paid < ZERO:
            code = programs[program].code
            raise BelowZeroError(program=code, disbursed=paid, asked=-entry.paid)


_SHARED = N_(
    "Besides, {shared} đồng is left of what is planned there for no class; other classes may draw "
    "on it, too."
)
_BEYOND = N_("Of what is disbursed, {beyond} đồng is drawn on what is planned for no class.")
_DISPOSED = N_("Of its plan, {disposed} đồng is carried out or cancelled.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The nearest plan that a payment may draw on: of its class, else what has no class.

    What is planned for no class is there for all of them: what is left of it is never promised to
    one. Together both are what a payment is held to (docs/decisions/0005-plan-ceiling.md).

    ``left`` may be paid of the class ``of`` it in ``scope``; ``shared`` besides, of what other
    classes draw on, too; ``beyond`` was drawn on that. ``whole`` are the figures of the programme
    in every class. Less than nothing is left where more was paid than planned.
    """

    scope: CeilingScope
    of: Class
    totals: Totals
    left: Dong
    shared: Dong
    beyond: Dong
    whole: Totals

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is disbursed; None where nothing is planned."""
        return rate(self.totals.disbursed, self.totals.planned)

    def besides(self) -> Iterator[Message]:
        """Yield what of the plan is neither disbursed nor left, and what is drawn on besides."""
        if self.totals.disposed:
            yield _DISPOSED.of(disposed=self.totals.disposed.value)
        if self.beyond:
            yield _BEYOND.of(beyond=self.beyond.value)
        if self.shared:
            yield _SHARED.of(shared=self.shared.value)


def standing(plan: Plan, programs: Programs, line: PlanLine) -> Standing | None:
    """Return how the class of a line stands; None where it has no plan.

    Of several places it counts in, it is that of which least is left.
    """
    of_class = line.capital, line.source
    scopes = [each for each in plan.scopes(line, own=True) if each[1:3] == of_class]
    for program in programs.lineage(line.program):
        found = [(plan.within(each), each) for each in scopes if each.program == program]
        planned = [each for each in found if each[0].planned]
        if planned:
            reached, scope = min(planned, key=lambda each: each[0].left)
            return _of_class(plan, line, scope, reached)
    return None


def _of_class(plan: Plan, line: PlanLine, scope: CeilingScope, reached: Totals) -> Standing:
    """Tell what a class has of its own from what it shares; ``reached`` is both."""
    own, room, said = replace(plan.own(scope)), plan.room(line), (line.capital, line.source)
    whole = plan.within(CeilingScope(scope.program, ANY, ANY))
    if reached.left < ZERO or not own.planned:
        drawn = max(reached.planned - reached.disposed - room, reached.disbursed)
        return Standing(
            scope=scope,
            of=said if reached.left < ZERO else _drawn_on(plan, scope, said),
            totals=replace(reached, disbursed=drawn),
            left=min(reached.left, room),
            shared=ZERO,
            beyond=ZERO,
            whole=whole,
        )
    left = min(max(own.left, ZERO), room)
    return Standing(
        scope=scope,
        of=said,
        totals=own,
        left=left,
        shared=room - left,
        beyond=max(ZERO, -own.left) if whole.left >= ZERO else ZERO,
        whole=whole,
    )


def _drawn_on(plan: Plan, scope: CeilingScope, said: Class) -> Class:
    """Return the one class a payment draws on that has no plan in its own, else its own."""
    wider = [
        (capital, source)
        for capital in dict.fromkeys((said[0], None))
        for source in dict.fromkeys((said[1], None))
    ]
    program, *_, place = scope
    planned = [each for each in wider if plan.own(CeilingScope(program, *each, place)).planned]
    return planned[0] if len(planned) == 1 else said
