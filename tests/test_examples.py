"""The examples are run as they stand: a month of files, brought in by a shell script."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.books import digest
from tests.shell import clean_environment, ok
from tests.warm import put_on_path

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a new book with the registers the examples name."""
    path = tmp_path / "book.sqlite"
    ok("book", "init", "--programs", "2021", "--units", "cao-bang-2020", book=path)
    return path


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """Return a folder of the test's own with the files of a month."""
    return shutil.copytree(EXAMPLES / "2021-11", tmp_path / "2021-11")


def _run(book: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script with the program on the path."""
    path, number = put_on_path(book.with_name("bin"))
    return subprocess.run(
        ["sh", str(EXAMPLES / "import-month.sh"), *words],
        env=clean_environment({"ETHNICTRACK_BOOK": str(book), "PATH": path}),
        pass_fds=[number],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_month_of_files_comes_in_and_a_second_run_brings_nothing(book: Path, month: Path) -> None:
    """Plans, payments, inspections and results; no folder of rejects is left."""
    first = _run(book, str(month))
    once = digest(book)
    again = _run(book, str(month))

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert digest(book) == once
    assert not (month / "loai").exists()
    total = ok("report", "rates", "--year", "2021", "--json", book=book).data["total"]
    assert (total["planned"], total["disbursed"]) == (19_030_500_000, 5_300_650_000)
    inspections = ok("inspect", "list", "--json", book=book).data
    assert [each["outstanding"] for each in inspections] == [66_400_000, 0]
    results = ok("activity", "list", "--year", "2021", "--json", book=book).data
    assert [each["actual"] for each in results] == [420, 3, 18]


def test_a_refused_file_is_told_and_its_rows_are_kept_to_be_mended(book: Path, month: Path) -> None:
    """The other files are in; the mended one comes in with the next run."""
    payments = month / "giai-ngan.csv"
    sound = payments.read_text(encoding="utf-8")
    payments.write_text(sound.replace("CT135.2", "CT135.9"), encoding="utf-8")

    ran = _run(book, str(month))

    assert (ran.returncode, "Số tệp chưa nhập được: 1" in ran.stderr) == (1, True)
    rejects = (month / "loai" / "giai-ngan.csv").read_text(encoding="utf-8-sig")
    assert "CT135.9" in rejects
    assert len(ok("inspect", "list", "--json", book=book).data) == 2
    assert ok("disburse", "list", "--json", book=book).data == []

    payments.write_text(sound, encoding="utf-8")
    assert _run(book, str(month)).returncode == 0
    assert not (month / "loai").exists()


def test_what_stops_one_file_for_good_stops_the_script(book: Path, month: Path) -> None:
    """A book that is not there, a folder that is not there."""
    book.unlink()

    assert _run(book, str(month)).returncode == 3
    assert _run(book, str(month / "nowhere")).returncode == 2
    assert _run(book).returncode == 2
