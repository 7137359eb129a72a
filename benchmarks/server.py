"""Measures on a PostgreSQL server what commands cost with many entries against one.

`python -m benchmarks.server` starts a server as the tests do, and asks what `benchmarks.growth`
asks of files; each may cost half as much again. Another number of entries than 200.000 may be
said. Processor time is that of the command and of the server, of whose processes Linux says what
they have spent once they end. Exit 1 when a bound is broken.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks import growth, skewed
from benchmarks.measure import Case, Spent, environment, judge, spent
from tests import server

ROWS, ROUNDS = 200_000, 5
_MORE = 1.5  # of what a file may cost
_TICKS = os.sysconf("SC_CLK_TCK")


def main(rows: int) -> int:
    """Measure everything and print a line for each bound."""
    if reason := server.missing():
        sys.exit(reason)
    server.reserve()
    try:
        cases = []
        for size, count in (("0", 1), ("many", rows)):
            name = server.once(f"growth{size}", partial(skewed.make, rows=count))
            place = server.server(name)
            with server.raw(place) as connection:
                connection.execute("VACUUM ANALYZE")  # what a server does by itself
            cases += growth.growing(size, place, place)
        found = _medians(cases, int((server.folder() / "data/postmaster.pid").open().readline()))
    finally:
        server.stop()
    print(f"{rows} entries against one, on a server")
    bounds = [replace(each, most=round(each.most * _MORE, 2)) for each in growth.BOUNDS]
    return 1 if judge(found, bounds) else 0


def _medians(cases: list[Case], postmaster: int) -> dict[str, Spent]:
    found: dict[str, list[Spent]] = {case.name: [] for case in cases}
    for turn in range(ROUNDS + 1):
        for case in cases:
            running, before = _children(postmaster), _ended(postmaster)
            cost = spent(case, environment())
            while _children(postmaster) - running:  # the process that answered is still ending
                time.sleep(0.01)
            if turn:
                seconds = cost.seconds + _ended(postmaster) - before
                found[case.name].append(Spent(seconds, cost.megabytes))
    return {
        name: Spent(
            statistics.median(each.seconds for each in costs),
            statistics.median(each.megabytes for each in costs),
        )
        for name, costs in found.items()
    }


def _children(process: int) -> set[str]:
    return set(Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())


def _ended(process: int) -> float:
    """Return the seconds that the children of a process spent which have ended."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / _TICKS


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
