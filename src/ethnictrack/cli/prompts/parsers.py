"""Reading answers: each returns the word as a command takes it, and says what was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ethnictrack.cli.prompts.choice import Offered, choose
from ethnictrack.cli.prompts.completion import ranked
from ethnictrack.cli.prompts.question_field import Heard
from ethnictrack.fields.reading import NUMBERS, read_word
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.registry import AmbiguousNameError, Registry, T, Thing, UnknownCodeError
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.qualifiers import qualifier_name
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.clean_text import EmptyTextError, clean
from ethnictrack.values.dates import read_typed_date, read_year
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import shown

Read = Callable[[str], Heard]
_A_FEW = 8  # lines a refusal lists
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


def thing(register: Callable[[], Registry[T]], question: Message) -> Read:
    """Read a code or a name of a register; the code is handed on."""

    def read(typed: str) -> Heard:
        if not typed.strip():
            raise EmptyTextError(question)
        known = register()
        found = _named(known, known.noun, typed, known.find)
        return Heard(found.code, thing_text(found))

    return read


def place(places: Callable[[], Places], on: Callable[[], date]) -> Read:
    """Read a place by code or name as it was on a day; the code is handed on."""

    def read(typed: str) -> Heard:
        valid = [each for each in places() if each.valid_on(on())]
        found = _named(valid, places().noun, typed, lambda said: places().find_on(said, on()))
        return Heard(found.code, thing_text(found))

    return read


def _named(things: Iterable[T], noun: Message, typed: str, find: Callable[[str], T]) -> T:
    """Return what ``find`` finds, else the only line that completion would offer.

    Raises: UnknownCodeError; AmbiguousNameError, where completion offers a few.
    """
    try:
        return find(typed)
    except UnknownCodeError:
        offered = ranked(things, typed)
        if len(offered) == 1:
            return offered[0]
        if 1 < len(offered) <= _A_FEW:
            listed = tuple(each.label for each in offered)
            raise AmbiguousNameError(noun=noun, given=shown(typed), found=listed) from None
        raise


def choice(question: Message, offered: Callable[[], Sequence[Offered]]) -> Read:
    """Read one of a short list; its word is handed on."""

    def read(typed: str) -> Heard:
        found = choose(question, offered(), typed)
        return Heard(found.word, found.name)

    return read
