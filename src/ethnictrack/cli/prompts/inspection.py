"""`inspect add` on a terminal."""

from __future__ import annotations

from dataclasses import dataclass

import typer

from ethnictrack.cli.prompts import parsers as hearing
from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.back import Later
from ethnictrack.cli.prompts.choice import named
from ethnictrack.cli.prompts.form import Form, begin
from ethnictrack.cli.prompts.question_field import Heard, QuestionField
from ethnictrack.cli.prompts.summary import Fact, show_facts
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.fields.inspection import INSPECTION
from ethnictrack.fields.types import Words, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import add_inspection, check_new_code, check_period, inspection_of
from ethnictrack.nouns.inspection import (
    BASIS_NAMES,
    INSPECTION_KIND_NAMES,
    Basis,
    Inspection,
    InspectionKind,
    Inspections,
)
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.values.clean_text import clean_code
from ethnictrack.values.dates import read_year
from ethnictrack.values.errors import BookError

_TITLE = N_("A new inspection")
_CODE, _NAME, _KIND, _BASIS = N_("Code"), N_("Title"), N_("Kind"), N_("Basis")
_PROGRAM, _PLACE, _YEAR = N_("Programme"), N_("Place"), N_("Year")
_FIRST, _LAST = N_("First year looked at"), N_("Last year looked at")
_AGENCY, _DECISION = N_("Agency"), N_("Decision")
_FOUR_DIGITS = N_("Four digits.")


@dataclass(frozen=True, slots=True)
class _KnownInspections:
    inspections: Inspections
    programs: Programs
    places: Places
    latest: Inspection | None


def ask_inspection(context: typer.Context, words: Words) -> None:
    """Ask for what ``words`` lacks, show it, and ask whether to keep it.

    Raises: typer.Exit where the answer is no.
    """
    session = session_of(context)
    screen, known = begin(context, _known)

    def review() -> None:
        with writing(context, dry_run=True) as book:
            said = read_words(INSPECTION, words, session.today)
            new = inspection_of(book, said, session.today)
            inspection = add_inspection(book, new).inspection
        show_facts(screen, _facts(inspection, known()))

    form = Form(screen, _TITLE, words, _field_to_mend)
    form.fill(_fields(context, words, known), review)


def _known(context: typer.Context) -> _KnownInspections:
    with reading(context) as book:
        inspections = book.inspections.all()
        latest = max(inspections, key=lambda each: each.id, default=None)
        return _KnownInspections(inspections, book.programs, book.places, latest)


def _field_to_mend(refusal: BookError) -> str:
    return "scope_to" if refusal.code == "period-reversed" else "code"


def _fields(
    context: typer.Context, words: Words, known: Later[_KnownInspections]
) -> tuple[QuestionField, ...]:
    """Return the questions; kind, basis and agency are offered as they were last time."""
    today = session_of(context).today
    kinds = named(InspectionKind, INSPECTION_KIND_NAMES)
    bases = named(Basis, BASIS_NAMES)

    def last(name: str, otherwise: str | None) -> str | None:
        latest = known().latest
        found = None if latest is None else getattr(latest, name)
        return otherwise if found is None else str(found)

    return (
        _code(known),
        questions.text("title", optional=False),
        questions.pick("kind", _KIND, lambda: kinds, lambda: last("kind", kinds[0].word)),
        questions.pick("basis", _BASIS, lambda: bases, lambda: last("basis", bases[0].word)),
        questions.thing("program", _PROGRAM, lambda: known().programs, optional=True),
        questions.place(lambda: known().places, lambda: today),
        _year("year", _YEAR, lambda: str(today.year)),
        _year("scope_from", _FIRST, questions.nothing),
        _last_year(words),
        questions.text("agency", lambda: last("agency", None)),
        questions.text("decision"),
    )


def _code(known: Later[_KnownInspections]) -> QuestionField:
    def read(typed: str) -> Heard:
        code = clean_code(typed)
        check_new_code(known().inspections, code)
        return Heard(code)

    return QuestionField(
        name="code",
        question=_CODE,
        help=N_("A code of your own for it, such as TT-2021-01: letters, digits, . - _ /"),
        read=read,
    )


def _year(name: str, question: Message, default: questions.Default) -> QuestionField:
    return QuestionField(
        name=name,
        question=question,
        help=_FOUR_DIGITS,
        read=hearing.whole_year(),
        default=default,
        optional=True,
    )


def _last_year(words: Words) -> QuestionField:
    return QuestionField(
        name="scope_to",
        question=_LAST,
        help=_FOUR_DIGITS,
        read=hearing.whole_year(lambda last: check_period(_year_of(words["scope_from"]), last)),
        default=lambda: words["scope_from"],
        optional=True,
        alone=False,
    )


def _year_of(word: str | None) -> int | None:
    return None if word is None else read_year(word)


def _facts(inspection: Inspection, known: _KnownInspections) -> list[Fact]:
    program, place = inspection.program, inspection.place
    return [
        (_CODE, inspection.code),
        (_NAME, inspection.name),
        (_KIND, INSPECTION_KIND_NAMES[inspection.kind]),
        (_BASIS, BASIS_NAMES[inspection.basis]),
        (_PROGRAM, None if program is None else hearing.thing_text(known.programs[program])),
        (_PLACE, None if place is None else hearing.thing_text(known.places[place])),
        (_YEAR, _written(inspection.year)),
        (_FIRST, _written(inspection.scope_from)),
        (_LAST, _written(inspection.scope_to)),
        (_AGENCY, inspection.agency),
        (_DECISION, inspection.decision),
    ]


def _written(year: int | None) -> str | None:
    return None if year is None else str(year)
