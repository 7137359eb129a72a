"""Recording, reversing and transferring: every entry of the ledger goes through ``Recorder``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ethnictrack.errors.entries import (
    ClassNeededError,
    DuplicateVoucherError,
    KeyConflictError,
    NoPlanError,
    NoPlanOfYearError,
    NothingToAmendError,
    PaymentNotPlanError,
    PlanNotPaymentError,
    PlanYearNeededError,
    SameLineError,
    UnknownPaymentError,
    UnknownPlanError,
)
from ethnictrack.fields.entry import entry_fields, texts_of
from ethnictrack.fields.field import digest
from ethnictrack.i18n import N_, Labelled, Message
from ethnictrack.ledger.entry import Draft, Entry, Posted, fingerprint, reversal
from ethnictrack.ledger.opening_figure import OpeningCoversError, covers
from ethnictrack.ledger.plan import Plan, Totals
from ethnictrack.ledger.rules import (
    AfterDeadlineError,
    Ceiling,
    Standing,
    budget_year,
    check_date,
    check_not_below_zero,
    check_plan_year,
    classified,
    line_of,
    missed,
    standing,
    totals_of,
)
from ethnictrack.nouns.place import not_in_force
from ethnictrack.nouns.program import stage_ended
from ethnictrack.nouns.settings import value_of
from ethnictrack.services.closed_year import YearClosedError
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import DISPOSAL_EFFECT, GROUPS, Kind, Side
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.book.opening import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Entries as the book now holds them, what the clerk should look at, and whether it is new."""

    posted: tuple[Posted, ...]
    warnings: tuple[Message, ...] = ()
    repeated: bool = False


_MATCHED = N_(
    "Entry {entry} is matched in statement {statement} of the treasury, which now differs: see "
    "`ethnictrack reconcile show {statement}`."
)


_OF_SIBLINGS = N_("{program} has no plan of its own: this draws on the plan of {above} as a whole.")
_NEW_PLAN = frozenset({Kind.INITIAL, Kind.SUPPLEMENT, Kind.INCREASE})


