"""What a command writes in a book, a program records by the same words; the same is kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests import verbs as commands
from tests.shell import ACTOR, ok, still

from ethnictrack import BookError, open_book
from ethnictrack.library.verbs import verbs
from ethnictrack.values.money import Dong

# What is said where a command of `tests/verbs.py` says it; {files} is the folder of its files.
SAID: Mapping[str, Mapping[str, Any]] = {
    "program": {"code": "X", "name": "Chương trình", "kind": "work"},
    "program alias": {"code": "DA1", "aliases": ["Dự án số một"]},
    "program edit": {"code": "DA1", "name": "Dự án một"},
    "program load": {"list": "2026"},
    "allocate": {"program": "DA1", "amount": "15,213 tỷ", "year": 2021},
    "allocate amend": {"id": 2, "note": "Giao đợt 2", "reason": "nhầm"},
    "allocate attach": {"id": 2, "files": ["{files}/bao-cao.md"]},
    "allocate carry": {"from_year": 2021, "to_year": 2022, "date": "15/11/2021", "cancel": True},
    "allocate copy": {"id": 2, "amount": 7},
    "allocate reverse": {"id": 2, "reason": "nhầm"},
    "allocate transfer": {
        "program": "DA1",
        "amount": 5,
        "year": 2021,
        "to": "DA2",
        "to_place": "043",
    },
    "disburse": {"program": "DA1", "amount": 5, "voucher": "PC-9", "date": "25/11/2021"},
    "disburse amend": {"id": 3, "payee": "Công ty B", "reason": "nhầm"},
    "disburse attach": {"id": 3, "files": ["{files}/bao-cao.md"]},
    "disburse copy": {"id": 3, "amount": 7},
    "disburse estimate": {"program": "DA1", "amount": 9, "year": 2021, "until": "31/12/2021"},
    "disburse reverse": {"id": 3, "reason": "nhầm"},
    "reconcile drop": {"statement": 1, "reason": "nhầm"},
    "reconcile explain": {"statement": 1, "entry": 7, "reason": "kho bạc ghi sau"},
    "reconcile match": {"statement": 1, "line": 2, "entries": [7]},
    "collect accept": {"collection": "2021-10"},
    "collect nil": {"collection": "2021-10", "place": "042"},
    "collect open": {"collection": "2021-09", "due": "15/10/2021", "places": ["042"]},
    "collect return": {"collection": "2021-10", "place": "042", "reason": "nhầm"},
    "collect take": {"files": ["{files}/042.xlsx"]},
    "inspect": {"code": "T", "title": "Thanh tra"},
    "inspect attach": {"code": "TT-01", "files": ["{files}/bao-cao.md"]},
    "inspect finding": {"code": "TT-01", "amount": 5, "action": "other"},
    "inspect recover": {"code": "TT-01", "amount": 5, "date": "15/11/2021"},
    "inspect reverse": {"id": 1, "reason": "nhầm"},
    "inspect stage": {"code": "TT-01", "stage": "concluded", "date": "15/11/2021"},
    "activity": {"code": "DT", "name": "Đơn thư", "unit": "đơn"},
    "activity record": {"code": "TL", "number": "trên 180", "year": 2021, "date": "15/11/2021"},
    "activity remark": {"year": 2021, "section": "causes", "text": "Thiếu người."},
    "activity reverse": {"id": 3, "reason": "nhầm"},
    "activity target": {"code": "TL", "number": 300, "year": 2021},
    "place": {"code": "9", "name": "Nơi khác", "level": "village", "parent": "043"},
    "place load": {"province": "Lào Cai"},
    "close": {"year": 2021, "on": "25/11/2021", "anyway": "chờ duyệt"},
    "opening": {"program": "DA1", "until": 2019, "paid": 500, "advances": 20},
    "opening reverse": {"id": 3, "reason": "nhầm"},
    "reopen": {"year": 2019, "reason": "quyết toán lại"},
    "settings": {"key": "office", "value": "Ban Dân tộc"},
    "undo": {"batch": 2, "reason": "nhầm"},
}
# These make or replace the file of a book: there is none open to record in.
OF_FILES = {"book copy", "book import", "book init", "book restore", "book upgrade"}
# These read a file, of which a person is asked or told what its columns are; a program has its
# rows already, and records one after the other.
OF_ROWS = {each for each in commands.WRITING if each.endswith(" import")} | {"reconcile take"}
CALLS = {
    " ".join(word for word in each.split() if word not in {"book", "add"}): each
    for each in commands.WRITING.keys() - OF_FILES - OF_ROWS
}


def test_a_program_has_a_call_for_every_command_that_writes() -> None:
    """Under the words of the command, without ``book`` and ``add``; and for no other."""
    assert set(verbs()) == set(CALLS) == set(SAID)


@pytest.fixture(scope="module")
def prepared(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a book in which every verb succeeds, and the folder of the files they read."""
    folder = tmp_path_factory.mktemp("verbs")
    book = Path(shutil.copy(full_template, folder / "so.sqlite"))
    return book, commands.prepare(book, folder / "files")


