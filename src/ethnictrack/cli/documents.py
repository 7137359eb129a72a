"""What an official document needs besides its figures: the frame, the office's template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.actions.figures import outcomes
from ethnictrack.cli.asked import Asked
from ethnictrack.cli.words import in_words
from ethnictrack.domain.activity import Remark, RemarkSection
from ethnictrack.domain.errors.usage import UnreadableFileError
from ethnictrack.domain.settings import value_of
from ethnictrack.domain.text import visible
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.annual import AnnualFacts, annual
from ethnictrack.reports.letter import Letter
from ethnictrack.reports.table import Result

if TYPE_CHECKING:
    from ethnictrack.store.opening import Book

_SUBJECT = N_("Results of the work of {year} and tasks of {next}")
# Results are told by the figures; what the office adds to them is its own choice.
_TO_WRITE = tuple(each for each in RemarkSection if each is not RemarkSection.RESULTS)
_LARGEST = 20_000_000  # bytes of a template


def annual_of(
    book: Book, asked: Asked, days: tuple[date, date], unit_line: Message | None
) -> Result:
    """Make the annual report; ``days`` are today and the day of the document."""
    today, day = days
    found, settings = asked.figures(book, today, by_month=True), book.settings.all()
    remarks = book.activities.remarks(found.year)
    facts = AnnualFacts(
        figures=found,
        outcomes=outcomes(book, year=found.year, as_of=found.as_of),
        dossiers=book.inspections.dossiers(),
        remarks=remarks,
        office=value_of(settings, "office") or None,
        letter=letter_of(settings, found.year, day, remarks),
        unit_line=unit_line,
        total_in_words=in_words(found.total().paid, settings),
    )
    return annual(facts)


def letter_of(
    settings: Mapping[str, str], year: int, day: date, remarks: Iterable[Remark]
) -> Letter:
    """Return the frame of the annual report."""
    written = {each.section for each in remarks}
    return Letter(
        subject=_SUBJECT.of(year=str(year), next=str(year + 1)),
        day=day,
        settings=settings,
        unwritten=tuple(each for each in _TO_WRITE if each not in written),
    )


def read_template(name: str) -> bytes:
    """Return the office's own template. Raises: UnreadableFileError."""
    try:
        with Path(name).open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError):
        raise UnreadableFileError(given=visible(name)) from None
