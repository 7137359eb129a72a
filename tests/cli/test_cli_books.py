"""One report over many books: every figure the sum of theirs, and no book left out unsaid."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.books import tamper
from tests.shell import ok, run

from ethnictrack.book.location import Location

MONEY = {
    "rates": (("--year", "2021"), ("planned", "disbursed", "unplanned", "remaining")),
    "month": (
        ("2021-11",),
        ("planned", "carried", "current", "before", "in_month", "disbursed", "unplanned"),
    ),
    "carryover": (("2021",), ("available", "initial", "adjusted", "used", "left", "carried_in")),
    "settlement": (("2021",), ()),
    "annual": (("2021",), ("planned", "disbursed", "unplanned", "remaining")),
    "disclosure": (("2021",), ("planned", "done", "done_before")),
}


def _list(folder: Path, books: dict[str, Path | str]) -> str:
    path = folder / "danh-sach.csv"
    rows = [f"{office},{book}" for office, book in books.items()]
    path.write_text("\n".join(["office,book", *rows, ""]), encoding="utf-8-sig")
    return str(path)


def _report(name: str, *words: str, book: Path | str | None = None) -> Any:  # noqa: ANN401
    return ok("report", name, *MONEY[name][0], *words, "--json", book=book).data


@pytest.fixture(scope="module")
def _offices(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make three books of one tree that have paid unlike sums."""
    folder, found = tmp_path_factory.mktemp("offices"), dict[str, Path]()
    for number, name in enumerate(("Sở Tài chính", "UBND xã Bảo Lạc", "Ban Dân tộc")):
        found[name] = Path(shutil.copy(full_template, folder / f"so-{number}.sqlite"))
        for at in range(number):
            ok("disburse", "add", "DA1", f"{at + 3}", "--date", "20/11/2021", book=found[name])
    return found


@pytest.fixture
def offices(_offices: dict[str, Path], tmp_path: Path) -> dict[str, Path | str]:
    """Return copies of the test's own."""
    return {name: Path(shutil.copy(book, tmp_path)) for name, book in _offices.items()}


@pytest.mark.parametrize("name", MONEY)
def test_every_figure_is_the_sum_of_the_books(
    offices: dict[str, Path | str], tmp_path: Path, name: str
) -> None:
    """By office and by programme, to the đồng; the rows of offices are the totals of theirs."""
    books = _list(tmp_path, offices)
    single = "rates" if name == "annual" else name  # whose money stands in its first table
    alone = [_report(single, book=each) for each in offices.values()]

    by_office = _report(name, "--books", books)
    by_program = _report(name, "--books", books, "--by", "program")

    keys = MONEY[name][1] or [
        key for key, value in alone[0]["total"].items() if isinstance(value, int)
    ]
    assert [each["office"] for each in by_office["rows"]] == [*offices]
    assert by_office["report"] == by_program["report"] == name
    for key in keys:
        sums = [each["total"][key] for each in alone]
        assert [each[key] for each in by_office["rows"]] == sums
        assert by_office["total"][key] == by_program["total"][key] == sum(sums)
        for row in by_program["rows"]:
            line = {name: row[name] for name in ("code", "capital", "source") if name in row}
            assert row[key] == sum(
                each[key]
                for one in alone
                for each in one["rows"]
                if {name: each[name] for name in line} == line
            )
    if name == "rates":
        assert len({each["disbursed"] for each in by_office["rows"]}) == len(offices)
        total = by_office["total"]
        assert total["rate"] == round(100 * total["disbursed"] / total["planned"], 4)


def test_the_report_is_printed_in_every_format(
    offices: dict[str, Path | str], tmp_path: Path
) -> None:
    """With the offices, their sum, and the checkpoint of each book."""
    books = _list(tmp_path, offices)

    page = ok("report", "month", "2021-11", "--books", books, "-O", "markdown").out
    for ending in ("xlsx", "docx", "csv", "html"):
        out = tmp_path / f"bao-cao.{ending}"
        ok("report", "rates", "--year", "2021", "--books", books, "-o", str(out))
        assert out.stat().st_size

    for name, book in offices.items():
        assert name in page
        assert ok("book", "info", "--json", book=str(book)).data["checkpoint"] in page


