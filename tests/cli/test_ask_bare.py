"""Every verb alone on a terminal: it asks for what it lacks, or lacks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import digest
from tests.shell import ok
from tests.terminal import Terminal
from tests.verbs import READING, WRITING

NOTHING_TO_ASK = {"book settings", "book upgrade"}  # the first lists them then
FILES = [verb for verb, words in READING.items() if "{out}" in words]  # written by them


@pytest.mark.parametrize("verb", sorted(WRITING.keys() - NOTHING_TO_ASK | {*FILES}))
def test_a_verb_alone_asks_for_what_it_lacks(full_book: Path, tmp_path: Path, verb: str) -> None:
    """Ctrl-C at the first question keeps nothing."""
    before = digest(full_book)
    book = tmp_path / "new.sqlite" if verb == "book init" else full_book
    with Terminal("--plain-prompts", *verb.split(), book=book, rows=200) as terminal:
        terminal.wait_for_any_question()
        terminal.press("ctrl-c")

        assert terminal.finish() == 130
    assert digest(full_book) == before


@pytest.mark.parametrize("verb", sorted(NOTHING_TO_ASK))
def test_a_verb_that_lacks_nothing_asks_nothing(full_book: Path, verb: str) -> None:
    """It is done at once, and changes nothing."""
    before = digest(full_book)
    with Terminal("--plain-prompts", *verb.split(), book=full_book, rows=200) as terminal:
        assert terminal.finish() == 0
    assert digest(full_book) == before


@pytest.mark.parametrize("verb", ["book import", "book restore", "book copy", "report template"])
def test_what_needs_no_book_asks_where_there_is_none(tmp_path: Path, verb: str) -> None:
    """A book is made there, or none is looked at."""
    with Terminal("--plain-prompts", *verb.split(), book=tmp_path / "new.sqlite") as terminal:
        terminal.wait_for_any_question()
        terminal.press("ctrl-c")

        assert terminal.finish() == 130


def test_a_copy_of_the_book_is_made_by_one_answer(full_book: Path, tmp_path: Path) -> None:
    """What keeps nothing in the book begins with the last answer."""
    copy = tmp_path / "copy of today.sqlite"
    with Terminal("--plain-prompts", "book", "backup", book=full_book, rows=200) as terminal:
        terminal.answer("File: ")
        terminal.wait_for("This cannot be left empty.")
        terminal.answer("File: ", f"'{copy}'")

        assert terminal.finish() == 0
    assert ok("book", "verify", book=copy).code == 0


def test_a_remark_is_asked_for_with_its_text(full_book: Path) -> None:
    """Closed lists are shown in the reader's language, in the question and before it is kept."""
    with Terminal("--plain-prompts", "activity", "remark", book=full_book, lang="vi") as terminal:
        terminal.answer("Năm: ", "2021")
        terminal.answer("Mục: ", "5")
        terminal.answer("Nội dung: ", "Thiếu người.")
        terminal.wait_for("Mục       Nguyên nhân")
        terminal.answer("Ghi vào sổ?")

        assert terminal.finish() == 0


def test_several_numbers_are_one_answer(full_book: Path) -> None:
    """Of a field that is said many times."""
    with Terminal("--plain-prompts", "report", "compare", book=full_book, rows=200) as terminal:
        terminal.answer("Budget year: ", "2020 2021x")
        terminal.wait_for("“2021x” is not a year.")
        terminal.answer("Budget year: ", "2020 2021")

        assert terminal.finish() == 0
