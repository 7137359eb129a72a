"""What an office sets once."""

from __future__ import annotations

import pytest

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import speaking
from ethnictrack.nouns.settings import (
    SETTINGS,
    UnknownSettingError,
    scale_of,
    setting,
    value_of,
    word_style,
)
from ethnictrack.values.clean_text import EmptyTextError
from ethnictrack.values.money import Scale, WordStyle


def test_a_setting_that_does_not_exist_is_refused_with_those_that_do() -> None:
    """A slip of the pen is not kept."""
    with pytest.raises(UnknownSettingError) as refusal:
        setting("signer")

    assert tuple(SETTINGS) == refusal.value.known


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("office", "  Ban  Dân tộc ", "Ban Dân tộc"),
        ("recipients", "UBND tỉnh;\n Lưu: VT.", "UBND tỉnh;\nLưu: VT."),
        ("unit", "TY", "ty"),
        ("words-zero", " Lẻ", "lẻ"),
        ("words-four", "bốn", "bốn"),
    ],
)
def test_a_value_is_kept_in_one_spelling(name: str, given: str, kept: str) -> None:
    """Lines stay where several are wanted."""
    assert kept == setting(name).read(given)


@pytest.mark.parametrize("name", [each.name for each in SETTINGS.values() if each.choices])
def test_a_choice_that_is_none_is_refused_with_those_that_are(name: str) -> None:
    """And each of these is one; the default among them. It is called by its name."""
    with pytest.raises(UnknownChoiceError) as refusal:
        setting(name).read("khác")

    with speaking("vi"):
        assert str(refusal.value) == f"{name} không nhận giá trị “khác”."

    known = refusal.value.known
    assert list(known) == [setting(name).read(each) for each in known]
    assert setting(name).default in known


def test_nothing_is_no_value() -> None:
    """An empty letterhead is a slip."""
    with pytest.raises(EmptyTextError):
        setting("office").read("  ")


def test_what_was_not_set_has_its_default() -> None:
    """What was set does not."""
    assert value_of({}, "unit") == "trieu"
    assert value_of({"unit": "ty"}, "unit") == "ty"
    assert value_of({}, "office") == ""


@pytest.mark.parametrize("scale", Scale)
def test_reports_take_the_unit_that_was_set(scale: Scale) -> None:
    """Millions where nothing was."""
    assert scale is scale_of({"unit": scale.value})
    assert scale_of({}) is Scale.TRIEU


def test_amounts_in_words_follow_the_house() -> None:
    """Each of the three habits by itself."""
    other = {"words-four": "bốn", "words-zero": "lẻ", "words-thousand": "ngàn"}

    assert WordStyle() == word_style({})
    assert WordStyle(four="bốn", zero_tens="lẻ", thousand="ngàn") == word_style(other)
    assert WordStyle(zero_tens="lẻ") == word_style({"words-zero": "lẻ"})
