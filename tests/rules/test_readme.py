"""What the README says happens, happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.shell import run

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.vi.md")


def session(page: str) -> list[tuple[str, str]]:
    """Return the commands of a README's session with what each prints."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"<!-- session -->\n```console\n(.*?)```", text, re.DOTALL)
    parts = re.split(r"^\$ ethnictrack ", block, flags=re.MULTILINE)[1:]
    return [(command, said) for command, _, said in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("page", PAGES)
def test_the_session_prints_what_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command, in order, on a fresh book; what it says is on stdout and stderr together."""
    monkeypatch.chdir(tmp_path)
    found = []
    for command, _ in session(page):
        ran = run(*shlex.split(command), lang=None)
        found.append((command, (ran.out + ran.err).rstrip("\n") + "\n"))

    written = [(command, said.rstrip("\n") + "\n") for command, said in session(page)]
    assert [(command, _timeless(said)) for command, said in written] == [
        (command, _timeless(said)) for command, said in found
    ]


def _timeless(said: str) -> str:
    """Leave out what differs from book to book: the checkpoint covers clock and identity."""
    return re.sub(r"(?:[A-Z2-7]{5}-){4}(?=\d)", "", said)


@pytest.mark.parametrize("page", PAGES)
def test_a_readme_is_read_in_one_sitting(page: str) -> None:
    """A hundred lines at most."""
    assert len((ROOT / page).read_text(encoding="utf-8").splitlines()) <= 100


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_readme_names_exists(page: str) -> None:
    """No link of ours leads nowhere."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_give_the_same_commands() -> None:
    """Whoever reads Vietnamese types what others type."""
    blocks = [
        re.findall(r"<!-- run: (\w+) -->\n```console\n(.*?)```", text, re.DOTALL)
        for text in ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    ]
    english, vietnamese = (
        [(name, code.replace("--lang en ", "")) for name, code in each] for each in blocks
    )

    assert english == vietnamese
