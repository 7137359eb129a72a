"""`book opening`: what was paid before the book, by command, by file, and on the way out and in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.shell import ok, run
from tests.terminal import Terminal, make_book

USAGE = {"missing-value", "amount-zero"}
FIGURE = ("book", "opening", "add", "DA1", "--until", "2020", "--paid", "5 tỷ")
CLASS = ("--capital", "đầu tư", "--source", "NSTW")
ROWS = """Mã chương trình,Nội dung,Loại vốn,Nguồn vốn,Lũy kế vốn đã thanh toán,Tạm ứng chưa thu hồi
DA1,Đường,vốn đầu tư,NSTW,5000,800
DA2,Cầu,vốn đầu tư,NS tỉnh,300,-
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book of 2021 with two programmes."""
    path = tmp_path_factory.mktemp("opening") / "book.sqlite"
    make_book(
        path,
        ("book", "init", "--units", "none", "--programs", "none"),
        ("program", "add", "DA1", "Dự án đường"),
        ("program", "add", "DA2", "Dự án cầu"),
        ("allocate", "add", "DA1", "2 tỷ", "--year", "2021", *CLASS),
    )
    return path


@pytest.fixture
def book(started: Path, tmp_path: Path) -> Path:
    """Return a copy of the book for one test."""
    return Path(shutil.copy(started, tmp_path / "book.sqlite"))


def _settled(book: Path) -> dict[str, int]:
    total = ok("report", "settlement", "2021", "--json", book=book).data["total"]
    return {name: total[name] for name in ("c6", "c7", "c9", "c23", "c24")}


def test_a_figure_is_kept_listed_settled_and_taken_back(book: Path) -> None:
    """5 tỷ before, 800 triệu of it open; 300 triệu of those are cleared in 2021."""
    kept = ok(*FIGURE, "--advances", "800 triệu", *CLASS, "--json", book=book).data
    ok("disburse", "add", "DA1", "1,2 tỷ", *CLASS, "--date", "1/10/2021", book=book)
    clears = ("300 triệu", *CLASS, "--date", "1/10/2021", "--kind", "advance-recovery")
    assert ok("disburse", "add", "DA1", *clears, book=book).err == ""

    assert (kept["paid"], kept["advances"], kept["until"], kept["plan_year"]) == (
        *(5_000_000_000, 800_000_000),
        *(2020, 2020),
    )
    assert _settled(book) == {
        "c6": 5_000_000_000,
        "c7": 800_000_000,
        "c9": 300_000_000,
        "c23": 500_000_000,
        "c24": 5_900_000_000,
    }
    (row,) = ok("report", "carryover", "2021", "--json", book=book).data["rows"]
    assert row["open_advances"] == 500_000_000
    explained = ok("report", "explain", "settlement:DA1:24", "--year", "2021", "--json", book=book)
    assert (explained.data["opening"], explained.data["shared_out"]) == (5_000_000_000, 0)

    undone = ok("book", "opening", "reverse", "1", "--reason", "nhầm", "--json", book=book).data
    assert (undone["paid"], undone["reverses"]) == (-5_000_000_000, 1)
    assert _settled(book)["c6"] == 0
    listed = ok("book", "opening", "list", "--json", book=book).data
    assert [each["reversed_by"] for each in listed] == [2, None]


def test_a_dry_run_keeps_nothing(book: Path) -> None:
    """Of a figure, of its reversal, and of a file."""
    ok(*FIGURE, "--dry-run", book=book)
    assert ok("book", "opening", "list", "--json", book=book).data == []
    ok(*FIGURE, book=book)

    ok("book", "opening", "reverse", "1", "--reason", "x", "--dry-run", book=book)

    assert len(ok("book", "opening", "list", "--json", book=book).data) == 1


def test_the_figures_of_a_file_come_in_and_go_together(book: Path, tmp_path: Path) -> None:
    """A dash is no advance; the same file comes in once, and is taken back as a whole."""
    path = tmp_path / "dau-ky.csv"
    path.write_text(ROWS, encoding="utf-8")
    words = ("book", "opening", "import", str(path), "--unit", "trieu", "--set", "until=2020")

    taken = ok(*words, "--json", book=book).data

    assert taken["accepted"] == 2
    listed = ok("book", "opening", "list", "--json", book=book).data
    assert [(each["program"], each["paid"], each["advances"]) for each in listed] == [
        ("DA1", 5_000_000_000, 800_000_000),
        ("DA2", 300_000_000, 0),
    ]
    assert run(*words, book=book).code == 1
    again = ok(*words, "--duplicates", "skip", "--json", book=book).data
    assert (again["accepted"], again["skipped"]) == (0, 2)
    ok("book", "undo", "1", "--reason", "nhầm tệp", book=book)
    assert _settled(book)["c6"] == 0
    assert ok(*words, "--json", book=book).data["accepted"] == 2


def test_short_headings_are_known_where_no_longer_one_stands(book: Path, tmp_path: Path) -> None:
    """Of what was paid before the book, what was advanced is what is still open."""
    sheet = tmp_path / "dau-ky.csv"
    sheet.write_text(
        "Mã chương trình,Đến hết năm,Đã chi,Tạm ứng\nDA1,2020,5000000,800000\n", "utf-8"
    )

    ok("book", "opening", "import", str(sheet), book=book)
    (kept,) = ok("book", "opening", "list", "--json", book=book).data

    assert (kept["paid"], kept["advances"]) == (5_000_000, 800_000)


def test_an_advance_that_is_cleared_without_its_payment_is_told(book: Path) -> None:
    """Giải ngân is below zero until the payment, of which the clearing is a part, is recorded."""
    ok(*FIGURE, "--advances", "800 triệu", *CLASS, book=book)
    clears = ("300 triệu", *CLASS, "--date", "1/10/2021", "--kind", "advance-recovery")
    alone = ok("disburse", "add", "DA1", *clears, book=book, lang="en").out
    ok("disburse", "add", "DA1", "1 tỷ", *CLASS, "--date", "1/10/2021", book=book)
    paid = ok("disburse", "add", "DA1", *clears, book=book, lang="en").out

    assert "With this, -300,000,000 đồng is disbursed there" in alone
    assert "With this" not in paid


def test_a_list_of_figures_feeds_their_import(book: Path, tmp_path: Path) -> None:
    """The total row of what people look at is no figure, and scripts get none."""
    ok(*FIGURE, "--advances", "800 triệu", *CLASS, book=book)
    listed = {}
    for name in ("so.csv", "so.xlsx"):
        path = tmp_path / name
        ok("book", "opening", "list", "-o", str(path), book=book)
        other = tmp_path / f"{name}.sqlite"
        shutil.copy(book, other)
        ok("book", "opening", "reverse", "1", "--reason", "nhập lại", book=other)
        ok("book", "opening", "import", str(path), book=other)
        listed[name] = ok("book", "opening", "list", "--json", book=other).data[-1]

    assert len((tmp_path / "so.csv").read_text(encoding="utf-8").splitlines()) == 2
    for each in listed.values():
        assert (each["program"], each["paid"], each["advances"]) == (
            *("DA1", 5_000_000_000),
            800_000_000,
        )
        assert (each["capital"], each["source"]) == ("investment", "central")


def test_figures_leave_a_book_and_come_into_another(book: Path, tmp_path: Path) -> None:
    """An export makes an equal book; a folder has them as a table; log and proof know them."""
    ok(*FIGURE, *CLASS, book=book)
    whole, folder, other = tmp_path / "so.jsonl", tmp_path / "so", tmp_path / "moi.sqlite"
    ok("book", "export", str(whole), book=book)
    ok("book", "export", str(folder), book=book)
    ok("book", "import", str(whole), book=other)

    both = [ok("book", "opening", "list", "--json", book=each).data for each in (book, other)]
    assert both[0] == both[1]
    assert "5000000000" in (folder / "openings.csv").read_text(encoding="utf-8")
    for each in (book, other):
        assert run("book", "verify", book=each).code == 0
        assert run("book", "check", book=each).code == 0
    (record,) = ok("book", "log", "--object", "opening/1", "--json", book=book).data
    assert record["command"] == "book opening add"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--until", "2021", "--paid", "5"), "opening-year"),
        (("--until", "2020", "--paid", "5", "--advances", "6"), "opening-advances"),
        (("--until", "2020", "--paid", "5", "--plan-year", "2021"), "wrong-plan-year"),
        (("--until", "2020"), "missing-value"),
        (("--until", "2020", "--paid", "0"), "amount-zero"),
    ],
)
def test_what_is_refused_says_why(book: Path, words: tuple[str, ...], code: str) -> None:
    """And keeps nothing."""
    done = run("book", "opening", "add", "DA1", *words, "--json", book=book)

    assert (done.code, done.error["code"]) == (2 if code in USAGE else 1, code)
    assert ok("book", "opening", "list", "--json", book=book).data == []


def test_a_second_figure_of_a_line_is_refused_with_what_runs_as_printed(book: Path) -> None:
    """The hint takes the first one back."""
    ok(*FIGURE, book=book)

    error = run(*FIGURE, "--json", book=book, lang="en").error

    assert error["code"] == "opening-known"
    assert " book opening reverse 1`" in error["hint"]


def test_what_is_missing_is_asked_for(book: Path) -> None:
    """On a terminal; what may be left out is asked for by its name, and again where it is wrong."""
    with Terminal("book", "opening", "add", book=book) as terminal:
        terminal.answer("Programme", "cau")
        terminal.answer("Up to the end of", "2021")
        terminal.answer("Paid", "3 tỷ")
        terminal.answer("Keep this in the book?", "advances")
        terminal.answer("Advances not cleared", "4 tỷ")
        terminal.wait_for("they are part of it")
        terminal.answer("Paid: ", "5 tỷ")
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
    (kept,) = json.loads(ok("book", "opening", "list", "--json", book=book).out)
    assert (kept["program"], kept["paid"], kept["advances"], kept["until"]) == (
        *("DA2", 5_000_000_000, 4_000_000_000),
        2021,
    )
