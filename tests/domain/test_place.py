"""Places and their versions."""

from __future__ import annotations

from datetime import date

import pytest

from ethnictrack.nouns.place import Level, Place, Places, check_version
from ethnictrack.nouns.registry import AmbiguousNameError, DuplicateCodeError, UnknownCodeError

_LAST, _FIRST = date(2025, 6, 30), date(2025, 7, 1)
_OLD = Place(id=1, code="01414", name="Xã Tổng Cọt", valid_to=_LAST, successor="01414")
_NEW = Place(id=2, code="01414", name="Xã Tổng Cọt", valid_from=_FIRST)
_VERSIONS = Places((_OLD, _NEW))


def test_every_level_has_a_name() -> None:
    """A list shows it."""
    assert all(each.label.text for each in Level)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(1976, 1, 1), 1), (_LAST, 1), (_FIRST, 2), (date(2099, 1, 1), 2)]
)
@pytest.mark.parametrize("said", ["01414", "Tổng Cọt", "xã tong cot"])
def test_a_day_chooses_the_version(said: str, day: date, expected: int) -> None:
    """Both ends of a validity count, and an open end is no end."""
    assert expected == _VERSIONS.find_on(said, day).id


@pytest.mark.parametrize(
    "name", ["Huyện Bảo Lạc", "huyen bao lac", "Bảo Lạc", "bao lac", "BẢO LẠC"]
)
def test_a_place_is_known_without_the_word_for_its_kind(name: str) -> None:
    """With accents and without."""
    places = Places((Place(id=1, code="043", name="Huyện Bảo Lạc", level=Level.DISTRICT),))

    assert places.find_on(name, _LAST).code == "043"


def test_a_name_of_a_district_and_its_town_is_refused_with_both_codes() -> None:
    """The full names tell them apart."""
    places = Places(
        (
            Place(id=1, code="043", name="Huyện Bảo Lạc", level=Level.DISTRICT),
            Place(id=2, code="01318", name="Thị trấn Bảo Lạc", parent=1),
        )
    )

    with pytest.raises(AmbiguousNameError) as refusal:
        places.find_on("Bảo Lạc", _LAST)

    assert refusal.value.found == (
        "043 (Huyện Bảo Lạc)",
        "01318 (Thị trấn Bảo Lạc, Huyện Bảo Lạc)",
    )
    assert places.find_on("thị trấn Bảo Lạc", _LAST).id == 2


def test_the_day_settles_a_name_that_several_places_had_in_turn() -> None:
    """Only those that existed on the day are counted."""
    places = Places(
        (
            Place(id=1, code="A", name="Xã Hưng Đạo", valid_to=_LAST),
            Place(id=2, code="B", name="Xã Hưng Đạo", valid_to=_LAST),
            Place(id=3, code="C", name="Xã Hưng Đạo", valid_from=_FIRST),
        )
    )

    assert places.find_on("Hưng Đạo", _FIRST).code == "C"
    with pytest.raises(AmbiguousNameError) as refusal:
        places.find_on("Hưng Đạo", _LAST)
    assert refusal.value.found == ("A (Xã Hưng Đạo)", "B (Xã Hưng Đạo)")


def test_the_only_version_is_taken_on_any_day() -> None:
    """The clerk is warned where it is recorded."""
    assert Places((_OLD,)).find_on("01414", _FIRST).id == 1


def test_versions_of_which_none_was_valid_are_refused() -> None:
    """Which one is meant cannot be told."""
    gone = Place(id=3, code="01414", name="Xã Tổng Cọt", valid_to=date(2020, 1, 1))
    later = Place(id=4, code="01414", name="Xã Tổng Cọt", valid_from=_FIRST)

    with pytest.raises(AmbiguousNameError):
        Places((gone, later)).find_on("01414", _LAST)


def test_a_place_that_is_not_there_is_refused_with_its_like() -> None:
    """Short names are compared too."""
    with pytest.raises(UnknownCodeError) as refusal:
        _VERSIONS.find_on("Tong Cot 2", _LAST)

    assert refusal.value.near == ("01414 (Xã Tổng Cọt)",)


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), (None, _LAST), (_LAST, _LAST), (date(2020, 1, 1), None), (_LAST, _FIRST)],
)
def test_a_version_does_not_overlap_another(first: date | None, last: date | None) -> None:
    """Not by one day; the code is compared without regard to case."""
    old = Place(id=1, code="XT-1", name="Xóm cũ", valid_to=_LAST)
    new = Place(id=0, code="xt-1", name="Xóm mới", valid_from=first, valid_to=last)

    with pytest.raises(DuplicateCodeError) as refusal:
        check_version(Places((old,)), new)

    assert refusal.value.name == "Xóm cũ"


@pytest.mark.parametrize(
    ("first", "last"), [(_FIRST, None), (_FIRST, _FIRST), (date(2030, 1, 1), date(2031, 1, 1))]
)
def test_a_version_may_follow_another(first: date, last: date | None) -> None:
    """From the very next day."""
    old = Place(id=1, code="01414", name="Xã Tổng Cọt", valid_to=_LAST)

    check_version(
        Places((old,)), Place(id=0, code="01414", name="x", valid_from=first, valid_to=last)
    )

    assert old.valid_on(_LAST)
    assert not old.valid_on(first)


def test_candidates_are_told_apart_and_each_is_taken_back() -> None:
    """A district and its town, a code that went on in another commune, or under the same name."""
    district = Place(id=1, code="082", name="Huyện Bát Xát", level=Level.DISTRICT, parent=5)
    town = Place(id=2, code="02683", name="Thị trấn Bát Xát", parent=1, valid_to=_LAST)
    commune = Place(id=3, code="02683", name="Xã Bát Xát", parent=5, valid_from=_FIRST)
    before = Place(id=4, code="15", name="Tỉnh Lào Cai", level=Level.PROVINCE, valid_to=_LAST)
    since = Place(id=5, code="15", name="Tỉnh Lào Cai", level=Level.PROVINCE, valid_from=_FIRST)
    places = Places((district, town, commune, before, since))

    for text, fitting in (("Bát Xát", (district, town, commune)), ("15", (before, since))):
        with pytest.raises(AmbiguousNameError) as refused:
            places.find(text)
        assert [places.find(each) for each in refused.value.found] == [*fitting]
    assert places.candidates((commune, district))[0] == "02683 (Xã Bát Xát, Tỉnh Lào Cai)"
