"""Refusals about what keeps a book trustworthy: checkpoints, closed years, copies."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ethnictrack.domain.errors.base import BookError, UsageError
from ethnictrack.i18n import N_, Message


class CheckpointFormError(UsageError):
    """Something that is no checkpoint."""

    given: str
    code: ClassVar[str] = "checkpoint-form"
    text: ClassVar[Message] = N_("“{given}” is no checkpoint.")
    hint: ClassVar[Message] = N_(
        "Copy it from the last line of a report: four groups of five characters, and a number."
    )


class YearClosedError(BookError):
    """An entry of a budget year that was closed, or a second closing."""

    year: int
    date: dt.date
    code: ClassVar[str] = "year-closed"
    text: ClassVar[Message] = N_(
        "The budget year {year} was closed on {date}; it takes no more entries."
    )
    hint: ClassVar[Message] = N_(
        "Correct it by an adjusting entry of an open year, with --plan-year {year} and a note. "
        "Only `ethnictrack book reopen {year} --reason TEXT` opens the year itself again."
    )


class YearOpenError(BookError):
    """A year to be opened again that is open."""

    year: int
    code: ClassVar[str] = "year-open"
    text: ClassVar[Message] = N_("The budget year {year} is open.")
    hint: ClassVar[Message] = N_("`ethnictrack book info` lists the years that are closed.")
