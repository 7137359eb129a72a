"""Asking units for their figures, taking what comes, and accepting it into the book.

Nothing but ``accept`` writes to the ledger. A file is kept whole or refused; what is wrong with one
unit's is no matter of the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.collection import (
    Collection,
    CollectionPeriod,
    FormLine,
    SentProblem,
    UnitAction,
    UnitEvent,
    UnitRecord,
    UnitState,
)
from ethnictrack.nouns.place import Level, Place, not_in_force
from ethnictrack.reports.collection_form import CollectionSheet
from ethnictrack.services.unit_figures import accept_unit
from ethnictrack.services.units import NotAskedError, Sums, UnitLine, UnitSums, records
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_DAYS = timedelta(days=15)  # behind a period, when units usually have to report


class UnknownCollectionError(BookError):
    """A period for which nobody was asked; ``due`` is a day that could be theirs."""

    period: str
    due: str
    code = "unknown-collection"
    text = N_("Nobody was asked to report for {period} in this book.")
    remedy = N_(
        "Ask with `ethnictrack collect open {period} --due {due}`; the day is yours to choose."
    )


class CollectionOpenError(BookError):
    period: str
    due: dt.date
    code = "collection-open"
    text = N_("All of these units were asked for {period}, due {due}.")
    remedy = N_(
        "See where they stand with `ethnictrack collect status {period}`. More units are asked "
        "with --places and the same day."
    )


class NestedUnitsError(BookError):
    """Two units of which one lies in the other: their figures would be counted twice."""

    one: str
    other: str
    code = "units-nested"
    text = N_("{one} lies in {other}: its payments would be counted twice.")
    remedy = N_("Ask one of the two.")


class NoUnitsError(BookError):
    period: str
    date: dt.date
    code = "units-none"
    text = N_("The book has no such unit in force on {date}.")
    remedy = N_(
        "`ethnictrack place list` lists the places; `ethnictrack place lists` those of the package."
    )


class UnitNotInForceError(BookError):
    told: Message
    code = "unit-not-in-force"
    text = N_("{told} It cannot report for this period.")
    remedy = N_(
        "Ask the unit that took its place; `ethnictrack place list` lists them. What the old one "
        "paid stays its own."
    )


class NoLinesError(BookError):
    period: str
    year: int
    code = "form-empty"
    text = N_(
        "The book has neither plan nor payments of {year} for these units: the forms of {period} "
        "would have no line."
    )
    remedy = N_(
        "Record the plan first: `ethnictrack allocate import --template giao-von.xlsx` writes a "
        "form for it."
    )


_NOBODY_ELSE = N_(
    "A unit that has nothing to report is noted with `ethnictrack collect nil {period} {first}`."
)


class UnitsMissingError(BookError):
    """Units that have sent nothing that could be accepted; ``others`` are the codes of the rest."""

    period: str
    places: tuple[str, ...]
    others: str
    code = "units-missing"
    text = N_("Nothing was accepted: nothing that counts came from {places}.")
    remedy = N_(
        "Accept the others with `ethnictrack collect accept {period} {others}`; a unit that has "
        "nothing to report is noted with `ethnictrack collect nil {period} {first}`."
    )

    def _told(self) -> dict[str, object]:
        """Name the first of them for the hint."""
        return {**super()._told(), "first": self.places[0].split()[0]}

    def advice(self) -> Message:
        """Say what can be done; where nobody else is left, nobody is named."""
        if self.others:
            return super().advice()
        return _NOBODY_ELSE.of(**self._told())


class NotReceivedError(BookError):
    place: str
    period: str
    code = "unit-not-received"
    text = N_("Nothing came from {place} for {period} that could be sent back.")
    remedy = N_("See `ethnictrack collect status {period}`.")


class UnitAcceptedError(BookError):
    place: str
    period: str
    code = "unit-accepted"
    text = N_("What {place} reported for {period} is accepted already.")
    remedy = N_(
        "Take a corrected form of it, or undo the import: `ethnictrack book batches` lists them."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which units are asked: the named ones, all communes in one, or all of a level."""

    places: tuple[str, ...] = ()
    under: str | None = None
    level: Level | None = None


