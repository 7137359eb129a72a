"""Writes docs/licences.md: what is installed with the program, and under which licence.

It is read from the metadata of the packages that are installed, where their authors say it.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

PAGE = Path(__file__).resolve().parents[1] / "docs" / "licences.md"
_LINUX = {"sys_platform": "linux", "platform_system": "Linux"}
_LONGEST = 60  # characters of a name; what is longer is the whole text
_HEAD = """# Licences

`ethnictrack` itself is under the [MIT licence](../LICENSE). Installed with it are these packages,
each under the licence that its own metadata names; none of them is part of this project. Made by
`python tools/licences.py` from what is installed; Windows brings colorama besides (BSD-3-Clause).

| Package | Licence | For |
| --- | --- | --- |
"""


def needed(name: str, extra: str = "") -> dict[str, Distribution]:
    """Return what a package brings with it, by name, itself included."""
    found: dict[str, Distribution] = {}
    waiting = [(name, {extra})]
    while waiting:
        at, extras = waiting.pop()
        if at in found:
            continue
        found[at] = distribution(at)
        waiting += [
            (_plain(each.name), set(each.extras))
            for each in map(Requirement, found[at].requires or ())
            if each.marker is None
            or any(each.marker.evaluate({**_LINUX, "extra": one}) for one in extras | {""})
        ]
    return found


def licence_of(package: Distribution) -> str:
    """Return the name of a licence, as its metadata says it in one of three ways."""
    told = package.metadata
    named: str = (told.get_all("License-Expression") or told.get_all("License") or [""])[0]
    if named and len(named) <= _LONGEST and "\n" not in named:
        return named
    kinds = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    return ", ".join(each.rpartition(" :: ")[2] for each in kinds)


def page() -> str:
    """Return the page."""
    always = needed("ethnictrack").keys()
    rows = [
        f"| {name} | {licence_of(package)} | {'' if name in always else 'a book on a server'} |\n"
        for name, package in sorted(needed("ethnictrack", "postgres").items())
        if name != "ethnictrack"
    ]
    return _HEAD + "".join(rows)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
