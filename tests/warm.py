"""The program, and its reader of workbooks, without their start: loaded once, forked for each run.

To load them takes longer than most of what they are asked to do. What the start itself is about,
such as settings of the machine, is tried on processes of their own.
"""

from __future__ import annotations

import array
import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

PROGRAM, READER = "program", "reader"  # what is loaded
_AT_START = ("PYTHON", "LC_", "LANG", "TZ")  # Python itself asks for these, before anything runs
_ROOM = 1 << 16  # bytes of a message
_SHORTEST, _LONGEST = 0.001, 0.02  # seconds between two looks whether a run has ended
_ONE_AT_A_TIME = threading.Lock()  # asks and is answered
_NUMBER = array.array("i").itemsize


def at_start(environment: Mapping[str, str]) -> bool:
    """Say whether a setting is asked for by the start; there is no fork on Windows."""
    return sys.platform == "win32" or any(name.startswith(_AT_START) for name in environment)


class WarmProgram:
    """One run of it, with what ``pexpect.spawn`` has and a terminal of the tests asks for."""

    def __init__(
        self, *words: str, environment: Mapping[str, str], rows: int, columns: int, timeout: float
    ) -> None:
        """Start it with exactly this environment."""
        from pexpect.fdpexpect import fdspawn  # noqa: PLC0415 - not there on Windows

        told = {"env": dict(environment), "size": (rows, columns), "folder": str(Path.cwd())}
        job = {"words": words, **told}
        self._source = environment.get("PYTHONPATH", "")
        self._pid, master = _server(PROGRAM, self._source).on_terminal(job)
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
        code = _server(PROGRAM, self._source).ended(self._pid, wait=wait)
        if code is None:
            return True
        self._ended = True
        self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return False


class WarmRun:
    """One run of what is loaded, with three open files as its standard streams."""

    def __init__(
        self,
        what: str,
        *words: str,
        environment: Mapping[str, str],
        folder: Path,
        streams: Sequence[int],
        module: str = "",
    ) -> None:
        """Start it with exactly this environment: the program, or a module of the tests."""
        job = {"words": words, "env": dict(environment), "folder": str(folder), "module": module}
        self._of = what, environment.get("PYTHONPATH", "")
        with _ONE_AT_A_TIME:
            self.pid = _server(*self._of).on_streams(job, streams)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it has ended, as ``subprocess`` says it; None while it runs."""
        if self.returncode is None:
            with _ONE_AT_A_TIME:
                self.returncode = _server(*self._of).ended(self.pid, wait=False)
        return self.returncode

    def wait(self) -> int:
        """Wait until it has ended; who waited in the server would keep others from starting."""
        pause = _SHORTEST
        while (code := self.poll()) is None:
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def read_warm(said: bytes, _seconds: float) -> tuple[int, bytes]:
    """Do what ``guarded`` starts a child for, which keeps to its own bounds."""
    with TemporaryFile() as given, TemporaryFile() as came, Path(os.devnull).open("wb") as nothing:
        given.write(said)
        given.seek(0)
        streams = [each.fileno() for each in (given, came, nothing)]
        code = WarmRun(READER, environment={}, folder=Path("/"), streams=streams).wait()
        came.seek(0)
        return code, came.read()


_CLIENT = """#!{python} -IS
import json, os, socket, sys
server = socket.socket(fileno={number})
job = {{"words": sys.argv[1:], "env": dict(os.environ), "folder": os.getcwd()}}
socket.send_fds(server, [json.dumps(job).encode()], [0, 1, 2])
server.sendall(json.dumps({{"pid": int(server.recv(99)), "wait": True}}).encode())
sys.exit(json.loads(server.recv(99)))
"""


def put_on_path(folder: Path) -> tuple[str, int]:
    """Make a program for scripts, which call it one at a time.

    Return their PATH, and the open file that they have to inherit.
    """
    folder.mkdir(exist_ok=True)
    number = _server(PROGRAM, os.environ.get("PYTHONPATH", "")).number
    program = folder / "ethnictrack"
    program.write_text(_CLIENT.format(python=sys.executable, number=number), encoding="utf-8")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}", number


class _Server:
    """The process that forks; it ends with the one that speaks with it."""

    def __init__(self, what: str, source: str) -> None:
        self._here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", what, str(there.fileno())],
                pass_fds=[there.fileno()],
                env={**os.environ, **({"PYTHONPATH": source} if source else {})},
                stdin=subprocess.DEVNULL,
                cwd=Path(__file__).parents[1],  # whatever folder the first test is in
            )

    @property
    def number(self) -> int:
        """The open file that speaks with it."""
        return self._here.fileno()

    def on_streams(self, job: Mapping[str, object], streams: Sequence[int]) -> int:
        """Return the number of a new run with these streams."""
        socket.send_fds(self._here, [json.dumps(job).encode()], streams)
        return int(self._here.recv(_ROOM))

    def on_terminal(self, job: Mapping[str, object]) -> tuple[int, int]:
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
def _server(what: str, source: str) -> _Server:
    """Return the one that has loaded it, where ``source`` is what Python looks in first."""
    return _Server(what, source)


def _load_reader() -> None:
    """Load what reads any kind of file."""
    for name in (
        *("ethnictrack.importing.guarded", "ethnictrack.importing.files.from_workbook"),
        *("python_calamine", "xlrd", "defusedxml.ElementTree", "lxml.html"),
    ):
        import_module(name)


def _load_program() -> None:
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

    while (received := socket.recv_fds(here, _ROOM, 3))[0]:
        asked, streams = json.loads(received[0]), received[1]
        if "pid" in asked:
            pid, status = os.waitpid(asked["pid"], 0 if asked["wait"] else os.WNOHANG)
            here.sendall(json.dumps(os.waitstatus_to_exitcode(status) if pid else None).encode())
            continue
        pid, master = (os.fork(), -1) if streams else pty.fork()
        for number, stream in enumerate(streams):
            if not pid:
                os.dup2(stream, number)
            os.close(stream)
        if not pid:
            job: dict[str, Any] = asked
            return job
        socket.send_fds(here, [str(pid).encode()], [] if streams else [master])
        if not streams:
            os.close(master)
    return None


def _run(job: dict[str, Any]) -> None:
    """Be the program: its words, its environment, its standard streams."""
    import termios  # noqa: PLC0415 - not there on Windows

    from ethnictrack.__main__ import main  # noqa: PLC0415

    if "size" in job:
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
    if module := job.get("module"):
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        main()


def _read() -> None:
    """Be the child that reads one file."""
    from ethnictrack.importing.guarded import child  # noqa: PLC0415

    child()
    sys.stdout.flush()
    os._exit(0)  # to take all apart that was loaded takes longer than to read a file


if __name__ == "__main__":
    load = {PROGRAM: _load_program, READER: _load_reader}
    load[sys.argv[1]]()
    gc.freeze()  # or each fork would touch, and so copy, all that is loaded
    with socket.socket(fileno=int(sys.argv[2])) as speaking:
        given = _serve(speaking)
    if given and sys.argv[1] == READER:
        _read()
    elif given:
        _run(given)
