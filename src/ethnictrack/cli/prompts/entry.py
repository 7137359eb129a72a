"""`allocate add` and `disburse add` on a terminal: the questions, and which one mends a refusal."""

from __future__ import annotations

import typer

from ethnictrack.cli.prompts.form import Form, begin
from ethnictrack.cli.prompts.lines import KnownToQuestions, LineQuestions
from ethnictrack.cli.prompts.review import review_entry
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.fields.reading import Words
from ethnictrack.i18n import N_
from ethnictrack.library.entry_words import draft_of
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Side

_TITLES = {Side.ALLOCATION: N_("A new plan entry"), Side.DISBURSEMENT: N_("A new disbursement")}
_MENDED_BY = {  # code of a refusal -> field that is asked again
    "wrong-year": "date",
    "future-date": "date",
    "year-needed": "year",
    "wrong-plan-year": "plan_year",
    "plan-year-needed": "plan_year",
    "duplicate-voucher": "voucher",
}


def ask_entry(context: typer.Context, side: Side, words: Words) -> None:
    """Ask for what ``words`` lacks, show what would be kept, and ask whether to keep it.

    Raises: typer.Exit where the answer is no.
    """
    session = session_of(context)
    screen, known = begin(context, lambda each: _known(each, side))
    form = Form(screen, _TITLES[side], words, lambda each: _field_to_mend(each, side, words))
    form.fill(
        LineQuestions(context, side, words, known).fields(),
        lambda: review_entry(context, draft_of(side, words, session.today), screen),
    )


def _known(context: typer.Context, side: Side) -> KnownToQuestions:
    with reading(context) as book:
        latest = book.ledger.latest(side, session_of(context).actor)
        entry = latest.entry if latest else None
        return KnownToQuestions(book.programs, book.places, book.settings.all(), entry)


def _field_to_mend(refusal: BookError, side: Side, words: Words) -> str | None:
    """Name the field whose answer a refusal is about; most are about the amount."""
    if refusal.code == "class-needed":
        return "source" if words["capital"] else "capital"
    if side is Side.DISBURSEMENT and refusal.code in {"over-plan", "no-plan"}:
        return "over_plan"
    if refusal.code == "wrong-plan-year" and words["plan_year"] is None:
        return "kind"
    return _MENDED_BY.get(refusal.code, "amount")
