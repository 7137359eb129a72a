"""One report, every format: an independent reader of each finds the figures of the JSON.

The list of commands is the program's own, so that a new report is held to this by itself.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from inspect import signature
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from docx import Document
from tests.shell import ok, run

from ethnictrack.cli.commands.report import app

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
# What a report is asked beyond a year; the others are asked for 2021.
WORDS = {
    "rates": ("--year", "2021"),
    "compare": ("2020", "2021"),
    "explain": ("CT135", "--year", "2021"),
    "diff": ("1",),
    "month": ("2021-11",),
    "vouchers": ("--to", "30/11/2021"),
    "reconcile": ("1",),
    "collect": ("2021-10",),
}
REPORTS = [
    str(each.name or each.callback.__name__)
    for each in app.registered_commands
    if each.callback and {"unit", "decimals"} <= set(signature(each.callback).parameters)
]
IN_FULL = ("--unit", "dong", "--decimals", "4")
LEAST = 1000  # smaller numbers are counts, years of people, columns of a form


class Tables(HTMLParser):
    """Reads the cells of every table, the whole text, and what a page must not have.

    A cell over several rows or columns stands in each of them, as readers of documents have it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[list[list[list[str]]]] = []  # texts of cells of rows of tables
        self.text, self.tags = "", list[tuple[str, dict[str, str | None]]]()
        self.inside: list[str] | None = None
        self.below: dict[int, tuple[list[str], int]] = {}  # column -> cell above, rows it covers

    @property
    def tables(self) -> list[list[list[str]]]:
        """The text of each cell."""
        return [[["".join(cell) for cell in row] for row in table] for table in self.cells]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a table, a row, a cell begins."""
        found = dict(attrs)
        self.tags.append((tag, found))
        match tag:
            case "table":
                self.cells.append([])
            case "tr":
                self.cells[-1].append([])
                self._from_above()
            case "td" | "th":
                self.inside = []
                for _ in range(int(found.get("colspan") or 1)):
                    row = self.cells[-1][-1]
                    self.below[len(row)] = self.inside, int(found.get("rowspan") or 1) - 1
                    row.append(self.inside)
                self._from_above()

    def _from_above(self) -> None:
        """Put in the cells of rows above that reach into this one."""
        row = self.cells[-1][-1]
        while self.below.get(len(row), ([], 0))[1]:
            cell, rows = self.below[len(row)]
            self.below[len(row)] = cell, rows - 1
            row.append(cell)

    def handle_endtag(self, tag: str) -> None:
        """Note where a cell ends."""
        self.inside = None if tag in {"td", "th"} else self.inside

    def handle_data(self, data: str) -> None:
        """Keep a text, in its cell if there is one."""
        self.text += data
        if self.inside is not None:
            self.inside.append(data)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book that reports are printed from; they leave it as it is."""
    return sealed_sample(tmp_path_factory.mktemp("sample"))


def sealed_sample(folder: Path) -> Path:
    """Copy the sample book, seal its year and pay from it since."""
    book = Path(shutil.copy(SAMPLE, folder / "book.sqlite"))
    lines = "Ngày,Số chứng từ,Mã chương trình,Số tiền\n20/11/2021,UNC-7,CT135,155.000.000\n"
    (folder / "kho-bac.csv").write_text(lines, encoding="utf-8")
    ok("reconcile", "take", str(folder / "kho-bac.csv"), "--as-of", "31/12/2021", book=book)
    collect_form(folder / "forms", book)
    ok("report", "annual", "2021", "--seal", book=book)
    ok("disburse", "add", "CT135", "155 triệu", "--date", "20/11/2021", book=book)
    ok(
        "activity",
        "record",
        "TIEPDAN",
        "1.234",
        "--year",
        "2021",
        "--date",
        "20/11/2021",
        book=book,
    )
    return book


