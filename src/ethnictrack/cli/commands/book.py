"""`ethnictrack book`: start one, look at it, check it, settings, log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ethnictrack.cli.commands import batch, closing, lists, opening_figure
from ethnictrack.cli.commands import copies as copying
from ethnictrack.cli.commands import export as exporting
from ethnictrack.cli.commands import move as moving
from ethnictrack.cli.commands import publish as publishing
from ethnictrack.cli.commands import verify as verifying
from ethnictrack.cli.commands.damage import telling_damage, with_salvage
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import ListOutput, Output, finish, gathered, listed, note
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import (
    can_ask,
    making,
    reading,
    revision_in,
    session_of,
    wait_seconds,
    writing,
)
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import new_group, verb_of
from ethnictrack.errors.usage import ContradictionError
from ethnictrack.i18n import N_
from ethnictrack.library import Location
from ethnictrack.nouns.packaged import trees_on
from ethnictrack.nouns.settings import SETTINGS, setting, value_of
from ethnictrack.render import STREAMED
from ethnictrack.reports.book import BookFacts, info_page, log_list, log_stream, setting_list

_OPEN = N_("Others on this computer may read {path}; `chmod 600` on it leaves it to you alone.")
_CARRIED = N_(
    "{path} lies in a folder that {program} carries to other machines; a book that is copied while "
    "it is written may break. Keep it elsewhere, and let {program} have copies: `ethnictrack book "
    "backup FILE`."
)
_TAKEN = N_("Lists it starts with: {lists}.")
_NO_PLACES = N_(
    "It has no places yet. `ethnictrack place load --help` says how those of a province are read."
)

app = new_group("The book itself: start, look, check, settings, log.")


@verb_of(app)
def init(
    context: typer.Context,
    *,
    units: lists.UnitsWords = None,
    trees: lists.TreeWords = None,
    province: lists.Province = None,
    ending: options.Ending,
) -> None:
    """Start a new book, readable by its owner only. An existing file is never touched."""
    from ethnictrack.library import Book, create_book  # noqa: PLC0415 - the store is heavy

    session = session_of(context)
    unsaid = (units, province, trees) == (None, None, None)
    new = not (isinstance(session.book, Path) and session.book.exists())  # else it is refused
    if unsaid and new and can_ask(context):
        from ethnictrack.cli.prompts.start import ask_province  # noqa: PLC0415 - on a terminal only

        province = ask_province(context, trees_on(session.today))
    start = lists.Start.of(units, province, trees, session.today)
    counts: dict[str, int] = {}

    def fill(book: Book) -> None:
        start.fill(book)
        counts["places"] = len(book.registers.places())
        counts["programs"] = len(book.registers.programs())

    signature, identity = session.signature("book init"), session.world.identity()
    with making(said_of(context), session.book, dry_run=ending.dry_run):
        create_book(session.book, signature, fill, identity=identity, dry_run=ending.dry_run)
    told = N_("The book is at {path}: {places} places, {programs} programmes.").of(
        path=str(session.book), **counts
    )
    data = {"path": str(session.book), **counts, "lists": start.names}
    finish([told], data, ending)
    _note_carrier(session.book)
    if not trees and start.names:  # whoever named them knows
        note(_TAKEN.of(lists=tuple(start.names)))
    if unsaid and not counts["places"]:
        note(_NO_PLACES)


def _note_carrier(place: Location) -> None:
    """Warn of a folder that another program copies whenever it likes."""
    from ethnictrack.library import carrier  # noqa: PLC0415 - the store is heavy

    if isinstance(place, Path) and (program := carrier(place.absolute())):
        note(_CARRIED.of(path=str(place), program=program))


@verb_of(app)
def info(context: typer.Context, *, output: Output) -> None:
    """Say what the book is: path, revision, counts, days, size."""
    from ethnictrack.library import REVISION, last_backup  # noqa: PLC0415 - the store is heavy

    session = session_of(context)
    last = last_backup(session.book) if isinstance(session.book, Path) else None
    with reading(context) as book:
        head = book.log.head()
        facts = BookFacts(
            path=str(session.book.absolute() if isinstance(session.book, Path) else session.book),
            revision=REVISION,
            size=book.audit.size(),
            counts=book.audit.counts(entry=book.ledger.count(), log=head[0]),
            ends=book.ledger.ends(),
            years=tuple(book.ledger.years()),
            years_closed=tuple(book.closings.closed()),
            head=head,
            last_backup=last.at if last else None,
        )
    print_result(info_page(facts), output, book=session.book)


@verb_of(app)
def check(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Checks to run; all by default.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the checks.")] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only checks that need no pass over the entries.")
    ] = False,
    *,
    output: Output,
) -> None:
    """Check the book: its file, its log and every rule."""
    from ethnictrack.audit.finding import any_error  # noqa: PLC0415
    from ethnictrack.library import QUICK, read_by_others, run_checks  # noqa: PLC0415 - heavy
    from ethnictrack.reports.verify import check_list, checked  # noqa: PLC0415

    session = session_of(context)
    if quick and names:
        raise ContradictionError(first="--quick", second=" ".join(names))
    if listing:
        print_result(check_list(), output, book=session.book)
        return
    with telling_damage(context, output), reading(context) as book:
        findings = run_checks(book, tuple(names or (QUICK if quick else ())))
    findings = with_salvage(session.book, findings)
    print_result(checked(findings), output, book=session.book)
    if read_by_others(session.book):
        note(_OPEN.of(path=str(session.book)))
    _note_carrier(session.book)
    if any_error(findings):
        raise typer.Exit(1)


@verb_of(app)
def settings(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[KEY]", help="Which setting; all by default.")
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help="What it is to be.")
    ] = None,
    *,
    output: Output,
    dry_run: options.DryRun = False,
) -> None:
    """Show the office's settings, or change one."""
    if name is not None and value is not None:
        kept = setting(name).read(value)
        with writing(context, dry_run=dry_run) as book:
            book.settings.put(name, kept)
        told = N_("Kept, {name}: {value}").of(name=setting(name).label or name, value=kept)
        finish([told], {name: kept}, options.Ending(output.json, dry_run))
        return
    names = [setting(name).name] if name else list(SETTINGS)
    with reading(context) as book:
        stored = book.settings.all()
    found = {each: value_of(stored, each) for each in names}
    print_result(setting_list(found), output, book=session_of(context).book)


