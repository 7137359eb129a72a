"""The program among others: pipes, terminals, locks, full disks, Ctrl-C."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.books import digest
from tests.shell import PROGRAM, Running, begun, clean_environment, ok, run, spawn
from tests.spread import spread
from tests.terminal import Terminal

from ethnictrack.book.lock import fair_lock, lock_path
from ethnictrack.cli.shell.app import DefectError

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
LONG = "Đường liên xã Cô Ba - Thượng Hà, " * 12 + "hết"
IN_DONG = ("report", "rates", "--year", "2021", "--unit", "dong")
ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a copy of the sample book."""
    return Path(shutil.copy(SAMPLE, tmp_path / "sample.sqlite"))


@contextmanager
def held(book: Path) -> Iterator[None]:
    """Hold the lock of a book, as another process that writes."""
    with fair_lock(book, 0):
        lock_path(book).write_bytes(b"")  # who holds it is not known
        yield


def test_on_a_pipe_nothing_is_cut_wrapped_or_coloured(fresh_book: Path) -> None:
    """However long a name is and however narrow the window was."""
    ok("program", "add", "DÀI", LONG, book=fresh_book)

    ran = spawn("program", "list", book=fresh_book, env={"COLUMNS": "20", "FORCE_COLOR": "1"})

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert LONG in ran.stdout.decode()
    assert b"\x1b" not in ran.stdout
    _, ruler, *rows = (len(line) for line in ran.stdout.decode().splitlines()[2:])
    assert ruler == max(rows)  # blanks at the ends of lines are left out


@pytest.mark.parametrize("list_", ["place", "disburse"])
def test_the_mark_of_utf_8_stands_in_files_and_in_no_pipe(
    sample: Path, tmp_path: Path, list_: str
) -> None:
    """Excel looks for it in a file, whoever writes that; a program reads on with the heading."""
    words, named = (list_, "list", "--format", "csv"), tmp_path / "named.csv"
    written = tmp_path / "written.csv"

    piped = spawn(*words, book=sample).stdout
    spawn(*words, "-o", str(named), book=sample)
    with written.open("wb") as file:
        spawn(*words, book=sample, stdout=file.fileno())

    assert not piped.startswith(BOM_UTF8)
    assert named.read_bytes() == written.read_bytes() == BOM_UTF8 + piped


@pytest.mark.parametrize(
    "words", [("report", "annual", "2021"), ("--help",), ("place", "list", "--json")]
)
def test_a_reader_that_has_seen_enough_is_no_error(sample: Path, words: tuple[str, ...]) -> None:
    """`| head -1` ends quietly, with 0 and without a word."""
    reading, writing = os.pipe()
    os.close(reading)

    ran = spawn(*words, book=sample, stdout=writing)
    os.close(writing)

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_head_gets_its_line(sample: Path) -> None:
    """In a shell that reports the exit code of every part."""
    line = f'set -o pipefail; {shlex.join(PROGRAM)} --book "$0" place list -O tsv | head -1'

    ran = subprocess.run(
        ["bash", "-c", line, str(sample)],
        capture_output=True,
        env=clean_environment(),
        check=False,
        timeout=60,
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"code\t")


@spread(
    "env, words, code, shown, said",
    [
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="C"),
        *(
            pytest.param(
                {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": name, "PYTHONUTF8": "0"}, id=name
            )
            for name in ("ascii", "latin-1")
        ),
    ],
    [
        pytest.param(("report", "rates"), 0, b"15.213,0", b"", id="page"),
        pytest.param(("report", "rates", "--json"), 0, "Tỷ lệ giải ngân".encode(), b"", id="data"),
        pytest.param(("program", "show", "ZZ"), 1, b"", b"[unknown-code]", id="error"),
    ],
)
def test_a_screen_without_vietnamese_letters_gets_marks_for_them(
    sample: Path,
    env: dict[str, str],
    words: tuple[str, ...],
    code: int,
    shown: bytes,
    said: bytes,
) -> None:
    """Figures stay whole, JSON stays UTF-8, errors stay readable."""
    if env.get("LC_ALL") == "C" and not f"{SAMPLE}{sys.prefix}".isascii():
        pytest.skip("Python loads no library from a folder whose letters its locale does not have")
    ran = spawn(*words, book=sample, env=env)

    assert ran.returncode == code
    assert shown in ran.stdout
    assert said in ran.stderr
    assert said or ran.stderr == b""
    assert b"Traceback" not in ran.stderr


