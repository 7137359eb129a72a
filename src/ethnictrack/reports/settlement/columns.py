"""The 24 columns of the settlement, headed as the form heads them (docs/sources.md, S-07)."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.table import Column, Head, Unit
from ethnictrack.year.settlement import FIRST, formula

_BEFORE = N_("Disbursed from the beginning to the end of the year before")
_CARRIED = N_("Plans of earlier years carried over into the year")
_CURRENT = N_("Plan of the year that is settled")
_DISBURSED = N_("Disbursement")
_ALL, _WORK, _ADVANCES = N_("All"), N_("Accepted work"), N_("Advances not cleared")

OUTLINE = Column("outline", N_("Item"), Unit.CODE, head=Head(N_("Item"), mark="1"))
NAME = Column("name", N_("Content"), head=Head(N_("Content"), mark="2"))
_OPENING = (
    Column(
        "account",
        N_("Account held at"),
        head=Head(N_("Account held at"), mark="3", part=1),
    ),
    Column("code", N_("Project code"), Unit.CODE, head=Head(N_("Project code"), mark="4", part=1)),
    Column(
        "total_investment",
        N_("Total investment"),
        Unit.DONG,
        head=Head(N_("Total investment"), mark="5", part=1),
    ),
)
# Heading by itself, headings above it on the form, heading below these, part.
_MONEY: tuple[tuple[Message, tuple[Message, ...], Message, int], ...] = (
    (N_("Disbursed before"), (_BEFORE,), _ALL, 1),
    (N_("Advances open before"), (_BEFORE,), N_("of which: advances not cleared"), 1),
    (N_("Old advances returned"), (), N_("Advances of earlier years returned in the year"), 1),
    (
        N_("Old advances cleared"),
        (),
        N_("Work accepted in the year for advances of earlier years"),
        1,
    ),
    (N_("Carried: plan"), (_CARRIED,), N_("Plan carried over"), 2),
    (N_("Carried: disbursed"), (_CARRIED, _DISBURSED), _ALL, 2),
    (N_("Carried: work"), (_CARRIED, _DISBURSED), _WORK, 2),
    (N_("Carried: advances"), (_CARRIED, _DISBURSED), _ADVANCES, 2),
    (N_("Carried: carried on"), (_CARRIED,), N_("Carried on further"), 2),
    (N_("Carried: cancelled"), (_CARRIED,), N_("The rest, cancelled"), 2),
    (N_("Year: plan"), (_CURRENT,), N_("Plan given"), 3),
    (N_("Year: disbursed"), (_CURRENT, _DISBURSED), _ALL, 3),
    (N_("Year: work"), (_CURRENT, _DISBURSED), _WORK, 3),
    (N_("Year: advances"), (_CURRENT, _DISBURSED), _ADVANCES, 3),
    (N_("Year: carried out"), (_CURRENT,), N_("Carried out to the next year"), 3),
    (N_("Year: cancelled"), (_CURRENT,), N_("The rest, cancelled"), 3),
    (N_("Work settled"), (), N_("Accepted work settled in the year, in all"), 4),
    (N_("Advances open after"), (), N_("Advances not cleared, carried to the next year"), 4),
    (N_("Disbursed after"), (), N_("Disbursed from the beginning to the end of the year"), 4),
)
# What the book says beside columns 15 and 21; scripts have it in columns, people in a note.
BESIDE = (
    Column("cancelled_carried", N_("Carried: cancelled in the book"), Unit.DONG, shown=False),
    Column("cancelled_year", N_("Year: cancelled in the book"), Unit.DONG, shown=False),
    Column("undisposed_carried", N_("Carried: not yet disposed of"), Unit.DONG, shown=False),
    Column("undisposed_year", N_("Year: not yet disposed of"), Unit.DONG, shown=False),
)


def _money() -> tuple[Column, ...]:
    return tuple(
        Column(f"c{number}", alone, Unit.DONG, head=Head(text, above, formula(number), part))
        for number, (alone, above, text, part) in enumerate(_MONEY, FIRST)
    )


MONEY = _money()
COLUMNS = (OUTLINE, NAME, *_OPENING, *MONEY, *BESIDE)
