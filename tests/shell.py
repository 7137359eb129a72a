"""The program as its users meet it: run inside this process for speed, or as a process of its own.

Inside, the clock stands still, the environment is empty of settings, and nothing is a terminal.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import warm

from ethnictrack.cli.shell.app import run as run_program
from ethnictrack.cli.shell.command_line import World
from ethnictrack.i18n import language, use

NOW = datetime(2021, 11, 25, 1, 0, tzinfo=UTC)
IDENTITY = "00000000-0000-4000-8000-000000000001"
ACTOR = "Lan"
PROGRAM = (sys.executable, "-m", "ethnictrack")
_STREAMS: dict[str, Any] = {
    **dict.fromkeys(("stdout", "stderr"), subprocess.PIPE),
    "stdin": subprocess.DEVNULL,
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON is of any type
        """What was printed, as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The one error that was printed as JSON."""
        found: dict[str, Any] = json.loads(self.err)["error"]
        return found


def still(moment: datetime = NOW, identity: str = IDENTITY) -> World:
    """Return a world in which it is always the same moment."""
    return World(clock=lambda: moment, identity=lambda: identity)


def run(
    *args: str,
    book: Path | str | None = None,
    lang: str | None = "vi",
    input: str = "",  # noqa: A002 - as subprocess calls it
    env: Mapping[str, str] | None = None,
    world: World | None = None,
    actor: str | None = ACTOR,
) -> Ran:
    """Run one command in this process."""
    out, err = _stream(), _stream()
    code = run_into(
        out, err, *_globals(book, lang, actor), *args, input=input, env=env, world=world
    )
    return Ran(code, _text(out), _text(err))


def run_into(
    out: io.TextIOWrapper,
    err: io.TextIOWrapper,
    *args: str,
    input: str = "",  # noqa: A002 - as subprocess calls it
    env: Mapping[str, str] | None = None,
    world: World | None = None,
) -> int:
    """Run one command in this process and let it write to streams of the caller's."""
    spoken = language()
    with ExitStack() as stack:
        stack.enter_context(_environment(env or {}))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        stack.enter_context(_stdin(input))
        try:
            code = run_program(list(args), world or still())
        finally:
            use(spoken)
        out.flush()
        err.flush()
    return code


def ok(*args: str, book: Path | str | None = None, lang: str = "vi", **rest: Any) -> Ran:  # noqa: ANN401
    """Run a command that has to succeed."""
    ran = run(*args, book=book, lang=lang, **rest)
    assert ran.code == 0, ran
    return ran


def spawn(
    *args: str,
    book: Path | str | None = None,
    lang: str | None = "vi",
    env: Mapping[str, str] | None = None,
    source: Path | None = None,
    **how: Any,  # noqa: ANN401 - whatever subprocess takes
) -> subprocess.CompletedProcess[bytes]:
    """Run one command as a process of its own; its start too, where that is what ``env`` is for.

    Of the program in another ``source``, where one is named: worth it for several commands.
    """
    words = [*_globals(book, lang, ACTOR), *args]
    environment = clean_environment(env) | ({"PYTHONPATH": str(source)} if source else {})
    if how.keys() <= {"cwd", *_STREAMS} and not warm.at_start(env or {}):
        return forked(words, environment, **how)
    return subprocess.run(
        [*PROGRAM, *words],
        env=environment,
        timeout=60,
        check=False,
        **{**_STREAMS, **how},
    )


def begun(
    *words: str, book: Path | str | None = None, lang: str | None = "vi"
) -> Running | subprocess.Popen[bytes]:
    """Begin a command as a process of its own, to be interrupted or killed; it speaks on pipes."""
    line, environment = [*_globals(book, lang, ACTOR), *words], clean_environment()
    if warm.at_start({}):
        return subprocess.Popen([*PROGRAM, *line], env=environment, **_STREAMS)
    return Running(line, environment, **_STREAMS)


def forked(
    words: Sequence[str],
    environment: Mapping[str, str],
    *,
    cwd: Path | None = None,
    **how: Any,  # noqa: ANN401 - streams, as subprocess takes them
) -> subprocess.CompletedProcess[bytes]:
    """Fork a program that is loaded, with exactly this environment; pipes are pipes."""
    running = Running(words, environment, cwd=cwd, **{**_STREAMS, **how})
    said = running.communicate()
    return subprocess.CompletedProcess(words, running.wait(), *said)


class Running(warm.WarmRun):
    """A program that is loaded, forked and at work, with what ``subprocess.Popen`` has of it."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        *,
        cwd: Path | None = None,
        module: str = "",
        **how: Any,  # noqa: ANN401 - streams, as subprocess takes them
    ) -> None:
        """Start it, or a module of the tests, with exactly this environment."""
        self._readers, self._told = ThreadPoolExecutor(2), dict[str, Future[bytes]]()
        with ExitStack() as stack:
            names = ("stdin", "stdout", "stderr")
            super().__init__(
                *(warm.PROGRAM, *words),
                environment=environment,
                folder=cwd or Path.cwd(),
                streams=[self._number(name, how[name], stack) for name in names],
                module=module,
            )

    def _number(self, name: str, stream: Any, stack: ExitStack) -> int:  # noqa: ANN401
        """Return the file of a stream, open until the program has it; read what comes on a pipe."""
        if stream is subprocess.PIPE:
            reading, writing = os.pipe()
            self._told[name] = self._readers.submit(_all_of, reading)
            stack.callback(os.close, writing)  # or those who read would never see an end
            return writing
        if stream is subprocess.DEVNULL:
            return stack.enter_context(Path(os.devnull).open("r+b")).fileno()
        return stream if isinstance(stream, int) else stream.fileno()

    def communicate(self) -> tuple[bytes, bytes]:
        """Wait until it has ended; return what it said on its pipes."""
        out, err = (
            self._told[name].result() if name in self._told else b""
            for name in ("stdout", "stderr")
        )
        self._readers.shutdown()
        self.wait()
        return out, err


def _all_of(number: int) -> bytes:
    with os.fdopen(number, "rb") as stream:
        return stream.read()


def clean_environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without settings of the program, and ``env`` added."""
    kept = {name: value for name, value in os.environ.items() if not _ours(name)}
    return {**kept, "COLUMNS": "80", "PYTHONUTF8": "1", **(env or {})}


def _ours(name: str) -> bool:
    return name.startswith("ETHNICTRACK_") or name in {"NO_COLOR", "LINES", "COLUMNS"}


def _globals(book: Path | str | None, lang: str | None, actor: str | None) -> list[str]:
    said = {"--book": book, "--lang": lang, "--actor": actor}
    return [word for name, value in said.items() if value for word in (name, str(value))]


@contextmanager
def _environment(env: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    try:
        _change_environment(before, clean_environment(env))
        yield
    finally:
        _change_environment(dict(os.environ), before)


def _change_environment(now: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Set what differs: most of it never does, and every variable that is set costs time."""
    for name in now.keys() - wanted.keys():
        del os.environ[name]
    os.environ.update(wanted.items() - now.items())


@contextmanager
def _stdin(text: str) -> Iterator[None]:
    typed = io.BytesIO(text.encode("utf-8", "surrogateescape"))
    before, sys.stdin = sys.stdin, io.TextIOWrapper(typed, encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
