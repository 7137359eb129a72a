"""The lists of the package, as the program reads them."""

from __future__ import annotations

from datetime import date

import pytest

from ethnictrack.domain.packaged import Tree, Units, places, programs
from ethnictrack.domain.place import Level
from ethnictrack.domain.program import ProgramKind

_HELD_PLACES = [Units.CAO_BANG_2020, Units.CAO_BANG_2025]
_HELD_TREES = [Tree.OF_2021, Tree.OF_1719]


@pytest.mark.parametrize("units", _HELD_PLACES)
def test_every_place_stands_below_one_that_came_before(units: Units) -> None:
    """So a list can be entered line by line; the province alone stands below none."""
    seen: set[str] = set()
    for each in places(units):
        assert (each.parent is None and each.level is Level.PROVINCE) or each.parent in seen
        seen.add(each.code)

    assert "04" in seen


@pytest.mark.parametrize("tree", _HELD_TREES)
def test_every_programme_stands_below_one_that_came_before(tree: Tree) -> None:
    """So a tree can be entered line by line."""
    seen: set[str] = set()
    for each in programs(tree):
        assert each.parent is None or each.parent in seen
        seen.add(each.code)

    assert seen


def test_the_lists_follow_one_another() -> None:
    """What ended on 30 June 2025 leaves room for what began on 1 July."""
    old = {each.code: each for each in places(Units.CAO_BANG_2020)}
    new = {each.code: each for each in places(Units.CAO_BANG_2025)}

    assert old["043"].level is Level.DISTRICT
    assert {Level.PROVINCE, Level.COMMUNE} == {each.level for each in new.values()}
    assert (date(2025, 6, 30), date(2025, 7, 1)) == (
        old["01414"].valid_to,
        new["01414"].valid_from,
    )


def test_the_tree_of_1719_has_ten_projects() -> None:
    """Below one programme, for 2021 to 2025."""
    lines = list(programs(Tree.OF_1719))
    (root,) = [each for each in lines if each.parent is None]

    projects = [each for each in lines if each.parent == root.code]
    assert (root.from_year, len(projects)) == (2021, 10)
    assert {ProgramKind.PROJECT} == {each.kind for each in projects}


def test_no_list_is_a_choice() -> None:
    """An office may begin with nothing."""
    assert [*places(Units.NONE), *programs(Tree.NONE)] == []
