"""What an official document needs besides its figures: the frame, the office's template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.cli.shell.amount_words import in_words
from ethnictrack.cli.shell.report_options import Asked
from ethnictrack.errors.files import LargeFileError, NoFileError, NotAFileError
from ethnictrack.errors.output import TemplateFileError, UnreadableTemplateError
from ethnictrack.errors.workbooks import OpenMarkError
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.outside import held
from ethnictrack.nouns.activity import Remark, RemarkSection
from ethnictrack.nouns.settings import value_of
from ethnictrack.reports.annual import AnnualFacts, annual
from ethnictrack.reports.letter import Letter
from ethnictrack.reports.table import Result
from ethnictrack.services.figures import outcomes
from ethnictrack.values.text import visible
from ethnictrack.year.period import Period, named_next, named_period

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_SUBJECT_OF_PERIOD = N_("Results of the work of {period} and tasks of {next}")
_SUBJECT = N_("Results of the work of {year} and tasks of {next}")
# Results are told by the figures; what the office adds to them is its own choice.
_TO_WRITE = tuple(each for each in RemarkSection if each is not RemarkSection.RESULTS)
_LARGEST = 20_000_000  # bytes of a template
_LARGE = N_("it has more than {limit} MB")
_NO_FILE = N_("it is a folder, a device or a pipe")


def annual_of(
    book: Book,
    asked: Asked,
    days: tuple[date, date],
    unit_line: Message | None,
    period: Period | None = None,
) -> Result:
    """Make the annual report; ``days`` are today and the day of the document."""
    today, day = days
    found = asked.figures(book, today, by_month=True, period=period)
    settings = book.settings.all()
    remarks = book.activities.remarks(found.year)
    facts = AnnualFacts(
        figures=found,
        outcomes=outcomes(book, year=found.year, as_of=found.as_of),
        dossiers=book.inspections.dossiers(),
        remarks=remarks,
        office=value_of(settings, "office") or None,
        letter=letter_of(settings, _subject(period, found.year), day, remarks),
        unit_line=unit_line,
        total_in_words=in_words(found.total().paid, settings),
        period=period,
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


def read_template(name: str) -> bytes:
    """Return the office's own template. Raises: UnreadableTemplateError, TemplateFileError."""
    try:
        outside = held(Path(name))
    except (NoFileError, OpenMarkError):
        raise UnreadableTemplateError(given=visible(name)) from None
    except (NotAFileError, LargeFileError):
        raise TemplateFileError(_NO_FILE) from None
    try:
        if outside.size > _LARGEST:
            raise TemplateFileError(_LARGE.of(limit=_LARGEST // 10**6))
        return b"".join(outside.chunks())
    finally:
        outside.close()
