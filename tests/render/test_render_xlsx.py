"""Spreadsheets: typed cells, text that is nothing but text, and what no sheet can hold."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack import i18n
from ethnictrack.i18n import N_
from ethnictrack.render import render, to_xlsx
from ethnictrack.render.to_xlsx import LongSheetError
from ethnictrack.render.words import View
from ethnictrack.render.xlsx import LINE, LongSheetTextError
from ethnictrack.reports.table import Cell, Column, Document, Paragraph, Result, Row, Table, Unit
from ethnictrack.values.money import Dong, Scale

_COLUMNS = (
    Column("name", N_("Programme")),
    Column("code", N_("Code"), Unit.CODE),
    Column("planned", N_("Planned"), Unit.DONG),
    Column("rate", N_("Rate"), Unit.RATE),
    Column("date", N_("Date"), Unit.DATE),
)


def _sheet(*rows: tuple[Cell, ...], total: tuple[Cell, ...] | None = None) -> Any:  # noqa: ANN401
    """Return the one sheet of a table, as openpyxl reads it."""
    table = Table(_COLUMNS, tuple(map(Row, rows)), Row(total) if total else None)
    page = render(Result(Document(N_("Title"), (table,))), "xlsx", View(scale=Scale.TY))
    return openpyxl.load_workbook(io.BytesIO(page)).active


def _row(name: str = "x", planned: Dong | None = None) -> tuple[Cell, ...]:
    return (name, "043", planned, Fraction(729, 1000), date(2021, 11, 15))


def test_cells_have_the_type_of_their_value() -> None:
    """Whole đồng whatever unit people read in, a percentage, a real day, zeros in front."""
    name, code, planned, rate, day = _sheet(_row(planned=Dong(15_213_000_000)))[4]

    assert (name.value, name.data_type) == ("x", "s")
    assert (code.value, code.data_type) == ("043", "s")
    assert (planned.value, planned.number_format) == (15_213_000_000, "[$-42A]#,##0")
    assert (rate.value, rate.number_format) == (0.729, "[$-42A]#,##0.0%")
    assert (day.value, day.is_date) == (datetime(2021, 11, 15), True)  # noqa: DTZ001 - a sheet's


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://x"])
def test_text_stays_text(text: str) -> None:
    """No formula, no link, no number."""
    cell = _sheet(_row(text))[4][0]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@given(st.text(min_size=1, max_size=50))
def test_any_text_makes_a_workbook_that_opens(text: str) -> None:
    """Controls and half characters are shown as signs; the cell says what every format says."""
    i18n.use("vi")
    cell = _sheet(_row(text))[4][0]

    assert cell.value is None or cell.data_type == "s"


def test_what_a_sheet_would_round_is_kept_as_text() -> None:
    """Fifteen digits are exact in a sheet, the sixteenth is not."""
    least, more = Dong(999_999_999_999_999), Dong(1_000_000_000_000_000)
    sheet = _sheet(_row(planned=least), _row(planned=more), total=_row(planned=least + more))

    assert sheet["C4"].value == 999_999_999_999_999
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("1.000.000.000.000.000", "s")
    assert sheet["C6"].data_type == "s"


def test_a_total_that_is_a_sum_recomputes_and_another_does_not() -> None:
    """A formula of ours only where it gives what the report says."""
    rows = (_row(planned=Dong(2)), _row(planned=Dong(3)))

    assert _sheet(*rows, total=_row(planned=Dong(5)))["C6"].value == "=SUM(C4:C5)"
    assert _sheet(*rows, total=_row(planned=Dong(6)))["C6"].value == 6


def test_a_sheet_is_ready_to_read_filter_and_print() -> None:
    """Headings stay in sight and come again on every page of A4."""
    sheet = _sheet(_row(), _row())

    assert sheet.freeze_panes.endswith("4")
    assert sheet.auto_filter.ref == "A3:E5"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0


def test_columns_are_measured_in_the_font_they_are_written_in() -> None:
    """A spreadsheet measures by the default style; with another font pages lose their edge."""
    sheet = _sheet(_row())
    styles = sheet.parent._named_styles  # noqa: SLF001 - openpyxl has no other door

    assert styles["Normal"].font.name == sheet["A4"].font.name == "Times New Roman"
    assert styles["Normal"].font.size == sheet["A4"].font.size == 12


def test_a_row_is_as_tall_as_what_folds_in_it() -> None:
    """Headings too; not every spreadsheet makes room by itself."""
    sheet = _sheet(_row("rất dài " * 20), _row("ngắn"))

    assert sheet.row_dimensions[4].height > 2 * LINE
    assert sheet.row_dimensions[5].height is None
    assert sheet.row_dimensions[3].height >= LINE


def test_tables_have_sheets_of_their_own_after_the_text() -> None:
    """Names are cut to what a workbook takes, and no two are alike."""
    named = [
        Table(_COLUMNS, (Row(_row()),), title=N_("History: [a/b] " + "rất dài " * 9)),
        Table(_COLUMNS, (Row(_row()),), title=N_("History: [a/b] " + "rất dài " * 9)),
    ]
    document = Document(N_("Title"), (Paragraph("một\nhai"), *named))
    book = openpyxl.load_workbook(
        io.BytesIO(render(Result(document), "xlsx", View())), read_only=False
    )

    assert len({name.casefold() for name in book.sheetnames}) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)
    first = book[book.sheetnames[0]]
    assert [cell.value for cell in first["A"] if cell.value] == ["Title", "một", "hai"]


def test_decimals_and_counts_are_numbers() -> None:
    """A count of 1.234,5 is one, with its digits."""
    columns = (Column("n", N_("Number"), Unit.NUMBER),)
    table = Table(columns, (Row((Decimal("1234.50"),)), Row((7,))))
    page = render(Result(Document(N_("Title"), (table,))), "xlsx", View())
    sheet = openpyxl.load_workbook(io.BytesIO(page)).active

    assert [sheet["A4"].value, sheet["A5"].value] == [1234.5, 7]
    assert sheet["A4"].number_format == "[$-42A]#,##0.0"


def test_a_number_that_identifies_is_text() -> None:
    """A spreadsheet neither groups it nor, when the cell is typed into, begins to."""
    table = Table((Column("year", N_("Year"), Unit.CODE),), (Row((2021,)),))
    page = render(Result(Document(N_("Title"), (table,))), "xlsx", View())
    cell = openpyxl.load_workbook(io.BytesIO(page)).active["A4"]

    assert (cell.value, cell.data_type, cell.number_format) == ("2021", "s", "@")


def test_a_text_beyond_a_cell_is_refused() -> None:
    """Excel would cut it, or call the file broken."""
    with pytest.raises(LongSheetTextError) as found:
        _sheet(_row("x" * 32_768))

    assert found.value.code == "cell-length"


def test_a_table_beyond_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that would fall off the end are not left out in silence."""
    monkeypatch.setattr(to_xlsx, "_MOST_ROWS", 5)

    with pytest.raises(LongSheetError) as found:
        _sheet(_row(), _row(), _row())
    assert found.value.code == "sheet-rows"
