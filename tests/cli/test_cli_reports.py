"""Reports and the book itself, as scripts read them and as people choose them."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.books import digest, tamper
from tests.shell import ok, run

from ethnictrack.book.files import REVISION

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
ROW = ["code", "name", "level", "planned", "disbursed", "unplanned", "remaining", "rate"]
BYS = ["program", "place", "district", "capital", "source", "month", "quarter"]
TOTAL = ["planned", "disbursed", "unplanned", "remaining", "rate"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sample book; reports leave it as it is."""
    return Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("sample") / "book.sqlite"))


def reported(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON
    """Return a report as JSON."""
    return ok("report", *words, "--json", book=book).data


def test_rates_have_the_promised_keys_and_figures(sample: Path) -> None:
    """To the đồng, rates to four decimals, null without a plan."""
    found = reported(sample, "rates", "--year", "2021")

    keys = ["report", "title", "year", "as_of", "basis", "by", "rows", "total", "notes"]
    assert list(found) == [*keys, "checkpoint"]
    assert (found["report"], found["year"], found["by"]) == ("rates", 2021, "program")
    assert (found["as_of"], found["basis"]) == ("2021-11-25", "with-carryover")
    rows = {each["code"]: each for each in found["rows"]}
    assert all(list(each) == ROW for each in found["rows"])
    assert [rows["CT135"][key] for key in ROW[2:]] == [
        *(0, 20868000000, 15213000000, 0, 5655000000, 72.9011)
    ]
    assert (rows["DCDC-TACAN"]["unplanned"], rows["DCDC-TACAN"]["rate"]) == (5857000000, None)
    assert list(found["total"]) == TOTAL
    assert list(found["total"].values()) == [
        *(20868000000, 15213000000, 5857000000, 5655000000, 72.9011)
    ]
    assert found["notes"]


@pytest.mark.parametrize("by", BYS)
def test_every_total_counts_every_dong_once(sample: Path, by: str) -> None:
    """Whatever the rows are."""
    found = reported(sample, "rates", "--year", "2021", "--by", by)

    assert found["by"] == by
    assert found["rows"]
    assert list(found["total"].values())[:3] == [20868000000, 15213000000, 5857000000]


def test_rates_are_cut_by_depth_and_sorted_by_rate(full_book: Path) -> None:
    """The slowest first."""
    ok("disburse", "add", "DA2", "90", "--place", "043", book=full_book)

    def codes(*words: str) -> list[str]:
        return [each["code"] for each in reported(full_book, "rates", *words)["rows"]]

    assert codes() == ["MTQG", "DA1", "DA2"]
    assert codes("--depth", "1") == ["MTQG"]
    assert codes("--depth", "0") == []
    assert codes("--sort", "rate") == ["MTQG", "DA1", "DA2"]
    ok("disburse", "add", "DA1", "690", book=full_book)
    assert codes("--sort", "rate") == ["MTQG", "DA2", "DA1"]


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("--program DA1", (1000, 310)),
        ("--program MTQG", (1100, 310)),
        ("--place 043", (100, 0)),
        ("--place 04", (100, 0)),
        ("--capital investment", (100, 0)),
        ("--source central", (100, 0)),
        ("--as-of 14/11/2021", (1100, 0)),
        ("--as-of 15/11/2021", (1100, 310)),
        ("--year 2020", (0, 0)),
        ("--basis carryover", (0, 0)),
    ],
)
def test_a_report_is_of_what_was_asked_for(
    full_book: Path, words: str, figures: tuple[int, int]
) -> None:
    """Days are inclusive; programmes and places mean what is below them too."""
    total = reported(full_book, "rates", *words.split())["total"]

    assert (total["planned"], total["disbursed"]) == figures


@pytest.mark.parametrize(
    ("unit", "decimals", "shown", "said"),
    [
        (None, None, "15.213,0", "Đơn vị tính: triệu đồng"),
        ("dong", None, "15.213.000.000", "Đơn vị tính: đồng"),
        ("nghin", "0", "15.213.000", "Đơn vị tính: nghìn đồng"),
        ("trieu", "2", "15.213,00", "Đơn vị tính: triệu đồng"),
        ("ty", "3", "15,213", "Đơn vị tính: tỷ đồng"),
        ("ty", "0", "15", "Đơn vị tính: tỷ đồng"),
    ],
)
def test_units_are_for_reading(
    sample: Path, unit: str | None, decimals: str | None, shown: str, said: str
) -> None:
    """Machines always get every đồng."""
    words = [*(("--unit", unit) if unit else ()), *(("--decimals", decimals) if decimals else ())]

    page = ok("report", "rates", *words, book=sample).out
    csv = ok("report", "rates", *words, "-O", "csv", book=sample).out
    data = reported(sample, "rates", *words)

    assert said in page
    assert f" {shown} " in page
    assert ",15213000000," in csv
    assert data["total"]["disbursed"] == 15213000000


