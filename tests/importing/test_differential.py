"""What is read of a workbook is what LibreOffice shows of it, or is refused with a reason."""

from __future__ import annotations

import os
import pickle
import re
import struct
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from tests.importing.differential import SOFFICE, moment, shown, workbooks
from tests.reliability.size import size

from ethnictrack.errors.files import EmptyFormulaError, ErrorCellError
from ethnictrack.importing.cell import Cell, Noted, as_written
from ethnictrack.importing.files.from_workbook import read
from ethnictrack.importing.sheets.sheet import Facts, SheetFacts
from ethnictrack.values.errors import BookError

SEEDS, WORKBOOKS = size(27, 432), size(50, 800)
MARK, MARKS = re.compile("(?<=[0-9])[.,](?=[0-9])"), {".": ",", ",": "."}

pytestmark = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("CI"), reason="needs LibreOffice"
)


def sheet_of(path: Path) -> tuple[list[list[Cell]], Facts]:
    """Return the first sheet, and what is known of it. Raises: refusals of the file."""
    rows: list[list[Cell]] = []
    for item in read(path.read_bytes(), path.name):
        if isinstance(item, SheetFacts):
            return rows, item.facts
        assert isinstance(item, bytes)
        rows += [[*row] for row in pickle.loads(item)]  # noqa: S301 - of our own making
    raise AssertionError(path)


def number_in(text: str) -> float | None:
    """Return the number that LibreOffice shows, without signs of currency and marks."""
    bare = re.sub(r"[\s\u00a0đ₫$,']", "", text)
    sign = -1 if bare.startswith(("-", "(")) else 1
    try:
        return sign * float(bare.strip("-()"))
    except ValueError:
        return None


def agrees(cell: Cell, text: str) -> bool:
    """Say whether a cell is read as it is shown."""
    match cell:
        case Noted():
            swapped = MARK.sub(lambda mark: MARKS[mark[0]], text)
            truth = cell.shows in {"TRUE", "FALSE"} and text == str(int(float(str(cell.value))))
            return truth or _plain(cell.shows) in {_plain(text), _plain(swapped)}
        case bool():
            return text in {str(cell).upper(), str(int(cell))}
        case int() | float():
            return _same(cell, text)
        case datetime() | date():
            day = moment(text)
            return day is not None and as_written(day.date()) == as_written(cell)[:10]
        case _:
            return str(cell).split() == text.split()


def _plain(text: str) -> str:
    """Return a text without blanks and marks between thousands, which say nothing."""
    return re.sub(r"[\s\u00a0]|(?<=[0-9])\.(?=[0-9]{3})", "", text)


def _same(number: float, text: str) -> bool:
    if abs(number) < 1 / 2 and text.strip(" -\u00a0") in {"", "0"}:
        return True  # a format may show what rounds to zero as nothing or as a dash
    if re.sub("[^0-9]", "", text) == str(round(abs(number) + 1e-9)):
        return (number < 0) == text.strip().startswith(("-", "("))
    seen = number_in(text)
    if seen is None:
        return False
    places = len(text.partition(".")[2].strip(" )đ₫\u00a0"))
    off = abs(seen - number)
    return off * 2 <= 10.0**-places * 1.0000001 or off < 1e-9 * abs(number)


def compare(files: list[Path], folder: Path) -> tuple[list[str], Counter[str]]:
    """Return every cell that is read otherwise than it is shown, and how many of each sort."""
    strange, counts = list[str](), Counter[str]()
    for path, texts in shown(files, folder):
        counts["workbooks"] += 1
        try:
            rows, _ = sheet_of(path)
        except BookError as refusal:
            strange.append(f"{path}: {refusal.code}")
            continue
        for line in range(max(len(rows), len(texts))):
            row = rows[line] if line < len(rows) else []
            seen = texts[line] if line < len(texts) else []
            for at in range(max(len(row), len(seen))):
                cell: Cell = row[at] if at < len(row) else ""
                text: str = seen[at] if at < len(seen) else ""
                place = f"{path.parent.name}/{path.name} {line + 1}:{at + 1}"
                if isinstance(cell, Noted) and (cell.kind or not cell.shows):
                    counts[cell.error.code if cell.error else "shows-otherwise"] += 1
                elif agrees(cell, text):
                    counts["noted" if isinstance(cell, Noted) else type(cell).__name__] += 1
                else:
                    strange.append(f"{place}: {cell!r} is shown as {text!r}")
    return strange, counts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[Path]]:
    """Make workbooks of all kinds, and one that is known in three formats."""
    seed = int(os.environ.get("ETHNICTRACK_SEED", "20261129"))
    folder = tmp_path_factory.mktemp("made")
    return workbooks(folder, SEEDS, seed, _known(folder / "told.xlsx"))


def test_a_cell_is_read_as_it_is_shown(made: tuple[list[Path], list[Path]], tmp_path: Path) -> None:
    """In workbooks of openpyxl, XlsxWriter, odfpy, and of LibreOffice in XLS, ODS and XLSX."""
    strange, counts = compare(made[0], tmp_path)

    assert strange == []
    assert counts["workbooks"] >= WORKBOOKS
    assert {"cell-error", "cell-not-computed", "shows-otherwise", "noted", "float"} <= counts.keys()


def _known(path: Path) -> Path:
    """Make a workbook with a hidden row and column, merged cells, formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["a", "b", "c"], [1.25, "=777+1", "=1/0"], ["d", "", "e"], ["f", "g", "h"]):
        sheet.append(row)
    sheet["A2"].number_format = "0.0"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A3:B3")
    book.save(path)
    return path


@pytest.fixture(scope="module")
def told(made: tuple[list[Path], list[Path]]) -> dict[str, Path]:
    """Return that workbook in three formats."""
    return {each.suffix[1:]: each for each in made[1]}


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_every_format_tells_the_same_of_a_sheet(told: dict[str, Path], ending: str) -> None:
    """What is hidden, merged, computed, rounded and failed."""
    rows, facts = sheet_of(told[ending])

    failed = rows[1][2]
    assert isinstance(failed, Noted)
    assert (failed.place, failed.kind) == ("C2", ErrorCellError)
    assert [*facts.merged] == [(3, 1, 3, 2)]
    counted = (facts.hidden_rows, facts.hidden_columns, facts.formulas, facts.rounded)
    assert counted == (1, 1, 1, 1)


def test_a_formula_of_an_xls_that_nobody_computed_is_refused(
    told: dict[str, Path], tmp_path: Path
) -> None:
    """Libraries write a blank in the place of its result."""
    content = told["xls"].read_bytes()
    sum_ = struct.pack("<d", 778)
    div = bytes.fromhex("020007000000ffff")
    assert content.count(sum_) == content.count(div) == 1
    blank = bytes.fromhex("030000000000ffff")
    (tmp_path / "a.xls").write_bytes(content.replace(sum_, blank).replace(div, blank))

    rows, _ = sheet_of(tmp_path / "a.xls")

    assert [each.kind for each in rows[1] if isinstance(each, Noted)] == [EmptyFormulaError] * 2
