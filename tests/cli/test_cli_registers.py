"""Places and programmes: what is typed, what is kept, what scripts read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from tests.shell import ok, run

PROGRAM_KEYS = [
    "code",
    "name",
    "parent",
    "kind",
    "decision",
    "from_year",
    "to_year",
    "owner",
    "place",
    "project_code",
    "target_code",
    "fund_code",
    "account",
    "total_investment",
    "aliases",
]
PLACE_KEYS = ["code", "name", "level", "parent", "valid_from", "valid_to", "successor"]


def test_a_programme_is_kept_as_it_was_said(fresh_book: Path) -> None:
    """What is printed is the shape of a list's line, with nulls for what was left out."""
    full = ok(
        *("program", "add", "0135", "Chương  trình 135", "--parent", "mtqg", "--kind", "work"),
        *("--decision", "1719/QĐ-TTg", "--from-year", "2021", "--to-year", "2025"),
        *("--owner", "Ban Dân tộc", "--place", "bảo lạc", "--json"),
        book=fresh_book,
    ).data
    bare = ok("program", "add", "X", "Tên", "--json", book=fresh_book).data

    assert full == {
        "code": "0135",
        "name": "Chương trình 135",
        "parent": "MTQG",
        "kind": "work",
        "decision": "1719/QĐ-TTg",
        "from_year": 2021,
        "to_year": 2025,
        "owner": "Ban Dân tộc",
        "place": "043",
        "project_code": None,
        "target_code": None,
        "fund_code": None,
        "account": None,
        "total_investment": None,
        "aliases": [],
    }
    assert list(bare) == PROGRAM_KEYS
    assert (bare["kind"], bare["parent"], bare["place"]) == ("program", None, None)
    assert ok("program", "list", "--json", book=fresh_book).data[-2:] == [full, bare]


def test_a_programme_is_edited_field_by_field(fresh_book: Path) -> None:
    """Only what is said changes; an empty value takes back what was said."""
    ok("program", "add", "X", "Tên", "--owner", "Ban", "--from-year", "2021", book=fresh_book)

    words = ("program", "edit", "x", "--name", "Tên mới", "--owner", "", "--json")
    edited = ok(*words, book=fresh_book).data
    change = ok("book", "log", "--json", book=fresh_book).data[-1]["changes"][0]

    assert (edited["code"], edited["name"], edited["owner"]) == ("X", "Tên mới", None)
    assert edited["from_year"] == 2021
    assert (change["before"]["name"], change["after"]["name"]) == ("Tên", "Tên mới")


def test_a_tree_is_listed_as_a_tree(fresh_book: Path) -> None:
    """Children stand below their parent, set in; the JSON stays flat."""
    ok("program", "add", "DA1.1", "Tiểu dự án", "--parent", "DA1", book=fresh_book)

    page = ok("program", "list", "--tree", book=fresh_book).out
    codes = [
        each["code"] for each in ok("program", "list", "--tree", "--json", book=fresh_book).data
    ]

    names = ("Chương trình mục tiêu", "  Dự án 1", "    Tiểu dự án", "  Dự án 2")
    assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
    assert codes == ["MTQG", "DA1", "DA1.1", "DA2"]


def test_a_programme_is_shown_with_its_money(full_book: Path) -> None:
    """Its own and its descendants'; the rate to four decimals, null without a plan."""
    ok("program", "add", "TRONG", "Chưa có kế hoạch", book=full_book)

    whole = ok("program", "show", "MTQG", "--year", "2021", "--json", book=full_book).data
    early = ok("program", "show", "DA1", "--as-of", "14/11/2021", "--json", book=full_book).data
    empty = ok("program", "show", "TRONG", "--json", book=full_book).data

    assert list(whole)[: len(PROGRAM_KEYS)] == PROGRAM_KEYS
    assert (whole["planned"], whole["disbursed"], whole["remaining"]) == (1100, 310, 790)
    assert (whole["rate"], whole["children"]) == (28.1818, ["DA1", "DA2"])
    assert (early["planned"], early["disbursed"], early["rate"]) == (1000, 0, 0)
    assert (empty["planned"], empty["rate"], empty["children"]) == (0, None, [])


def test_a_place_is_kept_as_it_was_said(fresh_book: Path) -> None:
    """Codes keep their zeros, days are ISO."""
    full = ok(
        *("place", "add", "01255", "Xã Cô Ba", "--level", "commune", "--parent", "043"),
        *("--valid-from", "1/1/2020", "--valid-to", "30.06.2025", "--successor", "01290", "--json"),
        book=fresh_book,
    ).data
    bare = ok("place", "add", "9", "Nơi khác", "--json", book=fresh_book).data

    assert full == {
        "code": "01255",
        "name": "Xã Cô Ba",
        "level": "commune",
        "parent": "043",
        "valid_from": "2020-01-01",
        "valid_to": "2025-06-30",
        "successor": "01290",
    }
    assert list(bare) == PLACE_KEYS
    assert (bare["level"], bare["parent"], bare["valid_from"]) == ("commune", None, None)
    assert ok("place", "show", "043", "--json", book=fresh_book).data["children"] == ["01255"]