@pytest.mark.parametrize("format_", ["plain", "table", "markdown", "json"])
@pytest.mark.parametrize("report", ["rates", "annual 2021", "inspections 2021"])
def test_every_report_says_its_day_and_basis(sample: Path, report: str, format_: str) -> None:
    """A figure without its day and unit is no figure."""
    page = ok("report", *report.split(), "-O", format_, book=sample).out

    day = "2021-11-25" if format_ == "json" else "25/11/2021"
    assert day in page
    if format_ != "json":
        assert "Đơn vị tính" in page
    if "inspections" not in report:
        assert ("with-carryover" if format_ == "json" else "gồm vốn kéo dài") in page


def test_the_annual_report_has_the_promised_keys_and_figures(sample: Path) -> None:
    """Programmes with their children, activities, inspections, remarks."""
    found = reported(sample, "annual", "2021")

    keys = ["report", "title", "year", "as_of", "basis", "period", "programs", "total"]
    assert [key for key in found if key in {*keys, "activities", "inspections", "remarks", "notes"}]
    assert list(found)[:8] == keys
    first = found["programs"][0]
    assert list(first) == [*ROW, "children"]
    assert (first["code"], first["rate"]) == ("CT135", 72.9011)
    assert found["programs"][1]["children"][0]["code"] == "DCDC-TACAN"
    documents = {each["code"]: each for each in found["activities"]}
    assert documents["VBBANHANH"] == {
        "code": "VBBANHANH",
        "name": "Báo cáo, quyết định, kế hoạch, văn bản hướng dẫn đã ban hành",
        "unit": "văn bản",
        "section": "documents",
        "target": None,
        "actual": 180,
        "qualifier": "over",
        "estimate": False,
        "rate": None,
    }
    assert {each["code"]: each["recovered"] for each in found["inspections"]} == {
        "TT2021-BAOLAC": 52000000,
        "TT2021-HOAAN": 0,
    }
    assert all({"section", "text"} <= set(each) for each in found["remarks"])
    assert isinstance(found["notes"], list)


def test_an_annual_report_of_an_empty_year_has_empty_lists(fresh_book: Path) -> None:
    """Not a refusal: the office reports that there was nothing."""
    found = reported(fresh_book, "annual", "2021")

    assert (found["programs"], found["activities"], found["inspections"]) == ([], [], [])
    assert list(found["total"].values()) == [0, 0, 0, 0, None]


def test_the_report_of_inspections_knows_only_what_was_known_that_day(sample: Path) -> None:
    """Options that change nothing are named, beside the result."""
    early = reported(sample, "inspections", "2021", "--as-of", "14/11/2021")
    ran = ok("report", "inspections", "2021", "--capital", "investment", book=sample)

    assert all(each["stage"] is None for each in early["inspections"])
    assert ran.err.startswith("lưu ý: ")
    assert "--capital" in ran.err


def test_an_error_of_a_report_is_one_object_even_after_a_remark(tmp_path: Path) -> None:
    """What would have been remarked stays unsaid."""
    words = ("report", "inspections", "2021", "--capital", "investment", "--json")

    assert run(*words, book=tmp_path / "none.sqlite").error["code"] == "book-missing"


def test_a_new_book_starts_with_what_was_asked_for(tmp_path: Path) -> None:
    """Readable by its owner only; never over something that is there."""
    book = tmp_path / "mới" / "sổ.sqlite"
    words = ("book", "init", "--units", "cao-bang-2020", "--programs", "2021", "--json")

    tried = ok(*words, "--dry-run", book=book)
    assert not book.exists()
    made = ok(*words, book=book)
    again, tried_again = (run(*each, book=book) for each in (words, (*words, "--dry-run")))

    assert tried.data == {**made.data, "dry_run": True}
    assert (made.data["path"], made.data["places"] > 100) == (str(book), True)
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    assert (again.code, tried_again.code) == (1, 1)
    assert again.error == tried_again.error
    assert ok("book", "check", book=book).code == 0


