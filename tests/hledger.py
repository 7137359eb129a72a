"""A plain-text accounting program that knows nothing of ours, asked about what we export."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("hledger")


def needed() -> None:
    """Skip a test where the program is absent; where all is to be tested, that is a failure."""
    if PROGRAM is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("hledger is not installed")


def hledger(journal: Path, *words: str) -> str:
    """Ask about a journal; that it is read without complaint is part of every question."""
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [str(PROGRAM), "-f", str(journal), *words],
        env=env,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def balances(journal: Path, *query: str) -> dict[str, int]:
    """Return what each account holds by itself, in đồng."""
    page = hledger(journal, "balance", "--flat", "--no-total", "--empty", "-O", "csv", *query)
    rows = list(csv.reader(page.splitlines()))[1:]
    return {account: int(held.removesuffix(" VND")) for account, held in rows}


def transactions(journal: Path) -> list[dict[str, Any]]:
    """Return every transaction as the program has understood it."""
    found: list[dict[str, Any]] = json.loads(hledger(journal, "print", "-O", "json"))
    return found
