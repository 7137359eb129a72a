"""What people read has the words of their language: no report shows a code of a closed list."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from tests.reports.test_every_format import REPORTS, Tables, collect_form
from tests.shell import ok
from tests.spread import spread

from ethnictrack.values.kinds import Capital, Kind, Source

WORDS = {
    "rates": ("--year", "2021", "--by", "source"),
    "compare": ("2020", "2021", "--by", "source"),
    "explain": ("settlement:DA1:24", "--year", "2021"),
    "diff": ("1",),
    "month": ("2021-11",),
    "vouchers": ("--to", "30/11/2021"),
    "reconcile": ("1",),
    "collect": ("2021-10",),
}
FORMATS = ("html", "markdown", "plain", "table", "docx", "xlsx")  # others: test_office_formats
# In English some codes are words of the language, and some stand in the names of what they mean.
CODES = {
    "vi": re.compile(rf"\b(?:{'|'.join([*Source, *Capital, *Kind])})\b"),
    "en": re.compile(
        r"\b(?:(?:central|provincial|recurrent)\b(?! (?:budget|capital|spending))"
        rf"|{'|'.join(each for each in Kind if '-' in each)})\b"
    ),
}
ENTRIES = [
    *("allocate add DA1 '2 tỷ' --year 2020", "allocate add DA1 '3 tỷ' --year 2021"),
    *("disburse add DA1 '1 tỷ' --date 5/5/2020", "disburse add DA1 '2 tỷ' --date 20/11/2021"),
    *("disburse add DA1 '9 triệu' --date 20/11/2021 --kind advance",),
    *("disburse add DA1 '4 triệu' --date 20/11/2021 --kind advance-recovery",),
    *("disburse estimate DA1 '3 tỷ' --year 2021 --until 31/12/2021",),
]


@pytest.fixture(scope="module")
def book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with money of every class, a finding, a statement and a sealed report."""
    path = tmp_path_factory.mktemp("codes") / "book.sqlite"
    path.write_bytes(template.read_bytes())
    for source in Source:
        for capital in Capital:
            classes = f"--source {source} --capital {capital} --place 043"
            for line in ENTRIES:
                words = [each.strip("'") for each in re.findall(r"'[^']*'|\S+", line)]
                ok(*words, *classes.split(), book=path)
    ok("book", "opening", "add", "DA2", "--until", "2019", "--paid", "9 tỷ", book=path)
    ok("inspect", "add", "TT-01", "Thanh tra", "--year", "2021", "--program", "DA1", book=path)
    ok("inspect", "finding", "TT-01", "5 triệu", "--action", "budget-recovery", book=path)
    rows = path.with_name("kho-bac.csv")
    rows.write_text("date,amount,source\n20/11/2021,7,central\n", encoding="utf-8")
    ok("reconcile", "take", str(rows), "--as-of", "31/12/2021", book=path)
    collect_form(path.with_name("forms"), path)
    ok("report", "annual", "2021", "--seal", book=path)
    ok("disburse", "add", "DA1", "5", "--source", "central", "--capital", "investment", book=path)
    return path


def _text(page: bytes, name: str) -> str:
    """Return all that a reader sees of a report."""
    match name:
        case "html":
            read = Tables()
            read.feed(page.decode())
            return read.text
        case "docx":
            document = Document(io.BytesIO(page))
            cells = (
                cell.text for table in document.tables for row in table.rows for cell in row.cells
            )
            return "\n".join([*(each.text for each in document.paragraphs), *cells])
        case "xlsx":
            sheets = openpyxl.load_workbook(io.BytesIO(page)).worksheets
            rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
            return "\n".join(str(cell) for row in rows for cell in row if cell is not None)
    return page.decode("utf-8")


@pytest.mark.parametrize("report", REPORTS)
@spread("lang, names", [*CODES], [FORMATS[::2], FORMATS[1::2]])
def test_no_report_shows_a_code(report: str, lang: str, names: tuple[str, ...], book: Path) -> None:
    """Nor does a heading, a note or a title."""
    for name in names:
        target = book.with_name(f"{report}.{name}")
        into = ("-O", name, "-o", str(target), "--replace")
        ok("report", report, *WORDS.get(report, ("2021",)), *into, book=book, lang=lang)
        text = _text(target.read_bytes(), name)

        assert text.strip()
        assert CODES[lang].findall(text) == [], name
