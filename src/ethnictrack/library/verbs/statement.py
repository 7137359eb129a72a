"""Verbs of statements of the treasury, and what else is asked of one: held, with its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ethnictrack.errors.usage import ContradictionError, MissingValueError
from ethnictrack.fields.statement import DROPPED, EXPLAINED, MATCHED, ROW
from ethnictrack.fields.types import LAST
from ethnictrack.ledger.statement import DAYS
from ethnictrack.library.verbs import Said, Verb, Writing
from ethnictrack.library.verbs.entry import meant
from ethnictrack.nouns.statement import Decision, Statement
from ethnictrack.reports.reconcile import StatementFacts
from ethnictrack.services import reconcile as services
from ethnictrack.services.reconcile import kept_lines
from ethnictrack.values.kinds import Side

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.batch import ImportRow


class File(NamedTuple):
    """The file of a statement: its name, and the SHA-256 of what was read."""

    name: str
    digest: str


def take_statement(
    book: Book, said: Mapping[str, Any], since: date, file: File, rows: Iterable[ImportRow]
) -> tuple[StatementFacts, Statement | None]:
    """Keep the rows of a file as a statement; with it comes an older one of the very file.

    Raises: UnknownCodeError.
    """
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
    kept = services.take(book, statement, kept_lines(rows, book.programs))
    return _facts(book, kept), services.of_same_file(book, kept.statement)


def listed(book: Book) -> list[StatementFacts]:
    """Return the statements whose place no newer one has taken, oldest first."""
    return [_facts(book, services.hold(book, each)) for each in services.live(book)]


def shown(book: Book, number: int) -> tuple[StatementFacts, int | None]:
    """Return a statement, and the newer one that took its place. Raises: UnknownStatementError."""
    statement = services.find(book, number)
    return _facts(book, services.hold(book, statement)), services.newer(book, statement)


def _facts(book: Book, held: services.HeldStatement) -> StatementFacts:
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


def _entry(at: Writing, number: int) -> int:
    """Return the number of an entry; of the last one, which it is. Raises: NoEntryYetError."""
    if number != LAST:
        return number
    return meant(at.book, Side.DISBURSEMENT, number, at.signature.actor).id


def _match(at: Writing, said: Said) -> StatementFacts:
    entries = [_entry(at, each) for each in said["entries"]]
    return _facts(at.book, services.match(at.book, said["statement"], said["line"], entries))


def _check_one(said: Said) -> None:
    """Have a line or an entry explained. Raises: MissingValueError, ContradictionError."""
    if "line" in said and "entry" in said:
        raise ContradictionError(first="LINE", second="--entry")
    if not {"line", "entry"} & said.keys():
        raise MissingValueError(names=(ROW.named,))


def _explain(at: Writing, said: Said) -> Decision:
    number, reason = said["statement"], said["reason"]
    if "line" in said:
        return services.explain_line(at.book, number, said["line"], reason)
    return services.explain_entry(at.book, number, _entry(at, said["entry"]), reason)


match = Verb("reconcile match", MATCHED, _match)
explain = Verb("reconcile explain", EXPLAINED, _explain, check=_check_one)
drop = Verb(
    "reconcile drop",
    DROPPED,
    lambda at, said: services.drop(at.book, said["statement"], said["reason"]),
)
VERBS: tuple[Verb[Any], ...] = (match, explain, drop)
