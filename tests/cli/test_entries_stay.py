"""Holding figures against the book changes no entry: as a law, whatever is taken."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.forms import fill, form_of
from tests.reliability.size import size
from tests.shell import ok, run, still

from ethnictrack.cli.shell.command_line import World

AT: World = still(datetime(2026, 11, 20, 1, 0, tzinfo=UTC))
CLASS = ("--capital", "investment", "--source", "central")
PLACES = ("05001", "05002")
AMOUNTS = st.sampled_from([0, 100, 150, 250, 400, -100])
LINES = st.lists(
    st.tuples(
        st.sampled_from(["1/9/2026", "20/9/2026", "3/10/2026", "31/10/2026", ""]),
        st.sampled_from(["", "", "UNC-1", "unc 2", "UNC-9"]),
        st.sampled_from(["DA1", "DA2", "0515", "KHAC", ""]),
        AMOUNTS,
    ),
    min_size=1,
    max_size=8,
)
FIGURES = st.lists(st.sampled_from([None, 0, 90, 100, 250, 10**13]), min_size=2, max_size=2)
DONE = st.lists(
    st.tuples(
        st.sampled_from(["match", "explain", "explain-entry", "drop"]),
        st.integers(2, 9),
        st.integers(3, 7),
    ),
    max_size=3,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a book of two communes and five payments, asked for October."""
    folder = tmp_path_factory.mktemp("office")
    book = folder / "book.sqlite"
    ok("book", "init", "--units", "none", "--programs", "none", book=book, world=AT)
    for place in PLACES:
        ok("place", "add", place, f"Xã {place}", "--level", "commune", book=book, world=AT)
    for code, target in (("DA1", "0515"), ("DA2", "0516")):
        ok("program", "add", code, code, "--target-code", target, book=book, world=AT)
        plan = ("--year", "2026", "--date", "5/1/2026", *CLASS)
        ok("allocate", "add", code, "1 tỷ", *plan, book=book, world=AT)
    for code, amount, day, place, *voucher in (
        ("DA1", "100", "20/9/2026", "05001", "--voucher", "UNC-1"),
        ("DA1", "150", "2/10/2026", "05002", "--voucher", "UNC-2"),
        ("DA2", "100", "3/10/2026", "05001"),
        ("DA2", "100", "3/10/2026", "05001"),
        ("DA2", "250", "30/10/2026", "05002"),
    ):
        said = ("--date", day, "--place", place, *voucher, *CLASS)
        ok("disburse", "add", code, amount, *said, book=book, world=AT)
    words = ("2026-10", "--due", "12/11/2026", "--places", *PLACES)
    ok("collect", "open", *words, book=book, world=AT)
    ok("collect", "templates", "2026-10", str(folder / "bieu"), book=book, world=AT)
    return folder


def ledger(book: Path) -> str:
    """Return the digest of all that the book has of its entries."""
    with closing(sqlite3.connect(book)) as database:
        tables = ("entry", "amendment", "batch")
        rows = [database.execute(f"SELECT * FROM {each}").fetchall() for each in tables]  # noqa: S608
    assert rows[0]
    return sha256(repr(rows).encode()).hexdigest()


def adds_up(data: dict[str, Any]) -> None:
    """Check that what is matched, explained and open is all there is, on either side."""
    totals = data["totals"]
    for side in ("treasury", "book"):
        parts = [totals[part][side] for part in ("matched", "explained", "open")]
        lines = sum(each[side] for each in data["lines"])
        assert sum(parts) == totals[side]
        alone = [each["effect"] for each in data["book_only"]]
        assert totals[side] == lines + (sum(alone) if side == "book" else 0)


@settings(max_examples=size(4, 300))
@given(lines=LINES, again=LINES, done=DONE)
def test_a_statement_changes_no_entry(
    office: Path, lines: list[Any], again: list[Any], done: list[tuple[str, int, int]]
) -> None:
    """Taken, matched, explained, dropped and taken anew, in any order; the sums hold throughout."""
    with TemporaryDirectory() as name:
        book = Path(shutil.copy(office / "book.sqlite", name))
        before = ledger(book)
        for number, said in enumerate((lines, again), 1):
            file = Path(name) / "bang.csv"
            rows = ["Ngày;Số chứng từ;Mã chương trình;Số tiền", *(_row(each) for each in said)]
            file.write_text("\n".join(rows), encoding="utf-8")
            words = ("--as-of", "31/10/2026", "--json")
            adds_up(ok("reconcile", "take", str(file), *words, book=book, world=AT).data)
            for verb, line, entry in done:
                run("reconcile", *_words(verb, number, line, entry), book=book, world=AT)
                shown = run("reconcile", "show", str(number), "--json", book=book, world=AT)
                if shown.out:
                    adds_up(shown.data)
        assert ledger(book) == before


def _row(line: tuple[str, str, str, int]) -> str:
    return ";".join(map(str, line))


def _words(verb: str, number: int, line: int, entry: int) -> tuple[str, ...]:
    why = ("--reason", "x")
    of = {
        "match": ("match", str(number), str(line), str(entry)),
        "explain": ("explain", str(number), str(line), *why),
        "explain-entry": ("explain", str(number), "--entry", str(entry), *why),
        "drop": ("drop", str(number), *why),
    }
    return of[verb]


@settings(max_examples=size(4, 300))
@given(
    sent=st.lists(st.tuples(st.sampled_from(PLACES), FIGURES), min_size=1, max_size=3),
    note=st.sampled_from([None, "nộp trả"]),
)
def test_what_units_send_changes_no_entry(
    office: Path, sent: list[tuple[str, list[int | None]]], note: str | None
) -> None:
    """Received, replaced or refused: the book moves when a report is accepted, not before."""
    with TemporaryDirectory() as name:
        book = Path(shutil.copy(office / "book.sqlite", name))
        before = ledger(book)
        for number, (place, figures) in enumerate(sent):
            form = form_of(office / "bieu", place)
            file = fill(form, Path(name) / "den" / f"{number}.xlsx", figures, [note, note])
            ran = run("collect", "take", str(file), "--json", book=book, world=AT)
            assert ran.code in {0, 1}
        run("collect", "return", "2026-10", "05001", "--reason", "x", book=book, world=AT)
        run("collect", "nil", "2026-10", "05002", book=book, world=AT)
        ok("collect", "status", "2026-10", book=book, world=AT)
        assert ledger(book) == before
