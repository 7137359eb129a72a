"""Lists are narrowed, sorted, added up and cut to columns as the reader asks."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from tests.books import signed
from tests.shell import ok, run, still
from tests.terminal import Terminal

from ethnictrack.book.opening import write_book
from ethnictrack.library.entry_words import filter_of
from ethnictrack.values.kinds import Side

MONDAY = datetime(2021, 11, 22, 2, 0, tzinfo=UTC)
LATE = datetime(2021, 11, 24, 17, 30, tzinfo=UTC)  # in Viet Nam it is the 25th


def _ids(book: Path, *words: str, group: str = "disburse", **how: Any) -> list[int]:  # noqa: ANN401
    return [each["id"] for each in ok(group, "list", *words, "--json", book=book, **how).data]


@pytest.fixture(scope="module")
def _book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with a plan and four payments: of two payees, one of them taken back later."""
    made = Path(shutil.copy(template, tmp_path_factory.mktemp("listing") / "book.sqlite"))
    ok(
        "allocate",
        "add",
        "DA1",
        "1 tỷ",
        "--year",
        "2021",
        "--decision",
        "12/QĐ-UBND",
        book=made,
    )
    for amount, payee, day, moment, actor in (
        ("100", "Công ty A", "1/3/2021", MONDAY, "Lan"),
        ("200", "Hợp tác xã B", "2/4/2021", MONDAY, "Minh"),
        ("300", "công ty A", "3/5/2021", LATE, "Lan"),
    ):
        words = ("DA1", amount, "--payee", payee, "--date", day)
        ok("disburse", "add", *words, book=made, world=still(moment), actor=actor)
    undone = ("3", "--reason", "sai", "--date", "20/11/2021")
    ok("disburse", "reverse", *undone, book=made, world=still(LATE))
    return made


@pytest.fixture
def book(_book: Path, tmp_path: Path) -> Path:
    """Return a copy of the test's own."""
    return Path(shutil.copy(_book, tmp_path / "book.sqlite"))


def test_amounts_are_found_between_two_whatever_their_sign(book: Path) -> None:
    """A reversal is found with what it reverses; amounts are said in words."""
    assert _ids(book, "--min", "150", "--max", "250") == [3, 5]
    assert _ids(book, "--min", "0,0003 triệu") == [4]
    assert _ids(book, "--max", "100") == [2]


def test_what_was_recorded_on_a_day_is_found_by_the_day_in_viet_nam(book: Path) -> None:
    """Half past five in the evening of Greenwich is tomorrow here."""
    assert _ids(book, "--recorded-from", "25/11/2021") == [4, 5]
    assert _ids(book, "--recorded-to", "24/11/2021") == [2, 3]
    assert _ids(book, "--today", world=still(LATE)) == [4, 5]
    assert _ids(book, "--today", "--recorded-from", "1/1/2021", world=still(MONDAY)) == [2, 3]
    assert _ids(book, "--today", "--recorded-to", "24/11/2021", world=still(LATE)) == []


def test_what_this_very_command_recorded_was_recorded_today(book: Path) -> None:
    """Its record of the log is yet to come."""
    with write_book(book, signed()) as opened:
        for words, found in (({"today": True}, True), ({"recorded_first": "1/1/2050"}, False)):
            only = filter_of(
                Side.DISBURSEMENT, words, opened.programs, opened.places, date(2021, 11, 25)
            )
            newest = [*opened.ledger.chosen(Side.DISBURSEMENT, only)][-1:]
            assert bool(newest) is found


def test_reversed_pairs_are_hidden_where_both_are_in_the_span_of_days(book: Path) -> None:
    """A sum up to a day before the reversal has the entry, as a report has."""
    assert _ids(book, "--effective") == [2, 4]
    assert _ids(book, "--effective", "--to", "30/6/2021") == [2, 3, 4]
    assert _ids(book, "--effective", "--from", "1/6/2021") == [5]


def test_payees_and_decisions_are_found_by_a_part_without_accents(book: Path) -> None:
    """As they are typed in a hurry."""
    assert _ids(book, "--payee", "cong TY a") == [2, 4]
    assert _ids(book, "--decision", "12/qd", group="allocate") == [1]


def test_a_part_of_a_payee_is_not_found_in_another_text(book: Path) -> None:
    """Entries are looked for in all their texts together, and the payee of each is compared."""
    words = ("DA1", "5", "--payee", "Bà Cúc", "--note", "Công ty A nhận hộ", "--date", "1/6/2021")
    ok("disburse", "add", *words, book=book)

    assert _ids(book, "--payee", "cong ty a") == [2, 4]
    assert _ids(book, "--search", "cong ty a") == [2, 4, 6]


def test_an_amount_that_cannot_be_read_is_refused_by_the_name_of_its_option(book: Path) -> None:
    """And a filter of the other side is no option."""
    assert run("disburse", "list", "--min", "15.21 tỷ", "--json", book=book).code == 2
    assert run("allocate", "list", "--over-plan", book=book).code == 2


