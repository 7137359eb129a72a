"""Workbooks by four programs, and what LibreOffice shows of them."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlsxwriter
from odf.number import DateStyle, Day, Month, Year
from odf.number import Text as NumberText
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.table import Table, TableCell, TableRow
from odf.text import P

SOFFICE = shutil.which("soffice")
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
FORMATS = (
    *("General", "General", "0", "0.00", "0.0", "#,##0", "#,##0", "#,##0.00", "#,##0.###", "@"),
    *('#,##0" đ"', "#,##0\\ [$₫-42A]", '_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-'),
    *("#,##0;[Red](#,##0)", "#,##0;-#,##0;", "0;;;", "#,###", "#\\ ##0", '#"."##0', "0,0"),
    *("#,##0,", "#,##0,,", '#,##0.00,," tr"', '#,##0" triệu"', 'General" triệu"', '"tr. "#,##0'),
    *("0%", "0.0%", "00000", "000000", "00\\-00\\-00", '0" người"', '0;"giảm "0', '"đã trả"'),
    *("0.00E+00", "# ?/?", "[>1000]#,##0;0", "0.0,", "$#,##0", "[Blue]#,##0", "0_);(0)"),
)
DAYS = (
    *("dd/mm/yyyy", "d/m/yyyy", "yyyy-mm-dd", "dd-mm-yy", "mm/yyyy", "m/yyyy", "dd/mm", "yyyy"),
    *('"tháng "m/yyyy', "dd/mm/yyyy hh:mm", "mmm-yy", "d-mmm-yyyy", "[$-42A]dd/mm/yyyy"),
)
NUMBERS = (
    *(0, 5, -7, 115, 1234, 1_234_567, 52_000_000, 5857, 0.5, 0.729, 1234.5, -1234.5, 1234567.891),
    *(0.1 + 0.2, 123456789012, 10**14, 12345678901234567, 1e-7, 40.8, 999.995, 2021),
)
TEXTS = (
    *("Hỗ trợ nhà ở", "Xã Bảo Lạc", "0115", "1.234,5", "đợt 1\nđợt 2", "  hai  đầu ", "'5", "=5"),
    *("Nghị định 27/2022/NĐ-CP", "TRUE", "#N/A ", "a,b;c", 'nói "có"', "15/11/2021", "–", "1e5"),
)
FORMULAS = {"=1+1": 2, '="a"&"b"': "ab", "=1/0": "#DIV/0!", '=IF(1=1,"","x")': "", "=TODAY()*0": 0}


@dataclass(frozen=True, slots=True)
class Given:
    """A cell to be written: a number, day, text, truth or formula, and its format."""

    value: object
    code: str = "General"


def sheet(random: random.Random) -> list[list[Given]]:
    """Make the cells of a sheet."""
    width = random.randint(2, 7)
    rows = [[_given(random) for _ in range(width)] for _ in range(random.randint(2, 12))]
    if random.random() < 0.3:  # a column of one format, as sheets have
        code, at = random.choice(FORMATS), random.randrange(width)
        for row in rows:
            row[at] = Given(random.choice(NUMBERS), code)
    return rows


def _given(random: random.Random) -> Given:
    sort = random.random()
    if sort < 0.45:
        return Given(random.choice(NUMBERS), random.choice(FORMATS))
    if sort < 0.6:
        return Given(date(2021, random.randint(1, 12), random.randint(1, 28)), random.choice(DAYS))
    if sort < 0.85:
        return Given(random.choice(TEXTS))
    if sort < 0.9:
        return Given(random.random() < 0.5)
    return Given(None) if sort < 0.95 else Given(random.choice([*FORMULAS]))


def by_openpyxl(path: Path, rows: list[list[Given]]) -> None:
    """Write a workbook; its formulas have no values."""
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    for line, row in enumerate(rows, 1):
        for at, each in enumerate(row, 1):
            if each.value is not None:
                cell = made.cell(line, at, each.value)
                cell.number_format = each.code
                if isinstance(each.value, str) and each.value == "=5":
                    cell.data_type = "s"
    book.save(path)


def by_xlsxwriter(path: Path, rows: list[list[Given]]) -> None:
    """Write a workbook; its formulas have values."""
    book = xlsxwriter.Workbook(path)
    made = book.add_worksheet("Bảng")
    for line, row in enumerate(rows):
        for at, each in enumerate(row):
            form = book.add_format({"num_format": each.code})
            match each.value:
                case None:
                    made.write_blank(line, at, None, form)
                case bool():
                    made.write_boolean(line, at, each.value, form)
                case int() | float():
                    made.write_number(line, at, each.value, form)
                case date():
                    made.write_datetime(line, at, each.value, form)
                # A text as the result is lost where LibreOffice writes XLS of it.
                case str() if FORMULAS.get(each.value, "ab") != "ab":
                    made.write_formula(line, at, each.value, form, FORMULAS[each.value])
                case _:
                    made.write_string(line, at, str(each.value), form)
    book.close()


def by_odfpy(path: Path, rows: list[list[Given]]) -> None:
    """Write a workbook whose cells have no formats, and texts beside their numbers or none."""
    book = OpenDocumentSpreadsheet()
    days = DateStyle(name="ngay")
    for part in (Day(style="long"), "/", Month(style="long"), "/", Year(style="long")):
        days.addElement(NumberText(text=part) if isinstance(part, str) else part)
    style = Style(name="ngay-thang", family="table-cell", datastylename=days)
    for each in (days, style):
        book.automaticstyles.addElement(each)
    table = Table(name="Bảng")
    for row in rows:
        line = TableRow()
        for each in row:
            cell = _odf_cell(each.value, style)
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(path)


def _odf_cell(value: object, day: Style) -> TableCell:
    match value:
        case bool():
            return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        case int() | float():
            cell = TableCell(valuetype="float", value=repr(value))
            if value != int(value):
                cell.addElement(P(text=f"{Decimal(repr(value)):f}"))
        case date():
            cell = TableCell(valuetype="date", datevalue=value.isoformat(), stylename=day)
        case str() if value in FORMULAS:
            cell = TableCell(formula=f"of:{value}")
        case str():
            cell = TableCell(valuetype="string")
            for text in value.split("\n"):
                cell.addElement(P(text=text))
        case _:
            cell = TableCell()
    return cell


def convert(files: Iterable[Path], kind: str, folder: Path) -> None:
    """Convert many files by LibreOffice in one call."""
    assert SOFFICE is not None
    profile = folder.parent / "profile"
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(folder), *map(str, files)),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )


WRITERS: dict[str, Callable[[Path, list[list[Given]]], None]] = {
    "openpyxl.xlsx": by_openpyxl,
    "xlsxwriter.xlsx": by_xlsxwriter,
    "odfpy.ods": by_odfpy,
}


def workbooks(folder: Path, count: int, seed: int, beside: Path) -> tuple[list[Path], list[Path]]:
    """Write workbooks: by three libraries, and by LibreOffice in three formats.

    What LibreOffice makes of one more, in the same calls, is returned beside them.
    """
    made = random.Random(seed)  # noqa: S311 - the same in every run
    written: list[Path] = []
    for number in range(count):
        name, write = list(WRITERS.items())[number % 3]
        path = folder / f"{number:04}-{name}"
        write(path, sheet(made))
        written.append(path)
    ours = [path for path in written if path.suffix == ".xlsx"]
    found = [*written]
    for kind in ("xls", "ods", "xlsx"):
        target = folder / f"by-libreoffice-{kind}"
        convert([*made.sample(ours, len(ours) // 2), beside], kind, target)
        found += sorted(target.iterdir())
    others = [each for each in found if each.stem == beside.stem]
    return [each for each in found if each not in others], others


def shown(files: Iterable[Path], folder: Path) -> Iterator[tuple[Path, list[list[str]]]]:
    """Yield what LibreOffice shows of the first sheet of each file."""
    links = []
    for number, path in enumerate(files):
        link = folder / f"{number:05}{path.suffix}"
        shutil.copyfile(path, link)
        links.append((path, link))
    convert((link for _, link in links), AS_SHOWN, folder / "shown")
    for path, link in links:
        (found,) = (folder / "shown").glob(f"{link.stem}-*.csv")
        with found.open(encoding="utf-8", newline="") as stream:
            yield path, list(csv.reader(stream))


def moment(text: str) -> datetime | None:
    """Read a day as LibreOffice shows the formats of ``DAYS``."""
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%y", "%d/%m/%Y %H:%M", "%d-%b-%Y", "%m/%d/%Y",
                 "%m/%d/%y"):  # fmt: skip
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None
