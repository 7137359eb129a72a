"""The law of the door: every row of a file that is taken is a record, or is set aside by name."""

from __future__ import annotations

import csv
import io
import os
import random
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importing.differential import SOFFICE, convert
from tests.importing.reading import Outcome, read, requested
from tests.reliability.size import size

from ethnictrack.importing.import_fields import ACTIVITY, DISBURSEMENT, PLACE, PROGRAM, ImportFields

# Syllables of totals, signatures and notes, and those that only sound like them.
SYLLABLES = [
    *("cộng", "công", "tổng", "tống", "số", "trong", "đó", "gồm", "kỳ", "ký", "kế", "toán", "chủ"),
    *("tịch", "tài", "khoản", "thủ", "trưởng", "quỹ", "giám", "đốc", "người", "lập", "biểu", "ghi"),
    *("chú", "nguồn", "nước", "ngày", "tháng", "năm", "đơn", "vị", "tính", "triệu", "đồng", "mục"),
    *("phần", "I", "II", "a", "1", "xã", "huyện", "ty", "tác", "trình", "bằng", "chữ", "*"),
]
PHRASES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join)
PLAIN = ["", "", "CT1", "U-01", "5", "1.000.000", "15/11/2021", "-", "0", "#N/A"]
ANY = st.one_of(
    PHRASES,
    PHRASES.map(str.title),
    PHRASES.map(str.upper),
    st.sampled_from(PLAIN),
)
SHEETS: list[tuple[ImportFields, list[str]]] = [
    (DISBURSEMENT, ["STT", "Mã chương trình", "Số chứng từ", "Ngày", "Số tiền", "Diễn giải"]),
    (DISBURSEMENT, ["Đơn vị thụ hưởng", "Mã chương trình", "Số tiền"]),
    (PROGRAM, ["Tên", "Mã"]),
    (PLACE, ["STT", "Tên", "Mã"]),
    (ACTIVITY, ["Mã", "Tên", "ĐVT", "Thực hiện"]),
]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[ImportFields, list[list[str]], int]:
    """Make a sheet: titles, a heading and rows of anything; return where the heading is."""
    fields, heading = draw(st.sampled_from(SHEETS))
    width = len(heading)
    row = st.lists(ANY, min_size=width, max_size=width)
    titles = draw(st.lists(PHRASES.map(lambda text: [text] + [""] * (width - 1)), max_size=2))
    return fields, [*titles, heading, *draw(st.lists(row, min_size=1, max_size=8))], len(titles)


def through(folder: Path, fields: ImportFields, rows: list[list[str]], ending: str) -> Outcome:
    """Read rows out of a file."""
    path = folder / f"rows.{ending}"
    if ending == "csv":
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
    else:
        write_workbook(path, rows)
    return read(path, requested(fields))


