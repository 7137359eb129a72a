"""`allocate add` and `disburse add` on a terminal: the questions, and which one mends a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from ethnictrack.cli.prompts.back import Later
from ethnictrack.cli.prompts.form import EndedError, Form, begin
from ethnictrack.cli.prompts.lines import KnownToQuestions, LineQuestions
from ethnictrack.cli.prompts.review import review_entry
from ethnictrack.cli.prompts.screen import Screen
from ethnictrack.cli.shell.output import note
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library.entry_words import draft_of
from ethnictrack.values.dates import vietnam_day
from ethnictrack.values.errors import PARTLY, BookError
from ethnictrack.values.kinds import Side

_TITLES = {Side.ALLOCATION: N_("A new plan entry"), Side.DISBURSEMENT: N_("A new disbursement")}
_KEPT = N_("Payments kept: {count}.")
_NOTHING_KEPT = N_("Nothing was kept.")
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
    screen, known = begin(context, lambda each: _known(each, side))
    _ask(context, side, words, screen, known, _TITLES[side])


def ask_payments(context: typer.Context, words: Words, keep: Callable[[Words], None]) -> None:
    """Ask for one payment after another, and ``keep`` each, until somebody ends it.

    Raises: typer.Abort where nothing is kept; typer.Exit with the code of part kept, part refused.
    """
    side = Side.DISBURSEMENT
    screen, known = begin(context, lambda each: _known(each, side))
    row = _Row(context, screen)
    title: Message | None = _TITLES[side]
    while True:
        said = dict(words)
        with row.one():
            _ask(context, side, said, screen, known, title, in_row=True)
            keep(said)
            row.kept += 1
            said_of(context).kept.clear()  # it was shown
        if row.ended:
            return
        title = None
        known = Later(lambda: _known(context, side))


@dataclass(slots=True)
class _Row:
    """Payments one after another: how many are kept, and whether there is an end."""

    context: typer.Context
    screen: Screen
    kept: int = 0
    ended: bool = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Ask for one; what ends it ends the row, but for a "no" and what the book refuses."""
        try:
            yield
        except EndedError:
            self.end()
        except typer.Exit:  # a "no"
            return
        except typer.Abort:
            if not self.kept:
                raise
            self.end()
        except BookError as refusal:
            if not self.kept:
                raise
            self.screen.refuse(refusal)
            raise typer.Exit(PARTLY) from refusal

    def end(self) -> None:
        """Say what is kept."""
        self.ended = True
        note(_KEPT.of(count=self.kept) if self.kept else _NOTHING_KEPT)


def _ask(
    context: typer.Context,
    side: Side,
    words: Words,
    screen: Screen,
    known: Callable[[], KnownToQuestions],
    title: Message | None,
    *,
    in_row: bool = False,
) -> None:
    session = session_of(context)
    form = Form(screen, title, words, lambda each: _field_to_mend(each, side, words), in_row=in_row)
    form.fill(
        LineQuestions(context, side, words, known).fields(),
        lambda: review_entry(context, draft_of(side, words, session.today), screen),
    )


def _known(context: typer.Context, side: Side) -> KnownToQuestions:
    session = session_of(context)
    with reading(context) as book:
        latest = book.ledger.latest(side, session.actor)
        entry = latest.entry if latest else None
        today = latest is not None and vietnam_day(latest.recorded_at) == session.today
        return KnownToQuestions(book.programs, book.places, book.settings.all(), entry, today)


def _field_to_mend(refusal: BookError, side: Side, words: Words) -> str | None:
    """Name the field whose answer a refusal is about; most are about the amount."""
    if refusal.code == "class-needed":
        return "source" if words["capital"] else "capital"
    if side is Side.DISBURSEMENT and refusal.code in {"over-plan", "no-plan"}:
        return "over_plan"
    if refusal.code == "wrong-plan-year" and words["plan_year"] is None:
        return "kind"
    return _MENDED_BY.get(refusal.code, "amount")
