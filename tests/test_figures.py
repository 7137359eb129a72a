"""Published tables, imported as they were printed: the book gives the published figures.

Where a table contradicts itself the import says so; each test says what it found.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.shell import Ran, ok, run, still

FIGURES = Path(__file__).parent / "figures"
CAO_BANG = "cao_bang_1719_2023_h1.csv"
NATIONAL = "national_1719_2024.csv"
RECOVERIES = "inspection_recovery_points.csv"
UNITS = "units_cao_bang_2020_2025_to_2025.csv"

# The day on which the tables were collected.
LATER = still(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
# In these tables "source" is an address, and the money stands in đồng a second time.
AS_PRINTED = ("--map", "unit=unit_published", "--map", "date=as_of", "--map", "-=source")
IN_DONG = ("--map", "date=as_of", "--map", "-=source", "--map", "-=unit_published")


def _rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _import(book: Path, noun: str, name: str, *words: str) -> Ran:
    return run(noun, "import", str(FIGURES / name), *words, "--json", book=book, world=LATER)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book with the places and the programmes the tables speak of."""
    path = tmp_path / "book.sqlite"
    ok("book", "init", "--units", "cao-bang-2020", "--programs", "1719", book=path)
    ok("program", "add", "CTMTQGGNBV", "Giảm nghèo bền vững", book=path)
    return path


def _cao_bang(book: Path) -> tuple[Any, Any]:
    """Bring in plan and payments of the table; the total of its plan is 30 million off."""
    words = ("--set", "year=2023", "--set", "place=04", *AS_PRINTED)
    plan = _import(
        book, "allocate", CAO_BANG, "--map", "amount=plan_published", "--sums", "note", *words
    )
    paid = _import(book, "disburse", CAO_BANG, "--map", "amount=disbursed_published", *words)
    return plan.data, paid.data


def test_the_rates_of_cao_bang_are_those_published(book: Path) -> None:
    """26 %, 40,8 % and 9,96 %: each as it was rounded in print."""
    _cao_bang(book)

    rates = ok(
        *("report", "rates", "--year", "2023", "--by", "capital", "--as-of", "30/06/2023"),
        "--json",
        book=book,
    ).data

    found = {"tổng": rates["total"]["rate"]}
    found |= dict(
        zip(("đầu tư", "sự nghiệp"), (each["rate"] for each in rates["rows"]), strict=True)
    )
    for row in _rows(CAO_BANG):
        printed = Decimal(row["rate_published"].rstrip("%").replace(",", "."))
        assert Decimal(str(found[row["capital"]])).quantize(printed, ROUND_HALF_UP) == printed


def test_the_total_of_cao_bang_is_said_not_to_be_that_of_its_parts(book: Path) -> None:
    """The plan is printed as 2.324.824 and its parts make 2.324.854; what was paid adds up."""
    words = ("--set", "year=2023", "--set", "place=04", *AS_PRINTED)
    refused = _import(book, "allocate", CAO_BANG, "--map", "amount=plan_published", *words)
    plan, paid = _cao_bang(book)

    (error,) = refused.data["errors"]
    assert (refused.code, error["line"], error["code"]) == (1, 2, "total-mismatch")
    assert "2.324.824.000.000" in error["message"]
    assert "2.324.854.000.000" in error["message"]
    assert "30.000.000" in error["hint"]
    assert ([each["code"] for each in plan["warnings"]], plan["amount"]) == (
        ["total-mismatch"],
        2_324_854_000_000,
    )
    assert ("warnings" in paid, paid["amount"]) == (False, 592_932_000_000)


@pytest.mark.parametrize(
    ("noun", "amount"), [("allocate", "plan_dong"), ("disburse", "disbursed_dong")]
)
def test_what_was_printed_is_the_same_rows_in_dong(book: Path, noun: str, amount: str) -> None:
    """2.324.824 triệu and 2324824000000 are one row, known again by its fingerprint."""
    _cao_bang(book)

    words = ("--set", "year=2023", "--set", "place=04", "--sums", "note", *IN_DONG)
    data = _import(
        book, noun, CAO_BANG, "--map", f"amount={amount}", "--duplicates", "skip", *words
    ).data

    assert (data["rejected"], data["skipped"], data["accepted"]) == (0, 2, 0)


