"""Files that were changed at random: each is taken or refused, soon, and in little memory."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.reliability.conftest import Figure
from tests.reliability.import_mutants import KINDS, mutant, whole
from tests.reliability.import_mutating import MEGABYTES, SECONDS, attempt
from tests.reliability.size import size
from tests.shell import ok

from ethnictrack.values.errors import BookError

TIMES = size(50, 20_000)


@dataclass
class Found:
    """What came of the mutants of one kind."""

    refused: int = 0
    dead: list[int] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0


@pytest.fixture(scope="module")
def export(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the export of a book with a row in every table."""
    path = tmp_path_factory.mktemp("mutants") / "so.jsonl"
    ok("book", "export", str(path), book=full_template)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_file_is_taken_or_refused(
    kind: str, export: Path, tmp_path: Path, figure: Figure
) -> None:
    """Never a defect, a hang, or a machine that is full; the child of a workbook alone may die."""
    seed = secrets.token_hex(4)

    found = _tried(kind, export, seed)

    assert found.defects == [], seed
    assert found.slowest < SECONDS, seed
    assert found.memory < MEGABYTES, seed
    assert kind not in {"csv", "jsonl"} or not found.dead, (seed, found.dead)
    for number in found.dead:
        _check_refused(kind, mutant(kind, whole(kind, export), seed, number), tmp_path)
    figure(
        "a changed file is taken or refused",
        f"{TIMES} of {kind}, seed {seed}",
        f"{found.refused} refused, {len(found.dead)} killed in the child; at most "
        f"{found.slowest:.1f} s and {found.memory} MB",
    )


def _tried(kind: str, export: Path, seed: str) -> Found:
    """Read all mutants; who dies of one goes on behind it."""
    found, first = Found(), 0
    while first < TIMES:
        words = (kind, str(export), seed, str(first), str(TIMES))
        done = subprocess.run(
            [sys.executable, "-m", "tests.reliability.import_mutating", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent.parent,
            check=False,
        )
        *numbers, last = done.stdout.split(b"\n")[:-1]
        if done.returncode == 0:
            told = json.loads(last)
            found.refused += told["refused"]
            found.defects += told["defects"]
            found.slowest = max(found.slowest, told["slowest"])
            found.memory = max(found.memory, told["memory"])
            break
        found.dead.append(int(last))
        first = int(last) + 1
        assert numbers or found.dead, done.returncode
    return found


def _check_refused(kind: str, content: bytes, folder: Path) -> None:
    """Read in a child of its own what killed the process that read it here."""
    path = folder / KINDS[kind][0]
    path.write_bytes(content)
    import resource  # noqa: PLC0415 - not there on Windows

    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    with pytest.raises(BookError) as refusal:
        attempt(kind, path)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refusal.value.code == "workbook-unreadable"
    assert after.ru_utime - before.ru_utime < SECONDS
