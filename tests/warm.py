"""The program on a terminal without its start: loaded once, and forked for each run.

To load it takes longer than a dialogue. What the start itself is about, such as settings of the
machine, is tried on processes of their own.
"""

from __future__ import annotations

import array
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

_ROOM = 1 << 16  # bytes of a message
_NUMBER = array.array("i").itemsize


class WarmProgram:
    """One run of it, with what ``pexpect.spawn`` has and a terminal of the tests asks for."""

    def __init__(
        self, *words: str, environment: Mapping[str, str], rows: int, columns: int, timeout: float
    ) -> None:
        """Start it with exactly this environment."""
        from pexpect.fdpexpect import fdspawn  # noqa: PLC0415 - not there on Windows

        told = {"env": dict(environment), "size": (rows, columns), "folder": str(Path.cwd())}
        job = {"words": words, **told}
        self._pid, master = _server().start(job)
        self._typed = fdspawn(master, timeout=timeout)
        self._typed.delaybeforesend = None
        self.exitstatus: int | None = None
        self.signalstatus: int | None = None
        self._ended = False

    def send(self, keys: str) -> None:
        """Type keys."""
        self._typed.send(keys)

    def read_nonblocking(self, size: int, timeout: float) -> bytes:
        """Return what it has written. Raises: pexpect.TIMEOUT, pexpect.EOF."""
        page: bytes = self._typed.read_nonblocking(size, timeout=timeout)
        return page

    def setwinsize(self, rows: int, columns: int) -> None:
        """Make its window another size; it is told by a signal."""
        import termios  # noqa: PLC0415 - not there on Windows

        termios.tcsetwinsize(self._typed.child_fd, (rows, columns))

    def isalive(self) -> bool:
        """Say whether it still runs."""
        return not self._ended and self._look(wait=False)

    def wait(self) -> None:
        """Wait until it has ended."""
        if not self._ended:
            self._look(wait=True)

    def kill(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self._pid, number)

    def close(self) -> None:
        """Take its terminal away, and wait for it."""
        self._typed.close()
        self.wait()

    def _look(self, *, wait: bool) -> bool:
        """Ask for its end; say whether it still runs."""
        code = _server().ended(self._pid, wait=wait)
        if code is None:
            return True
        self._ended = True
        self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return False


class _Server:
    """The process that forks; it ends with the one that speaks with it."""

    def __init__(self) -> None:
        self._here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", str(there.fileno())],
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=Path(__file__).parents[1],  # whatever folder the first test is in
            )

    def start(self, job: Mapping[str, object]) -> tuple[int, int]:
        """Return the number of a new run, and its terminal."""
        self._here.sendall(json.dumps(job).encode())
        said, (master,), *_ = socket.recv_fds(self._here, _ROOM, 1)
        return int(said), master

    def ended(self, pid: int, *, wait: bool) -> int | None:
        """Return how a run has ended, as ``subprocess`` says it; None while it runs."""
        self._here.sendall(json.dumps({"pid": pid, "wait": wait}).encode())
        code: int | None = json.loads(self._here.recv(_ROOM))
        return code


@cache
def _server() -> _Server:
    return _Server()


def _load() -> None:
    """Load what commands load when they first need it."""
    from ethnictrack import library  # noqa: PLC0415 - in the process that forks alone
    from ethnictrack.cli import commands, prompts  # noqa: PLC0415

    for package in (commands, prompts):
        for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(each.name)
    for name in library.WHERE:
        getattr(library, name)
    library.load_ledger()


def _serve(here: socket.socket) -> dict[str, Any] | None:
    """Fork for each job, and tell how runs have ended; return the job in a process of its own."""
    import pty  # noqa: PLC0415 - not there on Windows

    while said := here.recv(_ROOM):
        asked = json.loads(said)
        if "pid" in asked:
            pid, status = os.waitpid(asked["pid"], 0 if asked["wait"] else os.WNOHANG)
            here.sendall(json.dumps(os.waitstatus_to_exitcode(status) if pid else None).encode())
            continue
        pid, master = pty.fork()
        if not pid:
            job: dict[str, Any] = asked
            return job
        socket.send_fds(here, [str(pid).encode()], [master])
        os.close(master)
    return None


def _run(job: dict[str, Any]) -> None:
    """Be the program: its words, its environment, its terminal as standard streams."""
    import termios  # noqa: PLC0415 - not there on Windows

    from ethnictrack.__main__ import main  # noqa: PLC0415

    termios.tcsetwinsize(0, tuple(job["size"]))
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["env"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        for number, mode, errors in (
            *((0, "r", "surrogateescape"), (1, "w", "surrogateescape")),
            (2, "w", "backslashreplace"),
        )
    )
    if "COVERAGE_PROCESS_START" in os.environ:
        import coverage  # noqa: PLC0415 - where lines are counted

        coverage.process_startup()
    sys.argv = ["ethnictrack", *job["words"]]
    main()


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as speaking:
        given = _serve(speaking)
    if given:
        _run(given)
