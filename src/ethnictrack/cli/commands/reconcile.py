"""`ethnictrack reconcile`: statements of the treasury, held against the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.cli.commands.import_run import Wanted, opened
from ethnictrack.cli.commands.imports import FileWords
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import (
    DRY,
    Aside,
    ListOutput,
    Output,
    gathered,
    listed,
    note,
    show,
)
from ethnictrack.cli.shell.session import keep, may_write, reading, session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.statement import (
    DROPPED,
    EXPLAINED,
    MATCHED,
    STATEMENT,
    TAKEN,
)
from ethnictrack.fields.types import Words, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.batch import BatchNoun, Duplicates, Tally
from ethnictrack.reports.reconcile import (
    line_data,
    statement_data,
    statement_list,
    statement_show,
)
from ethnictrack.reports.table import Document, Result
from ethnictrack.values.clean_text import clean
from ethnictrack.values.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.importing.all_sheets import AllSheets
    from ethnictrack.importing.cell import ReadRow
    from ethnictrack.importing.intake import Intake
    from ethnictrack.nouns.statement import Decision
    from ethnictrack.reports.reconcile import StatementFacts

app = new_group("The treasury: statements held against the book.")

Number = Annotated[int, replace(STATEMENT, name="number")]
Taken = Annotated[Words, options_of(TAKEN)]
_WANTED = Wanted(
    noun=BatchNoun.DISBURSE, duplicates=Duplicates.SKIP, over_plan=None, save_profile=None
)
_MATCHED = N_("Line {line} of statement {statement} is: {entries}.")
_EXPLAINED = N_("Line {line} of statement {statement} is explained.")
_EXPLAINED_ENTRY = N_("Entry {entry} is explained in statement {statement}.")
_DROPPED = N_("Statement {statement} is set aside.")
_SAME = N_(
    "This is the file of statement {older}, whose place it takes; what was matched or explained "
    "stays."
)
_SAME_BESIDE = N_(
    "This is the file of statement {older}, which stays: it is of other days or another account."
)
_SUPERSEDED = N_("Statement {by} has taken its place.")


class StatementSpanError(UsageError):
    first: object
    last: object
    code = "period-reversed"
    text = N_("The period ends ({last}) before it begins ({first}).")
    remedy = N_("Check the two ends of the period.")


class Only(StrEnum):
    """Which lines are shown."""

    DIFFERING = "differing"


@verb_of(app)
def take(
    context: typer.Context,
    *,
    given: Annotated[str, options.READ],
    words: Taken,
    how: FileWords,
    output: Output,
    dry_run: options.DryRun = False,
) -> None:
    """Take a statement of the treasury and hold it against the book.

    Nothing is written to the ledger. A newer statement of the same account and of more days takes
    the place of an older one; what was matched or explained of equal lines stays.
    """
    said = read_words(TAKEN, words, session_of(context).today)
    since = said.get("since") or said["as_of"].replace(month=1, day=1)
    if since > said["as_of"]:
        raise StatementSpanError(first=since, last=said["as_of"])
    may_write(context)
    from ethnictrack.importing.import_fields import STATEMENT  # noqa: PLC0415

    asked = how.said(lambda: STATEMENT)
    if "-" not in asked.mapping:  # a treasury's table has columns of its own
        asked = replace(asked, mapping={"-": "*", **asked.mapping})
    with opened(context, given, asked, STATEMENT, _WANTED) as intake:
        _take(context, intake, said, since, output, dry_run=dry_run)


def _take(
    context: typer.Context,
    intake: Intake | AllSheets,
    said: Mapping[str, Any],
    since: date,
    output: Output,
    *,
    dry_run: bool,
) -> None:
    from ethnictrack.library.verbs.statement import File, take_statement  # noqa: PLC0415 - as above

    records = _records(intake, output)
    file = File(clean(intake.name, Message("FILE"), 300), intake.digest)
    with writing(context, dry_run=dry_run) as book:
        facts, older = take_statement(book, said, since, file, records)
        result = _result(facts, output, {"dry_run": True} if dry_run else {})
    if older is not None:
        told = _SAME if facts.statement.covers(older) else _SAME_BESIDE
        note(told.of(older=older.id))
    if dry_run:
        note(DRY)
    show(result, output, book=session_of(context).book)


def _result(
    facts: StatementFacts, output: Output, more: Mapping[str, object], *, differing: bool = False
) -> Result | Aside:
    """Return what is printed of a statement: for people or for scripts, as either may be long.

    What is for scripts is written aside while the book is open.
    """
    if output.chosen() != "json":
        return statement_show(facts, differing=differing)
    data = {**statement_data(facts, differing=differing), **more}
    return gathered(Result(Document(Message(""), ()), data), output)


def _records(intake: Intake | AllSheets, output: Output) -> list[ReadRow]:
    """Return every row, or show what is wrong with them. Raises: RowsRefusedError, Exit."""
    from ethnictrack.reports.importing import Imported, imported, set_aside  # noqa: PLC0415

    records = list(intake.records())
    of_rows = (intake.located(each, problem) for each in records for problem in each.problems)
    facts = Imported(
        file=intake.name,
        batch=None,
        dry_run=False,
        rows=len(records),
        rejected=sum(bool(each.problems) for each in records),
        tally=Tally(),
        problems=[*of_rows, *intake.problems],
        money=True,
        aside=intake.aside,
        left_out=intake.left_out,
    )
    for message in (*intake.notes, *set_aside(facts)):
        note(message)
    if facts.problems:
        show(imported(facts), Output(json=output.chosen() == "json"))
        raise facts.refused()
    return records


@verb_of(app, "list")
def list_(context: typer.Context, *, search: options.Search = None, output: ListOutput) -> None:
    """List the statements, and how much of each is open."""
    from ethnictrack.library.verbs.statement import listed as taken  # noqa: PLC0415 - no help page needs them

    with reading(context) as book:
        found = statement_list(taken(book), search)
        result = listed(found, output, book, session_of(context).today)
    show(result, output, book=session_of(context).book)


@verb_of(app, "show")
def show_(
    context: typer.Context,
    *,
    number: Number,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="[differing]", help="Only what does not agree."),
    ] = None,
    output: Output,
) -> None:
    """Show a statement, line by line, as the book is now. Exit 1 while anything is open."""
    from ethnictrack.library.verbs.statement import (  # noqa: PLC0415 - no help page needs them
        shown,
    )

    differing = values.choice_or_none("--only", only, Only) is not None
    with reading(context) as book:
        facts, by = shown(book, number)
        result = _result(facts, output, {}, differing=differing)
    if by is not None:
        note(_SUPERSEDED.of(by=by))
    show(result, output, book=session_of(context).book)
    if facts.found.open:
        raise typer.Exit(1)


@verb_of(app)
def match(
    context: typer.Context, words: Annotated[Words, options_of(MATCHED)], ending: options.Ending
) -> None:
    """Say which entries a line is. Nothing is written to the ledger."""
    from ethnictrack.library.verbs.statement import match as verb  # noqa: PLC0415 - no help page needs it

    keep(context, verb, words, ending, _told_match)


def _told_match(
    _: object, facts: StatementFacts, said: Mapping[str, Any]
) -> tuple[Message, object]:
    line = said["line"]
    entries = tuple(map(str, facts.found.outcomes[line].entries))
    told = _MATCHED.of(line=line, statement=said["statement"], entries=entries)
    return told, line_data(facts, line)


@verb_of(app)
def explain(
    context: typer.Context, words: Annotated[Words, options_of(EXPLAINED)], ending: options.Ending
) -> None:
    """Say why a line differs, or why an entry has none."""
    from ethnictrack.library.verbs.statement import explain as verb  # noqa: PLC0415 - no help page needs it

    keep(context, verb, words, ending, _told_reason)


def _told_reason(_: object, kept: Decision, __: object) -> tuple[Message, object]:
    data = {
        "statement": kept.statement,
        "line": kept.line,
        "entry": kept.entry,
        "reason": kept.reason,
    }
    return (_EXPLAINED if kept.entry is None else _EXPLAINED_ENTRY).of(**data), data


@verb_of(app)
def drop(
    context: typer.Context, words: Annotated[Words, options_of(DROPPED)], ending: options.Ending
) -> None:
    """Set a statement aside. An older one whose place it took is compared again."""
    from ethnictrack.library.verbs.statement import drop as verb  # noqa: PLC0415 - no help page needs it

    keep(context, verb, words, ending, lambda _, __, said: (_DROPPED.of(**said), said))