@verb_of(app)
def log(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="From this day on.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Done by this person.")
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option("--object", metavar="NAME", help="About this, such as entry or entry/12."),
    ] = None,
    *,
    output: ListOutput,
) -> None:
    """Tell who did what when, with before and after, newest last."""
    session = session_of(context)
    day = values.day(since, session.today)
    with reading(context) as book:
        found = book.log.entries(since=day, actor=actor, subject=subject)
        streamed = output.chosen() in STREAMED and output.sort is None
        result = (
            gathered(output.shape.stream(log_stream(found)), output)
            if streamed
            else listed(log_list(found), output, book, session.today)
        )
    print_result(result, output, book=session.book)


@verb_of(app)
def upgrade(context: typer.Context, ending: options.Ending) -> None:
    """Bring an older book to this revision, after a copy beside it.

    A book that another program put into write-ahead mode (WAL) is taken out of it.
    """
    from ethnictrack.library import REVISION, upgrade_book  # noqa: PLC0415 - the store is heavy

    place = session_of(context).book
    with making(said_of(context), place, dry_run=ending.dry_run, state=revision_in):
        found, copy = upgrade_book(place, wait=wait_seconds(), dry_run=ending.dry_run)
    if found == REVISION and copy is not None:
        told = N_("The book is out of write-ahead mode (WAL) again; the copy is {copy}.").of(
            copy=str(copy)
        )
    elif found == REVISION:
        told = N_("Nothing to do: the book has revision {revision}.").of(revision=found)
    elif copy is None:
        told = N_("Revision {before} became {revision}.").of(before=found, revision=REVISION)
    else:
        told = N_("Revision {before} became {revision}; the copy is {copy}.").of(
            before=found, revision=REVISION, copy=str(copy)
        )
    data = {"before": found, "revision": REVISION, "copy": copy and str(copy)}
    finish([told], data, ending)


app.add_typer(opening_figure.app, name="opening")
for _verbs in (
    batch.verbs,
    closing.verbs,
    copying.verbs,
    exporting.verbs,
    moving.verbs,
    publishing.verbs,
    verifying.verbs,
):
    app.registered_commands += _verbs.registered_commands
