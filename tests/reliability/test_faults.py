"""Disks that are full, limits, calls that fail, another version: a sentence, and nothing lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from tests.books import allocated, digest, signed
from tests.findings import found
from tests.newer import patched_source
from tests.reliability.size import size
from tests.shell import ok, run, spawn

from ethnictrack.book.opening import write_book

MEGABYTE = 1 << 20
ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021")
READING = (("report", "rates", "--year", "2021"), ("book", "verify"), ("book", "log"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTE}", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("no disk can be mounted here; that takes root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def planned(fresh_book: Path) -> Path:
    """Return a book with a plan, and beside it a file of more rows than a small disk holds."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 10**12)
    rows = (f"DA1,{1000 + number},15/11/2021,V-{number}" for number in range(3000))
    text = "\n".join(("program,amount,date,voucher", *rows))
    fresh_book.with_name("rows.csv").write_text(text, encoding="utf-8")
    return fresh_book


def _refused(book: Path, *words: str, code: str) -> None:
    """Run a command that cannot be done; the file stays to the byte, and no draft beside it."""
    before, beside = digest(book), _beside(book)

    ran = run(*words, "--json", book=book)

    assert (ran.code, ran.error["code"]) == (3, code)
    assert (digest(book), _beside(book)) == (before, beside)


def _beside(book: Path) -> set[str]:
    """Return the names of the files beside a book; its lock may come and stays."""
    return {each.name for each in book.parent.iterdir()} - {f"{book.name}.lock"}


def _fill(filler: Path) -> None:
    """Write until there is not a byte left."""
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(512)):
            pass
    assert not shutil.disk_usage(filler).free


def test_a_full_disk_takes_nothing_and_loses_nothing(small_disk: Path, planned: Path) -> None:
    """Reading goes on without a byte left; with room again, so does writing."""
    book = Path(shutil.copy(planned, small_disk))
    rows, filler = str(planned.with_name("rows.csv")), small_disk / "filler"

    _refused(book, "disburse", "import", rows, code="book-unwritable")
    ok(*ADD, book=book)
    _fill(filler)
    _refused(book, *ADD, code="book-unwritable")
    _refused(book, "book", "backup", str(small_disk / "copy.sqlite"), code="book-unwritable")
    _refused(book, "disburse", "list", "-o", str(small_disk / "x.html"), code="output-unwritable")
    for words in READING:
        ok(*words, book=book)

    filler.unlink()
    ok(*ADD, book=book)
    assert found(book) == []


def _at_most(limit: str, of: int) -> None:
    import resource  # noqa: PLC0415 - not there on Windows

    resource.setrlimit(getattr(resource, limit), (of, of))


@pytest.mark.posix("the limits are those of setrlimit")
def test_a_limit_on_the_size_of_files_is_a_refusal(planned: Path) -> None:
    """Whatever stands in the way of writing, what was there stays."""
    before = digest(planned)

    ran = spawn(
        *("disburse", "import", str(planned.with_name("rows.csv")), "--json"),
        book=planned,
        preexec_fn=lambda: _at_most("RLIMIT_FSIZE", planned.stat().st_size + 8192),
    )

    assert (ran.returncode, b'"book-unwritable"' in ran.stderr) == (3, True), ran.stderr
    assert digest(planned) == before
    ok("disburse", "import", str(planned.with_name("rows.csv")), book=planned)


@pytest.mark.posix("the limits are those of setrlimit")
def test_memory_that_is_not_there_keeps_nothing(planned: Path) -> None:
    """It ends with exit code 3 and a sentence, whatever asked for the memory."""
    before = digest(planned)

    ran = spawn(
        *("disburse", "import", str(planned.with_name("rows.csv"))),
        book=planned,
        preexec_fn=lambda: _at_most("RLIMIT_AS", 50 * MEGABYTE),
    )

    assert ran.returncode == 3, ran
    assert b"Traceback" not in ran.stderr
    assert digest(planned) == before


def test_an_older_book_is_upgraded_while_others_try_to_write(
    full_book: Path, tmp_path: Path
) -> None:
    """Until then they are told to upgrade; from then on their writing is kept, and no other."""
    book, tries = full_book, size(2, 40)
    newer = patched_source(tmp_path / "newer")

    def write(number: int) -> int:
        words = ("activity", "add", f"THEM-{number}", f"Chỉ tiêu {number}", "--unit", "cuốn")
        return spawn(*words, book=book, source=newer).returncode

    with ThreadPoolExecutor(3) as pool:
        answers = pool.map(write, range(tries))
        assert spawn("book", "upgrade", book=book, source=newer).returncode == 0
        codes = list(answers)

    listed = json.loads(spawn("activity", "list", "--json", book=book, source=newer).stdout)
    kept = {each["code"] for each in listed if each["code"].startswith("THEM-")}
    assert set(codes) <= {0, 3}
    assert kept == {f"THEM-{number}" for number, code in enumerate(codes) if code == 0}
    assert write(tries) == 0
    checked = json.loads(spawn("book", "check", "--json", book=book, source=newer).stdout)
    assert [each for each in checked if each["severity"] == "error"] == []