class Recorder:
    """Applies the rules of the ledger to one entry after another, in one transaction.

    ``batch`` is the import that brings them.
    """

    batch: int | None = None

    def __init__(self, book: Book, today: date) -> None:
        """Record into ``book``; ``today`` is the day in Viet Nam."""
        self._book = book
        self._today = today
        self.late: AfterDeadlineError | None = None  # what the last entry missed
        self._plans: dict[tuple[int, int, int], Plan] = {}
        self._placed: set[tuple[int, int, int]] = set()  # those in which all places are told apart
        self._read: list[Plan] = []  # all that were read: what is known of one goes by its identity
        self._roots: dict[int, int] = {}  # programme -> the root of its tree
        # Over all years, of a programme and everything below it; read once and kept up to date.
        self._disbursed: dict[int, Dong] = {}
        self._advances: dict[int, Dong] = {}

    def record(self, draft: Draft) -> Recorded:
        """Keep what was said, or refuse it; a key that was used for the same keeps nothing."""
        if draft.key and (first := self._book.ledger.with_key(draft.key)):
            # What was left out is what it was at the first try, whatever the day is now.
            day, year = draft.date or first.entry.date, draft.year or first.entry.year
            again = self.entry(replace(draft, date=day, year=year))
            if not repeats(again, first.entry, draft):
                raise KeyConflictError(
                    key=draft.key, entry=first.id, group=GROUPS[first.entry.side]
                )
            return Recorded(posted=(first,), repeated=True)
        entry = self.entry(draft)
        warnings = tuple(self._warnings(entry))
        number = self.post(entry, said=draft.said)
        return Recorded(posted=(self._existing(draft.side, number),), warnings=warnings)

    def entry(self, draft: Draft) -> Entry:
        """Return the entry a draft means: names resolved, defaults taken; nothing is checked."""
        year, day = self._year_and_day(draft)
        program = self._program(draft.program)
        place = self._place(draft.place, day) if draft.place else None
        if draft.kind is Kind.CARRIED_IN and draft.plan_year is None:
            raise PlanYearNeededError(year=year)
        entry = Entry(
            side=draft.side,
            program=program,
            place=place,
            year=year,
            plan_year=year if draft.plan_year is None else draft.plan_year,
            date=day,
            kind=draft.kind,
            capital=draft.capital,
            source=draft.source,
            amount=draft.amount.dong,
            qualifier=draft.amount.qualifier,
            batch=self.batch,
            key=draft.key,
            fingerprint=fingerprint(draft, program, place, year) if self.batch else None,
            **texts_of(draft),
        )
        return replace(entry, request=request_of(entry, draft)) if draft.key else entry

    def _program(self, text: str) -> int:
        return self._book.programs.find(text).id

    def _place(self, text: str, day: date) -> int:
        return self._book.places.find_on(text, day).id

    def _year_and_day(self, draft: Draft) -> tuple[int, date]:
        """Take the defaults of docs/decisions/0006."""
        if draft.side is Side.DISBURSEMENT:
            day = draft.date or self._today
            return budget_year(day, draft.year), day
        year = draft.year or self._today.year
        closing = draft.kind in DISPOSAL_EFFECT
        return year, draft.date or (date(year, 12, 31) if closing else date(year, 1, 1))

    def post(self, entry: Entry, *, said: set[str] | None = None) -> int:
        """Check an entry against every rule and keep it; its number comes back."""
        checked = self._checked(entry, said or set())
        try:
            over = self._ceiling(checked).allow(checked)
        except NoPlanError as refusal:
            if found := self._plan_years(entry, said or set()):
                raise NoPlanOfYearError(
                    program=refusal.program,
                    year=refusal.year,
                    plan_year=refusal.plan_year,
                    scope=refusal.scope,
                    asked=refusal.asked,
                    plan_years=found,
                ) from None
            raise
        return self._append(checked, over=over)

    def _plan_years(self, entry: Entry, said: set[str]) -> tuple[int, ...]:
        """Return the earlier plan years whose plan in the budget year has room for a payment."""
        if entry.plan_year != entry.year or "plan_year" in said:
            return ()
        return tuple(
            year
            for year in self._book.ledger.plan_years(entry.year)
            if year < entry.year and self._has_room(replace(entry, plan_year=year), said)
        )

    def _has_room(self, entry: Entry, said: set[str]) -> bool:
        try:
            line = line_of(self._classified(entry, said))
        except ClassNeededError:
            return False
        return self.plan(entry).room(line) >= entry.paid

    def _post_both(self, first: Entry, second: Entry) -> tuple[int, int]:
        """Keep two entries that are one fact: what one takes, the other gives."""
        both = self._checked(first, set()), self._checked(second, set())
        for each in both:  # one that names a place may have its plan read anew
            self.plan(each)
        if self.plan(first) is self.plan(second):
            self._ceiling(first).allow(*both)
        else:
            self._ceiling(both[0]).allow(both[0])
            try:
                self._ceiling(both[1]).allow(both[1])
            except BookError:
                self.plan(both[0]).add(line_of(both[0]), Totals() - totals_of(both[0]))
                raise
        return self._append(both[0], over=False), self._append(both[1], over=False)

    def _checked(self, entry: Entry, said: set[str]) -> Entry:
        """Apply every rule but the plan's; the entry comes back with its class."""
        check_date(entry.date, entry.year, entry.side, today=self._today, closed=self._closed)
        self.check_open(entry.year)
        check_plan_year(entry.plan_year, entry.year, entry.kind)
        self._check_deadline(entry)
        if entry.voucher and entry.reverses is None:
            same = self._same_voucher(entry)
            if same is not None:
                raise DuplicateVoucherError(voucher=entry.voucher, entry=same)
        if entry.paid < ZERO:
            lineage = self._book.programs.lineage(entry.program)
            paid = {program: self._disbursed_of(program) for program in lineage}
            check_not_below_zero(entry, paid, self._book.programs)
        if entry.side is Side.DISBURSEMENT and entry.reverses is None:
            classed = self._classified(entry, said)
            self._check_not_covered(classed)
            return classed
        return entry

    def _check_not_covered(self, entry: Entry) -> None:
        """Refuse a payment that an opening figure counts. Raises: OpeningCoversError."""
        line, book = line_of(entry), self._book
        for each in book.openings.standing if entry.year <= self._opened_until else ():
            if covers(each.opening, line, entry.year, book.programs, book.places):
                raise OpeningCoversError(
                    opening=each.id,
                    program=book.programs[each.opening.line.program].code,
                    until=each.opening.until,
                    year=entry.year,
                )

    @cached_property
    def _opened_until(self) -> int:
        return self._book.ledger.opened_until()

    def _same_voucher(self, entry: Entry) -> int | None:
        return self._book.ledger.same_voucher(entry)

    def _classified(self, entry: Entry, said: set[str]) -> Entry:
        return classified(entry, self.plan(entry), self._book.programs, said=said)

    @cached_property
    def _closed(self) -> dict[int, date]:
        return self._book.closings.closed()

    def check_open(self, year: int) -> None:
        """Let a year pass that takes entries. Raises: YearClosedError."""
        if year in self._closed:
            raise YearClosedError(year=year, date=self._closed[year])

    def _check_deadline(self, entry: Entry) -> None:
        self.late = missed(entry)
        if self.late is not None and self._strict:
            raise self.late

    @cached_property
    def _strict(self) -> bool:
        return value_of(self._book.settings.all(), "strict-deadlines") == "on"

    def _ceiling(self, entry: Entry) -> Ceiling:
        return Ceiling(self.plan(entry), self._book.programs, self._book.places)

    def _append(self, entry: Entry, *, over: bool) -> int:
        unmarked = over or entry.over_plan is None
        number = self._write(entry if unmarked else replace(entry, over_plan=None))
        self._add_up(entry.program, entry.kind, entry.amount, entry.paid)
        return number

    def _write(self, entry: Entry) -> int:
        return self._book.ledger.append(entry)

    def _add_up(self, program: int, kind: Kind, amount: Dong, paid: Dong) -> None:
        """Keep the sums that were read up to date."""
        if not (self._disbursed or self._advances):
            return
        advanced = {Kind.ADVANCE: amount, Kind.ADVANCE_RECOVERY: -amount}.get(kind, ZERO)
        for each in self._book.programs.lineage(program):
            if each in self._disbursed:
                self._disbursed[each] += paid
            if each in self._advances:
                self._advances[each] += advanced

    def _disbursed_of(self, program: int) -> Dong:
        if program not in self._disbursed:
            family = set(self._book.programs.family(program))
            before = self._book.openings.paid(family)
            self._disbursed[program] = before + self._book.ledger.disbursed(family)
        return self._disbursed[program]

    def _advances_of(self, program: int) -> Dong:
        if program not in self._advances:
            family = set(self._book.programs.family(program))
            before = self._book.openings.advances(family)
            self._advances[program] = before + self._book.ledger.open_advances(family)
        return self._advances[program]

    def plan(self, entry: Entry) -> Plan:
        """Return the plan an entry belongs to: of its year and plan year, in its whole tree."""
        root = self._roots.get(entry.program)
        if root is None:
            root = self._roots[entry.program] = self._book.programs.lineage(entry.program)[-1]
        key = (entry.year, entry.plan_year, root)
        naming = entry.side is Side.ALLOCATION and entry.place is not None
        if key not in self._plans or (naming and key not in self._placed):
            self._plans[key] = self._read_plan(*key, placed=naming)
        return self._plans[key]

    def meant(self, draft: Draft) -> Entry:
        """Return the entry a draft means, in the class it would be paid of; nothing is kept.

        Raises: ClassNeededError, and refusals of names and years.
        """
        entry = self.entry(draft)
        payment = draft.side is Side.DISBURSEMENT
        return self._classified(entry, draft.said) if payment else entry

    def standing(self, entry: Entry) -> Standing | None:
        """Return how the class of an entry stands; None without a plan."""
        return standing(self.plan(entry), self._book.programs, line_of(entry))

    def standing_without(self, entry: Entry) -> Standing | None:
        """Return how the class of an entry that is recorded would stand without it.

        Where the entry is the first plan there, a plan around it that stood before is another one.
        """
        plan, line, stands = self.plan(entry), line_of(entry), self.standing(entry)
        plan.add(line, Totals() - totals_of(entry))
        found = self.standing(entry)
        plan.add(line, totals_of(entry))
        if not (found and stands) or found.scope == stands.scope or entry.planned <= ZERO:
            return found
        if found.scope.program != stands.scope.program:
            return None
        before = stands.totals - totals_of(entry)
        return replace(stands, totals=before, left=before.left, whole=found.whole)

    def _read_plan(self, year: int, plan_year: int, root: int, *, placed: bool) -> Plan:
        """Add up a plan; ``placed`` tells all places apart, as a plan that names one needs it.

        Else they are told apart in the programmes whose plan, or that above, names places.
        """
        programs, ledger = self._book.programs, self._book.ledger
        plan, family = Plan(programs, self._book.places), set(programs.family(root))
        if placed:
            self._placed.add((year, plan_year, root))
            by_place = family
        else:
            naming = ledger.planned_by_place(year, plan_year, family)
            by_place = {each for program in naming for each in programs.family(program)}
        ledger.fill(plan, year=year, plan_year=plan_year, programs=family, placed=by_place)
        self._read.append(plan)
        return plan

    def _warnings(self, entry: Entry) -> list[Message]:
        late = missed(entry)
        found = [] if late is None else [late.sentence()]
        if ended := self.ended(entry):
            found.append(ended)
        place = entry.place and self._book.places[entry.place]
        if place and not place.valid_on(entry.date):
            found.append(not_in_force(place, entry.date))
        found += self._of_siblings(entry)
        if entry.kind is Kind.ADVANCE_RECOVERY:
            left = self._advances_of(entry.program)
            if entry.amount > left:
                found.append(
                    N_("Only {left} of advances is open for {program}.").of(
                        left=left, program=self._book.programs[entry.program].code
                    )
                )
        return found

    def _of_siblings(self, entry: Entry) -> Iterator[Message]:
        """Say that a payment draws on what only others below a programme above were given."""
        drawn_on = self.plan(entry).of_siblings(entry.program) if entry.paid > ZERO else None
        if drawn_on is not None:
            program, above = (self._book.programs.code_of(at) for at in (entry.program, drawn_on))
            yield _OF_SIBLINGS.of(program=program, above=above)

    def ended(self, entry: Entry) -> Message | None:
        """Say that a plan is given to a programme whose stage is over."""
        if entry.kind not in _NEW_PLAN:
            return None
        return stage_ended(self._book.programs, entry.program, entry.year)

    def reverse(self, side: Side, number: int, *, reason: str, on: date | None) -> Recorded:
        """Take an entry back by an opposite one; a transfer is taken back on both lines."""
        first = self._existing(side, number)
        undone = reversal(first, reason=reason, on=on)
        if first.entry.transfer is None:
            warnings = () if first.reconciled is None else (_matched(first),)
            return replace(self._recorded(side, self.post(undone)), warnings=warnings)
        other = self._existing(side, first.entry.transfer)
        both = self._post_both(undone, reversal(other, reason=reason, on=on))
        return self._recorded(side, *both)

    def amend(self, side: Side, number: int, texts: dict[str, str], reason: str) -> Recorded:
        """Put texts of an entry right; what they were stays in the book.

        Raises: UnknownEntryError, YearClosedError, NothingToAmendError, DuplicateVoucherError.
        """
        entry = self._existing(side, number).entry
        self.check_open(entry.year)
        changed = {name: text for name, text in texts.items() if text != getattr(entry, name)}
        if not changed:
            raise NothingToAmendError(entry=number, group=GROUPS[side])
        if voucher := changed.get("voucher"):
            same = self._book.ledger.same_voucher(replace(entry, voucher=voucher))
            if same not in {None, number}:
                raise DuplicateVoucherError(voucher=voucher, entry=same)
        self._book.ledger.amendments.add(number, changed, reason)
        return self._recorded(side, number)

    def transfer(self, draft: Draft, *, to: str, to_place: str | None) -> Recorded:
        """Move plan from one line to another; the two entries net to zero."""
        giving = self.entry(replace(draft, kind=Kind.DECREASE))
        taking = self.entry(replace(draft, program=to, place=to_place, kind=Kind.INCREASE))
        if line_of(giving) == line_of(taking):
            raise SameLineError(program=self._book.programs[giving.program].code)
        return self._recorded(Side.ALLOCATION, *self.post_linked(giving, taking))

    def post_linked(self, first: Entry, second: Entry) -> tuple[int, int]:
        """Keep two entries that name each other: whoever reverses one reverses both."""
        number = self._book.ledger.newest() + 1
        return self._post_both(
            replace(first, transfer=number + 1), replace(second, transfer=number)
        )

    def _recorded(self, side: Side, *numbers: int) -> Recorded:
        """Read back what was written: what is printed is what the book holds."""
        return Recorded(posted=tuple(self._existing(side, number) for number in numbers))

    def _existing(self, side: Side, number: int) -> Posted:
        return entry_of(self._book, side, number)


