"""The book on its way out: as transactions of double entry, as tables of nouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ethnictrack.audit.exported import Value
from ethnictrack.reports.export_tables import NOUNS, Codes, Facts, Noun, cells
from ethnictrack.reports.journal import Transaction, of_entry, of_finding, of_recovery

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


@dataclass(frozen=True, slots=True)
class NounTable:
    """One noun as a table; the rows are read from the book as they are asked for."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Value | Decimal, ...]]


def transactions(book: Book, *, public: bool) -> Iterator[Transaction]:
    """Yield the ledger, then what inspections recommended and what came back."""
    codes = book.export.codes()
    programs = book.programs
    paths = {
        each.id: tuple(programs[number].code for number in reversed(programs.lineage(each.id)))
        for each in programs
    }
    for facts in book.export.facts("entry"):
        yield of_entry(facts, paths, codes, public=public)
    for facts in book.export.facts("finding"):
        found = of_finding(facts, codes, public=public)
        if found is not None:
            yield found
    for facts in book.export.facts("recovery"):
        yield of_recovery(facts, codes, public=public)


def noun_tables(book: Book, *, public: bool) -> Iterator[NounTable]:
    """Yield every noun as a table; for the public those that name nobody."""
    codes = book.export.codes()
    for noun in NOUNS:
        if not (public and noun.private):
            columns = noun.shown(public=public)
            rows = _rows(noun, columns, book.export.facts(noun.table), codes)
            yield NounTable(noun.name, columns, rows)


def _rows(
    noun: Noun, columns: tuple[str, ...], facts: Iterator[Facts], codes: Codes
) -> Iterator[tuple[Value | Decimal, ...]]:
    return (tuple(cells(noun, columns, each, codes)) for each in facts if noun.has(each))
