"""Forms of `collect templates`, filled in as a commune does: by another program."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = (
    *("Mã chương trình", "Loại vốn", "Nguồn vốn", "Năm kế hoạch"),
    *("Lũy kế kỳ trước", "Lũy kế đến hết kỳ", "Ghi chú"),
)
_MOMENT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")
FIGURE, NOTE = 6, 7  # columns
Edit = Callable[[Any, int], None]  # of the sheet, the row of its heading


def heading_of(sheet: Any) -> int:  # noqa: ANN401 - openpyxl says nothing of its types
    """Return the row of the heading."""
    rows = (row for row in range(1, 20) if sheet.cell(row, 1).value == HEADINGS[0])
    return next(rows)


def fill(
    form: Path,
    sent: Path,
    figures: Sequence[object],
    notes: Sequence[str | None] = (),
    edit: Edit | None = None,
) -> Path:
    """Fill a form in and save it under another name; ``edit`` does what nobody should."""
    book = openpyxl.load_workbook(form)
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    at = heading_of(sheet)
    for row, figure in enumerate(figures, start=at + 1):
        sheet.cell(row, FIGURE).value = figure
    for row, note in enumerate(notes, start=at + 1):
        sheet.cell(row, NOTE).value = note
    if edit:
        edit(sheet, at)
    sent.parent.mkdir(exist_ok=True)
    book.save(sent)
    _hold_still(sent)
    return sent


def _hold_still(path: Path) -> None:
    """Let a workbook say the same moment whenever it was saved: sessions print its digest."""
    with zipfile.ZipFile(path) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name), _MOMENT.sub(rb"\g<1>2026-11-10T01:00:00Z<", content)
            )


def form_of(folder: Path, place: str) -> Path:
    """Return the form of a unit in a folder of templates."""
    (found,) = (each for each in folder.iterdir() if f"-{place}-" in each.name)
    return found


def through_office(files: Sequence[Path], folder: Path, ending: str = "xlsx") -> None:
    """Have LibreOffice open workbooks and save each anew in a folder."""
    office = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*words, *map(str, files)], check=True, capture_output=True, timeout=120)
