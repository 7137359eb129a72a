"""`ethnictrack book`: start one, look at it, check and prove it, settings, log, imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

import ethnictrack.library as lib
from ethnictrack.audit.checkpoint import read_checkpoint
from ethnictrack.audit.finding import CheckFinding, any_error
from ethnictrack.cli.commands import closing, copies, export, lists, opening_figure
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import ListOutput, Output, finish, gathered, listed, note, show
from ethnictrack.cli.shell.session import (
    can_ask,
    keep,
    making,
    reading,
    revision_in,
    session_of,
    wait_seconds,
    writing,
)
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.errors.book import DamagedBookError
from ethnictrack.errors.usage import ContradictionError
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import Location
from ethnictrack.library.verbs import book as verbs
from ethnictrack.nouns.batch import Batch
from ethnictrack.nouns.packaged import trees_on
from ethnictrack.nouns.settings import SETTINGS, setting, value_of
from ethnictrack.render import STREAMED
from ethnictrack.reports.batches import batch_list
from ethnictrack.reports.book import BookFacts, info_page, log_list, log_stream, setting_list

_DAMAGE = frozenset({"integrity", "unreadable"})
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
_UNDONE = N_("Import {batch} is taken back: {rows} entries.")

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
    session = session_of(context)
    unsaid = (units, province, trees) == (None, None, None)
    new = not (isinstance(session.book, Path) and session.book.exists())  # else it is refused
    if unsaid and new and can_ask(context):
        from ethnictrack.cli.prompts.start import ask_province  # noqa: PLC0415 - on a terminal only

        province = ask_province(context, trees_on(session.today))
    start = lists.Start.of(units, province, trees, session.today)
    counts: dict[str, int] = {}

    def fill(book: lib.Book) -> None:
        start.fill(book)
        counts["places"] = len(book.registers.places())
        counts["programs"] = len(book.registers.programs())

    signature, identity = session.signature("book init"), session.world.identity()
    with making(said_of(context), session.book, dry_run=ending.dry_run):
        lib.create_book(session.book, signature, fill, identity=identity, dry_run=ending.dry_run)
    told = N_("The book is at {path}: {places} places, {programs} programmes.").of(
        path=str(session.book), **counts
    )
    data = {"path": str(session.book), **counts, "lists": start.names}
    finish([told], data, ending)
    _note_carrier(session.book)
    if not trees and start.names:  # who named them knows
        note(_TAKEN.of(lists=tuple(start.names)))
    if unsaid and not counts["places"]:
        note(_NO_PLACES)


def _note_carrier(place: Location) -> None:
    """Warn of a folder that another program copies whenever it likes."""
    if isinstance(place, Path) and (program := lib.carrier(place.absolute())):
        note(_CARRIED.of(path=str(place), program=program))


@verb_of(app)
def info(context: typer.Context, *, output: Output) -> None:
    """Say what the book is: path, revision, counts, days, size."""
    session = session_of(context)
    last = lib.last_backup(session.book) if isinstance(session.book, Path) else None
    with reading(context) as book:
        head = book.log.head()
        facts = BookFacts(
            path=str(session.book.absolute() if isinstance(session.book, Path) else session.book),
            revision=lib.REVISION,
            size=book.audit.size(),
            counts=book.audit.counts(entry=book.ledger.count(), log=head[0]),
            ends=book.ledger.ends(),
            years=tuple(book.ledger.years()),
            years_closed=tuple(book.closings.closed()),
            head=head,
            last_backup=last.at if last else None,
        )
    show(info_page(facts), output, book=session.book)


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
        show(check_list(), output, book=session.book)
        return
    with _telling_damage(context, output), reading(context) as book:
        findings = run_checks(book, tuple(names or (QUICK if quick else ())))
    findings = _with_salvage(session.book, findings)
    show(checked(findings), output, book=session.book)
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
    show(setting_list(found), output, book=session_of(context).book)


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
    show(result, output, book=session.book)


@verb_of(app)
def upgrade(context: typer.Context, ending: options.Ending) -> None:
    """Bring an older book to this revision, after a copy beside it.

    A book that another program put into write-ahead mode (WAL) is taken out of it.
    """
    place = session_of(context).book
    with making(said_of(context), place, dry_run=ending.dry_run, state=revision_in):
        found, copy = lib.upgrade_book(place, wait=wait_seconds(), dry_run=ending.dry_run)
    if found == lib.REVISION and copy is not None:
        told = N_("The book is out of write-ahead mode (WAL) again; the copy is {copy}.").of(
            copy=str(copy)
        )
    elif found == lib.REVISION:
        told = N_("Nothing to do: the book has revision {revision}.").of(revision=found)
    elif copy is None:
        told = N_("Revision {before} became {revision}.").of(before=found, revision=lib.REVISION)
    else:
        told = N_("Revision {before} became {revision}; the copy is {copy}.").of(
            before=found, revision=lib.REVISION, copy=str(copy)
        )
    data = {"before": found, "revision": lib.REVISION, "copy": copy and str(copy)}
    finish([told], data, ending)


@verb_of(app)
def verify(
    context: typer.Context,
    against: Annotated[
        str | None,
        typer.Option("--checkpoint", metavar="X", help="The last line of a report, as printed."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="CHECKPOINT", help="Only what follows it, as `book info` prints it."
        ),
    ] = None,
    *,
    output: Output,
) -> None:
    """Prove that nothing recorded was changed or removed."""
    from ethnictrack.library import verify as prove  # noqa: PLC0415 - no help page needs it
    from ethnictrack.library import verify_since  # noqa: PLC0415
    from ethnictrack.reports.verify import verified  # noqa: PLC0415

    if against is not None and since is not None:
        raise ContradictionError(first="--checkpoint", second="--since")
    printed = None if against is None else read_checkpoint(against)
    begun = None if since is None else read_checkpoint(since)
    place = session_of(context).book
    with _telling_damage(context, output), reading(context) as book:
        found = verify_since(book, begun) if begun else prove(book, printed, files=True)
    findings = _with_salvage(place, found.findings)
    page = verified(found.checkpoint, found.against, found.counts, findings, since=begun)
    show(page, output, book=place)
    if any_error(found.findings):
        raise typer.Exit(1)


@contextmanager
def _telling_damage(context: typer.Context, wanted: Output) -> Iterator[None]:
    """Show what is left of a book that turns out to be too damaged, and then refuse it."""
    try:
        yield
    except DamagedBookError as refusal:
        from ethnictrack.reports.verify import checked  # noqa: PLC0415 - all is well nearly always

        place = session_of(context).book
        found = CheckFinding.error("file", "unreadable", refusal.sentence(), "")
        show(checked(_with_salvage(place, [found])), wanted, book=place)
        raise


def _with_salvage(place: Location, findings: Iterable[CheckFinding]) -> list[CheckFinding]:
    """Add what is left, where findings say that the file of a book is damaged."""
    kept = list(findings)
    if not isinstance(place, Path) or not any(each.code in _DAMAGE for each in kept):
        return kept

    return [*kept, *lib.look_over(place).findings()]


@verb_of(app)
def batches(context: typer.Context, *, output: ListOutput) -> None:
    """List the imports: file, rows, amount, and which were taken back."""
    with reading(context) as book:
        found = batch_list(book.batches.all())
        result = listed(found, output, book, session_of(context).today)
    show(result, output, book=session_of(context).book)


@verb_of(app)
def undo(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.undo.takes)],
    ending: options.Ending,
) -> None:
    """Take an import back as a whole.

    Its rows may then be imported again.
    """
    keep(context, verbs.undo, words, ending, _told_undone)


def _told_undone(_: object, undone: Batch, __: object) -> tuple[Message, object]:
    of, rows = undone.undoes, undone.rows
    data = {"batch": undone.id, "undoes": of, "rows": rows, "reason": undone.reason}
    return _UNDONE.of(batch=of, rows=rows), data


app.add_typer(opening_figure.app, name="opening")
for _verbs in (closing.verbs, copies.verbs, export.verbs):
    app.registered_commands += _verbs.registered_commands