def kept_in(book: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of a book but the log's, without the key of a collection: it is chance."""
    found = {}
    with closing(sqlite3.connect(book)) as base:
        tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            if name in {"log", "page"} or name.startswith("sqlite_"):
                continue
            columns = [row[1] for row in base.execute(f"PRAGMA table_info({name})")]
            told = ", ".join(each for each in columns if (name, each) != ("collection", "key"))
            rows = base.execute(f"SELECT {told} FROM {name}")  # noqa: S608 - names of our own
            found[name] = sorted(rows, key=repr)
    return found


@pytest.mark.parametrize("call", SAID)
def test_a_call_keeps_what_its_command_keeps(
    call: str, prepared: tuple[Path, Path], tmp_path: Path
) -> None:
    """Row by row, in one record of the log each."""
    book, files = prepared
    typed, called = (Path(shutil.copy(book, tmp_path / f"{each}.sqlite")) for each in "ab")
    now = still(datetime.now(UTC))
    day = ("--date", "25/11/2021") if call == "disburse" else ()
    ok(*commands.words(CALLS[call], files=files, out=tmp_path), *day, book=typed, world=now)

    said = {
        name: [each.format(files=files) for each in value] if name == "files" else value
        for name, value in SAID[call].items()
    }
    with open_book(called, actor=ACTOR) as open_:
        open_.record(call, **said)

    assert kept_in(called) == kept_in(typed) != kept_in(book)
    assert len(ok("book", "log", "--json", book=called).data) == len(
        ok("book", "log", "--json", book=typed).data
    )


def test_a_program_names_the_newest_entry_and_takes_back_what_was_said(fresh_book: Path) -> None:
    """As a command does: `last`, and an empty word."""
    with open_book(fresh_book, actor=ACTOR) as book:
        book.record("program edit", code="DA1", decision="12/QĐ")
        edited = book.record("program edit", code="DA1", decision="")
        book.record("allocate", program="DA1", amount=500, year=2021)
        book.record("disburse", program="DA1", amount=300, date="25/11/2021")
        named = book.record("disburse amend", id="last", payee="Xã A", reason="thiếu")
        with pytest.raises(BookError) as nothing:
            book.record("disburse amend", id="last", reason="thiếu")
        with pytest.raises(BookError) as aimless:
            book.record("allocate carry", from_year=2021)
        book.record("inspect", code="TT-9", title="Thanh tra")
        paper = fresh_book.with_name("bien-ban.txt")
        paper.write_text("Biên bản", encoding="utf-8")
        (attached,) = book.record("inspect attach", code="last", files=[str(paper)])
        (out, into) = book.record("allocate carry", from_year=2021, to_year=2022)

    assert edited.decision is None
    assert named.payee == "Xã A"
    assert attached.file.name == "bien-ban.txt"
    assert (nothing.value.code, aimless.value.code) == ("missing-value", "missing-value")
    assert (out.amount, into.year) == (Dong(200), 2022)


def test_a_year_is_closed_with_a_proved_copy_beside_it(fresh_book: Path) -> None:
    """What is open is named first; a block that fails leaves the year open."""

    def interrupted() -> None:
        with open_book(fresh_book, actor=ACTOR) as book:
            book.record("close", year=2021, on="31/1/2022", anyway="chờ duyệt")
            raise RuntimeError

    with open_book(fresh_book, actor=ACTOR) as book:
        book.record("allocate", program="DA1", amount=500, year=2021)
        with pytest.raises(BookError) as still_open:
            book.record("close", year=2021, on="31/1/2022")
    with pytest.raises(RuntimeError):
        interrupted()
    with open_book(fresh_book, actor=ACTOR) as book:
        closed = book.record("close", year=2021, on="31/1/2022", anyway="chờ duyệt")
        with pytest.raises(BookError) as late:
            book.record("allocate", program="DA1", amount=1, year=2021)

    assert (still_open.value.code, late.value.code) == ("year-open", "year-closed")
    assert closed.reason == "chờ duyệt"
    assert closed.copy is not None
    assert ok("book", "info", "--json", book=closed.copy).data["years_closed"] == []
