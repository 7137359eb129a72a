"""What `allocate` and `disburse` share: listing, showing, reversing, and saying what was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import options_of, spread
from ethnictrack.cli.shell.output import Output, finish, gathered, note, show
from ethnictrack.cli.shell.session import can_ask, reading, session_of, writing
from ethnictrack.errors.entries import UnknownPaymentError, UnknownPlanError
from ethnictrack.fields.entry import DATE
from ethnictrack.fields.reading import NUMBERS, Words, lacking
from ethnictrack.i18n import N_, Message
from ethnictrack.library.entry_words import (
    NUMBER,
    REASON,
    TRANSFER,
    asked_of,
    draft_of,
    filter_of,
    filters_of,
)
from ethnictrack.nouns.settings import in_words
from ethnictrack.render import STREAMED
from ethnictrack.reports.entries import entries, entry, entry_data, streamed
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.kinds import Side

if TYPE_CHECKING:
    from ethnictrack.library import Book, Recorded, Recorder

AllocationWords = Annotated[Words, options_of((*asked_of(Side.ALLOCATION), NUMBERS))]
DisbursementWords = Annotated[Words, options_of((*asked_of(Side.DISBURSEMENT), NUMBERS))]
TransferWords = Annotated[Words, options_of((*TRANSFER, NUMBERS))]
AllocationFilters = Annotated[Words, options_of(filters_of(Side.ALLOCATION))]
DisbursementFilters = Annotated[Words, options_of(filters_of(Side.DISBURSEMENT))]
Number = Annotated[int, NUMBER]
Reason = Annotated[str, REASON]
On = Annotated[date | None, DATE]


@contextmanager
def recording(context: typer.Context, *, dry_run: bool) -> Iterator[tuple[Book, Recorder]]:
    """Open the book for entries, with what records them.

    Rules and ledger are loaded first, which takes longer than to record: nobody has to wait for
    that in line.
    """
    from ethnictrack.library import Recorder, load_ledger  # noqa: PLC0415 - the store is heavy

    load_ledger()
    with writing(context, dry_run=dry_run) as book:
        yield book, Recorder(book, session_of(context).today)


def add_entry(
    context: typer.Context, side: Side, words: Words, *, as_json: bool, dry_run: bool
) -> None:
    """Record an entry; on a terminal, ask for what is missing."""
    session = session_of(context)
    if lacking(asked_of(side), words) and can_ask(context):
        from ethnictrack.cli.prompts.entry import ask_entry  # noqa: PLC0415 - only where someone types

        ask_entry(context, side, words)
    draft = draft_of(side, words, session.today)
    with recording(context, dry_run=dry_run) as (book, recorder):
        recorded = recorder.record(draft)
        told = tell(recorded, book.settings.all())
        (data,) = (entry_data(each, book.programs, book.places) for each in recorded.posted)
    for warning in recorded.warnings:
        note(warning)
    finish(told, data, as_json=as_json, dry_run=dry_run)


def list_entries(
    context: typer.Context, side: Side, chosen: Words, output: Output, *, over_plan: bool = False
) -> None:
    """Print the entries of one side that meet every condition."""
    session = session_of(context)
    with reading(context) as book:
        wanted = filter_of(side, chosen, book.programs, book.places, session.today)
        listed = book.ledger.chosen(side, replace(wanted, over_plan=over_plan))
        result = (
            gathered(streamed(side, listed, book.programs, book.places), output)
            if output.chosen() in STREAMED
            else entries(side, listed, book.programs, book.places)
        )
    show(result, output, book=session.book)


def add_corrections(app: typer.Typer, side: Side) -> None:
    """Give a group its verbs `show` and `reverse`."""

    @app.command("show", cls=Command)
    @spread
    def show_(context: typer.Context, *, number: Number, output: Output) -> None:
        """Show one entry in full, its amount in words."""
        with reading(context) as book:
            posted = book.ledger.get(number)
            if posted is None or posted.entry.side is not side:
                raise (UnknownPlanError if side is Side.ALLOCATION else UnknownPaymentError)(
                    entry=number
                )
            words = in_words(posted.entry.signed, book.settings.all())
            result = entry(posted, book.programs, book.places, words)
        show(result, output, book=session_of(context).book)

    @app.command(cls=Command)
    @spread
    def reverse(
        context: typer.Context,
        *,
        number: Number,
        reason: Reason,
        date: On,
        as_json: options.Json = False,
        dry_run: options.DryRun = False,
    ) -> None:
        """Take an entry back by its opposite; both are kept.

        It takes effect on the day of the entry it corrects unless --date names another.
        """
        with recording(context, dry_run=dry_run) as (book, recorder):
            recorded = recorder.reverse(side, number, reason=reason, on=date)
            told = tell(recorded, book.settings.all())
            data = [entry_data(each, book.programs, book.places) for each in recorded.posted]
        for warning in recorded.warnings:
            note(warning)
        finish(told, data[0] if len(data) == 1 else data, as_json=as_json, dry_run=dry_run)


_RECORDED = N_("Recorded as entry {entry}: {amount} ({words}).")
_REPEATED = N_("Nothing new: entry {entry} says the same: {amount} ({words}).")
_MARKED = N_("Entry {entry} goes beyond the plan and is marked: {reason}")


def tell(recorded: Recorded, settings: Mapping[str, str]) -> list[Message]:
    """Say what the book now holds, the amount in full and in words."""
    said = []
    for each in recorded.posted:
        frame = _REPEATED if recorded.repeated else _RECORDED
        amount = exact_money(each.entry.signed, each.entry.qualifier)
        words = in_words(each.entry.signed, settings)
        said.append(frame.of(entry=each.id, amount=amount, words=words))
        if each.entry.over_plan:
            said.append(_MARKED.of(entry=each.id, reason=each.entry.over_plan))
    return said
