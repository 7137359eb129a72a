"""Registering inspections, their stages, findings and recoveries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.actions.register import check_new_code, check_period
from ethnictrack.domain.amounts import Amount
from ethnictrack.domain.errors.entries import FutureDateError
from ethnictrack.domain.errors.inspection import UnknownRecoveryError
from ethnictrack.domain.inspection import (
    Action,
    Dossier,
    Finding,
    Inspection,
    Recovery,
    StageEvent,
    check_recovery,
    check_reversible,
    check_stage,
    finding_for,
)

if TYPE_CHECKING:
    from ethnictrack.store.opening import Book


def add_inspection(book: Book, inspection: Inspection) -> Dossier:
    """Register an inspection. Raises: DuplicateCodeError, PeriodError."""
    check_new_code(book.inspections.all(), inspection.code)
    check_period(inspection.scope_from, inspection.scope_to)
    number = book.inspections.add(inspection)
    return book.inspections.dossier(replace(inspection, id=number))


def reach_stage(book: Book, code: str, event: StageEvent, today: date) -> Dossier:
    """Record that an inspection reached a stage. Raises: StageBackError, FutureDateError."""
    _check_happened(event.date, today)
    dossier = _dossier(book, code)
    check_stage(dossier, event.stage, event.reason)
    book.inspections.add_stage(dossier.inspection, event)
    return book.inspections.dossier(dossier.inspection)


def add_finding(book: Book, code: str, amount: Amount, action: Action, note: str | None) -> Dossier:
    """Record money an inspection objects to."""
    dossier = _dossier(book, code)
    finding = Finding(
        number=len(dossier.findings) + 1,
        amount=amount.dong,
        qualifier=amount.qualifier,
        action=action,
        note=note,
    )
    book.inspections.add_finding(dossier.inspection, finding)
    return book.inspections.dossier(dossier.inspection)


def recover(  # noqa: PLR0913 - the facts of a recovery, each by name
    book: Book,
    code: str,
    amount: Amount,
    *,
    on: date,
    finding: int | None,
    voucher: str | None,
    note: str | None,
    today: date,
) -> Dossier:
    """Record money that came back.

    Raises: NoFindingError, FindingNeededError, OverRecoveryError, FutureDateError.
    """
    _check_happened(on, today)
    dossier = _dossier(book, code)
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
    return book.inspections.dossier(dossier.inspection)


def reverse_recovery(
    book: Book, number: int, *, reason: str, on: date | None, today: date = date.max
) -> Dossier:
    """Take a recovery back.

    Raises: UnknownRecoveryError, RecoveryReversedError, FutureDateError.
    """
    if on is not None:
        _check_happened(on, today)
    owner = book.inspections.inspection_of(number)
    if owner is None:
        raise UnknownRecoveryError(recovery=number)
    dossier = book.inspections.dossier(book.inspections.all()[owner])
    recovery = next(each for each in dossier.recoveries if each.id == number)
    check_reversible(recovery)
    undone = replace(
        recovery,
        amount=-recovery.amount,
        date=on or recovery.date,
        note=reason,
        reverses=number,
    )
    book.inspections.add_recovery(dossier.inspection, undone)
    return book.inspections.dossier(dossier.inspection)


def _dossier(book: Book, code: str) -> Dossier:
    return book.inspections.dossier(book.inspections.all().find(code))


def _check_happened(day: date, today: date) -> None:
    if day > today:
        raise FutureDateError(date=day, today=today)
