"""The number of a sealed report: as printed, as typed, and found in a document."""

from __future__ import annotations

import pytest

from ethnictrack.audit.checkpoint import Checkpoint
from ethnictrack.audit.seal import SealFormError, SealMark, marks_in, read_seal

MARK = SealMark(3, "ABCDEFGHIJ")


@pytest.mark.parametrize("typed", ["3-ABCDE-FGHIJ", " 3-abcde-fghij ", "3–ABCDE–FGHIJ"])
def test_a_seal_is_read_as_it_is_printed(typed: str) -> None:
    """Case and the kind of dash do not matter."""
    assert read_seal(typed) == MARK


def test_a_number_alone_is_enough() -> None:
    """As the list of sealed reports counts them."""
    assert read_seal("3") == SealMark(3)


@pytest.mark.parametrize("typed", ["", "x", "-3", "3-ABCDE", "3-ABCD1-FGHIJ", "0" * 20, "３"])
def test_anything_else_is_refused(typed: str) -> None:
    """With what was typed."""
    with pytest.raises(SealFormError) as refused:
        read_seal(typed)

    assert refused.value.given == typed


def test_a_seal_is_found_in_a_text_once() -> None:
    """Every sheet of a workbook says it."""
    assert marks_in(f"số {MARK}\nsố {MARK}.") == [MARK]


def test_a_checkpoint_is_no_seal() -> None:
    """Although it is made of the same groups, and may begin with figures alone."""
    digits = Checkpoint(7, "23456ABCDEFGHIJKLMNO")

    assert marks_in(f"Mã đối chiếu sổ: {digits}") == []
