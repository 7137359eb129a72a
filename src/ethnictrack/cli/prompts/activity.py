"""`activity record` on a terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.form import Form, Later, begin
from ethnictrack.cli.prompts.questions import DAY, Heard, QuestionField, thing_text, year_reader
from ethnictrack.cli.prompts.screen import Fact, Screen, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, tried
from ethnictrack.fields.types import NUMBERS, Words, read_word
from ethnictrack.i18n import N_, Message
from ethnictrack.library import outcome_in
from ethnictrack.library.verbs.activity import record
from ethnictrack.nouns.activity import Activities, Outcome
from ethnictrack.reports.qualifiers import counted
from ethnictrack.values.dates import read_typed_date, read_year
from ethnictrack.values.money import Numbers
from ethnictrack.values.quantity import read_quantity

_TITLE = N_("A number to report")
_ACTIVITY, _YEAR, _DATE = N_("Activity"), N_("Year"), N_("Date")
_COUNT, _NOTE, _TARGET = N_("Number"), N_("Note"), N_("Target")
_REPORTED, _RATE = N_("Reported"), N_("Rate")
_CHANGE = Message("{before} → {after}")


def ask_record(context: typer.Context, words: Words, *, estimate: bool) -> None:
    """Ask for what ``words`` lacks, show it, and ask whether to keep it.

    Raises: typer.Exit where the answer is no.
    """
    screen, known = begin(context, _known)
    form = Form(
        screen, _TITLE, words, lambda each: "date" if each.code == "future-date" else "code"
    )
    form.fill(
        _fields(context, words, known), lambda: _review(context, words, screen, estimate=estimate)
    )


def _known(context: typer.Context) -> Activities:
    with reading(context) as book:
        return book.activities.all()


def _fields(
    context: typer.Context, words: Words, known: Later[Activities]
) -> tuple[QuestionField, ...]:
    today = session_of(context).today

    def standing() -> Message | None:
        """Say what was reported so far, where anything was."""
        with reading(context) as book:
            activity = known().find(words["code"] or "")
            found = outcome_in(book, activity, _year(words["year"]) or today.year)
        return _said(found)

    return (
        questions.day(today, questions.happened(today)),
        questions.thing("code", _ACTIVITY, known),
        QuestionField(
            name="year",
            question=_YEAR,
            help=N_("Four digits: the year of the report it counts for."),
            read=year_reader(),
            default=lambda: str(_day(words["date"], today).year),
        ),
        QuestionField(
            name="number",
            question=_COUNT,
            help=N_(
                "How many, such as 153 or 12,5; trên 180, gần 180, khoảng 180, ước 180 keep the "
                "hedge; 0 reports that there was none."
            ),
            read=lambda typed: _hear_number(typed, words, known),
            before=standing,
        ),
        questions.text("note"),
    )


def _hear_number(typed: str, words: Words, known: Later[Activities]) -> Heard:
    found = read_quantity(typed, _numbers(words["numbers"]))
    unit = known().find(words["code"] or "").unit
    return Heard(typed, counted(found.value, unit, found.qualifier))


def _review(context: typer.Context, words: Words, screen: Screen, *, estimate: bool) -> None:
    """Record it, keep nothing, and show it. Raises: what the book would refuse it with."""
    said = record.read(words, session_of(context).today)
    after = tried(context, record, {**words, "estimate": estimate})
    with reading(context) as book:
        before = outcome_in(book, after.activity, said["year"])
    show_facts(screen, _facts(said, before, after))


def _year(word: str | None) -> int | None:
    return None if word is None else read_year(word)


def _day(word: str | None, today: date) -> date:
    return today if word is None else read_typed_date(word, today)


def _numbers(word: str | None) -> Numbers:
    return Numbers.VI if word is None else Numbers(read_word(NUMBERS, word, date.min))


def _said(found: Outcome) -> Message | None:
    if found.actual is None:
        return None
    reported = counted(found.actual, found.activity.unit, found.qualifier)
    return N_("Reported so far in that year: {reported}.").of(reported=reported)


def _facts(said: dict[str, Any], before: Outcome, after: Outcome) -> list[Fact]:
    unit, quantity = after.activity.unit, said["number"]
    target = None if after.target is None else counted(after.target, unit, None)
    return [
        (_ACTIVITY, thing_text(after.activity)),
        (_YEAR, str(said["year"])),
        (_DATE, DAY.of(date=said["date"])),
        (_COUNT, counted(quantity.value, unit, quantity.qualifier)),
        (_NOTE, said.get("note")),
        (_TARGET, target),
        (_REPORTED, _change(before, after)),
        (_RATE, None if target is None else rate_change(before.rate, after.rate)),
    ]


def _change(before: Outcome, after: Outcome) -> Message:
    """Say the year's number before and after; a dash stands for nothing reported."""
    first, then = (
        None if each.actual is None else counted(each.actual, each.activity.unit, each.qualifier)
        for each in (before, after)
    )
    return _CHANGE.of(before=first, after=then)