def collect_form(folder: Path, book: Path) -> None:
    """Ask one district for its month, and take what it sends."""
    ok("collect", "open", "2021-10", "--due", "15/11/2021", "--places", "043", book=book)
    ok("collect", "templates", "2021-10", str(folder), book=book)
    (form,) = folder.iterdir()
    filled = openpyxl.load_workbook(form)
    first, *others = filled.worksheets[0].iter_rows(min_row=6)
    first[5].value = 155_000_000
    for row in others:  # nothing since
        row[5].value = row[4].value if row[0].value else None
    filled.save(form)
    ok("collect", "take", str(form), book=book)


@cache  # reports leave the book as it is
def made(book: Path, report: str, name: str, *more: str) -> bytes:
    """Return a report in one format."""
    target = book.with_name(f"{report}-{len(more)}.{name}")
    words = WORDS.get(report, ("2021",))
    where = ("-O", name, "-o", str(target), "--replace")
    ok("report", report, *words, *more, *where, book=book)
    return target.read_bytes()


def amounts_in(data: object) -> set[Decimal]:
    """Return every number of a JSON document from LEAST up, but years and numbers of entries."""
    match data:
        case dict():
            kept = (value for name, value in data.items() if "year" not in name and name != "id")
            return set().union(*map(amounts_in, kept))
        case list():
            return set().union(*map(amounts_in, data))
        case bool() | str() | None:
            return set()
    number = Decimal(str(data))
    return {abs(number)} if abs(number) >= LEAST else set()


def numbers_in(cells: Iterator[str]) -> set[Decimal]:
    """Read cells as Vietnamese readers do, and return the numbers from LEAST up."""
    found = (each.strip() for each in cells)
    read = (
        Decimal(each.replace(".", "").replace(",", "."))
        for each in found
        if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?", each)
    )
    return {abs(number) for number in read if abs(number) >= LEAST}


@cache
def document_cells(page: bytes) -> list[list[list[str]]]:
    """Return the cells of a document's ruled tables; heading and signature have no rules."""
    found = Document(io.BytesIO(page)).tables
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in found
        if table.style is not None and table.style.name == "Table Grid"
    ]


def flat(tables: list[list[list[str]]]) -> Iterator[str]:
    """Yield cell by cell."""
    return (cell for table in tables for row in table for cell in row)


