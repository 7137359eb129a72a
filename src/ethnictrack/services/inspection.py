"""Registering inspections, their stages, findings and recoveries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.entries import FutureDateError
from ethnictrack.nouns.inspection import (
    Action,
    Dossier,
    Finding,
    Inspection,
    Inspections,
    Recovery,
    StageEvent,
    UnknownRecoveryError,
    check_recovery,
    check_reversible,
    check_stage,
    finding_for,
)
from ethnictrack.services.closed_year import HeldByClosedYearError, check_open
from ethnictrack.services.register import check_new_code, check_period
from ethnictrack.values.amounts import Amount

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_NAMES = frozenset(each.name for each in fields(Inspection)) - {"id", "name"}


def inspection_of(book: Book, said: Mapping[str, Any], today: date) -> Inspection:
    """Return the new inspection that words or a row tell of, whatever else they tell.

    Raises: UnknownCodeError, AmbiguousCodeError.
    """
    told = {name: value for name, value in said.items() if name in _NAMES and value is not None}
    if "program" in told:
        told["program"] = book.programs.find(told["program"]).id
    if "place" in told:
        told["place"] = book.places.find_on(told["place"], today).id
    return Inspection(id=0, name=said["title"], **told)


def keep_inspection(book: Book, register: Inspections, inspection: Inspection) -> Inspection:
    """Keep an inspection that the register, which has been read, lacks.

    Raises: DuplicateCodeError, PeriodError, HeldByClosedYearError.
    """
    check_open(book, inspection.year, HeldByClosedYearError)
    check_new_code(register, inspection.code)
    check_period(inspection.scope_from, inspection.scope_to)
    return replace(inspection, id=book.inspections.add(inspection))


def keep_stage(book: Book, dossier: Dossier, event: StageEvent, today: date) -> Dossier:
    """Keep a stage, and return the dossier with it; it belongs to the year of its day.

    Raises: StageBackError, FutureDateError, HeldByClosedYearError.
    """
    _check_happened(event.date, today)
    check_open(book, event.date.year, HeldByClosedYearError)
    check_stage(dossier, event.stage, event.reason)
    book.inspections.add_stage(dossier.inspection, event)
    return replace(dossier, stages=(*dossier.stages, event))


def keep_finding(
    book: Book, dossier: Dossier, amount: Amount, action: Action, note: str | None
) -> Dossier:
    """Keep a finding, and return the dossier with it. Raises: HeldByClosedYearError."""
    check_open(book, dossier.year, HeldByClosedYearError)
    finding = Finding(
        number=len(dossier.findings) + 1,
        amount=amount.dong,
        qualifier=amount.qualifier,
        action=action,
        note=note,
    )
    book.inspections.add_finding(dossier.inspection, finding)
    return replace(dossier, findings=(*dossier.findings, finding))


def keep_recovery(  # noqa: PLR0913 - the facts of a recovery, each by name
    book: Book,
    dossier: Dossier,
    amount: Amount,
    *,
    on: date,
    finding: int | None = None,
    voucher: str | None = None,
    note: str | None = None,
    today: date,
) -> None:
    """Keep money that came back; it belongs to the year of its day.

    Raises: NoFindingError, FindingNeededError, OverRecoveryError, FutureDateError,
    HeldByClosedYearError.
    """
    _check_happened(on, today)
    check_open(book, on.year, HeldByClosedYearError)
    meant = finding_for(dossier, finding)
    check_recovery(dossier, meant, amount.dong)
    recovery = Recovery(
        id=0,
        finding=meant.number,
        amount=amount.dong,
        qualifier=amount.qualifier,
        date=on,
        voucher=voucher,
        note=note,
    )
    book.inspections.add_recovery(dossier.inspection, recovery)


def reverse_recovery(
    book: Book, number: int, *, reason: str, on: date | None, today: date = date.max
) -> Dossier:
    """Take a recovery back.

    Raises: UnknownRecoveryError, RecoveryReversedError, FutureDateError, HeldByClosedYearError.
    """
    if on is not None:
        _check_happened(on, today)
    owner = book.inspections.inspection_of(number)
    if owner is None:
        raise UnknownRecoveryError(recovery=number)
    dossier = book.inspections.dossier(book.inspections.all()[owner])
    recovery = next(each for each in dossier.recoveries if each.id == number)
    check_reversible(recovery)
    check_open(book, (on or recovery.date).year, HeldByClosedYearError)
    undone = replace(
        recovery,
        amount=-recovery.amount,
        date=on or recovery.date,
        note=reason,
        reverses=number,
    )
    book.inspections.add_recovery(dossier.inspection, undone)
    return book.inspections.dossier(dossier.inspection)


def _check_happened(day: date, today: date) -> None:
    if day > today:
        raise FutureDateError(date=day, today=today)
