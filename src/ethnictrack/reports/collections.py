"""What units were asked, what came of it, and their figures in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.collection import UNIT_STATE_NAMES, UnitState
from ethnictrack.reports.table import (
    TOTAL,
    Column,
    Document,
    Paragraph,
    Result,
    Row,
    Table,
    Term,
    Unit,
)
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ethnictrack.nouns.collection import Collection, SentProblem, UnitRecord
    from ethnictrack.nouns.place import Place, Places

_STATUS = (
    Column("place", N_("Code"), Unit.CODE),
    Column("name", N_("Reporting unit")),
    Column("state", N_("State")),
    Column("late", N_("Late")),
    Column("received_at", N_("Received"), Unit.DATE),
    Column("amount", N_("Adds"), Unit.DONG),
    Column("file", N_("File")),
    Column("reason", N_("Reason")),
)
_TAKEN = (
    Column("file", N_("File")),
    Column("period", N_("Period"), Unit.CODE),
    Column("place", N_("Code"), Unit.CODE),
    Column("name", N_("Reporting unit")),
    Column("result", N_("Result")),
    Column("amount", N_("Adds"), Unit.DONG),
)
_ACCEPTED = (
    Column("place", N_("Code"), Unit.CODE),
    Column("name", N_("Reporting unit")),
    Column("result", N_("Result")),
    Column("batch", N_("Import"), Unit.CODE),
    Column("amount", N_("Adds"), Unit.DONG),
)
_PROBLEMS = (
    Column("whose", N_("Of")),
    Column("line", N_("Line"), Unit.CODE),
    Column("column", N_("Column")),
    Column("value", N_("Cell")),
    Column("code", N_("Code"), Unit.CODE),
    Column("problem", N_("Problem")),
    Column("hint", N_("What to do")),
)
RESULT_NAMES = {
    "received": N_("received"),
    "replaced": N_("replaces the one before"),
    "corrected": N_("corrected after acceptance"),
    "same": N_("known already"),
    "refused": N_("refused"),
    "accepted": N_("accepted"),
}
_TITLE = N_("Reports of units, {period}")
_DUE = N_("Due {due}; as of {on}.")
_COUNT = N_("Units: {all}. Accepted: {accepted}. Still to come: {awaited}.")
_OPENED = N_("{count} units are asked for {period}, due {due}.")
_APART = N_(
    "{place} became part of {into} on {date}: what it paid before is not counted among the figures "
    "of {into}."
)
_ALL = N_("Reminder to all: {period}, due {due}. Not received yet: {places}.")
_REMIND = N_(
    "{place}: the report for {period}, due {due}, has not come. Please fill in the form and send "
    "it back; where nothing was paid, answer “nothing to report”."
)
_OVERDUE = N_(
    "{place}: the report for {period} was due {due} and has not come. Please fill in the form and "
    "send it back at once; where nothing was paid, answer “nothing to report”."
)
_AGAIN = N_(
    "{place}: the report for {period}, due {due}, was sent back. Please put it right and send "
    "it again. What is wrong: {reason}"
)
_MEND = N_(
    "Have the unit correct its figure, or record what it rests on first; `ethnictrack allocate "
    "list` shows the plan."
)
_RULES = frozenset({"over-plan", "no-plan"})  # whose own advice is for who types the payment
_YES, _NO = Term("yes", N_("yes")), Term("no", N_("no"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectFacts:
    """A collection with its units, what each adds, and the day it is looked at."""

    collection: Collection
    units: Sequence[tuple[UnitRecord, Dong | None]]
    places: Places
    on: date


def opened(
    collection: Collection, new: Sequence[Place], gone: Iterable[tuple[Place, Place]]
) -> tuple[list[Message], list[Message], dict[str, object]]:
    """Return what is said of a collection that was opened, what to know besides, and its JSON."""
    period = collection.period
    told = [_OPENED.of(count=len(new), period=period.name, due=collection.due)]
    notes = [_APART.of(place=old.label, into=into.label, date=old.valid_to) for old, into in gone]
    data = {
        "period": period.text,
        "form": period.form,
        "due": collection.due,
        "units": [{"place": each.code, "name": each.name} for each in new],
    }
    return told, notes, data


def unit_data(facts: CollectFacts, record: UnitRecord, amount: Dong | None) -> dict[str, object]:
    """Return where a unit stands, as JSON has it."""
    of, place = facts.collection, facts.places[record.place]
    came = record.came
    return {
        "period": of.period.text,
        "place": place.code,
        "name": place.name,
        "due": of.due,
        "state": record.state,
        "late": record.late(of.due, facts.on),
        "received_at": came and came.date,
        "file": came and came.file,
        "amount": amount,
        "nil": record.nil,
        "reason": record.reason,
        "remind": _reminder(facts, record),
    }


def _reminder(facts: CollectFacts, record: UnitRecord) -> Message | None:
    if not record.awaited:
        return None
    of = facts.collection
    told = {"place": facts.places[record.place].label, "period": of.period.name, "due": of.due}
    if record.state is UnitState.RETURNED:
        return _AGAIN.of(**told, reason=record.reason)
    return (_OVERDUE if facts.on > of.due else _REMIND).of(**told)


def collect_status(facts: CollectFacts) -> Result:
    """List where every unit stands, with reminders to those that have still to send.

    What was sent back counts no more: neither its line nor the total has it.
    """
    data = [unit_data(facts, record, amount) for record, amount in facts.units]
    standing = [
        (record, None if record.state is UnitState.RETURNED else amount)
        for record, amount in facts.units
    ]
    rows = tuple(_status_row(facts, record, amount) for record, amount in standing)
    total = Dong.total(amount or ZERO for _, amount in standing)
    last = Row((TOTAL, None, None, None, None, total, None, None))
    of = facts.collection
    awaited = [record for record, _ in facts.units if record.awaited]
    accepted = sum(record.state is UnitState.ACCEPTED for record, _ in facts.units)
    count = _COUNT.of(all=len(rows), accepted=accepted, awaited=len(awaited))
    table = Table(_STATUS, rows, total=last, total_is_data=False)
    document = Document(
        _TITLE.of(period=of.period.name),
        (table, Paragraph(count), *_reminders(facts, awaited)),
        (_DUE.of(due=of.due, on=facts.on),),
    )
    return Result(document, data)


def _status_row(facts: CollectFacts, record: UnitRecord, amount: Dong | None) -> Row:
    came, due = record.came, facts.collection.due
    state = Term(record.state.value, UNIT_STATE_NAMES[record.state])
    late = _YES if record.late(due, facts.on) else _NO
    received = (None, amount, None) if came is None else (came.date, amount, came.file)
    return Row((*_named(facts.places[record.place]), state, late, *received, record.reason))


def _reminders(facts: CollectFacts, awaited: Sequence[UnitRecord]) -> Iterator[Paragraph]:
    if awaited:
        of = facts.collection
        places = tuple(facts.places[each.place].label for each in awaited)
        yield Paragraph(_ALL.of(period=of.period.name, due=of.due, places=places))
    for each in awaited:
        if told := _reminder(facts, each):
            yield Paragraph(told, bullet=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file, or a unit, and what became of it."""

    whose: str
    result: str
    place: Place | None = None
    period: str | None = None
    amount: Dong | None = None
    batch: int | None = None
    problems: Sequence[SentProblem] = ()


