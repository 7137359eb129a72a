"""A long result on a terminal goes through the pager, and nowhere else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.shell import ok, spawn
from tests.terminal import Terminal

_LIST = ("place", "list", "--columns", "code,name", "--sort", "code")
_SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
_LESS = pytest.mark.skipif(not shutil.which("less"), reason="there is no less")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a copy of the sample book, which has 173 places."""
    return Path(shutil.copy(_SAMPLE, tmp_path / "so.sqlite"))


@_LESS
@pytest.mark.parametrize(("lang", "leave"), [("vi", "q: thoát"), ("en", "q: leave")])
def test_a_long_list_waits_for_its_reader(sample: Path, lang: str, leave: str) -> None:
    """The last line says in the reader's language how to leave; leaving is no fault."""
    with Terminal(*_LIST, book=sample, lang=lang, rows=20) as terminal:
        terminal.wait_for(leave)
        assert len(terminal.text().splitlines()) <= 20
        terminal.press("q")

        assert terminal.finish() == 0


@_LESS
def test_what_fits_is_printed_without_a_pager(sample: Path) -> None:
    """Nobody has to leave what is there to be seen."""
    with Terminal(*_LIST, book=sample, rows=400) as terminal:
        assert terminal.finish() == 0
        assert "q: leave" not in terminal.text()


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("--no-pager",), {}),
        ((), {"PAGER": ""}),
        ((), {"PAGER": "there-is-none"}),
        ((), {"TERM": "dumb"}),
        ((), {"PAGER": "cat"}),
    ],
)
def test_a_pager_can_be_left_out(
    sample: Path, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    """By an option, by PAGER, by a terminal that cannot be steered; another one may be named."""
    with Terminal(*_LIST, *words, book=sample, rows=20, environment=environment) as terminal:
        assert terminal.finish() == 0
        printed = terminal.raw.decode()

    assert printed.count("\n") > 100
    assert "q: leave" not in printed


@pytest.mark.parametrize(("environment", "begin"), [({}, "mine"), ({"PAGER": "cat"}, "")])
def test_a_pager_of_ones_own_is_kept_in_config_toml(
    sample: Path, tmp_path: Path, environment: dict[str, str], begin: str
) -> None:
    """PAGER goes before it."""
    file = tmp_path / "ethnictrack" / "config.toml"
    file.parent.mkdir()
    file.write_text('pager = "sed s/^/mine/"', encoding="utf-8")
    said = {"XDG_CONFIG_HOME": str(tmp_path), **environment}
    with Terminal(*_LIST, book=sample, rows=20, environment=said) as terminal:
        assert terminal.finish() == 0
        printed = terminal.raw.decode()

    assert printed.count("\n") > 100
    assert printed.count("mine") == (printed.count("\n") if begin else 0)


def test_a_pipe_and_a_file_have_no_pager_and_no_colour(sample: Path, tmp_path: Path) -> None:
    """Colours are forced where somebody says so, and NO_COLOR goes before that."""
    piped = spawn(*_LIST, book=sample, env={"PAGER": "false"}).stdout
    forced = spawn(*_LIST, "-O", "table", book=sample, env={"FORCE_COLOR": "1"}).stdout
    plain = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    none = spawn(*_LIST, "-O", "table", book=sample, env=plain).stdout
    ok(*_LIST, "-O", "table", "-o", str(tmp_path / "a.txt"), book=sample, env={"FORCE_COLOR": "1"})

    assert piped.count(b"\n") > 100
    assert b"\x1b[" not in piped
    assert b"\x1b[1m" in forced
    assert b"\x1b[" not in none
    assert "\x1b[" not in (tmp_path / "a.txt").read_text("utf-8")
