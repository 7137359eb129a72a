"""One answer for programme, place, class and plan year: a line of the plan, with what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from ethnictrack.cli.prompts.choices import SeveralFitError
from ethnictrack.cli.prompts.questions import (
    Answer,
    QuestionField,
    thing_reader,
    thing_text,
    with_parent,
)
from ethnictrack.fields.entry import CAPITAL, SOURCE
from ethnictrack.fields.types import Choice
from ethnictrack.i18n import N_, Message
from ethnictrack.library import Balance, Entry
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.render.words import say
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Capital, Source, class_name
from ethnictrack.values.text import fold, visible

FILLED = ("program", "place", "capital", "source", "plan_year")
_LEFT = N_("{left} left")
_OF_YEAR = N_("plan of {year}")
_LAST = N_("as the last one")
_CLASSES = {"capital": CAPITAL.type, "source": SOURCE.type}


class LineWords(NamedTuple):
    """What a line says of an entry, in the words of commands."""

    program: str
    place: str | None
    capital: str
    source: str
    plan_year: str

    @property
    def key(self) -> str:
        """The line as one word; no code has a blank."""
        return " ".join(each or "-" for each in self)


@dataclass(frozen=True, slots=True)
class PlanLineOffer:
    """A line to choose, as it is listed."""

    words: LineWords
    text: str


class PlanLineQuestion:
    """Offers the lines of a year's plans; a programme of none of them may be named instead."""

    def __init__(
        self,
        year: Callable[[], int],
        balances: Callable[[int], Sequence[Balance]],
        registers: Callable[[], tuple[Programs, Places]],
        last: Callable[[], Entry | None],
    ) -> None:
        """Ask ``balances`` for the lines of a ``year``; ``last`` is the entry before this one."""
        self._year, self._balances, self._registers = year, balances, registers
        self._last = last
        self._offers: tuple[int, tuple[PlanLineOffer, ...]] | None = None
        self._program = thing_reader(lambda: registers()[0], N_("Line of the plan"))

    def field(self, words: dict[str, str | None], applies: Callable[[], bool]) -> QuestionField:
        """Return the question; ``words`` get what the answer says."""

        def settled() -> None:
            line = self.chosen(words["line"])
            if line:
                words.update(line._asdict())
            else:
                words.update(dict.fromkeys(FILLED))
                words["program"] = words["line"]

        return QuestionField(
            name="line",
            question=N_("Line of the plan"),
            help=N_(
                "The number of a line, or a part of its code, name, place or source. A programme "
                "without a line of its own: its code or name."
            ),
            read=self._read,
            default=self._default,
            completer=_LineCompleter(self.offers),
            applies=lambda: applies() and bool(self.offers()),
            alone=False,
            listing=lambda: _several(self.offers()),
            settled=settled,
            fills=FILLED,
        )

    def offers(self) -> tuple[PlanLineOffer, ...]:
        """Return the lines of the year; those that are used up stand last."""
        year = self._year()
        if self._offers is None or self._offers[0] != year:
            found = sorted(self._balances(year), key=lambda each: not each.left)
            offered = [self._offer(each, year) for each in found]
            last = self._last_line(year)
            if offered and last and last.key not in {each.words.key for each in offered}:
                offered.append(PlanLineOffer(last, self._text(last, year, say(_LAST))))
            self._offers = year, tuple(offered)
        return self._offers[1]

    def chosen(self, word: str | None) -> LineWords | None:
        """Return the line an answer chose, if it chose one."""
        found = (each.words for each in self.offers() if each.words.key == word)
        return next(found, None)

    def _default(self) -> str | None:
        last = self._last_line(self._year())
        return last.key if last else None

    def _last_line(self, year: int) -> LineWords | None:
        last = self._last()
        return self._words_of(last, last.plan_year) if last and last.year == year else None

    def _words_of(self, line: Balance | Entry, plan_year: int) -> LineWords:
        programs, places = self._registers()
        of = line.line if isinstance(line, Balance) else line
        return LineWords(
            program=programs[of.program].code,
            place=places.code_of(of.place),
            capital=_word("capital", of.capital),
            source=_word("source", of.source),
            plan_year=str(plan_year),
        )

    def _offer(self, balance: Balance, year: int) -> PlanLineOffer:
        words = self._words_of(balance, balance.plan_year)
        left = say(_LEFT.of(left=exact_money(balance.left, None)))
        return PlanLineOffer(words, self._text(words, year, left))

    def _text(self, line: LineWords, year: int, last: str) -> str:
        """Return how a line is listed: code, name, parent, place, class, what is left."""
        programs, places = self._registers()
        program = with_parent(programs.find(line.program), programs)
        parts = [program]
        if line.place:
            versions = places.with_code(line.place)
            valid = (each for each in versions if each.valid_on(date(year, 12, 31)))
            parts.append(visible(thing_text(next(valid, versions[-1]))))
        parts.append(say(_class_of(line, year)))
        if int(line.plan_year) != year:
            parts.append(say(_OF_YEAR.of(year=int(line.plan_year))))
        return "; ".join([*parts, last])

    def _read(self, typed: str) -> Answer:
        """Read a line's own word, a part of what is listed, or a programme.

        Raises: SeveralFitError, and the refusals of a programme.
        """
        fitting = self._fitting(typed)
        if len(fitting) == 1:
            return self._answer(fitting[0])
        if fitting:
            raise _several(fitting)
        return self._program(typed)

    def _answer(self, offer: PlanLineOffer) -> Answer:
        return Answer(offer.words.key, offer.text, brief=str(self.offers().index(offer) + 1))

    def _fitting(self, typed: str) -> list[PlanLineOffer]:
        """Return the lines of a key or code, else those that hold every word that was typed."""
        exact = [each for each in self.offers() if each.words.key == typed]
        coded = [each for each in self.offers() if fold(each.words.program) == fold(typed)]
        return exact or coded or _holding(self.offers(), typed)


def _several(offers: Iterable[PlanLineOffer]) -> SeveralFitError:
    return SeveralFitError((each.words.key, each.text) for each in offers)


def _holding(offers: Iterable[PlanLineOffer], typed: str) -> list[PlanLineOffer]:
    wanted = fold(typed).split()
    return [each for each in offers if wanted and all(one in fold(each.text) for one in wanted)]


def _word(name: str, member: Capital | Source | None) -> str:
    """Return the word of a class; nothing is left for the book to find out."""
    type_ = _CLASSES[name]
    assert isinstance(type_, Choice)  # noqa: S101 - for the checker
    return type_.words[member][0]


def _class_of(line: LineWords, year: int) -> Message:
    capital = None if line.capital == _word("capital", None) else Capital(line.capital)
    source = None if line.source == _word("source", None) else Source(line.source)
    return class_name(capital, source, year)


class _LineCompleter(Completer):
    """Offers the lines that hold what was typed, and writes the one that is chosen."""

    def __init__(self, offers: Callable[[], Sequence[PlanLineOffer]]) -> None:
        self._offers = offers

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        """Yield what may be meant; a book that cannot be read offers nothing."""
        typed = document.text_before_cursor
        try:
            found = _holding(self._offers(), typed)
        except BookError:
            return
        for each in found:
            yield Completion(each.words.key, start_position=-len(typed), display=each.text)
