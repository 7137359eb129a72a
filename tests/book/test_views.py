"""What other programs may read of a book: views with the keys of the program's own JSON."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.books import bare
from tests.shell import ok

from ethnictrack.book.location import Location
from ethnictrack.book.opening import backend_of
from ethnictrack.fields.entry import entry_keys
from ethnictrack.values.kinds import Side

ROOT = Path(__file__).parents[2]
DESCRIBED, SAMPLE = ROOT / "docs" / "schema.md", ROOT / "data" / "sample.sqlite"
VIEWS = {
    "plan_entries": (Side.ALLOCATION, ("allocate", "list")),
    "payments": (Side.DISBURSEMENT, ("disburse", "list")),
}


def _read(place: Location, view: str) -> list[dict[str, Any]]:
    with backend_of(place).engine(5).connect() as connection:
        if not isinstance(place, Path):
            connection.execute(text(f'SET search_path = "{place.schema}"'))
        return [
            dict(row)
            for row in connection.execute(text(f"SELECT * FROM {view} ORDER BY 1")).mappings()  # noqa: S608 - a name of ours
        ]


@pytest.mark.parametrize("view", VIEWS)
def test_an_entry_reads_in_a_view_as_in_json(full_book: Path, view: str) -> None:
    """Key by key, with a name beside each code."""
    side, words = VIEWS[view]
    listed = ok(*words, "--json", book=full_book).data

    rows = _read(full_book, view)

    assert {*rows[0]} == {each.name for each in entry_keys(side)} | {"program_name", "place_name"}
    assert len(rows) == len(listed) > 0
    for row, each in zip(rows, listed, strict=True):
        assert {name: row[name] for name in each} == each
        assert row["program_name"]


def test_inspections_and_results_read_as_in_json(full_book: Path) -> None:
    """Their codes, their money, and the numbers that were reported."""
    (inspection,) = ok("inspect", "list", "--json", book=full_book).data
    records = ok("activity", "show", "TL", "--json", book=full_book).data["records"]

    (row,) = _read(full_book, "inspections")
    results = _read(full_book, "results")

    shared = row.keys() & inspection.keys()
    assert {"code", "stage", "stage_date", "recommended", "recovered", "outstanding"} <= shared
    assert {name: row[name] for name in shared} == {name: inspection[name] for name in shared}
    assert [(each["id"], each["value"]) for each in results] == [
        (each["id"], each["value"]) for each in records
    ]


@pytest.mark.parametrize("view", [*VIEWS, "inspections", "results"])
def test_a_view_reads_the_same_on_a_server(
    full_place: Location, full_book: Path, view: str
) -> None:
    """The same names and rows, in a file and in a schema."""
    moments = {"recorded_at", "actor"}

    def facts(place: Location) -> list[dict[str, Any]]:
        rows = _read(place, view)
        return [{name: each for name, each in row.items() if name not in moments} for row in rows]

    assert facts(full_place) == facts(full_book)


def test_nobody_writes_through_a_view(full_book: Path) -> None:
    """They are there to be read."""
    with bare(full_book) as book, pytest.raises(Exception, match="cannot modify"):
        book.execute("DELETE FROM payments")


def test_the_description_of_the_schema_names_every_column() -> None:
    """Table by table and view by view, in the order they have."""
    lines = re.findall(r"^\| `(\w+)` \| (.*?) \|", DESCRIBED.read_text("utf-8"), re.MULTILINE)
    said = {name: re.findall(r"`(\w+)`", columns) for name, columns in lines}
    with bare(SAMPLE) as book:
        made = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        names = [name for (name,) in book.execute(made) if not name.startswith("sqlite_")]
        found = {
            name: [row[1] for row in book.execute(f'PRAGMA table_info("{name}")')] for name in names
        }

    assert said == found