@pytest.fixture(scope="module")
def usual_page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the page as it is with no setting of its own."""
    book = Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("usual") / "sample.sqlite"))
    return spawn(*IN_DONG, book=book).stdout


@pytest.mark.parametrize("name", ["LC_ALL=C", "LC_ALL=tr_TR.UTF-8", "HOME", "TERM", "NO_COLOR=1"])
def test_figures_do_not_depend_on_the_settings_of_the_machine(
    sample: Path, usual_page: bytes, name: str
) -> None:
    """Another locale, no home, no terminal: the same page."""
    name, said, value = name.partition("=")
    env = {name: value} if said else {name: ""}

    assert spawn(*IN_DONG, book=sample, env=env).stdout == usual_page


def test_a_full_disk_behind_stdout_is_said(sample: Path) -> None:
    """A result is never lost in silence: exit code 3, in every format."""
    for words in (
        ("report", "rates"),
        ("report", "rates", "--json"),
        ("disburse", "list", "-Ocsv"),
    ):
        with Path("/dev/full").open("wb") as full:
            ran = spawn(*words, book=sample, stdout=full)

        assert ran.returncode == 3
        assert b"output-unwritable" in ran.stderr
        assert b"Traceback" not in ran.stderr


def test_help_on_a_full_disk_is_said_too() -> None:
    """It is a result like others."""
    with Path("/dev/full").open("wb") as full:
        ran = spawn("--help", stdout=full)

    assert ran.returncode == 3
    assert b"Traceback" not in ran.stderr


def test_a_book_that_someone_else_holds_is_busy(full_book: Path) -> None:
    """Exit code 4, after as long as was asked for; reading goes on, and so does life after."""
    kept = digest(full_book)

    with held(full_book):
        began = time.monotonic()
        refused = run(*ADD, "--json", book=full_book, env={"ETHNICTRACK_WAIT": "0"})
        spent = time.monotonic() - began
        read = run("disburse", "list", book=full_book)
        assert digest(full_book) == kept

    assert (refused.code, refused.out, refused.error["code"]) == (4, "", "busy")
    assert spent < 5
    assert read.code == 0
    assert ok(*ADD, book=full_book).code == 0


def test_how_long_to_wait_is_a_number_of_seconds(full_book: Path) -> None:
    """Anything else is wrong usage."""
    ran = run(*ADD, "--json", book=full_book, env={"ETHNICTRACK_WAIT": "soon"})

    assert (ran.code, ran.error["code"]) == (2, "whole-number")
    assert ran.error["details"]["option"] == "ETHNICTRACK_WAIT"


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM], ids=["int", "term"])
def test_who_interrupts_a_waiting_command_loses_nothing(
    full_book: Path, signalled: signal.Signals
) -> None:
    """Ctrl-C ends with 130 and one line; nothing is kept and nothing stays locked."""
    kept = digest(full_book)
    with held(full_book):
        child = begun(*ADD, book=full_book)
        _wait_until_it_queues(child)
        child.send_signal(signalled)
        out, err = child.communicate()

    assert child.returncode == (130 if signalled is signal.SIGINT else -signal.SIGTERM)
    assert out == b""
    assert b"Traceback" not in err
    assert len(err.splitlines()) == (signalled is signal.SIGINT)
    assert digest(full_book) == kept
    assert ok(*ADD, book=full_book).code == 0


def _wait_until_it_queues(child: Running | subprocess.Popen[bytes]) -> None:
    """Wait until the child has a second thread: the one that stands in line for the lock."""
    tasks = Path(f"/proc/{child.pid}/task")
    for _ in range(400):
        if len(list(tasks.iterdir())) > 1:
            time.sleep(0.2)
            return
        time.sleep(0.05)
    pytest.fail("the command never waited for the lock")


def test_a_defect_is_owned_up_to_without_a_traceback(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3; whoever asks for the traceback gets it."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ethnictrack.cli.commands.book.info_page", broken)

    told = run("book", "info", "--json", book=full_book)

    assert (told.code, told.out, told.error["code"]) == (3, "", DefectError.code)
    with pytest.raises(ZeroDivisionError):
        run("book", "info", book=full_book, env={"ETHNICTRACK_DEBUG": "1"})


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    ("words", "figures"),
    [
        (("report", "rates", "--unit", "dong"), ["20.868.000.000", "15.213.000.000", "72,9%"]),
        (("disburse", "list"), ["15.213.000.000", "5.857.000.000", "21.070.000.000"]),
        (("report", "inspections", "2021"), ["52,0", "100,0%"]),
    ],
    ids=["rates", "list", "inspections"],
)
def test_every_amount_is_whole_on_a_terminal(
    sample: Path, columns: int, words: tuple[str, ...], figures: list[str]
) -> None:
    """A name may go on in the next line, a figure never; no line is wider than the screen."""
    with Terminal(*words, book=sample, lang="vi", columns=columns, rows=120) as terminal:
        code = terminal.finish()
        page = terminal.text()

    assert code == 0
    words_shown = page.replace("│", " ").split()
    assert [each for each in figures if each not in words_shown] == [], page


def test_a_terminal_is_coloured_unless_it_is_asked_not_to_be(sample: Path) -> None:
    """NO_COLOR and a dumb terminal are obeyed."""
    pages = []
    settings: tuple[dict[str, str], ...] = ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"})
    for env in settings:
        with Terminal("report", "rates", book=sample, environment=env) as terminal:
            assert terminal.finish() == 0
            pages.append(terminal.raw)

    coloured = [b"\x1b[" in page for page in pages]
    assert coloured == [True, False, False]


def test_the_same_program_starts_as_a_module_and_as_a_script(sample: Path) -> None:
    """Both are the same command line."""
    script = Path(sys.executable).with_name("ethnictrack")
    words = ["--book", str(sample), "disburse", "list"]

    by_script = subprocess.run(
        [script, *words], capture_output=True, env=clean_environment(), check=True
    )

    assert by_script.stdout == spawn("disburse", "list", book=sample).stdout
