"""Times commands as whole processes, in turn, so that a machine's moods fall on all alike."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Case:
    """A command and the exit code it must have."""

    name: str
    command: Sequence[str]
    code: int = 0


def program(*words: str) -> list[str]:
    """Return the command line of the program under this Python."""
    return [sys.executable, "-m", "ethnictrack", *words]


def seconds(case: Case, environment: Mapping[str, str]) -> float:
    """Run once; return the processor time of the process, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        case.command, env=environment, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != case.code:
        message = f"{case.name}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def medians(cases: Sequence[Case], environment: Mapping[str, str]) -> dict[str, float]:
    """Return the median processor time of each case over interleaved rounds, one warm-up first."""
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    for turn in range(ROUNDS + 1):
        for case in cases:
            spent = seconds(case, environment)
            if turn:
                times[case.name].append(spent)
    return {name: statistics.median(spent) for name, spent in times.items()}
