"""`allocate add` and `disburse add` on a terminal: in the order a clerk reads a voucher.

The questions, and which one mends a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.form import EndedError, Form, Later, begin
from ethnictrack.cli.prompts.plan_line import FILLED, PlanLineQuestion
from ethnictrack.cli.prompts.questions import QuestionField
from ethnictrack.cli.prompts.review import review_entry, say_standing, try_entry
from ethnictrack.cli.prompts.screen import NOTHING_KEPT, Screen
from ethnictrack.cli.shell.output import note
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.fields.entry import asked_of
from ethnictrack.fields.types import Text, Words, read_word
from ethnictrack.i18n import N_, Message
from ethnictrack.library import (
    JANUARY,
    Balance,
    Draft,
    Entry,
    balances,
    check_date,
    check_plan_year,
)
from ethnictrack.library.entry_words import draft_of
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.values import kinds
from ethnictrack.values.dates import vietnam_day
from ethnictrack.values.errors import PARTLY, BookError
from ethnictrack.values.kinds import Kind, Side

_CLASS_HELP = N_(
    "The number, the name or the beginning of either; “none” leaves it unclassified on purpose. "
    "Enter alone says nothing: a disbursement then takes it from the plan if one line alone fits."
)


_IN_ONE_LINE = ("amount", "voucher", "payee", "note")
_PAPERS = frozenset({"voucher", "decision", "payee"})  # asked of every entry
_TITLES = {Side.ALLOCATION: N_("A new plan entry"), Side.DISBURSEMENT: N_("A new disbursement")}
_KEPT = N_("Payments kept: {count}.")
_MENDED_BY = {  # code of a refusal -> field that is asked again
    "wrong-year": "date",
    "future-date": "date",
    "year-needed": "year",
    "wrong-plan-year": "plan_year",
    "plan-year-needed": "plan_year",
    "duplicate-voucher": "voucher",
}


@dataclass(frozen=True, slots=True)
class KnownToQuestions:
    """What the book knows that the questions use; ``latest`` is the clerk's own last entry."""

    programs: Programs
    places: Places
    settings: Mapping[str, str]
    latest: Entry | None
    latest_today: bool = False  # whether that was recorded today


