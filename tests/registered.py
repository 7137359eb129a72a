"""Inspections and results as the verbs record them, of values that a test has."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnictrack.library.verbs import Verb, Writing
from ethnictrack.library.verbs import activity as activities
from ethnictrack.library.verbs import inspection as inspections
from ethnictrack.services.activity import keep_activity
from ethnictrack.services.entry import Recorder
from ethnictrack.services.inspection import keep_inspection
from ethnictrack.values.quantity import Quantity

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.activity import Activity
    from ethnictrack.nouns.inspection import Action, Dossier, Inspection, StageEvent
    from ethnictrack.values.amounts import Amount


def _kept(verb: Verb[Any], book: Book, today: date, **said: object) -> Any:  # noqa: ANN401 - of any verb
    at = Writing(book=book, place=Path("so.sqlite"), today=today, recorder=Recorder(book, today))
    return verb.keep(at, {name: value for name, value in said.items() if value is not None})


def add_inspection(book: Book, inspection: Inspection) -> Dossier:
    """Register an inspection."""
    kept = keep_inspection(book, book.inspections.all(), inspection)
    return book.inspections.dossier(kept)


def reach_stage(book: Book, code: str, event: StageEvent, today: date) -> Dossier:
    """Record that an inspection reached a stage."""
    found: Dossier = _kept(inspections.stage, book, today, code=code, **asdict(event))
    return found


def add_finding(book: Book, code: str, amount: Amount, action: Action, note: str | None) -> Dossier:
    """Record money an inspection objects to."""
    said = {"code": code, "amount": amount, "action": action, "note": note}
    found: Dossier = _kept(inspections.finding, book, date.max, **said)
    return found


def recover(
    book: Book, code: str, amount: Amount, *, on: date, today: date, **more: object
) -> Dossier:
    """Record money that came back."""
    said = {"code": code, "amount": amount, "date": on, **more}
    found: Dossier = _kept(inspections.recover, book, today, **said)
    return found


def add_activity(book: Book, activity: Activity) -> Activity:
    """Register something to be counted."""
    return keep_activity(book, book.activities.all(), activity)


def set_target(book: Book, code: str, number: Decimal, year: int) -> Activity:
    """Set the target of a year."""
    said = {"code": code, "number": Quantity(number), "year": year}
    found: Activity = _kept(activities.target, book, date.max, **said).activity
    return found


def record_number(
    book: Book, code: str, quantity: Quantity, *, on: date, today: date, **more: object
) -> Activity:
    """Record a number for an activity."""
    said = {"code": code, "number": quantity, "date": on, **more}
    found: Activity = _kept(activities.record, book, today, **said).activity
    return found
