"""`activity record` on a terminal."""

from __future__ import annotations

from typing import Any

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.form import Form, Later, begin
from ethnictrack.cli.prompts.questions import DAY, Answer, QuestionField, thing_text, year_reader
from ethnictrack.cli.prompts.screen import Fact, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, tried
from ethnictrack.fields.activity import RECORD
from ethnictrack.fields.types import NUMBERS, Words, read_word, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import outcome_in
from ethnictrack.library.verbs import activity as verbs
from ethnictrack.nouns.activity import Activities, Activity, Outcome
from ethnictrack.reports.qualifiers import counted
from ethnictrack.values.money import Numbers
from ethnictrack.values.quantity import read_quantity

_TITLE, _ACTIVITY, _YEAR = N_("A number to report"), N_("Activity"), N_("Year")
_TARGET, _REPORTED, _RATE = N_("Target"), N_("Reported"), N_("Rate")
_CHANGE = Message("{before} → {after}")
_SO_FAR = N_("Reported so far in that year: {reported}.")
_ASKED = {each.name: each for each in (*RECORD, NUMBERS)}


def ask_record(context: typer.Context, words: Words, *, estimate: bool) -> None:
    """Ask for what ``words`` lacks, show it, and ask whether to keep it.

    Raises: typer.Exit where the answer is no.
    """
    screen, known = begin(context, _known)

    def review() -> None:
        said = read_words(_ASKED.values(), words, session_of(context).today)
        before = _outcome(context, known().find(said["code"]), said["year"])
        after = tried(context, verbs.record, {**words, "estimate": estimate})
        show_facts(screen, _facts(said, before, after))

    form = Form(
        screen, _TITLE, words, lambda each: "date" if each.code == "future-date" else "code"
    )
    form.fill(_fields(context, words, known), review)


def _known(context: typer.Context) -> Activities:
    with reading(context) as book:
        return book.activities.all()


def _outcome(context: typer.Context, of: Activity, year: int) -> Outcome:
    with reading(context) as book:
        return outcome_in(book, of, year)


def _fields(
    context: typer.Context, words: Words, known: Later[Activities]
) -> tuple[QuestionField, ...]:
    today = session_of(context).today

    def said(name: str) -> Any:  # noqa: ANN401 - of any field
        """Return the value of an answer, None while there is none."""
        word = words[name]
        return None if word is None else read_word(_ASKED[name], word, today)

    def standing() -> Message | None:
        """Say what was reported so far, where anything was."""
        found = _outcome(context, known().find(words["code"] or ""), said("year") or today.year)
        return None if found.actual is None else _SO_FAR.of(reported=_actual(found))

    def read_number(typed: str) -> Answer:
        found = read_quantity(typed, said("numbers") or Numbers.VI)
        unit = known().find(words["code"] or "").unit
        return Answer(typed, counted(found.value, unit, found.qualifier))

    number = questions.words_of(_ASKED["number"])
    number["help"] = N_(
        "How many, such as 153 or 12,5; trên 180, gần 180, khoảng 180, ước 180 keep the hedge; 0 "
        "reports that there was none."
    )
    return (
        questions.day(today, questions.happened(today)),
        questions.thing("code", _ACTIVITY, known),
        QuestionField(
            name="year",
            question=_YEAR,
            help=N_("Four digits: the year of the report it counts for."),
            read=year_reader(),
            default=lambda: str((said("date") or today).year),
        ),
        QuestionField(**number, read=read_number, before=standing),
        questions.text_of(_ASKED["note"]),
    )


def _actual(found: Outcome) -> Message | None:
    """Say what was reported, if anything was."""
    if found.actual is None:
        return None
    return counted(found.actual, found.activity.unit, found.qualifier)


def _facts(said: dict[str, Any], before: Outcome, after: Outcome) -> list[Fact]:
    unit, quantity = after.activity.unit, said["number"]
    target = None if after.target is None else counted(after.target, unit, None)
    facts: dict[str, Message | str | None] = {
        "date": DAY.of(date=said["date"]),
        "number": counted(quantity.value, unit, quantity.qualifier),
        "note": said.get("note"),
    }
    return [
        (_ACTIVITY, thing_text(after.activity)),
        (_YEAR, str(said["year"])),
        *((_ASKED[name].label, fact) for name, fact in facts.items()),
        (_TARGET, target),
        (_REPORTED, _CHANGE.of(before=_actual(before), after=_actual(after))),
        (_RATE, None if target is None else rate_change(before.rate, after.rate)),
    ]
