"""Refusals about allocations and disbursements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, BookError, UsageError, Way
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.values.kinds import Capital, Source

_EARLIER_PLAN = N_("{plan_year} (budget year {year})")
_DISBURSED = N_("disbursed {disbursed}")
_DISPOSED = N_("disbursed {disbursed}, carried out or cancelled {disposed}")


class _PlanError(BookError):
    """A refusal that looks at the plan of one year, ``plan_year``, within a budget year."""

    program: str
    year: int
    plan_year: int
    scope: Message

    def _told(self) -> dict[str, object]:
        """Name the year of the plan, and the budget year where it is another."""
        earlier = _EARLIER_PLAN.of(plan_year=self.plan_year, year=self.year)
        return {**super()._told(), "years": self.year if self.plan_year == self.year else earlier}


class OverPlanError(_PlanError):
    planned: Dong
    disposed: Dong
    disbursed: Dong
    left: Dong
    asked: Dong
    options: str = ""  # the class of the payment, as it is typed
    code = "over-plan"
    about: ClassVar[tuple[str, ...]] = ("amount",)
    text = N_(
        "{program} has {left} left of its plan of {years} ({scope}): planned {planned}, {drawn}; "
        "{asked} was asked for."
    )
    remedy = N_(
        "Lower the amount, record the decision that raises the plan with `ethnictrack allocate add "
        "{program} --year {year}{options}`, or say why it is paid all the same with --over-plan "
        "REASON."
    )

    def _told(self) -> dict[str, object]:
        """Name what was drawn; money carried out or cancelled only where there is some."""
        told = super()._told()
        drawn = (_DISPOSED if self.disposed else _DISBURSED).of(**told)
        return {**told, "drawn": drawn}


class OverEarlierPlanError(OverPlanError):
    """The plan is of an earlier year: one more of the budget year would not help."""

    remedy = N_("Lower the amount, or say why it is paid all the same with --over-plan REASON.")
    again = (HELP,)


class SumRangeError(BookError):
    program: str
    year: int
    total: Dong
    limit: Dong
    code = "sum-range"
    about: ClassVar[tuple[str, ...]] = ("amount",)
    text = N_("With this, {program} would come to {total} in {year}; sums go up to {limit}.")
    remedy = N_("Check the unit and the zeros, here and in earlier entries.")


class PlanBelowPaidError(OverPlanError):
    text = N_(
        "This would bring the plan of {program} for {years} ({scope}) to {planned}, below what "
        "was drawn from it: {drawn}."
    )
    remedy = N_(
        "Reverse or refund what was drawn first, or lower the amount; `ethnictrack disburse list "
        "--program {program} --year {year}` lists what was disbursed."
    )


class OverDisposalError(OverPlanError):
    code = "over-remaining"
    text = N_(
        "{program} has {left} of its plan of {years} unpaid ({scope}); {asked} cannot be carried "
        "out or cancelled."
    )
    remedy = N_(
        "Lower the amount to what is left; `ethnictrack report carryover {year} --program "
        "{program}` has each line."
    )


class NoPlanError(_PlanError):
    asked: Dong
    options: str = ""  # the class of the payment, as it is typed
    code = "no-plan"
    about: ClassVar[tuple[str, ...]] = ("program",)
    text = N_(
        "Neither {program} nor anything above it has a plan of {years} to pay {asked} "
        "from ({scope})."
    )
    remedy = N_(
        "Record the plan first with `ethnictrack allocate add {program} --year {year}{options}`, "
        "check --year, --plan-year, --capital and --source, or say why it is paid all the same "
        "with --over-plan REASON."
    )


class NoPlanOfYearError(NoPlanError):
    """Plans of earlier years have room for it: one more of the budget year would be a second."""

    plan_years: tuple[int, ...] = ()  # of earlier years
    hint_only = ("plan_years",)
    remedy = N_(
        "Money of an earlier plan year is there in {year}: name it with --plan-year if it is meant."
    )

    def ways(self) -> tuple[Way, ...]:
        """Offer the plan years, the newest first."""
        return tuple({"--plan-year": str(year)} for year in reversed(self.plan_years))


class NoEarlierPlanError(NoPlanError):
    """The plan would be of an earlier year: one of the budget year would not help."""

    remedy = N_(
        "Check --plan-year, --capital and --source, or say why it is paid all the same with "
        "--over-plan REASON."
    )
    again = (HELP,)


class BelowZeroError(BookError):
    program: str
    disbursed: Dong
    asked: Dong
    code = "below-zero"
    about: ClassVar[tuple[str, ...]] = ("amount",)
    text = N_("{asked} cannot be taken off {program}: only {disbursed} has been disbursed.")
    remedy = N_(
        "Check the amount, the programme and the kind of the entry; `ethnictrack disburse list "
        "--program {program}` lists what was disbursed there."
    )


class YearNeededError(UsageError):
    date: dt.date
    code = "year-needed"
    about: ClassVar[tuple[str, ...]] = ("date",)
    text = N_("A payment of January ({date}) may belong to the old budget year or to the new one.")
    remedy = N_("Say which with --year.")

    def ways(self) -> tuple[Way, ...]:
        """Offer both years, the old one first."""
        return ({"--year": str(self.date.year - 1)}, {"--year": str(self.date.year)})


class WrongYearError(BookError):
    date: dt.date
    year: int
    first: dt.date
    last: dt.date
    code = "wrong-year"
    about: ClassVar[tuple[str, ...]] = ("date", "year")
    text = N_(
        "{date} does not belong to the budget year {year}, which takes entries from {first} to "
        "{last}."
    )
    remedy = N_("Correct the date, or name the budget year with --year.")
    open_years: tuple[int, ...] = ()  # those the date may belong to that take entries

    def ways(self) -> tuple[Way, ...]:
        """Offer the years of the date."""
        return tuple({"--year": str(year)} for year in self.open_years)


class DateOfClosedYearError(WrongYearError):
    """The year of the date is closed: naming it would be refused, too."""

    own_year: int = 0  # that of the date
    text = N_(
        "{date} does not belong to the budget year {year}, which takes entries from {first} to "
        "{last}; its own year {own_year} is closed."
    )
    remedy = N_(
        "Correct the date; if it is right, `ethnictrack book reopen {own_year}`, which asks why, "
        "lets its year take entries again."
    )


class PlanYearError(BookError):
    plan_year: int
    year: int
    code = "wrong-plan-year"
    about: ClassVar[tuple[str, ...]] = ("plan_year", "year")
    text = N_("Money planned for {plan_year} cannot stand so in {year}.")
    remedy = N_(
        "A plan year is the budget year or an earlier one; carried-in money has an earlier one, "
        "an initial plan its own."
    )

    def ways(self) -> tuple[Way, ...]:
        """Leave a later one out; take an earlier one for carried money, or its kind for it."""
        if self.plan_year == self.year:
            return ({"--plan-year": str(self.year - 1)},)
        carried: Way = {"--kind": "carried-in"}
        return ({"--plan-year": None}, *([carried] if self.plan_year < self.year else []))


class PlanYearNeededError(UsageError):
    year: int
    code = "plan-year-needed"
    about: ClassVar[tuple[str, ...]] = ("plan_year", "kind")
    text = N_("Money carried into {year} comes from the plan of an earlier year.")
    remedy = N_("Say which with --plan-year.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the year before, from which money comes as a rule."""
        return ({"--plan-year": str(self.year - 1)},)


