"""Reading answers: each returns the word as a command takes it, and says what was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ethnictrack.cli.prompts.candidates import Candidates
from ethnictrack.cli.prompts.choice import Offered, choose
from ethnictrack.cli.prompts.completion import ranked
from ethnictrack.cli.prompts.question_field import Heard
from ethnictrack.fields.types import NUMBERS, read_word
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.place import Place, Places
from ethnictrack.nouns.registry import AmbiguousNameError, Registry, T, Thing, UnknownCodeError
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.qualifiers import qualifier_name
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.clean_text import EmptyTextError, clean
from ethnictrack.values.dates import read_typed_date, read_year
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import visible

Read = Callable[[str], Heard]
DAY = Message("{date}")
_EXACT, _HEDGED = N_("{amount} đồng"), N_("{amount} đồng ({qualifier})")
_SPELT = Message("{figure} – {words}")


def thing_text(thing: Thing) -> str:
    """Name a line of a register by code and name."""
    return f"{thing.code} {thing.name}"


def exact(amount: Dong, qualifier: Qualifier | None = None) -> Message:
    """Say an amount to the đồng."""
    if qualifier is None:
        return _EXACT.of(amount=amount.value)
    return _HEDGED.of(amount=amount.value, qualifier=qualifier_name(qualifier))


def text_of(question: Message, limit: int = 500) -> Read:
    """Read a text fit to be kept."""
    return lambda typed: Heard(clean(typed, question, limit))


def whole_year(check: Callable[[int], None] | None = None) -> Read:
    """Read a year, and let ``check`` refuse it."""

    def read(typed: str) -> Heard:
        year = read_year(typed)
        if check:
            check(year)
        return Heard(str(year))

    return read


def day(today: date, check: Callable[[date], None] | None = None) -> Read:
    """Read a day, and let ``check`` refuse it."""

    def read(typed: str) -> Heard:
        found = read_typed_date(typed, today)
        if check:
            check(found)
        return Heard(typed, DAY.of(date=found))

    return read


def amount(numbers: str | None, settings: Callable[[], Mapping[str, str]]) -> Read:
    """Read an amount; it is said back to the đồng and in words."""

    def read(typed: str) -> Heard:
        convention = Numbers.VI if numbers is None else read_word(NUMBERS, numbers, date.min)
        found = read_amount(typed, convention)
        figure = exact(found.dong, found.qualifier)
        words = in_words(found.dong, settings())
        return Heard(typed, _SPELT.of(figure=figure, words=words), brief=figure)

    return read


def with_parent(register: Callable[[], Registry[T]]) -> Callable[[T], str]:
    """Return how a candidate is listed: its code, its name and what it stands in."""

    def line(thing: T) -> str:
        above = "" if thing.parent is None else f" ({register()[thing.parent].name})"
        return visible(thing_text(thing) + above)

    return line


def thing(register: Callable[[], Registry[T]], question: Message) -> Read:
    """Read a code or a name of a register; the code is handed on."""
    candidates = Candidates[T](with_parent(register))

    def read(typed: str) -> Heard:
        if not typed.strip():
            raise EmptyTextError(question)
        found = _named(candidates, register(), register().matches, typed, register().find)
        return Heard(found.code, thing_text(found))

    return read


def one_of(register: Registry[T], fits: Callable[[T], bool]) -> Read:
    """Read one of the lines that ``fits``; of several versions of one code, the code.

    A part of a name is taken where it names one alone; what is only written alike is to be chosen.
    """
    candidates = Candidates[T](with_parent(lambda: register))
    things = {each.code: each for each in register if fits(each)}

    def among(found: Iterable[T]) -> list[T]:
        return [*{each.code: each for each in found if each.code in things}.values()]

    def read(typed: str) -> Heard:
        chosen = candidates.numbered(typed)
        candidates.forget()
        named = [chosen] if chosen else among(register.matches(typed) or register.holding(typed))
        offered = named or ranked(things.values(), typed)
        if not offered:
            raise UnknownCodeError(noun=register.noun, given=typed, near=register.near(typed))
        if len(named) != 1:
            raise candidates.show(offered)
        return Heard(named[0].code, thing_text(named[0]))

    return read


def place(places: Callable[[], Places], on: Callable[[], date]) -> Read:
    """Read a place by code or name as it was on a day; the code is handed on."""
    candidates = Candidates[Place](with_parent(places))

    def read(typed: str) -> Heard:
        valid = [each for each in places() if each.valid_on(on())]

        def named(said: str) -> list[Place]:
            return [each for each in places().matches(said) if each.valid_on(on())]

        found = _named(candidates, valid, named, typed, lambda said: places().find_on(said, on()))
        return Heard(found.code, thing_text(found))

    return read


def _named(
    candidates: Candidates[T],
    things: Iterable[T],
    named: Callable[[str], list[T]],
    typed: str,
    find: Callable[[str], T],
) -> T:
    """Return the candidate of a number, what ``find`` finds, or the only line that fits a part.

    Raises: UnknownCodeError; SeveralFitError, to be chosen from.
    """
    chosen = candidates.numbered(typed)
    candidates.forget()
    if chosen is not None:
        return chosen
    try:
        return find(typed)
    except (UnknownCodeError, AmbiguousNameError):
        offered = named(typed) or ranked(things, typed)
        if not offered:
            raise
        if len(offered) == 1:
            return offered[0]
        raise candidates.show(offered) from None


def choice(question: Message, offered: Callable[[], Sequence[Offered]]) -> Read:
    """Read one of a short list; its word is handed on."""

    def read(typed: str) -> Heard:
        found = choose(question, offered(), typed)
        return Heard(found.word, found.name)

    return read
