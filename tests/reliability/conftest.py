"""Figures of the promises: each test hands in its own, `tools/reliability.py` gathers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Figure = Callable[[str, str, str], None]


@pytest.fixture
def figure(record_property: Callable[[str, Any], None]) -> Figure:
    """Return what notes a promise, what was tried, and what came of it."""

    def noted(promise: str, tried: str, found: str) -> None:
        record_property("figure", f"{promise}|{tried}|{found}")

    return noted
