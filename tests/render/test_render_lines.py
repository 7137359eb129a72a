"""Texts of several lines in a table: lines for people, and nothing else of them steers."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Unit

TEXT = "Một\n\nHai \x1b[31m"
_COLUMNS = (
    Column("id", N_("No."), Unit.CODE),
    Column("text", N_("Text"), lines=True),
    Column("note", N_("Note")),
)
REMARKS = Result(
    Document(N_("Title"), (Table(_COLUMNS, (Row(("1", TEXT, "a\nb")), Row(("2", "Ba", "c")))),))
)


def _page(format_name: str, width: int | None = None) -> str:
    return render(REMARKS, format_name, View(width=width)).decode()


def test_plain_text_has_them_below_each_other() -> None:
    """In their column; the line break of another column is a sign."""
    assert _page("plain").splitlines()[2:] == [
        "No.  Text          Note",
        "---  ------------  ------",
        "1    Một           a\\x0ab",
        "",
        "     Hai \\x1b[31m",
        "2    Ba            c",
    ]


@pytest.mark.parametrize("width", [80, 20])
def test_a_screen_has_them_below_each_other(width: int) -> None:
    """As a table and as records."""
    lines = [line.split() for line in _page("table", width).splitlines()]

    (first,) = [number for number, line in enumerate(lines) if "Một" in line]
    assert "Một" in lines[first]
    assert lines[first + 1] == []
    assert lines[first + 2][:2] == ["Hai", "\\x1b[31m"]


def test_a_column_is_as_wide_as_its_longest_line() -> None:
    """Not as wide as all lines together."""
    table = Table(_COLUMNS[1:], (Row(("x" * 30 + "\n" + "y" * 30, "z" * 40)),))
    page = render(Result(Document(N_("Title"), (table,))), "table", View(width=72)).decode()

    assert f"{'x' * 30}  {'z' * 40}" in page


def test_markdown_and_a_page_break_them() -> None:
    """Within the cell."""
    assert "| Một<br><br>Hai \\\\x1b\\[31m |" in _page("markdown")
    assert "<span>Một<br><br>Hai \\x1b[31m</span></td>" in _page("html")


def test_a_sheet_has_them_in_one_cell() -> None:
    """The row is high enough for them."""
    sheet = load_workbook(io.BytesIO(render(REMARKS, "xlsx", View()))).active
    assert sheet is not None
    (cell,) = [each for row in sheet.iter_rows() for each in row if "Một" in str(each.value)]

    assert cell.value == "Một\n\nHai \\x1b[31m"
    assert (sheet.row_dimensions[cell.row].height or 0) > 45
