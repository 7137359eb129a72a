"""What an official document needs besides its figures: the frame, the office's template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from ethnictrack.domain.activity import Remark, RemarkSection
from ethnictrack.domain.errors.usage import UnreadableFileError
from ethnictrack.domain.text import visible
from ethnictrack.i18n import N_
from ethnictrack.reports.letter import Letter

_SUBJECT = N_("Results of the work of {year} and tasks of {next}")
# Results are told by the figures; what the office adds to them is its own choice.
_TO_WRITE = tuple(each for each in RemarkSection if each is not RemarkSection.RESULTS)
_LARGEST = 20_000_000  # bytes of a template


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
