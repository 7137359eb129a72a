"""The days that law sets, as one table: what ends when, for which budget years, by which law.

A change of law is a new row; the years before keep theirs. Laws and marks: docs/sources.md, S-30.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ethnictrack.i18n import N_, Message

AHEAD = timedelta(days=60)  # how far `report deadlines` looks
_SATURDAY = 5


class Ends(StrEnum):
    """What a deadline ends; of some the book knows what is still open."""

    PAYMENT_PAPERS = "payment-papers"
    WORK = "work"
    ADVANCES = "advances"
    CARRIED_MONEY = "carried-money"
    JANUARY_PAPERS = "january-papers"
    PAYMENTS = "payments"
    RECONCILIATION = "reconciliation"
    UNSPENT_ADVANCES = "unspent-advances"
    SETTLEMENT = "settlement"
    QUARTER = "quarter"
    INSPECTIONS = "inspections"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One row: a day of budget years ``first`` to ``last`` (None: no end), and the law behind it.

    ``after`` counts years from the budget year on; ``working_days`` are counted back from the day.
    """

    ends: Ends
    what: Message
    month: int
    day: int
    after: int = 0
    working_days: int = 0
    first: int | None = None
    last: int | None = None
    law: str = ""

    def holds(self, year: int) -> bool:
        """Say whether the row is that of a budget year."""
        return (self.first or year) <= year <= (self.last or year)

    def on(self, year: int) -> date:
        """Return the last day, for a budget year. Public holidays are not known here."""
        day, left = date(year + self.after, self.month, self.day), self.working_days
        while left:
            day -= timedelta(days=1)
            left -= day.weekday() < _SATURDAY
        return day


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of one budget year, on its day."""

    date: date
    year: int
    deadline: Deadline


_OLD = "Luật Ngân sách nhà nước 83/2015/QH13, Điều 64 [M]"
_LAW = "Luật Ngân sách nhà nước 89/2025/QH15, Điều 66, 68; Nghị định 73/2026/NĐ-CP, Điều 30-32 [C]"
_SHEETS = "Thông tư 26/2026/TT-BTC [C]"
_FORMS = "Nghị định 347/2025/NĐ-CP, mẫu 30, 31 [C]"
_INSPECTORS = "Thông tư 06/2025/TT-TTCP [L]"
# (what it ends, sentence, month, day, years after, working days before): of the law and of before.
_YEARLY = (
    (Ends.PAYMENT_PAPERS, N_("payment papers of the year at the treasury"), 12, 30, 0, 0),
    (Ends.WORK, N_("work done in the year"), 12, 31, 0, 0),
    (
        Ends.ADVANCES,
        N_("advances of the year (compensation and resettlement excepted)"),
        12,
        31,
        0,
        0,
    ),
    (Ends.CARRIED_MONEY, N_("payments of money carried in from earlier years"), 12, 31, 0, 0),
    (Ends.JANUARY_PAPERS, N_("last payment papers of the settlement period"), 1, 31, 1, 2),
    (Ends.PAYMENTS, N_("payments of the year for work done by 31/12"), 1, 31, 1, 0),
    (Ends.UNSPENT_ADVANCES, N_("unspent advances of recurrent money given back"), 2, 15, 1, 0),
    (Ends.SETTLEMENT, N_("settlement of the commune, to its People's Committee"), 3, 10, 1, 0),
    (Ends.SETTLEMENT, N_("settlement of the commune, to its People's Council"), 3, 31, 1, 0),
    (Ends.SETTLEMENT, N_("settlement of the province, to its People's Committee"), 5, 1, 1, 0),
    (Ends.SETTLEMENT, N_("settlement of the province, to its People's Council"), 7, 1, 1, 0),
)
_RECONCILED = N_("yearly reconciliation with the treasury")
_REPORTED = N_("execution report and reconciliation of the quarter")
_CUT_OFF = N_("cut-off of inspection and petition reports")
_SPLIT = 2026  # first budget year of the law of 2025
_LAWS = ((None, _SPLIT - 1, _OLD), (_SPLIT, None, _LAW))
DEADLINES: tuple[Deadline, ...] = (
    *(Deadline(*row, *law) for row in _YEARLY for law in _LAWS),
    Deadline(Ends.RECONCILIATION, _RECONCILED, 2, 10, after=1, law=_FORMS),
    *(
        Deadline(Ends.QUARTER, _REPORTED, month, 10, after=after, law=_SHEETS)
        for month, after in ((4, 0), (7, 0), (10, 0), (1, 1))
    ),
    *(Deadline(Ends.INSPECTIONS, _CUT_OFF, month, 14, law=_INSPECTORS) for month in (3, 6, 9, 12)),
)


def due(years: Iterable[int], on: date, ahead: timedelta = AHEAD) -> list[Due]:
    """Return what ends from a day on, within some days, for some budget years, the next first."""
    found = [
        Due(deadline.on(year), year, deadline)
        for year in set(years)
        for deadline in DEADLINES
        if deadline.holds(year) and on <= deadline.on(year) <= on + ahead
    ]
    return sorted(found, key=lambda each: (each.date, each.year))


_TENTH = 10  # of the month after, by which an office's own months are agreed too
_DECEMBER = 12


def reconciled_by(as_of: date) -> tuple[date, str]:
    """Return by when a statement up to a day has to be agreed, and the law where there is one.

    A year is agreed by 10 February, a quarter by the 10th of the next month (docs/sources.md,
    S-30); for other days there is no law, and the 10th of the next month is taken.
    """
    for row in DEADLINES:
        if row.ends is Ends.RECONCILIATION and as_of == date(as_of.year, _DECEMBER, 31):
            return row.on(as_of.year), row.law
    following = as_of.replace(day=1) + timedelta(days=31)
    day = following.replace(day=_TENTH)
    quarters = (row for row in DEADLINES if row.ends is Ends.QUARTER)
    laws = (row.law for row in quarters if row.on(as_of.year) == day and _ends_month(as_of))
    return day, next(laws, "")


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def of_year(ends: Ends, year: int) -> Deadline:
    """Return the one row by which something ends in a budget year."""
    (found,) = (each for each in DEADLINES if each.ends is ends and each.holds(year))
    return found
