"""Fills a book with many disbursements through the store, for benchmarks alone."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.measure import program
from sqlalchemy import insert

from ethnictrack.book.journal import Signature
from ethnictrack.book.opening import Book, write_book
from ethnictrack.book.tables.columns import with_worked_out
from ethnictrack.book.tables.entry import ENTRY
from ethnictrack.ledger.entry import Draft
from ethnictrack.services.entry import Recorder
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.kinds import Kind, Side

YEAR = 2021
HEAP = 10_000


def make(path: Path, rows: int) -> None:
    """Make a book with registers, then ``fill`` it."""
    start = program("--book", str(path), "book", "init", "--programs", "2021")
    subprocess.run([*start, "--units", "cao-bang-2020"], check=True, capture_output=True)
    fill(path, rows)


def fill(path: Path, rows: int) -> None:
    """Plan enough for every programme, then put ``rows`` payments of one million đồng.

    No rule is asked of the payments, and the log does not tell of them.
    """
    signature = Signature(actor="benchmark", command="fill", at=datetime.now(UTC))
    with write_book(path, signature) as book:
        recorder = Recorder(book, date(2022, 2, 1))
        roots = [each.code for each in book.programs.children(None)]
        for code in roots:
            plan = Draft(
                side=Side.ALLOCATION,
                program=code,
                amount=read_amount("900.000 tỷ"),
                kind=Kind.INITIAL,
                year=YEAR,
            )
            recorder.record(plan)
        _pay(book, rows)


def _pay(book: Book, rows: int) -> None:
    programs = [each.id for each in book.programs]
    places = [each.id for each in book.places]
    first = book.ledger.count() + 1
    log = book.journal.seq
    payments = (
        {
            "id": first + number,
            "side": "disbursement",
            "program": programs[number % len(programs)],
            "place": places[number % len(places)],
            "year": YEAR,
            "plan_year": YEAR,
            "date": (date(YEAR, 1, 1) + timedelta(days=number % 365)).isoformat(),
            "kind": "payment",
            "amount": 1_000_000,
            "voucher": f"B{number}",
            "log": log,
        }
        for number in range(rows)
    )
    # A child is said to take at least the memory its parent had when it was started.
    while heap := list(islice(payments, HEAP)):
        whole = [with_worked_out(ENTRY, each) for each in heap]
        book.journal.connection.execute(insert(ENTRY), whole)
