"""What units were asked, what came of it, and their figures in one table."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.collection import UnitState
from ethnictrack.reports.table import (
    Column,
    Document,
    Paragraph,
    Result,
    Table,
    Term,
    Unit,
    data_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ethnictrack.nouns.collection import Collection, SentProblem, UnitRecord
    from ethnictrack.nouns.place import Place, Places
    from ethnictrack.values.money import Dong

_LATE = {True: Term("yes", N_("yes")), False: Term("no", N_("no"))}
_STATUS: tuple[Column[dict[str, Any]], ...] = (
    Column("place", N_("Code"), Unit.CODE),
    Column("name", N_("Reporting unit")),
    Column("state", N_("State"), of=lambda of: Term(of["state"], of["state"].label)),
    Column("late", N_("Late"), of=lambda of: _LATE[of["late"]]),
    Column("received_at", N_("Received"), Unit.DATE),
    Column("amount", N_("Adds"), Unit.DONG),
    Column("file", N_("File")),
    Column("reason", N_("Reason")),
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


def unit_data(facts: CollectFacts, record: UnitRecord, amount: Dong | None) -> dict[str, Any]:
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
    rows = [
        each | {"amount": None} if each["state"] is UnitState.RETURNED else each for each in data
    ]
    of = facts.collection
    awaited = [record for record, _ in facts.units if record.awaited]
    accepted = sum(record.state is UnitState.ACCEPTED for record, _ in facts.units)
    count = _COUNT.of(all=len(rows), accepted=accepted, awaited=len(awaited))
    table = Table.of(_STATUS, rows, added=True, under="place", blank=None, total_is_data=False)
    document = Document(
        _TITLE.of(period=of.period.name),
        (table, Paragraph(count), *_reminders(facts, awaited)),
        (_DUE.of(due=of.due, on=facts.on),),
    )
    return Result(document, data)


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


_PLACE: tuple[Column[FileFacts], ...] = (
    Column("place", N_("Code"), Unit.CODE, lambda of: of.place.code if of.place else None),
    Column("name", N_("Reporting unit"), of=lambda of: of.place.name if of.place else None),
    Column(
        "result",
        N_("Result"),
        of=lambda of: Term(of.result, RESULT_NAMES[of.result]),
        fact=lambda of: of.result,
    ),
)
_ADDS: Column[FileFacts] = Column("amount", N_("Adds"), Unit.DONG, lambda of: of.amount)
_TAKEN: tuple[Column[FileFacts], ...] = (
    Column("file", N_("File"), of=lambda of: of.whose),
    Column("period", N_("Period"), Unit.CODE, lambda of: of.period),
    *_PLACE,
    _ADDS,
)
_ACCEPTED: tuple[Column[FileFacts], ...] = (
    *_PLACE,
    Column("batch", N_("Import"), Unit.CODE, lambda of: of.batch),
    _ADDS,
)


def taken(files: Sequence[FileFacts]) -> Result:
    """Say what became of each file, and what is wrong with those that were refused."""
    named = [each for each in _TAKEN if each.key != "name"]
    data = [
        {**data_of(named, each), "errors": [_problem_data(of) for of in each.problems]}
        for each in files
    ]
    document = Document(N_("Files of units"), (Table.of(_TAKEN, files), *_problems(files)))
    return Result(document, data)


def accepted(period: str, units: Sequence[FileFacts]) -> Result:
    """Say what was accepted of each unit, under which import."""
    data = [
        {
            "period": period,
            **data_of(_ACCEPTED, each),
            "errors": [_problem_data(of) for of in each.problems],
        }
        for each in units
    ]
    table = Table.of(_ACCEPTED, units, added=True, under="place", blank=None, total_is_data=False)
    return Result(Document(N_("Accepted reports"), (table, *_problems(units))), data)


_PROBLEMS: tuple[Column[dict[str, object]], ...] = (
    Column("whose", N_("Of")),
    Column("line", N_("Line"), Unit.CODE),
    Column("column", N_("Column")),
    Column("value", N_("Cell")),
    Column("code", N_("Code"), Unit.CODE),
    Column("problem", N_("Problem"), of=itemgetter("message")),
    Column("hint", N_("What to do")),
)


def _problems(files: Iterable[FileFacts]) -> Iterator[Table]:
    rows = [{"whose": each.whose, **_problem_data(of)} for each in files for of in each.problems]
    if rows:
        yield Table.of(_PROBLEMS, rows, title=N_("What was refused"))


def _problem_data(of: SentProblem) -> dict[str, object]:
    return {
        "line": of.line,
        "column": of.column,
        "value": of.value,
        "code": of.error.code,
        "message": of.error.sentence(),
        "hint": _MEND if of.error.code in _RULES else of.error.advice(),
    }
