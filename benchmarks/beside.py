"""Measures the program beside others on the same rows (`python -m benchmarks.beside`).

A month's payments by programme, and those to a payee whose name holds a text; and what is done to
the rows before they can be asked. The others are left out where they are not on the path: hledger,
bean-query (of beanquery), sqlite-utils, and a `python3` that has DuckDB. Nothing here is a bound:
they judge no row, keep no proof, and know of no plan.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import files, filled
from benchmarks.measure import Case, Spent, environment, medians, program, spent

ROWS, ROUNDS = 100_000, 1  # some take minutes
MONTH, PAYEE = "2021-11", "Hợp tác xã 77"
_COLUMNS = (("load", "rows read in"), ("sum", "a month by programme"), ("list", "a payee's"))
# Days and amounts stand in the file as an office writes them.
_AMOUNT = "CAST(replace(amount, '.', '') AS BIGINT)"
_SUM = (
    f"SELECT program, sum({_AMOUNT}) FROM entry"  # noqa: S608 - no word of it comes from outside
    f" WHERE substr(date, 7, 4) || '-' || substr(date, 4, 2) = '{MONTH}' GROUP BY program"
)
_LIST = f"SELECT * FROM entry WHERE payee LIKE '%{PAYEE}%'"  # noqa: S608 - as above
_DUCK = "import duckdb, sys; print(duckdb.connect(sys.argv[1]).sql(sys.argv[2]).fetchall())"
_BQL = "SELECT account, sum(position) WHERE year = 2021 AND month = 11 AND account ~ '^Exp'"


def _own(folder: Path) -> list[Case]:
    """Return the program's own commands."""
    empty, book = folder / "empty.sqlite", str(folder / "book.sqlite")
    listing = program("--book", book, "disburse", "list")
    days = ("--from", "1/11/2021", "--to", "30/11/2021")
    return [
        Case(
            "load",
            program("--book", book, "disburse", "import", str(folder / "rows.csv")),
            before=lambda: shutil.copyfile(empty, book),
        ),
        Case("sum", [*listing, *days, "--sum-by", "program"]),
        Case("list", [*listing, "--payee", PAYEE, "-O", "csv"]),
    ]


def _hledger(folder: Path) -> list[Case]:
    start = ["hledger", "-f", str(folder / "rows.journal")]
    return [
        Case("sum", [*start, "balance", "--flat", "-p", MONTH, "^paid"]),
        Case("list", [*start, "register", f"desc:{PAYEE}", "^paid"]),
    ]


def _beancount(folder: Path) -> list[Case]:
    """Return its queries; the first reading of a file leaves what later ones are faster by."""
    file = folder / "rows.beancount"
    cache = file.with_name(f".{file.name}.picklecache")
    summed = ["bean-query", str(file), f"{_BQL} GROUP BY account"]
    listed = f"SELECT date, payee, position WHERE payee ~ '{PAYEE}' AND number > 0"
    return [
        Case("load", summed, before=lambda: cache.unlink(missing_ok=True)),
        Case("sum", summed),
        Case("list", ["bean-query", str(file), listed]),
    ]


def _utils(folder: Path) -> list[Case]:
    database = folder / "utils.sqlite"
    loading = ["sqlite-utils", "insert", "--csv", str(database), "entry", str(folder / "rows.csv")]
    return [
        Case("load", loading, before=lambda: database.unlink(missing_ok=True)),
        Case("sum", ["sqlite-utils", str(database), _SUM]),
        Case("list", ["sqlite-utils", str(database), _LIST]),
    ]


def _duckdb(folder: Path) -> list[Case]:
    database = folder / "rows.duckdb"
    start = ["python3", "-c", _DUCK, str(database)]
    loading = f"CREATE TABLE entry AS FROM read_csv('{folder / 'rows.csv'}', all_varchar = true)"
    load = [*start[:2], "import duckdb, sys; duckdb.connect(sys.argv[1]).sql(sys.argv[2])"]
    return [
        Case(
            "load", [*load, str(database), loading], before=lambda: database.unlink(missing_ok=True)
        ),
        Case("sum", [*start, _SUM]),
        Case("list", [*start, _LIST]),
    ]


def _has_duckdb() -> bool:
    tried = subprocess.run(["python3", "-c", "import duckdb"], capture_output=True, check=False)
    return tried.returncode == 0


def _programs(folder: Path) -> Iterator[tuple[str, list[Case]]]:
    """Yield the programs that are there, the one whose book the others' files come from first."""
    yield "ethnictrack", _own(folder)
    if shutil.which("sqlite-utils"):
        yield "sqlite-utils", _utils(folder)
    if _has_duckdb():
        yield "DuckDB", _duckdb(folder)
    if shutil.which("hledger"):
        yield "hledger", _hledger(folder)
    if shutil.which("bean-query"):
        yield "beancount", _beancount(folder)


def main(rows: int) -> int:
    """Measure everything and print a line a program: seconds of processor time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled.make(folder / "empty.sqlite", 0)
        files.write_csv(folder / "rows.csv", files.payments(folder / "empty.sqlite", rows))
        spent(_own(folder)[0], environment())
        for file in ("rows.journal", "rows.beancount"):
            export = program("--book", str(folder / "book.sqlite"), "book", "export")
            spent(Case(file, [*export, str(folder / file)]), environment())
        print(f"{rows} rows | " + " | ".join(said for _, said in _COLUMNS))
        for who, cases in _programs(folder):
            _print(who, medians(cases, environment(), ROUNDS))
    return 0


def _print(who: str, found: dict[str, Spent]) -> None:
    costs = [found.get(name) for name, _ in _COLUMNS]
    said = (f"{each.seconds:.2f} s, {each.megabytes:.0f} MB" if each else "-" for each in costs)
    print(f"{who} | " + " | ".join(said), flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
