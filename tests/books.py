"""Books for tests: made once, copied often; short ways to write facts and to tamper with them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.registered import add_finding, add_inspection, reach_stage, recover

from ethnictrack.book.create import create_book
from ethnictrack.book.journal import Signature
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.book.tables.batch import BATCH, PROFILE
from ethnictrack.book.tables.book import CLOSING
from ethnictrack.book.tables.collection import COLLECTION, COLLECTION_FIGURE, COLLECTION_UNIT
from ethnictrack.book.tables.entry_more import AMENDMENT, ATTACHMENT, ESTIMATE, OPENING
from ethnictrack.book.tables.register import PROGRAM_ALIAS
from ethnictrack.book.tables.seal import SEAL
from ethnictrack.book.tables.statement import STATEMENT, STATEMENT_LINE, STATEMENT_MATCH
from ethnictrack.ledger.entry import Draft
from ethnictrack.nouns.activity import Activity, Record, RemarkSection
from ethnictrack.nouns.inspection import Action, Inspection, Stage, StageEvent
from ethnictrack.nouns.place import Level, Place
from ethnictrack.nouns.program import Program, ProgramKind
from ethnictrack.services.entry import Recorder
from ethnictrack.services.inspection import reverse_recovery
from ethnictrack.values.amounts import Amount
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.book.location import Location
    from ethnictrack.book.opening import Book

NOON = datetime(2021, 11, 15, 5, 0, 0, tzinfo=UTC)
TODAY = date(2021, 11, 15)
IDENTITY = "00000000-0000-4000-8000-000000000001"


def signed(command: str = "test", *, actor: str = "Lan", at: datetime = NOON) -> Signature:
    """Return what a command of the tests signs with."""
    return Signature(actor=actor, command=command, at=at)


def make_book(path: Location) -> None:
    """Make a book with a tree of three programmes and a tree of three places."""
    create_book(path, signed("book init"), _registers, identity=IDENTITY)


def _registers(book: Book) -> None:
    root = book.registers.add_program(Program(id=0, code="MTQG", name="Chương trình mục tiêu"))
    for code, name in (("DA1", "Dự án 1"), ("DA2", "Dự án 2")):
        program = Program(id=0, code=code, name=name, parent=root, kind=ProgramKind.PROJECT)
        book.registers.add_program(program)
    province = Place(id=0, code="04", name="Cao Bằng", level=Level.PROVINCE)
    above = book.registers.add_place(province)
    for code, name in (("042", "Bảo Lâm"), ("043", "Bảo Lạc")):
        district = Place(id=0, code=code, name=name, level=Level.DISTRICT, parent=above)
        book.registers.add_place(district)


def fill_book(path: Location) -> None:
    """Write at least one row of every kind, as commands would."""
    with write_book(path, signed("allocate add")) as book:
        allocated(book, 1000)
        allocated(book, 100, "DA2", place="043", capital="investment", source="central")
    with write_book(path, signed("disburse add")) as book:
        paid(book, 300, voucher="PC-01")
        wrong = paid(book, 50, voucher="PC-02")
        Recorder(book, TODAY).reverse(Side.DISBURSEMENT, wrong, reason="sai số", on=None)
        paid(book, 40, kind="advance")
        paid(book, 30, kind="advance-recovery")
    with write_book(path, signed("book settings")) as book:
        book.settings.put("signer", "Nông Văn A")
        book.settings.put("signer", "Nông Thị B")
    with write_book(path, signed("inspect add")) as book:
        _inspected(book)
    with write_book(path, signed("activity add")) as book:
        _counted(book)
        _kept_of_entries(book)
        _reconciled_and_collected(book)
    with write_book(path, signed("book close")) as book:
        book.journal.page_rows = 2  # so that this command's record has pages
        _kept_beside(book)


def _kept_beside(book: Book) -> None:
    """Write a row of every table that stands beside the ledger and the registers."""
    digest = "0" * 64
    book.journal.insert(BATCH, noun="disburse", file="thang-11.csv", digest=digest, rows=2)
    book.journal.insert(PROFILE, name="kho-bac", noun="disburse", body="{}")
    book.journal.insert(CLOSING, year=2019, action="close", date="2020-02-15")
    book.journal.insert(
        SEAL,
        report="annual",
        year=2021,
        as_of="2021-11-15",
        asked="{}",
        version="0.1.0",
        figures="{}",
        digest=digest,
        head=1,
    )


def _kept_of_entries(book: Book) -> None:
    """Write a row of every table that says more of entries, or of money besides them."""
    add = book.journal.insert
    add(AMENDMENT, entry=3, voucher="PC 01", reason="thiếu")
    content = b"%PDF"
    sha256 = hashlib.sha256(content).hexdigest()
    add(ATTACHMENT, entry=3, sha256=sha256, name="PC-01.pdf", size=4, content=content)
    line = {"program": 2, "place": 2, "capital": "investment", "source": "central"}
    opened = {**line, "plan_year": 2019, "until": 2020}
    first = add(OPENING, **opened, paid=500, advances=20)
    add(OPENING, **opened, paid=-500, advances=-20, reverses=first)
    add(ESTIMATE, **line, year=2021, until="2021-12-31", amount=900)
    add(PROGRAM_ALIAS, program=2, text="Dự án số 1", text_key="dự án số 1")


def _reconciled_and_collected(book: Book) -> None:
    add, digest = book.journal.insert, "0" * 64
    said = {"as_of": "2021-11-15", "since": "2021-01-01", "days": 5}
    add(STATEMENT, **said, file="kho-bac.csv", digest=digest)
    add(STATEMENT_LINE, statement=1, line=2, voucher="pc 01", date="2021-11-15", amount=300)
    add(STATEMENT_MATCH, statement=1, action="match", line=2, entry=3)
    add(COLLECTION, period="2021-10", form="month", due="2021-11-05", key=digest)
    add(COLLECTION_UNIT, collection=1, place=2, action="asked")
    add(COLLECTION_UNIT, collection=1, place=2, action="received", file="042.xlsx", digest=digest)
    figure = {"unit": 2, "line": 2, "program": 2, "plan_year": 2021}
    add(COLLECTION_FIGURE, **figure, before=0, cumulative=300)


def _inspected(book: Book) -> None:
    add_inspection(book, Inspection(id=0, code="TT-01", name="Thanh tra Dự án 1"))
    reach_stage(book, "TT-01", StageEvent(stage=Stage.DECIDED, date=TODAY), TODAY)
    add_finding(book, "TT-01", dong(200), Action.BUDGET_RECOVERY, None)
    for amount in (150, 20):
        recover(
            book, "TT-01", dong(amount), on=TODAY, finding=1, voucher=None, note=None, today=TODAY
        )
    reverse_recovery(book, 2, reason="nhầm", on=None)


def _counted(book: Book) -> None:
    number = book.activities.add(Activity(id=0, code="TL", name="Tài liệu", unit="cuốn"))
    activity = book.activities.all()[number]
    book.activities.add_target(activity, 2021, Decimal(200))
    record = Record(id=0, activity=number, year=2021, date=TODAY, value=Decimal("1.5"))
    first = book.activities.add_record(record)
    undone = replace(record, value=-record.value, reverses=first)
    book.activities.add_record(undone)
    for text, replaces in (("Tốt.", None), ("Khá.", 1)):
        book.activities.add_remark(
            year=2021, section=RemarkSection.OVERVIEW, text=text, replaces=replaces
        )


def dong(amount: int) -> Amount:
    """Return an amount as it is typed."""
    return Amount(Dong(amount))


def allocated(book: Book, amount: int, program: str = "DA1", **said: Any) -> int:  # noqa: ANN401
    """Record plan of 2021, unless something else is said; the entry's number comes back."""
    return _recorded(book, Side.ALLOCATION, amount, program, {"kind": "initial", **said})


