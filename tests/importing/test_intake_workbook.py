"""Spreadsheets: values as they are typed, and hostile files stopped at the gate."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.importing.hostile import HARMLESS, HOSTILE, lying_dimension
from tests.importing.hostile_ods import HOSTILE_ODS
from tests.importing.reading import read, read_rows, requested

from ethnictrack.values.amounts import Amount
from ethnictrack.values.money import Dong

HEADING = ["Mã chương trình", "Ngày", "Số tiền", "Số chứng từ"]
DAY = date(2021, 11, 15)


@pytest.mark.parametrize(
    ("file", "make", "code"),
    [
        pytest.param(file, make, code, id=name)
        for file, made in (("rows.xlsx", HOSTILE | HARMLESS), ("rows.ods", HOSTILE_ODS))
        for name, (make, code) in made.items()
    ],
)
def test_a_hostile_workbook_is_stopped_at_once(
    tmp_path: Path, file: str, make: Callable[[], bytes], code: str
) -> None:
    """At the gate, or in the child that reads it; what it says is as short as the reading."""
    path = tmp_path / file
    path.write_bytes(make())
    before = _spent()

    found = read(path, requested())

    assert found.codes == [code]
    assert _spent() - before < 2


def _spent() -> float:
    """Return the time of the processor that this process and its children took so far."""
    return sum(os.times()[:4])


def test_a_wrong_dimension_does_no_harm(tmp_path: Path) -> None:
    """The file is read, and lacks a heading like any other."""
    path = tmp_path / "rows.xlsx"
    path.write_bytes(lying_dimension())

    assert read(path, requested()).codes == ["heading-not-found"]


def test_a_number_cell_is_exactly_what_it_shows(tmp_path: Path) -> None:
    """5.857 triệu is 5.857.000 đồng and not a đồng more."""
    unit = ["Đơn vị tính: triệu đồng"]
    found = read_rows(tmp_path, unit, HEADING, ["043", DAY, 5.857, "01"])

    assert found.values == [
        {"program": "043", "date": DAY, "amount": Amount(Dong(5_857_000)), "voucher": "01"}
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["CT", DAY, "=1/0", "1"], "cell-not-computed"),
        (["CT", DAY, "#N/A", "1"], "cell-error"),
        (["CT", 45000, 1, "1"], "date-as-number"),
        (["CT", DAY, True, "1"], "cell-kind"),
        (["CT", DAY, 1, 1.1], "code-as-number"),
        (["CT", DAY, 1.5, "1"], "amount-needs-unit"),
        (["CT", DAY, -5, "1"], "amount-negative"),
        (["CT", DAY, 0, "1"], "amount-zero"),
        (["CT", DAY, 9007199254740993, "1"], "amount-range"),
        ([None, DAY, 1, "1"], "cell-missing"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named(tmp_path: Path, row: list[object], code: str) -> None:
    """Nothing is taken for something it is not."""
    found = read_rows(tmp_path, HEADING, row)

    assert found.codes == [code]


def test_of_several_sheets_the_one_with_a_heading_is_read(tmp_path: Path) -> None:
    """And where two have one, it has to be said."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Hướng dẫn"])
    second = book.create_sheet("Số liệu")
    second.append(HEADING)
    second.append(["CT", DAY, 1, "1"])
    book.save(tmp_path / "one.xlsx")
    first.append(HEADING)
    book.save(tmp_path / "two.xlsx")

    one = read(tmp_path / "one.xlsx", requested())
    two = read(tmp_path / "two.xlsx", requested())
    said = read(tmp_path / "two.xlsx", requested(sheet="2"))

    assert (len(one.records), two.codes, len(said.records)) == (1, ["sheet-needed"], 1)


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    """Nobody is to wonder later where a payment came from."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADING, ["CT", DAY, 1, "1"], ["CT", DAY, 2, "2"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "rows.xlsx")

    found = read(tmp_path / "rows.xlsx", requested())

    assert len(found.records) == 2
    assert found.intake is not None
    assert [note.facts for note in found.intake.notes] == [{"count": 1}]


def test_formulas_that_a_library_wrote_without_values_are_refused(tmp_path: Path) -> None:
    """XlsxWriter puts 0 in their place, and says that all are to be computed."""
    path = tmp_path / "rows.xlsx"
    for value, codes in ((0, ["cell-not-computed"]), (3_000_000, [])):
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["program", "amount"])
        sheet.write_string(1, 0, "CT")
        sheet.write_formula(1, 1, "=1000000*3", None, value)
        book.close()

        assert read(path, requested()).codes == codes
