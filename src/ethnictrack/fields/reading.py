"""Words to values, by the fields they belong to.

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


def lacking(fields: Iterable[Field[Any]], said: Mapping[str, object]) -> tuple[Labelled, ...]:
    """Return the names of what has to be said and was not."""
    return tuple(each.named for each in fields if each.required and not _is_said(said, each))


def read_words(
    fields: Iterable[Field[Any]], said: Mapping[str, object], today: date
) -> dict[str, Any]:
    """Return the values of what was said, by the names of the fields.

    A program may say values in place of words. Raises: MissingValueError, ValueTypeError, and the
    refusals of values with the name of their field.
    """
    asked = [*fields]
    if missing := lacking(asked, said):
        raise MissingValueError(names=missing)
    numbers = said.get(NUMBERS.name)
    convention = Numbers.VI if numbers is None else read_word(NUMBERS, numbers, today)
    return {
        each.name: read_word(each, said[each.name], today, convention)
        for each in asked
        if _is_said(said, each)
    }


def _is_said(said: Mapping[str, object], field: Field[Any]) -> bool:
    return said.get(field.name) is not None and not (field.many and not said[field.name])


def read_word(field: Field[Any], said: Any, today: date, numbers: Numbers = Numbers.VI) -> Any:  # noqa: ANN401 - of any field
    """Return the value of what was said of a field, a tuple of those that are said many times.

    Raises: ValueTypeError and the refusals of values, with the name of the field.
    """
    how = Reading(field.named, today, numbers)
    try:
        if not field.many:
            return field.type.take(said, how)
        several = [said] if isinstance(said, str | int) else said
        return tuple(field.type.take(each, how) for each in several)
    except BookError as refusal:
        refusal.of_field = Labelled(field.name, field.label)
        raise
