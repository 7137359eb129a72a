"""Markdown shows data as text, whatever marks it holds."""

from __future__ import annotations

import pytest

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Row, Table


def page(block: Paragraph | Table) -> str:
    """Return what stands below the title."""
    written = render(Result(Document(N_("Title"), (block,))), "markdown", View()).decode()
    return written.removeprefix("# Title\n\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# heading", "\\# heading"),
        ("- list", "\\- list"),
        ("1. list", "1\\. list"),
        ("2021) list", "2021\\) list"),
        ("15.213 đồng", "15.213 đồng"),
        ("> quote", "\\> quote"),
        ("===", "\\==="),
        ("    code", "code"),
        ("`a` *b* _c_ ~d~ $e$", "\\`a\\` \\*b\\* \\_c\\_ \\~d\\~ \\$e\\$"),
        ("[a](http://b)", "\\[a](http://b)"),
        ("<script>&lt;", "\\<script>\\&lt;"),
        ("A & B: 10:30", "A & B: 10:30"),
        (":warning:", "\\:warning:"),
        ("end\\", "end\\\\"),
        ("one\ntwo", "one\\\ntwo"),
        ("one\n\n\ntwo", "one\n\ntwo"),
    ],
)
def test_a_paragraph_of_data_never_becomes_markup(text: str, expected: str) -> None:
    """Headings, lists, quotations, code, links, tags, entities and signs stay text."""
    assert f"{expected}\n" == page(Paragraph(text))


def test_a_bullet_of_several_lines_stays_one_bullet() -> None:
    """The lines below the first are set in under it."""
    assert page(Paragraph("one\n\n# two", bullet=True)) == "- one\n\n  \\# two\n"


def test_a_bar_in_a_cell_divides_no_columns() -> None:
    """Neither does a line break."""
    table = Table((Column("note", N_("Note")),), (Row(("a|b\nc",)),))

    assert page(table) == "| Note       |\n|:-----------|\n| a\\|b\\\\x0ac |\n"


def test_the_total_is_bold_and_levels_are_set_in() -> None:
    """An empty cell of the total gets no marks."""
    columns = (Column("a", N_("A")), Column("b", N_("B")))
    table = Table(columns, (Row(("x", "y"), level=1),), Row((N_("Total"), "")))
    rows = page(table).splitlines()[2:]

    assert [[cell.strip() for cell in row.strip("|").split("|")] for row in rows] == [
        ["&emsp;x", "y"],
        ["**Total**", ""],
    ]
