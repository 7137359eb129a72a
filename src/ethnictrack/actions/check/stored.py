"""Checks of what is stored, whatever it means: pages, references, schema, log."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ethnictrack.domain.chain import GENESIS, Record, digest, seal
from ethnictrack.domain.finding import CheckFinding, SchemaFault, Severity
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.store.audit import AuditStore
    from ethnictrack.store.opening import Book

_SCHEMA = {
    "missing": N_("It is gone."),
    "altered": N_("It is not as the program made it."),
    "unknown": N_("The program did not make it."),
    "unchecked": N_("It was not compared: this user may make no temporary tables on the server."),
}


def _error(check: str, code: str, what: Message, where: str) -> CheckFinding:
    return CheckFinding(check=check, severity=Severity.ERROR, code=code, what=what, where=where)


def check_file(book: Book) -> Iterator[CheckFinding]:
    """Have the database look at its pages and indexes."""
    for line in book.audit.file_problems():
        said = N_("The database reports: {line}").of(line=line)
        yield _error("file", "integrity", said, "")


def check_references(book: Book) -> Iterator[CheckFinding]:
    """Find rows that refer to nothing."""
    for table, row, to in book.audit.broken_references():
        said = N_("It refers to a row of {table} that does not exist.").of(table=to)
        yield _error("references", "no-such-row", said, f"{table}/{row}")


def check_guards(book: Book) -> Iterator[CheckFinding]:
    """Find triggers, tables and indexes that are not as the program makes them."""
    for code, faults in (
        ("trigger", book.audit.missing_triggers()),
        ("table", book.audit.altered_tables()),
    ):
        yield from (_schema(code, fault) for fault in faults)


def _schema(code: str, fault: SchemaFault) -> CheckFinding:
    severity = Severity.WARNING if fault.fault == "unchecked" else Severity.ERROR
    return CheckFinding(
        check="guards",
        severity=severity,
        code=f"{fault.fault}-{code}",
        what=_SCHEMA[fault.fault],
        where=fault.name,
    )


def check_log(book: Book) -> Iterator[CheckFinding]:
    """Seal every record anew: numbers, links and hashes have to come out as stored."""
    owners = [str(row["identity"]) for row in book.audit.rows("book")]
    if len(owners) != 1:
        said = N_("The book has {count} rows about itself instead of one.").of(count=len(owners))
        yield _error("log", "no-identity", said, "book")
        return
    number, head = 0, GENESIS
    for row in book.audit.log():
        sealed, number, where = str(row.pop("hash")), number + 1, f"log/{row['seq']}"
        if row["seq"] != number:
            said = N_("Record {number} is missing before it.").of(number=number)
            yield _error("log", "gap", said, where)
            number = int(row["seq"])
        if row["previous"] != head:
            yield _error(
                "log", "broken-link", N_("It does not follow the record before it."), where
            )
        if seal(Record(book=owners[0], **row)) != sealed:
            yield _error("log", "broken-seal", N_("It was changed after it was sealed."), where)
        else:
            yield from _check_pages(book.audit, row)
        head = sealed


def _check_pages(audit: AuditStore, row: Mapping[str, Any]) -> Iterator[CheckFinding]:
    """Find pages of a long record that are gone, added, swapped or changed."""
    sealed = json.loads(row["body"]).get("pages", ())
    found = [{digest(body), stored} for body, stored in audit.pages(row["seq"])]
    for number, (wanted, there) in enumerate(zip_longest(sealed, found), start=1):
        if there != {wanted}:
            said = N_("Its page {number} is not the one that was sealed.").of(number=number)
            yield _error("log", "broken-page", said, f"log/{row['seq']}")
