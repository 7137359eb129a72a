"""Tables on a screen: figures whole, lines within the width, bars only where there is room."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from ethnictrack import i18n
from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.grid import BAR, bar, bar_style
from ethnictrack.render.words import View
from ethnictrack.reports.table import (
    Column,
    Document,
    Paragraph,
    Result,
    Row,
    Table,
    Unit,
)
from ethnictrack.values.money import Dong, Scale

AMOUNTS = (
    "1.000.000.000,0 500.000.000,0 20.868,0 15.213,0 5.655,0 5.857,0 -0,1 "
    "1.000.000.000,9 500.000.001,0 499.999.999,9 105,3% 15/11/2021 1.234,50"
)
SGR = re.compile("\x1b\\[[0-9;]*m")


def shown(result: Result, look: View) -> list[str]:
    """Return the lines of the screen."""
    return render(result, "table", look).decode().splitlines()


def one_row(name: str, *units: Unit) -> Result:
    """Return a table with a text and an amount of each further unit."""
    columns = [Column("name", N_("Name"))]
    columns += [Column(f"c{place}", N_("Plan"), unit) for place, unit in enumerate(units)]
    cells = [Dong(999_999_999_999_999) if unit is Unit.DONG else Fraction(1, 3) for unit in units]
    table = Table(tuple(columns), (Row((name, *cells)),), bars=True)
    return Result(Document(N_("Title"), (table,)))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_every_line_fits_and_every_figure_is_whole(sample: Result, width: int) -> None:
    """At any width: as a table, without its bars, or as records."""
    lines = shown(sample, View(width=width))
    words = " ".join(lines).split()

    assert [line for line in lines if len(line) > width] == []
    assert [amount for amount in AMOUNTS.split() if amount not in words] == []


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_largest_entry_is_whole_in_every_unit(width: int, scale: Scale) -> None:
    """999.999.999.999.999 đồng, three times in a row."""
    result = one_row("Hà Quảng", Unit.DONG, Unit.DONG, Unit.DONG)
    whole = {"dong": "999.999.999.999.999", "nghin": "999.999.999.999,999"}
    whole |= {"trieu": "999.999.999,999999", "ty": "999.999,999999999"}
    decimals = {"dong": 0, "nghin": 3, "trieu": 6, "ty": 9}[scale]
    text = "\n".join(shown(result, View(scale=scale, decimals=decimals, width=width)))

    assert text.count(whole[scale]) == 3


def test_bars_give_way_before_a_text_gets_narrow() -> None:
    """The figure they repeat stays."""
    result = one_row("Hỗ trợ phát triển sản xuất theo chuỗi giá trị", Unit.DONG, Unit.RATE)
    wide, narrow = (shown(result, View(scale=Scale.DONG, width=width))[-2:] for width in (80, 55))

    assert "33,3%  ███▍" in "".join(wide)
    assert "33,3%" in "".join(narrow)
    assert "█" not in "".join(narrow)


def test_a_table_that_cannot_fit_becomes_records() -> None:
    """One line for each column; a long text folds under itself."""
    result = one_row("Hỗ trợ phát triển sản xuất theo chuỗi giá trị", Unit.DONG, Unit.DONG)

    assert shown(result, View(scale=Scale.DONG, width=44)) == [
        "Title",
        "",
        "Name:  Hỗ trợ phát triển sản xuất theo chuỗi",
        "       giá trị",
        "Plan:  999.999.999.999.999",
        "Plan:  999.999.999.999.999",
    ]


def test_a_code_longer_than_the_screen_folds_only_in_records() -> None:
    """Nothing of it is lost."""
    code = "0123456789" * 10
    columns = (Column("code", N_("Code"), Unit.CODE), Column("plan", N_("Plan"), Unit.DONG))
    table = Table(columns, (Row((code, Dong(1_000_000))),))
    lines = shown(Result(Document(N_("Title"), (table,))), View(width=60))

    assert code in "".join(lines).replace(" ", "")
    assert "Plan:" in lines[-1]


def test_nothing_limits_a_line_where_the_screen_has_no_width(sample: Result) -> None:
    """The longest name stands in one line with its bar."""
    lines = shown(sample, View())
    name = "Phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi"

    assert ["█████" in line for line in lines if name in line] == [True]


def test_a_long_heading_breaks_between_words() -> None:
    """The column stays as narrow as its figures."""
    columns = (
        Column("name", N_("Programme")),
        Column("left", N_("Advances not yet cleared"), Unit.DONG),
    )
    table = Table(columns, (Row(("x" * 50, Dong(0))),))
    lines = shown(Result(Document(N_("Title"), (table,))), View(width=60))

    assert [line.split()[-1] for line in lines[2:5]] == ["Advances", "yet", "cleared"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_colour_only_adds(sample: Result, width: int, language: str) -> None:
    """Take the colours away and the same text is left; without colour there is no escape."""
    i18n.use(language)
    plain = shown(sample, View(width=width))
    coloured = shown(sample, View(width=width, colour=True))

    assert plain == [SGR.sub("", line).rstrip() for line in coloured]
    assert "\x1b" not in "".join(plain)
    assert "\x1b[1m" in "".join(coloured)


def test_the_total_stands_under_a_rule_of_its_own(sample: Result) -> None:
    """It is told from the rows without colour."""
    lines = shown(sample, View(width=120))
    total = next(place for place, line in enumerate(lines) if "Total" in line)

    assert {"─"} == set(lines[total - 1])


def test_without_the_letters_for_it_nothing_is_drawn_but_ascii() -> None:
    """Rules, bullets and bars have a form for old terminals."""
    blocks = (*one_row("x", Unit.RATE).document.blocks, Paragraph("y", bullet=True))
    lines = shown(Result(Document(N_("Title"), blocks)), View(width=80, unicode=False))

    assert all(line.isascii() for line in lines)
    assert "###......." in lines[4]
    assert lines[-1] == "- y"


@pytest.mark.parametrize(
    ("rate", "fine", "coarse", "style"),
    [
        (None, "", "", ""),
        (Fraction(0), "", "..........", "yellow"),
        (Fraction(-1, 2), "", "..........", "yellow"),
        (Fraction(1, 10**9), "▏", "#.........", "yellow"),
        (Fraction(1, 2), "█████", "#####.....", "green"),
        (Fraction(729, 1000), "███████▎", "#######...", "green"),
        (Fraction(999, 1000), "█████████▉", "#########.", "green"),
        (Fraction(1), "██████████", "##########", "green"),
        (Fraction(3, 2), "██████████", "##########", "red"),
    ],
)
def test_only_nothing_is_drawn_empty_and_only_all_of_it_full(
    rate: Fraction | None, fine: str, coarse: str, style: str
) -> None:
    """A bar never says that a plan is done while a part is missing."""
    assert fine == bar(rate, unicode=True)
    assert coarse == bar(rate, unicode=False)
    assert style == bar_style(rate)
    assert len(fine) <= BAR
