"""How much memory a program took at most.

What a process started from is counted as its own by the system, until and unless somebody small
starts it: the tests' own process is larger than what it is to measure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_STATUS = Path("/proc/self/status")
_STARTER = (
    "import json, os, subprocess, sys\n"
    "child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    "_, status, usage = os.wait4(child.pid, 0)\n"
    "print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024]))\n"
)


def own_peak() -> float:
    """Return the most memory this process ever held, in MB."""
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="utf-8").splitlines()
        (line,) = [each for each in lines if each.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 - not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_of(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, float]:
    """Run a program; return its exit code and the most memory that it or a child held, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _STARTER, *words],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    code, memory = json.loads(done.stdout)
    return int(code), float(memory)
