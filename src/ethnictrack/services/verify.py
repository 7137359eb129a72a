"""Verifying a book: what was recorded is there, unchanged, in order, to the state once printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.audit.checkpoint import Checkpoint, checkpoint
from ethnictrack.audit.finding import CheckFinding
from ethnictrack.i18n import N_, Message
from ethnictrack.services.check import run_checks, run_since

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

PROOF = ("file", "references", "guards", "log", "rows")  # what proves that nothing was changed
_BESIDE = ("files",)  # and of what lies beside the book


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The state of the book, what it was held against, and what speaks against it."""

    checkpoint: Checkpoint
    against: Checkpoint | None
    counts: dict[str, int]
    findings: tuple[CheckFinding, ...]


def verify(book: Book, against: Checkpoint | None = None, *, files: bool = False) -> Verified:
    """Compute the chain anew, compare every row with it, and look for a state once printed.

    ``files`` has those beside the book looked at, too; a book in the making has none there yet.
    """
    found = [*run_checks(book, (*PROOF, *_BESIDE) if files else PROOF)]
    if against is not None:
        found += _held(book, against)
    return Verified(
        checkpoint=checkpoint(*book.log.head()),
        against=against,
        counts=book.audit.counts(),
        findings=tuple(found),
    )


def verify_since(book: Book, since: Checkpoint) -> Verified:
    """Verify what follows a state once printed: the records of the log and their rows."""
    found = [*_held(book, since)]
    if not found:
        found = run_since(book, since.seq, str(book.log.seal_of(since.seq)))
    return Verified(
        checkpoint=checkpoint(*book.log.head()),
        against=since,
        counts=book.audit.counts(),
        findings=tuple(found),
    )


def _held(book: Book, against: Checkpoint) -> Iterator[CheckFinding]:
    """Look whether the state a checkpoint stands for is a beginning of the book's history."""
    newest, _ = book.log.head()
    sealed = book.log.seal_of(against.seq)
    if sealed is None:
        said = N_(
            "The log ends with record {last}; the checkpoint is of record {number}. What came "
            "after was cut off, or an older copy was put back."
        ).of(last=newest, number=against.seq)
        yield _finding("cut-off", said, against)
    elif checkpoint(against.seq, sealed) != against:
        said = N_(
            "Record {number} is not the one that was printed: it, or one before it, was written "
            "anew."
        ).of(number=against.seq)
        yield _finding("other-history", said, against)


def _finding(code: str, what: Message, against: Checkpoint) -> CheckFinding:
    return CheckFinding.error("checkpoint", code, what, f"log/{against.seq}")
