"""Verbs of results that are not money, and of remarks for the annual report."""

from __future__ import annotations

from datetime import date

from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields.activity import (
    ACTIVITY,
    RECORD,
    RECORD_NUMBER,
    REMARK,
    REPLACED,
    RESULT,
    TARGET,
)
from ethnictrack.fields.entry import REASON
from ethnictrack.fields.types import NUMBERS, read_word
from ethnictrack.library.verbs import Said, Verb, Writing
from ethnictrack.nouns.activity import Activity, Outcome, Remark
from ethnictrack.services import activity as services

ESTIMATE = next(each for each in RESULT if each.name == "estimate")
*_, _TEXT = REMARK


def _add(at: Writing, said: Said) -> Activity:
    return services.keep_activity(at.book, at.book.activities.all(), Activity(id=0, **said))


def _target(at: Writing, said: Said) -> Outcome:
    of, year = at.book.activities.all().find(said["code"]), said["year"]
    services.keep_target(at.book, of, said["number"].value, year)
    return services.outcome_in(at.book, of, year)


def _record(at: Writing, said: Said) -> Outcome:
    of, year, on = at.book.activities.all().find(said["code"]), said["year"], said["date"]
    new = services.record_of(
        of,
        said["number"],
        year=year,
        on=on,
        estimate=bool(said.get("estimate")),
        note=said.get("note"),
    )
    services.keep_record(at.book, new, at.today)
    at.warnings.extend(services.too_late(on, year))
    return services.outcome_in(at.book, of, year)


def _check_text(said: Said) -> None:
    """Have a text, if only to take one out. Raises: MissingValueError, EmptyTextError."""
    if "text" not in said:
        raise MissingValueError(names=(_TEXT.named,))
    if said["text"] is None and "replaces" not in said:
        read_word(_TEXT, "", date.min)


def _remark(at: Writing, said: Said) -> list[Remark]:
    text, replaces = said.pop("text") or "", said.pop("replaces", None)
    return services.add_remark(at.book, text=text, replaces=replaces, **said)


add = Verb("activity", ACTIVITY, _add)
target = Verb("activity target", (*TARGET, NUMBERS), _target)
record = Verb("activity record", (*RECORD, ESTIMATE, NUMBERS), _record)
reverse = Verb(
    "activity reverse",
    (RECORD_NUMBER, REASON),
    lambda at, said: services.reverse_record(at.book, said["id"], reason=said["reason"]),
)
remark = Verb(
    "activity remark",
    (*REMARK, REPLACED),
    _remark,
    check=_check_text,
    taken_back=frozenset({"text"}),
)
VERBS = (add, target, record, reverse, remark)
