"""Attached files, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Document, Result, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.nouns.attachment import Attachment

TITLE = N_("Attached files")
_COLUMNS = (
    Column("id", N_("No."), Unit.CODE),
    Column("name", N_("File")),
    Column("size", N_("Bytes"), Unit.NUMBER),
    Column("recorded_at", N_("Recorded at"), Unit.MOMENT),
    Column("actor", N_("Recorded by")),
    Column("path", N_("Where"), shown=False),
    Column("sha256", N_("SHA-256"), shown=False),
)
_NONE = N_("No file is attached.")


def attachment_data(attachment: Attachment) -> dict[str, object]:
    """Return an attached file as JSON has it."""
    return {
        "id": attachment.id,
        "name": attachment.file.name,
        "size": attachment.file.size,
        "sha256": attachment.file.sha256,
        "path": attachment.path,
        "actor": attachment.actor,
        "recorded_at": attachment.recorded_at,
    }


def attachment_table(attachments: Iterable[Attachment]) -> Table:
    """Return files in the order they came."""
    return Table.of(_COLUMNS, map(attachment_data, attachments), empty=_NONE)


def titled(attachments: Iterable[Attachment]) -> Iterator[Table]:
    """Yield the files of what is shown in full, if it has any."""
    table = attachment_table(attachments)
    if table.rows:
        yield Table(table.columns, table.rows, title=TITLE)


def attachment_list(attachments: Iterable[Attachment]) -> Result:
    """List files in the order they came."""
    listed = list(attachments)
    document = Document(TITLE, (attachment_table(listed),))
    return Result(document, [attachment_data(each) for each in listed])
