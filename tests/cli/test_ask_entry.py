"""Dialogues of `disburse add` and `allocate add`, typed on a real terminal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.books import digest, signed
from tests.shell import ok, spawn
from tests.terminal import Terminal, make_book

from ethnictrack.book.opening import write_book

LINE = ("--capital", "investment", "--source", "central")
DAY = ("--date", "15/11/2021")
LAST_LOOK = (
    "  Place            042 Huyện Bảo Lâm",
    "  Kind             advance",
    "  Payee            [red]Ban[/red]",
    "  Note             =1+1",
    "  Amount           16,000,000,000 đồng",
    "  In words         Sixteen billion dong",
    "  Planned    20,862,000,000 đồng",
    "  Disbursed  1,000,000,000 đồng → 17,000,000,000 đồng",
    "  Left       19,862,000,000 đồng → 3,862,000,000 đồng",
    "  Rate       4.8% → 81.5%",
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with a plan, a payment, and a programme whose name looks like markup."""
    path = tmp_path_factory.mktemp("planned") / "book.sqlite"
    make_book(
        path,
        ("book", "init", "--units", "cao-bang-2020", "--programs", "2021"),
        ("program", "add", "X1", "[red]x[/red] =1+1"),
        ("allocate", "add", "CT135.1", "20862000000", "--year", "2021", *LINE),
        ("disburse", "add", "CT135.1", "1 tỷ", "--place", "043", "--date", "1/6/2021"),
    )
    return path


@pytest.fixture
def book(planned: Path, tmp_path: Path) -> Path:
    """Return a copy of the book for one test."""
    return Path(shutil.copy(planned, tmp_path / "book.sqlite"))


def entries(book: Path, group: str = "disburse") -> list[dict[str, Any]]:
    """Return the entries of a book as scripts read them."""
    found: list[dict[str, Any]] = ok(group, "list", "--json", book=book).data
    return found


def test_a_payment_is_asked_for_field_by_field_and_recorded_after_a_yes(book: Path) -> None:
    """Completion by a name without accents, an error mended, one step back, a last look, yes."""
    with Terminal("disburse", "add", "--plan-year", "2021", book=book) as terminal:
        terminal.answer("Date [", "31/2/2021")
        terminal.wait_for("28")  # February's last day, named at once
        terminal.answer("Date [", "15/11/2021")
        terminal.wait_for_question("Programme [CT135.1 ")
        terminal.press("co so ha t")
        terminal.wait_for("CT135.1  Hỗ trợ đầu tư cơ sở hạ tầng")
        terminal.press("tab")
        terminal.answer("Programme [CT135.1 Hỗ trợ đầu tư cơ sở hạ tầng]: CT135.1")
        terminal.wait_for_question("Place [043 Huyện Bảo Lạc]")
        terminal.press("bao lam", "tab")
        terminal.answer("Place [043 Huyện Bảo Lạc]: 042")
        terminal.answer("Kind [", "2")
        terminal.answer("Type of capital [investment capital]")
        terminal.answer("Source of the money [central budget]", "cen")
        terminal.wait_for("19,862,000,000 đồng left")
        terminal.answer("Amount", "15.21 tỷ")
        terminal.answer("Amount: ", "15 tỷ")
        terminal.answer("Voucher", "<")
        terminal.answer("Amount [15,000,000,000 đồng]", "16 tỷ")
        terminal.answer("Voucher", "TƯ 07")
        terminal.answer("Payee", "[red]Ban[/red]")
        terminal.answer("Note", "=1+1")
        terminal.wait_for_question("Keep this in the book?")
        assert set(LAST_LOOK) <= set(terminal.text().splitlines())
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
    kept = entries(book)[-1]
    assert kept["amount"] == 16_000_000_000
    assert (kept["year"], kept["plan_year"]) == (2021, 2021)
    wanted = {"program": "CT135.1", "place": "042", "date": "2021-11-15", "kind": "advance"}
    wanted |= {"capital": "investment", "source": "central"}
    wanted |= {"voucher": "TƯ 07", "payee": "[red]Ban[/red]", "note": "=1+1", "actor": "Lan"}
    assert wanted == {name: kept[name] for name in wanted}


def test_a_clerk_is_asked_in_vietnamese_and_no_figure_is_cut_on_a_narrow_terminal(
    book: Path,
) -> None:
    """Sixty columns: sentences wrap between words, and "có" keeps the entry."""
    given = ("CT135.1", "--kind", "payment", "--plan-year", "2021", "--place", "043", *LINE)
    with Terminal("disburse", "add", *given, *DAY, book=book, lang="vi", columns=60) as terminal:
        terminal.answer("Số tiền", "2,000000001 tỷ")
        terminal.answer("Chứng từ", "-")
        terminal.answer("Người thụ hưởng")
        terminal.answer("Diễn giải")
        terminal.wait_for_question("Ghi vào sổ?")
        assert "= 2.000.000.001 đồng – Hai tỷ không trăm linh một đồng" in terminal.text()
        assert "1.000.000.000 đồng → 3.000.000.001 đồng" in terminal.text()
        assert "19.862.000.000 đồng → 17.861.999.999 đồng" in terminal.text()
        assert "4,8% → 14,4%" in terminal.text()
        terminal.press("có", "enter")

        assert terminal.finish() == 0
    assert entries(book)[-1]["amount"] == 2_000_000_001


