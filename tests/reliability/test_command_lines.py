"""No command line is a defect, and none takes the processor for long."""

from __future__ import annotations

import io
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.reliability.conftest import Figure
from tests.reliability.lines import ROWS, line, longest_words
from tests.reliability.size import FULL, size
from tests.shell import run_into

pytestmark = pytest.mark.posix("a line that hangs is stopped by a timer of POSIX")

PATIENCE, LONGEST = 5.0, 2.0  # seconds of processor time, of any line and of one with a long word
ENDS = {0, 1, 2, 3}  # nobody holds the book, and nobody interrupts
_FRESH = 200  # lines between two new books


class HangError(BaseException):
    """A command that does not come to an end; no refusal catches it."""


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time than that."""

    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _tried(words: list[str], patience: float) -> tuple[int, float, str]:
    """Run a line; return its end, the processor time it took, and all it said."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)
    )
    began = time.process_time()
    with _watched(4 * patience):
        code = run_into(out, err, *words, input=ROWS, env={"ETHNICTRACK_BOOK": "book.sqlite"})
    spent = time.process_time() - began
    pages = [each.buffer.getvalue().decode() for each in (out, err)]
    return code, spent, "".join(pages)


def _prepare(template: Path, folder: Path) -> None:
    """Begin anew with a book and a file to import."""
    for each in folder.iterdir():
        shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    shutil.copy(template, folder / "book.sqlite")
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")


def _check(words: list[str], seed: int, found: tuple[int, float, str], patience: float) -> None:
    code, spent, said = found
    told = [each if len(each) < 80 else f"{each[:40]}… ({len(each)})" for each in words]
    assert code in ENDS, (seed, told, said[:2000])
    assert "[defect]" not in said, (seed, told, said[:2000])
    assert '"code": "defect"' not in said, (seed, told, said[:2000])
    assert spent <= patience, (seed, told, spent)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.no_cover
def test_no_line_of_words_is_a_defect(full_template: Path, folder: Path, figure: Figure) -> None:
    """Whatever is said to whichever verb, it is done or a sentence says why it is not."""
    seed = random.SystemRandom().randrange(10**9)
    drawn = random.Random(seed)  # noqa: S311 - to be drawn again from the number
    lines, ends, longest = size(300, 20_000), dict.fromkeys(ENDS, 0), 0.0
    for number in range(lines):
        if number % _FRESH == 0:
            _prepare(full_template, folder)
        words = line(drawn)
        found = _tried(words, PATIENCE)
        _check(words, seed, found, PATIENCE)
        ends[found[0]] += 1
        longest = max(longest, found[1])
    counted = ", ".join(f"{number} with {code}" for code, number in ends.items())
    figure("command lines", f"{lines} drawn", f"0 defects; {counted}; the longest {longest:.2f} s")


@pytest.mark.parametrize(
    "words",
    [
        *(("--book", "{long}", *each) for each in (("book", "info"), ("book", "init"))),
        *(("book", each, "{long}") for each in ("backup", "restore", "export", "import")),
        *(("book", "copy", *each) for each in (("{long}", "x"), ("book.sqlite", "{long}"))),
        ("report", "rates", "-O", "csv", "-o", "{long}"),
        ("report", "template", "{long}"),
        ("disburse", "import", "rows.csv", "--rejects", "{long}"),
    ],
)
def test_a_name_longer_than_any_file_has_is_refused_in_a_moment(
    full_template: Path, folder: Path, words: tuple[str, ...]
) -> None:
    """Its folders are not looked for one by one; a glimpse of it is enough to say so."""
    _prepare(full_template, folder)

    code, spent, said = _tried([each.format(long="1/" * 65_000) for each in words], LONGEST)

    assert (code, "name-too-long" in said) == (2, True)
    assert spent < LONGEST
    assert len(said) < 500


@pytest.mark.no_cover
def test_the_longest_word_of_the_system_is_answered_in_a_moment(
    full_template: Path, folder: Path, figure: Figure
) -> None:
    """128 KiB in the place of every argument and option of every verb."""
    seed = random.SystemRandom().randrange(10**9)
    drawn = random.Random(seed)  # noqa: S311 - to be drawn again from the number
    _prepare(full_template, folder)
    lines = [*longest_words(drawn)]
    lines = lines if FULL else drawn.sample(lines, 80)
    longest = 0.0
    for words in lines:
        found = _tried(words, LONGEST)
        _check(words, seed, found, LONGEST)
        longest = max(longest, found[1])
    figure("longest words", f"{len(lines)} lines", f"0 defects; the longest {longest:.2f} s")
