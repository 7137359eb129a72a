"""What a list writes is what an import reads: the book it makes is equal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.shell import ok, run

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
)
_OWN = {"id", "batch", "actor", "recorded_at"}  # of each book


def _kept(book: Path, group: str) -> list[dict[str, object]]:
    listed = ok(group, "list", "--json", book=book).data
    return [{key: value for key, value in each.items() if key not in _OWN} for each in listed]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
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


def test_an_amount_below_zero_beside_a_payment_is_refused(fresh_book: Path, tmp_path: Path) -> None:
    """Only kinds that take away are printed below zero."""
    file = tmp_path / "rows.csv"
    file.write_text("program,amount,date,kind\nDA1,-5,1/3/2021,payment\n", encoding="utf-8")

    told = run("disburse", "import", str(file), "--json", book=fresh_book).data["errors"]

    assert "amount-negative" in [each["code"] for each in told]
