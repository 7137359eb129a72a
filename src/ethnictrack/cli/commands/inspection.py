"""`ethnictrack inspect`: inspections, findings, recoveries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.cli.commands.attachments import add_files
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, listed, show
from ethnictrack.cli.shell.session import can_ask, keep, reading, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.field import as_filters
from ethnictrack.fields.inspection import FOUND, LISTED
from ethnictrack.fields.types import Words, lacking
from ethnictrack.i18n import N_, Message
from ethnictrack.library.narrowing import Narrowing
from ethnictrack.library.verbs import inspection as verbs
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.inspection import Dossier
from ethnictrack.reports.inspections import inspection_data, inspection_list, inspection_show
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.amounts import Amount

if TYPE_CHECKING:
    from ethnictrack.library import Book
    from ethnictrack.library.verbs import Verb

app = new_group(
    "Inspections, findings and recoveries.", partial(add_import, noun=BatchNoun.INSPECT)
)


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.add.takes, own_form=True)],
    ending: options.Ending,
) -> None:
    """Register an inspection. On a terminal, what is missing is asked for."""
    if lacking(verbs.add.takes, words) and can_ask(context):
        from ethnictrack.cli.prompts.inspection import ask_inspection  # noqa: PLC0415

        ask_inspection(context, words)
    told = N_("Inspection {code} is registered: {title}.")
    _keep(
        context,
        verbs.add,
        words,
        ending,
        lambda of, _: told.of(code=_code(of), title=of.inspection.name),
    )


@verb_of(app)
def stage(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.stage.takes)],
    ending: options.Ending,
) -> None:
    """Record a stage that was reached; going back needs --reason."""
    told = N_("Inspection {code} has reached: {stage} ({date}).")
    _keep(
        context,
        verbs.stage,
        words,
        ending,
        lambda of, said: told.of(code=_code(of), stage=said["stage"].label, date=said["date"]),
    )


@verb_of(app)
def finding(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.finding.takes)],
    ending: options.Ending,
) -> None:
    """Record money an inspection objects to."""
    told = N_("Finding {number} of {code}: {amount}.")
    _keep(
        context,
        verbs.finding,
        words,
        ending,
        lambda of, said: told.of(
            number=len(of.findings), code=_code(of), amount=_exact(said["amount"])
        ),
    )


@verb_of(app)
def recover(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.recover.takes, own_form=True)],
    ending: options.Ending,
) -> None:
    """Record money that came back. On a terminal, what is missing is asked for."""
    if lacking(verbs.recover.takes, words) and can_ask(context):
        from ethnictrack.cli.prompts.inspection import ask_recovery  # noqa: PLC0415

        ask_recovery(context, words)
    told = N_("Recovery {number} of {code}: {amount}; {outstanding} đồng is still owed.")
    _keep(
        context,
        verbs.recover,
        words,
        ending,
        lambda of, said: told.of(
            number=of.recoveries[-1].id,
            code=_code(of),
            amount=_exact(said["amount"]),
            outstanding=of.outstanding.value,
        ),
    )


@verb_of(app)
def reverse(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.reverse.takes)],
    ending: options.Ending,
) -> None:
    """Take a recovery back; both are kept."""
    told = N_("Recovery {number} of {code} is taken back.")
    _keep(
        context,
        verbs.reverse,
        words,
        ending,
        lambda of, said: told.of(number=said["id"], code=_code(of)),
    )


def _code(of: Dossier) -> str:
    return of.inspection.code


def _exact(amount: Amount) -> Message:
    return exact_money(amount.dong, amount.qualifier)


def _keep(
    context: typer.Context,
    verb: Verb[Dossier],
    words: Words,
    ending: options.Ending,
    tell: Callable[[Dossier, Mapping[str, Any]], Message],
) -> None:
    """Do one thing to an inspection, then say what it is now."""

    def told(book: Book, of: Dossier, said: Mapping[str, Any]) -> tuple[Message, object]:
        data = inspection_data(of, book.programs, book.places)
        return tell(of, said), data

    keep(context, verb, words, ending, told)


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    chosen: Annotated[Words, options_of(as_filters(LISTED))],
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List the inspections with their stage and money."""
    session = session_of(context)
    only = Narrowing.of(LISTED, chosen, session.today)
    with reading(context) as book:
        found = only.among(book.inspections.dossiers(), book, session.today, Dossier.fact)
        every = inspection_list(found, book.programs, book.places, search)
        result = listed(every, output, book, session.today)
    show(result, output, book=session.book)


@verb_of(app, "show")
def show_(context: typer.Context, *, code: Annotated[str, FOUND], output: Output) -> None:
    """Show an inspection: stages, findings, recoveries."""
    with reading(context) as book:
        dossier = book.inspections.dossier(book.inspections.all().find(code))
        files = book.attachments.of("inspection", dossier.inspection.id)
        result = inspection_show(dossier, book.programs, book.places, files)
    show(result, output, book=session_of(context).book)


_INSPECTION = N_("inspection {code}")


def _owner(context: typer.Context, book: Book, code: str) -> tuple[str, int, Message]:
    """Return the inspection that is meant by its code, or the newest that who asks registered."""
    of = verbs.meant(book, code, session_of(context).actor)
    return "inspection", of.id, _INSPECTION.of(code=of.code)


add_files(app, verbs.attach, _owner)