def write_workbook(path: Path, rows: list[list[str]]) -> None:
    """Write a workbook of texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell or None for cell in row])
    book.save(path)


def check(found: Outcome, rows: list[list[str]], heading: int) -> None:
    """Hold what was taken against what the sheet has."""
    if found.codes or found.intake is None:
        return  # refused as a whole, with what is wrong
    content = {line for line, row in enumerate(rows, start=1) if any(map(str.strip, row))}
    records = [record.line for record in found.records]
    aside = [each.line for each in found.intake.aside]
    assert sorted([*records, *aside]) == sorted(content - {heading + 1})
    said = {each.line: each.text for each in found.intake.aside}
    for line, text in said.items():
        assert all(" ".join(cell.split()) in " ".join(text.split()) for cell in rows[line - 1])


@settings(max_examples=size(25, 1000))
@given(sheets())
def test_a_text_file_loses_no_row(made: tuple[ImportFields, list[list[str]], int]) -> None:
    """Of random phrases in every register, and of payments."""
    fields, rows, heading = made
    with tempfile.TemporaryDirectory() as folder:
        check(through(Path(folder), fields, rows, "csv"), rows, heading)


@settings(max_examples=size(8, 200))
@given(sheets())
def test_a_workbook_loses_no_row(made: tuple[ImportFields, list[list[str]], int]) -> None:
    """The same of spreadsheets."""
    fields, rows, heading = made
    with tempfile.TemporaryDirectory() as folder:
        check(through(Path(folder), fields, rows, "xlsx"), rows, heading)


# What a column holds in most rows; every ninth cell is anything.
FITTING = {
    "STT": "{}",
    "Mã": "M-{}",
    "Mã chương trình": "CT{}",
    "Số chứng từ": "U-{}",
    "Ngày": "15/11/2021",
    "Số tiền": "1.00{}.000",
    "Thực hiện": "{}",
    "ĐVT": "hộ",
}


def sheet_of(made: random.Random) -> tuple[ImportFields, list[list[str]], int]:
    """Make a sheet of the same kind without a search, for many of them at once."""
    fields, heading = made.choice(SHEETS)
    wild = made.choice([0.0, 0.02, 0.1])

    def phrase() -> str:
        words = " ".join(made.choices(SYLLABLES, k=made.randint(1, 4)))
        return made.choice([words, words.title(), words.upper()])

    def cell(column: str, number: int) -> str:
        if made.random() < wild:
            return made.choice([phrase(), made.choice(PLAIN)])
        return FITTING[column].format(number) if column in FITTING else phrase()

    def row(number: int) -> list[str]:
        if made.random() < wild:  # a label, a total, a signature, or nothing
            return [made.choice(["", phrase()]) for _ in heading]
        return [cell(column, number) for column in heading]

    titles = [[phrase(), *[""] * (len(heading) - 1)] for _ in range(made.randint(0, 2))]
    rows = [row(number) for number in range(1, made.randint(2, 9))]
    return fields, [*titles, heading, *rows], len(titles)


@pytest.mark.parametrize(
    ("ending", "count"), [("csv", size(100, 18_000)), ("xlsx", size(10, 1_200))]
)
def test_many_sheets_lose_no_row(tmp_path: Path, ending: str, count: int) -> None:
    """The same of many, made without a search; most of those that are nearly plain are taken."""
    made = random.Random(f"many {ending}")  # noqa: S311 - the same in every run
    taken = 0
    for _ in range(count):
        fields, rows, heading = sheet_of(made)
        found = through(tmp_path, fields, rows, ending)
        check(found, rows, heading)
        taken += not found.codes
    assert taken >= count // 4


@pytest.mark.skipif(SOFFICE is None and not os.environ.get("CI"), reason="needs LibreOffice")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_an_old_or_open_workbook_loses_no_row(tmp_path: Path, ending: str) -> None:
    """The same of what LibreOffice writes, many sheets at a time."""
    made = random.Random(ending)  # noqa: S311 - the same in every run
    sheets = [sheet_of(made) for _ in range(size(10, 400))]
    files = []
    for number, (_, rows, _) in enumerate(sheets):
        files.append(tmp_path / f"{number:03}.xlsx")
        write_workbook(files[-1], rows)
    for at in range(0, len(files), 100):
        convert(files[at : at + 100], ending, tmp_path / ending)

    taken = 0
    for file, (fields, rows, heading) in zip(files, sheets, strict=True):
        found = read(tmp_path / ending / f"{file.stem}.{ending}", requested(fields))
        check(found, rows, heading)
        taken += not found.codes
    assert taken >= len(sheets) // 4


@settings(max_examples=size(25, 1000))
@given(st.lists(st.tuples(PHRASES, st.integers(1, 9)), min_size=1, max_size=8))
def test_a_row_with_a_voucher_and_a_day_is_kept(made: list[tuple[str, int]]) -> None:
    """Whatever its payee is called, and whatever the rows above add up to."""
    heading = ["Đơn vị thụ hưởng", "Số chứng từ", "Mã chương trình", "Ngày", "Số tiền"]
    rows = [
        [payee, f"U-{at}", "CT1", "15/11/2021", str(amount)]
        for at, (payee, amount) in enumerate(made)
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = through(Path(folder), DISBURSEMENT, [heading, *rows], "csv")

    assert (found.codes, found.amounts) == ([], [amount for _, amount in made])


@settings(max_examples=size(25, 1000))
@given(st.lists(PHRASES, min_size=1, max_size=8))
def test_a_register_keeps_every_name(names: list[str]) -> None:
    """With a code before it or behind."""
    rows = [[name, f"W-{at}"] for at, name in enumerate(names)]
    for turn in (1, -1):
        with tempfile.TemporaryDirectory() as folder:
            table = [["Tên", "Mã"], *rows]
            found = through(Path(folder), PROGRAM, [row[::turn] for row in table], "csv")

        assert (found.codes, len(found.records)) == ([], len(names))
