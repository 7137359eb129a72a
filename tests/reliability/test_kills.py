"""kill -9 at any moment: the book is what it was before the command, or what it is after it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.books import allocated, bare, signed
from tests.findings import found
from tests.forms import fill, form_of
from tests.newer import patched_source
from tests.reliability.conftest import Figure
from tests.reliability.size import size
from tests.reliability.victim import KILLED, Victim, victim

from ethnictrack.audit.finding import Severity
from ethnictrack.book.opening import write_book

pytestmark = pytest.mark.posix("what is killed was forked")

KILLS = size(1, 40)  # of each command
ROWS = size(300, 20_000)
SEED = 20211115


@dataclass(frozen=True)
class Killed:
    """A command, what is done before it, and what it is allowed to say when repeated."""

    words: tuple[str, ...]
    repeated: tuple[int, ...] = (0,)
    after: tuple[tuple[str, ...], ...] = ()
    newer: bool = False  # what runs them is the next revision's program
    anew: bool = False  # where there is no book yet
    once: bool = False  # what is done again is kept again


IMPORT = ("disburse", "import", "{folder}/rows.csv")
KEPT = ("book", "backup", "{folder}/kept.sqlite")
OPENED = (
    ("collect", "open", "2021-10", "--due", "12/11/2021", "--level", "district"),
    ("collect", "templates", "2021-10", "{folder}/bieu"),
)
TAKEN = ("collect", "take", "{folder}/den")
COMMANDS = {
    "add": Killed(("disburse", "add", "DA1", "5", "--id", "K-1", "--voucher", "PC-1")),
    "import": Killed(IMPORT, (0, 1)),
    "undo": Killed(("book", "undo", "1", "--reason", "nhầm tệp"), (0, 1), after=(IMPORT,)),
    "close": Killed(("book", "close", "2021", "--on", "25/11/2021", "--anyway", "thử"), (0, 1)),
    "backup": Killed(("book", "backup", "{folder}/copy.sqlite"), (0, 1)),
    "restore": Killed(("book", "restore", KEPT[-1]), (0, 1), after=(IMPORT, KEPT), anew=True),
    "replace": Killed(("book", "restore", KEPT[-1], "--replace"), after=(KEPT, IMPORT)),
    "upgrade": Killed(("book", "upgrade"), newer=True),
    "reconcile": Killed(
        ("reconcile", "take", "{folder}/rows.csv", "--as-of", "30/11/2021"),
        after=(IMPORT,),
        once=True,
    ),
    "take": Killed(TAKEN, after=OPENED),
    "accept": Killed(("collect", "accept", "2021-10"), after=(*OPENED, TAKEN)),
}


@pytest.fixture(scope="module")
def forking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    """Return what runs commands that are killed."""
    with victim(tmp_path_factory.mktemp("victim")) as process:
        yield process


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    """Return the same of a program that is newer by a revision."""
    folder = tmp_path_factory.mktemp("newer")
    with victim(folder, patched_source(folder)) as process:
        yield process


@pytest.fixture
def book_of(fresh_book: Path) -> Callable[[], Path]:
    """Return what prepares a book, and the file that is imported."""

    def prepared() -> Path:
        with write_book(fresh_book, signed()) as book:
            allocated(book, 10**9)
        rows = (f"DA1,{1000 + number},15/11/2021,V-{number}" for number in range(ROWS))
        text = "\n".join(("program,amount,date,voucher", *rows))
        fresh_book.with_name("rows.csv").write_text(text, encoding="utf-8")
        return fresh_book

    return prepared


def _state(book: Path) -> list[str]:
    """Return all that a book holds; of a book that is not there, nothing."""
    if not book.exists():
        return []
    with bare(book) as database:
        return list(database.iterdump())


def _check_sound(book: Path) -> None:
    if book.exists():
        assert [each for each in found(book) if each.severity is Severity.ERROR] == []


def _filled_in(folder: Path) -> None:
    """Have both units fill in their forms, of DA1."""
    for place, figure in (("042", 700), ("043", 50)):
        fill(form_of(folder / "bieu", place), folder / "den" / f"{place}.xlsx", [figure])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_is_done_or_not_begun(
    name: str,
    book_of: Callable[[], Path],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    figure: Figure,
) -> None:
    """Whatever it printed is true, every check passes, and to repeat it comes to the right end."""
    command = COMMANDS[name]
    forking: Victim = request.getfixturevalue("newer" if command.newer else "forking")
    book, copy, first = book_of(), tmp_path / "copy.sqlite", tmp_path / "first.sqlite"
    *earlier, words = (
        [each.format(folder=tmp_path) for each in typed]
        for typed in (*command.after, command.words)
    )
    for each in earlier:
        assert forking.run(book, *each)[0] == 0
        if each[:2] == ["collect", "templates"]:
            _filled_in(tmp_path)
    shutil.move(book, first)

    def begin() -> None:
        copy.unlink(missing_ok=True)
        book.unlink(missing_ok=True)
        if not command.anew:
            shutil.copy(first, book)

    begin()
    before = _state(book)
    code, took = forking.run(book, *words)
    after, copied = _state(book), _state(copy)
    assert (code, before == after) == (0, name == "backup")
    chance, ends = random.Random(SEED), Counter[str]()  # noqa: S311 - the same moments each time

    for _ in range(KILLS):
        begin()
        code, _ = forking.run(book, *words, delay=chance.uniform(0, 1.05 * took))
        if not command.newer:
            _check_sound(book)
        done = forking.acknowledged and code in {0, KILLED}
        reached, kept = _state(book), _state(copy)
        assert reached in ([after] if done else [before, after])
        assert kept in ([copied] if done else [[], copied])
        ends["after" if (reached, kept) == (after, copied) else "before"] += 1

        if not command.once or reached == before:
            assert forking.run(book, *words)[0] in command.repeated
        if command.newer:
            assert forking.run(book, "book", "check")[0] == 0
        else:
            _check_sound(book)
        assert (_state(book), _state(copy)) == (after, copied)

    figure(
        "A killed command is done or not begun",
        f"`{' '.join(command.words[:2])}` ({name}) killed at {KILLS} random moments"
        + (f", {ROWS} rows" if IMPORT in (command.words, *command.after) else ""),
        f"{ends['before']} as before, {ends['after']} as after, 0 between, 0 damaged, "
        f"{KILLS} of {KILLS} repeated to the right end",
    )
