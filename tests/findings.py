"""Running checks in tests, and writing down what they ought to find."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.book.opening import read_book
from ethnictrack.services.check import run_checks


def found(path: Path, *names: str) -> list[CheckFinding]:
    """Run checks on a book as a command does."""
    with read_book(path) as book:
        return run_checks(book, names)


def places(findings: Sequence[CheckFinding]) -> list[tuple[str, str]]:
    """Return code and place of findings; the sentences are for people."""
    return sorted((each.code, each.where) for each in findings)


def listed(expected: str) -> list[tuple[str, str]]:
    """Read "code place, place; code place" as what ``places`` gives."""
    parts = (part.partition(" ") for part in expected.split("; "))
    return sorted((code, place) for code, _, named in parts for place in named.split(", "))
