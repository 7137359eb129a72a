"""Finding things by code or name, and walking their tree."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.facts import PLACES, PROGRAMS

from ethnictrack.i18n import N_
from ethnictrack.nouns.registry import (
    AmbiguousNameError,
    EndlessTreeError,
    Registry,
    Thing,
    UnknownCodeError,
)

_NOUN = N_("thing")


class _Register(Registry[Thing]):
    noun = _NOUN


def _things(*named: tuple[str, str]) -> Registry[Thing]:
    """Return a register of codes and names."""
    things = [
        Thing(id=number, code=code, name=name) for number, (code, name) in enumerate(named, start=1)
    ]
    return _Register(things)


def _codes(things: list[Thing]) -> list[str]:
    return [each.code for each in things]


@pytest.mark.parametrize("code", ["ĐA-01", "đa-01", "Đa-01", unicodedata.normalize("NFD", "đa-01")])
def test_a_code_is_found_in_any_case_and_spelling(code: str) -> None:
    """It is shown as it was first written."""
    assert _things(("ĐA-01", "Dự án")).find(code).code == "ĐA-01"


@pytest.mark.parametrize("text", ["CT 135", "ct135 ", " C T 135"])
def test_a_code_is_found_with_blanks_in_it(text: str) -> None:
    """A code has none, so nothing else can be meant; a name goes first."""
    things = _things(("CT135", "Chương trình 135"), ("X", "DA 1"), ("DA1", "Dự án 1"))

    assert things.find(text).code == "CT135"
    assert things.find("DA 1").code == "X"


@pytest.mark.parametrize("text", ["043 (Bảo Lạc)", "043 (bao lac)", " 043 (Bảo Lạc) "])
def test_a_code_with_its_name_behind_it_is_found(text: str) -> None:
    """As lists and refusals offer it, to be picked or copied."""
    assert _things(("042", "Bảo Lạc"), ("043", "Bảo Lạc")).find(text).code == "043"


def test_a_name_that_ends_in_brackets_is_no_obstacle() -> None:
    """Nor is a label of it."""
    register = _things(("CT135", "Chương trình 135 (giai đoạn 2)"))

    assert register.find("Chương trình 135 (giai đoạn 2)").code == "CT135"
    assert register.find(register.find("CT135").label).code == "CT135"


def test_a_code_and_the_name_of_another_line_are_refused() -> None:
    """One of the two is wrong, and nobody can tell which."""
    register = _things(("042", "Bảo Lâm"), ("043", "Bảo Lạc"))

    with pytest.raises(UnknownCodeError) as refusal:
        register.find("043 (Bảo Lâm)")

    assert refusal.value.near


def test_a_code_is_text() -> None:
    """Leading zeros are part of it, and accents are."""
    register = _things(("043", "Bảo Lạc"), ("ĐA1", "Đường"))

    assert register.with_code("43") == []
    assert register.with_code("DA1") == []


@pytest.mark.parametrize("name", ["Giảm nghèo", "giam ngheo", "GIẢM  NGHÈO", " Giảm nghèo "])
def test_a_name_is_found_with_and_without_accents(name: str) -> None:
    """In any case, with any blanks."""
    assert _things(("A", "Giảm nghèo"), ("B", "Giảm")).find(name).code == "A"


def test_a_code_goes_before_a_name() -> None:
    """What is called like the code of another thing is found by its own code."""
    register = _things(("A", "B"), ("B", "Khác"))

    assert register.find("B").name == "Khác"


def test_a_name_of_several_things_is_refused_with_their_codes() -> None:
    """Where accents are left out that would tell them apart."""
    register = _things(("1", "Bảo Lạc"), ("2", "Báo Lác"), ("3", "Bảo Lâm"))

    with pytest.raises(AmbiguousNameError) as refusal:
        register.find("bao lac")

    assert refusal.value.found == ("1 (Bảo Lạc)", "2 (Báo Lác)")
    assert refusal.value.noun is _NOUN


@pytest.mark.parametrize(("typed", "code"), [("Ma", "1"), ("Mạ", "2"), ("mả", "3"), ("MẠ", "2")])
def test_a_name_typed_exactly_wins(typed: str, code: str) -> None:
    """Beside names that differ in tones only."""
    register = _things(("1", "Ma"), ("2", "Mạ"), ("3", "Mả"))

    assert register.find(typed).code == code


@pytest.mark.parametrize("typed", ["Bao Lạc", "bảo lac", "Bảo Lạc", "bao lac"])
def test_accents_may_be_left_out_one_by_one(typed: str) -> None:
    """What is typed has to be right."""
    assert _things(("1", "Bảo Lạc"), ("2", "Hà Quảng")).find(typed).code == "1"


@pytest.mark.parametrize("typed", ["Bão Lạc", "Bảo Lác", "Bâo Lạc", "Đảo Lạc"])
def test_a_name_with_other_tones_is_refused_with_what_is_near(typed: str) -> None:
    """It is never taken for the name that sounds alike."""
    with pytest.raises(UnknownCodeError) as refusal:
        _things(("1", "Bảo Lạc"), ("2", "Hà Quảng")).find(typed)

    assert refusal.value.near == ("1 (Bảo Lạc)",)


def test_a_tone_may_stand_where_either_spelling_has_it() -> None:
    """Hòa and Hoà are one."""
    assert _things(("1", "Hòa An")).find("Hoà An").code == "1"


def test_what_is_near_is_found_among_thousands() -> None:
    """As in a book with the communes of the whole country, also when one is added."""
    register = _things(*((str(at), f"Xã {at:04} Bản Mới") for at in range(3000)))
    assert register.near("Xã 1234 Bàn Mói")[0] == "1234 (Xã 1234 Bản Mới)"

    register.include(replace(register.find("7"), id=9000, code="K", name="Thị trấn Thông Nông"))

    assert register.near("Thi tran Thong Nonh") == ("K (Thị trấn Thông Nông)",)


def test_what_is_not_there_is_refused_with_what_is_near() -> None:
    """Codes and names, each thing once."""
    register = _things(("DA-01", "Giảm nghèo"), ("X", "Nước sạch"))

    with pytest.raises(UnknownCodeError) as by_code:
        register.find("DA-1")
    with pytest.raises(UnknownCodeError) as by_name:
        register.find("Giam ngheo ben vung")

    assert by_code.value.near == ("DA-01 (Giảm nghèo)",)
    assert by_name.value.near == ("DA-01 (Giảm nghèo)",)
    assert "near" in by_code.value.advice().facts


def test_what_is_near_nothing_is_refused_without_a_guess() -> None:
    """The advice is then to add it, or to look at the list."""
    with pytest.raises(UnknownCodeError) as refusal:
        _things(("DA-01", "Giảm nghèo")).find("zzzzzz")

    assert refusal.value.near == ()
    assert refusal.value.advice().text == "Add it first."


@pytest.mark.parametrize("text", ["", " ", "\u0301"])
def test_nothing_names_nothing(text: str) -> None:
    """Not even a thing whose name folds to nothing."""
    with pytest.raises(UnknownCodeError):
        _things(("A", "\u0301")).find(text)


def test_a_lineage_goes_up_to_the_root() -> None:
    """The line itself comes first."""
    lineage = PROGRAMS.lineage(PROGRAMS.find("DA1.1").id)

    assert [PROGRAMS.code_of(each) for each in lineage] == ["DA1.1", "DA1", "MTQG"]
    assert PROGRAMS.code_of(None) is None


def test_a_family_holds_everything_below() -> None:
    """Parents before children."""
    family = [PROGRAMS[each].code for each in PROGRAMS.family(PROGRAMS.find("MTQG").id)]

    assert family == ["MTQG", "DA1", "DA1.1", "DA1.2", "DA2"]


def test_a_walk_is_the_tree_as_it_is_printed() -> None:
    """With the depth of each line."""
    walked = [(level, each.code) for level, each in PROGRAMS.walk()]

    assert walked == [(0, "MTQG"), (1, "DA1"), (2, "DA1.1"), (2, "DA1.2"), (1, "DA2"), (0, "CT135")]
    assert [(level, each.code) for level, each in PLACES.walk(1)] == [
        (0, "042"),
        (1, "01290"),
        (0, "043"),
        (1, "01318"),
        (1, "01321"),
    ]


@given(st.lists(st.sampled_from("aAbBđĐ"), max_size=6))
def test_every_thing_is_found_by_its_code(codes: list[str]) -> None:
    """In the order they were entered; a register may hold a code more than once."""
    register = _things(*((code, "x") for code in codes))

    for code in codes:
        same = [each for each in codes if each.casefold() == code.casefold()]
        assert same == _codes(register.with_code(code))
    assert len(codes) == len(register) == len(list(register))


@pytest.mark.parametrize("climb", [Registry.lineage, Registry.family])
def test_a_tree_that_bites_its_tail_is_not_climbed_for_ever(
    climb: Callable[[Registry[Thing], int], list[int]],
) -> None:
    """No command writes such a tree; somebody with another program may have."""
    loop = [Thing(id=1, code="A", name="A", parent=2), Thing(id=2, code="B", name="B", parent=1)]

    with pytest.raises(EndlessTreeError):
        climb(_Register(loop), 1)