def test_money_without_a_published_plan_has_no_rate(book: Path) -> None:
    """The national table prints rates and no plan, so none can be checked: it is said so.

    It also has two ministries' figures for one day, 399,063 tỷ apart: the check of vouchers asks
    whether the rows are payments beside one another or counts of one thing.
    """
    words = ("--map", "amount=disbursed_published", "--map", "-=capital", "--map", "-=place")
    refused = _import(book, "disburse", NATIONAL, *words, *AS_PRINTED)
    data = _import(
        book, "disburse", NATIONAL, *words, *AS_PRINTED, "--over-plan", "không công bố"
    ).data

    assert {each["code"] for each in refused.data["errors"]} == {"no-plan"}
    listed = ok("disburse", "list", "--year", "2024", "--json", book=book).data
    printed = [int(row["disbursed_dong"]) for row in _rows(NATIONAL)]
    assert [each["amount"] for each in listed] == printed
    assert data["amount"] == sum(printed)
    rates = ok("report", "rates", "--year", "2024", "--json", book=book, world=LATER).data
    total = rates["total"]
    assert (total["rate"], total["unplanned"]) == (None, sum(printed))
    asked = ok("book", "check", "vouchers", "--json", book=book, world=LATER).data
    assert {(each["severity"], each["code"]) for each in asked} == {("warning", "no-voucher")}
    first, _, _, other, *_ = (each["id"] for each in listed)
    (twice,) = (each["what"] for each in asked if each["where"] == f"entry/{other}")
    for said in ("4.358,640 tỷ đồng", "3.959,577 tỷ đồng", f"số {first}", "31/05/2024"):
        assert said in twice


def test_the_districts_and_communes_of_cao_bang_come_from_one_table(tmp_path: Path) -> None:
    """In two imports; they are those of the packaged list, which has the same source."""
    book = tmp_path / "book.sqlite"
    ok("book", "init", book=book)
    ok("place", "add", "04", "Tỉnh Cao Bằng", "--level", "province", book=book)
    districts = ("code=district_code", "name=district")
    communes = ("code=commune_code", "name=commune", "level=type", "parent=district_code")
    words = ("--map", "-=*", "--duplicates", "skip")

    above = ("--set", "level=district", "--set", "parent=04")
    first = _import(book, "place", UNITS, *_mapped(districts), *above, *words).data
    second = _import(book, "place", UNITS, *_mapped(communes), *words).data

    assert (first["accepted"], first["skipped"], second["accepted"]) == (10, 151, 161)
    packaged = tmp_path / "packaged.sqlite"
    ok("book", "init", "--units", "cao-bang-2020", book=packaged)
    assert _places(book) == _places(packaged)


def _mapped(pairs: tuple[str, ...]) -> list[str]:
    return [word for each in pairs for word in ("--map", each)]


def _places(book: Path) -> set[tuple[str, str, str, str]]:
    listed = ok("place", "list", "--json", book=book).data
    return {(each["code"], each["name"], each["level"], each["parent"]) for each in listed}


def test_results_of_inspections_come_in_but_for_rows_that_are_no_number(
    book: Path, tmp_path: Path
) -> None:
    """One row is two numbers in words, and two have no unit: each is named, and then mended."""
    words = (*_mapped(("name=item", "actual=published")), "--set", "code=TT-{row}")
    said = (*words, "--set", "year=2021", "--set", "date=31/12/2021", "--map", "-=source")

    refused = _import(book, "activity", RECOVERIES, *said).data

    assert [(each["line"], each["code"]) for each in refused["errors"]] == [
        (3, "cell-missing"),
        (9, "quantity-unreadable"),
        (9, "cell-missing"),
    ]
    mended = tmp_path / "mended.csv"
    text = (FIGURES / RECOVERIES).read_text(encoding="utf-8")
    text = text.replace('vi phạm",32,,', 'vi phạm",32,trường hợp,')
    text = text.replace("3 tập thể và 68 cá nhân,,", "68,cá nhân,")
    mended.write_text(text, encoding="utf-8")
    words = ("activity", "import", str(mended), *said, "--json")
    assert ok(*words, book=book, world=LATER).data["accepted"] == 10
    listed = ok("activity", "list", "--year", "2021", "--json", book=book).data
    found = {each["code"]: (each["actual"], each["qualifier"], each["unit"]) for each in listed}
    assert found["TT-3"] == (5.6, "over", "tỷ đồng")
    assert found["TT-9"] == (52, "over", "triệu đồng")
    assert found["TT-10"] == (55.25, None, "triệu đồng")
