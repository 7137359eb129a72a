"""The book itself: what it is, what is set, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack import __version__
from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.i18n import N_
from ethnictrack.nouns.settings import SETTINGS
from ethnictrack.reports.table import (
    Column,
    Document,
    Result,
    Stream,
    Table,
    Unit,
    cells_by,
    field_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from ethnictrack.audit.log import LogEntry
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Cell

_SETTINGS: tuple[Column[tuple[str, str]], ...] = (
    Column("name", N_("Setting"), Unit.CODE, lambda of: of[0]),
    Column("value", N_("Value"), of=lambda of: of[1] or None, lines=True),
    Column("about", N_("What it is for"), of=lambda of: SETTINGS[of[0]].about),
)
_SHOWN = 3  # rows of one command a list names; the JSON has all of them
_TOLD = 300  # characters of a value


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFacts:
    """What `book info` tells; ``head`` is the number and hash of the newest record of the log."""

    path: str
    revision: int
    size: int
    counts: Mapping[str, int]
    ends: tuple[date, date] | None
    years: tuple[int, ...]  # of the entries
    years_closed: tuple[int, ...]
    head: tuple[int, str]
    last_backup: datetime | None = None  # by the calendar, with --keep

    @property
    def years_open(self) -> tuple[int, ...]:
        """The years with entries that still take more."""
        return tuple(each for each in self.years if each not in self.years_closed)


def info_page(facts: BookFacts) -> Result:
    """Show what the book is."""
    first, last = facts.ends or (None, None)
    fields: list[tuple[Message, Cell]] = [
        (N_("Path"), facts.path),
        (N_("Revision"), str(facts.revision)),
        (N_("Version of the program"), __version__),
        (N_("Size in bytes"), facts.size),
        *((COUNTED[name], number) for name, number in facts.counts.items() if name in COUNTED),
        (N_("First entry"), first and N_("{date}").of(date=first)),
        (N_("Last entry"), last and N_("{date}").of(date=last)),
        (N_("Budget years open"), _listed(facts.years_open)),
        (N_("Budget years closed"), _listed(facts.years_closed)),
        (N_("Records of the log"), facts.head[0]),
        (N_("Seal of the newest record"), facts.head[1]),
        (N_("Checkpoint"), str(checkpoint(*facts.head))),
        (N_("Last backup"), facts.last_backup),
    ]
    data = {
        "path": facts.path,
        "revision": facts.revision,
        "version": __version__,
        "size": facts.size,
        "counts": dict(facts.counts),
        "first_entry": first,
        "last_entry": last,
        "years_open": list(facts.years_open),
        "years_closed": list(facts.years_closed),
        "log": {"seq": facts.head[0], "hash": facts.head[1]},
        "checkpoint": str(checkpoint(*facts.head)),
        "last_backup": facts.last_backup,
    }
    return Result(Document(N_("The book"), (field_table(fields),)), data)


def _listed(years: tuple[int, ...]) -> str | None:
    return ", ".join(map(str, years)) or None


COUNTED: Mapping[str, Message] = {
    "place": N_("Places"),
    "program": N_("Programmes"),
    "entry": N_("Entries"),
    "inspection": N_("Inspections"),
    "activity": N_("Activities"),
}


def setting_list(found: Mapping[str, str]) -> Result:
    """List settings with what they are for."""
    table = Table.of(_SETTINGS, found.items())
    return Result(Document(N_("Settings"), (table,)), dict(found))


def log_list(found: Iterable[LogEntry]) -> Result:
    """List what was done; JSON has every row with before and after."""
    kept = list(found)
    return Result(Document(N_("Log"), (log_table(kept),)), [_log_data(each) for each in kept])


def log_stream(found: Iterable[LogEntry]) -> Stream[LogEntry]:
    """List what was done for scripts, record by record as it is read."""
    return Stream(_LOG, found, cells_by(_LOG), _log_data)


def log_table(found: Iterable[LogEntry]) -> Table:
    """Return what was done as a table."""
    return Table.of(_LOG, found, empty=N_("Nothing was done."))


def _subjects(entry: LogEntry) -> Cell:
    named = ", ".join(each.subject for each in entry.changes[:_SHOWN])
    more = len(entry.changes) - _SHOWN
    return named if more <= 0 else N_("{named} and {count} more").of(named=named, count=more)


def _told(entry: LogEntry) -> Cell:
    """Say before and after of a change; of a new row, what it says."""
    parts = []
    for each in entry.changes[:1]:
        before = each.before or {}
        parts += [
            f"{name}: {_cut(before[name])} → {_cut(value)}"
            if name in before
            else f"{name}: {_cut(value)}"
            for name, value in each.after.items()
            if value is not None and not name.endswith("_key")
        ]
    return "; ".join(parts)


def _cut(value: object) -> str:
    """Write a value; of a long one, such as the figures of a sealed report, the beginning."""
    text = str(value)
    return text if len(text) <= _TOLD else f"{text[:_TOLD]}…"


_LOG: tuple[Column[LogEntry], ...] = (
    Column("seq", N_("No."), Unit.CODE, lambda of: of.seq),
    Column("at", N_("When"), Unit.MOMENT, lambda of: of.at),
    Column("actor", N_("Who"), of=lambda of: of.actor),
    Column("command", N_("Command"), Unit.CODE, lambda of: of.command),
    Column("what", N_("Object"), of=_subjects),
    Column("changes", N_("Before and after"), of=_told),
)


def _log_data(entry: LogEntry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "command": entry.command,
        "changes": [
            {
                "object": each.object,
                "id": each.id,
                "before": None if each.before is None else dict(each.before),
                "after": dict(each.after),
            }
            for each in entry.changes
        ],
        "hash": entry.hash,
    }
