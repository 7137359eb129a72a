"""`ethnictrack disburse`: payments, and what is expected to be paid up to a day."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, finish, listed, show
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields import entry
from ethnictrack.fields.types import Words, read_words
from ethnictrack.i18n import N_
from ethnictrack.library.estimates import add_estimate
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.estimates import estimate_data
from ethnictrack.reports.estimates import estimates as estimate_list
from ethnictrack.values.kinds import Side

_YEAR = replace(entry.YEAR, required=True, filter=None)
_UNTIL = replace(
    entry.DATE,
    name="until",
    option="--until",
    help=N_("Last day it is expected for, such as 31/12/2026."),
    required=True,
    filter=None,
)
_SAID = (entry.PROGRAM, entry.AMOUNT, _YEAR, _UNTIL, entry.PLACE, entry.CAPITAL, entry.SOURCE)
_KEPT = N_("{program}: {amount} đồng is expected to be disbursed up to {until}.")
Said = Annotated[Words, options_of(_SAID)]


def _add_estimates(app: typer.Typer) -> None:
    """Give the group its verbs `estimate` and `estimates`."""

    @verb_of(app)
    def estimate(context: typer.Context, words: Said, ending: options.Ending) -> None:
        """Record what is expected to be paid up to a day.

        The newest of a line and day counts.

        `report month` prints what is expected by 31/12 and 31/01.
        """
        said = read_words(_SAID, words, session_of(context).today)
        with writing(context, dry_run=ending.dry_run) as book:
            kept = add_estimate(book, said)
            data = estimate_data(kept, book.programs, book.places)
            program = book.programs[kept.line.program].code
        told = _KEPT.of(program=program, amount=kept.amount.value, until=kept.until)
        finish([told], data, ending)

    @verb_of(app, "estimates")
    def estimates(context: typer.Context, *, output: ListOutput) -> None:
        """List what is expected to be paid up to a day."""
        with reading(context) as book:
            found = estimate_list(book.estimates.newest(), book.programs, book.places)
            result = listed(found, output, book, session_of(context).today)
        show(result, output, book=session_of(context).book)


app = new_group(
    "Disbursements: what is paid.",
    partial(entries.add_shared, side=Side.DISBURSEMENT),
    _add_estimates,
    partial(add_import, noun=BatchNoun.DISBURSE),
)
entries.add_add(app, Side.DISBURSEMENT)
