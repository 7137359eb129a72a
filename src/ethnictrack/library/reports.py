"""The reports there are: one line each says what it is asked and what makes it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.errors.usage import MissingValueError, MonthError
from ethnictrack.fields.collection import PERIOD
from ethnictrack.fields.statement import STATEMENT
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.listing import Filter
from ethnictrack.ledger.rules import line_of
from ethnictrack.library import questions as asks
from ethnictrack.library.questions import OF_ANY_YEAR, OF_YEAR, Order, Question, Report
from ethnictrack.nouns.activity import ActivitySection
from ethnictrack.nouns.settings import value_of
from ethnictrack.render.words import UNIT_LINES
from ethnictrack.reports.carryover import carryover
from ethnictrack.reports.compare import compare
from ethnictrack.reports.deadlines import COLLECTION, deadlines
from ethnictrack.reports.deadlines import STATEMENT as STATEMENT_OPEN
from ethnictrack.reports.disclosure import disclosure
from ethnictrack.reports.face import Face
from ethnictrack.reports.inspections import inspections
from ethnictrack.reports.month import MonthBy, month
from ethnictrack.reports.pace import pace
from ethnictrack.reports.payees import PaidTo, payees
from ethnictrack.reports.petitions import petitions
from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.rates import rates
from ethnictrack.reports.recommendations import recommendations
from ethnictrack.reports.settlement import settlement
from ethnictrack.reports.vouchers import vouchers
from ethnictrack.services import deadlines as ends
from ethnictrack.services import figures as sums
from ethnictrack.values.kinds import Capital, Side
from ethnictrack.values.money import ZERO, Dong, Scale
from ethnictrack.year.carryover import carry_over
from ethnictrack.year.figures import PlanBasis
from ethnictrack.year.month import MonthFigures
from ethnictrack.year.period import Period

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.reports.table import Result
    from ethnictrack.year.figures import Figures


_LEAST = 2  # years that can be compared
_OF_PLACES = frozenset({By.PLACE, By.DISTRICT})


def _rates(book: Book, asked: Question, scale: Scale) -> Result:
    by = asked.by or By.PROGRAM
    return rates(
        asked.figures(book, by_month=by in {By.MONTH, By.QUARTER}, by_place=by in _OF_PLACES),
        by=by,
        depth=asked.depth,
        sort_by_rate=asked.sort is Order.RATE,
        unit_line=UNIT_LINES[scale],
    )


def _annual(book: Book, asked: Question, scale: Scale) -> Result:
    from ethnictrack.library.documents import annual_of  # noqa: PLC0415 - no other report needs it

    return annual_of(book, asked, UNIT_LINES[scale])


def _compare(book: Book, asked: Question, scale: Scale) -> Result:
    by = asked.by or By.PROGRAM
    return compare(_every(book, asked), by=by, depth=asked.depth, unit_line=UNIT_LINES[scale])


def _every(book: Book, asked: Question) -> list[Figures]:
    """Return the figures of each year; a day that was asked for is that day of each.

    29 February is the 28th where there is none. Raises: MissingValueError for less than two years.
    """
    years, day = sorted(set(asked.years)), asked.as_of
    if len(years) < _LEAST:
        raise MissingValueError(names=("YEAR",) * (_LEAST - len(years)))
    days = (day and day + relativedelta(years=year - years[-1]) for year in years)
    by_place = asked.by in _OF_PLACES
    return [
        asked.of_another(year, on).figures(book, by_place=by_place)
        for year, on in zip(years, days, strict=True)
    ]


def _pace(book: Book, asked: Question, scale: Scale) -> Result:
    found = asked.figures(book, by_month=True, by_place=False)
    return pace(sums.year_before(book, found), UNIT_LINES[scale])


def _inspections(book: Book, asked: Question, scale: Scale) -> Result:
    year = asked.of_year(book)
    told = asked.told(year)
    as_of = min(asked.until(year), told.span.last) if told.period else asked.until(year)
    return inspections(
        book.inspections.dossiers(),
        year=year,
        as_of=as_of,
        programs=book.programs,
        places=book.places,
        scope=asked.scope(book, as_of),
        unit_line=UNIT_LINES[scale],
        told=told,
        office=value_of(book.settings.all(), "office"),
    )


def _petitions(book: Book, asked: Question, _scale: Scale) -> Result:
    face = _face(book, asked, None)
    told = asked.told(face.year)
    span = told.span if told.period else None
    if span is not None:
        face = replace(face, as_of=min(face.as_of, span.last))
    listed = sums.outcomes(
        book, year=face.year, as_of=face.as_of, section=ActivitySection.PETITIONS, span=span
    )
    return petitions(listed, face, told=told, office=value_of(book.settings.all(), "office"))


def _settlement(book: Book, asked: Question, scale: Scale) -> Result:
    year = asked.of_year(book)
    as_of = asked.until(year)
    scope = asked.scope(book, as_of)
    # The form is that of investment money; the recurrent is settled in the accounts of each unit.
    # Money of which nobody said which it is stays in sight: left out, it would be settled nowhere.
    if scope.capital is None:
        scope = replace(scope, capital=Capital.INVESTMENT, unsaid=True)
    found = sums.settlement(book, year=year, as_of=as_of, scope=scope, by_place=False)
    return settlement(found, UNIT_LINES[scale])


def _deadlines(book: Book, asked: Question, scale: Scale) -> Result:
    day = asked.on or asked.today
    found, owed = ends.deadlines(book, day), ends.recoveries(book, day)
    work = [
        *((COLLECTION, each) for each in ends.collections(book, day)),
        *((STATEMENT_OPEN, each) for each in ends.reconciliations(book, day)),
    ]
    return deadlines(found, owed, work, on=day, unit_line=UNIT_LINES[scale])


def _seals(book: Book, _asked: Question, _scale: Scale) -> Result:
    from ethnictrack.reports.seals import seal_list  # noqa: PLC0415 - no other report needs it

    return seal_list(book.seals.all())


def _reconcile(book: Book, asked: Question, scale: Scale) -> Result:
    from ethnictrack.library.verbs.statement import shown  # noqa: PLC0415 - as above
    from ethnictrack.reports.reconcile import reconcile  # noqa: PLC0415

    return reconcile(shown(book, asked.statement or 0)[0], UNIT_LINES[scale])


def _collect(book: Book, asked: Question, scale: Scale) -> Result:
    from ethnictrack.library.verbs.collection import merged_table  # noqa: PLC0415 - as above

    assert asked.collection is not None  # noqa: S101 - it is required
    return merged_table(book, asked.collection, UNIT_LINES[scale])


def _explain(book: Book, asked: Question, scale: Scale) -> Result:
    from ethnictrack.library.explained import explained  # noqa: PLC0415 - as above

    return explained(book, asked, scale)


def _diff(book: Book, asked: Question, scale: Scale) -> Result:
    from ethnictrack.library.difference import difference_of  # noqa: PLC0415 - as above

    return difference_of(book, asked, UNIT_LINES[scale])


def _month(book: Book, asked: Question, scale: Scale) -> Result:
    """Make the table of a month. Raises: MonthError, for one that is none of the budget year."""
    first = asked.month or asked.today
    year = asked.year or first.year
    if not (first.year == year or (first.year == year + 1 and first.month == 1)):
        raise MonthError(given=f"{first:%Y-%m}")
    as_of = min(asked.as_of or asked.today, first + relativedelta(months=1, days=-1))
    by = MonthBy(asked.by or MonthBy.PROGRAM)
    figures = sums.figures(
        book,
        year=year,
        as_of=as_of,
        basis=PlanBasis.WITH_CARRYOVER,
        scope=asked.scope(book, as_of),
        by_month=True,
        by_place=by is MonthBy.PLACE,
    )
    estimates = tuple(book.estimates.newest(year))
    of = MonthFigures(figures=figures, month=(first.year, first.month), estimates=estimates)
    return month(of, by=by, unit_line=UNIT_LINES[scale])


def _disclosure(book: Book, asked: Question, scale: Scale) -> Result:
    period = asked.period or Period.YEAR
    now = replace(asked, period=period).figures(book, by_month=True, by_place=False)
    before = sums.figures(
        book,
        year=now.year - 1,
        as_of=min(now.as_of - relativedelta(years=1), period.of(now.year - 1).last),
        basis=now.basis,
        scope=now.scope,
        by_month=True,
        by_place=False,
    )
    return disclosure(now, before, period, UNIT_LINES[scale])


def _carryover(book: Book, asked: Question, scale: Scale) -> Result:
    face = _face(book, asked, UNIT_LINES[scale])
    settled = sums.settlement(
        book, year=face.year, as_of=face.as_of, scope=face.scope, by_place=False
    )
    return carryover(carry_over(settled), settled, face.unit_line)


def _payees(book: Book, asked: Question, scale: Scale) -> Result:
    face = _face(book, asked, UNIT_LINES[scale])
    paid_to: defaultdict[str | None, tuple[int, Dong]] = defaultdict(lambda: (0, ZERO))
    for line, paid in book.figures.paid_to(face.year, face.as_of):
        if face.scope.holds(line, book.programs, book.places):
            entries, disbursed = paid_to[paid.payee]
            paid_to[paid.payee] = entries + paid.entries, disbursed + paid.disbursed
    return payees((PaidTo(payee, *each) for payee, each in paid_to.items()), face)


def _recommendations(book: Book, asked: Question, scale: Scale) -> Result:
    face = _face(book, asked, UNIT_LINES[scale])
    return recommendations(book.inspections.dossiers(), face)


def _vouchers(book: Book, asked: Question, scale: Scale) -> Result:
    programs, places = book.programs, book.places
    last = asked.last or asked.as_of or asked.today
    scope = asked.scope(book, last)
    only = Filter(year=asked.year, first=asked.first, last=last)
    listed = book.ledger.chosen(Side.DISBURSEMENT, only)
    return vouchers(
        (each for each in listed if scope.holds(line_of(each.entry), programs, places)),
        days=(asked.first, last),
        year=asked.year,
        scope=scope,
        programs=programs,
        places=places,
        unit_line=UNIT_LINES[scale],
    )


def _face(book: Book, asked: Question, unit_line: Message | None) -> Face:
    """Return what a report of a year states on its face."""
    year = asked.of_year(book)
    as_of = asked.until(year)
    return Face(
        year=year,
        as_of=as_of,
        scope=asked.scope(book, as_of),
        programs=book.programs,
        places=book.places,
        unit_line=unit_line,
    )


_OF_PART = (*OF_YEAR, asks.PERIOD, asks.CALENDAR)
_OF_BOOKS = (asks.BY_OF_BOOKS, asks.BOOKS)
_NO_MONEY = ("basis", "capital", "source")
_REPORTS = (
    Report(
        "rates",
        N_(
            "Print what is planned, paid and left. The rate is the share of the plan that is "
            "paid.\n\n"
            "Money without a plan is part of no rate. Without --year: the latest year with "
            "entries."
        ),
        (asks.BY, asks.DEPTH, asks.SORT, *OF_ANY_YEAR, asks.BOOKS),
        _rates,
    ),
    Report(
        "annual",
        N_(
            "Print the year-end report. Its tables are in the unit asked for, its prose in any.\n\n"
            "As docx it is the official document; --date is its day, by default today. --period "
            "makes the report of a quarter, of 6 or 9 months, up to its last day."
        ),
        (*OF_YEAR, asks.DATE, asks.PERIOD, *_OF_BOOKS),
        _annual,
        adds=_rates,
    ),
    Report(
        "inspections",
        N_(
            "Print the inspections of a year, and form 01/TTr. Stages and money are those of the "
            "day.\n\n"
            "With --period they are those of a part of the year from 15 December to 14 December, "
            "as they are reported; without it, of the calendar year. The form counts the office's "
            "own; those of other bodies are followed up."
        ),
        _OF_PART,
        _inspections,
        _NO_MONEY,
    ),
    Report(
        "compare",
        N_(
            "Print several years side by side, and how rates changed.\n\n"
            "With --as-of, the day as it falls in the last year, every year is taken up to that "
            "day of it."
        ),
        (asks.YEARS, *asks.SHARED, asks.BY_COMPARED, asks.DEPTH),
        _compare,
    ),
    Report(
        "pace",
        N_(
            "Print how payments keep up with the year, month by month.\n\n"
            "Points behind are the share of the year gone less the share of the plan disbursed. "
            "With them come what is needed to reach 100 %, the lines furthest behind, and the "
            "year before."
        ),
        OF_YEAR,
        _pace,
    ),
    Report(
        "petitions",
        N_(
            "Print how many citizens were received, and form 01/TCD.\n\n"
            "An activity of the section petitions counts by its unit in the totals of visits, "
            "persons or cases; one with a code such as TCD-4, in the column of that number. Zeros "
            "are printed."
        ),
        _OF_PART,
        _petitions,
        (*_NO_MONEY, "program", "place", "unit"),
    ),
    Report(
        "settlement",
        N_(
            "Print the settlement of a year, in the form's 24 columns.\n\n"
            "Every formula of the form is checked on each row. What is neither paid, carried over "
            "nor cancelled is named."
        ),
        (*OF_YEAR, *_OF_BOOKS),
        _settlement,
        ("basis",),
        N_("The settlement has both plans in columns of their own: --basis changes nothing here."),
    ),
    Report(
        "month",
        N_(
            "Print the table of a month: plan, paid, expected.\n\n"
            "What is paid stands before the month and in it; expected is what estimates say.\n\n"
            "With --year, January is that of the settlement of the year before it. Blocks follow "
            "for each source and type of capital."
        ),
        (asks.MONTH, asks.BY_OF_MONTH, *OF_ANY_YEAR, asks.BOOKS),
        _month,
        ("basis",),
    ),
    Report(
        "disclosure",
        N_(
            "Print what is made public of a period's payments.\n\n"
            "Beside the plan of the year stands the same period a year before.\n\n"
            "The period is the year unless --period says another."
        ),
        (*OF_YEAR, asks.PERIOD, *_OF_BOOKS),
        _disclosure,
    ),
    Report(
        "carryover",
        N_(
            "Print what a year had, used and carries over.\n\n"
            "The columns are those of form 04-SDKP/ĐVDT (20f)."
        ),
        (*OF_YEAR, *_OF_BOOKS),
        _carryover,
        ("basis",),
    ),
    Report(
        "payees",
        N_("Print who was paid in a year, the most first."),
        OF_YEAR,
        _payees,
        ("basis",),
    ),
    Report(
        "recommendations",
        N_(
            "Print what was recommended, done of it, and is left.\n\n"
            "Recommended by audit, inspection and check-ups: recovery, reduction of the "
            "settlement, other."
        ),
        OF_YEAR,
        _recommendations,
        _NO_MONEY,
    ),
    Report(
        "vouchers",
        N_("Print the vouchers of some days, to be signed."),
        (asks.FIRST, asks.LAST, *OF_ANY_YEAR),
        _vouchers,
        ("basis",),
    ),
    Report(
        "reconcile",
        N_(
            "Print the record of a reconciliation, to be signed.\n\n"
            "Both sides sign it, treasury and unit: sums by programme, capital and source, and "
            "every difference with its reason."
        ),
        (STATEMENT, asks.UNIT, asks.DECIMALS),
        _reconcile,
        exact=True,
    ),
    Report(
        "collect",
        N_(
            "Print what units report for a period, in one table.\n\n"
            "By unit, programme, capital and source, against the period before, the book and the "
            "treasury."
        ),
        (PERIOD, asks.UNIT, asks.DECIMALS),
        _collect,
    ),
    Report(
        "seals", N_("List the reports that were sealed, oldest first."), (), _seals, proved=False
    ),
    Report(
        "diff",
        N_(
            "Compare two sealed reports.\n\n"
            "Says which figures moved, and which entries moved them. With one: against the book "
            "of today."
        ),
        (asks.SEAL, asks.OTHER_SEAL, asks.UNIT, asks.DECIMALS),
        _diff,
    ),
    Report(
        "explain",
        N_(
            "Show the entries a figure is made of.\n\n"
            "WHAT is a programme, place, class, month or total as reports print it, the number of "
            "an entry, the code of an inspection or counted activity, or a column of a form: "
            'CT135, "CT135 remaining", 2021-11, 12, TT-01, inspections:8, petitions:4, '
            "settlement:CT135:17."
        ),
        (asks.WHAT, asks.BY_MEANT, *OF_ANY_YEAR),
        _explain,
    ),
    Report(
        "deadlines",
        N_(
            "Print what ends within 60 days, and by which law.\n\n"
            "With it comes what the book still has open for it. -O ics writes a calendar. Public "
            "holidays are not known: a day that falls on one may move."
        ),
        (asks.ON, asks.UNIT),
        _deadlines,
        proved=False,
        calendar=True,
    ),
)
REPORTS = {each.name: each for each in _REPORTS}
