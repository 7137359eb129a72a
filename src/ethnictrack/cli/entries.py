"""What `allocate` and `disburse` share: listing, showing, reversing, and saying what was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import typer

from ethnictrack.cli import options, values
from ethnictrack.cli.drafting import Words, kind_of
from ethnictrack.cli.grouping import Command
from ethnictrack.cli.say import Output, done, note, show
from ethnictrack.cli.session import can_ask, reading, session_of, writing
from ethnictrack.cli.spreading import spread
from ethnictrack.cli.words import in_words
from ethnictrack.domain.errors.entries import UnknownEntryError
from ethnictrack.domain.kinds import Capital, Side, Source
from ethnictrack.domain.listing import Filter
from ethnictrack.domain.place import Places
from ethnictrack.domain.program import Programs
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.entries import entries, entry, entry_data
from ethnictrack.reports.hedges import exact_money

if TYPE_CHECKING:
    from ethnictrack.actions.ledger import Recorded, Recorder
    from ethnictrack.store.opening import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The filters of a list, as typed."""

    program: options.ProgramFilter = None
    place: options.PlaceFilter = None
    year: options.Year = None
    plan_year: options.PlanYear = None
    capital: options.CapitalFilter = None
    source: options.SourceFilter = None
    kind: str | None = None
    first: options.From = None
    last: options.To = None
    voucher: str | None = None
    search: options.Search = None
    batch: options.Batch = None
    limit: options.Limit = None
    offset: options.Offset = None

    def read(self, side: Side, programs: Programs, places: Places, today: date) -> Filter:
        """Turn the words into conditions. Raises: UnknownCodeError and refusals of values."""
        program = programs.find(self.program) if self.program else None
        found = places.matches(self.place) if self.place else []
        if self.place and not found:
            places.find(self.place)
        return Filter(
            programs=frozenset(programs.family(program.id)) if program else None,
            places=frozenset(n for each in found for n in places.family(each.id))
            if self.place
            else None,
            year=values.year(self.year),
            plan_year=values.year(self.plan_year),
            capital=values.choice_or_none("--capital", self.capital, Capital),
            source=values.choice_or_none("--source", self.source, Source),
            kind=None if self.kind is None else kind_of(side, self.kind),
            first=values.day(self.first, today),
            last=values.day(self.last, today),
            voucher=values.text("--voucher", self.voucher),
            search=values.text("--search", self.search),
            batch=values.whole_or_none("--batch", self.batch),
            limit=values.whole_or_none("--limit", self.limit),
            offset=values.whole("--offset", self.offset or "0"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAllocations(Chosen):
    """The filters of `allocate list`."""

    kind: options.AllocationKind = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDisbursements(Chosen):
    """The filters of `disburse list`."""

    kind: options.DisbursementKind = None
    voucher: options.Voucher = None


@contextmanager
def recording(context: typer.Context, *, dry_run: bool) -> Iterator[tuple[Book, Recorder]]:
    """Open the book for entries, with what records them.

    Rules and ledger are loaded first, which takes longer than to record: nobody has to wait for
    that in line.
    """
    from ethnictrack.actions.ledger import Recorder  # noqa: PLC0415 - no help page needs them
    from ethnictrack.store.opening import load_ledger  # noqa: PLC0415 - the store is heavy

    load_ledger()
    with writing(context, dry_run=dry_run) as book:
        yield book, Recorder(book, session_of(context).today)


def add_entry(
    context: typer.Context, side: Side, words: Words, *, as_json: bool, dry_run: bool
) -> None:
    """Record an entry; on a terminal, ask for what is missing."""
    session = session_of(context)
    if words.lacks(side) and can_ask(context):
        from ethnictrack.cli.ask.entry import ask_entry  # noqa: PLC0415 - only where someone types

        ask_entry(context, side, words)
    draft = words.draft(side, session.today)
    with recording(context, dry_run=dry_run) as (book, recorder):
        recorded = recorder.record(draft)
        told = tell(recorded, book.settings.all())
        (data,) = (entry_data(each, book.programs, book.places) for each in recorded.posted)
    for warning in recorded.warnings:
        note(warning)
    finish(told, data, as_json=as_json, dry_run=dry_run)


def list_entries(context: typer.Context, side: Side, chosen: Chosen, output: Output) -> None:
    """Print the entries of one side that meet every condition."""
    session = session_of(context)
    with reading(context) as book:
        wanted = chosen.read(side, book.programs, book.places, session.today)
        listed = list(book.ledger.chosen(side, wanted))
        result = entries(side, listed, book.programs, book.places)
    show(result, output, book=session.book)


def add_corrections(app: typer.Typer, side: Side) -> None:
    """Give a group its verbs `show` and `reverse`."""

    @app.command("show", cls=Command)
    @spread
    def show_(context: typer.Context, *, number: options.Identifier = None, output: Output) -> None:
        """Show one entry in full, its amount in words."""
        values.required(ID=number)
        wanted = values.whole("ID", number or "")
        with reading(context) as book:
            posted = book.ledger.get(wanted)
            if posted is None or posted.entry.side is not side:
                raise UnknownEntryError(entry=wanted)
            words = in_words(posted.entry.amount, book.settings.all())
            result = entry(posted, book.programs, book.places, words)
        show(result, output, book=session_of(context).book)

    @app.command(cls=Command)
    def reverse(
        context: typer.Context,
        number: options.Identifier = None,
        reason: options.Reason = None,
        date: options.On = None,
        as_json: options.Json = False,
        dry_run: options.DryRun = False,
    ) -> None:
        """Take an entry back by one of the opposite amount; both are kept.

        It takes effect on the day of the entry it corrects unless --date names another.
        """
        values.required(ID=number, **{"--reason": reason})
        wanted = values.whole("ID", number or "")
        why = values.text("--reason", reason) or ""
        day = values.day(date, session_of(context).today)
        with recording(context, dry_run=dry_run) as (book, recorder):
            recorded = recorder.reverse(side, wanted, reason=why, on=day)
            told = tell(recorded, book.settings.all())
            data = [entry_data(each, book.programs, book.places) for each in recorded.posted]
        finish(told, data[0] if len(data) == 1 else data, as_json=as_json, dry_run=dry_run)


_RECORDED = N_("Recorded as entry {entry}: {amount} ({words}).")
_REPEATED = N_("Nothing new: entry {entry} says the same: {amount} ({words}).")
_MARKED = N_("Entry {entry} goes beyond the plan and is marked: {reason}")
DRY = N_("This was a dry run: nothing was kept.")


def tell(recorded: Recorded, settings: Mapping[str, str]) -> list[Message]:
    """Say what the book now holds, the amount in full and in words."""
    said = []
    for each in recorded.posted:
        frame = _REPEATED if recorded.repeated else _RECORDED
        amount = exact_money(each.entry.amount, each.entry.qualifier)
        words = in_words(each.entry.amount, settings)
        said.append(frame.of(entry=each.id, amount=amount, words=words))
        if each.entry.over_plan:
            said.append(_MARKED.of(entry=each.id, reason=each.entry.over_plan))
    return said


def finish(told: list[Message], data: object, *, as_json: bool, dry_run: bool) -> None:
    """Print what was done, after it was kept."""
    if dry_run:
        note(DRY)
    done(told, data, as_json=as_json)