def test_files_and_schemas_stand_in_one_report(
    full_book: Path, full_server: Location, tmp_path: Path
) -> None:
    """Two schemas of a server and a file: an address for each."""
    there = f"{full_server}&schema=tinh"
    ok("book", "copy", str(full_book), there)
    ok("disburse", "add", "DA1", "9", "--date", "20/11/2021", book=str(full_server))
    books: dict[str, Path | str] = {"A": full_book, "B": str(full_server), "C": there}

    found = _report("rates", "--books", _list(tmp_path, books))

    alone = [_report("rates", book=each)["total"]["disbursed"] for each in books.values()]
    assert [each["disbursed"] for each in found["rows"]] == alone
    assert found["total"]["disbursed"] == sum(alone)


def test_all_books_that_differ_are_named(offices: dict[str, Path | str], tmp_path: Path) -> None:
    """Another tree, another year, damage, none at all: each with its reason, and no report."""
    first = Path(str(offices["Sở Tài chính"]))
    tree, year, broken = (first.with_name(f"{name}.sqlite") for name in ("cay", "nam", "hong"))
    for each in (tree, year):
        shutil.copy(first, each)
    ok("program", "add", "RIENG", "Dự án riêng", "--parent", "DA1", book=tree)
    ok("allocate", "add", "DA1", "9", "--year", "2022", book=year)
    broken.write_bytes(first.read_bytes()[:5000])
    books = {**offices, "Cây": tree, "Năm": year, "Hỏng": broken, "Mất": first.with_name("x")}

    ran = run("report", "rates", "--books", _list(tmp_path, books), "--json")

    assert (ran.code, ran.error["code"], ran.out) == (1, "books-differ", "")
    said = ran.error["details"]["books"]
    assert [each.split(":")[0] for each in said] == ["Hỏng", "Mất", "Cây", "Năm"]
    assert "RIENG" in said[2]
    assert "2022" in said[3]
    narrow = ("--program", "DA2", "--year", "2021")
    ok("report", "rates", "--books", _list(tmp_path, {**offices, "Cây": tree, "N": year}), *narrow)
    none = run("report", "rates", "--year", "2030", "--books", _list(tmp_path, offices), "--json")
    assert (none.code, len(none.error["details"]["books"])) == (1, len(offices))


@pytest.mark.parametrize(
    "text",
    [
        "office,book\n",
        "ten,so\nA,a.sqlite\n",
        "office,book\nA,\n",
        "office,book\nA,a.sqlite\nA,b.sqlite\n",
        "office,book\nA,a.sqlite\nB,./a.sqlite\n",
        "office,book\nA,mysql://x\n",
    ],
    ids=["nothing", "headings", "no book", "name twice", "book twice", "address"],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever stands twice would count twice."""
    path = tmp_path / "danh-sach.csv"
    path.write_text(text, encoding="utf-8")

    ran = run("report", "rates", "--books", str(path), "--json")

    assert (ran.code, ran.out) == (2, "")
    assert ran.error["code"] in {"books-list", "book-unsupported"}


def test_rows_of_offices_need_many_books(full_book: Path, tmp_path: Path) -> None:
    """And many books have no rows but offices and programmes; no result is written over one."""
    books = _list(tmp_path, {"A": full_book})

    alone = run("report", "rates", "--by", "office", "--json", book=full_book)
    places = run("report", "rates", "--by", "place", "--books", books, "--json")
    over = run("report", "rates", "--books", books, "-O", "csv", "-o", str(full_book))
    itself = run("report", "rates", "--books", books, "-O", "csv", "-o", books)

    assert ("--books" in alone.error["message"], alone.code, places.code) == (True, 2, 2)
    assert "[output-is-book]" in over.err
    assert "[output-is-input]" in itself.err


def test_a_book_that_was_tampered_with_is_no_reason_to_stop_silently(
    offices: dict[str, Path | str], tmp_path: Path
) -> None:
    """What cannot be read as a value names the office, too."""
    tamper(Path(str(offices["Ban Dân tộc"])), "UPDATE program SET kind = 'x'")

    ran = run("report", "rates", "--books", _list(tmp_path, offices), "--json")

    assert (ran.code, ran.error["code"]) == (1, "books-differ")
    assert "Ban Dân tộc" in ran.error["message"]
