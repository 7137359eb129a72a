"""What LibreOffice makes of a report, read back by other means: figures of the JSON, no code."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import needs
from tests.reports.test_every_format import (
    IN_FULL,
    LEAST,
    amounts_in,
    document_cells,
    flat,
    made,
    numbers_in,
    sealed_sample,
    sheet_numbers,
)
from tests.reports.test_no_codes import CODES
from tests.spread import in_turns

from ethnictrack.render.office import office

_TABLE, _OFFICE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office")
)
FORMS = ("month", "settlement")  # one whole, one in parts: a conversion takes seconds


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book that reports are printed from, where LibreOffice is installed."""
    needs(None if office() and shutil.which("pdftotext") else "LibreOffice or pdftotext is missing")
    return sealed_sample(tmp_path_factory.mktemp("office"))


def _content(page: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(page)) as parts:
        return ET.fromstring(parts.read("content.xml"))  # noqa: S314 - written by this test's own run


@in_turns("report", FORMS, 0, 2)
def test_open_documents_and_sheets_have_the_same_figures(sample: Path, report: str) -> None:
    """Cell by cell: text of a document, values of a sheet."""
    facts = amounts_in(json.loads(made(sample, report, "json")))
    text, sheet = _content(made(sample, report, "odt", *IN_FULL)), made(sample, report, "ods")
    cells = ("".join(each.itertext()) for each in text.iter(f"{_TABLE}table-cell"))
    values = {
        abs(Decimal(str(each.get(f"{_OFFICE}value"))))
        for each in _content(sheet).iter(f"{_TABLE}table-cell")
        if each.get(f"{_OFFICE}value-type") in {"float", "currency"}
    }
    of_text, of_sheet = numbers_in(cells), {each for each in values if each >= LEAST}

    assert of_text == numbers_in(flat(document_cells(made(sample, report, "docx", *IN_FULL))))
    assert of_sheet == sheet_numbers(made(sample, report, "xlsx"), values=True)
    assert of_text <= facts
    assert of_sheet <= facts
    for page in (text, _content(sheet)):
        assert CODES["vi"].findall("\n".join(page.itertext())) == []


@in_turns("report", FORMS, 1, 2)
def test_every_figure_of_a_document_is_printed(sample: Path, report: str) -> None:
    """Whatever letters the machine has; a figure that is folded counts, one that is cut not."""
    target = sample.with_name(f"{report}-printed.pdf")
    target.write_bytes(made(sample, report, "pdf", *IN_FULL))
    done = subprocess.run(
        ["pdftotext", "-raw", str(target), "-"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    printed = "".join(done.stdout.split())
    cells = [*flat(document_cells(made(sample, report, "docx", *IN_FULL)))]
    figures = [each for each in cells if re.fullmatch(r"[-–0-9.,%/ ]*[0-9][-–0-9.,%/ ]*", each)]

    assert figures
    assert [each for each in figures if "".join(each.split()) not in printed] == []
    assert CODES["vi"].findall(done.stdout) == []
