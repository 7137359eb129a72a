"""Dialogues of `inspect add`, `inspect recover` and `activity record` on a real terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.terminal import Terminal, make_book

from ethnictrack.book.opening import read_book
from ethnictrack.nouns.inspection import Basis
from ethnictrack.values.money import Dong, Qualifier


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with an inspection of two findings, and an activity with a target."""
    path = tmp_path_factory.mktemp("inspected") / "book.sqlite"
    make_book(
        path,
        ("book", "init", "--units", "none", "--programs", "2021"),
        ("inspect", "add", "TT-01", "Thanh tra [red]x[/red]", "--agency", "Thanh tra tỉnh"),
        ("inspect", "finding", "TT-01", "200 triệu", "--action", "budget-recovery"),
        ("inspect", "finding", "TT-01", "10 triệu", "--action", "settlement-reduction"),
        ("inspect", "finding", "TT-01", "50 triệu", "--action", "project-refund"),
        ("activity", "add", "TL", "Tài liệu tuyên truyền", "--unit", "cuốn"),
        ("activity", "target", "TL", "200", "--year", "2021"),
    )
    return path


@pytest.fixture
def book(inspected: Path, tmp_path: Path) -> Path:
    """Return a copy of the book for one test."""
    return Path(shutil.copy(inspected, tmp_path / "book.sqlite"))


def test_an_inspection_is_asked_for_and_a_taken_code_is_refused_at_once(book: Path) -> None:
    """A period that ends before it begins is refused at its end."""
    with Terminal("inspect", "add", "--decision", "9/QĐ", book=book) as terminal:
        terminal.answer("Code", "TT-01")
        terminal.wait_for("already")
        terminal.answer("Code", "TT-02")
        terminal.answer("Title", "=1+1")
        terminal.answer("Kind [inspection]", "audit")
        terminal.answer("Basis [by plan]", "ad")
        terminal.answer("Programme", "uy tin")
        terminal.answer("Place")
        terminal.answer("Year [", "2021")
        terminal.answer("First year looked at", "2020")
        terminal.answer("Last year looked at [2020]", "2019")
        terminal.wait_for("before it begins")
        terminal.answer("Last year looked at [2020]")
        terminal.answer("Agency [Thanh tra tỉnh]")
        terminal.wait_for("NCUT Chính sách đối với người có uy tín")
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
    with read_book(book) as opened:
        kept = opened.inspections.all().find("TT-02")
    assert (kept.name, kept.basis, kept.agency) == ("=1+1", Basis.ADHOC, "Thanh tra tỉnh")
    assert (kept.scope_from, kept.scope_to, kept.decision) == (2020, 2020, "9/QĐ")


def test_money_that_came_back_is_asked_for_with_its_finding(book: Path) -> None:
    """What is still owed is shown; more than that is refused at once."""
    with Terminal("inspect", "recover", book=book) as terminal:
        terminal.answer("Date [", "1/1/2099")
        terminal.wait_for("has not come yet")
        terminal.answer("Date [", "15/11/2021")
        terminal.answer("Inspection [TT-01 Thanh tra [red]x[/red]]")
        terminal.wait_for_question("Finding")
        assert "2 taken off the settlement" not in terminal.text()
        terminal.press("3", "enter")
        terminal.answer("Amount", "51 triệu")
        terminal.wait_for("51,000,000 đồng is more")
        terminal.answer("Amount", "20 triệu")
        terminal.answer("Voucher", "PT 7")
        terminal.answer("Note")
        terminal.wait_for("250,000,000 đồng → 230,000,000 đồng")
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
    with read_book(book) as opened:
        (dossier,) = opened.inspections.dossiers()
    assert dossier.recovered_of(3) == Dong(20_000_000)


