"""What ends soon, and money that moves after its last day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.shell import Ran, ok, run, still

LATER = still(datetime(2027, 1, 20, 1, 0, tzinfo=UTC))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book with plan of 2025, of which some was carried into 2026."""
    path = tmp_path / "so.sqlite"
    lines = (
        ("book", "init", "--programs", "2026"),
        ("allocate", "add", "HP2", "10 tỷ", "--year", "2025", "--capital", "investment"),
        ("allocate", "carry", "--from", "2025", "--to", "2026", "--decision", "1/QĐ"),
        ("allocate", "add", "HP2", "7 tỷ", "--year", "2026", "--capital", "recurrent"),
    )
    for line in lines:
        assert run(*line, book=path, world=LATER).code == 0, line
    return path


def _pay(book: Path, *words: str) -> Ran:
    line = ("disburse", "add", "HP2", "1 tỷ", "--year", "2026", "--json")
    return run(*line, *words, book=book, world=LATER)


def test_the_next_60_days_with_their_law_and_what_is_open(book: Path) -> None:
    """10 tỷ of carried money until 31/12/2026, 7 tỷ of the year's own until 31/01/2027."""
    words = ("report", "deadlines", "--on", "2/12/2026", "--json")
    report = run(*words, book=book, world=LATER).data
    opened = {each["date"]: each["open"] for each in report["rows"] if each["open"] is not None}

    assert (report["report"], report["as_of"]) == ("deadlines", "2026-12-02")
    assert list(report["rows"][0]) == ["date", "kind", "what", "object", "law", "open", "overdue"]
    assert opened == {"2026-12-31": 10_000_000_000, "2027-01-31": 7_000_000_000}
    assert all(each["law"] and each["kind"] == "law" for each in report["rows"])


def test_a_payment_of_carried_money_in_january_is_kept_with_a_warning(book: Path) -> None:
    """It names the last day and the law."""
    late = _pay(book, "--date", "5/1/2027", "--plan-year", "2025", "--capital", "investment")
    timely = _pay(book, "--date", "6/1/2027", "--capital", "recurrent")

    assert (late.code, timely.code) == (0, 0)
    assert "31/12/2026" in late.err
    assert "89/2025/QH15" in late.err
    assert timely.err == ""


def test_a_strict_book_refuses_it(book: Path) -> None:
    """By command and by file alike."""
    ok("book", "settings", "strict-deadlines", "on", book=book)
    file = book.parent / "chi.csv"
    file.write_text(
        "program,amount,date,year,plan_year,capital\nHP2,5,2027-01-05,2026,2025,investment\n",
        encoding="utf-8",
    )

    advance = _pay(book, "--date", "5/1/2027", "--kind", "advance", "--capital", "recurrent")
    rows = run("disburse", "import", str(file), "--json", book=book, world=LATER)

    assert (advance.code, advance.error["code"]) == (1, "after-deadline")
    assert (rows.code, rows.data["errors"][0]["code"]) == (1, "after-deadline")
    assert ok("disburse", "list", "--json", book=book).data == []


def test_an_import_counts_the_rows_that_are_late(book: Path) -> None:
    """They are taken, and said."""
    file = book.parent / "chi.csv"
    file.write_text(
        "program,amount,date,year,plan_year,capital\n"
        "HP2,5,2027-01-05,2026,2025,investment\nHP2,6,2027-01-06,2026,2026,recurrent\n",
        encoding="utf-8",
    )

    rows = run("disburse", "import", str(file), "--json", book=book, world=LATER)

    assert rows.data["accepted"] == 2
    assert "31/12/2026" in rows.err


def test_deadlines_are_written_as_a_calendar(book: Path, tmp_path: Path) -> None:
    """An event a day, lines of at most 75 octets, the same bytes each time."""
    first, again = tmp_path / "han.ics", tmp_path / "han-2.ics"
    for file in (first, again):
        ok("report", "deadlines", "--on", "29/11/2026", "-o", str(file), book=book)
    lines = first.read_bytes().split(b"\r\n")
    unfolded = first.read_text(encoding="utf-8").replace("\n ", "")

    assert first.read_bytes() == again.read_bytes()
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == 7 == lines.count(b"END:VEVENT")
    assert "DTSTART;VALUE=DATE:20261231" in unfolded
    assert "Nghị định 73/2026/NĐ-CP\\, Điều 30-32" in unfolded


def test_only_deadlines_are_a_calendar(book: Path) -> None:
    """Other reports have no days to write."""
    ran = run("report", "pace", "2026", "-O", "ics", "--json", book=book)

    assert ran.code == 2


def test_what_an_inspection_wants_back_is_overdue_from_its_conclusion_on(book: Path) -> None:
    """30 of 100 came back: 70 are owed since 1/10/2026; one that is not concluded waits."""
    lines = (
        ("inspect", "add", "TT-01", "Thanh tra xã A", "--year", "2026"),
        ("inspect", "stage", "TT-01", "concluded", "--date", "1/10/2026", "--document", "5/KL"),
        ("inspect", "finding", "TT-01", "100", "--action", "budget-recovery"),
        ("inspect", "recover", "TT-01", "30", "--date", "5/10/2026"),
        ("inspect", "add", "TT-02", "Thanh tra xã B", "--year", "2026"),
        ("inspect", "finding", "TT-02", "50", "--action", "budget-recovery"),
    )
    for line in lines:
        assert run(*line, book=book, world=LATER).code == 0, line

    words = ("report", "deadlines", "--on", "29/11/2026")
    first, *others = run(*words, "--json", book=book, world=LATER).data["rows"]
    csv = run(*words, "-O", "csv", book=book, world=LATER).out

    assert first["date"] == "2026-10-01"
    assert (first["kind"], first["object"], first["law"]) == ("recovery", "TT-01", "5/KL")
    assert (first["open"], first["overdue"]) == (70, True)
    assert {each["kind"] for each in others} == {"law"}
    assert ",recovery," in csv
    assert ",yes" in csv


def test_recurrent_money_has_the_name_of_its_year(book: Path) -> None:
    """Vốn sự nghiệp until 2025, chi thường xuyên from 2026 on."""
    names = [
        run(
            "report", "rates", "--year", year, "--by", "capital", "--json", book=book, world=LATER
        ).data["rows"][-1]["name"]
        for year in ("2025", "2026")
    ]
    given = ("allocate", "add", "HP2", "5", "--year", "2025", "--capital", "recurrent")
    assert run(*given, book=book, world=LATER).code == 0
    words = ("report", "rates", "--year", "2025", "--by", "capital", "--json")
    old = run(*words, book=book, world=LATER)

    assert names == ["vốn đầu tư phát triển", "chi thường xuyên"]
    assert old.data["rows"][-1]["name"] == "vốn sự nghiệp"
