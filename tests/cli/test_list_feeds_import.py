"""What a list writes is what an import reads: the book it makes is equal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.shell import ok, run
from tests.spread import spread

from ethnictrack.render.office import office

needs_office = pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
_ODS = pytest.param("ods", marks=needs_office)
_CENTRAL = ("--capital", "investment", "--source", "central")
_PLANS = (
    ("DA1", "20 tỷ", "--note", "Đợt 1", *_CENTRAL),
    ("DA1", "3 tỷ", "--kind", "decrease", *_CENTRAL),
    ("DA2", "3 tỷ", "--kind", "supplement", "--decision", "12/QĐ", "--capital", "recurrent"),
    ("DA2", "1 tỷ", "--kind", "carried-in", "--plan-year", "2020"),
)
_PAID = (
    ("DA1", "2 tỷ", "--date", "1/3/2021", "--kind", "advance", *_CENTRAL),
    ("DA1", "1 tỷ", "--date", "2/3/2021", "--kind", "advance-recovery", *_CENTRAL),
    ("DA1", "1 tỷ", "--date", "2/3/2021", "--voucher", "08", "--payee", "Công ty A", *_CENTRAL),
    ("DA1", "1 tỷ", "--date", "3/3/2021", "--kind", "refund", *_CENTRAL),
    ("DA2", "1 tỷ", "--date", "3/3/2021", "--plan-year", "2020", "--id", "K-1"),
    ("DA2", "9 tỷ", "--date", "4/3/2021", "--over-plan", "Lũ", "--note", "=1+1"),
)
_OWN = {"id", "batch", "actor", "recorded_at", "aliases"}  # of each book


def _kept(book: Path, group: str) -> list[dict[str, object]]:
    listed = ok(group, "list", "--json", book=book).data
    return [{key: value for key, value in each.items() if key not in _OWN} for each in listed]


@spread("format_, lang", ["csv", "tsv", "xlsx", _ODS], ["en", "vi"])
def test_a_list_feeds_its_import(fresh_book: Path, tmp_path: Path, format_: str, lang: str) -> None:
    """Both sides, every sign, without an option and without a question."""
    other = tmp_path / "khac.sqlite"
    shutil.copyfile(fresh_book, other)
    for group, entries in (("allocate", _PLANS), ("disburse", _PAID)):
        for entry in entries:
            year = ("--year", "2021") if group == "allocate" else ()
            ok(group, "add", *entry, *year, book=fresh_book)

    for group in ("allocate", "disburse"):
        file = tmp_path / f"{group}.{format_}"
        ok("--lang", lang, group, "list", "-o", str(file), book=fresh_book)
        ok("--lang", lang, group, "import", str(file), book=other)

        assert _kept(other, group) == _kept(fresh_book, group)


@pytest.mark.parametrize(
    ("lang", "format_"),
    [
        ("en", "csv"),
        ("vi", "tsv"),
        ("vi", "xlsx"),
        ("en", "xlsx"),
        pytest.param("vi", "ods", marks=needs_office),
    ],
)
def test_a_list_of_a_register_makes_the_same_register(
    tmp_path: Path, format_: str, lang: str
) -> None:
    """With all that is said of a line, and names to the letter: people read them with a number.

    Other names of a programme are told by `program alias` alone.
    """
    book, other = tmp_path / "so.sqlite", tmp_path / "khac.sqlite"
    ok("book", "init", "--units", "none", "--programs", "1719", book=book)
    ok("book", "init", "--units", "none", "--programs", "none", book=other)
    ok("place", "add", "A", "Xã A", "--level", "commune", "--valid-from", "1/7/2025", book=book)
    ok("place", "add", "A.1", "Xóm {một}", "--level", "village", "--parent", "A", book=book)
    said = ("--place", "A.1", "--owner", "Ban A", "--from-year", "2021")
    ok("program", "add", "DA1.9", "Dự án 9: nhà {ở}", "--parent", "DA1", *said, book=book)
    ok("program", "alias", "DA1.9", "Nước", book=book)

    for group in ("place", "program"):
        file = tmp_path / f"{group}.{format_}"
        ok("--lang", lang, group, "list", "-o", str(file), book=book)
        ok("--lang", lang, group, "import", str(file), book=other)

        assert _kept(other, group) == _kept(book, group)
    assert "Dự án 1: " in ok("--lang", "vi", "program", "list", book=other).out


@spread("kind, format_", ["payment", "refund"], ["csv", "xlsx", _ODS])
def test_a_list_with_what_was_taken_back_is_refused(
    fresh_book: Path, tmp_path: Path, kind: str, format_: str
) -> None:
    """A refund and its reversal would come in as two refunds; what still holds comes in."""
    other, file = tmp_path / "khac.sqlite", tmp_path / f"list.{format_}"
    ok("allocate", "add", "DA1", "20 tỷ", "--year", "2021", *_CENTRAL, book=fresh_book)
    shutil.copyfile(fresh_book, other)
    for amount, of in (("3 tỷ", "payment"), ("1 tỷ", kind)):
        ok(
            "disburse",
            "add",
            "DA1",
            amount,
            "--date",
            "1/3/2021",
            "--kind",
            of,
            *_CENTRAL,
            book=fresh_book,
        )
    ok("disburse", "reverse", "3", "--reason", "Nhầm", book=fresh_book)

    ok("disburse", "list", "-o", str(file), book=fresh_book)
    refused = run("disburse", "import", str(file), "--json", book=other)
    ok("disburse", "list", "--effective", "-o", str(file), "--replace", book=fresh_book)
    ok("disburse", "import", str(file), book=other)

    assert {each["code"] for each in refused.data["errors"]} == {"row-taken-back"}
    held = ok("disburse", "list", "--effective", "--json", book=fresh_book).data
    assert [each["effect"] for each in _kept(other, "disburse")] == [
        each["effect"] for each in held
    ]


def test_amounts_that_take_away_are_written_one_way(fresh_book: Path, tmp_path: Path) -> None:
    """One above zero beside others below it may take one of them back."""
    ok("allocate", "add", "DA1", "20 tỷ", "--year", "2021", book=fresh_book)
    file = tmp_path / "rows.csv"
    rows = "DA1,9000,1/3/2021,payment\nDA1,-1000,2/3/2021,refund\nDA1,1000,3/3/2021,refund\n"
    file.write_text(f"program,amount,date,kind\n{rows}", encoding="utf-8")

    told = run("disburse", "import", str(file), "--json", book=fresh_book).data["errors"]

    assert [(each["line"], each["code"]) for each in told] == [(4, "signs-mixed")]


def test_an_amount_below_zero_beside_a_payment_is_refused(fresh_book: Path, tmp_path: Path) -> None:
    """Only kinds that take away are printed below zero."""
    file = tmp_path / "rows.csv"
    file.write_text("program,amount,date,kind\nDA1,-5,1/3/2021,payment\n", encoding="utf-8")

    told = run("disburse", "import", str(file), "--json", book=fresh_book).data["errors"]

    assert "amount-negative" in [each["code"] for each in told]
