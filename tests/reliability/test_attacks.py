"""Twelve ways to change a book behind the program's back, on a real file in a database shell.

For each: whether the file itself refuses, what `book verify` finds by itself and where, and what
it finds only beside a checkpoint that was printed before.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.books import allocated, bare, paid, signed, tamper
from tests.reliability.conftest import Figure
from tests.shell import run

from ethnictrack.audit.log import LogRecord, canonical, seal
from ethnictrack.book.opening import write_book

Attacking = Callable[[Path], None]
Places = set[tuple[str, str]]


@dataclass(frozen=True)
class Attack:
    """What is done, and what is found of it: by itself, and beside a checkpoint."""

    name: str
    do: Attacking
    blocked: bool = False
    alone: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def _typed(*statements: str) -> Attacking:
    """Type statements into a database shell."""

    def do(path: Path) -> None:
        with bare(path) as database:
            for statement in statements:
                database.execute(statement)

    return do


def _typed_without_triggers(*statements: str) -> Attacking:
    """Type them after the triggers were dropped, and make those anew."""
    return lambda path: tamper(path, *statements)


def _flip_a_bit(path: Path) -> None:
    """Make 1.012 đồng of 1.013 in the bytes of a row of the ledger."""
    content, row = path.read_bytes(), b"payment%cPC-13"
    was, now = (row.replace(b"%c", amount.to_bytes(2)) for amount in (1013, 1012))
    assert content.count(was) == 1
    path.write_bytes(content.replace(was, now))


def _put_back(path: Path) -> None:
    shutil.copy(path.with_name("old.sqlite"), path)


def _rewritten(path: Path) -> None:
    """Write another amount into the record of entry 13, and seal it and all after it anew."""
    with bare(path) as database:
        database.row_factory = sqlite3.Row
        (book,) = database.execute("SELECT identity FROM book").fetchone()
        rows = [dict(row) for row in database.execute("SELECT * FROM log WHERE seq >= 12")]
        previous = rows[0]["previous"]
    rows[1]["body"] = canonical(json.loads(rows[1]["body"].replace("1013", "1012")))
    statements = []
    for row in rows:
        facts = {name: row[name] for name in LogRecord.__slots__ if name != "book"}
        sealed = seal(LogRecord(**{**facts, "book": book, "previous": previous}))
        statements.append(
            f"UPDATE log SET body = '{row['body']}', previous = '{previous}', hash = '{sealed}' "  # noqa: S608
            f"WHERE seq = {row['seq']}"
        )
        previous = sealed
    tamper(path, *statements)


def _rewritten_alike(path: Path) -> None:
    _rewritten(path)
    tamper(path, "UPDATE entry SET amount = 1012 WHERE id = 13")


_SWAP = (
    "UPDATE log SET seq = -12 WHERE seq = 12",
    "UPDATE log SET seq = 12 WHERE seq = 13",
    "UPDATE log SET seq = 13 WHERE seq = -12",
)
_ALTERED = "altered-row entry/13 amount"
_OTHER = "other-history log/17"
ATTACKS = (
    Attack("UPDATE in a browser", _typed("UPDATE entry SET amount = 1 WHERE id = 13"), True),
    Attack("DELETE in a browser", _typed("DELETE FROM entry WHERE id = 13"), True),
    Attack(
        "INSERT OR REPLACE in a browser",
        _typed("INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 13"),
        True,
    ),
    Attack(
        "triggers dropped, one record changed",
        _typed_without_triggers(
            "UPDATE log SET body = replace(body, '1013', '1012') WHERE seq = 13"
        ),
        alone=("broken-seal log/13", _ALTERED),
    ),
    Attack(
        "triggers dropped, one record deleted",
        _typed_without_triggers("DELETE FROM log WHERE seq = 13"),
        alone=(
            *("gap log/14", "broken-link log/14", "unlogged-row entry/13"),
            "no-such-row entry/13",
        ),
    ),
    Attack(
        "triggers dropped, two records swapped",
        _typed_without_triggers(*_SWAP),
        alone=(
            *("broken-seal log/12", "broken-link log/12"),
            *("broken-seal log/13", "broken-link log/13", "broken-link log/14"),
            *("altered-row entry/12 log", "altered-row entry/13 log"),
        ),
    ),
    Attack(
        "an entry changed, the log not",
        _typed_without_triggers("UPDATE entry SET amount = 1012 WHERE id = 13"),
        alone=(_ALTERED,),
    ),
    Attack("one bit flipped in the file", _flip_a_bit, alone=(_ALTERED,)),
    Attack(
        "the newest entries cut off",
        _typed_without_triggers(
            "DELETE FROM entry WHERE log > 14", "DELETE FROM log WHERE seq > 14"
        ),
        beside=("cut-off log/17",),
    ),
    Attack("an old copy put back", _put_back, beside=("cut-off log/17",)),
    Attack(
        "a record rewritten, all seals made anew", _rewritten, alone=(_ALTERED,), beside=(_OTHER,)
    ),
    Attack("the same, and the entry alike", _rewritten_alike, beside=(_OTHER,)),
)


@pytest.fixture(scope="module")
def _attacked(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with ten commands of one payment each, and an older copy of it beside it."""
    made = Path(shutil.copy(full_template, tmp_path_factory.mktemp("attacked") / "book.sqlite"))
    with write_book(made, signed()) as book:
        allocated(book, 100_000, kind="supplement")
    for number in range(9, 18):
        if number == 15:
            shutil.copy(made, made.with_name("old.sqlite"))
        with write_book(made, signed()) as book:
            paid(book, 1000 + number, voucher=f"PC-{number}")
    return made