class LineQuestions:
    """The fields of an entry of one side."""

    def __init__(
        self,
        context: typer.Context,
        side: Side,
        words: Words,
        known: Callable[[], KnownToQuestions],
    ) -> None:
        """Ask for ``words``; ``known`` waits for the book where it is needed first."""
        self._context = context
        self._today = session_of(context).today
        self._side = side
        self._words = words
        self._asked = {each.name: each for each in asked_of(side)}
        self._known = known
        words.setdefault("line", None)
        self._alone = side is Side.DISBURSEMENT and not any(map(words.get, FILLED))
        self._line = PlanLineQuestion(
            self._budget_year,
            self._balances,
            lambda: (known().programs, known().places),
            lambda: known().latest,
        )

    def fields(self) -> tuple[QuestionField, ...]:
        """Return the questions in their order."""
        of, known, plan = self._asked, self._known, self._side is Side.ALLOCATION
        day = questions.day(self._today, self._check_day, self._usual_day)
        year = replace(
            questions.year_of(of["year"], self._usual_year, self._check_year),
            optional=False,
            applies=lambda: plan or self._day().month == JANUARY,
            alone=plan,
        )
        program = questions.thing(
            "program", of["program"].label, lambda: known().programs, self._last_program
        )
        place = questions.place(lambda: known().places, self._day, self._last_place)
        kind = questions.pick_of(of["kind"], self._usual_kind)
        classes = (self._class("capital"), self._class("source"))
        plan_year = replace(
            questions.year_of(of["plan_year"], self._usual_plan_year, self._check_plan_year),
            optional=False,
            applies=lambda: self._kind() is not Kind.INITIAL,
            alone=False,
        )
        amount = questions.amount(
            self._words["numbers"],
            lambda: known().settings,
            before=self._standing,
            settled=lambda: try_entry(self._context, self._draft()),
        )
        if plan:
            begin = (year, kind, plan_year, day, program, place)
            return (*begin, *classes, amount, *self._texts())
        chosen = self._line.field(self._words, lambda: self._alone)
        named = replace(program, on_call=lambda: self._words["line"] is not None)
        rest = (replace(e, on_call=self._by_line) for e in (place, kind, *classes, plan_year))
        day = replace(day, at_once=_IN_ONE_LINE) if self._alone else day
        return (day, year, chosen, named, *rest, amount, self._over_plan(), *self._texts())

    def _class(self, name: str) -> QuestionField:
        default = partial(self._last_class, name)
        return replace(questions.pick_of(self._asked[name], default, _CLASS_HELP), optional=True)

    def _over_plan(self) -> QuestionField:
        return replace(
            questions.text_of(self._asked["over_plan"]),
            optional=False,
            on_call=questions.always,
            before=lambda: N_("Say why it is paid all the same, or < to go back to the amount."),
        )

    def _texts(self) -> list[QuestionField]:
        """Return the questions about papers and people; payee and decision are the last one's."""
        defaults = {"decision": self._last_decision, "payee": lambda: self._last("payee")}
        return [
            replace(
                questions.text_of(each, defaults.get(each.name, questions.nothing)),
                on_call=self._by_line if each.name not in _PAPERS else questions.never,
            )
            for each in self._asked.values()
            if isinstance(each.type, Text) and each.name != "over_plan"
        ]

    # What the answers so far amount to.

    def _said(self, name: str) -> Any:  # noqa: ANN401 - of any field
        """Return the value of an answer, None while there is none."""
        word = self._words[name]
        return None if word is None else read_word(self._asked[name], word, self._today)

    def _day(self) -> date:
        return self._said("date") or self._today

    def _budget_year(self) -> int:
        return self._said("year") or self._day().year

    def _kind(self) -> Kind:
        return self._said("kind") or kinds.KINDS[self._side][0]

    def _by_line(self) -> bool:
        """Say whether a line of the plan was chosen: what else there is, is asked on call."""
        return self._line.chosen(self._words["line"]) is not None

    def _draft(self, **instead: str) -> Draft:
        return draft_of(self._side, {**self._words, **instead}, self._today)

    def _standing(self) -> Message | None:
        return say_standing(self._context, self._draft(amount="1"))

    def _balances(self, year: int) -> Sequence[Balance]:
        with reading(self._context) as book:
            return tuple(balances(book, year))

    # What is refused at once.

    def _check_day(self, day: date) -> None:
        check_date(day, self._said("year") or day.year, self._side, today=self._today)

    def _check_year(self, year: int) -> None:
        if self._side is Side.DISBURSEMENT:
            check_date(self._day(), year, self._side, today=self._today)

    def _check_plan_year(self, plan_year: int) -> None:
        check_plan_year(plan_year, self._budget_year(), self._kind())

    # What Enter takes: mostly what the clerk's last entry has.

    def _last(self, name: str) -> Any:  # noqa: ANN401 - of any field
        """Return a fact of the clerk's last entry, or None."""
        latest = self._known().latest
        return None if latest is None else getattr(latest, name)

    def _usual_day(self) -> date:
        if self._side is Side.DISBURSEMENT:
            known = self._known()
            return known.latest.date if known.latest and known.latest_today else self._today
        closing = self._kind() in kinds.DISPOSAL_EFFECT  # docs/decisions/0006
        return date(self._budget_year(), *((12, 31) if closing else (1, 1)))

    def _usual_year(self) -> str | None:
        year, of_day = self._last("year"), self._day().year
        if self._side is Side.DISBURSEMENT and year not in {of_day - 1, of_day}:
            return None
        return str(year or self._today.year)

    def _usual_kind(self) -> str:
        return str(self._last("kind") or kinds.KINDS[self._side][0])

    def _usual_plan_year(self) -> str:
        carried = self._kind() is Kind.CARRIED_IN
        return str(self._budget_year() - carried)

    def _last_program(self) -> str | None:
        return self._known().programs.code_of(self._last("program"))

    def _last_place(self) -> str | None:
        return self._known().places.code_of(self._last("place"))

    def _last_class(self, name: str) -> str | None:
        """Offer the last class again only for the same programme."""
        said, last = self._words["program"], self._last(name)
        same = said and self._known().programs.find(said).id == self._last("program")
        return str(last) if same and last else None

    def _last_decision(self) -> str | None:
        """Return the decision of the last plan entry, while it is of the same year."""
        found = self._last("decision")
        same = self._last("year") == self._budget_year()
        return found if same and isinstance(found, str) else None


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
        note(_KEPT.of(count=self.kept) if self.kept else NOTHING_KEPT)


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
