"""Refusals about allocations and disbursements."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.money import Dong

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
    """A payment above the plan, or a plan brought below what is paid."""

    planned: Dong
    disposed: Dong
    disbursed: Dong
    left: Dong
    asked: Dong
    code: ClassVar[str] = "over-plan"
    about: ClassVar[tuple[str, ...]] = ("amount",)
    text: ClassVar[Message] = N_(
        "{program} has {left} left of its plan of {years} ({scope}): planned {planned}, {drawn}; "
        "{asked} was asked for."
    )
    remedy: ClassVar[Message] = N_(
        "Lower the amount, record the decision that raises the plan, or say why it is paid all "
        "the same with --over-plan REASON."
    )

    def _told(self) -> dict[str, object]:
        """Name what was drawn; money carried out or cancelled only where there is some."""
        told = super()._told()
        drawn = (_DISPOSED if self.disposed else _DISBURSED).of(**told)
        return {**told, "drawn": drawn}


class SumRangeError(BookError):
    """More than a year may add up to."""

    program: str
    year: int
    total: Dong
    limit: Dong
    code: ClassVar[str] = "sum-range"
    about: ClassVar[tuple[str, ...]] = ("amount",)
    text: ClassVar[Message] = N_(
        "With this, {program} would come to {total} in {year}; sums go up to {limit}."
    )
    remedy: ClassVar[Message] = N_("Check the unit and the zeros, here and in earlier entries.")


class PlanBelowPaidError(OverPlanError):
    """A change of plan that what is paid does not allow."""

    text: ClassVar[Message] = N_(
        "This would bring the plan of {program} for {years} ({scope}) to {planned}, below what "
        "was drawn from it: {drawn}."
    )
    remedy: ClassVar[Message] = N_("Reverse or refund what was drawn first, or lower the amount.")


class OverDisposalError(OverPlanError):
    """More carried out or cancelled than is left unpaid."""

    code: ClassVar[str] = "over-remaining"
    text: ClassVar[Message] = N_(
        "{program} has {left} of its plan of {years} unpaid ({scope}); {asked} cannot be carried "
        "out or cancelled."
    )
    remedy: ClassVar[Message] = N_("Lower the amount to what is left.")


class NoPlanError(_PlanError):
    """A payment for which nothing was planned at any level."""

    asked: Dong
    code: ClassVar[str] = "no-plan"
    about: ClassVar[tuple[str, ...]] = ("program",)
    text: ClassVar[Message] = N_(
        "Neither {program} nor anything above it has a plan of {years} to pay {asked} "
        "from ({scope})."
    )
    remedy: ClassVar[Message] = N_(
        "Record the plan first with `ethnictrack allocate add`, check --year, --plan-year, "
        "--capital and --source, or say why it is paid all the same with --over-plan REASON."
    )


class BelowZeroError(BookError):
    """A refund or a cleared advance larger than everything paid."""

    program: str
    disbursed: Dong
    asked: Dong
    code: ClassVar[str] = "below-zero"
    about: ClassVar[tuple[str, ...]] = ("amount",)
    text: ClassVar[Message] = N_(
        "{asked} cannot be taken off {program}: only {disbursed} has been disbursed."
    )
    remedy: ClassVar[Message] = N_("Check the amount, the programme and the kind of the entry.")


class YearNeededError(UsageError):
    """A January date without its budget year."""

    date: dt.date
    code: ClassVar[str] = "year-needed"
    about: ClassVar[tuple[str, ...]] = ("date",)
    text: ClassVar[Message] = N_(
        "A payment of January ({date}) may belong to the old budget year or to the new one."
    )
    remedy: ClassVar[Message] = N_("Say which with --year.")


class WrongYearError(BookError):
    """A date outside the budget year it is charged to."""

    date: dt.date
    year: int
    first: dt.date
    last: dt.date
    code: ClassVar[str] = "wrong-year"
    about: ClassVar[tuple[str, ...]] = ("date", "year")
    text: ClassVar[Message] = N_(
        "{date} does not belong to the budget year {year}, which takes entries from {first} to "
        "{last}."
    )
    remedy: ClassVar[Message] = N_("Correct the date, or name the budget year with --year.")


class PlanYearError(BookError):
    """A plan year that the budget year or the kind does not allow."""

    plan_year: int
    year: int
    code: ClassVar[str] = "wrong-plan-year"
    about: ClassVar[tuple[str, ...]] = ("plan_year", "year")
    text: ClassVar[Message] = N_("Money planned for {plan_year} cannot stand so in {year}.")
    remedy: ClassVar[Message] = N_(
        "A plan year is the budget year or an earlier one; carried-in money has an earlier one, "
        "an initial plan its own."
    )


class PlanYearNeededError(UsageError):
    """Carried-in money of which nobody said which year it was planned for."""

    year: int
    code: ClassVar[str] = "plan-year-needed"
    about: ClassVar[tuple[str, ...]] = ("plan_year", "kind")
    text: ClassVar[Message] = N_(
        "Money carried into {year} comes from the plan of an earlier year."
    )
    remedy: ClassVar[Message] = N_("Say which with --plan-year.")


class FutureDateError(BookError):
    """Something said to have happened on a day that has not come."""

    date: dt.date
    today: dt.date
    code: ClassVar[str] = "future-date"
    about: ClassVar[tuple[str, ...]] = ("date",)
    text: ClassVar[Message] = N_("{date} has not come yet; today is {today}.")
    remedy: ClassVar[Message] = N_("Correct the date, or record it when it has happened.")


class ClassNeededError(UsageError):
    """Capital or source left out where the plan has several."""

    program: str
    year: int
    found: tuple[Message, ...]
    code: ClassVar[str] = "class-needed"
    about: ClassVar[tuple[str, ...]] = ("capital", "source", "program")
    text: ClassVar[Message] = N_(
        "The plan of {program} for {year} has several lines this could be paid from: {found}."
    )
    remedy: ClassVar[Message] = N_("Say which with --capital and --source.")


class DuplicateVoucherError(BookError):
    """The same voucher a second time."""

    voucher: str
    entry: int
    code: ClassVar[str] = "duplicate-voucher"
    about: ClassVar[tuple[str, ...]] = ("voucher",)
    text: ClassVar[Message] = N_(
        "Voucher {voucher} is in the book with the same programme, date, amount and place: "
        "entry {entry}."
    )
    remedy: ClassVar[Message] = N_("If that entry is wrong, reverse it first.")


class VoucherTwiceError(DuplicateVoucherError):
    """The same voucher a second time in one file."""

    line: int
    text: ClassVar[Message] = N_(
        "Voucher {voucher} stands in line {line} with the same programme, date, amount and place."
    )
    remedy: ClassVar[Message] = N_("Leave one of the two lines out, or correct its voucher.")


class KeyConflictError(BookError):
    """A retry key used again for something else."""

    key: str
    entry: int
    code: ClassVar[str] = "key-conflict"
    about: ClassVar[tuple[str, ...]] = ("key",)
    text: ClassVar[Message] = N_(
        "The key “{key}” was used for entry {entry}, which says otherwise."
    )
    remedy: ClassVar[Message] = N_("Use a new key for a new entry.")


class KeyTwiceError(KeyConflictError):
    """A retry key used again for something else in one file."""

    line: int
    text: ClassVar[Message] = N_("The key “{key}” stands in line {line}, which says otherwise.")


class UnknownEntryError(BookError):
    """A number that no entry of the group has."""

    entry: int
    code: ClassVar[str] = "unknown-entry"
    text: ClassVar[Message] = N_("There is no entry {entry} here.")
    remedy: ClassVar[Message] = N_("List the entries to see their numbers.")


class AlreadyReversedError(BookError):
    """A second reversal."""

    entry: int
    by: int
    code: ClassVar[str] = "already-reversed"
    text: ClassVar[Message] = N_("Entry {entry} was reversed by entry {by}.")
    remedy: ClassVar[Message] = N_(
        "An entry is reversed once; record what is missing as a new one."
    )


class ReversalOfReversalError(BookError):
    """A reversal to be reversed."""

    entry: int
    code: ClassVar[str] = "reversal-of-reversal"
    text: ClassVar[Message] = N_("Entry {entry} is itself a reversal.")
    remedy: ClassVar[Message] = N_("Record the entry that was reversed anew instead.")


class SameLineError(BookError):
    """A transfer from a line to itself."""

    program: str
    code: ClassVar[str] = "same-line"
    text: ClassVar[Message] = N_("A transfer from {program} to the same line moves nothing.")
    remedy: ClassVar[Message] = N_("Name another programme with --to, or another place.")


class CarryYearsError(UsageError):
    """Remainders carried to another year than the next."""

    year: int
    next_year: int
    into_year: int
    code: ClassVar[str] = "carry-years"
    text: ClassVar[Message] = N_(
        "What is left of {year} is carried to {next_year}, not to {into_year}."
    )
    remedy: ClassVar[Message] = N_(
        "Carry it year by year, each time with the decision of that year."
    )


class ExtensionNeededError(BookError):
    """Money carried on a second time without the decision that allows it."""

    plan_years: tuple[int, ...]
    amount: Dong
    year: int
    next_year: int
    code: ClassVar[str] = "extension-needed"
    text: ClassVar[Message] = N_(
        "{amount} of this is planned for {plan_years} and was carried into {year} before. Money is "
        "carried once, to the end of the next year."
    )
    remedy: ClassVar[Message] = N_(
        "Name the decision that lets it be carried on with --extension DECISION, cancel it with "
        "`ethnictrack allocate carry --from {year} --cancel`, or carry the plan of the year alone: "
        "`ethnictrack allocate carry --from {year} --to {next_year} --plan-year {year}`."
    )
