"""Checks of what is stored, whatever it means: pages, references, schema, log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CheckFinding, SchemaFault, Severity
from ethnictrack.i18n import N_
from ethnictrack.values.money import Dong
from ethnictrack.values.text import visible

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


_SUM = N_("It says {kept} of {counted} entries; the entries add up to {added} of {found}.")
_LOOKUP = N_("It is not what the other columns of its row make of it.")


def check_sums(book: Book) -> Iterator[CheckFinding]:
    """Find sums that are not those of the entries, and columns that are not worked out as ours."""
    for where, kept, added in book.audit.unequal_sums():
        said = _SUM.of(kept=Dong(kept[0]), counted=kept[1], added=Dong(added[0]), found=added[1])
        yield CheckFinding.error("sums", "wrong-sum", said, where)
    for where in book.audit.wrong_columns():
        yield CheckFinding.error("sums", "wrong-column", _LOOKUP, where)


_FAULTS = {
    "missing": N_("The file {name} is gone."),
    "changed": N_("The file {name} is not the one that was attached."),
}
_STRAY = N_("No entry and no inspection has it: a command was cut off, or somebody put it there.")


def check_files(book: Book) -> Iterator[CheckFinding]:
    """Find files that are missing or changed, and what lies among them and is none."""
    for number, file, fault in book.attachments.faults():
        said = _FAULTS[fault].of(name=file.name)
        yield CheckFinding.error("files", f"{fault}-file", said, f"attachment/{number}")
    for name in book.attachments.strays():
        yield CheckFinding.warning("files", "stray-file", _STRAY, visible(name))
