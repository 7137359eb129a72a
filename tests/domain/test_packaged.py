"""The lists of the package, as the program reads them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from ethnictrack.nouns.packaged import PackagedUnits, Tree, places, places_of, programs, trees_on
from ethnictrack.nouns.place import Level
from ethnictrack.nouns.program import ProgramKind
from ethnictrack.nouns.registry import UnknownProvinceError

_HELD_PLACES = [PackagedUnits.CAO_BANG_2020, PackagedUnits.CAO_BANG_2025]
_HELD_TREES = [Tree.OF_2021, Tree.OF_1719, Tree.OF_2026]


@pytest.mark.parametrize("units", _HELD_PLACES)
def test_every_place_stands_below_one_that_came_before(units: PackagedUnits) -> None:
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
    old = {each.code: each for each in places(PackagedUnits.CAO_BANG_2020)}
    new = {each.code: each for each in places(PackagedUnits.CAO_BANG_2025)}

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
    assert [*places(PackagedUnits.NONE), *programs(Tree.NONE)] == []


def test_the_country_has_34_provinces_and_3321_communes_today() -> None:
    """Before 1 July 2025 it had 63 provinces, 696 districts and 10.035 communes."""
    lines = list(places(PackagedUnits.VIET_NAM))
    counts = Counter((each.level, each.valid_to is None) for each in lines)

    assert counts == {
        (Level.PROVINCE, True): 34,
        (Level.COMMUNE, True): 3321,
        (Level.PROVINCE, False): 63,
        (Level.DISTRICT, False): 696,
        (Level.COMMUNE, False): 10_035,
    }


def test_every_place_of_the_country_stands_below_one_of_its_time() -> None:
    """Codes are used again; a code and its last day are not."""
    seen: set[tuple[str, date | None]] = set()
    for each in places(PackagedUnits.VIET_NAM):
        assert (each.code, each.valid_to) not in seen
        assert each.level is Level.PROVINCE or (each.parent, each.valid_to) in seen
        seen.add((each.code, each.valid_to))


def test_the_lists_of_cao_bang_and_of_the_country_say_the_same() -> None:
    """Two lists made apart: codes, and the commune that each of the 161 went into."""
    own = {each.code: each.successor for each in places(PackagedUnits.CAO_BANG_2020)}
    country = places_of("Cao Bằng")
    before = {each.code: each.successor for each in country if each.valid_to is not None}
    today = {each.code for each in country if each.valid_to is None}

    assert {code: to for code, to in own.items() if to} == {
        code: to for code, to in before.items() if len(code) == 5
    }
    assert today == {each.code for each in places(PackagedUnits.CAO_BANG_2025)}


@pytest.mark.parametrize("said", ["Lào Cai", "lao cai", "Tỉnh Lào Cai", "15", "Yên Bái", "yen bai"])
def test_a_province_is_found_by_its_name_of_today_or_of_before(said: str) -> None:
    """Yên Bái went into Lào Cai, which took its code: both are in the list, and their communes."""
    lines = places_of(said)
    provinces = {(each.name, each.valid_to is None) for each in lines if each.parent is None}

    assert provinces == {("Tỉnh Lào Cai", True), ("Tỉnh Lào Cai", False), ("Tỉnh Yên Bái", False)}
    assert sum(each.level is Level.COMMUNE and each.valid_to is None for each in lines) == 99


def test_a_word_that_is_no_province_is_refused_with_the_nearest() -> None:
    """Nothing is taken for what it resembles."""
    with pytest.raises(UnknownProvinceError) as refusal:
        places_of("Cao Bàn")

    assert "Tỉnh Cao Bằng" in refusal.value.near


@pytest.mark.parametrize(
    ("day", "trees"),
    [
        (date(2021, 11, 15), (Tree.OF_2021, Tree.OF_1719)),
        (date(2024, 6, 1), (Tree.OF_1719,)),
        (date(2026, 11, 29), (Tree.OF_1719, Tree.OF_2026)),
        (date(2026, 12, 31), (Tree.OF_1719, Tree.OF_2026)),
        (date(2027, 1, 1), (Tree.OF_2026,)),
    ],
)
def test_trees_are_in_force_while_their_money_is_paid(day: date, trees: tuple[Tree, ...]) -> None:
    """Money of 1719 that was carried over is paid until 31 December 2026."""
    assert trees_on(day) == trees


def test_parts_of_1719_are_of_its_first_phase() -> None:
    """2021 to 2025; what is paid in 2026 was carried over."""
    parts = [each for each in programs(Tree.OF_1719) if each.parent is not None]

    assert {(2021, 2025)} == {(each.from_year, each.to_year) for each in parts}


def test_the_tree_of_2026_has_two_components_and_the_contents_that_are_known() -> None:
    """Ten contents of the first and five of the second; what has no known name is left out."""
    lines = list(programs(Tree.OF_2026))
    (root,) = [each for each in lines if each.parent is None]

    components = [each.code for each in lines if each.kind is ProgramKind.COMPONENT]
    below = Counter(each.parent for each in lines if each.kind is ProgramKind.CONTENT)
    assert (root.code, root.from_year, root.to_year) == ("CTMTQG2026", 2026, 2030)
    assert components == ["HP1", "HP2"]
    assert (below["HP1"], below["HP2"], len(lines)) == (10, 5, 20)
