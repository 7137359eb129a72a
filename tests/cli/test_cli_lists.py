"""The lists of the package: a book starts with them, or takes them in later."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.shell import ok, run, still
from tests.terminal import Terminal

LATER = still(datetime(2026, 11, 29, 1, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a book is to be made."""
    return tmp_path / "so.sqlite"


def test_a_book_begun_without_words_has_the_trees_in_force_and_no_places(path: Path) -> None:
    """It says what it took, and which command brings the places."""
    made = run("book", "init", "--json", book=path, world=LATER)
    codes = {each["code"] for each in ok("program", "list", "--json", book=path).data}

    assert made.code == 0
    assert made.data["lists"] == ["1719", "2026"]
    assert (made.data["places"], made.data["programs"]) == (0, 49)
    assert {"CTMTQG1719", "DA10.3", "CTMTQG2026", "HP2.05"} <= codes
    assert "1719, 2026" in made.err
    assert "`ethnictrack place load --help`" in made.err


def test_a_book_of_a_province_has_its_places_and_the_trees_in_force(path: Path) -> None:
    """Those of today and those that went into them."""
    made = run("book", "init", "--province", "Cao Bằng", "--json", book=path, world=LATER)
    today = ok("place", "list", "--on", "29/11/2026", "--json", book=path).data

    assert made.data["lists"] == ["Cao Bằng", "1719", "2026"]
    assert len([each for each in today if each["level"] == "commune"]) == 56
    assert ok("place", "show", "01321", "--json", book=path).code == 0


def test_lists_may_be_said_several_times(path: Path) -> None:
    """One after the other; what both have is kept once."""
    made = ok(
        *("book", "init", "--units", "cao-bang-2020", "--units", "cao-bang-2025"),
        *("--programs", "2021", "--programs", "1719", "--json"),
        book=path,
    ).data

    assert (made["places"], made["programs"]) == (228, 37)


def test_none_leaves_a_register_empty(path: Path) -> None:
    """Only who says so gets an empty book."""
    made = ok("book", "init", "--units", "none", "--programs", "none", "--json", book=path).data

    assert (made["places"], made["programs"], made["lists"]) == (0, 0, [])


def test_an_unknown_province_makes_no_book(path: Path) -> None:
    """It is refused before anything is written."""
    ran = run("book", "init", "--province", "Cao Bàn", "--json", book=path)

    assert (ran.code, ran.error["code"]) == (2, "unknown-province")
    assert not path.exists()


def test_a_list_taken_in_twice_adds_nothing(path: Path) -> None:
    """What the book has already is left as it is, and counted."""
    ok("book", "init", "--programs", "none", book=path)

    first = ok("program", "load", "2026", "--json", book=path).data
    again = ok("program", "load", "2026", "--json", book=path).data
    places = ok("place", "load", "--province", "Cao Bằng", "--json", book=path).data
    more = ok("place", "load", "cao-bang-2025", "--json", book=path).data

    assert first == {"list": "2026", "added": 20, "known": 0}
    assert again == {"list": "2026", "added": 0, "known": 20}
    assert places["known"] == 0
    assert (more["added"], more["known"]) == (0, 57)


def test_a_code_that_means_something_else_in_the_book_refuses_the_list(path: Path) -> None:
    """Nothing of it is kept."""
    ok("book", "init", "--programs", "none", book=path)
    ok("program", "add", "HP1", "Hợp tác xã", book=path)

    ran = run("program", "load", "2026", "--json", book=path)

    assert (ran.code, ran.error["code"]) == (1, "duplicate-code")
    assert [each["code"] for each in ok("program", "list", "--json", book=path).data] == ["HP1"]


def test_a_file_is_taken_in_as_by_import(path: Path, tmp_path: Path) -> None:
    """One verb for lists, wherever they come from."""
    ok("book", "init", "--programs", "none", book=path)
    file = tmp_path / "cay.csv"
    file.write_text("code,name\nX1,Chương trình của tỉnh\n", encoding="utf-8")

    taken = ok("program", "load", str(file), "--json", book=path).data

    assert (taken["accepted"], taken["batch"]) == (1, 1)
    assert run("program", "load", "2027", "--json", book=path).error["code"] == "unknown-choice"


def test_a_province_is_read_from_the_list_of_the_country_only(path: Path) -> None:
    """Two lists at once would be a guess."""
    ok("book", "init", "--programs", "none", book=path)

    words = ("place", "load", "cao-bang-2020", "--province", "Lào Cai", "--json")

    assert run(*words, book=path).error["code"] == "contradiction"


def test_the_lists_are_listed(path: Path) -> None:
    """With the days on which money of a tree is paid."""
    ok("book", "init", "--programs", "none", book=path)

    units = run("place", "lists", "--json", book=path, world=LATER).data
    trees = run("program", "lists", "--json", book=path, world=LATER).data

    assert [each["list"] for each in units] == ["cao-bang-2020", "cao-bang-2025", "viet-nam"]
    assert [(each["list"], each["in_force"]) for each in trees] == [
        ("2021", False),
        ("1719", True),
        ("2026", True),
    ]


def test_on_a_terminal_the_province_is_asked_for(path: Path) -> None:
    """A name that is none is refused at once; the trees in force are named in the last look."""
    with Terminal("book", "init", book=path, lang="vi") as terminal:
        terminal.answer("Tỉnh, thành phố", "cao bon")
        terminal.wait_for("Có phải")
        terminal.answer("Tỉnh, thành phố", "lao cai")
        terminal.wait_for("Tỉnh Lào Cai")
        terminal.answer("Ghi vào sổ", "có")

        assert terminal.finish() == 0
    assert len(ok("place", "list", "--json", book=path).data) == 439


def test_on_a_terminal_a_book_that_is_there_is_refused_before_anything_is_asked(path: Path) -> None:
    """Nobody answers in vain."""
    ok("book", "init", "--programs", "none", book=path)

    with Terminal("book", "init", book=path) as terminal:
        terminal.wait_for("book-exists")

        assert terminal.finish() == 1
