"""`inspect add` and `inspect recover` on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.choices import Offered
from ethnictrack.cli.prompts.form import Form, Later, begin
from ethnictrack.cli.prompts.questions import DAY, Answer, QuestionField, thing_text
from ethnictrack.cli.prompts.screen import Fact, change, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, tried
from ethnictrack.fields.inspection import INSPECTION, RECOVERY, asked_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import check_new_code, check_period
from ethnictrack.library.verbs import inspection as verbs
from ethnictrack.nouns.inspection import Basis, Dossier, Inspection, InspectionKind, Inspections
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.clean_text import clean_code
from ethnictrack.values.dates import read_year
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO

_TITLE = N_("A new inspection")
_ASKED = {each.name: each for each in INSPECTION}


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
        kept = tried(context, verbs.add, words).inspection
        show_facts(screen, _facts(kept, known()))

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

    def last(name: str, otherwise: str | None = None) -> str | None:
        latest = known().latest
        found = None if latest is None else getattr(latest, name)
        return otherwise if found is None else str(found)

    def read_code(typed: str) -> Answer:
        code = clean_code(typed)
        check_new_code(known().inspections, code)
        return Answer(code)

    def check_last(year: int) -> None:
        first = words["scope_from"]
        check_period(None if first is None else read_year(first), year)

    of = _ASKED
    scope_to = questions.year_of(of["scope_to"], lambda: words["scope_from"], check_last)
    return (
        QuestionField(**questions.words_of(of["code"]), read=read_code),
        questions.text_of(of["title"]),
        questions.pick_of(of["kind"], lambda: last("kind", InspectionKind.INSPECTION)),
        questions.pick_of(of["basis"], lambda: last("basis", Basis.PLANNED)),
        questions.thing("program", of["program"].label, lambda: known().programs, optional=True),
        questions.place(lambda: known().places, lambda: today),
        questions.year_of(of["year"], lambda: str(today.year)),
        questions.year_of(of["scope_from"]),
        replace(scope_to, alone=False),
        questions.text_of(of["agency"], lambda: last("agency")),
        questions.text_of(of["decision"]),
    )


def _facts(inspection: Inspection, known: _KnownInspections) -> list[Fact]:
    program, place = inspection.program, inspection.place
    said: dict[str, Message | str | None] = {
        "title": inspection.name,
        "kind": inspection.kind.label,
        "basis": inspection.basis.label,
        "program": None if program is None else thing_text(known.programs[program]),
        "place": None if place is None else thing_text(known.places[place]),
    }
    for each in _ASKED.keys() - said.keys():
        fact = getattr(inspection, each)
        said[each] = None if fact is None else str(fact)
    return [(each.label, said[name]) for name, each in _ASKED.items()]


_RECOVERY_TITLE = N_("Money that came back after an inspection")
_INSPECTION, _IN_WORDS, _RECOVERED = N_("Inspection"), N_("In words"), N_("Came back")
_OWED, _RATE = N_("Still owed"), N_("Rate")
_OPEN = N_("{action}: {recommended} recommended, {left} still owed")
_NUMBER = Message("{number}")
_OF_RECOVERY = {each.name: each for each in asked_of(RECOVERY)}
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

    of = _OF_RECOVERY
    finding = questions.pick("finding", of["finding"].label, findings, questions.nothing)
    return (
        questions.day(today, questions.happened(today)),
        questions.thing("code", _INSPECTION, lambda: known().inspections, owing),
        replace(
            finding,
            help=N_("The number of the finding it pays back."),
            read=lambda typed: Answer(finding.read(typed).word),
            applies=lambda: len(findings()) > 1,
            alone=False,
        ),
        questions.amount(
            words["numbers"],
            lambda: known().settings,
            before=standing,
            settled=lambda: tried(context, verbs.recover, words),
        ),
        questions.text_of(of["voucher"]),
        questions.text_of(of["note"]),
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
                action=each.action.label,
                recommended=exact_money(each.amount, None),
                left=exact_money(each.amount - dossier.recovered_of(each.number), None),
            ),
        )
        for each in dossier.due
    ]


def _recovery_facts(before: Dossier, after: Dossier, settings: Mapping[str, str]) -> list[Fact]:
    kept, of = after.recoveries[-1], _OF_RECOVERY
    return [
        (_INSPECTION, thing_text(after.inspection)),
        (of["finding"].label, _NUMBER.of(number=kept.finding)),
        (of["date"].label, DAY.of(date=kept.date)),
        (of["voucher"].label, kept.voucher),
        (of["note"].label, kept.note),
        (of["amount"].label, exact_money(kept.amount, kept.qualifier)),
        (_IN_WORDS, in_words(kept.amount, settings)),
        (_RECOVERED, change(before.recovered, after.recovered)),
        (_OWED, change(before.outstanding, after.outstanding)),
        (_RATE, rate_change(before.rate, after.rate)),
    ]
