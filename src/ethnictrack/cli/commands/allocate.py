"""`ethnictrack allocate`: plans."""

from __future__ import annotations

from functools import partial

import typer

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.carry import Cancel, CarryWords, carry_remainders
from ethnictrack.cli.commands.entries import TransferWords
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish
from ethnictrack.cli.shell.session import session_of
from ethnictrack.cli.shell.verbs import new_group, verb_of
from ethnictrack.library.entry_words import transfer_of
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.entries import entry_data
from ethnictrack.values.kinds import Side

app = new_group(
    "Plans: what is given, moved, carried or cancelled.",
    partial(entries.add_shared, side=Side.ALLOCATION),
    partial(add_import, noun=BatchNoun.ALLOCATE),
)
entries.add_add(app, Side.ALLOCATION)


@verb_of(app)
def transfer(context: typer.Context, words: TransferWords, ending: options.Ending) -> None:
    """Move plan from one line to another; the two entries net to zero."""
    draft, to, to_place = transfer_of(words, session_of(context).today)
    with entries.recording(context, dry_run=ending.dry_run) as (book, recorder):
        recorded = recorder.transfer(draft, to=to, to_place=to_place)
        told = entries.tell(recorded, book, recorder, dry_run=ending.dry_run)
        data = [entry_data(each, book.programs, book.places) for each in recorded.posted]
    finish(told, data, ending)


@verb_of(app)
def carry(
    context: typer.Context,
    *,
    words: CarryWords,
    cancel: Cancel = False,
    ending: options.Ending,
) -> None:
    """Carry what is left unpaid of a year into the next, or cancel it.

    Line by line, whatever year its plan is of: carried out of the old year and into the new one,
    or cancelled in the old one. Without --date: 31 December, and 1 January of the next year.
    """
    carry_remainders(context, words, cancel=cancel, ending=ending)
