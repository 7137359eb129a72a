"""Charts on a screen: as wide as the screen, true to their figures, and left out of plain text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.chart import Bar, Bars, Curve, Series
from ethnictrack.reports.table import Block, Document, Result
from ethnictrack.values.money import Dong

_BARS = Bars(
    N_("Disbursed so far"),
    (
        Bar("Chương trình 135", Fraction(3, 4), Dong(15_000_000), Dong(20_000_000)),
        Bar("Định canh, định cư xóm Tả Cán, xã Tổng Cọt, huyện Hà Quảng", None, Dong(0)),
        Bar("Dự án 1", Fraction(5, 4)),
    ),
    mark=Fraction(1, 2),
    mark_label=N_("of the year gone"),
)
_MONTHS = tuple(map(str, range(1, 13)))


def _drawn(block: Block, look: View) -> list[str]:
    document = Document(N_("Title"), (block,), footer=(N_("The last line."),))
    return render(Result(document), "table", look).decode().splitlines()[2:-2]


def _curve(*series: tuple[Fraction | None, ...]) -> Curve:
    names = ("2021", "2020", "2019")
    named = tuple(Series(name, points) for name, points in zip(names, series, strict=False))
    return Curve(N_("Month by month"), _MONTHS, named)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_bars_fit_the_screen_and_say_their_figures(width: int, unicode: bool) -> None:  # noqa: FBT001 - a parameter
    """Figures stand whole at the right, whatever room the bars have."""
    lines = _drawn(_BARS, View(width=width, unicode=unicode))

    assert max(map(cell_len, lines)) <= width
    assert lines[1].endswith("15,0 / 20,0  75,0%")
    assert lines[-1] == f"{'│' if unicode else '|'} 50,0% of the year gone"


def test_a_bar_ends_where_its_rate_says_and_the_mark_where_its_own_does() -> None:
    """Three quarters and five quarters stand as three to five, the mark at two."""
    lines = _drawn(_BARS, View(width=80))
    start = lines[-2].index("█")
    longest = lines[-2].rindex("█") - start + 1

    assert lines[1].rindex("█") - start + 1 == pytest.approx(longest * 3 / 5, abs=1)
    assert {line.index("│") - start for line in lines[1:-1] if "│" in line} == {longest * 2 // 5}


@given(st.lists(st.fractions(0, 3), min_size=12, max_size=12), st.booleans())
def test_a_curve_grows_with_its_points(points: list[Fraction], unicode: bool) -> None:  # noqa: FBT001 - a parameter
    """A higher point never has a lower column, and only nothing has none."""
    lines = _drawn(_curve(tuple(points)), View(width=80, unicode=unicode))
    ink = "▁▂▃▄▅▆▇█" if unicode else "#"
    rows = [line[line.index("│" if unicode else "|") + 1 :].ljust(60) for line in lines[1:-3]]
    heights = [sum(ink.find(row[4 * at]) + 1 for row in rows) for at in range(12)]

    assert max(map(cell_len, lines)) <= 80
    assert all((height > 0) == (point > 0) for height, point in zip(heights, points, strict=True))
    ordered = [height for _, height in sorted(zip(points, heights, strict=True))]
    assert ordered == sorted(ordered)


def test_a_second_curve_is_marked_where_its_points_lie() -> None:
    """The mark stands in the line of its rate; where nothing is known there is none."""
    last_year = (*(Fraction(month, 12) for month in range(1, 12)), None)
    lines = _drawn(_curve((Fraction(1, 10),) * 12, last_year), View(width=80))

    assert sum(line.count("○") for line in lines[:-1]) == 11
    assert lines[-1] == "█ 2021   ○ 2020"
    assert "○" in lines[1]
    assert "100% │" in lines[1]


@pytest.mark.parametrize("name", ["plain", "markdown", "csv", "tsv"])
def test_a_chart_is_left_out_of_formats_of_text(name: str) -> None:
    """Its figures stand in a table of the same document."""
    with_chart = Result(Document(N_("Title"), (_BARS, _curve((Fraction(1),) * 12))))

    assert render(with_chart, name, View()) == render(
        Result(Document(N_("Title"), ())), name, View()
    )


@pytest.mark.parametrize("name", ["table", "plain", "markdown"])
def test_the_footer_is_the_last_line(name: str) -> None:
    """After the notes, whatever else there is."""
    footer, notes = (N_("The last line."),), (N_("A note."),)
    written = render(Result(Document(N_("Title"), (), (), notes, (), footer)), name, View())

    assert written.decode().splitlines()[-2:] == ["", "The last line."]
