"""Checks of what is stored, whatever it means: pages, references, schema, log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CheckFinding, SchemaFault, Severity
from ethnictrack.i18n import N_

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_SCHEMA = {
    "missing": N_("It is gone."),
    "altered": N_("It is not as the program made it."),
    "unknown": N_("The program did not make it."),
    "unchecked": N_("It was not compared: no temporary tables can be made there."),
}


def check_file(book: Book) -> Iterator[CheckFinding]:
    """Have the database look at its pages and indexes."""
    for line in book.audit.file_problems():
        said = N_("The database reports: {line}").of(line=line)
        yield CheckFinding.error("file", "integrity", said, "")


def check_references(book: Book) -> Iterator[CheckFinding]:
    """Find rows that refer to nothing."""
    for table, row, to in book.audit.broken_references():
        said = N_("It refers to a row of {table} that does not exist.").of(table=to)
        yield CheckFinding.error("references", "no-such-row", said, f"{table}/{row}")


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
