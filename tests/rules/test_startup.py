"""What a command imports is what it waits for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.shell import ok

DATABASE = {"sqlmodel", "sqlalchemy", "sqlite3", "alembic"}
HEAVY = DATABASE | {"pydantic", "rich", "tabulate", "prompt_toolkit"}
PAYMENT = ("disburse", "add", "CT135", "1 tỷ", "--date", "1/3/2021")
PROBE = """
import sys
from ethnictrack.cli.shell.app import run
code = run(sys.argv[1:])
print("IMPORTED", code, *sorted(sys.modules))
"""
# The same, and what is loaded between holding the book and keeping what was written.
HOLDING = """
import sys
from ethnictrack.book.backends.sqlite import SqliteFile
begin, commit = SqliteFile.begin, SqliteFile.commit
loaded = set()
def holding(*words, **said):
    loaded.update(sys.modules)
    begin(*words, **said)
def keeping(*words, **said):
    print("IMPORTED", 0, *sorted(set(sys.modules) - loaded))
    commit(*words, **said)
SqliteFile.begin, SqliteFile.commit = holding, keeping
from ethnictrack.cli.shell.app import run
run(sys.argv[1:])
"""


def imported(*words: str, probe: str = PROBE) -> tuple[int, set[str]]:
    """Run a command in a process of its own; return its exit code and the modules it loaded."""
    # Measuring coverage loads modules of its own; what is asked here is what we load.
    ours = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environment = {**ours, "ETHNICTRACK_LANG": "vi"}
    done = subprocess.run(
        [sys.executable, "-c", probe, *words],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    last = next(line for line in done.stdout.splitlines() if line.startswith("IMPORTED"))
    _, code, *modules = last.split()
    return int(code), set(modules)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--help",), 0),
        (("--version",), 0),
        (("disburse", "add", "--help"), 0),
        (("report", "--help"), 0),
        (("disburse", "--version"), 0),
        (("nonsense",), 2),
        (("disburse", "add", "--nonsense"), 2),
        (("disburse", "add", "CT135"), 2),
        (("disburse", "add", "CT135", "15.21 tỷ"), 2),
        (("allocate", "add", "CT135", "5tr", "--year", "21"), 2),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else str(given),
)
def test_help_and_wrong_usage_load_no_heavy_library(words: tuple[str, ...], code: int) -> None:
    """Neither the database nor pydantic, rich or the prompts."""
    got, modules = imported("--no-input", *words)

    assert code == got
    assert set() == HEAVY & modules


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a book with a plan."""
    book = str(tmp_path_factory.mktemp("startup") / "book.sqlite")
    ok("book", "init", "--programs", "2021", book=book)
    ok("allocate", "add", "CT135", "5 tỷ", "--year", "2021", book=book)
    ok(*PAYMENT, book=book)
    return book


def test_a_payment_waits_for_no_table_but_its_own(planned: str) -> None:
    """Inspections and activities stay where they are, and so do migrations and tables on screen."""
    got, modules = imported("--book", planned, *PAYMENT)

    assert got == 0
    assert set() == {"alembic", "rich", "tabulate", "prompt_toolkit"} & modules
    assert "sqlalchemy.dialects.postgresql" not in modules
    assert set() == {each for each in modules if each.startswith("ethnictrack.book.tables.")} & {
        "ethnictrack.book.tables.inspection",
        "ethnictrack.book.tables.activity",
    }


@pytest.mark.parametrize(
    "words",
    [
        PAYMENT,
        ("allocate", "add", "CT135", "1 tỷ", "--year", "2021"),
        ("allocate", "transfer", "CT135", "1 tỷ", "--to", "CT135.1", "--year", "2021"),
        ("disburse", "reverse", "2", "--reason", "sai"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_nobody_waits_in_line_while_another_command_loads(
    planned: str, words: tuple[str, ...]
) -> None:
    """Whatever records an entry is there before the book is held."""
    _, modules = imported("--book", planned, *words, probe=HOLDING)

    assert set() == {each for each in modules if each.startswith(("ethnictrack.", "sqlalchemy."))}
