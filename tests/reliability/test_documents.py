"""Word files with something wrong with them: each is taken or refused, and none takes long."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from tests.reliability.conftest import Figure
from tests.reliability.mutants import KINDS
from tests.reliability.size import FULL, size

FILES = size(60, 20_000)
SEED = 13 if FULL else random.SystemRandom().randrange(10**9)  # elsewhere others each time
LONGEST, MOST = 5, 400  # seconds of CPU for one, megabytes for all
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_word_file_is_taken_or_refused(kind: str, figure: Figure) -> None:
    """By sentences of ours alone, in one process that never grows."""
    command = [sys.executable, "-m", "tests.reliability.mutants", kind, str(FILES), str(SEED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)

    assert found["defects"] == [], SEED
    assert found["slowest"] < LONGEST, SEED
    assert found["megabytes"] < MOST, SEED
    assert sum(found["ends"].values()) == FILES
    ends = ", ".join(f"{count} {name}" for name, count in sorted(found["ends"].items()))
    figure(
        "Files from outside do no harm",
        f"{FILES} {kind} changed at random, in one process",
        f"{ends}; 0 defects, at most {found['slowest']:.1f} s CPU and {found['megabytes']:.0f} MB",
    )
