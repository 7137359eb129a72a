"""Verbs of the book itself: what was before it, its years, its imports, its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnictrack.fields import entry
from ethnictrack.fields.entry import BATCH, LONG_REASON, REASON
from ethnictrack.fields.field import Field
from ethnictrack.fields.opening_figure import NUMBER, SAID
from ethnictrack.fields.types import NUMBERS, Given
from ethnictrack.i18n import N_
from ethnictrack.library.proof import LACKING, Proof
from ethnictrack.library.verbs import Said, Verb, Writing
from ethnictrack.nouns.settings import setting
from ethnictrack.services.opening_figure import add_opening, opening_of, reverse_opening
from ethnictrack.values.kinds import ClosingAction

if TYPE_CHECKING:
    from ethnictrack.ledger.opening_figure import KeptOpening
    from ethnictrack.nouns.batch import Batch

_YEAR = replace(entry.YEAR, option="YEAR", required=True)
_ON = replace(
    entry.DATE,
    name="on",
    option="--on",
    help=N_("Day on which the year was closed."),
    required=True,
)
_ANYWAY = replace(
    REASON,
    name="anyway",
    option="--anyway",
    metavar="REASON",
    help=N_("Close with something open, and why."),
    required=False,
)
_BATCH = replace(
    BATCH, option="BATCH", help=N_("Number of the import."), required=True, filter=None
)
_KEY = Field(name="key", type=Given(), label=N_("Setting"), required=True, option="KEY")
_VALUE = replace(_KEY, name="value", label=N_("Value"), option="VALUE")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearClosing:
    """That a budget year was closed or opened again.

    ``date`` is the day it was closed, ``reason`` why it is open again, or was closed with something
    open; ``copy`` is the book as it was before, beside it.
    """

    year: int
    action: ClosingAction
    date: date | None = None
    reason: str | None = None
    copy: Path | None = None


def _opening_back(at: Writing, said: Said) -> KeptOpening:
    kept, warnings = reverse_opening(at.book, said["id"], reason=said["reason"])
    at.warnings.extend(warnings)
    return kept


def _close(at: Writing, said: Said) -> YearClosing:
    from ethnictrack.services.closing import close_year  # noqa: PLC0415 - it needs every rule

    year, on = said["year"], said["on"]
    warnings = close_year(at.book, year, on=on, today=at.today, anyway=said.get("anyway"))
    at.warnings.extend(warnings)
    return YearClosing(
        year=year,
        action=ClosingAction.CLOSE,
        date=on,
        reason=at.book.closings.anyway(year),
        copy=_copied(at, year),
    )


def _copied(at: Writing, year: int) -> Path | None:
    """Copy the book as it was before beside itself, and prove that; a server has its own tools."""
    from ethnictrack.book.copy import copy_proved, name_beside  # noqa: PLC0415 - heavy

    if not isinstance(at.place, Path):
        return None
    copy = name_beside(at.place, f"before-closing-{year}", at.signature.at)
    lacking = copy_proved(at.place, copy, Proof(at.place).file, keep=not at.dry_run)
    if lacking:
        at.warnings.append(LACKING.of(names=lacking))
    return copy


def _reopen(at: Writing, said: Said) -> YearClosing:
    from ethnictrack.services.closing import reopen_year  # noqa: PLC0415 - as above

    reopen_year(at.book, said["year"], said["reason"])
    return YearClosing(year=said["year"], action=ClosingAction.REOPEN, reason=said["reason"])


def _undo(at: Writing, said: Said) -> Batch:
    from ethnictrack.services.importing.undo import undo_batch  # noqa: PLC0415 - for this verb alone

    return undo_batch(at.book, said["batch"], reason=said["reason"], today=at.today)


def _set(at: Writing, said: Said) -> str:
    value = setting(said["key"]).read(said["value"])
    at.book.settings.put(said["key"], value)
    return value


add_opening_figure = Verb(
    "opening",
    (*SAID, NUMBERS),
    lambda at, said: add_opening(at.book, opening_of(at.book, said), at.today),
)
reverse_opening_figure = Verb("opening reverse", (NUMBER, REASON), _opening_back)
close = Verb("close", (_YEAR, _ON, _ANYWAY), _close)
reopen = Verb("reopen", (_YEAR, REASON), _reopen)
undo = Verb("undo", (_BATCH, LONG_REASON), _undo)
settings = Verb("settings", (_KEY, _VALUE), _set)
VERBS: tuple[Verb[Any], ...] = (
    add_opening_figure,
    reverse_opening_figure,
    close,
    reopen,
    undo,
    settings,
)
