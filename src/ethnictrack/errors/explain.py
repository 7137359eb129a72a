"""Refusals about figures that cannot be explained because it is not clear what is meant."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, UsageError


class UnknownFigureError(UsageError):
    given: str
    near: tuple[str, ...]
    code = "explain-unknown"
    text = N_("No report shows “{given}”.")
    remedy = N_(
        "Type a programme, place, month, inspection or activity as reports print it, or the number "
        "of an entry; behind it a column, if you like, as in `CT135 paid`. Columns of forms are "
        "`inspections:1` to 18, `petitions:1` to 29, and `settlement:CT135:6` to 24."
    )
    again = (HELP,)

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        return super().advice()


class ManyReadingsError(UsageError):
    given: str
    found: tuple[Message, ...]
    code = "explain-ambiguous"
    text = N_("“{given}” reads several ways: {found}.")
    remedy = N_("Type one of these, as it is written here before its name.")


class UnknownColumnError(UsageError):
    given: str
    known: tuple[Message, ...]
    code = "explain-column"
    text = N_("{given} has no such column.")
    remedy = N_("Its columns are: {known}.")
