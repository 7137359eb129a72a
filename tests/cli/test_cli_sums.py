"""What a list adds up to is what reports say: each entry is listed with what it did."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import TODAY, bare, dong, signed, tamper
from tests.reliability.size import size
from tests.shell import ok

from ethnictrack.book.opening import write_book
from ethnictrack.ledger.entry import Draft
from ethnictrack.ledger.listing import SumBy
from ethnictrack.services.entry import Recorder
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import KINDS, Capital, Kind, Side, Source
from ethnictrack.values.money import MAX_ENTRY

GROUPS = {Side.ALLOCATION: "allocate", Side.DISBURSEMENT: "disburse"}
FORMATS = ("table", "plain", "markdown", "html", "csv", "tsv", "json")
_DATA = {"csv", "tsv", "json"}

# What is recorded, and what it does: to the plan or to giải ngân, and out of reach.
_PLANS = (
    ("initial", 1000, 0),
    ("decrease", -300, 0),
    ("cancelled", 0, 200),
    ("carried-out", 0, 50),
)
_PAYMENTS = (("payment", 300, 0), ("advance", 100, 0), ("advance-recovery", -60, 0))


@pytest.fixture(scope="module")
def _book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with an entry of several kinds, and a refund that was reversed."""
    made = Path(shutil.copy(template, tmp_path_factory.mktemp("sums") / "book.sqlite"))
    for group, rows in (("allocate", _PLANS), ("disburse", _PAYMENTS)):
        for kind, effect, disposed in rows:
            amount = str(abs(effect) + disposed)
            words = ("DA1", amount, "--year", "2021", "--kind", kind, "--date", "1/6/2021")
            ok(group, "add", *words, book=made)
    refund = ("DA1", "30", "--kind", "refund", "--date", "1/7/2021", "--json")
    number = ok("disburse", "add", *refund, book=made).data["id"]
    ok("disburse", "reverse", str(number), "--reason", "ghi sai", book=made)
    return made


@pytest.fixture
def book(_book: Path, tmp_path: Path) -> Path:
    """Return a copy of the test's own."""
    return Path(shutil.copy(_book, tmp_path / "book.sqlite"))


def _listed(book: Path, group: str, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(group, "list", *words, "--json", book=book).data
    return found


def _sum(book: Path, group: str, *words: str) -> int:
    """Add up what the rows of a list did, or the sums printed in their place."""
    return sum(each["effect"] for each in _listed(book, group, *words))


def _markdown(page: str) -> list[list[str]]:
    """Return the rows of a printed table, the headings first."""
    lines = [line for line in page.splitlines() if line.startswith("|")]
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in lines]
    return [rows[0], *rows[2:]] if rows else []


def _printed(page: str, heading: str) -> list[int]:
    """Return a column of a printed table as numbers, its total last."""
    headings, *rows = _markdown(page)
    at = headings.index(heading)
    return [int(row[at].replace(".", "")) for row in rows]


def test_every_entry_says_what_it_did(book: Path) -> None:
    """Signed; the amount is as it was recorded, and a reversal does the opposite."""
    plans, payments = _listed(book, "allocate"), _listed(book, "disburse")

    assert [(each["kind"], each["effect"], each["disposed"]) for each in plans] == [*_PLANS]
    assert [(each["kind"], each["effect"], each["disposed"]) for each in payments] == [
        *_PAYMENTS,
        ("refund", -30, 0),
        ("refund", 30, 0),
    ]
    assert [each["amount"] for each in payments] == [300, 100, 60, 30, -30]
    assert [each["amount"] for each in plans] == [1000, 300, 200, 50]


