"""`disburse add` alone on a terminal: one payment after another, by the lines of the plan."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests import hledger
from tests.books import digest
from tests.cli.test_ask_entry import entries
from tests.terminal import PROGRAM, CountedKeys, Terminal, make_book

from ethnictrack.book.opening import read_book
from ethnictrack.cli.prompts.plan_line import PlanLineQuestion
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.services.carry import Balance
from ethnictrack.values.money import Dong

PLAIN = ("--plain-prompts", "disburse", "add")
INVESTMENT = ("--capital", "investment", "--source", "central")
QUESTIONS = ("Date [", "Line of the plan", "Amount: ", "Voucher: ", "Payee", "Keep this")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with three lines of plan and a payment that is recorded today."""
    path = tmp_path_factory.mktemp("planned") / "book.sqlite"
    make_book(
        path,
        ("book", "init", "--units", "cao-bang-2020", "--programs", "2021"),
        ("program", "add", "C1", "Cầu Nà Rị", "--parent", "NCUT"),
        ("allocate", "add", "CT135.1", "20 tỷ", "--year", "2021", *INVESTMENT),
        ("allocate", "add", "CT135.1", "1 tỷ", "--year", "2021", "--capital", "recurrent"),
        ("allocate", "add", "NCUT", "5 tỷ", "--year", "2021", *INVESTMENT),
        (
            "disburse",
            "add",
            "CT135.1",
            "1 tỷ",
            "--date",
            "1/6/2021",
            "--payee",
            "Ban A",
            *INVESTMENT,
        ),
    )
    return path


@pytest.fixture
def book(planned: Path, tmp_path: Path) -> Path:
    """Return a copy of the book for one test."""
    return Path(shutil.copy(planned, tmp_path / "book.sqlite"))


def test_a_payment_like_the_last_one_takes_six_questions_and_the_next_begins_at_once(
    book: Path,
) -> None:
    """Ten payments: besides amounts and vouchers, six presses of Enter each, and one full stop."""
    texts = [(f"{number} tr", f"PC-{number}") for number in range(10, 20)]
    with Terminal("disburse", "add", book=book, rows=400) as terminal:
        pressed = CountedKeys(terminal)
        for amount, voucher in texts:
            typed = {"Amount: ": amount, "Voucher: ": voucher}
            for question in QUESTIONS:
                pressed.answer(question, typed.get(question, ""))
        pressed.answer("Date [", ".")

        assert terminal.finish() == 0
        assert "Payments kept: 10." in terminal.text()
    assert pressed.keys == sum(len(each) for pair in texts for each in pair) + 10 * 6 + 2
    kept = entries(book)[1:]
    assert [each["voucher"] for each in kept] == [voucher for _, voucher in texts]
    same = {"program": "CT135.1", "date": "2021-06-01", "payee": "Ban A", "source": "central"}
    assert all(same == {name: each[name] for name in same} for each in kept)


def test_ten_payments_like_the_last_take_fewer_keys_than_hledger_add(
    book: Path, tmp_path: Path
) -> None:
    """Of both the shortest way: 122 keys here, 202 there."""
    hledger.needed()
    journal = tmp_path / "payments.journal"
    journal.write_text("2021-06-01 Ban A\n    CT135.1  1000000000\n    kho bac\n", "utf-8")
    there = {"Date [": "", "Description": "B\t", "Account 1 [": "", "Amount  1 [": "{0}e6;PC-{0}"}
    there |= dict.fromkeys(("Account 2 [", "Amount  2 [", "Account 3", "Save this"), "")
    here = {"Date [": "{0}tr;PC-{0}", "Keep this": ""}
    add = (str(hledger.PROGRAM), "-f", str(journal))
    pressed = []

    for asked, program, words in ((here, PROGRAM, ("disburse", "add")), (there, add, ("add",))):
        with Terminal(*words, book=book, rows=400, columns=200, program=program) as terminal:
            keys = CountedKeys(terminal)
            for number in range(10, 20):
                for question, text in asked.items():
                    keys.answer(question, text.format(number))
            keys.answer("Date [", ".")
            assert terminal.finish() == 0
        pressed.append(keys.keys)

    assert [each["amount"] for each in entries(book)[1:]] == [
        each * 10**6 for each in range(10, 20)
    ]
    assert len(hledger.transactions(journal)) == 11
    assert pressed == [122, 202]


def test_a_line_is_chosen_by_its_number_by_a_part_of_it_or_by_a_programme_below_it(
    book: Path,
) -> None:
    """What fits several lines is numbered again; a programme without a line is asked about."""
    with Terminal(*PLAIN, book=book, rows=200, columns=200) as terminal:
        terminal.answer("Date [", "15/11/2021")
        terminal.wait_for_question("Line of the plan")
        shown = terminal.text()
        line = r"^1\. CT135\.1 .*\(Chương trình 135\); .*19,000,000,000 đồng left$"
        assert re.search(line, shown, re.MULTILINE)
        terminal.answer("Line of the plan", "ha tang")
        terminal.wait_for("Several fit. Which one? Its number:")
        terminal.answer("Line of the plan", "2")
        terminal.wait_for("recurrent capital")
        terminal.answer("Amount", "<")
        terminal.answer("Line of the plan", "uy tin")
        terminal.answer("Amount", "<")
        terminal.answer("Line of the plan", "C1")
        terminal.wait_for("= C1 Cầu Nà Rị")
        terminal.answer("Place", "-")
        terminal.answer("Kind", "2")
        terminal.answer("Type of capital", "1")
        terminal.answer("Source of the money", "1")
        terminal.answer("Year whose plan it is")
        terminal.wait_for("5,000,000,000 đồng left")
        terminal.answer("Amount", "1 tỷ")
        terminal.answer("Voucher", "V1")
        terminal.answer("Payee [Ban A]", "-")
        terminal.answer("Note", "đợt 1")
        terminal.answer("Keep this")
        terminal.answer("Date [2021-11-15]", ".")

        assert terminal.finish() == 0
        assert b"\x1b" not in terminal.raw
    kept = entries(book)[-1]
    wanted = {"program": "C1", "kind": "advance", "source": "central", "note": "đợt 1"}
    assert wanted | {"payee": None} == {name: kept[name] for name in (*wanted, "payee")}


