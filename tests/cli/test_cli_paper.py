"""Tables that are handed in: office and form above, signatures below; files of LibreOffice."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from docx import Document
from tests.shell import ok, run

from ethnictrack.render.office import office

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
KEPT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}keepNext"
needs_office = pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the sample book with the names of those who sign."""
    path = Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("paper") / "book.sqlite"))
    for key, value in (
        ("preparer", "Nông Thị Lan"),
        ("chief-accountant", "Lý Văn Ba"),
        ("signer-title", "GIÁM ĐỐC"),
        ("signer-name", "Hoàng Văn Tư"),
        ("chapter", "483"),
        ("unit-code", "1059999"),
    ):
        ok("book", "settings", key, value, book=path)
    return path


def written(book: Path, name: str, *words: str) -> bytes:
    """Return what a command writes into a file of this name."""
    target = book.with_name(name)
    ok(*words, "-o", str(target), "--replace", book=book)
    return target.read_bytes()


SIGNED = ("NGƯỜI LẬP BIỂU", "KẾ TOÁN TRƯỞNG", "GIÁM ĐỐC")
NAMES = ("Nông Thị Lan", "Lý Văn Ba", "Hoàng Văn Tư")


def test_a_document_has_office_form_and_signatures(book: Path) -> None:
    """In tables without rules, above and below the one of the form."""
    page = Document(io.BytesIO(written(book, "x.docx", "report", "carryover", "2021")))
    head, _, foot = page.tables
    office_cell, _, form = [cell.text for cell in head.rows[0].cells]
    signed = [cell.text.split("\n") for cell in foot.rows[0].cells]

    assert office_cell.split("\n")[:2] == ["UBND TỈNH CAO BẰNG", "BAN DÂN TỘC"]
    assert "483" in office_cell
    assert "1059999" in office_cell
    assert form == "Mẫu số 04-SDKP/ĐVDT"
    assert tuple(each[1] for each in signed) == SIGNED
    assert tuple(each[-1] for each in signed) == NAMES
    assert signed[2][0] == "Cao Bằng, ngày 25 tháng 11 năm 2021"


def test_a_short_table_is_not_torn(book: Path) -> None:
    """Every row stays with the next one, and the last with the signature below it."""
    page = Document(io.BytesIO(written(book, "x.docx", "report", "carryover", "2021")))
    kept = [row._tr.find(f".//{KEPT}") is not None for row in page.tables[1].rows]  # noqa: SLF001

    assert kept == [True] * len(kept)


def test_a_sheet_has_them_too(book: Path) -> None:
    """The form at the right of the office, the names below who signs."""
    sheet = openpyxl.load_workbook(
        io.BytesIO(written(book, "x.xlsx", "report", "month", "2021-11"))
    ).worksheets[0]
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]

    assert texts[:2] == ["UBND TỈNH CAO BẰNG", "BAN DÂN TỘC"]
    assert [each for each in texts if each in SIGNED] == list(SIGNED)
    assert texts[-3:] == list(NAMES)


@pytest.mark.parametrize("name", ["x.xlsx", "x.docx", "x.pdf", "x.odt", "x.ods"])
def test_a_document_that_is_there_is_not_written_over(book: Path, name: str) -> None:
    """Somebody may have worked on it; with --replace it goes."""
    target = book.with_name(f"there-{name}")
    target.write_bytes(b"worked on")
    refused = run("program", "list", "-o", str(target), book=book, lang="en")

    assert (refused.code, target.read_bytes()) == (1, b"worked on")
    assert "file-exists" in refused.err


def test_other_formats_are_replaced_whole(book: Path) -> None:
    """They are data, made anew."""
    target = book.with_name("there.csv")
    target.write_bytes(b"old")
    ok("program", "list", "-o", str(target), book=book)

    assert b"CT135" in target.read_bytes()


def test_without_libreoffice_a_pdf_is_refused_and_it_is_named(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what can be written instead; no file is made."""
    monkeypatch.setattr("ethnictrack.render.office.office", lambda: None)
    target = book.with_name("none.pdf")
    refused = run("report", "rates", "--year", "2021", "-o", str(target), book=book, lang="en")

    assert (refused.code, target.exists()) == (1, False)
    assert "[{}]".format("office-missing") in refused.err
    assert "-o FILE.docx" in refused.err


def test_where_it_makes_nothing_that_is_said(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its exit code."""
    monkeypatch.setattr("ethnictrack.render.office.office", lambda: shutil.which("true"))
    target = book.with_name("failed.ods")
    refused = run("report", "rates", "--year", "2021", "-o", str(target), book=book, lang="en")

    assert (refused.code, target.exists()) == (1, False)
    assert "[{}]".format("office-failed") in refused.err


@needs_office
def test_libreoffice_writes_pdf_and_open_formats(book: Path) -> None:
    """The figures of the JSON stand in them, read by other means than ours."""
    words = ("report", "month", "2021-11", "--unit", "dong")
    page = written(book, "m.pdf", *words)
    text, sheet = (written(book, f"m.{name}", *words) for name in ("odt", "ods"))

    assert page.startswith(b"%PDF-")
    for opened in (text, sheet):
        with zipfile.ZipFile(io.BytesIO(opened)) as parts:
            said = "".join(ET.fromstring(parts.read("content.xml")).itertext())  # noqa: S314
        assert "15.213.000.000" in said
        assert "Hoàng Văn Tư" in said
