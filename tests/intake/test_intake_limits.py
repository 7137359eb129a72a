"""What no file of an office holds, and what happens to one that does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.reading import TODAY, read_text, requested

from ethnictrack.domain.errors.base import BookError
from ethnictrack.domain.numerals import Numbers
from ethnictrack.i18n import Message
from ethnictrack.intake.field import Cell, Reader, Setting
from ethnictrack.intake.opening import open_file
from ethnictrack.intake.readers import amount, code, day

_HEADING = "program,amount,date,note\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"CT135,1,15/11/2021,{'x' * 200_000}\n", "cell-too-long"),
        (f"CT135,1,15/11/2021,{'x,' * 600_000}\n", "line-too-long"),
        ("CT135,1,15/11/2021,Ä\x90á»£t 1\n", "text-damaged"),
        ("CT135,1,15/11/2021,\ufffd\n", "text-damaged"),
    ],
)
def test_a_row_beyond_the_limits_is_refused(tmp_path: Path, row: str, code: str) -> None:
    """It is said where, and nothing of it is shown at length."""
    outcome = read_text(tmp_path, _HEADING + row)

    assert outcome.codes == [code]


def test_a_file_that_changes_after_its_digest_was_asked_is_refused(tmp_path: Path) -> None:
    """What was judged has to be what is kept."""
    path = tmp_path / "rows.csv"
    path.write_text(_HEADING + "CT135,1,15/11/2021,a\n", encoding="utf-8")

    with open_file(path, requested()) as intake:
        assert intake.digest
        path.write_text(_HEADING + "CT135,2,15/11/2021,b\n", encoding="utf-8")
        with pytest.raises(BookError) as refusal:
            list(intake.records())

    assert refusal.value.code == "file-changed"


@pytest.mark.parametrize(
    ("reader", "cell", "refused"),
    [
        (code, 43.5, "code-as-number"),
        (day, 45000.0, "date-as-number"),
        (amount, True, "cell-kind"),
        (amount, 5.857, "amount-needs-unit"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused(reader: Reader, cell: Cell, refused: str) -> None:
    """What a spreadsheet made of a code or a day is not guessed back."""
    setting = Setting(what=Message("cột"), numbers=Numbers.VI, scale=None, today=TODAY)

    with pytest.raises(BookError) as refusal:
        reader(setting)(cell)

    assert refusal.value.code == refused
