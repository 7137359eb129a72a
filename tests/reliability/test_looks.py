"""A sound book is never called anything else, however busily others write to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.reliability.clerk import started, told
from tests.reliability.conftest import Figure
from tests.reliability.size import size
from tests.shell import run

from ethnictrack.book.files import inspect_file
from ethnictrack.values.errors import BookError

WRITERS = 2
LOOKS = size(4_000, 1_000_000)
COMMANDS = size(15, 5_000)
PROMISE = "A sound book is not called damaged while others write"


@contextmanager
def _written_to(book: Path) -> Iterator[list[list[int]]]:
    """Let others write to a book all the time; the end of the block ends their day.

    What each of them has kept, and what was refused, comes after it.
    """
    home = book.with_name("home")
    kept: list[list[int]] = []
    with ExitStack() as stack:
        words = ("grow", str(book), str(home))
        writers = [stack.enter_context(started(*words)) for _ in range(WRITERS)]
        for each in writers:  # until both are at work
            each.said.readline()
        yield kept
        home.touch()
        kept += [told(each)[-1] for each in writers]


def test_a_look_at_a_book_that_is_written_to_finds_it_sound(
    fresh_book: Path, figure: Figure
) -> None:
    """Its header and its size are of two states now and then, and looked at again."""
    seen: Counter[str] = Counter()
    with _written_to(fresh_book) as kept:
        for _ in range(LOOKS):
            try:
                inspect_file(fresh_book)
                seen["sound"] += 1
            except BookError as refusal:
                seen[refusal.code] += 1

    assert seen == {"sound": LOOKS}
    _check_written(kept)
    figure(
        PROMISE,
        f"{LOOKS} looks of one process while {WRITERS} write {sum(n for n, _ in kept)} times",
        "0 false alarms",
    )


def test_a_command_beside_writers_finds_the_book_sound(fresh_book: Path, figure: Figure) -> None:
    """Neither they nor who reads are told of damage that is none."""
    with _written_to(fresh_book) as kept:
        ends = Counter(run("program", "list", book=fresh_book).err for _ in range(COMMANDS))

    assert ends == {"": COMMANDS}
    _check_written(kept)
    figure(
        PROMISE,
        f"{COMMANDS} commands while {WRITERS} write {sum(n for n, _ in kept)} times",
        "0 false alarms",
    )


def _check_written(kept: list[list[int]]) -> None:
    assert len(kept) == WRITERS
    for written, refused in kept:
        assert written > 0
        assert refused == 0