def test_a_list_has_the_columns_asked_for_in_their_order(book: Path) -> None:
    """By their keys, or by the headings shown; data has no other keys."""
    page = ok("disburse", "list", "--columns", "Người thụ hưởng,id,amount", "-O", "csv", book=book)
    (first, *_) = ok("disburse", "list", "--columns", "payee,id", "--json", book=book).data
    shown = ok("disburse", "list", "--columns", "id,payee", "-O", "markdown", book=book).out

    assert page.out.removeprefix("\ufeff").splitlines()[:2] == [
        "payee,id,amount",
        "Công ty A,2,100",
    ]
    assert list(first) == ["payee", "id"]
    assert shown.splitlines()[2].split() == ["|", "Số", "|", "Người", "thụ", "hưởng", "|"]


def test_every_column_is_printed_where_all_are_asked_for(book: Path) -> None:
    """An amount that is printed is what it did: it is there once."""
    page = ok("disburse", "list", "--columns", "all", "-O", "markdown", book=book).out

    assert "Ghi lúc" in page
    assert "Số tiền (đồng)" in page
    assert " Số tiền |" not in page


def test_a_list_is_sorted_by_any_field(book: Path) -> None:
    """What says nothing comes last, whichever way; a limit is of the sorted list."""
    assert _ids(book, "--sort", "amount") == [5, 2, 3, 4]
    assert _ids(book, "--sort", "Ngày-") == [5, 4, 3, 2]
    assert _ids(book, "--sort", "amount-", "--limit", "1", "--offset", "1") == [3]
    assert _ids(book, "--sort", "reversed_by-") == [3, 2, 4, 5]
    ran = run("disburse", "list", "--sort", "khong co", "--json", book=book)
    assert (ran.code, ran.error["code"]) == (2, "unknown-choice")


def test_what_has_no_class_comes_last_in_the_order_of_classes(fresh_book: Path) -> None:
    """Whichever way; a class of capital alone has a place among the others."""
    for said in ("", "--capital recurrent", "--capital investment --source central"):
        words = (
            "disburse",
            "estimate",
            "DA1",
            "5",
            "--year",
            "2021",
            "--until",
            "31/12/2021",
            *said.split(),
        )
        ok(*words, book=fresh_book)

    def capitals(*words: str) -> list[str | None]:
        found = ok("disburse", "estimates", *words, "--json", book=fresh_book).data
        return [each["capital"] for each in found]

    assert capitals("--sort", "class") == ["investment", "recurrent", None]
    assert capitals("--sort", "class-") == ["recurrent", "investment", None]


def test_entries_are_added_up_by_what_they_have_in_common(book: Path) -> None:
    """The largest first, each under its code; a limit is of the sums."""
    by_payee = ok("disburse", "list", "--sum-by", "thụ hưởng", "--json", book=book).data
    by_month = ok("disburse", "list", "--sum-by", "month", "--json", book=book).data
    page = ok("disburse", "list", "--sum-by", "program", "-O", "markdown", book=book).out
    (one,) = ok("disburse", "list", "--sum-by", "payee", "--limit", "1", "--json", book=book).data

    assert [(each["code"], each["entries"], each["effect"]) for each in by_payee] == [
        ("công ty A", 1, 300),
        ("Công ty A", 1, 100),
        ("Hợp tác xã B", 2, 0),
    ]
    assert [(each["month"], each["effect"]) for each in by_month] == [
        ("2021-03", 100),
        ("2021-04", 200),
        ("2021-05", 300),
        ("2021-11", -200),
    ]
    assert page.splitlines()[-1].split() == [
        "|",
        "|",
        "**Tổng",
        "cộng**",
        "|",
        "**4**",
        "|",
        "**400**",
        "|",
    ]
    assert one["code"] == "công ty A"


def test_a_list_of_entries_names_places_and_says_what_became_of_each(book: Path) -> None:
    """What no row says has no column; a reversal names what it reverses."""
    ok("disburse", "add", "DA1", "50", "--date", "5/5/2021", "--place", "043", book=book)
    page = ok("disburse", "list", "-O", "plain", book=book).out
    first = ok("disburse", "list", "--max", "150", "--min", "100", "-O", "plain", book=book).out

    assert "Bảo Lạc" in page
    assert "thanh toán (bị đảo: 5)" in page
    assert "thanh toán (đảo số 3)" in page
    assert "Địa bàn" not in first
    assert "Nguồn" not in page