def test_a_no_leaves_the_book_as_it_was(book: Path) -> None:
    """Byte for byte, and the clerk is told."""
    before = digest(book)
    with Terminal("disburse", "add", "X1", *DAY, "--over-plan", "gấp", book=book) as terminal:
        terminal.answer("Place", "-")
        terminal.answer("Kind", "1")
        terminal.answer("Type of capital")
        terminal.answer("Source of the money")
        terminal.answer("Year whose plan it is", "shift-tab")
        terminal.press("enter", "enter")
        terminal.answer("Amount", "5.857 triệu")
        for question in ("Voucher", "Payee", "Note"):
            terminal.answer(question)
        terminal.wait_for("X1 [red]x[/red] =1+1")
        terminal.answer("Keep this in the book?", "perhaps")
        terminal.wait_for("Answer yes or no")
        terminal.answer("Keep this in the book?", "no")

        assert terminal.finish() == 0
        assert terminal.text().endswith("Nothing was kept.")
    assert before == digest(book)


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
def test_an_interrupted_dialogue_leaves_nothing_behind(book: Path, key: str) -> None:
    """Exit code 130, no traceback, the book byte for byte as before."""
    before = digest(book)
    with Terminal("disburse", "add", book=book) as terminal:
        terminal.answer("Date [", "<")
        terminal.wait_for("This is the first field.")
        terminal.answer("Date [", "15/11/2021")
        terminal.wait_for_question("Line of the plan [")
        terminal.press(key)

        assert terminal.finish() == 130
        assert "Traceback" not in terminal.text()
        assert "Interrupted. Nothing was kept." in terminal.text()
    assert before == digest(book)


def test_a_payment_above_the_plan_is_refused_at_once_and_kept_with_a_reason(book: Path) -> None:
    """The way back leads to the amount; a reason is asked for before the other fields."""
    given = ("CT135.1", "--kind", "payment", "--plan-year", "2021", "--place", "043", *LINE)
    with Terminal("disburse", "add", *given, *DAY, book=book) as terminal:
        terminal.answer("Amount", "99 tỷ")
        terminal.wait_for("CT135.1 has 19,862,000,000 đồng left")
        terminal.answer("Reason for going beyond the plan", "<")
        terminal.answer("Amount [99,000,000,000 đồng]", "20 tỷ")
        terminal.answer("Reason for going beyond the plan")
        terminal.wait_for("This cannot be left empty.")
        terminal.answer("Reason for going beyond the plan", "QĐ bổ sung sắp có")
        for question in ("Voucher", "Payee", "Note"):
            terminal.answer(question)
        terminal.answer("Keep this in the book?", "yes")

        assert terminal.finish() == 0
    kept = entries(book)[-1]
    assert (kept["amount"], kept["over_plan"]) == (20_000_000_000, "QĐ bổ sung sắp có")


def test_what_only_the_book_can_tell_is_asked_again_after_its_refusal(book: Path) -> None:
    """Two lines of plan: the class has to be said. A voucher twice, a book in use: likewise."""
    given = ("CT135.1", "1 tỷ", "--kind", "payment", "--plan-year", "2021", "--place", "043")
    make_book(
        book,
        ("allocate", "add", *given[:2], "--year", "2021", "--capital", "recurrent"),
        ("disburse", "add", *given[:2], *given[-2:], *DAY, *LINE, "--voucher", "7"),
    )
    words = (given[0], *given[2:], *DAY, "--payee", "x", "--note", "y")
    waiting = {"ETHNICTRACK_WAIT": "0"}
    with Terminal("disburse", "add", *words, book=book, environment=waiting) as terminal:
        terminal.answer("Type of capital [", "-")
        terminal.answer("Source of the money [", "-")
        terminal.answer("Amount", "1 tỷ")
        terminal.wait_for("several lines this could be paid from")
        terminal.answer("Type of capital", "inv")
        with write_book(book, signed()):
            terminal.answer("Voucher", "7")
            terminal.wait_for("Try again in a moment")
            terminal.wait_for_question("Voucher [7]")
        terminal.press("enter")
        terminal.wait_for("Voucher 7 is in the book")
        terminal.answer("Voucher: ", "8")
        terminal.answer("Keep this in the book?", "<")
        terminal.answer("Voucher [8]")
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
    assert entries(book)[-1]["source"] == "central"


