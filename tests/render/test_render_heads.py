"""Forms with headings over several columns, numbered, and printed in parts where they are wide."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.enum.table import WD_ROW_HEIGHT_RULE

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.heads import PlacedHead as Printed
from ethnictrack.render.heads import filled, heads, on_paper, parted
from ethnictrack.render.words import View
from ethnictrack.reports.table import Column, Document, Head, Result, Row, Table, Unit
from ethnictrack.values.money import Dong, Scale

_PLAN, _PAID = N_("Plan of the year"), N_("Disbursement")
COLUMNS = (
    Column("name", N_("Content"), head=Head(N_("Content"), mark="1")),
    Column("account", N_("Account held at"), head=Head(N_("Account held at"), mark="2", part=1)),
    Column("c3", N_("Year: plan"), Unit.DONG, head=Head(N_("Plan given"), (_PLAN,), "3", 1)),
    Column(
        *("c4", N_("Year: disbursed"), Unit.DONG),
        head=Head(N_("All"), (_PLAN, _PAID), "4=5+6", 1),
    ),
    Column(
        "c5", N_("Year: work"), Unit.DONG, head=Head(N_("Accepted work"), (_PLAN, _PAID), "5", 2)
    ),
    Column("c6", N_("Year: advances"), Unit.DONG, head=Head(N_("Advances"), (), "6", 2)),
)
FORM = Table(
    COLUMNS,
    (Row(("Chương trình 135", "", Dong(9_000_000), Dong(5_000_000), Dong(3_000_000), Dong(2))),),
    total=Row(("Tổng cộng", "", Dong(9_000_000), Dong(5_000_000), Dong(3_000_000), Dong(2))),
)
RESULT = Result(Document(N_("Title"), (FORM,)))


def test_headings_stand_over_their_columns_and_the_numbers_below_all() -> None:
    """What has nothing above it reaches down to the numbers."""
    found = heads(COLUMNS)

    assert Printed(0, 2, "Plan of the year", columns=3) in found
    assert Printed(1, 3, "Disbursement", columns=2) in found
    assert Printed(0, 5, "Advances", rows=3) in found
    assert [each.text for each in found if each.row == 3] == ["1", "2", "3", "4=5+6", "5", "6"]
    covered = [
        (row, column)
        for each in found
        for row in range(each.row, each.row + each.rows)
        for column in range(each.column, each.column + each.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(4) for column in range(6)]


def test_the_same_word_over_two_groups_is_said_twice() -> None:
    """Disbursement of carried money is not that of the year."""
    first, second = (N_("Plan carried over"), _PAID), (_PLAN, _PAID)
    columns = [
        Column(str(at), N_("All"), head=Head(N_("All"), above))
        for at, above in enumerate((first, first, second))
    ]

    paid = [each for each in heads(tuple(columns)) if each.text == "Disbursement"]

    assert [(each.column, each.columns) for each in paid] == [(0, 2), (2, 1)]


def test_a_form_is_parted_where_it_may_be_and_its_outline_stands_on_each_part() -> None:
    """As few parts as fit; another table is never parted."""
    small = [[each.key for each in part.columns] for part in parted(FORM, lambda _: False)]
    (whole,) = parted(FORM, lambda _: True)
    plain = replace(FORM, columns=tuple(replace(each, head=None) for each in COLUMNS))

    assert small == [["name", "account", "c3", "c4"], ["name", "c5", "c6"]]
    assert whole.columns == COLUMNS
    assert [*parted(plain, lambda _: False)] == [plain]
    assert [*on_paper(FORM, View())] == [FORM]


def test_a_screen_leaves_out_columns_in_which_nothing_is_written() -> None:
    """Paper has them: an office may write them in."""
    assert [each.key for each in filled(FORM).columns] == ["name", "c3", "c4", "c5", "c6"]
    assert "Account held at" not in render(RESULT, "plain", View()).decode()
    assert "Account held at" in render(RESULT, "html", View()).decode()


def test_numbers_stand_under_the_headings_in_text() -> None:
    """Every format of text has them in a line of their own."""
    plain, markdown = (render(RESULT, name, View()).decode() for name in ("plain", "markdown"))

    assert any(line.split() == ["1", "3", "4=5+6", "5", "6"] for line in plain.splitlines())
    assert "| 1" in markdown
    assert "4=5+6 |" in markdown


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_screen_breaks_a_formula_before_a_sign_only(width: int) -> None:
    """Never within a number; whatever the width, no line is longer."""
    long = replace(COLUMNS[3], head=Head(N_("All"), (_PLAN,), "23=7-8-9+13+19", 1))
    form = replace(FORM, columns=(*COLUMNS[:3], long, *COLUMNS[4:]))
    lines = render(Result(Document(N_("Title"), (form,))), "table", View(width=width)).decode()

    pieces = {word for line in lines.splitlines() for word in line.split() if "=" in word}
    assert max(map(len, lines.splitlines())) <= width
    assert pieces <= {"23=7-8-9+13+19", "23=7-8-9+13", "23=7-8-9", "23=7-8", "23=7"}


def test_a_sheet_has_merged_headings_and_its_rows_below_them() -> None:
    """The numbers are repeated on each page and stay in sight."""
    sheet = openpyxl.load_workbook(io.BytesIO(render(RESULT, "xlsx", View()))).active
    assert sheet is not None
    merged = {str(each) for each in sheet.merged_cells.ranges}

    assert merged == {"A3:A5", "B3:B5", "C3:E3", "C4:C5", "D4:E4", "F3:F5"}
    assert [cell.value for cell in sheet[6]] == ["1", "2", "3", "4=5+6", "5", "6"]
    assert sheet["C7"].value == 9_000_000
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B7", "$3:$6")


def test_a_document_repeats_all_rows_of_headings_on_each_page() -> None:
    """Each row of them is marked as one."""
    table = docx.Document(io.BytesIO(render(RESULT, "docx", View()))).tables[0]
    marked = [row._tr.trPr is not None and "tblHeader" in row._tr.xml for row in table.rows]  # noqa: SLF001 - python-docx has no word for it

    assert marked == [True] * 4 + [False] * 2
    assert [cell.text for cell in table.rows[0].cells][2:5] == ["Plan of the year"] * 3


def test_a_heading_over_several_rows_has_the_height_it_needs() -> None:
    """Or a program that repeats it on the next page cuts its last lines off."""
    long = "Work accepted in the year against advances of earlier years not cleared"
    columns = [replace(each, head=Head(N_(long), (), each.key, 1)) for each in COLUMNS[2:]]
    form = replace(FORM, columns=(*COLUMNS[:2], *columns))
    page = render(Result(Document(N_("Title"), (form,))), "docx", View())
    table = docx.Document(io.BytesIO(page)).tables[0]
    heading = table.cell(0, 5).paragraphs[0].runs[0]
    size, width = heading.font.size, table.columns[5].width
    assert size is not None
    assert width is not None

    rows = [row for row in table.rows if "tblHeader" in row._tr.xml]  # noqa: SLF001 - likewise
    lines = len(long) * size * 0.4 / width  # if letters were as narrow as that

    assert {row.height_rule for row in rows} == {WD_ROW_HEIGHT_RULE.AT_LEAST}
    assert sum(row.height or 0 for row in rows[:-1]) > lines * size > 2 * size


def test_a_form_has_the_more_parts_the_longer_its_figures_are() -> None:
    """In triệu a page holds it whole; in đồng it does not."""
    columns = [
        replace(each, key=f"{each.key}{part}", head=each.head and replace(each.head, part=part))
        for part in (1, 2, 3)
        for each in COLUMNS[2:]
    ]
    row = Row(("Chương trình 135", *[Dong(9_000_000_000)] * len(columns)))
    form = Table((COLUMNS[0], *columns), (row,))
    parts = {unit: len([*on_paper(form, View(scale=unit))]) for unit in (Scale.TRIEU, Scale.DONG)}

    assert parts == {Scale.TRIEU: 1, Scale.DONG: 2}
