"""What is handed out: metadata, licences of what comes with it, the checks of the forges."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a public office may install without asking: each lets it be used and passed on.
_ALLOWED = re.compile(r"MIT|BSD|Apache-2\.0|ISC|PSF|LGPL-3\.0-only")


def _licences() -> dict[str, str]:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([a-z][a-z0-9-]*) \| (.+?) \|", page, re.MULTILINE))


def test_every_package_that_comes_with_the_program_is_named_with_its_licence() -> None:
    """Those of a server's driver too, which are asked for by name."""
    tool = runpy.run_path(str(ROOT / "tools" / "licences.py"))
    wanted = tool["needed"]("ethnictrack", "postgres").keys() - {"ethnictrack"}

    assert _licences().keys() == wanted


def test_every_licence_lets_the_program_be_passed_on() -> None:
    """A new one is looked at before it is allowed here."""
    odd = {name: each for name, each in _licences().items() if not _ALLOWED.match(each)}

    assert odd == {}


def test_the_metadata_say_who_made_it_and_where_it_runs() -> None:
    """As an index shows it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    systems = {f"Operating System :: {each}" for each in ("Microsoft :: Windows", "MacOS")}
    floor = int(project["requires-python"].rpartition(".")[2])
    named = re.findall(r"Python :: 3\.(\d+)", "\n".join(project["classifiers"]))

    assert project["authors"] == [{"name": "the ethnictrack authors"}]
    assert systems <= set(project["classifiers"])
    assert [int(each) for each in named] == list(range(floor, floor + len(named)))


@pytest.mark.parametrize("file", [".github/workflows/check.yml", ".gitlab-ci.yml"])
def test_every_forge_runs_the_one_check(file: str) -> None:
    """What must pass stands in one place."""
    assert "bash .ci/run" in (ROOT / file).read_text(encoding="utf-8")
