"""Measures the program against references in one run (`python -m benchmarks.run`).

Bounds are multiples, never milliseconds: they hold on any machine. Exit 1 when one is broken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Case, medians, program

HERE = Path(__file__).parent
ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Bound:
    """``case`` may cost ``most`` times what ``reference`` costs."""

    case: str
    reference: str
    most: float


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
        environment = {
            name: value
            for name, value in os.environ.items()
            # Without byte code every start compiles the program anew, and measures that.
            if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
        }
        for book in (small, large):
            start = ("--book", book, "book", "init", "--programs", "2021")
            subprocess.run(
                program(*start, "--units", "cao-bang-2020"),
                check=True,
                capture_output=True,
                env=environment,
            )
        filling = [sys.executable, str(HERE / "filled.py")]
        subprocess.run([*filling, small, "1"], check=True, env=environment)
        subprocess.run([*filling, large, str(ROWS)], check=True, env=environment)
        found = medians(_cases(small, large, bare), environment)
    return _judge(found)


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


def _judge(found: dict[str, float]) -> int:
    broken = 0
    for bound in BOUNDS:
        ratio = found[bound.case] / found[bound.reference]
        broken += ratio > bound.most
        verdict = "ok" if ratio <= bound.most else "BROKEN"
        print(f"{bound.case}: {ratio:.2f} x {bound.reference} (at most {bound.most}) {verdict}")
    for name, spent in found.items():
        print(f"  {name}: {spent * 1000:.0f} ms")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
