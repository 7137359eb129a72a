"""One payment, and each file operation of it failing or being the last, one after another."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.books import allocated, digest, signed
from tests.findings import found
from tests.reliability.conftest import Figure
from tests.reliability.size import FULL
from tests.shell import ACTOR, PROGRAM, clean_environment, ok

from ethnictrack.book.opening import write_book

WRITING = "openat,unlink,ftruncate,pwrite64,write,fsync,fdatasync"
ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021", "--id", "K-1")
FAULTS = {
    "kill -9": "signal=KILL",
    "disk full": "error=ENOSPC",
    "disk error": "error=EIO",
    "quota": "error=EDQUOT",
}
_CALL = re.compile(r"(?:\d+ +)?(\w+)\(.*book\.sqlite")


def _traced(book: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Pay under strace."""
    command = ("strace", "-f", "-y", *options, *PROGRAM, "--book", str(book), "--actor", ACTOR)
    return subprocess.run(
        [*command, *ADD],
        env=clean_environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _operations(book: Path, log: Path) -> list[tuple[str, int]]:
    """Return each call that touches the book, its journal or its lock: its name and its number."""
    assert _traced(book, "-o", str(log), "-e", f"trace={WRITING}").returncode == 0
    counted, touching = Counter[str](), []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        name = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if name:
            counted[name[1]] += 1
            if _CALL.match(line):
                touching.append((name[1], counted[name[1]]))
    return touching


@pytest.fixture
def strace() -> None:
    """Say that a test needs strace and the right to use it."""
    if not FULL:
        pytest.skip("it takes some minutes: make reliability")
    probe = ["strace", "-o", "/dev/null", "true"]
    if shutil.which("strace") is None or subprocess.run(probe, check=False).returncode:
        pytest.skip("no strace is here, or it may not be used")


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_payment_survives_any_call_that_fails(
    fault: str, fresh_book: Path, tmp_path: Path, figure: Figure
) -> None:
    """What was said to be recorded is there, what was refused is not, and the next one works."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 10**9)
    first, before = shutil.copy(fresh_book, tmp_path / "first.sqlite"), digest(fresh_book)
    operations = _operations(fresh_book, tmp_path / "log")
    ends = Counter[str]()

    for name, number in operations:
        shutil.copy(first, fresh_book)
        inject = f"inject={name}:{FAULTS[fault]}:when={number}"
        ran = _traced(fresh_book, "-o", "/dev/null", "-e", f"trace={name}", "-e", inject)
        assert "Traceback" not in ran.stderr, (name, number, ran)
        assert found(fresh_book) == [], (name, number)
        there = digest(fresh_book) != before
        said = bool(ran.stdout)
        assert there or not said, (name, number, ran)
        assert ran.returncode in ({0, 3} if fault != "kill -9" else {0, -9}), (name, number, ran)
        ends["kept" if there else "not kept"] += 1
        ok(*ADD, book=fresh_book)
        assert found(fresh_book) == [], (name, number)

    figure(
        "A call that fails loses nothing",
        f"{fault} at each of the {len(operations)} file operations of `disburse add`",
        f"{ends['not kept']} not kept, {ends['kept']} kept, 0 said and not kept, 0 damaged",
    )
