"""Questions that several forms ask, each worded once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, cast

from ethnictrack.cli.prompts import parsers as hearing
from ethnictrack.cli.prompts.choice import Offered, members
from ethnictrack.cli.prompts.completion import ChoiceCompleter, RegisterCompleter, beside
from ethnictrack.cli.prompts.question_field import QuestionField
from ethnictrack.errors.entries import FutureDateError
from ethnictrack.fields import field as declared
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.types import Text
from ethnictrack.i18n import N_, Message, language
from ethnictrack.nouns.place import Place, Places
from ethnictrack.nouns.registry import Registry, T
from ethnictrack.values.dates import write_date

if TYPE_CHECKING:
    from ethnictrack.fields import types

Default = Callable[[], str | None]
_PICK = N_("The number, the name or the beginning of either.")
_ANY = Text(500)
_TITLE = declared.Field(
    name="title", type=_ANY, label=N_("Title"), help=N_("What is inspected, in one line.")
)
_AGENCY = declared.Field(
    name="agency", type=_ANY, label=N_("Agency"), help=N_("Who carries it out.")
)
_TEXTS = {each.name: each for each in (*TEXTS, _TITLE, _AGENCY)}


class QuestionWords(TypedDict):
    """What a question is called, asks and explains."""

    name: str
    question: Message
    help: Message


def words_of(field: declared.Field[Any]) -> QuestionWords:
    """Return how a field is asked for."""
    question, about = field.question or field.label, field.answer or field.help
    return QuestionWords(name=field.name, question=question, help=about)


def nothing() -> None:
    """Offer no default."""
    return


def happened(today: date) -> Callable[[date], None]:
    """Return the check that a day has come. Raises: FutureDateError."""

    def check(on: date) -> None:
        if on > today:
            raise FutureDateError(date=on, today=today)

    return check


def text(name: str, default: Default = nothing, *, optional: bool = True) -> QuestionField:
    """Ask for a line of text."""
    return replace(text_of(_TEXTS[name], default), optional=optional)


def text_of(field: declared.Field[str], default: Default = nothing) -> QuestionField:
    """Ask for a line of text that may be left empty."""
    words = words_of(field)
    limit = field.type.limit if isinstance(field.type, Text) else _ANY.limit
    read = hearing.text_of(words["question"], limit)
    return QuestionField(**words, read=read, default=default, optional=True)


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
        read=hearing.choice(question, offered),
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
        read=hearing.day(today, check),
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
        read=hearing.amount(numbers, settings),
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
        read=hearing.thing(register, question),
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
        read=hearing.place(places, on),
        default=default,
        completer=RegisterCompleter(valid, beside(places)),
        optional=True,
        alone=False,
    )
