"""`ethnictrack book backup`, `restore`, `import`, `copy`: books made of others, and proved."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace as with_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

import ethnictrack.library as lib
from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish, note
from ethnictrack.cli.shell.outputs import check_output
from ethnictrack.cli.shell.session import making, may_write, session_of, wait_seconds
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import bookless, verb_of
from ethnictrack.errors.book import DamagedExportError, UnfitRowsError
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Reading, Type
from ethnictrack.i18n import N_
from ethnictrack.importing.files.input_file import note_read
from ethnictrack.library import locate, path_of
from ethnictrack.library.proof import LACKING, Proof, UnprovedCopyError
from ethnictrack.nouns.backups import KeepRule
from ethnictrack.reports.footer import CHECKPOINT_LINE

if TYPE_CHECKING:
    from ethnictrack.i18n import Message
    from ethnictrack.importing.files.input_file import InputFile
    from ethnictrack.library import Location

_COPIED = N_("The copy is at {path}: {entries} entries.")
_GONE = N_("Older copies that no rule keeps are deleted: {count}.")
_STUCK = N_("These copies could not be deleted: {paths}.")
_RESTORED = N_("The book at {path} is restored: {entries} entries.")

_MADE = N_("The book at {path} is made: {entries} entries.")
_FINDINGS = N_("{count} findings speak against the book it makes")

_EXPORT = with_(options.FILE, help=N_("Export of a book, such as so.jsonl."))
_SOURCE = with_(
    options.FILE,
    label=N_("Book to copy"),
    option="FROM",
    help=N_("The book: a file or an address."),
)
_TARGET = with_(
    options.FILE, label=N_("New book"), option="TO", help=N_("Where there is none yet, likewise.")
)


class UnprovedFarCopyError(UnprovedCopyError):
    """Of a copy on a disk of a network, where `book verify` opens none."""

    remedy = N_("Copy it to a disk of this machine; `book verify` of that copy lists them.")


@dataclass(frozen=True, slots=True)
class Keeping(Type[KeepRule]):
    """So many days and months, such as 30d,12m."""

    takes: ClassVar[tuple[type, ...]] = ()

    def read(self, word: str, how: Reading) -> KeepRule:
        """Return the rule."""
        del how  # it refuses in its own words
        return KeepRule.read(word)


KEEP = Field(
    name="keep",
    type=Keeping(),
    label=N_("Copies to keep"),
    help=N_("FILE is a folder: keep the newest copy of each of N days (d) and months (m)."),
    option="--keep",
    metavar="30d,12m",
)

verbs = typer.Typer()  # of the group `book`

Copy = Annotated[str, with_(options.FILE, help=N_("The copy."))]


@verb_of(verbs)
def backup(
    context: typer.Context,
    *,
    file: Copy,
    keep: Annotated[KeepRule | None, KEEP],
    as_json: options.Json = False,
) -> None:
    """Make an exact copy of the book, with its files.

    Others may work meanwhile. The copy is proved before it gets its name; an existing file is never
    written over. With --keep FILE is a folder: the copy is named by its day and time, and older
    copies of this book that no rule keeps are deleted, once the new one is proved. --keep 30d,12m
    keeps the newest of each of the last 30 days and of each of the last 12 months.
    """
    if keep is not None:
        _rotate(context, path_of(file), keep, as_json=as_json)
        return
    target = path_of(file)
    proof, digest, lacking = _made(context, target, [])
    _finish_proved(
        proof, _COPIED, target, options.Ending(as_json), digest=digest, lacking=list(lacking)
    )


def _made(
    context: typer.Context, target: Path, near: list[Path]
) -> tuple[Proof, str, tuple[str, ...]]:
    """Copy the book; return the proof, the digest, and files that were not there."""
    book = session_of(context).path
    proof = Proof(book)
    check_output(target, book)
    with making(said_of(context), target):
        digest, lacking = lib.back_up(book, target, proof.file, near=near)
    note_lacking(lacking)
    return proof, digest, lacking


def _rotate(context: typer.Context, folder: Path, keep: KeepRule, *, as_json: bool) -> None:
    """Add a copy to a folder, and take away those that no rule keeps.

    Where the new one lacks a file, an older one may be the last that has it: none goes then.
    """
    session = session_of(context)
    target = lib.new_name(session.path, folder, session.now)
    near = [each.path for each in lib.own_copies(session.path, folder)[:1]]
    proof, digest, lacking = _made(context, target, near)
    lib.note_backup(
        session.path, lib.LastBackup(session.now, str(target.absolute()), str(proof.checkpoint))
    )
    copies = lib.own_copies(session.path, folder)
    going = [] if lacking else keep.going(copies, session.today)
    done = list(lib.remove(going))
    if stuck := tuple(str(path) for path, gone in done if not gone):
        note(_STUCK.of(paths=stuck))
    gone = [str(path) for path, gone in done if gone]
    if gone:
        note(_GONE.of(count=len(gone)))
    _finish_proved(
        proof,
        _COPIED,
        target,
        options.Ending(as_json),
        digest=digest,
        lacking=list(lacking),
        removed=gone,
        copies=len(copies) - len(gone),
    )


@verb_of(verbs)
@bookless
def restore(
    context: typer.Context,
    *,
    file: Copy,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the book; that one is kept.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Put a copy back in the place of the book, after it is proved.

    A book that is there is never written over; with --replace it is kept beside the new one.
    """
    session = session_of(context)
    copy = path_of(file)
    note_read(copy)
    check_output(session.path)
    kind = UnprovedFarCopyError if lib.in_network(copy) else UnprovedCopyError
    proof = Proof(copy, refusal=lambda count: kind(path=str(copy), count=count))
    with making(said_of(context), session.path):
        kept, lacking = lib.put_back(
            copy,
            session.path,
            proof.file,
            replace=replace,
            at=session.now,
            wait=wait_seconds(),
        )
    if kept is not None:
        note(N_("The book that was there is now {path}.").of(path=str(kept)))
    note_lacking(lacking)
    _finish_proved(
        proof,
        _RESTORED,
        session.path,
        options.Ending(as_json),
        kept=kept and str(kept),
        lacking=list(lacking),
    )


