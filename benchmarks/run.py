"""Measures the program against references in one run (`python -m benchmarks.run`).

Bounds are multiples, never milliseconds: they hold on any machine. Exit 1 when one is broken.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import filled
from benchmarks.measure import Bound, Case, environment, judge, medians, program

HERE = Path(__file__).parent
ROWS = 100_000


BOUNDS = (
    Bound("--help", "python -c pass", 15),
    Bound("--version", "python -c pass", 15),
    Bound("a usage error", "python -c pass", 15),
    Bound("disburse add", "a bare typer + sqlmodel script", 1.2),
    Bound("report rates, 100.000 rows", "disburse list --limit 1, 100.000 rows", 2),
)


def main() -> int:
    """Measure everything and print one line a bound."""
    with tempfile.TemporaryDirectory() as folder:
        small, large, bare = (str(Path(folder) / name) for name in ("small", "large", "bare"))
        variables = environment()
        filled.make(Path(small), 1)
        filled.make(Path(large), ROWS)
        found = medians(_cases(small, large, bare), variables)
    return 1 if judge(found, BOUNDS) else 0


def _cases(small: str, large: str, bare: str) -> list[Case]:
    paying = ("disburse", "add", "CT135", "1tr", "--date", "1/3/2021")
    return [
        Case("python -c pass", [sys.executable, "-c", "pass"]),
        Case("--help", program("--help")),
        Case("--version", program("--version")),
        Case("a usage error", program("disburse", "add", "--nonsense"), 2),
        Case(
            "a bare typer + sqlmodel script",
            [sys.executable, str(HERE / "bare.py"), bare, "CT135", "1000000"],
        ),
        Case("disburse add", program("--book", small, *paying)),
        Case(
            "disburse list --limit 1, 100.000 rows",
            program("--book", large, "disburse", "list", "--limit", "1"),
        ),
        Case(
            "report rates, 100.000 rows",
            program("--book", large, "report", "rates", "--year", "2021"),
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
