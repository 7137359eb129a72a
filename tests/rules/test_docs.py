"""The generated documents say what the program says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ethnictrack.cli.shell.app import app

ROOT = Path(__file__).parents[2]


def test_the_generated_documents_are_fresh() -> None:
    """`make docs` writes them anew."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "docs.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


@pytest.mark.parametrize("folder", ["man/man1", "man/vi/man1"])
def test_every_group_has_a_page_of_the_manual_in_a_wheel(folder: str) -> None:
    """With each of its verbs; nothing in them is read as a request to the formatter."""
    groups: dict[str, object] = app.info.cls.groups  # type: ignore[union-attr]  # our own
    pages = {page.stem: page.read_text(encoding="utf-8") for page in (ROOT / folder).iterdir()}

    assert set(pages) == {"ethnictrack", *(f"ethnictrack-{each}" for each in groups)}
    assert "\n.SH ethnictrack disburse add\n" in pages["ethnictrack-disburse"]
    asked = {
        line.split()[0] for page in pages.values() for line in page.splitlines() if line[0] == "."
    }
    assert asked == {".TH", ".SH", ".PP", ".B", ".I", ".TP", ".nf", ".fi"}
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert shared["targets"]["wheel"]["shared-data"] == {"man": "share/man"}


def test_every_source_the_code_names_is_on_record() -> None:
    """A docstring that names S-05 finds it in docs/sources.md."""
    recorded = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    named = {
        source
        for module in (ROOT / "src").rglob("*.py")
        for source in re.findall(r"\bS-\d\d\b", module.read_text(encoding="utf-8"))
    }

    assert sorted(each for each in named if each not in recorded) == []


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_module_a_page_sends_to_exists(page: str) -> None:
    """From the top of the project, or of the source."""
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./-]+\.py)`", text))

    assert named
    assert [
        each
        for each in sorted(named)
        if not any((top / each).exists() for top in (ROOT, ROOT / "src" / "ethnictrack"))
    ] == []


def test_every_patch_of_the_docs_still_applies() -> None:
    """What it changes moved: make the patch anew with `git diff`."""
    refused = {}
    for patch in sorted((ROOT / "docs").glob("*.patch")):
        done = subprocess.run(
            ["git", "apply", "--check", str(patch)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            refused[patch.name] = done.stderr

    assert refused == {}