def csv_numbers(page: bytes, delimiter: str) -> set[Decimal]:
    """Return the numbers of a file of delimited text."""
    rows = csv.reader(io.StringIO(page.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    cells = (cell for row in rows for cell in row if re.fullmatch(r"-?[0-9]+", cell))
    return {abs(Decimal(cell)) for cell in cells if abs(int(cell)) >= LEAST} - {Decimal(2021)}


def sheet_numbers(page: bytes, *, values: bool) -> set[Decimal]:
    """Return the numbers of a workbook: as kept, or after leaving out what recomputes."""
    book = openpyxl.load_workbook(io.BytesIO(page), data_only=values)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return {
        abs(Decimal(cell)) for cell in cells if isinstance(cell, int | float) and abs(cell) >= LEAST
    }


@pytest.mark.parametrize("report", REPORTS)
def test_no_format_shows_an_amount_the_json_does_not_have(sample: Path, report: str) -> None:
    """Read with csv, openpyxl, html.parser and python-docx."""
    facts = amounts_in(json.loads(made(sample, report, "json")))
    page = Tables()
    page.feed(made(sample, report, "html", *IN_FULL).decode())

    assert csv_numbers(made(sample, report, "csv"), ",") <= facts
    assert csv_numbers(made(sample, report, "tsv"), "\t") <= facts
    assert sheet_numbers(made(sample, report, "xlsx"), values=True) <= facts
    assert numbers_in(flat(page.tables)) <= facts
    assert numbers_in(flat(document_cells(made(sample, report, "docx", *IN_FULL)))) <= facts


@pytest.mark.parametrize("report", REPORTS)
def test_all_formats_show_the_same_tables(sample: Path, report: str) -> None:
    """Page and document word for word; sheet and CSV number for number."""
    page = Tables()
    page.feed(made(sample, report, "html", *IN_FULL).decode())
    comma, sheet = made(sample, report, "csv"), made(sample, report, "xlsx")

    assert numbers_in(flat(page.tables)), "nothing is compared"
    assert page.tables == document_cells(made(sample, report, "docx", *IN_FULL))
    assert csv_numbers(comma, ",") >= sheet_numbers(sheet, values=True)
    assert sheet_numbers(sheet, values=True) == numbers_in(flat(page.tables))


@pytest.mark.parametrize("report", ["rates", "annual"])
def test_the_figures_of_programmes_stand_in_every_format(sample: Path, report: str) -> None:
    """Plan, disbursement and remainder of each, to the đồng."""
    data = json.loads(made(sample, report, "json"))
    rows = data["rows"] if report == "rates" else data["programs"]
    wanted = amounts_in([[each[key] for key in ("planned", "disbursed")] for each in rows])
    page = Tables()
    page.feed(made(sample, report, "html", *IN_FULL).decode())

    assert wanted
    assert wanted <= sheet_numbers(made(sample, report, "xlsx"), values=True)
    assert wanted <= numbers_in(flat(page.tables))
    assert wanted <= csv_numbers(made(sample, report, "csv"), ",")


@pytest.mark.parametrize("report", REPORTS)
def test_a_page_is_one_file_without_a_script(sample: Path, report: str) -> None:
    """It loads nothing, and each picture says in words what it shows."""
    text = made(sample, report, "html").decode()
    page = Tables()
    page.feed(text)
    pictures = [found for tag, found in page.tags if found.get("role") == "img"]
    names = {found["id"] for tag, found in page.tags if tag in {"title", "desc"} and "id" in found}

    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert not [
        found for _, found in page.tags if {"src", "href", "style", "onload"} & found.keys()
    ]
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert all(set(str(each["aria-labelledby"]).split()) <= names for each in pictures)


@pytest.mark.parametrize("report", REPORTS)
def test_every_total_of_a_sheet_recomputes_to_what_it_says(sample: Path, report: str) -> None:
    """The formula's own sum is the value written with it."""
    page = made(sample, report, "xlsx")
    formulas = openpyxl.load_workbook(io.BytesIO(page))
    values = openpyxl.load_workbook(io.BytesIO(page), data_only=True)

    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            spans = re.fullmatch(r"=SUM\((.*)\)", str(cell.value))
            assert spans
            sums = [_sum_of(values[sheet.title], span) for span in spans[1].split(",")]
            assert sum(sums) == values[sheet.title][cell.coordinate].value


def _sum_of(sheet: Any, span: str) -> int:  # noqa: ANN401 - openpyxl has no types
    cells = sheet[span] if ":" in span else ((sheet[span],),)
    return sum(cell.value or 0 for row in cells for cell in row)


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_the_same_report_is_the_same_file(sample: Path, name: str) -> None:
    """Nothing in it says when it was written, and all of it is well-formed."""
    first, second = (made(sample, "annual", name, *more) for more in ((), ("--decimals", "1")))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ET.fromstring(parts.read(part))  # noqa: S314 - written by this test's own run


@pytest.mark.parametrize(
    "words", [("report", "annual", "2021"), ("program", "list"), ("book", "log")]
)
def test_a_file_of_its_own_needs_a_name(sample: Path, words: tuple[str, ...]) -> None:
    """A spreadsheet on a screen is noise."""
    refused = run(*words, "-O", "xlsx", book=sample)

    assert (refused.code, refused.out) == (2, "")
    assert "file-needed" in refused.err


@pytest.mark.parametrize(
    "words", [("program", "list"), ("book", "info"), ("disburse", "list"), ("book", "check")]
)
def test_lists_are_sheets_pages_and_documents(sample: Path, words: tuple[str, ...]) -> None:
    """A list may have to be signed."""
    for name in ("xlsx", "html", "docx"):
        target = sample.with_name(f"{'-'.join(words)}.{name}")
        assert run(*words, "-o", str(target), book=sample).code == 0
        assert target.stat().st_size > LEAST
