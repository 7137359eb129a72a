"""A sealed document is printed again as it was: frozen, kept as text, thawed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ethnictrack import i18n
from ethnictrack.i18n import N_, Message, use
from ethnictrack.render import FORMATS, render
from ethnictrack.render.words import UNIT_LINES, View
from ethnictrack.reports.chart import Bar, Bars, Curve, Series
from ethnictrack.reports.sealed import freeze, thaw
from ethnictrack.reports.table import (
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Row,
    Table,
    Term,
    Unit,
)
from ethnictrack.values.money import Dong, Scale

BY_OFFICE = {"odt", "ods", "pdf"}  # LibreOffice makes them of ours, and notes the moment
UNIT = UNIT_LINES[Scale.TRIEU]
HALF, DAY = Fraction(1, 2), date(2021, 11, 15)
COLUMNS = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    Column("planned", N_("Planned"), Unit.DONG),
    Column("rate", N_("Rate"), Unit.RATE),
    Column("count", N_("Number"), Unit.NUMBER),
    Column("date", N_("Date"), Unit.DATE),
    Column("at", N_("Recorded at"), Unit.MOMENT),
    Column("key", Message("key"), shown=False),
)
CELLS = (
    *("CT135", Term("ct", N_("programme")), Dong(15_213_456_789), Fraction(1, 3)),
    *(Decimal("1.5"), date(2021, 11, 15), datetime(2021, 11, 25, 1, 0, tzinfo=UTC), "k"),
)
DOCUMENT = Document(
    N_("Report on the work of {year}").of(year=2021),
    (
        Heading(N_("Overview of the year"), "I"),
        Paragraph("Lời của cơ quan.\nHai dòng."),
        Paragraph(N_("Plan of the whole report: {planned}.").of(planned=Dong(5)), bullet=True),
        Table(
            COLUMNS,
            (
                Row(CELLS),
                Row((None,) * len(COLUMNS), 1),
                Row(("a", N_("Total"), *CELLS[2:4], 7, *CELLS[5:])),
            ),
            total=Row(("", N_("Total"), *CELLS[2:])),
            title=N_("Disbursement by programme"),
            bars=True,
        ),
        Table(COLUMNS, (), empty=N_("No figure.")),
        Bars(
            N_("Rates"),
            (Bar("CT135", Fraction(1, 2), Dong(1), Dong(2)), Bar("B", None)),
            Fraction(7, 8),
        ),
        Curve(N_("Pace"), ("1", "2"), (Series("2021", (Fraction(1, 4), None)),)),
    ),
    basis=(
        N_("Budget year {year}, up to {date}, that day included").of(
            year=2021, date=date(2021, 11, 15)
        ),
        UNIT,
    ),
    notes=(N_("No figure."),),
    stated=(("as_of", date(2021, 11, 15)),),
    footer=(N_("Checkpoint of the book: {checkpoint}").of(checkpoint="X"),),
)


def kept(document: Document) -> Any:  # noqa: ANN401 - JSON is of any type
    """Return a document as a book keeps it."""
    page = render(Result(document, freeze(document, UNIT)), "json", View())
    return json.loads(page)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [each for each in FORMATS if each not in {"json", *BY_OFFICE}])
def test_what_was_kept_is_printed_as_it_was(name: str, language: str) -> None:
    """Byte for byte, in every format of ours and both languages."""
    spoken = i18n.language()
    use(language)
    try:
        again = thaw(kept(DOCUMENT), UNIT)
        look = View(scale=Scale.TRIEU, decimals=2, width=100)

        assert render(Result(again), name, look) == render(Result(DOCUMENT), name, look)
    finally:
        use(spoken)


def test_the_line_of_the_unit_is_that_of_the_format() -> None:
    """A sheet has đồng whatever the page had."""
    dong = UNIT_LINES[Scale.DONG]

    assert thaw(kept(DOCUMENT), dong).basis[-1] == dong


def test_a_report_that_says_no_unit_gets_none() -> None:
    """Nothing is added to what it rests on."""
    bare = replace(DOCUMENT, basis=DOCUMENT.basis[:1])

    assert len(thaw(kept(bare), UNIT).basis) == 1
