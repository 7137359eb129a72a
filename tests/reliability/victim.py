"""Runs commands as processes that can be killed at any moment of their work.

The program is loaded once and forks for each command, so that a kill meets the work and not the
start. One JSON line a command comes in: its words, where its output goes, and after how many
seconds it is killed (null: never). Its exit code and the seconds it took go out.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from tests.shell import ACTOR, Running, ok, run_into

KILLED = -9  # by SIGKILL


class Victim:
    """The process that forks, as its owner speaks with it."""

    def __init__(self, told: IO[str], answers: IO[str], said: Path) -> None:
        """Speak with it by two pipes; what commands print goes to the file ``said``."""
        self._told, self._answers, self._said = told, answers, said

    def run(self, book: Path, *words: str, delay: float | None = None) -> tuple[int, float]:
        """Run a command; return its exit code and the seconds it took."""
        line = ["--book", str(book), "--actor", ACTOR, *words]
        job = {"words": line, "said": str(self._said), "delay": delay}
        print(json.dumps(job), file=self._told, flush=True)
        code, took = json.loads(self._answers.readline())
        return code, took

    @property
    def acknowledged(self) -> bool:
        """Whether the last command said anything of a result."""
        return bool(self._said.read_bytes())


@contextmanager
def victim(folder: Path, source: Path | None = None) -> Iterator[Victim]:
    """Start one, of the program in ``source``; it ends with the block."""
    first, said = str(folder / "warm.sqlite"), folder / "said"
    if source is None:
        with ExitStack() as stack:
            (inner, told), (answers, outer) = os.pipe(), os.pipe()
            writing = stack.enter_context(os.fdopen(told, "w", encoding="utf-8"))
            reading = stack.enter_context(os.fdopen(answers, encoding="utf-8"))
            streams: dict[str, Any] = {"stdin": inner, "stdout": outer, "stderr": 2}
            Running([first], os.environ, module="tests.reliability.victim", **streams)
            os.close(inner)
            os.close(outer)
            yield Victim(writing, reading, said)
        return
    command = (sys.executable, "-m", "tests.reliability.victim", first)
    pipe, env = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(source)}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Victim(process.stdin, process.stdout, said)


def _child(words: Sequence[str], said: str) -> int:
    silence = Path(os.devnull)
    with Path(said).open("w", encoding="utf-8") as out, silence.open("w", encoding="utf-8") as err:
        return run_into(out, err, *words)


def _serve(job: dict[str, Any]) -> tuple[int, float]:
    began = time.monotonic()
    child = os.fork()
    if not child:
        os._exit(_child(job["words"], job["said"]))
    if job["delay"] is not None:
        time.sleep(job["delay"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - began


def _warm(book: str) -> None:
    """Load what commands load when they first need it; nothing is open afterwards."""
    ok("book", "init", "--programs", "2021", book=book)
    ok("allocate", "add", "CT135", "9", "--year", "2021", book=book)
    ok("disburse", "add", "CT135", "4", book=book)
    rows = Path(f"{book}.csv")
    rows.write_text("program,amount\nCT135,5\n", encoding="utf-8")
    ok("disburse", "import", str(rows), book=book)
    ok("book", "undo", "1", "--reason", "nhầm tệp", book=book)
    ok("book", "backup", f"{book}.copy", book=book)
    ok("book", "restore", f"{book}.copy", book=f"{book}.moved")
    ok("book", "verify", book=book)


if __name__ == "__main__":
    _warm(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(_serve(json.loads(line))), flush=True)  # noqa: T201 - for its owner
