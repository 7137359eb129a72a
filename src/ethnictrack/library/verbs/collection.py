"""Verbs of collections from units, and what else is asked of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.usage import ContradictionError
from ethnictrack.fields.collection import ACCEPTED, NIL, OPENED, RETURNED, TAKEN
from ethnictrack.i18n import N_
from ethnictrack.importing.collection_form import read_sent
from ethnictrack.library.verbs import Said, Verb, Writing
from ethnictrack.nouns.collection import Collection, CollectionPeriod, SentFile, UnitRecord
from ethnictrack.reports import collections as pages
from ethnictrack.reports.collection_table import MergedFacts, collected
from ethnictrack.reports.collections import CollectFacts, FileFacts
from ethnictrack.services import collection as services
from ethnictrack.services.collection import Asked
from ethnictrack.services.collection_files import Taking
from ethnictrack.services.collection_table import merged
from ethnictrack.values.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.nouns.place import Place
    from ethnictrack.reports.collection_form import CollectionSheet
    from ethnictrack.reports.table import Result

_ALREADY = N_("That was noted already.")
Told = tuple[list["Message"], list["Message"], dict[str, object]]


class FormPeriodError(UsageError):
    period: str
    form: str
    code = "collection-form"
    text = N_("The period {period} has the form {form}.")
    remedy = N_("Leave --form out, or write another period.")
    again = ({"--form": None},)


def new_key(identity: Callable[[], str]) -> str:
    """Return the key of a new collection: made of two identities that nobody else was given."""
    return sha256(f"{identity()} {identity()}".encode()).hexdigest()


def open_period(book: Book, said: Mapping[str, Any], secret: str) -> Told:
    """Ask units for a period.

    Raises: ContradictionError, FormPeriodError, and those of ``services.collection``.
    """
    period: CollectionPeriod = said["collection"]
    ways = [name for name in ("places", "under", "level") if said.get(name)]
    if "places" in ways and len(ways) > 1:
        raise ContradictionError(first="--places", second=f"--{ways[1]}")
    if said.get("form") not in {None, period.form}:
        raise FormPeriodError(period=period.text, form=period.form.value)
    asked = Asked(
        places=tuple(_named(book, said.get("places") or ())),
        under=said.get("under"),
        level=said.get("level"),
    )
    wanted = Collection(period=period, due=said["due"], key=secret)
    opened, new = services.open_collection(book, wanted, asked)
    return pages.opened(opened, new, services.ended(book, opened, new))


def _named(book: Book, words: Sequence[str]) -> list[str]:
    """Return the places that are named; commas part several, where no place is called so."""
    found = []
    for word in words:
        whole = book.places.matches(word) or "," not in word
        found += [word] if whole else [part.strip() for part in word.split(",") if part.strip()]
    return found


def forms_of(book: Book, period: CollectionPeriod) -> tuple[list[CollectionSheet], list[Place]]:
    """Return the form of each unit, and the units without a line."""
    return services.forms(book, services.find(book, period))


def take_all(
    book: Book,
    files: Sequence[SentFile],
    period: CollectionPeriod | None,
    on: date,
    today: date,
) -> list[FileFacts]:
    """Take files, each whole or not at all. Raises: UnknownCollectionError, for ``period``."""
    if period is not None:
        services.find(book, period)
    taken = Taking(book, period, on, today).take(files)
    return [
        FileFacts(
            whose=each.file,
            result=each.result.value,
            place=None if each.place is None else book.places[each.place],
            period=None if each.period is None else each.period.text,
            amount=each.amount,
            problems=each.problems,
        )
        for each in taken
    ]


def facts_of(book: Book, period: CollectionPeriod, on: date) -> CollectFacts:
    """Return where the units of a period stand on a day. Raises: UnknownCollectionError."""
    collection = services.find(book, period)
    units = [(each.record, each.amount) for each in services.status(book, collection)]
    return CollectFacts(collection=collection, units=units, places=book.places, on=on)


def merged_table(book: Book, period: CollectionPeriod, unit_line: Message) -> Result:
    """Make the table of a period. Raises: UnknownCollectionError."""
    collection = services.find(book, period)
    rows, units, treasury = merged(book, collection)
    facts = MergedFacts(
        collection=collection,
        rows=rows,
        units=units,
        aside=treasury.aside,
        statements=treasury.statements,
        programs=book.programs,
        places=book.places,
    )
    return collected(facts, unit_line)


def _open(at: Writing, said: Said) -> Collection:
    at.warnings.extend(open_period(at.book, said, new_key(at.identity))[1])
    return services.find(at.book, said["collection"])


def _unit(at: Writing, said: Said) -> UnitRecord:
    """Keep that a unit has nothing to report or, with a reason, that its report goes back."""
    book, word, on = at.book, said["place"], said.get("on") or at.today
    collection = services.find(book, said["collection"])
    if "reason" in said:
        before, after = services.send_back(book, collection, word, said["reason"], on)
    else:
        before, after = services.report_nil(book, collection, word, on)
    if before is after:
        at.warnings.append(_ALREADY)
    return after


def _take(at: Writing, said: Said) -> list[FileFacts]:
    sent = [read_sent(Path(each), at.today, folder=False) for each in said["files"]]
    return take_all(at.book, sent, said.get("period"), said.get("on") or at.today, at.today)


def _accept(at: Writing, said: Said) -> list[FileFacts]:
    collection = services.find(at.book, said["collection"])
    compares, units = said.get("compare_only", False), said.get("places", ())
    return [
        FileFacts(
            whose=at.book.places[each.place].label,
            result=each.result.value,
            place=at.book.places[each.place],
            period=collection.period.text,
            amount=each.amount,
            batch=each.batch,
            problems=each.problems,
        )
        for each in services.accept(at.book, collection, units, at.today, compares=compares)
    ]


nil = Verb("collect nil", NIL, _unit)
send_back = Verb("collect return", RETURNED, _unit)
accept = Verb("collect accept", ACCEPTED, _accept)
VERBS: tuple[Verb[Any], ...] = (
    Verb("collect open", OPENED, _open),
    Verb("collect take", TAKEN, _take),
    nil,
    send_back,
    accept,
)
