"""Questions of a form: what is asked, how an answer is read, and those that several forms ask.

A reader returns the word as a command takes it, and says what was understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, cast

from ethnictrack.cli.prompts.choices import (
    ChoiceCompleter,
    Offered,
    RegisterCompleter,
    SeveralFitError,
    beside,
    choose,
    members,
    ranked,
)
from ethnictrack.errors.entries import FutureDateError
from ethnictrack.fields import field as declared
from ethnictrack.fields.types import NUMBERS, Text, read_word
from ethnictrack.i18n import N_, Message, language
from ethnictrack.nouns.place import Place, Places
from ethnictrack.nouns.registry import AmbiguousNameError, Registry, T, Thing, UnknownCodeError
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.clean_text import EmptyTextError, clean
from ethnictrack.values.dates import read_typed_date, read_year, write_date
from ethnictrack.values.money import Numbers
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

    from ethnictrack.fields import types


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as understood: the word to hand on, and what it means where that is not plain.

    ``brief`` stands in brackets instead of the meaning, and is never cut.
    """

    word: str
    meaning: Message | str | None = None
    brief: Message | str | None = None


def nothing() -> None:
    """Offer no default, and say nothing."""
    return


def always() -> bool:
    """Say yes."""
    return True


def never() -> bool:
    """Say no."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionField:
    """A question. ``name`` is the field of the words it fills.

    ``read`` refuses a wrong answer by raising a BookError. ``default`` is a word that Enter takes.
    ``applies`` says whether it is asked at all. One that is ``on_call`` is asked only after the
    book refused the entry for its sake, or after somebody named it at the last question. One that
    is not ``alone`` is read in the light of answers before it. ``before`` is said above the
    question, ``listing`` written line by line; ``settled`` may refuse what the answers so far
    amount to, and fill the fields it ``fills``. Fields that it takes ``at_once`` may be said in one
    line here, parted by semicolons; whatever else there is then takes what Enter takes.
    """

    name: str
    question: Message
    help: Message
    read: Callable[[str], Answer]
    default: Callable[[], str | None] = nothing
    choices: Callable[[], Sequence[Offered]] = tuple
    completer: Completer | None = None
    optional: bool = False
    applies: Callable[[], bool] = always
    on_call: Callable[[], bool] = never
    alone: bool = True
    before: Callable[[], Message | None] = nothing
    listing: Callable[[], SeveralFitError | None] = nothing
    settled: Callable[[], object] = nothing
    fills: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()


Read = Callable[[str], Answer]
DAY = Message("{date}")
_SPELT = Message("{figure} – {words}")


def thing_text(thing: Thing) -> str:
    """Name a line of a register by code and name."""
    return f"{thing.code} {thing.name}"


def text_reader(question: Message, limit: int) -> Read:
    """Read a text fit to be kept."""
    return lambda typed: Answer(clean(typed, question, limit))


def year_reader(check: Callable[[int], None] | None = None) -> Read:
    """Read a year, and let ``check`` refuse it."""

    def read(typed: str) -> Answer:
        year = read_year(typed)
        if check:
            check(year)
        return Answer(str(year))

    return read


def day_reader(today: date, check: Callable[[date], None] | None = None) -> Read:
    """Read a day, and let ``check`` refuse it."""

    def read(typed: str) -> Answer:
        found = read_typed_date(typed, today)
        if check:
            check(found)
        return Answer(typed, DAY.of(date=found))

    return read


def amount_reader(numbers: str | None, settings: Callable[[], Mapping[str, str]]) -> Read:
    """Read an amount; it is said back to the đồng and in words."""

    def read(typed: str) -> Answer:
        convention = Numbers.VI if numbers is None else read_word(NUMBERS, numbers, date.min)
        found = read_amount(typed, convention)
        figure = exact_money(found.dong, found.qualifier)
        words = in_words(found.dong, settings())
        return Answer(typed, _SPELT.of(figure=figure, words=words), brief=figure)

    return read


def with_parent(thing: T, register: Registry[T]) -> str:
    """Return how a candidate is listed: its code, its name and what it stands in."""
    above = "" if thing.parent is None else f" ({register[thing.parent].name})"
    return visible(thing_text(thing) + above)


def several(things: Iterable[T], register: Registry[T]) -> SeveralFitError:
    """Return what is raised of lines of a register that may be meant."""
    return SeveralFitError((each.code, with_parent(each, register)) for each in things)


def thing_reader(register: Callable[[], Registry[T]], question: Message) -> Read:
    """Read a code or a name of a register; the code is handed on."""

    def read(typed: str) -> Answer:
        if not typed.strip():
            raise EmptyTextError(question)
        found = _named(register(), register(), register().matches, typed, register().find)
        return Answer(found.code, thing_text(found))

    return read


def one_of(register: Registry[T], fits: Callable[[T], bool]) -> Read:
    """Read one of the lines that ``fits``; of several versions of one code, the code.

    A part of a name is taken where it names one alone; what is only written alike is to be chosen.
    """
    things = {each.code: each for each in register if fits(each)}

    def read(typed: str) -> Answer:
        found = register.matches(typed) or register.holding(typed)
        named = [*{each.code: each for each in found if each.code in things}.values()]
        offered = named or ranked(things.values(), typed)
        if not offered:
            raise UnknownCodeError(noun=register.noun, given=typed, near=register.near(typed))
        if len(named) != 1:
            raise several(offered, register)
        return Answer(named[0].code, thing_text(named[0]))

    return read


def place_reader(places: Callable[[], Places], on: Callable[[], date]) -> Read:
    """Read a place by code or name as it was on a day; the code is handed on."""

    def read(typed: str) -> Answer:
        valid = [each for each in places() if each.valid_on(on())]

        def named(said: str) -> list[Place]:
            return [each for each in places().matches(said) if each.valid_on(on())]

        found = _named(places(), valid, named, typed, lambda said: places().find_on(said, on()))
        return Answer(found.code, thing_text(found))

    return read


def _named(
    register: Registry[T],
    things: Iterable[T],
    named: Callable[[str], list[T]],
    typed: str,
    find: Callable[[str], T],
) -> T:
    """Return what ``find`` finds, or the only one of ``things`` that fits a part.

    Raises: UnknownCodeError; SeveralFitError, to be chosen from.
    """
    try:
        return find(typed)
    except (UnknownCodeError, AmbiguousNameError):
        offered = named(typed) or ranked(things, typed)
        if not offered:
            raise
        if len(offered) == 1:
            return offered[0]
        raise several(offered, register) from None


def choice_reader(question: Message, offered: Callable[[], Sequence[Offered]]) -> Read:
    """Read one of a short list; its word is handed on."""

    def read(typed: str) -> Answer:
        found = choose(question, offered(), typed)
        return Answer(found.word, found.name)

    return read


Default = Callable[[], str | None]
_PICK = N_("The number, the name or the beginning of either.")


class QuestionWords(TypedDict):
    """What a question is called, asks and explains."""

    name: str
    question: Message
    help: Message


def words_of(field: declared.Field[Any]) -> QuestionWords:
    """Return how a field is asked for."""
    question, about = field.question or field.label, field.answer or field.help
    return QuestionWords(name=field.name, question=question, help=about)


def happened(today: date) -> Callable[[date], None]:
    """Return the check that a day has come. Raises: FutureDateError."""

    def check(on: date) -> None:
        if on > today:
            raise FutureDateError(date=on, today=today)

    return check


def text_of(field: declared.Field[str], default: Default = nothing) -> QuestionField:
    """Ask for a line of text that may be left empty, unless it has to be said."""
    words = words_of(field)
    read = text_reader(words["question"], cast("Text", field.type).limit)
    return QuestionField(**words, read=read, default=default, optional=not field.required)


def year_of(
    field: declared.Field[int],
    default: Default = nothing,
    check: Callable[[int], None] | None = None,
) -> QuestionField:
    """Ask for a year that may be left empty, unless it has to be said."""
    words, optional = words_of(field), not field.required
    return QuestionField(**words, read=year_reader(check), default=default, optional=optional)


def pick_of(field: declared.Field[Any], default: Default, about: Message = _PICK) -> QuestionField:
    """Ask for a member of a closed list."""
    offered = members(cast("types.Choice", field.type))
    return pick(field.name, words_of(field)["question"], lambda: offered, default, about)


def pick(
    name: str,
    question: Message,
    offered: Callable[[], Sequence[Offered]],
    default: Default,
    about: Message = _PICK,
) -> QuestionField:
    """Ask for one of a short list."""
    return QuestionField(
        name=name,
        question=question,
        help=about,
        read=choice_reader(question, offered),
        default=default,
        choices=offered,
        completer=ChoiceCompleter(offered),
    )


def day(
    today: date,
    check: Callable[[date], None] | None = None,
    default: Callable[[], date] | None = None,
) -> QuestionField:
    """Ask for a day, by default today."""
    return QuestionField(
        name="date",
        question=N_("Date"),
        help=N_("The day first: 15/11/2021, 15-11-2021, 2021-11-15, or today."),
        read=day_reader(today, check),
        default=lambda: write_date(default() if default else today, language()),
    )


def amount(
    numbers: str | None,
    settings: Callable[[], Mapping[str, str]],
    *,
    before: Callable[[], Message | None],
    settled: Callable[[], object],
) -> QuestionField:
    """Ask for an amount of money."""
    return QuestionField(
        name="amount",
        question=N_("Amount"),
        help=N_(
            "Whole đồng with dots between threes (15.213.000.000), or a unit: 15,213 tỷ, "
            "5.857 triệu, 15 tỷ 213 triệu."
        ),
        read=amount_reader(numbers, settings),
        before=before,
        settled=settled,
    )


def thing(
    name: str,
    question: Message,
    register: Callable[[], Registry[T]],
    default: Default = nothing,
    *,
    optional: bool = False,
) -> QuestionField:
    """Ask for a line of a register."""
    return QuestionField(
        name=name,
        question=question,
        help=N_(
            "A code, or a name with or without accents. Type any word of the name and press "
            "Tab to see what has it."
        ),
        read=thing_reader(register, question),
        default=default,
        completer=RegisterCompleter(register),
        optional=optional,
    )


def place(
    places: Callable[[], Places], on: Callable[[], date], default: Default = nothing
) -> QuestionField:
    """Ask for a place as it was on a day."""

    def valid() -> list[Place]:
        return [each for each in places() if each.valid_on(on())]

    return QuestionField(
        name="place",
        question=N_("Place"),
        help=N_(
            "A code, or a name with or without accents, of a place that existed on the day. "
            "- where no place is to be named."
        ),
        read=place_reader(places, on),
        default=default,
        completer=RegisterCompleter(valid, beside(places)),
        optional=True,
        alone=False,
    )