def test_a_wrong_word_of_the_command_line_is_refused_before_anything_is_asked(book: Path) -> None:
    """What was given is not asked, so it cannot be mended by an answer."""
    with Terminal("disburse", "add", "--kind", "initial", book=book) as terminal:
        assert terminal.finish() == 2
        assert "Choose one of: 1 payment for accepted work" in terminal.text()


def test_a_payment_of_january_is_asked_for_its_budget_year(book: Path) -> None:
    """A year that the date does not belong to is refused at once; ? explains the field."""
    with Terminal("disburse", "add", "CT135.1", book=book) as terminal:
        terminal.answer("Date [", "15/1/2022")
        terminal.answer("Budget year [2021]", "2020")
        terminal.wait_for("2022-01-15 does not belong to the budget year 2020")
        terminal.answer("Budget year [2021]", "?")
        terminal.wait_for("open until 31 January")
        terminal.answer("Budget year [2021]")
        terminal.answer("Place [", "bao lac")
        terminal.wait_for("1. 043 Huyện Bảo Lạc (Tỉnh Cao Bằng)")
        terminal.wait_for("2. 01321 Thị trấn Bảo Lạc (Huyện Bảo Lạc)")
        terminal.answer("Place [", "2")
        terminal.wait_for("= 01321 Thị trấn Bảo Lạc")
        terminal.wait_for_question("Kind [")
        terminal.press("ctrl-c")

        assert terminal.finish() == 130


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_poor_terminal_is_enough(book: Path, environment: dict[str, str]) -> None:
    """No menus, or no letters beyond ASCII: the questions are the same."""
    given = ("CT135.1", "--kind", "payment", "--plan-year", "2021", "--place", "043", *LINE)
    texts = ("--voucher", "1", "--payee", "x", "--note", "y")
    command = ("disburse", "add", *given, *DAY, *texts)
    with Terminal(*command, book=book, environment=environment) as terminal:
        terminal.answer("Amount", "1 tr")
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
        assert "Recorded as entry 3: 1,000,000" in terminal.text()
    if environment.get("TERM") == "dumb":
        assert b"\x1b" not in terminal.raw


def test_a_plan_is_asked_for_with_the_kind_before_the_date(book: Path) -> None:
    """Money carried in is asked for its plan year; the plan grows before the eyes."""
    with Terminal("allocate", "add", "--note", "n", book=book) as terminal:
        terminal.answer("Budget year [2021]")
        terminal.answer("Kind [", "carried in")
        terminal.answer("Year whose plan it is [2020]", "2021")
        terminal.wait_for("cannot stand so in 2021")
        terminal.answer("Year whose plan it is [2020]")
        terminal.answer("Date [2021-01-01]")
        terminal.answer("Programme [CT135.1", "X1")
        terminal.answer("Place")
        terminal.answer("Type of capital")
        terminal.answer("Source of the money", "none")
        terminal.answer("Amount", "52 tr")
        terminal.answer("Decision", "1/QĐ-UBND")
        terminal.wait_for("0 đồng → 52,000,000 đồng")
        terminal.answer("Keep this in the book?", "1")

        assert terminal.finish() == 0
    kept = entries(book, "allocate")[-1]
    assert (kept["kind"], kept["plan_year"], kept["program"]) == ("carried-in", 2020, "X1")


def test_nothing_is_asked_where_that_was_forbidden_or_nobody_can_answer(book: Path) -> None:
    """With --no-input, or on a pipe, the missing value is a usage error that names it."""
    with Terminal("--no-input", "disburse", "add", book=book) as terminal:
        assert terminal.finish() == 2
        assert "Programme (PROGRAM), Amount (AMOUNT)" in terminal.text()
    piped = spawn("disburse", "add", book=book)
    assert piped.returncode == 2
    assert "Chương trình (CHƯƠNG-TRÌNH), Số tiền (SỐ-TIỀN)".encode() in piped.stderr


def test_a_missing_book_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    """Nobody types a voucher for nothing."""
    with Terminal("disburse", "add", book=tmp_path / "none.sqlite") as terminal:
        assert terminal.finish() == 3
        assert terminal.text().startswith("error[book-missing]")


def test_a_plan_for_a_place_of_its_own_is_asked_beside_what_is_left_of_the_whole(
    book: Path,
) -> None:
    """What the place itself may draw on, which is nothing yet, is no part of that plan."""
    plan = ("allocate", "add", "NCUT", "--year", "2021", *LINE)
    ok(*plan[:3], "5 tỷ", *plan[3:], "--place", "043", book=book)
    with Terminal(*plan, "--place", "042", "--date", "1/2/2021", book=book) as terminal:
        terminal.answer("Kind [")
        terminal.wait_for("5,000,000,000 đồng left")
        terminal.press("ctrl-c")
