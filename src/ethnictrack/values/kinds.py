"""The closed lists of the books: kinds of entry, capital, source, and what each kind does."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from ethnictrack.i18n import N_, ClosedList, Message, Named, labels


class Side(StrEnum):
    """The two groups of entries in the one ledger."""

    ALLOCATION = "allocation"
    DISBURSEMENT = "disbursement"


class Kind(ClosedList):
    """What an entry does; the first eight plan, the last four pay."""

    INITIAL = "initial", N_("given at the start of the year"), N_("initial")
    SUPPLEMENT = "supplement", N_("supplement"), N_("suppl.")
    INCREASE = "increase", N_("adjusted upwards"), N_("increase")
    DECREASE = "decrease", N_("adjusted downwards"), N_("decrease")
    WITHDRAW = "withdraw", N_("plan withdrawn"), N_("withdraw")
    CARRIED_IN = "carried-in", N_("carried in from an earlier year"), N_("carried in")
    CARRIED_OUT = "carried-out", N_("carried out to the next year"), N_("carried out")
    CANCELLED = "cancelled", N_("cancelled"), N_("cancelled")
    PAYMENT = "payment", N_("payment for accepted work"), N_("payment")
    ADVANCE = "advance", N_("advance"), N_("advance")
    ADVANCE_RECOVERY = "advance-recovery", N_("advance cleared"), N_("advance recovery")
    REFUND = "refund", N_("refund"), N_("returned")


class Capital(ClosedList):
    """Type of capital: đầu tư phát triển, sự nghiệp."""

    INVESTMENT = "investment", N_("investment capital"), N_("inv.")
    RECURRENT = "recurrent", N_("recurrent capital"), N_("rec.")


class Source(ClosedList):
    """Where the money comes from."""

    CENTRAL = "central", N_("central budget"), N_("cent.")
    PROVINCIAL = "provincial", N_("provincial budget"), N_("prov.")
    DISTRICT = "district", N_("district budget"), N_("dist.")
    COMMUNE = "commune", N_("commune budget"), N_("comm.")
    CREDIT = "credit", N_("policy credit"), N_("credit")
    OTHER = "other", N_("other sources"), N_("other")


class ClosingAction(StrEnum):
    """What was done to a budget year: once it is closed no path takes an entry of it."""

    CLOSE = "close"
    REOPEN = "reopen"


# Effects in units of the entry's amount. A plan is what was given; a disposal is the part of it
# that will not be paid this year (carried out or cancelled); giải ngân = payments + advances
# - cleared advances - refunds (docs/sources.md, S-05).
PLAN_EFFECT = MappingProxyType(
    {
        Kind.INITIAL: 1,
        Kind.SUPPLEMENT: 1,
        Kind.INCREASE: 1,
        Kind.DECREASE: -1,
        Kind.WITHDRAW: -1,
        Kind.CARRIED_IN: 1,
    }
)
DISPOSAL_EFFECT = MappingProxyType({Kind.CARRIED_OUT: 1, Kind.CANCELLED: 1})
PAID_EFFECT = MappingProxyType(
    {Kind.PAYMENT: 1, Kind.ADVANCE: 1, Kind.ADVANCE_RECOVERY: -1, Kind.REFUND: -1}
)
# Kinds whose amount takes away where it stands, and which lists print below zero.
LOWERING = frozenset(
    kind for effect in (PLAN_EFFECT, PAID_EFFECT) for kind, sign in effect.items() if sign < 0
)

GROUPS = MappingProxyType({Side.ALLOCATION: "allocate", Side.DISBURSEMENT: "disburse"})
KINDS = MappingProxyType(
    {
        Side.ALLOCATION: (*PLAN_EFFECT, *DISPOSAL_EFFECT),
        Side.DISBURSEMENT: tuple(PAID_EFFECT),
    }
)

UNCLASSIFIED = N_("unclassified")


# What the law of 2025 calls recurrent money, from the first budget year on that it governs (S-32).
_SPENDING, _SPENDING_SINCE = N_("recurrent spending"), 2026
_SHORT_SPENDING = N_("cur.")


def capital_names(year: int | None) -> Named[Capital]:
    """Return the names of the types of capital in a budget year."""
    if year is None or year < _SPENDING_SINCE:
        return labels(Capital)
    return {**labels(Capital), Capital.RECURRENT: _SPENDING}


def short_capital(capital: Capital, year: int) -> Message:
    """Name a type of capital in a column of a list, as it is called in a budget year."""
    spending = capital is Capital.RECURRENT and year >= _SPENDING_SINCE
    return _SHORT_SPENDING if spending else capital.short


def capital_name(capital: Capital | None, year: int | None = None) -> Message:
    """Name a type of capital for people, as it is called in a budget year."""
    return UNCLASSIFIED if capital is None else capital_names(year)[capital]


def source_name(source: Source | None) -> Message:
    """Name a source for people."""
    return UNCLASSIFIED if source is None else source.label


def class_name(capital: Capital | None, source: Source | None, year: int | None = None) -> Message:
    """Name a class for people, as "investment capital, central budget"."""
    if capital is None and source is None:
        return UNCLASSIFIED
    return N_("{capital} – {source}").of(
        capital=capital_name(capital, year), source=source_name(source)
    )
