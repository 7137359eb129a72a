"""`inspect recover` on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import typer

from ethnictrack.cli.prompts import parsers as hearing
from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.back import Later
from ethnictrack.cli.prompts.choice import Offered, choose
from ethnictrack.cli.prompts.form import Form, begin
from ethnictrack.cli.prompts.question_field import Heard, QuestionField
from ethnictrack.cli.prompts.summary import Fact, change, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.fields.inspection import FOUND, RECOVERY, asked_of
from ethnictrack.fields.types import NUMBERS, Words, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import recover
from ethnictrack.nouns.inspection import ACTION_NAMES, Dossier, Inspections
from ethnictrack.nouns.settings import in_words
from ethnictrack.values.money import ZERO

_TITLE = N_("Money that came back after an inspection")
_INSPECTION, _FINDING, _DATE = N_("Inspection"), N_("Finding"), N_("Date")
_VOUCHER, _NOTE, _AMOUNT = N_("Voucher"), N_("Note"), N_("Amount")
_IN_WORDS, _RECOVERED = N_("In words"), N_("Came back")
_OWED, _RATE = N_("Still owed"), N_("Rate")
_OPEN = N_("{action}: {recommended} recommended, {left} still owed")
_NUMBER = Message("{number}")
_TAKES = (FOUND, *asked_of(RECOVERY), NUMBERS)
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
    screen, known = begin(context, _known)

    def review() -> None:
        after = _try(context, words)
        before = known().dossiers[after.inspection.id]
        show_facts(screen, _facts(before, after, known().settings))

    form = Form(screen, _TITLE, words, lambda each: _MENDED_BY.get(each.code, "code"))
    form.fill(_fields(context, words, known), review)


def _known(context: typer.Context) -> _KnownRecoveries:
    with reading(context) as book:
        dossiers = {each.inspection.id: each for each in book.inspections.dossiers()}
        return _KnownRecoveries(book.inspections.all(), dossiers, book.settings.all())


def _try(context: typer.Context, words: Words) -> Dossier:
    """Record it and keep nothing. Raises: what the book would refuse it with."""
    today = session_of(context).today
    said = read_words(_TAKES, words, today)
    said.pop("numbers", None)
    with writing(context, dry_run=True) as book:
        return recover(book, today=today, on=said.pop("date"), **said)


def _fields(
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
            settled=lambda: _try(context, words),
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
                recommended=hearing.exact(each.amount),
                left=hearing.exact(each.amount - dossier.recovered_of(each.number)),
            ),
        )
        for each in dossier.due
    ]


def _facts(before: Dossier, after: Dossier, settings: Mapping[str, str]) -> list[Fact]:
    kept = after.recoveries[-1]
    return [
        (_INSPECTION, hearing.thing_text(after.inspection)),
        (_FINDING, _NUMBER.of(number=kept.finding)),
        (_DATE, hearing.DAY.of(date=kept.date)),
        (_VOUCHER, kept.voucher),
        (_NOTE, kept.note),
        (_AMOUNT, hearing.exact(kept.amount, kept.qualifier)),
        (_IN_WORDS, in_words(kept.amount, settings)),
        (_RECOVERED, change(before.recovered, after.recovered)),
        (_OWED, change(before.outstanding, after.outstanding)),
        (_RATE, rate_change(before.rate, after.rate)),
    ]
