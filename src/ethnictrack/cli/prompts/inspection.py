"""`inspect add` and `inspect recover` on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.choices import Offered, choose, named
from ethnictrack.cli.prompts.form import Form, Later, begin
from ethnictrack.cli.prompts.questions import DAY, Heard, QuestionField, thing_text, year_reader
from ethnictrack.cli.prompts.screen import Fact, change, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, tried
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import check_new_code, check_period
from ethnictrack.library.verbs import inspection as verbs
from ethnictrack.nouns.inspection import (
    ACTION_NAMES,
    BASIS_NAMES,
    INSPECTION_KIND_NAMES,
    Basis,
    Dossier,
    Inspection,
    InspectionKind,
    Inspections,
)
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.clean_text import clean_code
from ethnictrack.values.dates import read_year
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO

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
    screen, known = begin(context, _known)

    def review() -> None:
        show_facts(screen, _facts(tried(context, verbs.add, words).inspection, known()))

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
        read=year_reader(),
        default=default,
        optional=True,
    )


def _last_year(words: Words) -> QuestionField:
    return QuestionField(
        name="scope_to",
        question=_LAST,
        help=_FOUR_DIGITS,
        read=year_reader(lambda last: check_period(_year_of(words["scope_from"]), last)),
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
        (_PROGRAM, None if program is None else thing_text(known.programs[program])),
        (_PLACE, None if place is None else thing_text(known.places[place])),
        (_YEAR, _written(inspection.year)),
        (_FIRST, _written(inspection.scope_from)),
        (_LAST, _written(inspection.scope_to)),
        (_AGENCY, inspection.agency),
        (_DECISION, inspection.decision),
    ]


def _written(year: int | None) -> str | None:
    return None if year is None else str(year)


_RECOVERY_TITLE = N_("Money that came back after an inspection")
_INSPECTION, _FINDING, _DATE = N_("Inspection"), N_("Finding"), N_("Date")
_VOUCHER, _NOTE, _AMOUNT = N_("Voucher"), N_("Note"), N_("Amount")
_IN_WORDS, _RECOVERED = N_("In words"), N_("Came back")
_OWED, _RATE = N_("Still owed"), N_("Rate")
_OPEN = N_("{action}: {recommended} recommended, {left} still owed")
_NUMBER = Message("{number}")
_MENDED_BY = {
    "future-date": "date",
    "over-recovery": "amount",
    "unknown-finding": "finding",
    "finding-needed": "finding",
    "not-recoverable": "finding",
}


@dataclass(frozen=True, slots=True)
class _KnownRecoveries:
    inspections: Inspections
    dossiers: Mapping[int, Dossier]
    settings: Mapping[str, str]


def ask_recovery(context: typer.Context, words: Words) -> None:
    """Ask for what ``words`` lacks, show it, and ask whether to keep it.

    Raises: typer.Exit where the answer is no.
    """
    screen, known = begin(context, _known_recoveries)

    def review() -> None:
        after = tried(context, verbs.recover, words)
        before = known().dossiers[after.inspection.id]
        show_facts(screen, _recovery_facts(before, after, known().settings))

    form = Form(screen, _RECOVERY_TITLE, words, lambda each: _MENDED_BY.get(each.code, "code"))
    form.fill(_recovery_fields(context, words, known), review)


def _known_recoveries(context: typer.Context) -> _KnownRecoveries:
    with reading(context) as book:
        dossiers = {each.inspection.id: each for each in book.inspections.dossiers()}
        return _KnownRecoveries(book.inspections.all(), dossiers, book.settings.all())


def _recovery_fields(
    context: typer.Context, words: Words, known: Later[_KnownRecoveries]
) -> tuple[QuestionField, ...]:
    today = session_of(context).today

    def owing() -> str | None:
        """Offer the newest inspection that money is still owed for."""
        open_ = [each for each in known().dossiers.values() if each.outstanding > ZERO]
        return open_[-1].inspection.code if open_ else None

    def findings() -> list[Offered]:
        return _findings(known(), words["code"])

    def standing() -> Message | None:
        chosen = [each for each in findings() if words["finding"] in {None, each.word}]
        return chosen[0].name if len(chosen) == 1 and isinstance(chosen[0].name, Message) else None

    finding = questions.pick("finding", _FINDING, findings, questions.nothing)
    return (
        questions.day(today, questions.happened(today)),
        questions.thing("code", _INSPECTION, lambda: known().inspections, owing),
        QuestionField(
            name="finding",
            question=finding.question,
            help=N_("The number of the finding it pays back."),
            read=lambda typed: Heard(choose(_FINDING, findings(), typed).word),
            choices=findings,
            completer=finding.completer,
            applies=lambda: len(findings()) > 1,
            alone=False,
        ),
        questions.amount(
            words["numbers"],
            lambda: known().settings,
            before=standing,
            settled=lambda: tried(context, verbs.recover, words),
        ),
        questions.text("voucher"),
        questions.text("note"),
    )


def _findings(known: _KnownRecoveries, code: str | None) -> list[Offered]:
    """Return the findings money can come back for, each with what is still owed."""
    if code is None:
        return []
    dossier = known.dossiers[known.inspections.find(code).id]
    return [
        Offered(
            str(each.number),
            _OPEN.of(
                action=ACTION_NAMES[each.action],
                recommended=exact_money(each.amount, None),
                left=exact_money(each.amount - dossier.recovered_of(each.number), None),
            ),
        )
        for each in dossier.due
    ]


def _recovery_facts(before: Dossier, after: Dossier, settings: Mapping[str, str]) -> list[Fact]:
    kept = after.recoveries[-1]
    return [
        (_INSPECTION, thing_text(after.inspection)),
        (_FINDING, _NUMBER.of(number=kept.finding)),
        (_DATE, DAY.of(date=kept.date)),
        (_VOUCHER, kept.voucher),
        (_NOTE, kept.note),
        (_AMOUNT, exact_money(kept.amount, kept.qualifier)),
        (_IN_WORDS, in_words(kept.amount, settings)),
        (_RECOVERED, change(before.recovered, after.recovered)),
        (_OWED, change(before.outstanding, after.outstanding)),
        (_RATE, rate_change(before.rate, after.rate)),
    ]
