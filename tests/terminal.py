"""A real terminal for tests: a program on a pseudo-terminal, its keys and its screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte
import pytest
from tests.shell import ok
from tests.warm import WarmProgram, at_start

from ethnictrack.cli.shell.command_line import World

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift-tab": "\x1b[Z",
    "down": "\x1b[B",
    "backspace": "\x7f",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
}
PROGRAM = (sys.executable, "-m", "ethnictrack")
_SETTINGS = Path(__file__).parents[1] / "pyproject.toml"
_PATIENCE = 15.0  # seconds until what is waited for counts as missing
_ROWS = 60  # tall enough that nothing of a dialogue scrolls away


class Terminal:
    """One run of ``ethnictrack`` on a terminal of its own."""

    def __init__(
        self,
        *words: str,
        book: Path,
        lang: str = "en",
        columns: int = 80,
        rows: int = _ROWS,
        environment: dict[str, str] | None = None,
        program: tuple[str, ...] = PROGRAM,
        patience: float = _PATIENCE,
    ) -> None:
        """Start the command line with ``words``."""
        if sys.platform == "win32":
            pytest.skip("pexpect, which types, drives no console of Windows")
        self._patience = patience
        self.screen = pyte.Screen(columns, rows)
        self.raw = b""
        self._stream = pyte.ByteStream(self.screen)
        told = _environment(book, lang) | _counted() | (environment or {})
        self._child: Any = (
            WarmProgram(*words, environment=told, rows=rows, columns=columns, timeout=patience)
            if program == PROGRAM and not at_start(environment or {})
            else _process(*program, *words, env=told, size=(rows, columns), timeout=patience)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.close()

    def press(self, *keys: str) -> None:
        """Press keys by name, or type a text as it is."""
        for key in keys:
            self._child.send(KEYS.get(key, key))

    def answer(self, question: str, *keys: str) -> None:
        """Wait until the last line asks ``question``, then press keys and Enter."""
        self.wait_for_question(question)
        self.press(*keys, "enter")

    def wait_for_question(self, question: str) -> None:
        """Wait until the cursor stands on a line that begins with ``question``."""
        self._wait(lambda: self._line(self.screen.cursor.y).lstrip().startswith(question), question)

    def wait_for_any_question(self) -> None:
        """Wait until the cursor stands behind a question."""
        self._wait(
            lambda: self._line(self.screen.cursor.y).rstrip().endswith((":", "?")), "a question"
        )

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows ``text``, on one line or wrapped."""
        wanted = " ".join(text.split())
        self._wait(lambda: wanted in " ".join(self.text().split()), text)

    def resize(self, columns: int) -> None:
        """Make the window narrower or wider; the program is told as by any terminal."""
        self.screen.resize(columns=columns)
        self._child.setwinsize(self.screen.lines, columns)

    def text(self) -> str:
        """Return what the screen shows, blanks at the ends of lines and of the screen left out."""
        return "\n".join(self._line(at).rstrip() for at in range(self.screen.lines)).rstrip()

    def finish(self) -> int:
        """Wait until the program has ended; return its exit code."""
        end = time.monotonic() + 4 * self._patience
        while self._read():
            if time.monotonic() > end:
                message = f"it does not end; the screen shows:\n{self.text()}"
                raise AssertionError(message)
        self._child.wait()
        if self._child.exitstatus is None:
            return -int(self._child.signalstatus)
        return int(self._child.exitstatus)

    def _line(self, number: int) -> str:
        """Return one line; pyte's own ``display`` draws the whole screen, blank cells too."""
        if number not in self.screen.buffer:
            return ""
        cells = self.screen.buffer[number]
        return "".join(cells[column].data for column in range(self.screen.columns))

    def _wait(self, seen: Callable[[], bool], wanted: str) -> None:
        end = time.monotonic() + self._patience
        while not seen():
            if time.monotonic() > end or not self._read():
                message = f"never saw {wanted!r}; the screen shows:\n{self.text()}"
                raise AssertionError(message)

    def _read(self) -> bool:
        """Show what the program has written since; False when it will write no more."""
        import pexpect  # noqa: PLC0415 - not there on Windows

        try:
            page = self._child.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += page
        self._stream.feed(page)
        return True


class CountedKeys:
    """Counts the keys that are pressed on a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        """Begin with none."""
        self.terminal, self.keys = terminal, 0

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, type a text and press Enter."""
        self.terminal.answer(question, *([text] if text else []))
        self.keys += len(text) + len(KEYS["enter"])


def _process(*words: str, env: dict[str, str], size: tuple[int, int], timeout: float) -> Any:  # noqa: ANN401 - pexpect says no types
    """Start a process of its own, for which settings of the machine are what they are."""
    import pexpect  # noqa: PLC0415 - not there on Windows

    program, *rest = words
    process = pexpect.spawn(program, rest, env=env, dimensions=size, timeout=timeout)
    process.delaybeforesend = None
    return process


def _environment(book: Path, lang: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}
    }
    ours = {"ETHNICTRACK_BOOK": str(book), "ETHNICTRACK_LANG": lang, "ETHNICTRACK_ACTOR": "Lan"}
    return kept | ours | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def _counted() -> dict[str, str]:
    """Have the program count its lines where the tests do: prompts run nowhere else."""
    coverage = sys.modules.get("coverage")
    counts = coverage is not None and coverage.Coverage.current() is not None
    return {"COVERAGE_PROCESS_START": str(_SETTINGS)} if counts else {}


def make_book(path: Path, *commands: tuple[str, ...]) -> None:
    """Make a book by the commands a clerk would type, today."""
    for words in commands:
        ok(*words, book=path, lang="en", world=World())
