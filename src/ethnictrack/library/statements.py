"""Statements of the treasury as commands ask for them: held, with what is printed of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ethnictrack.ledger.statement import DAYS
from ethnictrack.nouns.statement import Statement
from ethnictrack.reports.reconcile import StatementFacts
from ethnictrack.services import reconcile as verbs
from ethnictrack.services.reconcile import drop as drop_statement
from ethnictrack.services.reconcile import explain_entry, explain_line, of_same_file
from ethnictrack.services.statement_rows import kept_lines

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.batch import ImportRow

__all__ = [
    "File",
    "drop_statement",
    "explain_entry",
    "explain_line",
    "listed",
    "match_line",
    "of_same_file",
    "shown",
    "take_statement",
]


class File(NamedTuple):
    """The file of a statement: its name, and the SHA-256 of what was read."""

    name: str
    digest: str


def take_statement(
    book: Book, said: Mapping[str, Any], since: date, file: File, rows: Iterable[ImportRow]
) -> StatementFacts:
    """Keep the rows of a file as a statement. Raises: UnknownCodeError."""
    place, program = said.get("place"), said.get("program")
    statement = Statement(
        as_of=said["as_of"],
        since=since,
        days=DAYS if said.get("days") is None else said["days"],
        file=file.name,
        digest=file.digest,
        year=said.get("year"),
        place=book.places.find_on(place, said["as_of"]).id if place else None,
        program=book.programs.find(program).id if program else None,
    )
    return _facts(book, verbs.take(book, statement, kept_lines(rows, book.programs)))


def listed(book: Book) -> list[StatementFacts]:
    """Return the statements whose place no newer one has taken, oldest first."""
    return [_facts(book, verbs.hold(book, each)) for each in verbs.live(book)]


def shown(book: Book, number: int) -> tuple[StatementFacts, int | None]:
    """Return a statement, and the newer one that took its place. Raises: UnknownStatementError."""
    statement = verbs.find(book, number)
    return _facts(book, verbs.hold(book, statement)), verbs.newer(book, statement)


def match_line(book: Book, number: int, line: int, entries: Sequence[int]) -> StatementFacts:
    """Say that a line is these entries. Raises: the refusals of ``services.reconcile.match``."""
    return _facts(book, verbs.match(book, number, line, entries))


def _facts(book: Book, held: verbs.HeldStatement) -> StatementFacts:
    """Return what is printed of a statement; what the book has alone is read while it is open."""
    alone = [item.ids[0] for item in held.found.book_only]
    return StatementFacts(
        statement=held.statement,
        kept=held.kept,
        found=held.found,
        alone=lambda: book.ledger.numbered(alone),
        programs=book.programs,
        places=book.places,
    )
