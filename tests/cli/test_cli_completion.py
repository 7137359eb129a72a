"""Completion in real shells: verbs, options, choices, and lines of the book, at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.shell import ok, run

SHELLS = ("bash", "zsh", "fish", "powershell")


def fits(*words: str, book: Path, of: str = "bash", lang: str = "en") -> list[str]:
    """Return what is offered for the last of the words."""
    env = {"ETHNICTRACK_COMPLETE": of, "ETHNICTRACK_BOOK": str(book), "ETHNICTRACK_LANG": lang}
    ran = run("--", *words, lang=None, actor=None, env=env)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dis", ["disburse"]),
        ("disburse rev", ["reverse"]),
        ("disburse add --over", ["--over-plan"]),
        ("disburse add --plain", ["--plain-prompts"]),
        ("disburse add --capital inv", ["investment"]),
        ("disburse add --capital đầu", [r"đầu\ tư"]),
        ("report rates --by quar", ["quarter"]),
        ("disburse list -O xl", ["xlsx"]),
        ("--lang v", ["vi"]),
        ("disburse add DA", ["DA1", "DA2"]),
        ("disburse add --place 043", ["043"]),
        ("disburse add --place 'bao lac", ["Bảo Lạc"]),
        ("inspect show TT", ["TT-01"]),
        ("help am", ["amounts"]),
        ("help disburse am", ["amend"]),
        ("nonsense x", []),
        ("disburse add DA1 5", []),
    ],
)
def test_what_fits_is_offered(full_book: Path, words: str, found: list[str]) -> None:
    """A name by any of its words, accents left out; an open quote stays the shell's."""
    typed = words.split(maxsplit=3) if "'" in words else words.split()

    assert fits(*typed, book=full_book) == found


def test_what_is_offered_is_said_in_the_readers_language(full_book: Path) -> None:
    """Where a shell shows it."""
    assert fits("disburse", "rev", book=full_book, of="fish", lang="vi")[0].startswith("reverse\t")
    assert fits("disburse", "add", "DA1", book=full_book, of="zsh")[0].startswith("DA1:")
    assert fits("place", "show", "bao", book=full_book, of="powershell")[0].startswith("'Bảo")


def test_a_book_that_is_none_offers_nothing(tmp_path: Path) -> None:
    """And nothing is made."""
    (tmp_path / "x.sqlite").write_text("x", encoding="utf-8")

    for name in ("x.sqlite", "none.sqlite"):
        assert fits("disburse", "add", "D", book=tmp_path / name) == []
    assert [each.name for each in tmp_path.iterdir()] == ["x.sqlite"]


@pytest.fixture
def home(tmp_path: Path, full_book: Path) -> dict[str, str]:
    """Return an environment with a home of its own and the program on the path."""
    program = tmp_path / "bin" / "ethnictrack"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ethnictrack "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config"), "PATH": path}
    return {**os.environ, **own, "ETHNICTRACK_BOOK": str(full_book), "ETHNICTRACK_LANG": "en"}


def test_bash_completes_what_is_typed_once_it_is_installed(
    home: dict[str, str], tmp_path: Path
) -> None:
    """The line in .bashrc is written once; a name with blanks is one word."""
    for _ in range(2):
        ok("--install-completion", "bash", env=home)
    script = (
        'source ~/.bashrc; ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_ethnictrack_completion; printf "%s\\n" "${COMPREPLY[@]}"; }; '
        "ask ethnictrack disb; ask ethnictrack disburse add --place lac"
    )

    done = subprocess.run(
        ["bash", "--norc", "-c", script], env=home, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == ["disburse", r"Bảo\ Lạc"]
    assert (tmp_path / ".bashrc").read_text("utf-8").count("\n") == 1


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish here")
def test_fish_completes_what_is_typed(home: dict[str, str]) -> None:
    """With what each word is."""
    ok("--install-completion", "fish", env=home)

    done = subprocess.run(
        ["fish", "-c", 'complete -C "ethnictrack disburse add DA"'],
        env=home,
        capture_output=True,
        text=True,
        check=True,
    )

    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["DA1", "DA2"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh here")
def test_zsh_completes_what_is_typed(home: dict[str, str]) -> None:
    """On a terminal, by the key of every day."""
    import pexpect  # noqa: PLC0415 - not on every system

    ok("--install-completion", "zsh", env=home)
    with_prompt = home | {"TERM": "dumb"}
    shell = pexpect.spawn("zsh", ["-f", "-i"], env=with_prompt, timeout=30, encoding="utf-8")
    shell.sendline("compaudit() { true; }; source ~/.zshrc; echo REA''DY")
    shell.expect("READY")
    shell.send("ethnictrack disb\t")
    shell.expect("disburse")
    shell.close(force=True)


def test_what_fits_is_there_before_who_types_has_waited(home: dict[str, str]) -> None:
    """Less than 0.3 s of the processor, in a process of its own, with names out of the book."""
    asked = home | {"ETHNICTRACK_COMPLETE": "bash"}
    spent = []
    for _ in range(3):
        before = os.times()
        done = subprocess.run(
            [sys.executable, "-m", "ethnictrack", "--", "disburse", "add", "--place", "bao"],
            env=asked,
            capture_output=True,
            check=True,
        )
        after = os.times()
        spent.append(after.children_user + after.children_system)
        spent[-1] -= before.children_user + before.children_system
    assert done.stdout
    assert min(spent) < 0.3


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_shown_its_lines(shell: str) -> None:
    """They ask the program, and nothing of the book is ever run."""
    page = ok("--show-completion", shell).out

    assert "ETHNICTRACK_COMPLETE" in page
    assert "eval" not in page


def test_a_shell_that_is_not_known_is_refused() -> None:
    """With those that are."""
    ran = run("--show-completion", "csh", lang="en")

    assert ran.code == 2
    assert "bash, zsh, fish, powershell" in ran.err
