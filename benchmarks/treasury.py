"""Measures a statement of the treasury held against a big book (`python -m benchmarks.treasury`).

100.000 lines of the last weeks of a year against 1.000.000 entries, of which those weeks have a few
more, beside a bare loop that reads the same lines and the same entries and looks each line up. Then
the same lines against the whole year, which has half of all entries: what the book has alone is
most of the work. Other numbers may be said: `python -m benchmarks.treasury 10000 100000`. Exit 1
when a bound is broken.
"""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks import skewed
from benchmarks.measure import Bound, Case, environment, judge, medians, program

LINES, ROWS, ROUNDS = 100_000, 1_000_000, 3
YEAR = skewed.BUSIEST
LAST = date(YEAR, 12, 31)
HEADING = ("Ngày", "Số chứng từ", "Mã chương trình", "Loại vốn", "Nguồn vốn", "Số tiền")
_SIGNS = {"payment": 1, "advance": 1, "advance-recovery": -1, "refund": -1}
_PAID = """
    SELECT entry.date, voucher, program.code, capital, source, entry.kind, amount
    FROM entry JOIN program ON program.id = entry.program
    WHERE side = 'disbursement' AND entry.year = ? ORDER BY entry.date DESC, entry.id LIMIT ?
"""
_MORE = 1.1  # entries of the span, to a line
HERE = Path(__file__).parent


def main(lines: int, rows: int) -> int:
    """Measure and print a line for each bound."""
    with tempfile.TemporaryDirectory() as folder:
        book, taken, file = (Path(folder) / name for name in ("book.sqlite", "taken", "bang.csv"))
        skewed.make(book, rows)
        first = write(book, file, lines)
        found = medians([*_cases((book, taken, file), first)], environment(), ROUNDS)
    print(f"{lines} lines against {rows} entries")
    bounds = (
        Bound("reconcile take, those days", "a bare loop, those days", 12),
        Bound("reconcile show, those days", "a bare loop, those days", 12),
        Bound("reconcile take, the year", "a bare loop, the year", 12),
    )
    return 1 if judge(found, bounds) else 0


def _cases(paths: tuple[Path, Path, Path], first: date) -> Iterator[Case]:
    """Yield the commands; a statement is taken into the same book each time."""
    book, taken, file = paths
    for name, since in (("those days", first), ("the year", date(YEAR, 1, 1))):
        span = ("--from", f"{since:%d/%m/%Y}", "--as-of", f"{LAST:%d/%m/%Y}")
        words = ("reconcile", "take", str(file), *span, "--json")
        bare = str(HERE / "bare_match.py"), str(book), str(file), since.isoformat()
        start = partial(shutil.copyfile, book, taken)
        yield Case(f"a bare loop, {name}", [sys.executable, *bare])
        yield Case(f"reconcile take, {name}", program("--book", str(taken), *words), 0, start)
        if since == first:
            told = program("--book", str(taken), "reconcile", "show", "1", "--json")
            yield Case(f"reconcile show, {name}", told, 1)


def write(book: Path, file: Path, lines: int) -> date:
    """Write what the treasury says of the last payments; return the first day of them.

    Half have no voucher, and one of 200 has another amount.
    """
    chosen = random.Random(2)  # noqa: S311 - the same lines every time
    with closing(sqlite3.connect(book)) as database:
        every = database.execute(_PAID, (YEAR, int(lines * _MORE))).fetchall()
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADING)
        for day, voucher, code, capital, source, kind, amount in chosen.sample(every, lines):
            on = min(date.fromisoformat(day) + timedelta(days=chosen.randrange(2)), LAST)
            said = amount * _SIGNS[kind] + (chosen.randrange(200) == 0)
            told = voucher if chosen.randrange(2) else ""
            writer.writerow((f"{on:%d/%m/%Y}", told, code, capital, source, said))
    return date.fromisoformat(every[-1][0])


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*numbers, *(LINES, ROWS)[len(numbers) :]))
