"""What verifying a book found, and the state that was proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ethnictrack.audit.checkpoint import Checkpoint
from ethnictrack.audit.finding import CheckFinding, any_error
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.check import checked
from ethnictrack.reports.footer import CHECKPOINT_LINE
from ethnictrack.reports.table import Document, Paragraph, Result

_SOUND = N_(
    "Nothing recorded was changed, removed or reordered: {records} records of the log and "
    "{entries} entries agree."
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
) -> Result:
    """Show what was proved, unless an error speaks against it, and the findings."""
    listed = checked(findings)
    records, entries = counts.get("log", 0), counts.get("entry", 0)
    sound = not any_error(findings)
    proved = map(Paragraph, _proved(records, entries, against) if sound else ())
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


def _proved(records: int, entries: int, against: Checkpoint | None) -> tuple[Message, ...]:
    second = _AGAINST_NOTHING if against is None else _HELD.of(checkpoint=str(against))
    return _SOUND.of(records=records, entries=entries), second
