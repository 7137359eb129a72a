"""The last line of every report: the state of the book its figures were taken from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Result

if TYPE_CHECKING:
    from ethnictrack.audit.checkpoint import Checkpoint

CHECKPOINT_LINE = N_("Checkpoint of the book: {checkpoint}")


def with_checkpoint(result: Result, checkpoint: Checkpoint) -> Result:
    """Return a report that says the checkpoint: on its last line, in each row, in its data."""
    shown = str(checkpoint)
    document = replace(
        result.document,
        footer=(*result.document.footer, CHECKPOINT_LINE.of(checkpoint=shown)),
        stated=(*result.document.stated, ("checkpoint", shown)),
    )
    data = result.data
    return Result(document, {**data, "checkpoint": shown} if isinstance(data, dict) else data)
