"""What a run knows: which book, who, which day; the one place the book is opened."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

import ethnictrack.library as lib
from ethnictrack.cli.shell.command_line import Said, World
from ethnictrack.cli.shell.output import finish, note
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.errors.book import DamagedBookError
from ethnictrack.errors.usage import ContradictionError, MissingValueError, WholeNumberError
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.values.clean_text import clean
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.cli.shell.options import Ending
    from ethnictrack.library import Book, Location
    from ethnictrack.library.verbs import Verb, Writing

T = TypeVar("T")

_TOGETHER = "--together"
_LONGEST_WAIT = 3600  # seconds


class FileOnlyError(UsageError):
    path: str
    code = "book-no-file"
    text = N_("This works with a book in a file; {path} is on a server.")
    remedy = N_(
        "Name a file with --book; a server is backed up with its own tools, such as pg_dump."
    )


class WaitError(WholeNumberError):
    longest: int
    text = N_("{option} takes whole seconds from 0 to {longest}, not “{given}”.")
    remedy = N_("Write digits only, such as 30, or unset it.")


@dataclass(frozen=True, slots=True)
class Session:
    """The global options, resolved."""

    book: Location
    actor: str
    prompts: bool
    plain: bool  # questions are lines without cursor movement
    world: World

    @property
    def path(self) -> Path:
        """The book's file, for what only a file can do. Raises: FileOnlyError."""
        if isinstance(self.book, Path):
            return self.book
        raise FileOnlyError(path=str(self.book))

    @property
    def now(self) -> datetime:
        """The present moment, if it can be one. Raises: ClockError."""
        return self.world.now

    @property
    def today(self) -> date:
        """The day in Viet Nam. Raises: ClockError."""
        return self.world.today

    def signature(self, command: str) -> lib.Signature:
        """Return what a writing command signs with."""
        return lib.Signature(actor=self.actor, command=command, at=self.now)


def new_session(said: Said) -> Session:
    """Resolve the global options.

    Raises: UnsupportedBookError, BookAddressError, TextCharacterError.
    """
    prompts = not said.no_input and sys.stdin.isatty() and sys.stdout.isatty()
    actor = clean(said.actor or lib.login(), Message("--actor"), 100)
    return Session(_book(said.book), actor, prompts, said.plain, said.world)


def _book(book: str | None) -> Location:
    if book:
        return lib.locate(book)
    from platformdirs import user_data_path  # noqa: PLC0415 - only without --book

    folder = user_data_path("ethnictrack", appauthor=False)
    if not folder.is_absolute():  # nobody's home
        raise MissingValueError(names=("--book",))
    return folder / "ethnictrack.sqlite"


def session_of(context: typer.Context) -> Session:
    """Return the session of a command; the global options are resolved when one first asks."""
    said = said_of(context)
    said.session = said.session or new_session(said)
    return said.session


def in_own_unit(context: typer.Context, words: Words) -> Words:
    """Return what a report is asked, in the user's own unit where the line says none."""
    own = said_of(context).own("unit") if words.get("unit", "") is None else None
    return {**words, "unit": own} if own else words


def can_ask(context: typer.Context, *, writes: bool = True) -> bool:
    """Say whether somebody is there to be asked what is missing.

    Raises: ReadOnlyBookError, where the book is written to, so that nobody answers in vain.
    """
    prompts = session_of(context).prompts
    if prompts:
        if writes:
            may_write(context)
        session_of(context).world.spent.append("answers")
    return prompts


def may_write(context: typer.Context) -> None:
    """Refuse what would come to nothing before long work begins. Raises: ReadOnlyBookError."""
    lib.allow_writing(session_of(context).book)


def wait_seconds() -> float:
    """Return how many seconds to stand in line for the book. Raises: WaitError."""
    said = os.environ.get("ETHNICTRACK_WAIT", str(lib.WAIT_SECONDS))
    if not re.fullmatch("[0-9]{1,4}", said) or int(said) > _LONGEST_WAIT:
        raise WaitError(option="ETHNICTRACK_WAIT", given=visible(said), longest=_LONGEST_WAIT)
    return float(said)


_BEHIND = N_(
    "The clock of this computer, {moment}, is behind that of an earlier record, {latest}. "
    "The record keeps its turn; set the clock right."
)