class AcceptResult(StrEnum):
    """What became of a unit's figures."""

    ACCEPTED = "accepted"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedUnit:
    """What was accepted of a unit: the import that has its entries, and what they add."""

    place: int
    result: AcceptResult
    batch: int | None = None
    amount: Dong = ZERO
    problems: tuple[SentProblem, ...] = ()


def find(book: Book, period: CollectionPeriod) -> Collection:
    """Return the collection of a period. Raises: UnknownCollectionError."""
    if known := book.collections.of(period.text):
        return known
    due = period.last + _DAYS
    raise UnknownCollectionError(period=period.text, due=f"{due:%d/%m/%Y}")


def unit_of(book: Book, collection: Collection, word: str) -> UnitRecord:
    """Return a unit by its code or name. Raises: UnknownCodeError, NotAskedError."""
    place = book.places.find_on(word, collection.period.last)
    for each in records(book, collection):
        if each.place == place.id:
            return each
    raise NotAskedError(place=place.label, period=collection.period.text)


def open_collection(
    book: Book, collection: Collection, asked: Asked
) -> tuple[Collection, list[Place]]:
    """Ask units for a period, or more units for one that is open; those who are new come back.

    Raises: CollectionOpenError, NoUnitsError, NestedUnitsError, UnitNotInForceError.
    """
    found = _units(book, collection.period, asked)
    opened = book.collections.of(collection.period.text)
    before = [] if opened is None else [book.places[each.place] for each in records(book, opened)]
    new = [each for each in found if each not in before]
    if opened is not None and (not new or opened.due != collection.due):
        raise CollectionOpenError(period=opened.period.text, due=opened.due)
    _check_apart(book, [*before, *new])
    if opened is None:
        opened = replace(collection, id=book.collections.add(collection))
    for each in new:
        event = UnitEvent(place=each.id, action=UnitAction.ASKED)
        book.collections.note(opened.id, event)
    return opened, new


def _units(book: Book, period: CollectionPeriod, asked: Asked) -> list[Place]:
    """Return the units that are meant, as they are on the last day."""
    places, day = book.places, period.last
    if asked.places:
        found = [places.find_on(word, day) for word in asked.places]
        for each in found:
            _check_in_force(each, day)
        return list(dict.fromkeys(found))
    found = _of_level(book, asked.level or Level.COMMUNE, day)
    if asked.under is not None:
        root = places.find_on(asked.under, day).id
        found = [each for each in found if each.id != root and places.inside(each.id, root)]
    if not found:
        raise NoUnitsError(period=period.text, date=day)
    return sorted(found, key=lambda each: each.code)


def _check_in_force(place: Place, day: date) -> None:
    if not place.valid_on(day):
        raise UnitNotInForceError(told=not_in_force(place, day))


def _of_level(book: Book, level: Level, day: date) -> list[Place]:
    return [each for each in book.places if each.level is level and each.valid_on(day)]


def _check_apart(book: Book, units: Sequence[Place]) -> None:
    """Refuse a unit that lies in another. Raises: NestedUnitsError."""
    firsts = {book.places.first_version(each.id): each for each in units}
    for each in units:
        for above in book.places.first_versions(each.id)[1:]:
            if above in firsts:
                raise NestedUnitsError(one=each.label, other=firsts[above].label)