@pytest.fixture
def attacked(_attacked: Path, tmp_path: Path) -> Path:
    """Return copies of the test's own."""
    shutil.copy(_attacked.with_name("old.sqlite"), tmp_path)
    return Path(shutil.copy(_attacked, tmp_path / "book.sqlite"))


def _verified(path: Path, *more: str) -> tuple[int, Places, str]:
    ran = run("book", "verify", "--json", *more, book=path)
    findings = ran.data["findings"]
    return ran.code, {(each["code"], each["where"]) for each in findings}, ran.data["checkpoint"]


def _places(listed: tuple[str, ...]) -> Places:
    return {(code, where) for code, _, where in (each.partition(" ") for each in listed)}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused_or_found_where_it_was(attacked: Path, attack: Attack) -> None:
    """By the triggers, by the chain, or by the line on paper alone; and never in silence."""
    _, sound, printed = _verified(attacked)
    kept = attacked.read_bytes()
    assert sound == set()

    if attack.blocked:
        with pytest.raises(sqlite3.IntegrityError):
            attack.do(attacked)
    else:
        attack.do(attacked)

    alone, beside = _places(attack.alone), _places((*attack.alone, *attack.beside))
    assert _verified(attacked)[:2] == (1 if alone else 0, alone)
    assert _verified(attacked, "--checkpoint", printed)[:2] == (1 if beside else 0, beside)
    assert attack.blocked == (attacked.read_bytes() == kept)


def test_every_attack_is_noticed(figure: Figure) -> None:
    """Twelve, each by one of three; the figure is read off the table."""
    blocked = [each for each in ATTACKS if each.blocked]
    chain = [each for each in ATTACKS if each.alone]
    paper = [each for each in ATTACKS if each.beside and not each.alone]

    assert len(ATTACKS) == len(blocked) + len(chain) + len(paper) == 12
    figure(
        "History cannot change unnoticed",
        "12 attacks in a database shell",
        f"{len(blocked)} refused by triggers, {len(chain)} found and placed by `book verify`, "
        f"{len(paper)} more beside a printed checkpoint, 0 unnoticed",
    )
