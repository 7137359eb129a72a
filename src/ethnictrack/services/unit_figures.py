"""The figures of a unit as entries: what they would add, by the rules of `disburse add`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from ethnictrack.fields.collection import CUMULATIVE
from ethnictrack.i18n import N_
from ethnictrack.ledger.entry import Draft
from ethnictrack.nouns.batch import Batch, BatchNoun
from ethnictrack.nouns.collection import (
    CollectedFigure,
    SentProblem,
    UnitAction,
    UnitEvent,
    UnitRecord,
)
from ethnictrack.services.entry import Recorder
from ethnictrack.services.units import UnitSums, line_of
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.ledger.entry import Entry

(_FIGURE,) = CUMULATIVE.headings  # the heading of the column


class FallReasonError(BookError):
    held: Dong
    cumulative: Dong
    code = "fall-reason"
    about: ClassVar[tuple[str, ...]] = ("cumulative",)
    text = N_(
        "{cumulative} is less than the {held} that were paid before, and “Ghi chú” does not say "
        "why."
    )
    remedy = N_("Have the unit say in “Ghi chú” what was given back, or correct the figure.")


class FigureBelowZeroError(BookError):
    cumulative: Dong
    code = "figure-below-zero"
    about: ClassVar[tuple[str, ...]] = ("cumulative",)
    text = N_("What was paid in all is not below zero: {cumulative}.")
    remedy = N_("Have the unit correct the figure.")


class Trial(Recorder):
    """Applies every rule and writes nothing."""

    def _write(self, entry: Entry) -> int:
        del entry
        return 0


def drafts(
    sums: UnitSums, record: UnitRecord, figures: Iterable[CollectedFigure]
) -> Iterator[tuple[CollectedFigure, Draft]]:
    """Yield what figures add to what is held, the falls first: what they give back may be paid."""
    book, period = sums.book, sums.collection.period
    held, place = sums.held(record.place), book.places[record.place].code
    moved = ((each, each.cumulative - held.get(line_of(each), ZERO)) for each in figures)
    for figure, amount in sorted(moved, key=lambda each: each[1] >= ZERO):
        if amount:
            said = {
                "program": book.programs[figure.program].code,
                "place": place,
                "date": period.last,
                "year": period.year,
                "plan_year": figure.plan_year,
                "capital": figure.capital,
                "source": figure.source,
                "amount": Amount(Dong(abs(amount.value))),
                "kind": Kind.PAYMENT if amount > ZERO else Kind.REFUND,
                "note": figure.note,
            }
            yield figure, Draft.of(Side.DISBURSEMENT, said)


def problems(
    sums: UnitSums, record: UnitRecord, figures: Sequence[CollectedFigure], today: date
) -> list[SentProblem]:
    """Return what `disburse add` would refuse of figures, in the order of their rows."""
    found = []
    held = sums.held(record.place)
    for figure in figures:
        before = held.get(line_of(figure), ZERO)
        if figure.cumulative < ZERO:
            found.append(_problem(figure, FigureBelowZeroError(cumulative=figure.cumulative)))
        elif figure.cumulative < before and not figure.note:
            fall = FallReasonError(held=before, cumulative=figure.cumulative)
            found.append(_problem(figure, fall))
    if not found:
        trial = Trial(sums.book, today)
        for figure, draft in drafts(sums, record, figures):
            try:
                trial.post(trial.entry(draft), said=draft.said)
            except BookError as error:
                found.append(_problem(figure, error))
    return sorted(found, key=lambda each: each.line or 0)


def _problem(figure: CollectedFigure, error: BookError) -> SentProblem:
    return SentProblem(error, figure.line, column=_FIGURE, value=str(figure.cumulative.value))


def accept_unit(
    sums: UnitSums, record: UnitRecord, today: date
) -> tuple[int | None, Dong, list[SentProblem]]:
    """Accept a unit's figures: the import that has its entries, what they add, and no problem.

    With a problem nothing of the unit is written.
    """
    came, store = record.came, sums.book.collections
    figures = [] if came is None or record.nil else store.figures(came.id)
    if found := problems(sums, record, figures, today):
        return None, ZERO, found
    batch = None if sums.compares else _record(sums, record, figures, today)
    event = UnitEvent(place=record.place, action=UnitAction.ACCEPTED, date=today, batch=batch)
    store.note(sums.collection.id, event)
    return batch, sums.adds(record.place, figures), []


def _record(
    sums: UnitSums, record: UnitRecord, figures: Sequence[CollectedFigure], today: date
) -> int | None:
    """Write the entries of figures as one import; None where nothing moved."""
    book, came = sums.book, record.came
    recorder = Recorder(book, today)
    recorder.batch = book.batches.next()
    written = 0
    for _, draft in drafts(sums, record, figures):
        recorder.post(recorder.entry(draft), said=draft.said)
        written += 1
    if not written or came is None:
        return None
    file, digest = came.file or "", came.digest or ""
    batch = Batch(noun=BatchNoun.DISBURSE, file=file, digest=digest, rows=written)
    return book.batches.add(batch)
