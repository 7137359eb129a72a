"""The form of an import, made of its fields: what is written by it is read by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from ethnictrack.fields.types import Spellings
from ethnictrack.i18n import Message, conventions, tr
from ethnictrack.importing.import_fields import UNIT, ImportField, fields_of
from ethnictrack.importing.readers import (
    ChoiceReader,
    Reader,
    amount,
    day,
    optional_amount,
    quantity,
    signed,
    year,
)
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.form import BlankForm, FormColumn, FormContent, form

_SCRIPTS_ALONE = frozenset(("key",))  # a form is filled in by people
_SERIAL = {"vi": "STT", "en": "No."}
_CONTENTS: Mapping[Reader, FormContent] = {
    amount: FormContent.AMOUNT,
    optional_amount: FormContent.AMOUNT,
    signed: FormContent.AMOUNT,
    quantity: FormContent.NUMBER,
    day: FormContent.DAY,
    year: FormContent.YEAR,
}
_REGISTERS = {"program": BatchNoun.PROGRAM, "place": BatchNoun.PLACE}

Lists = Mapping[BatchNoun, Sequence[str]]


def form_of(noun: BatchNoun, lists: Lists, today: date) -> BlankForm:
    """Return the form of an import; ``lists`` are the labels of the book's registers."""
    fields = [each for each in fields_of(noun).fields if _asked(each)]
    serial = FormColumn(heading=_SERIAL[conventions()], content=FormContent.SERIAL)
    return form(noun, (serial, *(_column(each, noun, lists) for each in fields)), today)


def _asked(field: ImportField) -> bool:
    """Say whether a form has a column for a field; its money is in đồng."""
    return (
        field.name not in _SCRIPTS_ALONE
        and not field.within
        and field is not UNIT
        and bool(field.names)
    )


def _column(field: ImportField, noun: BatchNoun, lists: Lists) -> FormColumn:
    content, options = _content(field, noun, lists)
    example = field.example
    if isinstance(example, Message):
        example = tr(example.text)
    elif isinstance(field.reader, ChoiceReader) and isinstance(example, StrEnum):
        example = _offered(field.reader.words)[[*field.reader.words].index(example)]
    elif example is None and options:
        example = options[0]
    return FormColumn(
        heading=_heading(field),
        content=content,
        required=field.required,
        options=options,
        example=example if isinstance(example, str | int) else None,
    )


def _heading(field: ImportField) -> str:
    if conventions() == "vi":
        return field.names[0]
    return field.name.replace("_", " ").capitalize()


def _content(
    field: ImportField, noun: BatchNoun, lists: Lists
) -> tuple[FormContent, tuple[str, ...]]:
    """Return what a column takes, and what it offers."""
    # The lines above those of a register are its own.
    register = noun if field.name == "parent" else _REGISTERS.get(field.name)
    if register:
        return FormContent.LISTED, tuple(lists[register])
    if isinstance(field.reader, ChoiceReader):
        return FormContent.CHOICE, _offered(field.reader.words)
    return _CONTENTS.get(field.reader, FormContent.TEXT), ()


def _offered(words: Spellings) -> tuple[str, ...]:
    """Return one word for each member of a closed list, in the reader's language."""
    place = 1 if conventions() == "vi" else 0
    return tuple(said[place] for said in words.values())
