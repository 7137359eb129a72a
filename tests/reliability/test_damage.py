"""A byte flipped or a piece cut anywhere in the file: found, or proved to change nothing."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.books import bare
from tests.reliability.conftest import Figure
from tests.reliability.size import size
from tests.shell import Ran, run

from ethnictrack.book.backends.sqlite_schema import signs

POSITIONS = size(25, 2000)
CUTS = size(10, 400)
SEED = 5
READING = (
    "report rates --year 2021",
    "report annual 2021",
    "report inspections 2021",
    "allocate list",
    "disburse list",
    "inspect list",
    "activity list",
    "book log",
    "book info",
    "book check",
)
NOTES = ("alembic_version", "create index")  # no figure and no record is in them


def _held(book: Path) -> list[str | tuple[str, ...]]:
    """Return every row of every table, and every guard."""
    with bare(book) as database:
        lines = [
            line for line in database.iterdump() if not any(each in line.lower() for each in NOTES)
        ]
    # Which blank stands between two words of a statement, or their case, says nothing.
    return [signs(line) if line.upper().startswith("CREATE") else line for line in lines]


def _run(book: Path, line: str) -> Ran:
    """Run a command; whatever the file is, it ends with a sentence of ours."""
    ran = run(*line.split(), "--json", book=book)
    assert ran.code in {0, 1, 3}, ran
    assert ran.code != 3 or ran.error["code"] in {"book-damaged", "not-a-book", "newer-book"}, ran
    return ran


def test_a_flipped_bit_is_found_or_changes_nothing(full_book: Path, figure: Figure) -> None:
    """In the header, in a page, in what no page uses any more: at random.

    Where `book verify` finds nothing, every row is what it was and every command says the same.
    """
    chance, ends = random.Random(SEED), Counter[str]()  # noqa: S311 - the same bits each time
    sound, held = full_book.read_bytes(), _held(full_book)
    said = {line: _run(full_book, line) for line in READING}

    for _ in range(POSITIONS):
        at, turned = chance.randrange(len(sound)), 1 << chance.randrange(8)
        full_book.write_bytes(sound[:at] + bytes([sound[at] ^ turned]) + sound[at + 1 :])
        line = chance.choice(READING)
        read, verified = _run(full_book, line), _run(full_book, "book verify")
        if verified.code == 0:
            assert _held(full_book) == held, at
            assert read == said[line], at
        ends[
            ("changed nothing", "found by `book verify`", "", "refused at once")[verified.code]
        ] += 1

    figure(
        "Damage is found",
        f"one bit flipped at {POSITIONS} random places of the file",
        ", ".join(f"{count} {name}" for name, count in sorted(ends.items())) + ", 0 unnoticed",
    )


def test_a_cut_file_is_refused(full_book: Path, figure: Figure) -> None:
    """However much is gone."""
    chance, sound = random.Random(SEED), full_book.read_bytes()  # noqa: S311

    for _ in range(CUTS):
        full_book.write_bytes(sound[: chance.randrange(len(sound))])
        assert _run(full_book, "book verify").code == 3

    figure("Damage is found", f"the file cut at {CUTS} random places", f"{CUTS} refused at once")
