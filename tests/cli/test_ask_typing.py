"""How Vietnamese is typed and pasted: by input methods, decomposed, in a window that changes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from tests.shell import ok
from tests.terminal import Terminal

NAME = "Đường Nà Rị"
# What programs for TELEX and VNI send to a terminal while "Dduwowngf Naf Rij" or "D9u7o7ng2 Na2
# Ri5" is typed: each letter at once, and where a later key changes it, backspaces and new letters.
SENT = (
    *("D", "backspace", "Đ", "u", "backspace", "ư", "o", "n", "g", "backspace", "backspace"),
    *("backspace", "ơ", "n", "g", "backspace", "backspace", "backspace", "ờ", "n", "g", " "),
    *("N", "a", "backspace", "à", " ", "R", "i", "backspace", "ị"),
)
WAYS = [(), ("--plain-prompts",)]


def name_of(book: Path) -> str:
    """Return the name that was kept."""
    (found,) = [
        each for each in ok("program", "list", "--json", book=book).data if each["code"] == "X1"
    ]
    return str(found["name"])


@pytest.mark.parametrize("way", WAYS)
def test_what_an_input_method_sends_is_kept_as_it_was_meant(
    fresh_book: Path, way: tuple[str, ...]
) -> None:
    """A backspace takes one letter back, with its accents."""
    with Terminal(*way, "program", "add", "X1", book=fresh_book) as terminal:
        terminal.answer("Name", *SENT)
        terminal.answer("Keep this in the book?", "y")
        assert terminal.finish() == 0
    assert name_of(fresh_book) == NAME


@pytest.mark.parametrize("way", WAYS)
def test_decomposed_letters_are_pasted_and_kept_composed(
    fresh_book: Path, way: tuple[str, ...]
) -> None:
    """A Mac copies names of files so; the paste ends with the end of its line."""
    pasted = f"{unicodedata.normalize('NFD', NAME)}"
    paste = (pasted,) if way else (f"\x1b[200~{pasted}\n\x1b[201~",)
    with Terminal(*way, "program", "add", "X1", book=fresh_book) as terminal:
        terminal.answer("Name", *paste)
        terminal.answer("Keep this in the book?", unicodedata.normalize("NFD", "yes"))
        assert terminal.finish() == 0
    assert name_of(fresh_book) == NAME


@pytest.mark.parametrize("way", WAYS)
def test_a_window_that_is_made_narrow_loses_nothing(fresh_book: Path, way: tuple[str, ...]) -> None:
    """What was typed stays, and what is said next fits the new width."""
    with Terminal(*way, "program", "add", "X1", book=fresh_book, lang="vi") as terminal:
        terminal.wait_for_question("Tên")
        terminal.press("Đường Nà")
        terminal.wait_for("Đường Nà")
        terminal.resize(40)
        terminal.press(" Rị", "enter")
        terminal.wait_for("Ghi vào sổ?")
        terminal.press("?", "enter")
        terminal.wait_for("có hoặc không")
        if not way:
            assert max(map(len, terminal.text().splitlines())) <= 40
        terminal.press("c", "enter")
        assert terminal.finish() == 0
    assert name_of(fresh_book) == NAME


@pytest.mark.parametrize("columns", [40, 80])
def test_an_answer_breaks_no_word_no_figure_and_no_command(fresh_book: Path, columns: int) -> None:
    """Whoever copies a command from the terminal gets it on one line, however long."""
    plan = ("allocate", "add", "DA1", "12,5 tỷ", "--year", "2021")
    with Terminal(*plan, book=fresh_book, columns=columns) as terminal:
        assert terminal.finish() == 0
        lines = terminal.text().split("\n")
    with Terminal(
        "--book", str(fresh_book), "disburse", "add", "DA1", "20 tỷ", book=fresh_book
    ) as refused:
        assert refused.finish() == 1

    assert max(map(len, lines)) < columns
    assert {"12,500,000,000", "billion", "đồng"} <= {
        word.strip(".,()") for line in lines for word in line.split()
    }
    command = f"`ethnictrack --book {fresh_book} allocate add DA1 --year 2026`"
    assert command.encode() in refused.raw


@pytest.mark.parametrize("way", WAYS)
def test_a_payment_is_asked_for_on_forty_columns(fresh_book: Path, way: tuple[str, ...]) -> None:
    """No figure and no word is broken; with plain prompts the terminal breaks lines itself."""
    ok("allocate", "add", "DA1", "1,5 tỷ", "--year", "2021", book=fresh_book)
    with Terminal(*way, "disburse", "add", book=fresh_book, lang="vi", columns=40) as terminal:
        terminal.answer("Ngày", "15/11/2021")
        terminal.answer("Dòng kế hoạch", "1")
        terminal.answer("Số tiền", "12,5 tr")
        terminal.answer("Chứng từ", "UNC-1")
        terminal.answer("Người thụ hưởng", "-")
        terminal.wait_for_question("Ghi vào sổ?")
        if not way:
            shown = terminal.text()
            for whole in ("1.500.000.000 đồng", "12.500.000 đồng", "1.487.500.000 đồng"):
                assert whole in " ".join(shown.split())
            assert "1.487.500.000" in shown
        terminal.press("c", "enter")
        terminal.answer("Ngày", ".")
        assert terminal.finish() == 0
    kept = ok("disburse", "list", "--json", book=fresh_book).data
    assert [each["amount"] for each in kept] == [12_500_000]
