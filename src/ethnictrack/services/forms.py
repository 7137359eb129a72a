"""Makes the forms an office hands in: of a month, a period, or the end of a year."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.ledger.listing import Filter
from ethnictrack.ledger.rules import line_of
from ethnictrack.reports.carryover import carryover as carryover_report
from ethnictrack.reports.disclosure import disclosure as disclosure_report
from ethnictrack.reports.face import Face
from ethnictrack.reports.month import MonthBy
from ethnictrack.reports.month import month as month_report
from ethnictrack.reports.payees import PaidTo
from ethnictrack.reports.payees import payees as payees_report
from ethnictrack.reports.recommendations import recommendations as recommendations_report
from ethnictrack.reports.vouchers import vouchers as vouchers_report
from ethnictrack.services.figures import figures, settlement
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import Dong
from ethnictrack.year.carryover import carry_over
from ethnictrack.year.figures import Coverage, Figures, PlanBasis
from ethnictrack.year.month import MonthFigures
from ethnictrack.year.period import Period, Span

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Result


def month(  # noqa: PLR0913 - the facts a report states on its face
    book: Book,
    days: Span,
    *,
    year: int,
    as_of: date,
    scope: Coverage,
    by: MonthBy,
    unit_line: Message,
) -> Result:
    """Make the table of a month of a budget year; ``as_of`` is its last day, or earlier."""
    found = figures(
        book,
        year=year,
        as_of=as_of,
        basis=PlanBasis.WITH_CARRYOVER,
        scope=scope,
        by_month=True,
        by_place=by is MonthBy.PLACE,
    )
    of = MonthFigures(
        figures=found,
        month=(days.first.year, days.first.month),
        estimates=tuple(book.estimates.newest(year)),
    )
    return month_report(of, by=by, unit_line=unit_line)


def carryover(book: Book, face: Face) -> Result:
    """Make the table of what a year hands on."""
    settled = settlement(book, year=face.year, as_of=face.as_of, scope=face.scope, by_place=False)
    return carryover_report(carry_over(settled), settled, face.unit_line)


def disclosure(now: Figures, book: Book, period: Period, unit_line: Message) -> Result:
    """Make the disclosure of a period, of figures made by month up to its end."""
    before = figures(
        book,
        year=now.year - 1,
        as_of=min(now.as_of - relativedelta(years=1), period.of(now.year - 1).last),
        basis=now.basis,
        scope=now.scope,
        by_month=True,
        by_place=False,
    )
    return disclosure_report(now, before, period, unit_line)


def payees(book: Book, face: Face) -> Result:
    """Make the list of who was paid in a year."""
    sums: defaultdict[str | None, tuple[int, Dong]] = defaultdict(lambda: (0, Dong(0)))
    for line, paid in book.figures.paid_to(face.year, face.as_of):
        if face.scope.holds(line, book.programs, book.places):
            entries, disbursed = sums[paid.payee]
            sums[paid.payee] = entries + paid.entries, disbursed + paid.disbursed
    return payees_report((PaidTo(payee, *each) for payee, each in sums.items()), face)


def recommendations(book: Book, face: Face) -> Result:
    """Make the follow-up of what was recommended."""
    return recommendations_report(book.inspections.dossiers(), face)


def vouchers(
    book: Book,
    days: tuple[date | None, date],
    *,
    year: int | None,
    scope: Coverage,
    unit_line: Message,
) -> Result:
    """Make the schedule of the vouchers of some days."""
    only = Filter(year=year, first=days[0], last=days[1])
    listed = book.ledger.chosen(Side.DISBURSEMENT, only)
    return vouchers_report(
        (each for each in listed if scope.holds(line_of(each.entry), book.programs, book.places)),
        days=days,
        year=year,
        scope=scope,
        programs=book.programs,
        places=book.places,
        unit_line=unit_line,
    )
