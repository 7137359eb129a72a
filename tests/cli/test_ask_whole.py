"""What a line on a terminal leaves open: names that fit several lines, files and lists unsaid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.test_ask_entry import entries
from tests.shell import ok
from tests.terminal import Terminal, make_book

PAID = ("disburse", "add", "CT135.1", "5 tr", "--date", "2/3/2021")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with a plan."""
    path = tmp_path_factory.mktemp("planned") / "book.sqlite"
    make_book(
        path,
        ("book", "init", "--units", "cao-bang-2020", "--programs", "2021"),
        ("allocate", "add", "CT135.1", "1 tỷ", "--year", "2021"),
    )
    return path


@pytest.fixture
def book(planned: Path, tmp_path: Path) -> Path:
    """Return a copy of the test's own, and a sheet beside it."""
    sheet = "Mã CT,Ngày,Số tiền\nCT135.1,2/3/2021,5000000\nCT135.1,3/3/2021,6000000\n"
    (tmp_path / "giải ngân.csv").write_text(sheet, encoding="utf-8")
    return Path(shutil.copy(planned, tmp_path / "book.sqlite"))


@pytest.mark.parametrize("plain", [(), ("--plain-prompts",)])
def test_a_place_that_fits_several_is_chosen_by_its_number(
    book: Path, plain: tuple[str, ...]
) -> None:
    """Each is listed with what it lies in; the number of one, or a longer name, says which."""
    with Terminal(*plain, *PAID, "--place", "Bao Lac", book=book) as terminal:
        terminal.wait_for("1. 043 Huyện Bảo Lạc (Tỉnh Cao Bằng)")
        terminal.wait_for("2. 01321 Thị trấn Bảo Lạc (Huyện Bảo Lạc)")
        terminal.answer("Place", "2")
        terminal.wait_for("= 01321 Thị trấn Bảo Lạc")

        assert terminal.finish() == 0
    assert entries(book)[-1]["place"] == "01321"


def test_a_part_of_a_programmes_name_is_enough_where_it_names_one(book: Path) -> None:
    """It is shown before the entry is; a report asks as a payment does."""
    with Terminal(*PAID[:2], "ha tang", *PAID[3:], book=book) as terminal:
        terminal.wait_for("= CT135.1")
        assert terminal.finish() == 0
    with Terminal("disburse", "list", "--program", "dan toc thieu so", book=book) as terminal:
        terminal.wait_for("1. ")
        terminal.answer("Programme", "1")
        assert terminal.finish() == 0
    assert entries(book)[-1]["program"] == "CT135.1"


def test_what_is_only_written_alike_is_never_taken_unasked(book: Path) -> None:
    """The beginning of a code, or other tones, are candidates; nothing fits: refused as ever."""
    with Terminal(*PAID[:2], "NCU", *PAID[3:], book=book) as terminal:
        terminal.wait_for("1. NCUT")
        terminal.wait_for_question("Programme")
        terminal.press("ctrl-c")
        assert terminal.finish() == 130
    with Terminal(*PAID[:2], "zzz", *PAID[3:], book=book) as terminal:
        assert terminal.finish() == 1
        assert "unknown-code" in terminal.text()
    assert entries(book) == []


def test_without_a_terminal_it_stays_refused(book: Path) -> None:
    """With its candidates."""
    ran = run_refused(*PAID, "--place", "Bao Lac", book=book)
    assert "ambiguous-name" in ran
    assert "01321" in ran


def run_refused(*words: str, book: Path) -> str:
    """Run a command that is refused; return what it says."""
    from tests.shell import run  # noqa: PLC0415

    ran = run(*words, book=book, lang="en")
    assert ran.code == 1
    return ran.err


def test_an_import_asks_for_its_file_and_shows_what_it_would_keep(book: Path) -> None:
    """A file that is dropped on the terminal comes in quotes."""
    with Terminal("disburse", "import", book=book) as terminal:
        terminal.answer("File", f"'{book.parent / 'nothing.csv'}'")
        terminal.wait_for("There is no file")
        terminal.answer("File", f"'{book.parent / 'giải ngân.csv'}'")
        terminal.wait_for("11,000,000")
        terminal.answer("Keep this in the book?", "y")
        assert terminal.finish() == 0
    assert [each["amount"] for each in entries(book)] == [5_000_000, 6_000_000]


def test_a_no_behind_a_file_keeps_nothing(book: Path) -> None:
    """The rows were shown, and that is all."""
    with Terminal("disburse", "import", book=book) as terminal:
        terminal.answer("File", str(book.parent / "giải ngân.csv"))
        terminal.answer("Keep this in the book?", "no")
        assert terminal.finish() == 0
    assert entries(book) == []


def test_lists_to_load_and_statements_to_take_are_asked_for(book: Path) -> None:
    """A list by its name, a statement with its day."""
    with Terminal("program", "load", book=book) as terminal:
        terminal.answer("List", "2026")
        terminal.answer("Keep this in the book?", "y")
        assert terminal.finish() == 0
    assert "CTMTQG2026" in str(ok("program", "list", "--json", book=book).data)
    with Terminal("reconcile", "take", book=book) as terminal:
        terminal.answer("File", str(book.parent / "giải ngân.csv"))
        terminal.answer("Date [", "31/3/2021")
        terminal.answer("Keep this in the book?", "y")
        assert terminal.finish() == 0
    with Terminal("reconcile", "explain", "1", book=book) as terminal:
        terminal.answer("Reason", "chờ chứng từ")
        terminal.answer("Line", "2")
        terminal.answer("Keep this in the book?", "y")
        assert terminal.finish() == 0
    shown = ok("reconcile", "list", "--json", book=book).data
    assert len(shown) == 1
