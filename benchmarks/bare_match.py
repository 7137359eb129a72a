"""Reads a statement and the payments from a day on and looks each line up: what cannot be saved."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

_ENTRIES = """
    SELECT id, amount, program, date, year, plan_year, kind, place, voucher_key, capital, source
    FROM entry WHERE side = 'disbursement' AND date >= ?
"""


def main(book: str, file: str, since: str) -> None:
    """Print what became of each line and what is left, as JSON."""
    by_voucher: dict[str, int] = {}
    by_amount: dict[int, int] = {}
    left: dict[int, tuple[object, ...]] = {}
    with closing(sqlite3.connect(book)) as database:
        for number, amount, *rest in database.execute(_ENTRIES, (since,)):
            by_voucher[rest[6]] = by_amount[amount] = number
            left[number] = (amount, *rest)
    found = []
    with Path(file).open(encoding="utf-8", newline="") as lines:
        for at, line in enumerate(csv.DictReader(lines), start=2):
            voucher = line["Số chứng từ"].lower()
            entry = by_voucher.get(voucher) or by_amount.get(abs(int(line["Số tiền"])))
            left.pop(entry or 0, None)
            found.append({"line": at, "entry": entry, **line})
    json.dump({"lines": found, "book_only": [*left.values()]}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
