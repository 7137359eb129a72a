"""Figures of the promises: each test hands in its own, `make reliability` prints them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.reliability.size import FULL

Figure = Callable[[str, str, str], None]


@pytest.fixture
def figure(record_property: Callable[[str, Any], None]) -> Figure:
    """Return what notes a promise, what was tried, and what came of it."""

    def noted(promise: str, tried: str, found: str) -> None:
        record_property("figure", f"{promise}|{tried}|{found}")

    return noted


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was tried and what came of it, where it was tried at full size."""
    for report in terminalreporter.stats.get("passed", ()) if FULL else ():
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(value)
