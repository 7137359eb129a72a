"""Reports that are signed, as they lie on paper: headings, rows and signatures on their pages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from tests.shell import ok

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
SIGNED = {
    "settlement": ("2021",),
    "carryover": ("2021",),
    "month": ("2021-11",),
    "disclosure": ("2021",),
    "vouchers": ("--to", "30/11/2021"),
    "recommendations": ("2021",),
    "payees": ("2021",),
    "petitions": ("2021", "--period", "year"),
    "inspections": ("2021", "--period", "year"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sample book; reports leave it as it is."""
    return Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("paper") / "book.sqlite"))


def _paper(sample: Path, report: str) -> Any:  # noqa: ANN401 - python-docx has no types
    target = sample.with_name(f"{report}.docx")
    ok("report", report, *SIGNED[report], "-o", str(target), "--replace", book=sample)
    return Document(str(target))


def _ruled(document: Any) -> list[Any]:  # noqa: ANN401 - likewise
    return [each for each in document.tables if each.style.name == "Table Grid"]


@pytest.mark.parametrize("report", SIGNED)
def test_headings_leave_the_page_to_the_rows(report: str, sample: Path) -> None:
    """Sentences of a form stand over columns that are broad enough for them."""
    for table in _ruled(_paper(sample, report)):
        of = [row for row in table.rows if "tblHeader" in row._tr.xml]  # noqa: SLF001 - no word for it

        assert Pt(0) < sum(row.height or 0 for row in of) < Pt(200)


@pytest.mark.parametrize("report", SIGNED)
def test_a_signature_has_the_end_of_the_table_on_its_page(report: str, sample: Path) -> None:
    """And what stands between them, where that is a few lines."""
    document = _paper(sample, report)
    before = document.tables[-1]._tbl.getprevious()  # noqa: SLF001 - no word for what is beside
    between = []
    while before is not None and before.tag == qn("w:p"):
        between.append(before)
        before = before.getprevious()

    assert all(each.find(f".//{qn('w:keepNext')}") is not None for each in between[:5])
    if len(between) <= 5 and _ruled(document):
        last = _ruled(document)[-1].rows[-1]
        assert all(each.paragraph_format.keep_with_next for each in last.cells[0].paragraphs)
