"""Importing: the rules of `add`, row by row in file order, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.nouns.batch import BatchNoun, Duplicates, LookUp
from ethnictrack.services.importing.entries import EntryImport
from ethnictrack.services.importing.registers import (
    ActivityTaker,
    InspectionTaker,
    RegisterImport,
    Take,
    opening_taker,
    take_place,
    take_program,
)
from ethnictrack.values.kinds import Side

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_SIDES = {BatchNoun.ALLOCATE: Side.ALLOCATION, BatchNoun.DISBURSE: Side.DISBURSEMENT}
_REGISTERS: dict[BatchNoun, Callable[[int], Take]] = {
    BatchNoun.PROGRAM: lambda _: take_program,
    BatchNoun.PLACE: lambda _: take_place,
    BatchNoun.INSPECT: lambda _: InspectionTaker(),
    BatchNoun.ACTIVITY: lambda _: ActivityTaker(),
    BatchNoun.OPENING: opening_taker,
}


def taker(  # noqa: PLR0913 - what an import is told, each by name
    book: Book,
    noun: BatchNoun,
    *,
    today: date,
    batch: int,
    duplicates: Duplicates,
    over_plan: str | None,
) -> EntryImport | RegisterImport:
    """Return what takes the rows of an import of ``noun``."""
    if noun in _SIDES:
        return EntryImport(
            book,
            side=_SIDES[noun],
            today=today,
            batch=batch,
            duplicates=duplicates,
            over_plan=over_plan,
        )
    take, names = _REGISTERS[noun](batch), _names(book, noun, today)
    return RegisterImport(book, take, names=names, today=today, duplicates=duplicates)


def _names(book: Book, noun: BatchNoun, today: date) -> dict[str, LookUp]:
    """Return where an import of a register looks up what its rows name."""

    def place_on(name: str) -> object:
        return book.places.find_on(name, today)

    names: dict[BatchNoun, dict[str, LookUp]] = {
        BatchNoun.PROGRAM: {"parent": book.programs.find, "place": place_on},
        BatchNoun.PLACE: {"parent": place_on},
        BatchNoun.INSPECT: {"program": book.programs.find, "place": place_on},
        BatchNoun.OPENING: {"program": book.programs.find, "place": place_on},
    }
    return names.get(noun, {})
