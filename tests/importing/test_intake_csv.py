"""Text files: delimiters, quoting, headings, and rows that are no records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.importing.reading import read_text

from ethnictrack.values.amounts import Amount
from ethnictrack.values.money import Dong

HEADING = "Mã chương trình;Ngày;Số tiền;Số chứng từ\n"
ROW = "CT135;15/11/2021;1.500.000;01\n"
VALUES = {
    "program": "CT135",
    "date": date(2021, 11, 15),
    "amount": Amount(Dong(1_500_000)),
    "voucher": "01",
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found_by_the_heading(tmp_path: Path, delimiter: str) -> None:
    """Nobody says which one it is."""
    found = read_text(tmp_path, (HEADING + ROW).replace(";", delimiter))

    assert found.values == [VALUES]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    """Unix, Windows, and Macintosh of old."""
    found = read_text(tmp_path, (HEADING + ROW + ROW).replace("\n", end))

    assert found.values == [VALUES, VALUES]
    assert [record.line for record in found.records] == [2, 3]


def test_a_first_line_may_tell_the_delimiter(tmp_path: Path) -> None:
    """As spreadsheets write and read it; it counts as a line of the file."""
    found = read_text(tmp_path, "sep=;\n" + HEADING + ROW)

    assert found.values == [VALUES]
    assert found.records[0].line == 3


def test_a_quoted_cell_may_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    """The record has the line it begins on."""
    found = read_text(tmp_path, 'program,amount,place\n"CT135","5 tỷ","Bảo\nLạc"\nCT,1,x\n')

    assert (found.codes, found.values[0]["place"]) == ([], "Bảo Lạc")
    assert [record.line for record in found.records] == [2, 4]


def test_an_unclosed_quotation_mark_is_named_by_its_line(tmp_path: Path) -> None:
    """And not by the last line of the file, which it has swallowed."""
    found = read_text(tmp_path, 'program,amount,note\nCT,1,"a\nb"\nCT,1,"c\nCT,1,d\nCT,1,e\n')

    assert found.codes == ["csv-quote"]
    assert found.refusal is not None
    assert found.refusal.facts() == {"line": 4}


def test_what_stands_around_a_table_is_no_record(tmp_path: Path) -> None:
    """Title, unit, column numbers, blank rows, the total and the signatures."""
    sheet = (
        "BẢNG KÊ GIẢI NGÂN;;;\n;;;Đơn vị tính: triệu đồng\n" + HEADING + "A;B;1;2\n"
        "CT135;15/11/2021;1,5;01\n;;;\nTổng cộng;;1,5;\n;;;\nNgười lập biểu;;;Kế toán\n"
    )

    found = read_text(tmp_path, sheet)

    assert (found.values, found.codes) == ([VALUES], [])


def test_a_total_that_its_rows_do_not_make_names_both(tmp_path: Path) -> None:
    """The total as printed, and the sum."""
    found = read_text(tmp_path, HEADING + ROW + ROW + "Tổng cộng;;4.000.000;\n")

    assert found.codes == ["total-mismatch"]
    assert found.problems[0].error.facts() == {
        "label": "Tổng cộng",
        "stated": Dong(4_000_000),
        "rows": Dong(3_000_000),
        "difference": Dong(1_000_000),
    }
