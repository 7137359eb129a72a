"""`ethnictrack disburse`: payments, and what is expected to be paid up to a day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, listed, show
from ethnictrack.cli.shell.session import keep, reading, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, taking, verb_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.estimates import estimate_data
from ethnictrack.reports.estimates import estimates as estimate_list
from ethnictrack.values.kinds import Side

if TYPE_CHECKING:
    from ethnictrack.library import Book, Estimate

_KEPT = N_("{program}: {amount} đồng is expected to be disbursed up to {until}.")


def _told(book: Book, kept: Estimate, _: object) -> tuple[Message, object]:
    program = book.programs[kept.line.program].code
    told = _KEPT.of(program=program, amount=kept.amount.value, until=kept.until)
    return told, estimate_data(kept, book.programs, book.places)


def _add_estimates(app: typer.Typer) -> None:
    """Give the group its verbs `estimate` and `estimates`."""
    from ethnictrack.library.verbs.entry import estimate as verb  # noqa: PLC0415 - a payment needs no other verb

    @verb_of(app)
    @taking(words=Annotated[Words, options_of(verb.takes)])
    def estimate(context: typer.Context, words: Words, ending: options.Ending) -> None:
        """Record what is expected to be paid up to a day.

        The newest of a line and day counts.

        `report month` prints what is expected by 31/12 and 31/01.
        """
        keep(context, verb, words, ending, _told)

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
