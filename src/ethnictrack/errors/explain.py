"""Refusals about figures that cannot be explained because it is not clear what is meant."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UsageError


class UnknownFigureError(UsageError):
    """Something that no report shows."""

    given: str
    near: tuple[str, ...]
    code: ClassVar[str] = "explain-unknown"
    text: ClassVar[Message] = N_("No report shows “{given}”.")
    remedy: ClassVar[Message] = N_(
        "Type a programme, place, month, inspection or activity as reports print it, or the number "
        "of an entry; behind it a column, if you like, as in `CT135 paid`. Columns of forms are "
        "`inspections:1` to 18, `petitions:1` to 29, and `settlement:CT135:6` to 24."
    )

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        return super().advice()


class ManyReadingsError(UsageError):
    """Something that reads several ways."""

    given: str
    found: tuple[Message, ...]
    code: ClassVar[str] = "explain-ambiguous"
    text: ClassVar[Message] = N_("“{given}” reads several ways: {found}.")
    remedy: ClassVar[Message] = N_("Type one of these, as it is written here before its name.")


class UnknownColumnError(UsageError):
    """A column that what was named does not have."""

    given: str
    known: tuple[Message, ...]
    code: ClassVar[str] = "explain-column"
    text: ClassVar[Message] = N_("{given} has no such column.")
    remedy: ClassVar[Message] = N_("Its columns are: {known}.")
