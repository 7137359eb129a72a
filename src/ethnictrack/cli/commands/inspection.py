"""`ethnictrack inspect`: inspections, findings, recoveries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.attachments import add_files
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, finish, listed
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import can_ask, reading, session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.entry import REASON
from ethnictrack.fields.inspection import (
    DATE,
    FINDING,
    FOUND,
    INSPECTION,
    NUMBER,
    REACHED,
    RECOVERY,
    YEAR,
    asked_of,
)
from ethnictrack.fields.types import NUMBERS, Words, is_last, lacking, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import (
    add_finding,
    add_inspection,
    inspection_of,
    reach_stage,
    reverse_recovery,
)
from ethnictrack.library import (
    recover as keep_recovery,
)
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.inspection import STAGE_NAMES, Dossier, StageEvent
from ethnictrack.reports.inspections import inspection_data, inspection_list, inspection_show
from ethnictrack.reports.qualifiers import exact_money

if TYPE_CHECKING:
    from ethnictrack.library import Book

app = new_group(
    "Inspections, findings and recoveries.", partial(add_import, noun=BatchNoun.INSPECT)
)

_STAGE = (FOUND, *REACHED)
_FINDING = (FOUND, *asked_of(FINDING), NUMBERS)
_RECOVERY = (FOUND, *asked_of(RECOVERY), NUMBERS)


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(INSPECTION, own_form=True)],
    ending: options.Ending,
) -> None:
    """Register an inspection. On a terminal, what is missing is asked for."""
    today = session_of(context).today
    if lacking(INSPECTION, words) and can_ask(context):
        from ethnictrack.cli.prompts.inspection import ask_inspection  # noqa: PLC0415

        ask_inspection(context, words)
    said = read_words(INSPECTION, words, today)
    told = N_("Inspection {code} is registered: {title}.")
    _write(
        context,
        lambda book: add_inspection(book, inspection_of(book, said, today)),
        lambda found: told.of(code=found.inspection.code, title=found.inspection.name),
        ending,
    )


@verb_of(app)
def stage(
    context: typer.Context,
    words: Annotated[Words, options_of(_STAGE)],
    ending: options.Ending,
) -> None:
    """Record a stage that was reached; going back needs --reason."""
    today = session_of(context).today
    said = read_words(_STAGE, words, today)
    code, event = said.pop("code"), StageEvent(**said)
    told = N_("Inspection {code} has reached: {stage} ({date}).")
    _write(
        context,
        lambda book: reach_stage(book, code, event, today),
        lambda found: told.of(
            code=found.inspection.code, stage=STAGE_NAMES[event.stage], date=event.date
        ),
        ending,
    )


@verb_of(app)
def finding(
    context: typer.Context,
    words: Annotated[Words, options_of(_FINDING)],
    ending: options.Ending,
) -> None:
    """Record money an inspection objects to."""
    said = read_words(_FINDING, words, session_of(context).today)
    amount = said["amount"]
    told = N_("Finding {number} of {code}: {amount}.")
    _write(
        context,
        lambda book: add_finding(book, said["code"], amount, said["action"], said.get("note")),
        lambda found: told.of(
            number=len(found.findings),
            code=found.inspection.code,
            amount=exact_money(amount.dong, amount.qualifier),
        ),
        ending,
    )


@verb_of(app)
def recover(
    context: typer.Context,
    words: Annotated[Words, options_of(_RECOVERY, own_form=True)],
    ending: options.Ending,
) -> None:
    """Record money that came back. On a terminal, what is missing is asked for."""
    today = session_of(context).today
    if lacking(_RECOVERY, words) and can_ask(context):
        from ethnictrack.cli.prompts.recovery import ask_recovery  # noqa: PLC0415

        ask_recovery(context, words)
    said = read_words(_RECOVERY, words, today)
    said.pop("numbers", None)
    on = said.pop("date")
    told = N_("Recovery {number} of {code}: {amount}; {outstanding} đồng is still owed.")
    _write(
        context,
        lambda book: keep_recovery(book, today=today, on=on, **said),
        lambda found: told.of(
            number=found.recoveries[-1].id,
            code=found.inspection.code,
            amount=exact_money(said["amount"].dong, said["amount"].qualifier),
            outstanding=found.outstanding.value,
        ),
        ending,
    )


@verb_of(app)
def reverse(
    context: typer.Context,
    *,
    number: Annotated[int, NUMBER],
    reason: Annotated[str, REASON],
    date: Annotated[date | None, DATE],
    ending: options.Ending,
) -> None:
    """Take a recovery back; both are kept."""
    today = session_of(context).today
    told = N_("Recovery {number} of {code} is taken back.")
    _write(
        context,
        lambda book: reverse_recovery(book, number, reason=reason, on=date, today=today),
        lambda found: told.of(number=number, code=found.inspection.code),
        ending,
    )


def _write(
    context: typer.Context,
    act: Callable[[Book], Dossier],
    tell: Callable[[Dossier], Message],
    ending: options.Ending,
) -> None:
    """Do one thing to an inspection in one transaction, then say what it is now."""
    with writing(context, dry_run=ending.dry_run) as book:
        dossier = act(book)
        data = inspection_data(dossier, book.programs, book.places)
    finish([tell(dossier)], data, ending)


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    year: Annotated[int | None, YEAR],
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List the inspections with their stage and money."""
    with reading(context) as book:
        found = [
            each
            for each in book.inspections.dossiers()
            if year is None or each.inspection.year == year
        ]
        every = inspection_list(found, book.programs, book.places, search)
        result = listed(every, output, book, session_of(context).today)
    print_result(result, output, book=session_of(context).book)


@verb_of(app)
def show(context: typer.Context, *, code: Annotated[str, FOUND], output: Output) -> None:
    """Show an inspection: stages, findings, recoveries."""
    with reading(context) as book:
        dossier = book.inspections.dossier(book.inspections.all().find(code))
        files = book.attachments.of("inspection", dossier.inspection.id)
        result = inspection_show(dossier, book.programs, book.places, files)
    print_result(result, output, book=session_of(context).book)


_INSPECTION = N_("inspection {code}")
_WHOSE = replace(FOUND, help=N_("Code of the inspection, or last: the newest you registered."))


def _owner(context: typer.Context, book: Book, code: str) -> tuple[str, int, Message]:
    """Return the inspection that is meant by its code, or the newest that who asks registered."""
    register = book.inspections.all()
    newest = None
    if is_last(code) and not register.matches(code):
        newest = book.inspections.last_of(session_of(context).actor)
    of = register.find(code) if newest is None else register[newest]
    return "inspection", of.id, _INSPECTION.of(code=of.code)


add_files(app, _WHOSE, _owner)
