"""Measures what trust costs, beside references (`python -m benchmarks.trust`).

The chain is a part of an import, timed within it. `book verify` of what was imported is a multiple
of a bare loop that reads the same entries and the same pages of the log and hashes each; what the
program takes to verify an empty book is its start, and not counted. Another number of rows than
100.000 may be said: `python -m benchmarks.trust 1000000`. Exit 1 when a bound is broken.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from pathlib import Path
from statistics import median

from benchmarks import files, filled
from benchmarks.measure import Case, environment, program, spent

from ethnictrack.book.journal import Journal
from ethnictrack.cli.shell.app import run

ROWS, ROUNDS = 100_000, 3
SHARE, MULTIPLE = 0.15, 3  # the most that chain and verification may cost


def main(rows: int) -> int:
    """Measure both and print a line each."""
    with tempfile.TemporaryDirectory() as folder:
        book, empty = (Path(folder) / name for name in ("book.sqlite", "empty.sqlite"))
        filled.make(empty, 0)  # plans alone, which the rows are paid from
        shutil.copyfile(empty, book)
        share = chain_share(book, rows)
        bare, verified = verification(book, empty)
    broken = (share > SHARE, verified > MULTIPLE * bare)
    words = ["BROKEN" if each else "ok" for each in broken]
    print(f"the chain: {share:.1%} of an import of {rows} rows (at most {SHARE:.0%}) {words[0]}")
    print(
        f"book verify, {rows} rows: {verified / bare:.2f} x a bare loop that reads and hashes them "
        f"(at most {MULTIPLE}) {words[1]}\n  {verified:.2f} s, the loop {bare:.2f} s"
    )
    return int(any(broken))


def chain_share(book: Path, rows: int) -> float:
    """Import payments; return the part of the time that noting and sealing them takes."""
    file = book.with_suffix(".csv")
    files.write_csv(file, files.payments(book, rows))
    noted: list[float] = []
    with _timed("_keep", noted), _timed("close", noted):
        began = time.process_time()
        _done(book, "disburse", "import", str(file))
        took = time.process_time() - began
    return sum(noted) / took


@contextmanager
def _timed(name: str, noted: list[float]) -> Iterator[None]:
    """Have a part of the journal note the processor time it takes."""
    part: Callable[..., object] = getattr(Journal, name)

    def timed(*args: object, **named: object) -> object:
        began = time.process_time()
        try:
            return part(*args, **named)
        finally:
            noted.append(time.process_time() - began)

    setattr(Journal, name, timed)
    try:
        yield
    finally:
        setattr(Journal, name, part)


def verification(book: Path, empty: Path) -> tuple[float, float]:
    """Return the processor time of the bare loop and of `book verify`, in seconds."""
    whole, start = (
        Case(each.stem, program("--book", str(each), "book", "verify")) for each in (book, empty)
    )
    bare, verified, variables = [], [], environment()
    for _ in range(ROUNDS):
        began = time.process_time()
        _read_and_hash(book)
        bare.append(time.process_time() - began)
        verified.append(spent(whole, variables).seconds - spent(start, variables).seconds)
    return median(bare), median(verified)


def _read_and_hash(book: Path) -> None:
    with closing(sqlite3.connect(book)) as database:
        for row in database.execute("SELECT * FROM entry ORDER BY id"):
            hashlib.sha256(repr(row).encode()).digest()
        for (body,) in database.execute("SELECT body FROM page ORDER BY record, number"):
            hashlib.sha256(body.encode()).digest()


def _done(book: Path, *words: str) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as silence, redirect_stdout(silence):
        code = run(("--book", str(book), *words))
    assert code == 0, words


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