NOUNS = {
    "program": ("DA1", "DU AN 1"),
    "place": ("043", "bao lac"),
    "inspect": ("TT-01", "tt-01"),
    "activity": ("TL", "tai lieu"),
}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_is_searched_sorted_and_cut(full_book: Path, noun: str) -> None:
    """All its texts, accents ignored."""
    code, text = NOUNS[noun]
    every = ok(noun, "list", "--json", book=full_book).data
    found = ok(noun, "list", "--search", text, "--columns", "code", "--json", book=full_book).data
    downwards = ok(noun, "list", "--sort", "code-", "--json", book=full_book).data

    assert {"code": code} in found
    assert len(found) <= len(every)
    assert [each["code"] for each in downwards] == sorted(
        (each["code"] for each in every), key=str.casefold, reverse=True
    )


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("disburse estimates", "amount"),
        ("book batches", "id"),
        ("activity remarks 2021", "id"),
        ("book log", "seq"),
    ],
)
def test_lists_of_other_names_have_columns_and_an_order_too(
    full_book: Path, line: str, key: str
) -> None:
    """For scripts and for people."""
    words = (*line.split(), "--sort", f"{key}-", "--columns", key)
    every = ok(*line.split(), "--json", book=full_book).data
    found = ok(*words, "--json", book=full_book).data
    page = ok(*words, "--format", "csv", book=full_book).out.lstrip("\ufeff").split()

    assert every
    assert found == sorted(found, key=lambda each: each[key], reverse=True)
    assert [{*each} for each in found] == [{key}] * len(every)
    assert page == [key, *(str(each[key]) for each in found)]


@pytest.mark.parametrize(
    ("line", "column", "keys"),
    [
        ("disburse estimates", "class", {"capital", "source"}),
        ("book log", "what", {"changes"}),
    ],
)
def test_a_column_that_json_has_under_other_keys_gives_those(
    full_book: Path, line: str, column: str, keys: set[str]
) -> None:
    """No row comes out empty, and an order by it is one."""
    words = (*line.split(), "--sort", column, "--columns", column, "--json")
    found = ok(*words, book=full_book).data

    assert [{*each} for each in found] == [keys] * len(found)
    assert found


def test_a_list_of_statements_is_searched(full_book: Path) -> None:
    """None is taken there."""
    page = ok("reconcile", "list", "--search", "x", "--sort", "open-", "--json", book=full_book)

    assert page.data == []


def test_a_list_as_a_document_is_one_to_be_signed(book: Path, tmp_path: Path) -> None:
    """With the office above it; a workbook opens on its rows."""
    ok("book", "settings", "office", "Ban Dân tộc", book=book)
    paper, sheet = tmp_path / "a.docx", tmp_path / "a.xlsx"
    ok("disburse", "list", "-o", str(paper), book=book)
    ok("disburse", "list", "-o", str(sheet), book=book)
    texts = " ".join(
        cell.text
        for table in docx.Document(str(paper)).tables
        for row in table.rows
        for cell in row.cells
    )

    assert "BAN DÂN TỘC" in texts
    assert "KẾ TOÁN TRƯỞNG" in texts
    assert openpyxl.load_workbook(sheet).sheetnames == ["Giải ngân"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_list_of_29_plan_lines_fits_a_screen(fresh_book: Path, lang: str) -> None:
    """Places, kinds, both classes and a total beyond a thousand billion, at 80 columns."""
    lines = "".join(
        f"allocate add DA1 '{number} tỷ' --year 2021 --place {place} --capital {capital} "
        f"--source {source} --kind supplement\n"
        for number, (place, capital, source) in enumerate(
            [
                ("043", "investment", "central"),
                ("04", "recurrent", "provincial"),
                ("043", "recurrent", "district"),
            ]
            * 10,
            30,
        )
    )
    ok("run", "-", book=fresh_book, input=lines)
    with Terminal("--lang", lang, "allocate", "list", "--limit", "29", book=fresh_book) as terminal:
        assert terminal.finish() == 0
        shown = terminal.text().splitlines()

    assert len(shown) <= 35
    assert max(map(len, shown)) <= 80


@pytest.mark.parametrize(
    ("word", "source"),
    [
        ("NS TW", "central"),
        ("NSTƯ", "central"),
        ("NS ĐP", "provincial"),
        ("NS cấp huyện", "district"),
        ("ns cấp xã", "commune"),
    ],
)
def test_a_source_goes_by_its_usual_short_words(full_book: Path, word: str, source: str) -> None:
    """With and without blanks, whatever the case."""
    asked = ("allocate", "list", "--json", "--source")

    assert ok(*asked, word, book=full_book).data == ok(*asked, source, book=full_book).data


def test_a_list_breaks_no_word_and_leaves_out_what_no_row_says(tmp_path: Path) -> None:
    """At 80 columns; where a text would stand on many short lines, each row is a record."""
    sample = Path(__file__).parents[2] / "data" / "sample.sqlite"
    book = Path(shutil.copy(sample, tmp_path / "so.sqlite"))

    def seen(*words: str) -> str:
        with Terminal("--no-pager", *words, book=book, lang="vi", rows=400) as terminal:
            assert terminal.finish() == 0
            return terminal.text()

    programs = seen("program", "list")
    assert " 12/2018/QĐ-TTg " in programs
    assert "Chủ dự án" not in programs
    assert "Nội dung thay đổi:  name: office; value: BAN DÂN TỘC" in seen("book", "log")
    assert "Địa bàn:                   Huyện Bảo Lạc" in seen("inspect", "list")
