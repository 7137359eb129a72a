"""`allocate add` and `disburse add` on a terminal: in the order a clerk reads a voucher.

The questions, and which one mends a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.form import EndedError, Form, Later, begin
from ethnictrack.cli.prompts.plan_line import FILLED, PlanLineQuestion
from ethnictrack.cli.prompts.questions import QuestionField, year_reader
from ethnictrack.cli.prompts.review import review_entry, say_standing, try_entry
from ethnictrack.cli.prompts.screen import NOTHING_KEPT, Screen
from ethnictrack.cli.shell.output import note
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.fields.entry import asked_of
from ethnictrack.fields.types import Text, Words, read_word
from ethnictrack.i18n import N_, Message
from ethnictrack.library import JANUARY, Balance, Entry, balances, check_date, check_plan_year
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

    def _balances(self, year: int) -> Sequence[Balance]:
        with reading(self._context) as book:
            return tuple(balances(book, year))

    def _by_line(self) -> bool:
        """Say whether a line of the plan was chosen: what else there is, is asked on call."""
        return self._line.chosen(self._words["line"]) is not None

    def fields(self) -> tuple[QuestionField, ...]:
        """Return the questions in their order."""
        line = (self._program(), self._place())
        classes = (self._class("capital"), self._class("source"))
        if self._side is Side.ALLOCATION:
            begin = (self._year(), self._kind(), self._plan_year(), self._date())
            return (*begin, *line, *classes, self._amount(), *self._texts())
        chosen = self._line.field(self._words, lambda: self._alone)
        named = replace(line[0], on_call=lambda: self._words["line"] is not None)
        rest = (line[1], self._kind(), *classes, self._plan_year())
        on_call = (replace(each, on_call=self._by_line) for each in rest)
        first = (self._date(), self._year(), chosen, named, *on_call)
        return (*first, self._amount(), self._over_plan(), *self._texts())

    # What the answers so far amount to.

    def _said(self, name: str) -> Any:  # noqa: ANN401 - of any field
        """Return the value of an answer, None while there is none."""
        word = self._words[name]
        return None if word is None else read_word(self._asked[name], word, self._today)

    def _day(self) -> date:
        return self._said("date") or self._today

    def _budget_year(self) -> int:
        return self._said("year") or self._day().year

    def _kind_said(self) -> Kind:
        return self._said("kind") or kinds.KINDS[self._side][0]

    def _last(self, name: str) -> Any:  # noqa: ANN401 - of any field
        """Return a fact of the clerk's last entry, or None."""
        latest = self._known().latest
        return None if latest is None else getattr(latest, name)

    def _last_decision(self) -> str | None:
        """Return the decision of the last plan entry, while it is of the same year."""
        found = self._last("decision")
        same = self._last("year") == self._budget_year()
        return found if same and isinstance(found, str) else None

    # The questions.

    def _date(self) -> QuestionField:
        def check(day: date) -> None:
            check_date(day, self._said("year") or day.year, self._side, today=self._today)

        def default() -> date:
            if self._side is Side.DISBURSEMENT:
                known = self._known()
                return known.latest.date if known.latest and known.latest_today else self._today
            closing = self._kind_said() in kinds.DISPOSAL_EFFECT  # docs/decisions/0006
            return date(self._budget_year(), *((12, 31) if closing else (1, 1)))

        field = questions.day(self._today, check, default)
        return replace(field, at_once=_IN_ONE_LINE) if self._alone else field

    def _year(self) -> QuestionField:
        paying = self._side is Side.DISBURSEMENT

        def check(year: int) -> None:
            if paying:
                check_date(self._day(), year, self._side, today=self._today)

        def default() -> str | None:
            year = self._last("year")
            if paying and year not in {self._day().year - 1, self._day().year}:
                return None
            return str(year or self._today.year)

        return QuestionField(
            **questions.words_of(self._asked["year"]),
            read=year_reader(check),
            default=default,
            applies=lambda: not paying or self._day().month == JANUARY,
            alone=not paying,
        )

    def _program(self) -> QuestionField:
        def default() -> str | None:
            latest = self._known().latest
            return None if latest is None else self._known().programs.code_of(latest.program)

        label = self._asked["program"].label
        return questions.thing("program", label, lambda: self._known().programs, default)

    def _place(self) -> QuestionField:
        def default() -> str | None:
            latest = self._known().latest
            return None if latest is None else self._known().places.code_of(latest.place)

        return questions.place(lambda: self._known().places, self._day, default)

    def _kind(self) -> QuestionField:
        field = self._asked["kind"]
        first = kinds.KINDS[self._side][0]
        return questions.pick_of(field, lambda: str(self._last("kind") or first))

    def _class(self, name: str) -> QuestionField:
        def default() -> str | None:
            """Offer the last class again only for the same programme."""
            said = self._words["program"]
            same = said and self._known().programs.find(said).id == self._last("program")
            last = self._last(name)
            return str(last) if same and last else None

        field = questions.pick_of(self._asked[name], default, _CLASS_HELP)
        return replace(field, optional=True)

    def _plan_year(self) -> QuestionField:
        def check(plan_year: int) -> None:
            check_plan_year(plan_year, self._budget_year(), self._kind_said())

        def default() -> str:
            carried = self._kind_said() is Kind.CARRIED_IN
            return str(self._budget_year() - carried)

        return QuestionField(
            **questions.words_of(self._asked["plan_year"]),
            read=year_reader(check),
            default=default,
            applies=lambda: self._kind_said() is not Kind.INITIAL,
            alone=False,
        )

    def _amount(self) -> QuestionField:
        def standing() -> Message | None:
            draft = draft_of(self._side, {**self._words, "amount": "1"}, self._today)
            return say_standing(self._context, draft)

        def settled() -> None:
            try_entry(self._context, draft_of(self._side, self._words, self._today))

        return questions.amount(
            self._words["numbers"],
            lambda: self._known().settings,
            before=standing,
            settled=settled,
        )

    def _over_plan(self) -> QuestionField:
        return replace(
            questions.text_of(self._asked["over_plan"]),
            optional=False,
            on_call=lambda: True,
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
