"""The pictures of the documents show what the program prints today."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 80_000  # bytes


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "tools" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _letters(svg: str) -> str:
    """Return what is written in a picture; where a line is cut into pieces says nothing."""
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own
    return "".join("".join(each.text or "" for each in texts).split())


@pytest.mark.posix("a console of Windows is asked for by its handle")
def test_a_picture_of_a_terminal_says_what_the_program_prints(tmp_path: Path) -> None:
    """`make pictures` makes them anew."""
    made = {name: _letters(svg) for name, svg in _tool().of_terminal(tmp_path)}

    kept = {each.name: _letters(each.read_text("utf-8")) for each in PICTURES.glob("*.svg")}
    assert made == kept
    assert all("ethnictrack" in each for each in made.values())


def test_every_picture_is_shown_and_every_picture_shown_is_there() -> None:
    """Small enough to be fetched over a phone."""
    pages = [*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]
    shown = {
        (page.parent / link).resolve()
        for page in pages
        for link in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text("utf-8"))
    }

    assert shown == set(PICTURES.iterdir())
    assert [each.name for each in shown if each.stat().st_size > LARGEST] == []
