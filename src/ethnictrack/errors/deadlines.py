"""Refusals about the days that law sets."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.refusal import BookError


class AfterDeadlineError(BookError):
    """Money that moves after the last day that law sets, in a book that is strict about it."""

    what: Message
    date: dt.date
    last: dt.date
    law: str
    code: ClassVar[str] = "after-deadline"
    about: ClassVar[tuple[str, ...]] = ("date",)
    text: ClassVar[Message] = N_("{date} is after {last}, the last day for {what} ({law}).")
    remedy: ClassVar[Message] = N_(
        "Correct the date. `ethnictrack book settings strict-deadlines off` makes it a warning."
    )
