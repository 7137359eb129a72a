"""The sample document in every format, byte for byte.

Run the tests with ``ETHNICTRACK_GOLDEN=write`` to accept what the formats write now.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ethnictrack import i18n
from ethnictrack.render import FILES, FORMATS, render
from ethnictrack.render.words import View
from ethnictrack.values.money import Scale

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result

GOLDEN = Path(__file__).parent.parent / "golden"
ENDINGS = {"table": "table.txt", "plain": "plain.txt", "markdown": "md"}
LOOKS = {
    "60": View(width=60),
    "80": View(width=80),
    "120": View(width=120),
    "80-dong": View(width=80, scale=Scale.DONG),
    "120-ty": View(width=120, scale=Scale.TY, decimals=2),
    "120-ascii": View(width=120, unicode=False),
    "120-colour": View(width=120, colour=True),
}


def _check(name: str, actual: bytes) -> None:
    """Compare with the golden file, or write it when asked to."""
    path = GOLDEN / name
    if os.environ.get("ETHNICTRACK_GOLDEN") == "write":
        path.write_bytes(actual)

    assert path.read_bytes() == actual


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_the_screen_shows_what_it_showed(sample: Result, language: str, look: str) -> None:
    """Widths, units, letters and colours, each in both languages."""
    i18n.use(language)

    _check(f"document.{language}.{look}.table.txt", render(sample, "table", LOOKS[look]))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", [name for name in FORMATS if name not in FILES | {"table"}])
def test_a_file_holds_what_it_held(sample: Result, language: str, name: str) -> None:
    """Every format for files and pipes, in both languages."""
    i18n.use(language)

    _check(f"document.{language}.{ENDINGS.get(name, name)}", render(sample, name, View()))