def entry_of(book: Book, side: Side, number: int) -> Posted:
    """Return an entry of one side. Raises: UnknownEntryError, which tells one of the other side."""
    posted = book.ledger.get(number)
    planned = side is Side.ALLOCATION
    if posted is None:
        raise (UnknownPlanError if planned else UnknownPaymentError)(entry=number)
    if posted.entry.side is not side:
        kind = Labelled(posted.entry.kind.value, posted.entry.kind.label)
        raise (PaymentNotPlanError if planned else PlanNotPaymentError)(entry=number, kind=kind)
    return posted


# A class may be left to the plan; the key is what both have.
_ASIDE = frozenset({"capital", "source", "key"})
_CONTENT = ("side", *(each.name for each in entry_fields() if each.content))


def repeats(again: Entry, first: Entry, draft: Draft) -> bool:
    """Say whether a draft, which now means ``again``, is what the ``first`` entry was made of.

    In the same words, or in others of the same content: a default spelt out, or a class that is
    left to the plan now and was named then. A reason to go beyond the plan was not kept where none
    was needed.
    """
    if first.request == request_of(again, draft):
        return True
    said = {*_CONTENT} - _ASIDE | draft.said | ({"over_plan"} if first.over_plan else set())
    return all(getattr(again, name) == getattr(first, name) for name in said)


def request_of(entry: Entry, draft: Draft) -> str:
    """Return a digest of what was said, defaults left out: they may differ on a later day."""
    resolved = {"side": entry.side, "program": entry.program, "place": entry.place}
    return digest({**draft.content, **resolved, "key": None, "over_plan": draft.over_plan})


def _matched(posted: Posted) -> Message:
    """Say that a statement of the treasury has an entry, which is reversed all the same."""
    return _MATCHED.of(entry=posted.id, statement=posted.reconciled)
