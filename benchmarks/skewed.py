"""Fills a book as an office's years look: some lines, places and months have most of the entries.

Every programme of two trees has a plan in each of ten years, in both capitals and three sources;
the payments, advances, clearings and refunds go to 56 communes, unevenly. No rule is asked of
them, and the log does not tell of them: what is measured is reading.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product

from benchmarks.measure import program
from sqlalchemy import insert

from ethnictrack.book.journal import Signature
from ethnictrack.book.location import Location
from ethnictrack.book.opening import Book, write_book
from ethnictrack.book.tables.columns import with_worked_out
from ethnictrack.book.tables.entry import ENTRY
from ethnictrack.ledger.entry import Draft
from ethnictrack.services.entry import Recorder
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.kinds import Kind, Side

YEARS = range(2016, 2026)
BUSIEST = 2025  # the year that is asked about
PLACES, HEAP = 56, 10_000
_KINDS = ["payment"] * 17 + ["advance", "advance-recovery", "refund"]
_CAPITALS, _SOURCES = ("investment", "recurrent"), ("central", "provincial", "district")
_PLAN = 900_000_000_000


def make(place: Location, rows: int, *, one_year: bool = False) -> None:
    """Make a book with ``rows`` disbursements, over ten years or all in the last."""
    start = program("--book", str(place), "book", "init", "--units", "cao-bang-2020")
    trees = [*start, "--programs", "1719", "--programs", "2026"]
    subprocess.run(trees, check=True, capture_output=True)
    signature = Signature(actor="benchmark", command="fill", at=datetime.now(UTC))
    with write_book(place, signature) as book:
        _first(book)
        entries = _entries(book, rows, (BUSIEST,) if one_year else tuple(YEARS))
        while heap := list(islice(entries, HEAP)):
            whole = [with_worked_out(ENTRY, each) for each in heap]
            book.journal.connection.execute(insert(ENTRY), whole)


def _first(book: Book) -> None:
    """Record one plan by the rules, so that the log has a record all entries can name."""
    plan = Draft(
        side=Side.ALLOCATION,
        program=next(iter(book.programs)).code,
        amount=read_amount("1 tỷ"),
        kind=Kind.INITIAL,
        year=YEARS[0],
    )
    Recorder(book, date(YEARS[-1] + 1, 2, 1)).record(plan)


def _entries(book: Book, rows: int, years: tuple[int, ...]) -> Iterator[dict[str, object]]:
    """Yield the plans, then the disbursements, numbered on; unevenly."""
    chosen = random.Random(1)  # noqa: S311 - the same rows every time
    programs = [each.id for each in book.programs]
    communes = [each.id for each in book.places if str(each.level) == "commune"][:PLACES]
    often = [1 / (1 + at) for at in range(PLACES)]
    number, log = book.ledger.count(), book.journal.seq
    for year in years:
        for line in product(programs, _CAPITALS, _SOURCES):
            number += 1
            yield _entry(number, log, year, line, date(year, 1, 1), _PLAN)
    for at in range(rows):
        year = years[min(chosen.randrange(2 * len(years)), len(years) - 1)]  # half in the last
        days = min(chosen.randrange(400), 364)  # December has most
        line = (chosen.choice(programs), chosen.choice(_CAPITALS), chosen.choice(_SOURCES))
        number += 1
        yield {
            **_entry(number, log, year, line, date(year, 1, 1) + timedelta(days), 1_000_000 + at),
            "side": "disbursement",
            "kind": chosen.choice(_KINDS),
            "place": chosen.choices(communes, often)[0],
            "voucher": f"UNC-{at:07}",
            "payee": f"Hợp tác xã {at % 500}",
            "note": f"Thanh toán đợt {at % 12 + 1}",
        }


def _entry(  # noqa: PLR0913, PLR0917 - the columns of a row
    number: int, log: int, year: int, line: tuple[int, str, str], day: date, amount: int
) -> dict[str, object]:
    return {
        "id": number,
        "side": "allocation",
        "program": line[0],
        "capital": line[1],
        "source": line[2],
        "place": None,
        "year": year,
        "plan_year": year,
        "date": day.isoformat(),
        "kind": "initial",
        "amount": amount,
        "voucher": None,
        "payee": None,
        "note": None,
        "log": log,
    }
