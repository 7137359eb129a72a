"""Which bars the picture of a report has."""

from __future__ import annotations

from tests.reports.build import figures, group

from ethnictrack.reports.pictures import rate_bars
from ethnictrack.reports.rate_rows import program_nodes
from ethnictrack.year.figures import Figures


def labels(of: Figures) -> list[object]:
    """Return what the bars of a report stand for."""
    return [bar.label for picture in rate_bars(program_nodes(of), of) for bar in picture.rows]


def test_programmes_side_by_side_are_compared() -> None:
    """One bar each."""
    of = figures(group("CT135", 100, 40), group("DCDC", 100, 90))

    assert labels(of) == ["Chương trình 135", "Định canh, định cư"]


def test_a_programme_alone_is_compared_part_by_part() -> None:
    """One bar would be compared with nothing."""
    of = figures(group("CT135.1", 100, 40), group("CT135.2", 100, 90))

    assert labels(of) == ["Hạ tầng", "Sản xuất"]


def test_a_line_alone_is_still_drawn() -> None:
    """Against the share of the year."""
    assert labels(figures(group("CT135", 100, 40))) == ["Chương trình 135"]


def test_without_a_plan_there_is_nothing_to_draw() -> None:
    """Money without a plan has no rate."""
    assert not labels(figures(group("CT135", paid=40)))