def test_what_any_other_command_lacks_is_asked_for_by_its_fields(book: Path) -> None:
    """A word is refused by its field, an answer taken back, an optional field named at the end."""
    with Terminal("--plain-prompts", "inspect", "finding", book=book, lang="vi") as terminal:
        terminal.answer("Mã", "TT-9")
        terminal.wait_for("TT-9")
        terminal.answer("Mã", "thanh tra [red]x[/red]")
        terminal.answer("Số tiền", "5 triệu")
        terminal.answer("Biện pháp", "<")
        terminal.answer("Số tiền [5.000.000 đồng]", "6 triệu")
        terminal.answer("Biện pháp", "3")
        terminal.answer("Ghi vào sổ?", "diễn giải")
        terminal.answer("Diễn giải", "đợt 2")
        terminal.answer("Ghi vào sổ?")

        assert terminal.finish() == 0
        assert "Nothing" not in terminal.text()
    with read_book(book) as opened:
        (dossier,) = opened.inspections.dossiers()
    kept = dossier.findings[-1]
    assert (kept.amount, kept.note) == (Dong(6_000_000), "đợt 2")


def test_what_only_the_book_refuses_is_asked_for_again(book: Path) -> None:
    """A code that is taken; a change that changes nothing asks for what could change."""
    with Terminal("program", "add", book=book) as terminal:
        terminal.answer("Code", "NCUT")
        terminal.answer("Name", "Khác")
        terminal.wait_for("already")
        terminal.answer("Code: ", "N2")
        terminal.answer("Keep this in the book?", "<")
        terminal.answer("Name [Khác]")
        terminal.answer("Keep this in the book?", "no")

        assert terminal.finish() == 0
        assert "Nothing was kept." in terminal.text()
    with Terminal("program", "edit", book=book) as terminal:
        terminal.answer("Code", "NCUT")
        terminal.answer("Name", "Người có uy tín")
        terminal.answer("Keep this in the book?")

        assert terminal.finish() == 0
    with read_book(book) as opened:
        assert opened.programs.find("NCUT").name == "Người có uy tín"


def test_a_number_is_asked_for_and_keeps_its_hedge(book: Path) -> None:
    """The activity is found by a part of its name; the rate of the target is shown."""
    with Terminal("activity", "record", book=book) as terminal:
        terminal.answer("Date [", "15/11/2021")
        terminal.answer("Activity", "tuyen truyen")
        terminal.wait_for("= TL Tài liệu tuyên truyền")
        terminal.answer("Year [2021]")
        terminal.answer("Number", "trên 1.23")
        terminal.answer("Number", "trên 180")
        terminal.answer("Note")
        terminal.wait_for("– → over 180 cuốn")
        terminal.answer("Keep this in the book?", "y")

        assert terminal.finish() == 0
    with read_book(book) as opened:
        ((record,),) = opened.activities.records().values()
    assert record.value == 180
    assert record.qualifier is Qualifier.OVER


@pytest.mark.parametrize("reason", [(), ("--reason", "sai")])
def test_the_last_entry_is_taken_back_by_one_yes(book: Path, reason: tuple[str, ...]) -> None:
    """It is shown before anything is asked; what is not there is asked for again."""
    make_book(
        book,
        ("allocate", "add", "NCUT", "5 tỷ", "--year", "2021"),
        ("disburse", "add", "NCUT", "5 tr", "--date", "1/6/2021", "--note", "đợt 1"),
    )
    with Terminal("--plain-prompts", "disburse", "reverse", "last", *reason, book=book) as terminal:
        if not reason:
            terminal.wait_for_question("Reason: ")
            assert "đợt 1" in terminal.text()
            terminal.press("sai", "enter")
            terminal.answer("Keep this in the book?")
        else:
            terminal.wait_for("đợt 1")
            terminal.answer("Is this the one?", "y")

        assert terminal.finish() == 0
        assert terminal.text().count("Is this the one?") == len(reason) // 2
    with Terminal("--plain-prompts", "disburse", "reverse", book=book) as terminal:
        terminal.answer("Entry: ", "9")
        terminal.wait_for("There is no entry 9")
        terminal.answer("Entry: ", "2")
        terminal.wait_for("Entry 2 was reversed by entry 3.")
        terminal.press("ctrl-c")
        assert terminal.finish() == 130
