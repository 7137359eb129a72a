"""What no file of an office holds, and what happens to one that does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.importing.reading import TODAY, read_text, requested

from ethnictrack.i18n import Message
from ethnictrack.importing.cell import Cell
from ethnictrack.importing.intake import open_file
from ethnictrack.importing.readers import Reader, ReadingSetting, amount, code, day
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Numbers

_HEADING = "program,amount,date,note\n"
_ACCENTS = "\u0300\u0316" * 16_000
_SECONDS = 2  # of the processor; what is not bounded takes minutes


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"CT135,1,15/11/2021,{'x' * 200_000}\n", "cell-too-long"),
        (f"CT135,1,15/11/2021,{'x,' * 600_000}\n", "line-too-long"),
        (f"CT135,1,15/11/2021,{'x' * 33_000}\n", "cell-too-long"),
        (f"CT135,1,15/11/2021,{'x,' * 200}\n", "row-too-wide"),
        ("CT135,1,15/11/2021,a" + "\n" * 2 + '"b\n",' * 300_000, "line-too-long"),
        (f"CT135,1,15/11/2021,a{_ACCENTS}\n", "text-too-long"),
        (f"CT135,1,15/11/2021,a{_ACCENTS[:800]}\n", "text-marks"),
        (f"CT135,1{_ACCENTS},15/11/2021,a\n", "amount-too-long"),
        (f"CT135,1,15/11/2021{_ACCENTS},a\n", "date-unreadable"),
        ("CT135,1,15/11/2021,Ä\x90á»£t 1\n", "text-damaged"),
        ("CT135,1,15/11/2021,\ufffd\n", "text-damaged"),
    ],
)
def test_a_row_beyond_the_limits_is_refused(tmp_path: Path, row: str, code: str) -> None:
    """It is said where, and nothing of it is shown at length; and it is said at once."""
    started = time.process_time()

    outcome = read_text(tmp_path, _HEADING + row)

    assert outcome.codes == [code]
    assert time.process_time() - started < _SECONDS


@pytest.mark.parametrize(
    "heading",
    [
        ",".join(["program", "amount", *(f"x{number}" for number in range(10_000))]) + "\n",
        "a," * 100_000 + "\n",
        ",".join(["ắ" * 490] * 200) + "\n",
        ",".join(["(" * 240] * 200) + "\n",
        "program,amount,date,a" + _ACCENTS + "\n",
    ],
    ids=["10.000 names", "200 kB", "long names", "brackets", "accents"],
)
def test_a_heading_that_no_table_has_is_refused_at_once(tmp_path: Path, heading: str) -> None:
    """Also where every line below could be one as well."""
    started = time.process_time()

    outcome = read_text(tmp_path, heading * 30)

    assert outcome.codes[0] in {"row-too-wide", "heading-not-found", "heading-unknown"}
    assert time.process_time() - started < _SECONDS


def test_separators_behind_the_table_are_no_columns(tmp_path: Path) -> None:
    """A sheet that was formatted to its last column is saved with thousands of them."""
    rows = ["program,amount,date", "CT135,5,15/11/2021"]

    outcome = read_text(tmp_path, "".join(f"{row}{',' * 16_000}\n" for row in rows))

    assert outcome.amounts == [5]


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
    setting = ReadingSetting(what=Message("cột"), numbers=Numbers.VI, scale=None, today=TODAY)

    with pytest.raises(BookError) as refusal:
        reader(setting)(cell)

    assert refusal.value.code == refused
