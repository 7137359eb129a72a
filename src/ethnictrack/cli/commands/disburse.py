"""`ethnictrack disburse`: payments."""

from __future__ import annotations

from functools import partial

import typer

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.entries import DisbursementWords
from ethnictrack.cli.commands.estimates import add_estimates
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.verbs import new_group, verb_of
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.values.kinds import Side

app = new_group(
    "Disbursements: what is paid.",
    partial(entries.add_shared, side=Side.DISBURSEMENT),
    add_estimates,
    partial(add_import, noun=BatchNoun.DISBURSE),
)


@verb_of(app)
def add(context: typer.Context, words: DisbursementWords, ending: options.Ending) -> None:
    """Record money paid out, or taken back.

    A payment above the plan is refused unless --over-plan says why. A date in January needs
    --year. On a terminal, what is missing is asked for.
    """
    entries.add_entry(context, Side.DISBURSEMENT, words, ending)
