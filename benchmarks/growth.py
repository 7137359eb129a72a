"""Measures what commands cost with many entries against none (`python -m benchmarks.growth`).

Another number of entries than 1.000.000 may be said, and ``year`` puts all into one budget year:
`python -m benchmarks.growth 100000 year`. Exit 1 when a bound is broken.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import skewed
from benchmarks.measure import Bound, Case, environment, judge, medians, program

from ethnictrack.book.location import Location
from ethnictrack.book.opening import read_book

ROWS, ROUNDS = 1_000_000, 3
_YEAR = str(skewed.BUSIEST)
_MONTH_END, _MID_MONTH = ("--as-of", f"30/11/{_YEAR}"), ("--as-of", f"15/11/{_YEAR}")
_COMMANDS: dict[str, tuple[tuple[str, ...], float]] = {
    "disburse add": (("disburse", "add", "P", "1tr", "--date", f"1/3/{_YEAR}"), 1.15),
    "disburse show": (("disburse", "show", "PAID"), 1.15),
    "disburse list --limit 20": (("disburse", "list", "--limit", "20"), 1.15),
    "disburse list --voucher": (("disburse", "list", "--voucher", "UNC-0000001"), 1.15),
    "disburse list --search": (
        ("disburse", "list", "--search", "hop tac xa 77", "--limit", "9"),
        2,
    ),
    "book info": (("book", "info"), 1.15),
    "program show": (("program", "show", "P", "--year", _YEAR), 1.15),
    "report rates, a month's end": (("report", "rates", "--year", _YEAR, *_MONTH_END), 2),
    "report rates, mid-month": (("report", "rates", "--year", _YEAR, *_MID_MONTH), 3),
    "report rates --by place": (("report", "rates", "--year", _YEAR, "--by", "place"), 4),
    "report pace, a month's end": (("report", "pace", _YEAR, *_MONTH_END), 2),
    "report settlement": (("report", "settlement", _YEAR), 2),
    "report annual, a month's end": (("report", "annual", _YEAR, *_MONTH_END), 2),
    "report annual, mid-month": (("report", "annual", _YEAR, *_MID_MONTH), 3),
    "report month": (("report", "month", f"{_YEAR}-11"), 3),
}
# What a figure is made of is listed with the figure, beside the list of the same entries alone.
_EXPLAINED, _LISTED = "report explain, a month", "disburse list, its days"
_MONTH: dict[str, tuple[str, ...]] = {
    _EXPLAINED: ("report", "explain", f"{_YEAR}-11", "--year", _YEAR, "--json"),
    _LISTED: (
        *("disburse", "list", "--from", f"1/11/{_YEAR}", "--to", f"30/11/{_YEAR}", "--json"),
    ),
}
_CLASS = ("--capital", "investment", "--source", "central")
BOUNDS = tuple(Bound(f"{name}, many", f"{name}, 0", most) for name, (_, most) in _COMMANDS.items())


def main(rows: int, *, one_year: bool) -> int:
    """Measure everything and print a line for each bound."""
    with tempfile.TemporaryDirectory() as folder:
        books = {"0": Path(folder) / "empty.sqlite", "many": Path(folder) / "many.sqlite"}
        skewed.make(books["0"], 1, one_year=one_year)
        skewed.make(books["many"], rows, one_year=one_year)
        cases = []
        for size, book in books.items():
            written = book.with_name(f"written-{book.name}")
            shutil.copyfile(book, written)
            cases += growing(size, book, written)
        cases += [
            Case(name, program("--book", str(books["many"]), *words))
            for name, words in _MONTH.items()
        ]
        found = medians(cases, environment(), ROUNDS)
    print(f"{rows} entries against one")
    return 1 if judge(found, (*BOUNDS, Bound(_EXPLAINED, _LISTED, 2))) else 0


def growing(size: str, book: Location, written: Location) -> list[Case]:
    """Return every command on a book; the one that writes does so in ``written``."""
    with read_book(book) as opened:
        code, paid = next(iter(opened.programs)).code, str(opened.ledger.count())
    found = []
    for name, (words, _) in _COMMANDS.items():
        adding = name == "disburse add"
        said = [{"P": code, "PAID": paid}.get(word, word) for word in words]
        whole = program("--book", str(written if adding else book), *said)
        found.append(Case(f"{name}, {size}", [*whole, *(_CLASS if adding else ())]))
    return found


if __name__ == "__main__":
    sys.exit(
        main(
            next((int(word) for word in sys.argv[1:] if word.isdigit()), ROWS),
            one_year="year" in sys.argv[1:],
        )
    )