def ended(book: Book, collection: Collection, units: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Return the places that ended in the year and became part of a unit, each with that unit.

    What they paid is theirs: the figures of the unit are its own.
    """
    first = date(collection.period.year, 1, 1)
    by_code = {each.code: each for each in units}
    return [
        (each, by_code[each.successor])
        for each in book.places
        if each.successor in by_code
        and each.code != each.successor
        and each.valid_to
        and first <= each.valid_to <= collection.period.last
    ]


def report_nil(
    book: Book, collection: Collection, word: str, on: date
) -> tuple[UnitRecord, UnitRecord]:
    """Keep that a unit has nothing to report; it comes back before and after.

    Raises: NotAskedError, UnitAcceptedError.
    """
    record = unit_of(book, collection, word)
    if record.accepted:
        raise _accepted(book, collection, record)
    if record.state is UnitState.NIL:
        return record, record
    event = UnitEvent(place=record.place, action=UnitAction.NIL, date=on)
    return record, _noted(book, collection, event)


def send_back(
    book: Book, collection: Collection, word: str, reason: str, on: date
) -> tuple[UnitRecord, UnitRecord]:
    """Send what came from a unit back; it comes back before and after.

    Raises: NotAskedError, NotReceivedError, UnitAcceptedError.
    """
    record = unit_of(book, collection, word)
    if record.state is UnitState.ACCEPTED:
        raise _accepted(book, collection, record)
    if record.came is None:
        place = book.places[record.place].label
        raise NotReceivedError(place=place, period=collection.period.text)
    event = UnitEvent(place=record.place, action=UnitAction.RETURNED, date=on, reason=reason)
    return record, _noted(book, collection, event)


def _noted(book: Book, collection: Collection, event: UnitEvent) -> UnitRecord:
    book.collections.note(collection.id, event)
    return next(each for each in records(book, collection) if each.place == event.place)


def _accepted(book: Book, collection: Collection, record: UnitRecord) -> UnitAcceptedError:
    place = book.places[record.place].label
    return UnitAcceptedError(place=place, period=collection.period.text)


def forms(book: Book, collection: Collection) -> tuple[list[CollectionSheet], list[Place]]:
    """Return the form of each unit, and the units for which there is no line to fill in.

    Raises: NoLinesError, where that is so for all of them.
    """
    places = [book.places[each.place] for each in records(book, collection)]
    sums = UnitSums(book, collection, [each.id for each in places])
    gone = ended(book, collection, places)
    made, bare = [], []
    for place in places:
        lines = [_form_line(book, line, sums.before(place.id)) for line in sums.lines(place.id)]
        apart = tuple(old for old, into in gone if into == place)
        sheet = CollectionSheet(collection=collection, place=place, lines=lines, apart=apart)
        (made.append(sheet) if lines else bare.append(place))
    if not made:
        raise NoLinesError(period=collection.period.text, year=collection.period.year)
    return made, bare


def _form_line(book: Book, line: UnitLine, before: Sums) -> tuple[FormLine, str]:
    program = book.programs[line.program]
    paid = before.get(line, ZERO)
    return FormLine(program.code, line.capital, line.source, line.plan_year, paid), program.name


def accept(
    book: Book, collection: Collection, words: Sequence[str], today: date, *, compares: bool
) -> list[AcceptedUnit]:
    """Accept what units sent: an import a unit, each by itself.

    With ``compares`` it is kept beside the book, and the ledger stays as it is.
    Raises: UnitsMissingError where something has still to come from one of them; nothing is
    accepted then. UnknownCodeError, NotAskedError.
    """
    every = records(book, collection)
    named = {unit_of(book, collection, word).place for word in words}
    chosen = [each for each in every if not named or each.place in named]
    if any(each.awaited for each in chosen):
        raise _missing(book, collection, chosen)
    sums = UnitSums(book, collection, [each.place for each in every], compares=compares)
    return [_accept(sums, each, today) for each in chosen]


def _missing(book: Book, collection: Collection, chosen: Sequence[UnitRecord]) -> UnitsMissingError:
    places = book.places
    awaited = [each for each in chosen if each.awaited]
    ready = [each for each in chosen if not each.awaited and each.state is not UnitState.ACCEPTED]
    return UnitsMissingError(
        period=collection.period.text,
        places=tuple(places[each.place].label for each in awaited),
        others=" ".join(places[each.place].code for each in ready),
    )


def _accept(sums: UnitSums, record: UnitRecord, today: date) -> AcceptedUnit:
    """Accept what one unit sent; what was accepted before stays as it is."""
    if record.state is UnitState.ACCEPTED:
        return AcceptedUnit(place=record.place, result=AcceptResult.SAME)
    batch, amount, found = accept_unit(sums, record, today)
    if found:
        return AcceptedUnit(place=record.place, result=AcceptResult.REFUSED, problems=tuple(found))
    return AcceptedUnit(
        place=record.place, result=AcceptResult.ACCEPTED, batch=batch, amount=amount
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStatus:
    """A unit with what its report adds."""

    record: UnitRecord
    amount: Dong | None


def status(book: Book, collection: Collection) -> list[UnitStatus]:
    """Return where every unit stands, by code."""
    every = records(book, collection)
    sums = UnitSums(book, collection, [each.place for each in every])
    return [UnitStatus(record=each, amount=sums.amount(each)) for each in every]