def test_a_payment_like_the_last_one_is_one_line(book: Path) -> None:
    """What the book refuses of it is asked for, and the rest of the line is offered there."""
    with Terminal(*PLAIN, book=book, rows=200, columns=200) as terminal:
        terminal.answer("Date [", "10 tr; PC-10; ; đợt 1; 2")
        terminal.wait_for(
            "Not asked; its name, typed here, fills in or changes it: Programme, Place"
        )
        terminal.answer("Keep this")
        terminal.answer("Date [", "20 tỷ;PC-11;Ban B")
        terminal.wait_for("20,000,000,000 đồng was asked for.")
        terminal.answer("Reason for going", "<")
        terminal.answer("Amount [20,000,000,000 đồng]: ", "11 tr")
        terminal.answer("Voucher [PC-11]: ")
        terminal.answer("Payee [Ban B]: ")
        terminal.answer("Keep this")
        terminal.answer("Date [", ";PC-12")
        terminal.answer("Amount: ", "12 tr")
        terminal.answer("Voucher [PC-12]: ", "-")
        terminal.answer("Payee [Ban B]: ", "<")
        terminal.answer("Voucher: ")
        terminal.answer("Payee [Ban B]: ")
        terminal.answer("Keep this")
        terminal.answer("Date [", ".")

        assert terminal.finish() == 0
    facts = ("date", "voucher", "payee", "note", "amount")
    assert [tuple(each[name] for name in facts) for each in entries(book)[1:]] == [
        ("2021-06-01", "PC-10", "Ban A", "đợt 1; 2", 10_000_000),
        ("2021-06-01", "PC-11", "Ban B", None, 11_000_000),
        ("2021-06-01", None, "Ban B", None, 12_000_000),
    ]


def test_any_field_is_changed_by_its_name_at_the_last_question(book: Path) -> None:
    """A place, a kind and a note of a payment that was chosen by its line."""
    with Terminal(*PLAIN, book=book, lang="vi", rows=200) as terminal:
        terminal.answer("Ngày [")
        terminal.answer("Dòng kế hoạch [")
        terminal.answer("Số tiền", "5 tr")
        terminal.answer("Chứng từ")
        terminal.answer("Người thụ hưởng [Ban A]")
        terminal.answer("Ghi vào sổ?", "dien giai")
        terminal.answer("Diễn giải", "đường")
        terminal.answer("Ghi vào sổ?", "địa bàn")
        terminal.answer("Địa bàn", "bảo lạc")
        terminal.wait_for("2. 01321 Thị trấn Bảo Lạc (Huyện Bảo Lạc)")
        terminal.answer("Địa bàn", "1")
        terminal.answer("Ghi vào sổ?")
        terminal.wait_for_question("Ngày [")
        terminal.press("ctrl-d")

        assert terminal.finish() == 0
    kept = entries(book)[-1]
    assert (kept["note"], kept["place"], kept["amount"]) == ("đường", "043", 5_000_000)


@pytest.mark.parametrize("key", ["ctrl-d", "ctrl-c"])
def test_a_payment_that_is_broken_off_leaves_those_before_it(book: Path, key: str) -> None:
    """Nothing of the last one is kept, and the exit code says that something is."""
    with Terminal(*PLAIN, book=book, rows=200) as terminal:
        for question in QUESTIONS:
            terminal.answer(question, *(["3 tr"] if question.startswith("Amount") else []))
        terminal.answer("Date [")
        terminal.wait_for_question("Line of the plan")
        terminal.press(key)

        assert terminal.finish() == 0
        assert "Payments kept: 1." in terminal.text()
    assert len(entries(book)) == 2


def test_whoever_ends_before_the_first_answer_keeps_nothing(book: Path) -> None:
    """A full stop is no mistake: exit code 0, the book as it was."""
    before = digest(book)
    with Terminal(*PLAIN, book=book) as terminal:
        terminal.answer("Date [", ".")

        assert terminal.finish() == 0
        assert "Nothing was kept." in terminal.text()
    assert before == digest(book)


@pytest.mark.parametrize(("year", "name"), [(2021, "Thị trấn Bảo Lạc"), (2026, "Xã Bảo Lạc")])
def test_a_line_names_its_place_as_it_is_called_in_that_year(
    tmp_path: Path, year: int, name: str
) -> None:
    """A code that went on in another commune keeps its number, not its name."""
    path = tmp_path / "book.sqlite"
    units = ("--units", "cao-bang-2020", "--units", "cao-bang-2025")
    make_book(path, ("book", "init", "--programs", "2021", *units))
    with read_book(path) as book:
        program, place = book.programs.find("CT135").id, book.places.with_code("01321")[0].id
        left = [Balance(PlanLine(program, None, None, place), year, Dong(5))]
        registers = book.programs, book.places
        question = PlanLineQuestion(lambda: year, lambda _: left, lambda: registers, lambda: None)

        (offer,) = question.offers()

    assert f"01321 {name};" in offer.text
