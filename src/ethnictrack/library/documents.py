"""The annual report: its figures, and the frame of an official document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.library.questions import Question
from ethnictrack.nouns.activity import Remark, RemarkSection
from ethnictrack.nouns.settings import in_words, value_of
from ethnictrack.reports.annual import AnnualFacts, annual
from ethnictrack.reports.letter import Letter
from ethnictrack.reports.table import Result
from ethnictrack.services.figures import outcomes
from ethnictrack.year.period import Period, named_next, named_period

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_SUBJECT_OF_PERIOD = N_("Results of the work of {period} and tasks of {next}")
_SUBJECT = N_("Results of the work of {year} and tasks of {next}")
# Results are told by the figures; what the office adds to them is its own choice.
_TO_WRITE = tuple(each for each in RemarkSection if each is not RemarkSection.RESULTS)


def annual_of(book: Book, asked: Question, unit_line: Message | None) -> Result:
    """Make the annual report, whose day is the one asked for, else today."""
    found, settings = asked.figures(book, by_month=True, by_place=False), book.settings.all()
    remarks = book.activities.remarks(found.year)
    subject = _subject(asked.period, found.year)
    facts = AnnualFacts(
        figures=found,
        outcomes=outcomes(book, year=found.year, as_of=found.as_of),
        dossiers=book.inspections.dossiers(),
        remarks=remarks,
        office=value_of(settings, "office") or None,
        letter=letter_of(settings, subject, asked.date or asked.today, remarks),
        unit_line=unit_line,
        total_in_words=in_words(found.total().paid, settings),
        period=asked.period,
    )
    return annual(facts)


def _subject(period: Period | None, year: int) -> Message:
    """Say what the report is about, and of when the tasks are."""
    if period is None or period is Period.YEAR:
        return _SUBJECT.of(year=str(year), next=str(year + 1))
    return _SUBJECT_OF_PERIOD.of(period=named_period(period, year), next=named_next(period, year))


def letter_of(
    settings: Mapping[str, str], subject: Message, day: date, remarks: Iterable[Remark]
) -> Letter:
    """Return the frame of the annual report."""
    written = {each.section for each in remarks}
    return Letter(
        subject=subject,
        day=day,
        settings=settings,
        unwritten=tuple(each for each in _TO_WRITE if each not in written),
    )
