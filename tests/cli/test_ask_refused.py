"""What a form says, and refuses, before it asks for more."""

from __future__ import annotations

import _thread
import os
import re
import sys
import threading
from pathlib import Path

import pytest
from tests.shell import ok, run
from tests.terminal import Terminal

from ethnictrack.cli.shell.output import UNIT, wrapped
from ethnictrack.cli.shell.terminal import typed_line


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_ctrl_c_just_before_a_line_is_read_is_not_left_for_the_next_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No system call is interrupted by it: it came before there was one."""
    master, slave = os.openpty()
    late = threading.Timer(5, os.write, (master, b"late\n"))
    late.start()
    threading.Timer(0.1, _thread.interrupt_main).start()
    with os.fdopen(slave, encoding="utf-8") as keys:
        monkeypatch.setattr(sys, "stdin", keys)
        with pytest.raises(KeyboardInterrupt):
            typed_line()
        monkeypatch.undo()
    late.cancel()
    late.join()
    os.close(master)


@pytest.fixture
def paid(full_book: Path) -> Path:
    """Return a book whose newest payment has a payee."""
    ok("disburse", "add", "DA2", "60", "--payee", "Công ty A", book=full_book, actor="Lan")
    return full_book


def test_a_reversal_is_not_taken_back_and_no_reason_is_asked_for(paid: Path) -> None:
    """Nor is an agreement, where the reason was said."""
    ok("disburse", "reverse", "last", "--yes", "--reason", "sai", book=paid, actor="Lan")
    for reason in ((), ("--reason", "sai")):
        with Terminal(
            "--plain-prompts", "disburse", "reverse", "last", *reason, book=paid, rows=200
        ) as terminal:
            assert terminal.finish() == 1
            assert "is itself a reversal" in terminal.text()
            assert "Reason:" not in terminal.text()
            assert "Is this the one?" not in terminal.text()


def test_a_text_of_a_closed_year_is_not_put_right_and_no_reason_is_asked_for(paid: Path) -> None:
    """No reason would open the year."""
    ok("book", "close", "2021", "--on", "25/11/2021", "--anyway", "hết việc", book=paid)
    with Terminal("--plain-prompts", "disburse", "amend", "last", book=paid, rows=200) as terminal:
        assert terminal.finish() == 1
        assert "The budget year 2021 was closed" in terminal.text()
        assert "Reason:" not in terminal.text()


def test_the_last_entry_is_called_by_its_number(paid: Path) -> None:
    """In what would be kept, too."""
    with Terminal(
        "--plain-prompts", "disburse", "reverse", "last", book=paid, rows=200
    ) as terminal:
        terminal.answer("Reason: ", "sai")
        terminal.wait_for_question("Keep this in the book?")
        assert not [each for each in terminal.text().splitlines() if each.endswith(" last")]
        terminal.press("ctrl-c")

        assert terminal.finish() == 130


def test_only_texts_that_change_are_called_put_right(paid: Path) -> None:
    """One that says what it said is not among them."""
    words = ("--payee", "Công ty A", "--note", "Đợt 2", "--reason", "rõ hơn")
    told = ok("disburse", "amend", "last", *words, book=paid, actor="Lan", lang="en").out

    assert "is put right: Note." in told


def test_both_years_of_a_carry_are_asked_for_by_what_they_are(full_book: Path) -> None:
    """An empty answer is asked for again."""
    with Terminal("--plain-prompts", "allocate", "carry", book=full_book, rows=200) as terminal:
        terminal.answer("Carry from budget year: ", "2021")
        terminal.answer("Carry into budget year: ")
        terminal.wait_for("Missing: ")
        terminal.wait_for_question("Carry into budget year: ")
        terminal.press("ctrl-c")

        assert terminal.finish() == 130


def test_a_year_that_may_be_closed_has_no_copy_yet(full_book: Path) -> None:
    """It is made after the yes."""
    words = ("book", "close", "2021", "--on", "25/11/2021", "--anyway", "hết việc")
    tried = ok(*words, "--dry-run", book=full_book, lang="en").err
    done = ok(*words, book=full_book, lang="en").err

    assert "will first be copied to" in tried
    assert "The book as it was before is" in done


def test_a_province_is_no_list_of_places(full_book: Path) -> None:
    """The lists are named by what they have, and how the places of a province are loaded."""
    refused = run("place", "load", "Lào Cai", book=full_book, lang="vi")

    assert refused.code == 2
    assert "(DANH-MỤC)" in refused.err
    assert "(viet-nam)" in refused.err
    assert "none" not in refused.err
    assert "--province" in refused.err
    details = run("place", "load", "Lào Cai", "--json", book=full_book).error["details"]
    assert details["known"] == ["cao-bang-2020", "cao-bang-2025", "viet-nam"]


def test_a_key_is_not_parted_from_what_it_does(full_book: Path) -> None:
    """In the lines above every form."""
    with Terminal(
        "--plain-prompts", "allocate", "carry", book=full_book, lang="vi", rows=200
    ) as terminal:
        terminal.wait_for_question("Chuyển từ niên độ: ")
        lines = [line.rstrip() for line in terminal.text().splitlines()]
        terminal.press("ctrl-c")

        assert terminal.finish() == 130
    assert any("? để" in line for line in lines)
    assert not any(line.endswith(("?", " -", " <")) for line in lines)


@pytest.mark.parametrize("width", range(8, 40))
def test_an_amount_is_not_parted_from_its_unit(width: int) -> None:
    """Unless the line is too narrow for both; nothing is lost."""
    text = "còn lại 1.234.000 đồng, đã chi 0 đồng (0 %)"
    lines = wrapped(text, width, re.compile(UNIT))

    assert " ".join(lines) == text
    assert not any(line.endswith(" 0") for line in lines)
    assert any(line.endswith("1.234.000") for line in lines) == (width < len("1.234.000 đồng,"))
    assert max(map(len, lines)) <= max(width, len("1.234.000"))
