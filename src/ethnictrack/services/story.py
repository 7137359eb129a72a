"""The story of an entry beside what it says: taken back, brought by an import, matched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.qualifiers import exact_money

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.entry import Posted

_REVERSES = N_(
    "It takes back entry {entry} of {date}, {amount}, which {actor} recorded on {recorded}."
)
_REVERSED = N_(
    "Entry {entry} of {date}, {amount}, takes it back; {actor} recorded that on {recorded}: {note}"
)
_IMPORTED = N_("Import {batch} brought it: {file}, {recorded}.")
_MATCHED = N_("It is matched in statement {statement} of the treasury, {file}, up to {until}.")


def story(book: Book, posted: Posted) -> Iterator[Message]:
    """Yield what became of an entry, in sentences."""
    for number, frame in ((posted.entry.reverses, _REVERSES), (posted.reversed_by, _REVERSED)):
        other = number and book.ledger.get(number)
        if other:
            yield frame.of(
                entry=other.id,
                date=other.entry.date,
                amount=exact_money(other.entry.signed, other.entry.qualifier),
                actor=other.actor,
                recorded=other.recorded_at,
                note=other.entry.note,
            )
    brought = posted.entry.batch and book.batches.get(posted.entry.batch)
    if brought:
        of = brought.batch
        yield _IMPORTED.of(batch=of.id, file=of.file, recorded=brought.recorded_at)
    for statement in book.statements.all() if posted.reconciled else ():
        if statement.id == posted.reconciled:
            file, until = statement.file, statement.as_of
            yield _MATCHED.of(statement=statement.id, file=file, until=until)