def test_places_are_listed_by_level_parent_and_day(fresh_book: Path) -> None:
    """A code that comes back is another version of the place."""
    ok("place", "add", "9", "Xã cũ", "--valid-to", "30/6/2025", "--parent", "043", book=fresh_book)
    ok("place", "add", "9", "Xã mới", "--valid-from", "1/7/2025", book=fresh_book)

    def listed(*words: str) -> list[str]:
        found = ok("place", "list", *words, "--json", book=fresh_book).data
        return [each["name"] for each in found]

    shown = ok("place", "show", "9", "--json", book=fresh_book).data
    assert listed("--level", "district") == ["Bảo Lâm", "Bảo Lạc"]
    assert listed("--parent", "04") == ["Bảo Lâm", "Bảo Lạc"]
    assert listed("--level", "commune", "--on", "1/1/2021") == ["Xã cũ"]
    assert listed("--level", "commune", "--on", "2025-07-01") == ["Xã mới"]
    assert listed("--level", "village") == []
    assert (shown["name"], [each["name"] for each in shown["versions"]]) == (
        "Xã mới",
        ["Xã cũ", "Xã mới"],
    )


def test_a_tree_is_narrowed_and_keeps_its_steps(fresh_book: Path) -> None:
    """Direct parts of a programme; those that begin in a year, as far in as they stand."""
    of = ("--parent", "DA1", "--from-year", "2021")
    ok("program", "add", "DA1.1", "Nhà ở", *of, book=fresh_book)
    ok("program", "add", "DA1.1.1", "Nhà sàn", "--parent", "DA1.1", book=fresh_book)

    def listed(*words: str) -> list[str]:
        found = ok("program", "list", *words, "--json", book=fresh_book).data
        return [each["code"] for each in found]

    assert listed("--parent", "dự án 1") == listed("--from-year", "2021") == ["DA1.1"]
    assert listed("--tree", "--parent", "DA1.1") == ["DA1.1.1"]
    page = ok("program", "list", "--tree", "--from-year", "2021", book=fresh_book).out
    assert "    Nhà ở" in page
    assert "Nhà sàn" not in page


@pytest.mark.parametrize(
    "word",
    ["043", "bảo lạc", "Bảo Lạc", "BAO LAC", "bao lac", unicodedata.normalize("NFD", "Bảo Lạc")],
)
def test_a_name_works_wherever_a_code_does(fresh_book: Path, word: str) -> None:
    """In any case, with or without accents, composed or not."""
    assert ok("place", "show", word, "--json", book=fresh_book).data["code"] == "043"
    assert ok("place", "list", "--parent", "cao bang", "--json", book=fresh_book).data


@pytest.mark.parametrize("word", ["da1", "DA1", "Dự án 1", "du an 1", "DỰ ÁN 1"])
def test_a_programme_is_found_by_code_or_name(fresh_book: Path, word: str) -> None:
    """Codes are shown as they were first written."""
    assert ok("program", "show", word, "--json", book=fresh_book).data["code"] == "DA1"


def test_a_code_is_composed_and_compared_without_regard_to_case(fresh_book: Path) -> None:
    """Two spellings of one code are one code."""
    ok("program", "add", unicodedata.normalize("NFD", "ĐẤT"), "Đất ở", book=fresh_book)

    again = run("program", "add", "đất", "Khác", "--json", book=fresh_book)

    assert (again.code, again.error["code"]) == (1, "duplicate-code")
    assert ok("program", "show", "đất", "--json", book=fresh_book).data["code"] == "ĐẤT"


def test_an_ambiguous_name_lists_what_it_could_mean(fresh_book: Path) -> None:
    """With the codes to choose from."""
    ok("program", "add", "DA9", "Dự án 1", book=fresh_book)

    error = run("program", "show", "du an 1", "--json", book=fresh_book).error

    assert error["details"]["found"] == ["DA1 (Dự án 1)", "DA9 (Dự án 1)"]
    assert "DA9 (Dự án 1)" in error["message"]


def test_an_unknown_code_is_told_what_is_near(fresh_book: Path) -> None:
    """A slip of the finger costs no search."""
    error = run("program", "show", "DA11", "--json", book=fresh_book).error

    assert "DA1 (Dự án 1)" in error["details"]["near"]
    assert "DA1 (Dự án 1)" in error["hint"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("program", "list"), "Chưa có chương trình"),
        (("place", "list"), "Chưa có địa bàn"),
        (("disburse", "list"), "Chưa có bút toán"),
        (("allocate", "list"), "Chưa có bút toán"),
        (("inspect", "list"), "Chưa có cuộc"),
        (("activity", "list"), "Chưa có"),
        (("activity", "remarks", "2021"), "Chưa có"),
    ],
)
def test_an_empty_list_says_so_and_is_an_empty_list(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    """Not silence, not null."""
    book = tmp_path / "book.sqlite"
    ok("book", "init", "--programs", "none", book=book)

    assert ok(*words, "--json", book=book).out == "[]\n"
    assert sentence in ok(*words, book=book).out


@pytest.mark.parametrize("option", ["--parent", "--kind", "--decision", "--owner", "--place"])
def test_an_empty_word_is_refused_where_nothing_can_be_taken_back(
    fresh_book: Path, option: str
) -> None:
    """Of a new programme nothing was said before."""
    refused = run("program", "add", "X", "Tên", option, "", book=fresh_book)

    assert (refused.code, option in refused.err) == (2, True)


@pytest.mark.parametrize("words", [("activity", "remarks", "2021"), ("book", "settings")])
def test_a_text_of_several_lines_is_shown_in_lines(
    fresh_book: Path, words: tuple[str, ...]
) -> None:
    """A remark of the annual report, and the recipients of its letters."""
    ok("activity", "remark", "2021", "causes", "Dịch bệnh.\nThiên tai.", book=fresh_book)
    ok("book", "settings", "recipients", "Dịch bệnh.\nThiên tai.", book=fresh_book)

    page = ok(*words, book=fresh_book).out

    assert "\\x0a" not in page
    assert "Thiên tai." in [line.strip() for line in page.splitlines()]
