"""`program alias`: other names of a programme, read wherever one is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.shell import ok, run

CLASS = ("--capital", "investment", "--source", "central")


@pytest.fixture
def book(fresh_book: Path) -> Path:
    """Return a book in which DA1 is called Đường liên xã and TDA 1 too."""
    ok("program", "alias", "DA1", "Đường liên xã", "TDA 1", book=fresh_book)
    return fresh_book


def _program(book: Path, code: str = "DA1") -> dict[str, object]:
    listed = ok("program", "list", "--json", book=book).data
    return next(each for each in listed if each["code"] == code)


def test_an_alias_is_kept_shown_and_in_the_log(book: Path) -> None:
    """In their order; one said again is kept once."""
    kept = ok("program", "alias", "TDA 1", "duong lien xa", "Cầu Bảo Lạc", "--json", book=book).data

    assert (kept["code"], kept["aliases"]) == ("DA1", ["Đường liên xã", "TDA 1", "Cầu Bảo Lạc"])
    assert _program(book)["aliases"] == kept["aliases"]
    assert "Đường liên xã; TDA 1; Cầu Bảo Lạc" in ok("program", "show", "DA1", book=book).out
    log = ok("book", "log", "--object", "program_alias", "--json", book=book).data
    assert [each["command"] for each in log] == ["program alias", "program alias"]


@pytest.mark.parametrize("word", ["Đường liên xã", "duong lien xa", "ĐƯỜNG LIÊN XÃ", "tda 1"])
def test_an_alias_is_read_in_options_runs_and_files(word: str, book: Path, tmp_path: Path) -> None:
    """Accents may lack, all or some; other tones are another name."""
    ok("allocate", "add", word, "9 tỷ", "--year", "2021", *CLASS, book=book)
    line = json.dumps(["disburse", "add", word, "5", "--date", "15/11/2021"], ensure_ascii=False)
    (tmp_path / "lenh.txt").write_text(line + "\n", encoding="utf-8")
    ok("run", str(tmp_path / "lenh.txt"), book=book)
    rows = tmp_path / "chi.csv"
    rows.write_text(f"Chương trình,Số tiền,Ngày\n{word},7,15/11/2021\n", encoding="utf-8")
    ok("disburse", "import", str(rows), book=book)

    found = ok("disburse", "list", "--program", word, "--json", book=book).data
    assert [(each["program"], each["amount"]) for each in found] == [("DA1", 5), ("DA1", 7)]


def test_an_alias_with_other_tones_names_nothing(book: Path) -> None:
    """It is offered, and never taken."""
    error = run("program", "show", "Đường liền xã", "--json", book=book).error

    assert error["code"] == "unknown-code"


@pytest.mark.parametrize("word", ["DA1", "da 1", "tda1", "Đường liên xã", "Dự án 1", "MTQG"])
def test_a_word_that_means_another_programme_is_refused(word: str, book: Path) -> None:
    """Its code, its alias or its name, however they are written; nothing is kept."""
    error = run("program", "alias", "DA2", "Cầu", word, "--json", book=book).error

    assert error["code"] == "alias-taken"
    assert _program(book, "DA2")["aliases"] == []


def test_no_new_programme_takes_an_alias_for_its_code(book: Path) -> None:
    """What was read as DA1 yesterday is not another programme today."""
    assert run("program", "add", "TDA1", "Khác", "--json", book=book).error["code"] == (
        "duplicate-code"
    )


def test_a_dry_run_gives_no_name(book: Path) -> None:
    """It shows what would be."""
    shown = ok("program", "alias", "DA2", "Cầu", "--dry-run", "--json", book=book).data

    assert shown["aliases"] == ["Cầu"]
    assert _program(book, "DA2")["aliases"] == []


def test_aliases_leave_a_book_and_come_into_another(book: Path, tmp_path: Path) -> None:
    """By an export, a folder of tables and a list that is read again."""
    whole, folder, other = tmp_path / "so.jsonl", tmp_path / "so", tmp_path / "moi.sqlite"
    ok("book", "export", str(whole), book=book)
    ok("book", "export", str(folder), book=book)
    ok("book", "import", str(whole), book=other)

    assert _program(other) == _program(book)
    assert "DA1,TDA 1," in (folder / "aliases.csv").read_text(encoding="utf-8")
    assert run("book", "check", book=other).code == run("book", "verify", book=other).code == 0
    listed = tmp_path / "ds.csv"
    ok("program", "list", "-o", str(listed), book=book)
    again = ok("program", "import", str(listed), "--duplicates", "skip", "--json", book=book).data
    assert (again["accepted"], again["skipped"]) == (0, 3)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Chương trình 1719", "CTMTQG1719"),
        ("CTMTQG DTTS&MN", "CTMTQG1719"),
        ("TDA1-DA4", "DA4.1"),
        ("Tiểu dự án 2 Dự án 3", "DA3.2"),
        ("CTMTQG 2026-2035", "CTMTQG2026"),
        ("Hợp phần 2", "HP2"),
    ],
)
def test_the_usual_words_of_the_packaged_trees_are_read(
    word: str, code: str, tmp_path: Path
) -> None:
    """By their numbers, and by aliases that come with them."""
    book = tmp_path / "moi.sqlite"
    trees = ("--programs", "1719", "--programs", "2026")
    ok("book", "init", "--units", "none", *trees, book=book)

    assert ok("program", "show", word, "--json", book=book).data["code"] == code
