"""What verifying a book found, and the state that was proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CHECK_LINES, any_error
from ethnictrack.i18n import N_
from ethnictrack.reports.footer import CHECKPOINT_LINE
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Table, Unit, data_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ethnictrack.audit.checkpoint import Checkpoint
    from ethnictrack.audit.finding import CheckFinding


_COLUMNS: tuple[Column[CheckFinding], ...] = (
    Column("check", N_("Check"), Unit.CODE, lambda of: of.check),
    Column(
        "severity",
        N_("Severity"),
        of=lambda of: of.severity.label,
        fact=lambda of: of.severity,
    ),
    Column("code", N_("Code"), Unit.CODE, lambda of: of.code),
    Column("what", N_("What"), of=lambda of: of.what),
    Column("where", N_("Where"), of=lambda of: of.where),
)
_LIST = (Column("check", N_("Check"), Unit.CODE), Column("what", N_("What it makes sure of")))


def check_list() -> Result:
    """List the checks in the order they run."""
    data = [{"check": name, "what": line} for name, line in CHECK_LINES.items()]
    return Result(Document(N_("Checks of the book"), (Table.of(_LIST, data),)), data)


def checked(findings: Iterable[CheckFinding]) -> Result:
    """Show what the checks found; one sentence when that is nothing."""
    kept = list(findings)
    table = Table.of(_COLUMNS, kept, empty=N_("The checks found nothing wrong."))
    data = [data_of(_COLUMNS, each) for each in kept]
    return Result(Document(N_("Findings of the checks"), (table,)), data)


_SOUND = N_(
    "Nothing recorded was changed, removed or reordered: {records} records of the log and "
    "{entries} entries agree."
)
_SINCE = N_(
    "Nothing that was recorded since checkpoint {checkpoint} was changed, removed or reordered; "
    "what is older was not looked at."
)
_HELD = N_("The book goes on from checkpoint {checkpoint}: nothing was cut off since.")
_AGAINST_NOTHING = N_(
    "Whether the end was cut off shows only against a checkpoint printed before: --checkpoint."
)


def verified(
    state: Checkpoint,
    against: Checkpoint | None,
    counts: Mapping[str, int],
    findings: Sequence[CheckFinding],
    since: Checkpoint | None = None,
) -> Result:
    """Show what was proved, unless an error speaks against it, and the findings."""
    listed = checked(findings)
    records, entries = counts.get("log", 0), counts.get("entry", 0)
    sound = not any_error(findings)
    held = _AGAINST_NOTHING if against is None else _HELD.of(checkpoint=str(against))
    said = [_SOUND.of(records=records, entries=entries), held]
    if since is not None:
        said = [_SINCE.of(checkpoint=str(since))]
    proved = map(Paragraph, said if sound else ())
    blocks = (*proved, *(listed.document.blocks if findings else ()))
    data = {
        "ok": sound,
        "records": records,
        "entries": entries,
        "checkpoint": str(state),
        "against": against and str(against),
        "findings": listed.data,
    }
    footer = (CHECKPOINT_LINE.of(checkpoint=str(state)),)
    return Result(Document(N_("Verification of the book"), blocks, footer=footer), data)