@pytest.mark.parametrize(
    ("words", "places", "programs"),
    [
        ((), 0, None),  # the programmes in force today
        (("--units", "none", "--programs", "none"), 0, 0),
        (("--units", "cao-bang-2025", "--programs", "none"), 57, 0),
        (("--programs", "1719"), 0, None),
    ],
)
def test_packaged_registers_are_optional(
    tmp_path: Path, words: tuple[str, ...], places: int, programs: int | None
) -> None:
    """The office may have lists of its own."""
    made = ok("book", "init", *words, "--json", book=tmp_path / "b.sqlite").data

    assert made["places"] == places
    assert made["programs"] == programs if programs is not None else made["programs"] > 10


def test_the_book_says_what_it_is(full_book: Path) -> None:
    """Counts, days, years, size."""
    info = ok("book", "info", "--json", book=full_book).data

    assert (info["path"], info["revision"], info["size"]) == (
        *(str(full_book), REVISION),
        full_book.stat().st_size,
    )
    assert info["counts"]["entry"] == 7
    assert (info["first_entry"], info["last_entry"]) == ("2021-01-01", "2021-11-15")
    assert (info["years_open"], info["years_closed"]) == ([2021], [2019])


def test_an_empty_book_has_no_first_entry(tmp_path: Path) -> None:
    """Null, not a day that never was."""
    ok("book", "init", book=tmp_path / "b.sqlite")

    info = ok("book", "info", "--json", book=tmp_path / "b.sqlite").data

    assert (info["first_entry"], info["last_entry"], info["years_open"]) == (None, None, [])


def test_a_sound_book_has_no_finding(full_book: Path) -> None:
    """In whole or by name, and the names are listed."""
    names = [each["check"] for each in ok("book", "check", "--list", "--json", book=full_book).data]

    assert ok("book", "check", "--json", book=full_book).out == "[]\n"
    assert ok("book", "check", *names, "--json", book=full_book).out == "[]\n"
    assert {"file", "log", "plan", "reversals"} <= set(names)


def test_a_tampered_book_is_found_out(full_book: Path) -> None:
    """Each finding says which check, how bad, what and where; the exit code is 1."""
    tamper(full_book, "UPDATE entry SET amount = 301 WHERE id = 3")

    ran = run("book", "check", "--json", book=full_book)
    other = run("book", "check", "trees", "--json", book=full_book)

    assert ran.code == 1
    assert all(list(each) == ["check", "severity", "code", "what", "where"] for each in ran.data)
    assert "entry/3 amount" in {each["where"] for each in ran.data}
    assert {each["severity"] for each in ran.data} <= {"error", "warning"}
    assert (other.code, other.data) == (0, [])


def test_settings_are_shown_and_changed(full_book: Path) -> None:
    """One by one; JSON is the names with their values."""
    before = ok("book", "settings", "--json", book=full_book).data
    ok("book", "settings", "office", "Ban Dân tộc tỉnh", book=full_book)
    ok("book", "settings", "unit", "TY", book=full_book)
    after = ok("book", "settings", "--json", book=full_book).data

    assert (before["unit"], before["office"]) == ("trieu", "")
    assert after == {**before, "office": "Ban Dân tộc tỉnh", "unit": "ty"}
    one = ok("book", "settings", "office", "--json", book=full_book).data
    assert one == {"office": "Ban Dân tộc tỉnh"}
    assert "tỷ đồng" in ok("report", "rates", book=full_book).out


def test_the_log_tells_who_did_what(full_book: Path) -> None:
    """Newest last, chosen by day, person and object."""
    ok("allocate", "add", "DA1", "5", "--year", "2021", book=full_book, actor="Hoàng Văn C")

    def log(*words: str) -> Any:  # noqa: ANN401 - JSON
        return ok("book", "log", *words, "--json", book=full_book).data

    whole = log()
    assert [each["seq"] for each in whole] == sorted(each["seq"] for each in whole)
    assert whole[-1]["actor"] == "Hoàng Văn C"
    assert whole[-1]["command"] == "allocate add"
    assert log("--since", "25/11/2021") == log("--actor", "Hoàng Văn C") == whole[-1:]
    assert {each["command"] for each in log("--object", "entry/3")} == {"disburse add"}
    assert log("--object", "entry/99") == []


def test_upgrading_a_book_that_needs_none_changes_nothing(full_book: Path) -> None:
    """It says so, dry or not."""
    kept = digest(full_book)

    done = ok("book", "upgrade", "--json", book=full_book).data
    tried = ok("book", "upgrade", "--dry-run", "--json", book=full_book).data

    assert done == {"before": REVISION, "revision": REVISION, "copy": None}
    assert tried == {**done, "dry_run": True}
    assert digest(full_book) == kept
