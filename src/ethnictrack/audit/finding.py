"""What a check of the book finds: where, what, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Self

from ethnictrack.i18n import N_, ClosedList, Message


class Severity(ClosedList):
    """An error makes the figures doubtful; a warning asks somebody to look."""

    ERROR = "error", N_("error")
    WARNING = "warning", N_("warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """One fault: ``where`` names the row or the line, ``code`` is for scripts."""

    check: str
    severity: Severity
    code: str
    what: Message
    where: str

    @classmethod
    def error(cls, check: str, code: str, what: Message, where: str) -> Self:
        """Return a fault that makes the book wrong."""
        return cls(check=check, severity=Severity.ERROR, code=code, what=what, where=where)

    @classmethod
    def warning(cls, check: str, code: str, what: Message, where: str) -> Self:
        """Return what somebody should look at."""
        return cls(check=check, severity=Severity.WARNING, code=code, what=what, where=where)


def any_error(findings: Iterable[CheckFinding]) -> bool:
    """Tell findings that make a book doubtful from mere warnings."""
    return any(each.severity is Severity.ERROR for each in findings)


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """A table or a trigger that is not as the program made it, or could not be compared."""

    name: str
    fault: Literal["missing", "altered", "unknown", "unchecked"]


def compare(expected: Mapping[str, object], found: Mapping[str, object]) -> Iterator[SchemaFault]:
    """Yield where a schema differs from the one the program makes."""
    for name, made in expected.items():
        if name not in found:
            yield SchemaFault(name, "missing")
        elif found[name] != made:
            yield SchemaFault(name, "altered")
    for name in sorted(found.keys() - expected.keys()):
        yield SchemaFault(name, "unknown")


# The checks in the order they run, with what each makes sure of.
CHECK_LINES: Mapping[str, Message] = MappingProxyType(
    {
        "file": N_("The file is whole: its pages and indexes fit together."),
        "references": N_("Whatever a row refers to is there."),
        "guards": N_("Tables and triggers are as the program made them."),
        "log": N_("The records of the log follow one another, each sealed as it was written."),
        "rows": N_("Every row is what the log says was written last."),
        "files": N_("Every file that was attached is there, byte for byte, and nothing else."),
        "sums": N_("What is added up, and what is searched in, is what the rows say."),
        "trees": N_("Programmes and places stand below ones that exist, and not below themselves."),
        "plan": N_(
            "Nothing is disbursed beyond the plan, or without one, unless a reason says so."
        ),
        "reversals": N_("A reversal is the opposite of one entry, once."),
        "vouchers": N_("No voucher stands twice."),
        "years": N_("Dates and plan years agree with the budget year."),
        "advances": N_(
            "No more advances are cleared than were made, and nothing paid before counts twice."
        ),
        "recoveries": N_("No more is recovered than was recommended."),
        "carryover": N_("What a year carries out is what the next brings in."),
        "dates": N_("Payments come after their plan, and the log's clock runs forward."),
    }
)
