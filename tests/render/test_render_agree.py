"""The formats agree with each other, and each costs only its own imports."""

from __future__ import annotations

import csv
import io
import itertools
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from ethnictrack import i18n
from ethnictrack.i18n import N_
from ethnictrack.render import ENDINGS, FORMATS, render
from ethnictrack.render.words import View
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Unit
from ethnictrack.values.money import Dong, Scale, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAVY = ("rich", "tabulate", "json", "csv")


def _screen_cells(lines: list[str]) -> Iterator[list[str]]:
    """Cut the lines of the sample's first table where its columns begin."""
    head = next(place for place, line in enumerate(lines) if line.startswith("Code"))
    begins = [lines[head].index(name) for name in ("Code", "Programme")]
    figures = [lines[head].index(name) + len(name) for name in ("Planned", "Disbursed")]
    figures += [lines[head].index(name) + len(name) for name in ("Remaining", "Rate")]
    for line in lines[head + 1 :]:
        if not line:
            return
        if set(line) <= {"─", "-", " "}:
            continue
        texts = [line[begins[0] : begins[1]], line[begins[1] : figures[0] - 16]]
        edges = [figures[0] - 16, *figures]
        amounts = [line[a:b] for a, b in itertools.pairwise(edges)]
        yield [cell.strip() for cell in texts + amounts]


def _expected(row: list[str], english: bool) -> list[str]:  # noqa: FBT001 - a row and its language
    """Return what people read of a row of CSV."""
    figures = [Decimal(cell) / 1_000_000 for cell in row[2:5]]
    shown = [f"{round_half_up(Fraction(figure), 1):,}" for figure in figures]
    shown.append(f"{round_half_up(Fraction(row[5]), 1):,}%" if row[5] else "–")
    if not english:
        shown = [cell.translate(str.maketrans(",.", ".,")) for cell in shown]
    return [cell.removeprefix("'") for cell in row[:2]] + shown


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("format_name", ["table", "plain"])
def test_what_people_read_and_what_scripts_read_agree(
    sample: Result, format_name: str, language: str
) -> None:
    """Cell by cell, parsed back from both."""
    i18n.use(language)
    lines = render(sample, format_name, View()).decode().splitlines()
    text = render(sample, "csv", View()).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    facts = rows[2 : rows.index([])]

    assert len(facts) == 7
    assert [_expected(row, language == "en") for row in facts] == list(_screen_cells(lines))


def test_csv_and_tsv_hold_the_same_cells(sample: Result) -> None:
    """Apart from the text whose line breaks and tabs TSV cannot keep."""
    comma = render(sample, "csv", View()).decode("utf-8-sig")
    tab = render(sample, "tsv", View()).decode()

    assert list(csv.reader(io.StringIO(comma, newline=""))) == list(
        csv.reader(io.StringIO(tab, newline=""), "excel-tab")
    )


def test_csv_opens_in_excel_and_tsv_in_the_shell(sample: Result) -> None:
    """A mark and CR LF in one, neither in the other."""
    comma, tab = (render(sample, name, View()) for name in ("csv", "tsv"))

    assert comma.startswith("\ufeff".encode())
    assert comma.count(b"\r\n") == comma.count(b"\n")
    assert b"\r" not in tab
    assert not tab.startswith("\ufeff".encode())


def test_one_table_needs_no_title_in_csv() -> None:
    """A script reads the keys from the first line."""
    table = Table((Column("plan", N_("Planned"), Unit.DONG),), (Row((Dong(1),)),), title=N_("One"))
    written = render(Result(Document(N_("Title"), (table,))), "csv", View())

    assert written == "\ufeffplan\r\n1\r\n".encode()


def test_the_unit_of_the_screen_does_not_reach_scripts(sample: Result) -> None:
    """They get whole đồng whatever people look at."""
    look = View(scale=Scale.TY, decimals=3)

    for name in ("csv", "tsv", "json"):
        assert render(sample, name, View()) == render(sample, name, look)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_a_row_with_a_cell_too_few_is_a_mistake(name: str) -> None:
    """No format shifts figures under another heading."""
    columns = (Column("a", N_("A")), Column("b", N_("B")))
    result = Result(Document(N_("Title"), (Table(columns, (Row(("x",)),)),)), None)

    with pytest.raises(ValueError, match="argument 2"):
        render(result, name, View())


def test_every_ending_names_a_format() -> None:
    """An ending that leads nowhere would fail only when someone uses it."""
    assert set(ENDINGS.values()) <= set(FORMATS)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("", set()),
        ("table", {"rich"}),
        ("plain", {"tabulate"}),
        ("markdown", {"tabulate"}),
        ("csv", {"csv"}),
        ("json", {"json"}),
    ],
)
def test_a_format_imports_what_it_needs_and_nothing_else(name: str, needed: set[str]) -> None:
    """Rich and tabulate cost more than everything else of a report together."""
    lines = [
        "import sys",
        "from ethnictrack.render import render",
        "from ethnictrack.render.words import View",
        "from ethnictrack.i18n import N_",
        "from ethnictrack.reports.table import Document, Result",
        f"{name!r} and render(Result(Document(N_('x'), ())), {name!r}, View())",
        f"print(*(set({HEAVY}) & set(sys.modules)))",
    ]
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.split())

    assert needed <= loaded
    assert not {"rich", "tabulate"} & loaded - needed
