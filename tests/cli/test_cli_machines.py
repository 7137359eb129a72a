"""The machine around the program: its settings, its code page, its terminal, its signals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.shell import PROGRAM, forked, ok, spawn
from tests.spread import spread
from tests.terminal import Terminal

from ethnictrack.cli.shell.command_line import Said, World
from ethnictrack.cli.shell.session import new_session

if TYPE_CHECKING:
    import pexpect

Usual = Callable[..., subprocess.CompletedProcess[bytes]]
PAYMENT = ("disburse", "add", "CT135", "5", "--date", "1/3/2021")
SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CODE_PAGES = ["cp1258", "ascii", "utf-16"]
ODD = {  # settings nobody has on purpose
    "nothing": {},
    "no home": {"HOME": ""},
    "a home that is not there": {"HOME": "/nonexistent/home"},
    "no terminal type": {"TERM": ""},
    "an unknown terminal": {"TERM": "nonsense-9"},
    "no columns": {"COLUMNS": "0", "LINES": "0"},
    "too many columns": {"COLUMNS": "2147483647", "LINES": "2147483647"},
    "columns beyond all numbers": {"COLUMNS": "9" * 400},
    "less than no columns": {"COLUMNS": "-5"},
    "words for columns": {"COLUMNS": "rộng"},
    "no login": {"LOGNAME": "", "USER": "", "USERNAME": "", "LNAME": ""},
    "an unknown locale": {"LC_ALL": "xx_XX.nonsense"},
    "no time zone": {"TZ": "Nowhere/Nothing"},
    "no folder for drafts": {"TMPDIR": "/nonexistent"},
}
# The program itself asks for these, when it runs; for the others its start, or a library's.
ASKED_LATE = {"TERM", "COLUMNS", "LOGNAME"} if sys.platform != "win32" else set()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a copy of the sample book."""
    return Path(shutil.copy(SAMPLE, tmp_path / "sample.sqlite"))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Usual:
    """Return what runs a command with no setting of its own, each command once."""
    book = Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("usual") / "sample.sqlite"))
    return cache(lambda *words: spawn(*words, env={"ETHNICTRACK_BOOK": str(book)}))


@spread(
    "words, page",
    [("--help",), ("report", "rates"), ("program", "show", "ZZ"), ("disburse",)],
    CODE_PAGES,
)
def test_what_goes_to_no_console_is_utf_8_whatever_the_code_page(
    sample: Path, usual: Usual, words: tuple[str, ...], page: str
) -> None:
    """Help, results, talk and refusals, to the letter; what they are is said by no setting."""
    env = {"PYTHONIOENCODING": page, **PLAIN}
    odd = spawn(*words, env={"ETHNICTRACK_BOOK": str(sample), **env})

    plain = usual(*words)
    assert (odd.returncode, odd.stdout, odd.stderr) == (
        plain.returncode,
        plain.stdout,
        plain.stderr,
    )
    assert "Sổ theo dõi" in odd.stdout.decode() or words != ("--help",)


@spread(
    "words, page",
    [("--help",), ("report", "rates"), ("program", "show", "ZZ")],
    ["cp1258", "ascii"],
)
def test_a_console_gets_what_it_can_show(sample: Path, page: str, words: tuple[str, ...]) -> None:
    """Marks stand for other letters; figures stay whole, and nothing is a defect."""
    env = {"PYTHONIOENCODING": page, **PLAIN}
    with Terminal(*words, book=sample, lang="vi", environment=env) as terminal:
        code = terminal.finish()
        shown = terminal.raw.decode(page)

    assert code == (1 if "ZZ" in words else 0)
    assert "?" in shown
    assert "defect" not in shown
    assert "15.213" in shown or "rates" not in words


