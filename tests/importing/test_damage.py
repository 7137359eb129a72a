"""Texts that stand for no value, or that something on the way has damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.reading import read_text

from ethnictrack.importing.sheets.columns import PLAIN_CELL, no_value, undamaged
from ethnictrack.importing.sheets.non_data_rows import sort_of

HEADING = "program;amount;voucher;note\n"


@pytest.mark.parametrize(
    "text",
    [
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502", "NULL", "(null)"),
        *("null", "#GIÁTRỊ!", "######", "??", "? ?"),
    ],
)
def test_what_stands_for_an_error_is_no_text(tmp_path: Path, text: str) -> None:
    """Whichever column it stands in."""
    found = read_text(tmp_path, f"{HEADING}CT;5;{text};{text}\n")

    assert found.codes == ["cell-error", "cell-error"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('=""0001""', "0001"),
        ("S&#7889; 1", "Số 1"),
        ("A &amp; B", "A & B"),
        ("'0001", "0001"),
        ("Chi hỗ tr?", ""),
        ("Xã C? Ba", ""),
        ("Thanh tra Ch??ng trình", ""),
        ("Nguy?n V?n A", ""),
        ("Chi h? tr? h? nghèo", ""),
        ("Đ? án", ""),
        ("C? s? vật chất", ""),
    ],
)
def test_a_damaged_text_is_refused_with_what_it_was(tmp_path: Path, text: str, meant: str) -> None:
    """Where that can be told."""
    found = read_text(tmp_path, f'{HEADING}CT;5;V;"{text}"\n')

    (problem,) = found.listed
    assert (problem.error.code, problem.error.facts()["meant"]) == ("text-damaged", meant)


@pytest.mark.parametrize(
    "text",
    [
        "Có đúng không?",
        "https://a.vn/x?y=1",
        "A & B",
        "R&D; khác",
        "Ai? Ở đâu?",
        "a = b",
        "Của UBND?",
        "Theo Phụ lục B?",
        "Đường dây lô C?, nhánh D?",
    ],
)
def test_ordinary_signs_are_no_damage(tmp_path: Path, text: str) -> None:
    """A question, an address, a sign between two words."""
    found = read_text(tmp_path, f'{HEADING}CT;5;V;"{text}"\n')

    assert (found.codes, found.values[0]["note"]) == ([], text)


def test_lines_of_one_cell_are_parted_by_blanks(tmp_path: Path) -> None:
    """As Alt+Enter makes them."""
    found = read_text(tmp_path, f'{HEADING}CT;5;V;"Hỗ trợ\nđầu tư\tđợt 1"\n')

    assert (found.codes, found.values[0]["note"]) == ([], "Hỗ trợ đầu tư đợt 1")


@pytest.mark.parametrize("text", ["= b", "====", "a=5", "=SUM(A1)"])
def test_a_sign_of_equality_is_kept(tmp_path: Path, text: str) -> None:
    """A text file holds texts: a rule across the page, a word, and what looks like a formula."""
    assert read_text(tmp_path, f'{HEADING}CT;5;V;"{text}"\n').values[0]["note"] == text


@given(st.from_regex(PLAIN_CELL, fullmatch=True))
def test_a_plain_cell_is_neither_damaged_nor_a_label(cell: str) -> None:
    """So nothing of that is asked of it."""
    assert cell.isprintable()
    assert (no_value(cell), undamaged(cell), sort_of(cell)) == (False, None, None)