def paid(book: Book, amount: int, program: str = "DA1", **said: Any) -> int:  # noqa: ANN401
    """Record a payment of today, unless something else is said; its number comes back."""
    return _recorded(book, Side.DISBURSEMENT, amount, program, {"kind": "payment", **said})


def _recorded(book: Book, side: Side, amount: int, program: str, said: dict[str, Any]) -> int:
    facts = {**said, "kind": Kind(said["kind"]), "year": said.get("year", 2021)}
    draft = Draft(side=side, program=program, amount=dong(amount), **facts)
    return Recorder(book, TODAY).record(draft).posted[0].id


def count_entries(path: Location) -> int:
    """Return how many entries a book holds."""
    with read_book(path) as book:
        return book.ledger.count()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a book as a database browser would: no rule of the program holds."""
    with closing(sqlite3.connect(path, timeout=0.1, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")  # nobody cuts the power of a test
        yield database


def tamper(path: Path, *statements: str) -> None:
    """Change a book with its triggers out of the way and no check of rows or references."""
    with bare(path) as database:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = dict(database.execute(query).fetchall())
        database.execute("PRAGMA ignore_check_constraints=ON")
        database.execute("PRAGMA legacy_alter_table=ON")  # views may miss a table for a moment
        database.execute("BEGIN")
        for name in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        for trigger in triggers.values():
            database.execute(trigger)
        database.execute("COMMIT")