@pytest.mark.parametrize("name", ODD)
def test_no_setting_of_the_machine_is_a_defect(sample: Path, name: str) -> None:
    """The work is done, or a sentence says why it is not."""
    env = {"PATH": os.environ["PATH"], **ODD[name]}
    words = ("--book", str(sample), *PAYMENT)

    if ODD[name].keys() & ASKED_LATE:
        ran = forked(words, env)
    else:
        ran = subprocess.run(
            [*PROGRAM, *words], capture_output=True, env=env, check=False, timeout=60
        )

    assert ran.returncode == 0, ran
    assert ran.stdout
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("name", [name for name in ODD if "column" in name or "term" in name])
def test_a_table_on_a_terminal_has_its_figures_whatever_the_settings(
    sample: Path, name: str
) -> None:
    """However many columns are claimed."""
    with Terminal("report", "rates", book=sample, environment=ODD[name]) as terminal:
        assert terminal.finish() == 0
        assert b"15,213" in terminal.raw


def test_a_home_that_is_not_known_is_written_as_it_was_typed(tmp_path: Path) -> None:
    """As a shell leaves it; the refusal names the book by it."""
    ran = spawn("book", "info", book="~nobody-of-that-name/so.sqlite", cwd=tmp_path)

    assert ran.returncode == 3
    assert b"[book-missing]" in ran.stderr
    assert b"~nobody-of-that-name/so.sqlite" in ran.stderr


def test_a_machine_that_knows_no_login_still_has_an_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a variable, nor an account, nor the module that reads accounts."""

    def missing() -> str:
        raise ModuleNotFoundError

    def unknown() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", missing)
    monkeypatch.setattr(os, "getlogin", unknown)
    monkeypatch.delenv("ETHNICTRACK_ACTOR", raising=False)

    session = new_session(Said(World(), options={"--book": "so.sqlite"}))

    assert session.actor == (str(os.getuid()) if sys.platform != "win32" else "?")


@pytest.mark.posix("a console of Windows knows no such signals")
@pytest.mark.parametrize("signalled", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_whoever_ends_the_program_at_a_question_has_the_terminal_back(
    sample: Path, signalled: str
) -> None:
    """In a shell that mends nothing itself; the exit code says by what it was ended."""
    import pexpect  # noqa: PLC0415 - not there on Windows

    number = getattr(signal, signalled)
    shell = pexpect.spawn(
        "/bin/sh",
        env={"PATH": os.environ["PATH"], "PS1": "READY> ", "TERM": "xterm", "HOME": "/"},
        encoding="utf-8",
        dimensions=(30, 100),
        timeout=20,
    )
    try:
        shell.expect_exact("READY> ")
        before = _settings(shell)
        command = f"{sys.executable} -m ethnictrack --book {sample} --lang en disburse add"
        shell.sendline(f"{command}; echo ended $?.")
        shell.expect_exact("Date")
        asked = _settings(shell, until=lambda now: now != before)
        os.kill(_child(shell.pid), number)
        shell.expect(r"ended (\d+)\.")
        ended = int(shell.match[1])
        shell.expect_exact("READY> ")
        after = _settings(shell)
    finally:
        shell.close(force=True)

    assert before == after != asked
    assert ended in {130, 128 + number}
    assert len(ok("disburse", "list", "--json", book=sample).data) == len(
        ok("disburse", "list", "--json", book=SAMPLE).data
    )


def _settings(shell: pexpect.spawn, until: Callable[[bytes], bool] = lambda _: True) -> bytes:
    """Return how the terminal is set, once it is as it is waited for."""
    for _ in range(100):
        with Path(f"/proc/{shell.pid}/fd/0").open("rb") as terminal:
            now = subprocess.run(
                ["stty", "-g"], stdin=terminal, capture_output=True, check=True
            ).stdout
        if until(now):
            return now
        time.sleep(0.1)
    pytest.fail("the terminal never was as it was waited for")


def _child(parent: int) -> int:
    """Return the one process another has started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    (child,) = listed.split()
    return int(child)


def test_an_interruption_while_the_program_loads_ends_without_a_word() -> None:
    """Nothing is begun yet; nobody is shown where it was."""
    program = (
        "import builtins\n"
        "load = builtins.__import__\n"
        "def interrupted(name, *rest):\n"
        "    if name == 'ethnictrack.cli.shell.app': raise KeyboardInterrupt\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = interrupted\n"
        "import ethnictrack.__main__ as start\n"
        "start.main()\n"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