def test_a_printed_amount_carries_its_sign_and_the_last_row_its_sum(book: Path) -> None:
    """What was carried out or cancelled stands in a column of its own, where there is any."""
    plans = ok("allocate", "list", "-O", "markdown", book=book).out
    payments = ok("disburse", "list", "-O", "markdown", book=book).out

    assert _printed(payments, "Số tiền (đồng)") == [300, 100, -60, -30, 30, 340]
    assert _printed(plans, "Số tiền (đồng)") == [1000, -300, 0, 0, 700]
    assert _printed(plans, "Chuyển nguồn, hủy bỏ (đồng)") == [0, 0, 200, 50, 250]
    assert "Chuyển nguồn" not in payments
    assert _markdown(payments)[-1] == ["", "Tổng cộng", "", "5 dòng", "340"]
    assert _markdown(plans)[-1] == ["", "Tổng cộng", "", "4 dòng", "700", "250"]
    assert payments.endswith(" |\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_total_stands_where_people_read_and_not_in_data(book: Path, name: str) -> None:
    """A script that adds a column up does not meet its sum in it."""
    page = ok("disburse", "list", "-O", name, book=book).out

    assert ("Tổng cộng" in page) is (name not in _DATA)


def test_a_workbook_adds_its_columns_up_itself(book: Path, tmp_path: Path) -> None:
    """As a formula, with the value for programs that do not reckon."""
    file = tmp_path / "ke-hoach.xlsx"
    ok("allocate", "list", "-o", str(file), book=book)
    formulas, values = (
        [*openpyxl.load_workbook(file, data_only=only)["Kế hoạch vốn"].iter_rows(values_only=True)]
        for only in (False, True)
    )

    assert formulas[-1][4:6] == ("=SUM(E4:E7)", "=SUM(F4:F7)")
    assert values[-1][4:6] == (700, 250)
    assert [row[4] for row in values[3:-1]] == [1000, -300, 0, 0]


def test_an_empty_list_has_no_total(fresh_book: Path) -> None:
    """It says that there is none."""
    page = ok("disburse", "list", "-O", "plain", book=fresh_book).out

    assert "Tổng cộng" not in page


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_list_is_imported_as_it_was_written(book: Path, template: Path, name: str) -> None:
    """What an entry did follows from its kind, and is no amount of its own."""
    other = book.with_name("khac.sqlite")
    shutil.copy(template, other)
    for group in GROUPS.values():
        file = book.with_name(f"{group}.{name}")
        ok(group, "list", "--to", "30/6/2021", "-o", str(file), book=book)
        ok(group, "import", str(file), book=other)

        kept = [(each["amount"], each["effect"]) for each in _listed(other, group)]
        assert kept == [
            (each["amount"], each["effect"]) for each in _listed(book, group, "--to", "30/6/2021")
        ]


_LINES = [
    {"program": program, "place": place, "capital": capital, "source": source}
    for program in ("DA1", "DA2")
    for place in (None, "043")
    for capital, source in ((None, None), (Capital.INVESTMENT, Source.CENTRAL))
]
_MOVES = st.tuples(
    st.sampled_from(_LINES),
    st.sampled_from(Kind),
    st.integers(1, 1000),
    st.dates(date(2021, 2, 1), TODAY),
    st.booleans(),  # whether it is taken back
)
_CHOICES: dict[str, list[str | None]] = {
    "--program": [None, None, "MTQG", "DA1"],
    "--place": [None, None, "04", "043"],
    "--capital": [None, None, *Capital],
    "--source": [None, None, Source.CENTRAL],
}
_CHOICES["by"] = [*SumBy]
_FILTERS = st.fixed_dictionaries({name: st.sampled_from(of) for name, of in _CHOICES.items()})


def _record(book: Path, moves: list[Any]) -> None:
    """Plan every line of two years, then record what the rules allow, and take some back."""
    with write_book(book, signed()) as opened:
        recorder = Recorder(opened, TODAY)
        for line, year in product(_LINES, (2020, 2021)):
            recorder.record(_draft(line, Kind.INITIAL, 5000, date(year, 1, 4)))
        for line, kind, amount, day, undone in moves:
            try:
                entry = recorder.record(_draft(line, kind, amount, day)).posted[0]
                if undone:
                    recorder.reverse(entry.entry.side, entry.id, reason="sai", on=None)
            except BookError:
                continue  # more than there is to be cut or cleared


def _draft(line: dict[str, Any], kind: Kind, amount: int, day: date) -> Draft:
    return Draft(
        side=next(side for side, kinds in KINDS.items() if kind in kinds),
        kind=kind,
        amount=dong(amount),
        year=day.year,
        plan_year=2020 if kind is Kind.CARRIED_IN else day.year,
        date=day,
        **line,
    )


@settings(max_examples=size(8, 100))
@given(moves=st.lists(_MOVES, min_size=8, max_size=20), chosen=_FILTERS)
def test_a_list_adds_up_to_the_report_of_the_same_filter(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    moves: list[Any],
    chosen: dict[str, str | None],
) -> None:
    """Whatever was recorded and taken back; and each printed column to its last row."""
    book = Path(shutil.copy(template, tmp_path_factory.mktemp("sums") / "book.sqlite"))
    _record(book, moves)
    given = {name: value for name, value in chosen.items() if value and name != "by"}
    words = [part for name, value in given.items() for part in (name, value)]
    words += ["--year", "2021"]
    total = ok("report", "rates", *words, "--json", book=book).data["total"]
    due = {
        "allocate": total["planned"],
        "disburse": total["disbursed"] + total["unplanned"],
    }

    for group, reported in due.items():
        parts = [("--max", "400"), ("--min", "401")]
        assert sum(_sum(book, group, *words, *part) for part in parts) == reported
        assert _sum(book, group, *words, "--effective") == reported
        assert _sum(book, group, *words, "--recorded-from", "1/1/2000") == reported
        by = (*words, "--sum-by", chosen["by"] or "month")
        assert _sum(book, group, *by) == reported
        assert sum(each["effect"] for each in _listed(book, group, *words)) == reported
        page = ok(group, "list", *words, "-O", "markdown", book=book).out
        if rows := _markdown(page):
            money = [each for each in rows[0] if each.endswith("(đồng)")]
            for *column, last in (_printed(page, heading) for heading in money):
                assert sum(column) == last
            assert _printed(page, "Số tiền (đồng)")[-1] == reported


@pytest.mark.parametrize("by", SumBy)
def test_sums_are_those_of_the_entries_listed(book: Path, by: SumBy) -> None:
    """Number, effect and disposal of every value, whatever the database added up itself.

    A text that was put right counts as it reads now.
    """
    paid = str(_listed(book, "disburse")[0]["id"])
    ok("disburse", "amend", paid, "--payee", "HTX Hoa Ban", "--reason", "thiếu tên", book=book)
    for group in GROUPS.values():
        found: dict[object, list[int]] = {}
        for each in _listed(book, group):
            value = str(each["date"])[:7] if by is SumBy.MONTH else each[by.value]
            sums = found.setdefault(value, [0, 0, 0])
            for at, more in enumerate((1, each["effect"], each["disposed"])):
                sums[at] += more

        assert {
            line[by.value]: [line["entries"], line["effect"], line["disposed"]]
            for line in _listed(book, group, "--sum-by", by)
        } == found


def test_sums_are_exact_beyond_what_a_database_adds_up(book: Path) -> None:
    """The largest amounts there are, more of them than 64 bits hold: no sum is rounded or wraps."""
    with bare(book) as database:
        names = [name for _, name, *_ in database.execute("PRAGMA table_info(entry)")]
    others = ", ".join(each for each in names if each not in {"id", "amount"})
    tamper(
        book,
        "WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < 9999)"  # noqa: S608
        f" INSERT INTO entry (amount, {others}) SELECT {MAX_ENTRY}, {others} FROM entry, n"
        " WHERE kind = 'carried-out'",
    )

    (line,) = _listed(book, "allocate", "--sum-by", "program")
    assert line["disposed"] == 250 + 9999 * MAX_ENTRY > 2**63


def test_rows_of_data_are_those_of_the_list(book: Path) -> None:
    """One line an entry, under the keys of JSON."""
    page = ok("disburse", "list", "-O", "csv", book=book).out.removeprefix("\ufeff")

    rows = [*csv.DictReader(io.StringIO(page))]
    assert [(int(each["amount"]), int(each["effect"])) for each in rows] == [
        (each["amount"], each["effect"]) for each in _listed(book, "disburse")
    ]
