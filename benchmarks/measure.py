"""Times commands as whole processes, in turn, so that a machine's moods fall on all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Case:
    """A command and the exit code it must have; ``before`` makes ready what each round needs."""

    name: str
    command: Sequence[str]
    code: int = 0
    before: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command cost: processor time of it and its children, and memory at its peak."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Bound:
    """``case`` may cost ``most`` times the time of ``reference``."""

    case: str
    reference: str
    most: float


def program(*words: str) -> list[str]:
    """Return the command line of the program under this Python."""
    return [sys.executable, "-m", "ethnictrack", *words]


def environment() -> dict[str, str]:
    """Return the environment commands run in: one that keeps byte code, as a user's does."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def spent(case: Case, variables: Mapping[str, str]) -> Spent:
    """Run once. Raises: RuntimeError, with what was printed, at another exit code."""
    if case.before is not None:
        case.before()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        child = subprocess.Popen(case.command, env=variables, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != case.code:
            printed.seek(0)
            message = f"{case.name}: exit code {child.returncode}\n{printed.read(2000)}"
            raise RuntimeError(message)
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(
    cases: Sequence[Case], variables: Mapping[str, str], rounds: int = ROUNDS
) -> dict[str, Spent]:
    """Return the medians of each case over interleaved rounds, one warm-up first."""
    found: dict[str, list[Spent]] = {case.name: [] for case in cases}
    for turn in range(rounds + 1):
        for case in cases:
            cost = spent(case, variables)
            if turn:
                found[case.name].append(cost)
    return {
        name: Spent(
            statistics.median(each.seconds for each in costs),
            statistics.median(each.megabytes for each in costs),
        )
        for name, costs in found.items()
    }


def judge(found: Mapping[str, Spent], bounds: Sequence[Bound]) -> int:
    """Print a line for each bound and each case; return how many bounds are broken."""
    broken = 0
    for bound in bounds:
        ratio = found[bound.case].seconds / found[bound.reference].seconds
        broken += ratio > bound.most
        verdict = "ok" if ratio <= bound.most else "BROKEN"
        print(f"{bound.case}: {ratio:.2f} x {bound.reference} (at most {bound.most}) {verdict}")
    for name, cost in found.items():
        print(f"  {name}: {cost.seconds:.3f} s, {cost.megabytes:.0f} MB")
    return broken
