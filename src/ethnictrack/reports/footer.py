"""The last line of every report: the state of the book its figures were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Result

if TYPE_CHECKING:
    from ethnictrack.audit.checkpoint import Checkpoint

CHECKPOINT_LINE = N_("Checkpoint of the book: {checkpoint}")


def with_paper(result: Result, settings: Mapping[str, str], day: date) -> Result:
    """Return a report that is handed in with the office's settings around it."""
    document = result.document
    if document.paper is None:
        return result
    paper = replace(document.paper, settings=settings, day=day)
    return Result(replace(document, paper=paper), result.data)


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