@verb_of(verbs, "import")
@bookless
def import_(
    context: typer.Context,
    *,
    file: Annotated[str, _EXPORT],
    ending: options.Ending,
) -> None:
    """Make an equal book of an export, where there is none yet.

    The book has its name only once all of it is verified.
    """
    from ethnictrack.importing.files.input_file import held  # noqa: PLC0415 - no help page needs it

    may_write(context)
    book = session_of(context).book
    with (
        closing(held(path_of(file))) as outside,
        making(said_of(context), book, dry_run=ending.dry_run),
    ):
        proof = _take(outside, book, dry_run=ending.dry_run)
    _finish_proved(proof, _MADE, book, ending)


def _take(outside: InputFile, book: Location, *, dry_run: bool) -> Proof:
    """Make a book of an export, and return its proof."""
    from ethnictrack.importing.files.from_jsonl import BookFile  # noqa: PLC0415

    source = BookFile(outside, revision=lib.REVISION)
    proof = Proof(
        source.name,
        ends=source.header.checkpoint,
        refusal=lambda count: DamagedExportError(path=source.name, what=_FINDINGS.of(count=count)),
    )
    rows = source.rows()
    try:
        lib.create_from(book, rows, proof, dry_run=dry_run)
    except UnfitRowsError:
        for _ in rows:  # its last line knows whether somebody changed the file
            pass
        raise
    return proof


@verb_of(verbs)
@bookless
def copy(
    context: typer.Context,
    *,
    source: Annotated[str, _SOURCE],
    target: Annotated[str, _TARGET],
    ending: options.Ending,
) -> None:
    """Copy a whole book between a file and a server, either way.

    The log goes with it: the copy has the same checkpoint, and is verified before it is kept.
    """
    from ethnictrack.library import allow_writing, create_from, read_book  # noqa: PLC0415 - the store is heavy

    old, new = locate(source), locate(target)
    allow_writing(new)
    if isinstance(new, Path):
        check_output(new, old)
    with read_book(old, wait=wait_seconds()) as book:
        proof = Proof(old, ends=str(checkpoint(*book.log.head())))
        with making(said_of(context), new, dry_run=ending.dry_run):
            create_from(new, book.export.rows(), proof, dry_run=ending.dry_run)
        note_lacking(book.export.lacking)
    _finish_proved(proof, _MADE, new, ending)


def note_lacking(names: Iterable[str]) -> None:
    """Say which files a copy could not take with it, if any."""
    if found := tuple(names):
        note(LACKING.of(names=found))


def _finish_proved(
    proof: Proof, told: Message, path: object, ending: options.Ending, **more: object
) -> None:
    """Say where a proved book is now, how many entries it has and how far it goes."""
    entries, reached = proof.entries, str(proof.checkpoint)
    said = [told.of(path=str(path), entries=entries), CHECKPOINT_LINE.of(checkpoint=reached)]
    data = {"path": str(path), "entries": entries, "checkpoint": reached, **more}
    finish(said, data, ending)