def taken(files: Sequence[FileFacts]) -> Result:
    """Say what became of each file, and what is wrong with those that were refused."""
    rows = tuple(
        Row((each.whose, each.period, *_named(each.place), _result(each), each.amount))
        for each in files
    )
    data = [
        {
            "file": each.whose,
            "period": each.period,
            "place": each.place and each.place.code,
            "result": each.result,
            "amount": each.amount,
            "errors": [_problem_data(of) for of in each.problems],
        }
        for each in files
    ]
    document = Document(N_("Files of units"), (Table(_TAKEN, rows), *_problems(files)))
    return Result(document, data)


def accepted(period: str, units: Sequence[FileFacts]) -> Result:
    """Say what was accepted of each unit, under which import."""
    rows = tuple(
        Row((*_named(each.place), _result(each), each.batch and str(each.batch), each.amount))
        for each in units
    )
    data = [
        {
            "period": period,
            "place": each.place and each.place.code,
            "name": each.place and each.place.name,
            "result": each.result,
            "batch": each.batch,
            "amount": each.amount,
            "errors": [_problem_data(of) for of in each.problems],
        }
        for each in units
    ]
    total = Row((TOTAL, None, None, None, Dong.total(each.amount or ZERO for each in units)))
    table = Table(_ACCEPTED, rows, total=total, total_is_data=False)
    return Result(Document(N_("Accepted reports"), (table, *_problems(units))), data)


def _named(place: Place | None) -> tuple[str | None, str | None]:
    return (None, None) if place is None else (place.code, place.name)


def _result(of: FileFacts) -> Term:
    return Term(of.result, RESULT_NAMES[of.result])


def _problems(files: Iterable[FileFacts]) -> Iterator[Table]:
    rows = [
        Row(
            (
                *(each.whose, of.line and str(of.line), of.column, of.value),
                *(of.error.code, of.error.sentence(), _advice(of)),
            )
        )
        for each in files
        for of in each.problems
    ]
    if rows:
        yield Table(_PROBLEMS, tuple(rows), title=N_("What was refused"))


def _problem_data(of: SentProblem) -> dict[str, object]:
    return {
        "line": of.line,
        "column": of.column,
        "value": of.value,
        "code": of.error.code,
        "message": of.error.sentence(),
        "hint": _advice(of),
    }


def _advice(of: SentProblem) -> Message:
    return _MEND if of.error.code in _RULES else of.error.advice()
