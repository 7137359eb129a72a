"""Two servers that one asks together, by the statements of docs/scale.md, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests import server
from tests.server import OWNER, raw
from tests.shell import ok

from ethnictrack.book.location import Server

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
_FAR = re.compile(r"Remote SQL: (.+)")
_SUMMED = r"SELECT .*sum\(effect\).* WHERE \(\(year = 2021\)\) GROUP BY "


@pytest.fixture(scope="module")
def blocks() -> tuple[bytes, bytes, bytes]:
    """Return the statements for an office, for the province, and the one that asks."""
    office, province, asking = re.findall(
        r"```sql\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    return office.encode(), province.encode(), asking.encode()


@pytest.fixture
def offices(full_server: Server) -> Iterator[dict[str, str]]:
    """Return the addresses of two books, each on a server of its own, which paid unlike sums."""
    with server.another() as where:
        there = f"postgresql://{OWNER}@/{{}}?host={where}"
        with raw(there.format("postgres")) as far:
            far.execute("CREATE DATABASE bao_lac")
        ok("book", "copy", str(full_server), there.format("bao_lac"))
        ok("disburse", "add", "DA1", "9", "--date", "20/11/2021", book=there.format("bao_lac"))
        yield {"Sở Tài chính": str(full_server), "UBND xã Bảo Lạc": there.format("bao_lac")}


@pytest.fixture
def province(offices: dict[str, str], blocks: tuple[bytes, bytes, bytes]) -> dict[str, str]:
    """Return the address of the database that asks, as each of its two roles."""
    at_office, at_province, _ = blocks
    for host, address in zip(("so-tai-chinh", "bao-lac"), offices.values(), strict=True):
        plain = address.replace("+psycopg", "")
        with raw(plain) as database:
            database.execute(at_office)
            socket, name = re.findall(r"host=([^&]+)", plain)[0], database.info.dbname
        at_province = at_province.replace(f"db.{host}.example".encode(), socket.encode())
        at_province = at_province.replace(
            f"dbname '{host.replace('-', '_')}'".encode(), f"dbname '{name}'".encode()
        )
    asks = offices["UBND xã Bảo Lạc"].replace("/bao_lac?", "/tinh?")
    with raw(asks.replace("/tinh?", "/postgres?")) as database:
        database.execute("CREATE DATABASE tinh")
    with raw(asks) as database:
        database.execute(at_province)
    return {role: asks.replace(f"//{OWNER}@", f"//{role}@") for role in ("tinh", "bao_lac")}


def test_each_server_adds_up_its_own(
    offices: dict[str, str], province: dict[str, str], blocks: tuple[bytes, bytes, bytes]
) -> None:
    """By EXPLAIN; the figures are those of the reports, and an office sees no other one."""
    alone = {
        name: ok("report", "rates", "--year", "2021", "--json", book=book).data["total"]
        for name, book in offices.items()
    }
    with raw(province["tinh"]) as asking:
        found = asking.execute(blocks[2]).fetchall()
        plan = asking.execute(b"EXPLAIN (VERBOSE, COSTS OFF) " + blocks[2]).fetchall()
    with raw(province["bao_lac"]) as own:
        own.execute("SELECT count(*) FROM bao_lac.payments")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("SELECT count(*) FROM so_tai_chinh.payments")

    far = _FAR.findall("\n".join(line for (line,) in plan))
    assert dict(found) == {name: total["disbursed"] for name, total in alone.items()}
    assert len(set(dict(found).values())) == len(far) == len(offices)
    assert [each for each in far if not re.match(_SUMMED, each)] == []