class FutureDateError(BookError):
    date: dt.date
    today: dt.date
    code = "future-date"
    about: ClassVar[tuple[str, ...]] = ("date",)
    text = N_("{date} has not come yet; today is {today}.")
    remedy = N_("Correct the date, or record it when it has happened.")
    again = (HELP,)


class ClassNeededError(UsageError):
    program: str
    year: int
    found: tuple[Message, ...]
    classes: tuple[tuple[Capital | None, Source | None], ...]  # those found
    enough: tuple[tuple[Capital | None, Source | None], ...]  # those of which this can be paid
    code = "class-needed"
    about: ClassVar[tuple[str, ...]] = ("capital", "source", "program")
    text = N_(
        "The plan of {program} for {year} has several lines this could be paid from: {found}."
    )
    remedy = N_("Say which with --capital and --source.")

    def ways(self) -> tuple[Way, ...]:
        """Offer each class it can be paid of; what its plan leaves out is said as ``none``."""
        return tuple(
            {"--capital": capital or "none", "--source": source or "none"}
            for capital, source in self.enough
        )


class DuplicateVoucherError(BookError):
    voucher: str
    entry: int
    code = "duplicate-voucher"
    about: ClassVar[tuple[str, ...]] = ("voucher",)
    text = N_(
        "Voucher {voucher} is in the book with the same programme, date, amount and place: "
        "entry {entry}."
    )
    remedy = N_(
        "`ethnictrack disburse show {entry}` shows that entry; if it is wrong, take it back first: "
        "`ethnictrack disburse reverse {entry}`."
    )


class KeyConflictError(BookError):
    key: str
    entry: int
    code = "key-conflict"
    about: ClassVar[tuple[str, ...]] = ("key",)
    text = N_("The key “{key}” was used for entry {entry}, which says otherwise.")
    remedy = N_("`ethnictrack {group} show {entry}` shows that entry; use a new key for a new one.")
    group: str


class UnknownEntryError(BookError):
    entry: int
    code = "unknown-entry"
    text = N_("There is no entry {entry} here.")
    remedy = N_(
        "`ethnictrack disburse list` lists the payments with their numbers, `ethnictrack allocate "
        "list` the plans."
    )


class UnknownPlanError(UnknownEntryError):
    text = N_("There is no entry {entry} among the plans.")
    remedy = N_("`ethnictrack allocate list` lists the plans with their numbers.")


class UnknownPaymentError(UnknownEntryError):
    text = N_("There is no entry {entry} among the disbursements.")
    remedy = N_("`ethnictrack disburse list` lists the payments with their numbers.")


class PlanNotPaymentError(UnknownEntryError):
    kind: str
    text = N_("Entry {entry} is no disbursement but a plan entry: {kind}.")
    remedy = N_("`ethnictrack allocate show {entry}` shows it.")


class PaymentNotPlanError(UnknownEntryError):
    kind: str
    text = N_("Entry {entry} is no plan entry but a disbursement: {kind}.")
    remedy = N_("`ethnictrack disburse show {entry}` shows it.")


class NothingToAmendError(BookError):
    entry: int
    code = "nothing-to-amend"
    text = N_("Entry {entry} says just that already.")
    remedy = N_("`ethnictrack {group} show {entry}` shows what it says.")
    group: str


class ReversalOfReversalError(BookError):
    entry: int
    code = "reversal-of-reversal"
    text = N_("Entry {entry} is itself a reversal.")
    remedy = N_(
        "`ethnictrack {group} show {reverses}` shows the entry it takes back; record that anew "
        "instead."
    )
    reverses: int
    group: str


class SameLineError(BookError):
    program: str
    code = "same-line"
    text = N_("A transfer from {program} to the same line moves nothing.")
    remedy = N_("Name another programme with --to, or another place.")
    again = (HELP,)
