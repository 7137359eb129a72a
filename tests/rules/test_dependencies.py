"""What the program is installed with: floors, one lock, and no name that is not ours."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

PROJECT = Path(__file__).parents[2]
SAID = [
    *PROJECT.glob("*.md"),
    *(PROJECT / "docs").rglob("*.md"),
    *(PROJECT / "src").rglob("*.py"),
    *(PROJECT / "src").rglob("*.po"),
]
PUBLIC = {"https://pypi.org/simple", "https://files.pythonhosted.org"}


def declared(name: str) -> dict[str, Any]:
    """Return what a file of the project declares."""
    return tomllib.loads((PROJECT / name).read_text(encoding="utf-8"))


def test_every_dependency_has_a_floor() -> None:
    """Continuous integration installs the lowest set, and that is what it proves."""
    project = declared("pyproject.toml")["project"]
    extras = (each for extra in project["optional-dependencies"].values() for each in extra)
    named = [*project["dependencies"], *extras]

    assert [each for each in named if ">=" not in each] == ["ethnictrack[postgres]"]


def test_the_lock_is_of_what_is_declared() -> None:
    """A change in `pyproject.toml` is followed by `uv lock`."""
    (ours,) = (each for each in declared("uv.lock")["package"] if each["name"] == "ethnictrack")
    locked = {each["name"]: each["specifier"] for each in ours["metadata"]["requires-dist"]}
    wanted = map(Requirement, declared("pyproject.toml")["project"]["dependencies"])

    assert {each.name: each.specifier for each in wanted}.items() <= {
        name: SpecifierSet(specifier) for name, specifier in locked.items()
    }.items()


def test_the_lock_names_public_addresses_alone() -> None:
    """Who takes the lock takes its packages from where everybody does."""
    text = (PROJECT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://[^/\"]+(?:/simple)?", text))

    assert hosts == PUBLIC


def test_nobody_is_told_to_install_a_name_that_is_not_ours() -> None:
    """Whoever registers it would be installed instead."""
    told = re.compile(r"(?:pip|pipx|tool) install[^\n`]*[\s'\"]ethnictrack\b")

    assert [path.name for path in SAID if told.search(path.read_text(encoding="utf-8"))] == []
