"""The questions about an entry, in the order a clerk reads them off a voucher or a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import typer

from ethnictrack.cli import values
from ethnictrack.cli.ask import hearing, questions
from ethnictrack.cli.ask.choice import Choice, named
from ethnictrack.cli.ask.field import Field
from ethnictrack.cli.ask.review import say_standing, try_entry
from ethnictrack.cli.drafting import NONE, Words, kind_of
from ethnictrack.cli.session import session_of
from ethnictrack.domain import kinds
from ethnictrack.domain.entry import Entry
from ethnictrack.domain.kinds import Capital, Kind, Side, Source
from ethnictrack.domain.ledger import JANUARY, check_date, check_plan_year
from ethnictrack.domain.money import Dong
from ethnictrack.domain.place import Places
from ethnictrack.domain.program import Programs
from ethnictrack.i18n import N_, Message

_CLASS_HELP = N_(
    "The number, the name or the beginning of either; “none” leaves it unclassified on purpose. "
    "Enter alone says nothing: a disbursement then takes it from the plan if one line alone fits."
)
_UNCLASSIFIED = Choice(NONE, kinds.UNCLASSIFIED)
_REASON = N_("Reason for going beyond the plan")


@dataclass(frozen=True, slots=True)
class Known:
    """What the book knows that the questions use; ``latest`` is the clerk's own last entry."""

    programs: Programs
    places: Places
    settings: Mapping[str, str]
    latest: Entry | None


class LineQuestions:
    """The fields of an entry of one side."""

    def __init__(
        self, context: typer.Context, side: Side, words: Words, known: Callable[[], Known]
    ) -> None:
        """Ask for ``words``; ``known`` waits for the book where it is needed first."""
        self._context = context
        self._today = session_of(context).today
        self._side = side
        self._words = words
        self._known = known

    def fields(self) -> tuple[Field, ...]:
        """Return the questions in their order."""
        line = (self._program(), self._place())
        classes = (self._capital(), self._source())
        if self._side is Side.ALLOCATION:
            first = (self._year(), self._kind(), self._plan_year(), self._date())
            decision = questions.text("decision", self._last_decision)
            return (*first, *line, *classes, self._amount(), decision, questions.text("note"))
        start = (self._date(), self._year(), *line, self._kind())
        amount = (self._plan_year(), self._amount(), self._over_plan())
        papers = (questions.text("voucher"), questions.text("payee"), questions.text("note"))
        return (*start, *classes, *amount, *papers)

    # What the answers so far amount to.

    def _day(self) -> date:
        return values.day(self._words.date, self._today) or self._today

    def _budget_year(self) -> int:
        return values.year(self._words.year) or self._day().year

    def _kind_said(self) -> Kind:
        return kind_of(self._side, self._words.kind)

    def _probe(self, *, year: int, day: date, plan_year: int | None = None) -> Entry:
        """Return an entry that holds no more than its years and its day, to be checked."""
        return Entry(
            side=self._side,
            program=0,
            year=year,
            plan_year=plan_year or year,
            date=day,
            kind=self._kind_said(),
            amount=Dong(1),
        )

    def _last(self, name: str) -> object:
        """Return a fact of the clerk's last entry, or None."""
        latest = self._known().latest
        return None if latest is None else getattr(latest, name)

    def _last_decision(self) -> str | None:
        """Return the decision of the last plan entry, while it is of the same year."""
        found = self._last("decision")
        same = self._last("year") == self._budget_year()
        return found if same and isinstance(found, str) else None

    # The questions.

    def _date(self) -> Field:
        def check(day: date) -> None:
            year = values.year(self._words.year) or day.year
            check_date(self._probe(year=year, day=day), self._today)

        def default() -> date:
            if self._side is Side.DISBURSEMENT:
                return self._today
            closing = self._kind_said() in kinds.DISPOSAL_EFFECT  # docs/decisions/0006
            return date(self._budget_year(), *((12, 31) if closing else (1, 1)))

        return questions.day(self._today, check, default)

    def _year(self) -> Field:
        paying = self._side is Side.DISBURSEMENT

        def check(year: int) -> None:
            if paying:
                check_date(self._probe(year=year, day=self._day()), self._today)

        def default() -> str | None:
            year = self._last("year")
            if paying and year not in {self._day().year - 1, self._day().year}:
                return None
            return str(year or self._today.year)

        return Field(
            name="year",
            question=N_("Budget year"),
            help=N_(
                "Four digits. What is paid in January may belong to the old budget year, which is "
                "open until 31 January, or to the new one."
            ),
            read=hearing.whole_year(check),
            default=default,
            applies=lambda: not paying or self._day().month == JANUARY,
            alone=not paying,
        )

    def _program(self) -> Field:
        def default() -> str | None:
            latest = self._known().latest
            return None if latest is None else self._known().programs.code_of(latest.program)

        return questions.thing("program", N_("Programme"), lambda: self._known().programs, default)

    def _place(self) -> Field:
        def default() -> str | None:
            latest = self._known().latest
            return None if latest is None else self._known().places.code_of(latest.place)

        return questions.place(lambda: self._known().places, self._day, default)

    def _kind(self) -> Field:
        offered = named(kinds.KINDS[self._side], kinds.KIND_NAMES)
        return questions.pick(
            "kind",
            N_("Kind"),
            lambda: offered,
            lambda: str(self._last("kind") or offered[0].word),
        )

    def _capital(self) -> Field:
        offered = (*named(Capital, kinds.CAPITAL_NAMES), _UNCLASSIFIED)
        return self._class("capital", N_("Type of capital"), offered)

    def _source(self) -> Field:
        offered = (*named(Source, kinds.SOURCE_NAMES), _UNCLASSIFIED)
        return self._class("source", N_("Source of the money"), offered)

    def _class(self, name: str, question: Message, offered: tuple[Choice, ...]) -> Field:
        def default() -> str | None:
            """Offer the last class again only for the same programme."""
            said = self._words.program
            same = said and self._known().programs.find(said).id == self._last("program")
            last = self._last(name)
            return str(last) if same and last else None

        field = questions.pick(name, question, lambda: offered, default, _CLASS_HELP)
        return replace(field, optional=True)

    def _plan_year(self) -> Field:
        def check(plan_year: int) -> None:
            year = self._budget_year()
            check_plan_year(self._probe(year=year, day=self._day(), plan_year=plan_year))

        def default() -> str:
            carried = self._kind_said() is Kind.CARRIED_IN
            return str(self._budget_year() - carried)

        return Field(
            name="plan_year",
            question=N_("Year whose plan it is"),
            help=N_("Four digits: the budget year, or an earlier one for money carried over."),
            read=hearing.whole_year(check),
            default=default,
            applies=lambda: self._kind_said() is not Kind.INITIAL,
            alone=False,
        )

    def _amount(self) -> Field:
        def standing() -> Message | None:
            draft = replace(self._words, amount="1").draft(self._side, self._today)
            return say_standing(self._context, draft)

        def settled() -> None:
            try_entry(self._context, self._words.draft(self._side, self._today))

        return questions.amount(
            self._words.numbers,
            lambda: self._known().settings,
            before=standing,
            settled=settled,
        )

    def _over_plan(self) -> Field:
        return Field(
            name="over_plan",
            question=_REASON,
            help=N_("It is kept with the entry, and the entry is marked."),
            read=hearing.text_of(_REASON, 2000),
            on_refusal=True,
            before=lambda: N_("Say why it is paid all the same, or < to go back to the amount."),
        )
