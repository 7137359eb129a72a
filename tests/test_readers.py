"""Other programs read books and what is published; each is tried where it is installed.

`pip install --group readers` brings them; `.ci/run` tries them all.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.shell import ok

VIEWS = ("plan_entries", "payments", "inspections", "results")


def _effects(book: Path, view: str = "payments") -> int:
    group = {"payments": "disburse", "plan_entries": "allocate"}[view]
    return sum(each["effect"] for each in ok(group, "list", "--json", book=book).data)


def test_duckdb_adds_up_the_views(full_book: Path) -> None:
    """With names in place of ids; money is whole numbers there."""
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("duckdb_extensions").import_extension("sqlite_scanner")
    with duckdb.connect() as database:
        database.execute("LOAD sqlite_scanner")
        database.execute(f"ATTACH '{full_book}' AS book (TYPE sqlite, READ_ONLY)")
        for view in VIEWS:
            assert database.execute(f"SELECT count(*) FROM book.{view}").fetchone()[0] > 0  # noqa: S608 - a name of ours
        for view in ("payments", "plan_entries"):
            query = f"SELECT sum(effect), count(program_name) FROM book.{view}"  # noqa: S608 - likewise
            total, named = database.execute(query).fetchone()
            assert (total, named > 0) == (_effects(full_book, view), True)


def test_pandas_reads_the_views(full_book: Path) -> None:
    """Column by column as JSON has them."""
    pandas = pytest.importorskip("pandas")
    with closing(sqlite3.connect(f"file:{full_book}?mode=ro", uri=True)) as database:
        frames = {each: pandas.read_sql(f"SELECT * FROM {each}", database) for each in VIEWS}  # noqa: S608 - names of ours

    assert all(len(each) for each in frames.values())
    assert int(frames["payments"]["effect"].sum()) == _effects(full_book)
    by_name = frames["payments"].groupby("program_name")["effect"].sum()
    assert int(by_name.sum()) == _effects(full_book)


def test_datasette_serves_the_views(full_book: Path) -> None:
    """Read-only, as pages and as JSON."""
    app = pytest.importorskip("datasette.app")

    async def asked() -> dict[str, object]:
        served = app.Datasette([], immutables=[str(full_book)])
        found = {}
        for view in VIEWS:
            answer = await served.client.get(f"/book/{view}.json?_shape=array")
            assert answer.status_code == 200
            found[view] = answer.json()
        return found

    found = asyncio.run(asked())
    assert [each["effect"] for each in found["payments"]] == [  # type: ignore[attr-defined]
        each["effect"] for each in ok("disburse", "list", "--json", book=full_book).data
    ]


def test_frictionless_finds_the_package_valid(full_book: Path, tmp_path: Path) -> None:
    """Bytes, checksums and every cell of every table."""
    frictionless = pytest.importorskip("frictionless")
    ok("book", "publish", str(tmp_path / "web"), "--year", "2021", book=full_book)

    report = frictionless.validate(str(tmp_path / "web" / "datapackage.json"))

    assert report.flatten(["title", "message"]) == []
    assert (report.valid, len(report.tasks)) == (True, 6)


def test_beancount_finds_the_same_money(full_book: Path, tmp_path: Path) -> None:
    """As `bean-check` does: nothing to complain of; whatever is written in a note is text."""
    loader = pytest.importorskip("beancount.loader")
    ok("disburse", "add", "DA1", "5", "--note", 'a "b" \\ ; c', book=full_book)
    ok("book", "export", str(tmp_path / "so.beancount"), book=full_book)

    entries, errors, _ = loader.load_file(str(tmp_path / "so.beancount"))

    assert errors == []
    made = [each for each in entries if hasattr(each, "postings")]
    paid = [
        int(posting.units.number)
        for each in made
        for posting in each.postings
        if posting.account.startswith("Expenses:Paid:")
    ]
    assert sum(paid) == _effects(full_book)
    assert [each.narration for each in made if '"' in each.narration] == ['a "b" \\ ; c']
