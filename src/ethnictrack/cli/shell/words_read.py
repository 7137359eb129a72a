"""Words of the command line to values, by the fields they belong to.

What is missing is refused with everything else that is; a word that cannot be read, with the name
of its field in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Choice, Reading
from ethnictrack.i18n import N_, Labelled
from ethnictrack.values.errors import BookError
from ethnictrack.values.numerals import Numbers

Words = dict[str, str | None]  # as typed, by the names of the fields; None where nothing was


class ByName:
    """Words that are attributes of a class, reached by the names of their fields."""

    __slots__ = ()

    def __getitem__(self, name: str) -> str | None:
        word: str | None = getattr(self, name)
        return word

    def __setitem__(self, name: str, word: str | None) -> None:
        setattr(self, name, word)


NUMBERS = Field(
    name="numbers",
    type=Choice({each: (each.value,) for each in Numbers}, {}),
    label=N_("Numbers"),
    help=N_("How amounts are written: 15,213 tỷ (vi, the default) or 15.213 tỷ (en)."),
    option="--numbers",
)


def lacking(fields: Iterable[Field[Any]], words: Mapping[str, str | None]) -> tuple[Labelled, ...]:
    """Return the names of what has to be said and was not."""
    return tuple(each.named for each in fields if each.required and words.get(each.name) is None)


def read_words(
    fields: Iterable[Field[Any]], words: Mapping[str, str | None], today: date
) -> dict[str, Any]:
    """Return the values of what was said, by the names of the fields.

    Raises: MissingValueError, and the refusals of values with the name of their field.
    """
    asked = [*fields]
    if missing := lacking(asked, words):
        raise MissingValueError(names=missing)
    numbers = words.get(NUMBERS.name)
    convention = Numbers.VI if numbers is None else read_word(NUMBERS, numbers, today)
    return {
        each.name: read_word(each, word, today, convention)
        for each in asked
        if (word := words.get(each.name)) is not None
    }


def read_word(field: Field[Any], word: str, today: date, numbers: Numbers = Numbers.VI) -> Any:  # noqa: ANN401 - of any field
    """Return the value of a word. Raises: the refusals of values, with the name of the field."""
    try:
        return field.type.read(word, Reading(field.named, today, numbers))
    except BookError as refusal:
        refusal.of_field = Labelled(field.name, field.label)
        raise