@contextmanager
def blaming(place: Location) -> Iterator[None]:
    """Look at a book in which something went wrong that is no refusal: it may be what is stored.

    Raises: DamagedBookError, when the book does not stand its own proof.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, ArithmeticError) as failure:
        from ethnictrack.audit.finding import any_error  # noqa: PLC0415

        with lib.read_book(place) as book:
            findings = lib.verify(book).findings
        if any_error(findings):
            what = N_("what it holds is not what was recorded")
            raise DamagedBookError(path=str(place), what=what) from failure
        raise


@contextmanager
def reading(context: typer.Context) -> Iterator[Book]:
    """Open the book for reading."""
    if shared := _shared(context):
        yield shared
        return
    place = session_of(context).book
    with blaming(place), lib.read_book(place, wait=wait_seconds()) as book:
        yield book


@contextmanager
def writing(context: typer.Context, *, dry_run: bool) -> Iterator[Book]:
    """Open the book for one writing command, kept unless it is a dry run."""
    if shared := _shared(context):
        if dry_run:
            raise ContradictionError(first=_TOGETHER, second="--dry-run")
        yield shared
        shared.forget()
        return
    session = session_of(context)
    command = " ".join(context.command_path.split()[1:])
    opened = lib.write_book(
        session.book, session.signature(command), dry_run=dry_run, wait=wait_seconds()
    )
    with blaming(session.book), _told(context, opened, dry_run=dry_run) as book:
        yield book
        latest = book.journal.outrun
    if latest:
        note(_BEHIND.of(moment=session.now, latest=latest))


@contextmanager
def recording(context: typer.Context, *, dry_run: bool) -> Iterator[Writing]:
    """Open the book for one verb. What is warned of is said when it is kept."""
    from ethnictrack.library import Recorder  # noqa: PLC0415 - the store is heavy
    from ethnictrack.library.verbs import Writing  # noqa: PLC0415

    session = session_of(context)
    with writing(context, dry_run=dry_run) as book:
        at = Writing(
            book=book,
            place=session.book,
            today=session.today,
            recorder=Recorder(book, session.today),
            identity=session.world.identity,
            dry_run=dry_run,
        )
        yield at
    for each in at.warnings:
        note(each)


def keep(
    context: typer.Context,
    verb: Verb[T],
    said: Mapping[str, object],
    ending: Ending,
    tell: Callable[[Book, T, Mapping[str, Any]], tuple[Message, object]],
) -> None:
    """Do what a verb does, and say what is kept: in a sentence, and as JSON has it.

    ``tell`` gets the open book, what is kept, and what was said, as values.
    """
    read = verb.read(said, session_of(context).today)
    with recording(context, dry_run=ending.dry_run) as at:
        told, data = tell(at.book, verb.keep(at, {**read}), read)
    finish([told], data, ending)


def tried(context: typer.Context, verb: Verb[T], words: Mapping[str, object]) -> T:
    """Do what a verb does, and keep nothing. Raises: what the book would refuse it with."""
    read = verb.read(words, session_of(context).today)
    with recording(context, dry_run=True) as at:
        kept = verb.keep(at, read)
        at.warnings.clear()  # they are told when it is kept
        return kept


def _shared(context: typer.Context) -> Book | None:
    """Return the open book of commands that are kept together.

    Raises: ContradictionError, where a command is meant for another book or another actor.
    """
    said = said_of(context)
    book = said.together
    if book is not None and said.outer and said.outer.session:
        mine, all_ = session_of(context), said.outer.session
        for option, differs in (
            ("--book", mine.book != all_.book),
            ("--actor", mine.actor != all_.actor),
        ):
            if differs:
                raise ContradictionError(first=_TOGETHER, second=option)
    return book


@contextmanager
def _told(
    context: typer.Context, opened: AbstractContextManager[Book], *, dry_run: bool
) -> Iterator[Book]:
    """Open a book for writing, and note what is kept in the moment it is."""
    with ExitStack() as stack:
        book = stack.enter_context(opened)
        yield book
        with undisturbed():
            stack.close()
            if not dry_run:
                said_of(context).kept += under_numbers(book.journal.kept)


_ONE = {
    "batch": N_("import {first}"),
    "entry": N_("entry {first}"),
    "seal": N_("seal {first}"),
    "opening": N_("opening figure {first}"),
    "log": N_("record {first} of the log"),
}
_SEVERAL = {"entry": N_("entries {first} to {last}")}
_HEADER = 64  # bytes; the mode of the journal stands in it, and the revision
_PLACE = Message("{path}")


def under_numbers(kept: Mapping[str, range]) -> Iterator[Message]:
    """Say under which numbers the book keeps what a command wrote."""
    for table, one in _ONE.items():
        given = kept.get(table)
        if given and not (table == "entry" and "batch" in kept):  # an import has a number for all
            frame = one if len(given) == 1 else _SEVERAL.get(table, one)
            yield frame.of(first=given[0], last=given[-1])


def _identity(path: Path) -> object:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


@contextmanager
def making(
    said: Said,
    place: object,
    *,
    dry_run: bool = False,
    state: Callable[[Path], object] = _identity,
) -> Iterator[None]:
    """Note that a file is made or replaced, if it is, in a block that may be cut off.

    ``state`` is what a file has another of then. What is no file is made if the block ends well.
    Raises: ContradictionError, where all is to be kept together: a file could not be dropped.
    """
    if said.together:
        raise ContradictionError(first=_TOGETHER, second=visible(str(place)))
    before = state(place) if isinstance(place, Path) else None
    made = False
    try:
        yield
        made = not isinstance(place, Path)
    finally:
        if isinstance(place, Path):
            made = state(place) not in {None, before}
        if made and not dry_run:
            said.kept.append(_PLACE.of(path=str(place)))


def revision_in(path: Path) -> object:
    """Return the mode and the revision a book's file has, as its header says them."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            return header[18:20] + header[60:]
    except (OSError, ValueError):
        return None


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let an interruption wait for the end of a block, which is a moment."""
    waiting: list[int] = []
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if waiting:
        raise KeyboardInterrupt
