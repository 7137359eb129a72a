"""The closed lists of the books: kinds of entry, capital, source, and what each kind does."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from ethnictrack.i18n import N_, Message, Named


class Side(StrEnum):
    """The two groups of entries in the one ledger."""

    ALLOCATION = "allocation"
    DISBURSEMENT = "disbursement"


class Kind(StrEnum):
    """What an entry does; the first eight plan, the last four pay."""

    INITIAL = "initial"
    SUPPLEMENT = "supplement"
    INCREASE = "increase"
    DECREASE = "decrease"
    WITHDRAW = "withdraw"
    CARRIED_IN = "carried-in"
    CARRIED_OUT = "carried-out"
    CANCELLED = "cancelled"
    PAYMENT = "payment"
    ADVANCE = "advance"
    ADVANCE_RECOVERY = "advance-recovery"
    REFUND = "refund"


class Capital(StrEnum):
    """Type of capital: đầu tư phát triển, sự nghiệp."""

    INVESTMENT = "investment"
    RECURRENT = "recurrent"


class Source(StrEnum):
    """Where the money comes from."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    COMMUNE = "commune"
    CREDIT = "credit"
    OTHER = "other"


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

KIND_NAMES: Named[Kind] = {
    Kind.INITIAL: N_("given at the start of the year"),
    Kind.SUPPLEMENT: N_("supplement"),
    Kind.INCREASE: N_("adjusted upwards"),
    Kind.DECREASE: N_("adjusted downwards"),
    Kind.WITHDRAW: N_("plan withdrawn"),
    Kind.CARRIED_IN: N_("carried in from an earlier year"),
    Kind.CARRIED_OUT: N_("carried out to the next year"),
    Kind.CANCELLED: N_("cancelled"),
    Kind.PAYMENT: N_("payment for accepted work"),
    Kind.ADVANCE: N_("advance"),
    Kind.ADVANCE_RECOVERY: N_("advance cleared"),
    Kind.REFUND: N_("refund"),
}
CAPITAL_NAMES: Named[Capital] = {
    Capital.INVESTMENT: N_("investment capital"),
    Capital.RECURRENT: N_("recurrent capital"),
}
SOURCE_NAMES: Named[Source] = {
    Source.CENTRAL: N_("central budget"),
    Source.PROVINCIAL: N_("provincial budget"),
    Source.DISTRICT: N_("district budget"),
    Source.COMMUNE: N_("commune budget"),
    Source.CREDIT: N_("policy credit"),
    Source.OTHER: N_("other sources"),
}
UNCLASSIFIED = N_("unclassified")
# Words for a column of a list; imports know them again.
SHORT_KINDS: Named[Kind] = {
    Kind.INITIAL: N_("initial"),
    Kind.SUPPLEMENT: N_("suppl."),
    Kind.INCREASE: N_("increase"),
    Kind.DECREASE: N_("decrease"),
    Kind.WITHDRAW: N_("withdraw"),
    Kind.CARRIED_IN: N_("carried in"),
    Kind.CARRIED_OUT: N_("carried out"),
    Kind.CANCELLED: N_("cancelled"),
    Kind.PAYMENT: N_("payment"),
    Kind.ADVANCE: N_("advance"),
    Kind.ADVANCE_RECOVERY: N_("advance recovery"),
    Kind.REFUND: N_("returned"),
}
SHORT_SOURCES: Named[Source] = {
    Source.CENTRAL: N_("cent."),
    Source.PROVINCIAL: N_("prov."),
    Source.DISTRICT: N_("dist."),
    Source.COMMUNE: N_("comm."),
    Source.CREDIT: N_("credit"),
    Source.OTHER: N_("other"),
}
_SHORT_CAPITALS: Named[Capital] = {
    Capital.INVESTMENT: N_("inv."),
    Capital.RECURRENT: N_("rec."),
}


# What the law of 2025 calls recurrent money, from the first budget year on that it governs (S-32).
_SPENDING, _SPENDING_SINCE = N_("recurrent spending"), 2026
_SHORT_SPENDING = N_("cur.")


def capital_names(year: int | None) -> Named[Capital]:
    """Return the names of the types of capital in a budget year."""
    if year is None or year < _SPENDING_SINCE:
        return CAPITAL_NAMES
    return {**CAPITAL_NAMES, Capital.RECURRENT: _SPENDING}


def short_capital(capital: Capital, year: int) -> Message:
    """Name a type of capital in a column of a list, as it is called in a budget year."""
    spending = capital is Capital.RECURRENT and year >= _SPENDING_SINCE
    return _SHORT_SPENDING if spending else _SHORT_CAPITALS[capital]


def capital_name(capital: Capital | None, year: int | None = None) -> Message:
    """Name a type of capital for people, as it is called in a budget year."""
    return UNCLASSIFIED if capital is None else capital_names(year)[capital]


def source_name(source: Source | None) -> Message:
    """Name a source for people."""
    return UNCLASSIFIED if source is None else SOURCE_NAMES[source]


def class_name(capital: Capital | None, source: Source | None, year: int | None = None) -> Message:
    """Name a class for people, as "investment capital, central budget"."""
    if capital is None and source is None:
        return UNCLASSIFIED
    return N_("{capital} – {source}").of(
        capital=capital_name(capital, year), source=source_name(source)
    )
