"""Text is kept in one spelling, shown harmlessly, found and sorted as Vietnamese is."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.i18n import N_
from ethnictrack.values.clean_text import (
    CodeError,
    LongTextError,
    LookAlikeError,
    TextCharacterError,
    clean,
    clean_code,
)
from ethnictrack.values.errors import USAGE, UsageError
from ethnictrack.values.text import composed, fold, key, shown, visible

NAME = N_("Name")


@pytest.mark.parametrize(
    "text",
    [
        "Đắk Lắk",
        "H'Mông",
        "[red]x[/red]",
        ":warning:",
        "=1+1",
        '=HYPERLINK("http://x")',
        "@SUM(A1)",
        "+84 206 385",
        "-",
        "<script>alert(1)</script>",
        "\"'&",
        "%s{}\\",
        "'; drop table entry",
        "Hội nghị 😀",
        "Cafe ☕\ufe0f",
        "Quốc lộ 4A – “đoạn 1”",
        "5 m² × 3, 72,9 %",
        "µg/m³ α",
    ],
)
def test_text_that_means_nothing_to_us_is_kept_as_it_is(text: str) -> None:
    """Markup, formulas and code are words like others."""
    assert text == clean(text, NAME)


def test_two_ways_of_storing_an_accent_become_one() -> None:
    """What looks alike is alike."""
    name = "Đắk Lắk, Hoà An"

    assert clean(name, NAME) == clean(unicodedata.normalize("NFD", name), NAME)


@pytest.mark.parametrize("accents", ["\u0300\u0316", "\u0301", "\u0f73", "\u0316\u0344\u0300"])
@pytest.mark.parametrize("read", [composed, fold, key])
def test_accents_without_end_cost_no_more_than_their_length(
    read: Callable[[str], str], accents: str
) -> None:
    """Sorting four hundred thousand of them would take hours."""
    started = time.process_time()

    found = read("a" + accents * 200_000 + "b")

    assert time.process_time() - started < 2
    assert len(found) < 100


@given(st.text(st.sampled_from("aăĐ–… \u0300\u0316\u0301\u0323\u0f73\u302e"), max_size=30))
def test_a_text_with_accents_as_texts_have_them_is_composed_as_it_is(text: str) -> None:
    """Up to thirty of them in a row, in any order."""
    assert composed(text) == unicodedata.normalize("NFC", text)


def test_signs_in_a_row_are_no_accents() -> None:
    """A line of dashes stays as long as it is, and so do the dots of a form."""
    for sign in "—…·☐":
        assert composed(f"a\u0301{sign * 500}a\u0301") == f"á{sign * 500}á"


def test_blanks_are_folded_and_trimmed() -> None:
    """Double, leading, trailing, no-break and wide ones."""
    assert clean("  Hà\u00a0 \u202fAn\u3000", NAME) == "Hà An"


def test_a_remark_keeps_its_lines() -> None:
    """Paragraphs stay apart; blank ends go."""
    assert clean("\n Một \r\n\r\nhai \n", NAME, lines=True) == "Một\n\nhai"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text-empty"),
        (" \u00a0 ", "text-empty"),
        ("a\x00b", "text-character"),
        ("a\x1b[31mb", "text-character"),
        ("a\x07", "text-character"),
        ("a\x08", "text-character"),
        ("a\tb", "text-character"),
        ("a\nb", "text-character"),
        ("a\r", "text-character"),
        ("a\x7f", "text-character"),
        ("a\x85b", "text-character"),
        ("a\x9bb", "text-character"),
        ("a\u200bb", "text-character"),
        ("a\ufeffb", "text-character"),
        ("a\u00adb", "text-character"),
        ("a\u202eb", "text-character"),
        ("a\u2066b", "text-character"),
        ("a\u200fb", "text-character"),
        ("a\u2028b", "text-character"),
        ("a\ufffdb", "text-character"),
        ("a\uffffb", "text-character"),
        ("a\u3164b", "text-character"),
        ("a\U000e0041b", "text-character"),
        ("\u0410n", "text-look-alike"),
        ("Hà \u0430n", "text-look-alike"),
        ("Жизнь", "text-look-alike"),
        ("Ｄak", "text-look-alike"),
        ("\u0391n", "text-look-alike"),
        ("\U0001d400n", "text-look-alike"),
        ("Ðắk Lắk", "text-look-alike"),
        ("Ɖắk Lắk", "text-look-alike"),
        ("e" + "\u0323" * 5, "text-marks"),
        ("Z" + "\u0301" * 50, "text-marks"),
        ("x" * 501, "text-too-long"),
        ("x" * 10_000_000, "text-too-long"),
    ],
)
def test_text_nobody_could_trust_is_refused_with_its_code(text: str, code: str) -> None:
    """What cannot be seen, or passes for something else, is not kept."""
    with pytest.raises(UsageError) as refusal:
        clean(text, NAME)

    assert (code, USAGE) == (refusal.value.code, refusal.value.exit)


def test_half_a_character_from_a_broken_argument_is_refused() -> None:
    """Such text could not even be written to a file."""
    with pytest.raises(TextCharacterError) as refusal:
        clean("a\ud800", NAME)

    assert refusal.value.value == "a<U+D800>"


def test_a_hidden_character_is_named_with_its_place() -> None:
    """Nobody finds it by looking."""
    with pytest.raises(TextCharacterError) as refusal:
        clean("Hà\u202eAn", NAME)

    assert (
        refusal.value.character,
        refusal.value.position,
    ) == ("U+202E RIGHT-TO-LEFT OVERRIDE", 3)


@pytest.mark.parametrize(("text", "meant"), [("Ðông", "Đ"), ("\u0430n", "a"), ("Ａn", "A")])
def test_a_look_alike_is_answered_with_the_letter_to_type(text: str, meant: str) -> None:
    """One letter, the one it passes for."""
    with pytest.raises(LookAlikeError) as refusal:
        clean(text, NAME)

    assert meant == refusal.value.meant


def test_a_long_text_says_how_long_and_how_long_it_may_be() -> None:
    """And repeats only its beginning."""
    with pytest.raises(LongTextError) as refusal:
        clean("x" * 81, NAME, limit=80)

    assert (refusal.value.length, refusal.value.limit, len(refusal.value.value)) == (81, 80, 61)


@given(st.text(max_size=40))
def test_what_is_kept_once_is_kept_unchanged_for_ever(text: str) -> None:
    """Cleaning what is clean changes nothing, and all of it can be shown."""
    try:
        kept = clean(text, NAME)
    except UsageError:
        return

    assert (kept, kept) == (clean(kept, NAME), visible(kept))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hà An", "Hà An"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\t", "a\\x0ab\\x09"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
        ("a\ud800", "a<U+D800>"),
        ("a\u2028b", "a<U+2028>b"),
        ("5\u00a0tỷ", "5\u00a0tỷ"),
    ],
)
def test_what_would_steer_a_terminal_is_shown_as_signs(text: str, expected: str) -> None:
    """An old file may hold what entry refuses today."""
    assert expected == visible(text)


def test_lines_are_shown_as_lines_where_there_is_room() -> None:
    """Everything else is still a sign."""
    assert visible("a\nb\x1b", lines=True) == "a\nb\\x1b"


@given(st.text())
def test_nothing_shown_steers_anything(text: str) -> None:
    """Whatever a book holds, a screen and a pipe can take it."""
    safe = visible(text)

    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(one) for one in safe}
    assert safe == safe.encode().decode()


def test_a_refused_value_is_cut_to_a_line() -> None:
    """Ten megabytes are not repeated."""
    assert shown("x" * 10_000_000) == "x" * 60 + "…"


@pytest.mark.parametrize("code", ["043", "GN-01", "1719/QĐ-TTg", "a.b_c", "Đ1", "x" * 32, "X"])
def test_a_code_is_kept_as_first_written(code: str) -> None:
    """Leading zeros and capitals included."""
    assert code == clean_code(f" {unicodedata.normalize('NFD', code)}\u00a0")


@pytest.mark.parametrize(
    "code",
    [
        "",
        " ",
        "a b",
        "x" * 33,
        "-1",
        "/etc",
        "..",
        "a*",
        "a\n",
        "a\x00",
        "Ð1",
        "Ｄ1",
        "а1",
        "１",
        "½",
    ],
)
def test_what_cannot_be_a_code_is_refused(code: str) -> None:
    """Blanks, signs, strangers' letters, and what looks like an option or a path."""
    with pytest.raises(CodeError):
        clean_code(code)


def test_codes_are_compared_without_regard_to_case_and_spelling() -> None:
    """But with regard to accents."""
    assert key("QĐ-Ắ") == key(unicodedata.normalize("NFD", "qđ-ắ"))
    assert key("QĐ") != key("QD")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa An", "Hoà An"),
        ("HOÀ AN", "hoa an"),
        ("Đắk  Lắk", "dak lak"),
        ("Thúy", "Thuý"),
        ("H’Mông", "h'mong"),
        (unicodedata.normalize("NFD", "Bế Triều"), "be trieu"),
    ],
)
def test_a_search_finds_every_spelling(one: str, other: str) -> None:
    """Case, accents, and where the tone stands."""
    assert fold(one) == fold(other)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_texts_are_folded_one_by_one_as_they_are_together(texts: list[str]) -> None:
    """So a text that comes again is folded once, whatever stands beside it."""
    folded = filter(None, map(fold, texts))
    assert " ".join(folded) == fold(" ".join(texts))
