"""What is no ordinary file, or does not stay the same while it is read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from tests.importing.reading import read, requested

from ethnictrack.errors.files import ChangedFileError
from ethnictrack.importing.intake import open_file, open_stream
from ethnictrack.values.errors import BookError

ROWS = b"program,amount\nCT,5\n"


def test_a_name_without_a_file_is_wrong_usage(tmp_path: Path) -> None:
    """As is a name that no file can have."""
    found = [read(tmp_path / name, requested()) for name in ("none.csv", "a\0b")]

    assert [each.codes for each in found] == [["file-not-found"], ["file-not-found"]]
    assert {each.refusal.exit for each in found if each.refusal} == {2}


def test_folders_devices_and_pipes_are_not_read(tmp_path: Path) -> None:
    """A pipe is not even opened: it would wait for ever."""
    os.mkfifo(tmp_path / "pipe")

    found = [read(path, requested()) for path in (tmp_path, Path("/dev/zero"), tmp_path / "pipe")]

    assert [each.codes for each in found] == [["file-not-regular"]] * 3
    assert {each.refusal.exit for each in found if each.refusal} == {2}


def test_a_file_beyond_all_bounds_is_not_begun(tmp_path: Path) -> None:
    """Its size is asked first."""
    path = tmp_path / "rows.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_001)

    assert read(path, requested()).codes == ["file-too-large"]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Its rows are not those that were looked at before."""
    path = tmp_path / "rows.csv"
    path.write_bytes(ROWS)

    with open_file(path, requested()) as intake:
        path.write_bytes(ROWS + b"CT,6\n")
        with pytest.raises(ChangedFileError) as refused:
            list(intake.records())

    assert refused.value.code == "file-changed"


def test_standard_input_gives_what_the_file_gives(tmp_path: Path) -> None:
    """It is copied first, and can be gone through twice."""
    path = tmp_path / "rows.csv"
    path.write_bytes(ROWS)

    with open_stream(io.BytesIO(ROWS), requested()) as intake:
        values = [record.values for record in intake.records()]
        digest = intake.digest

    with open_file(path, requested()) as same:
        assert values == [record.values for record in same.records()]
        assert digest == same.digest


def test_an_empty_standard_input_is_refused() -> None:
    """As an empty file is."""
    with pytest.raises(BookError) as refused, open_stream(io.BytesIO(), requested()):
        pass

    assert refused.value.code == "file-empty"
