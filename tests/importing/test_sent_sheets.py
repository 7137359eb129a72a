"""Sheets as offices send them come in with their figures, in every format, most without a word."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.importing.reading import read, requested
from tests.importing.sent import SENT, Row, Sent

from ethnictrack.values.amounts import Amount


def _xlsx(path: Path, rows: list[Row]) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)


def _ods(path: Path, rows: list[Row]) -> None:
    book, table = OpenDocumentSpreadsheet(), Table(name="Biểu")
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(_cell(cell))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))


def _cell(value: object) -> TableCell:
    if value is None:
        return TableCell()
    number = isinstance(value, int)
    made = (
        TableCell(valuetype="float", value=str(value)) if number else TableCell(valuetype="string")
    )
    made.addElement(P(text=str(value)))
    return made


def _csv(path: Path, rows: list[Row]) -> None:
    width = max(map(len, rows))
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows:
            cells = ["" if cell is None else cell for cell in row]
            csv.writer(file, delimiter=";").writerow(cells + [""] * (width - len(row)))


_FORMATS = {"xlsx": _xlsx, "ods": _ods, "csv": _csv}
_BARE = [each for each in SENT if not each.said]


def test_the_corpus_is_large() -> None:
    """And most of it comes in without an option."""
    assert len(SENT) * (len(_FORMATS) + 1) >= 60
    assert len(_BARE) * (len(_FORMATS) + 1) >= 45


@pytest.mark.parametrize("format_", [*_FORMATS, "csv in đồng"])
@pytest.mark.parametrize("sent", SENT, ids=lambda sent: sent.name)
def test_a_sheet_comes_in_with_its_figures(tmp_path: Path, sent: Sent, format_: str) -> None:
    """Every amount, and what stands beside it or above."""
    rows, unit = sent.rows, sent.unit
    if format_ == "csv in đồng":
        rows, unit = [row for row in rows if "Đơn vị tính" not in str(row[0])], 1
    path = tmp_path / f"biểu.{format_.split(maxsplit=1)[0]}"
    _FORMATS[format_.split(maxsplit=1)[0]](path, rows)

    found = read(path, requested(sent.fields, **sent.said))

    assert not found.codes, [str(each.error) for each in found.listed] or found.refusal
    money = [each["amount"] for each in found.values]
    came = [
        (each.dong.value, *(values.get(name) for name in sent.names))
        for each, values in zip(money, found.values, strict=True)
        if isinstance(each, Amount)
    ]
    assert came == [(amount * unit, *rest) for amount, *rest in sent.comes]
