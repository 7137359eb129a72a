"""Measures the year's report over many payments (`python -m benchmarks.annual`).

The reference is what the report asks of the book, word for word, in one bare process of `sqlite3`,
and the program's start: the time of listing one entry. Another number of payments than 1.000.000
may be said: `python -m benchmarks.annual 100000`. Exit 1 when the bound is broken.
"""

from __future__ import annotations

import io
import sqlite3
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from benchmarks import filled
from benchmarks.measure import Bound, Case, Spent, environment, judge, medians, program
from sqlalchemy import Engine, event

from ethnictrack.cli.shell.app import run

HERE = Path(__file__).parent
ROWS, ROUNDS = 1_000_000, 3
REPORT = ("report", "annual", str(filled.YEAR), "--as-of", f"31/12/{filled.YEAR}")
BOUND = Bound("report annual", "its bare SQL and the program's start", 1.5)


def main(rows: int) -> int:
    """Measure the report of a book of ``rows`` payments and print a line."""
    with tempfile.TemporaryDirectory() as folder:
        book, script = Path(folder) / "book.sqlite", Path(folder) / "asked.sql"
        filled.make(book, rows)
        script.write_text(";\n".join(_asked(book)), encoding="utf-8")
        here = ("--book", str(book))
        cases = [
            Case("report annual", program(*here, *REPORT)),
            Case("SQL", [sys.executable, str(HERE / "bare_sql.py"), str(book), str(script)]),
            Case("start", program(*here, "disburse", "list", "--limit", "1")),
        ]
        found = medians(cases, environment(), ROUNDS)
    sql, start = found["SQL"], found["start"]
    found[BOUND.reference] = Spent(sql.seconds + start.seconds, max(sql.megabytes, start.megabytes))
    print(f"report annual over {rows} payments")
    return 1 if judge(found, (BOUND,)) else 0


def _asked(book: Path) -> list[str]:
    """Return every statement, its values within it, by which the report reads the book."""
    asked: list[str] = []

    def note(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(asked.append)

    event.listen(Engine, "connect", note)
    try:
        with redirect_stdout(io.StringIO()):
            code = run(["--book", str(book), *REPORT])
    finally:
        event.remove(Engine, "connect", note)
    if code:
        message = f"{' '.join(REPORT)}: exit code {code}"
        raise RuntimeError(message)
    return [each for each in asked if each.lstrip().upper().startswith("SELECT")]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
