"""What an import can say of a row, by the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.batch import BATCH_NOUN_NAMES
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ethnictrack.nouns.batch import BatchNoun

_COLUMNS = (
    Column("heading", N_("Heading")),
    Column("field", N_("Field"), Unit.CODE),
    Column("required", N_("Required")),
    Column("values", N_("Values")),
    Column("also", N_("Also called")),
)
_TITLE = N_("Fields of an import: {noun}")
_YES, _NO = N_("yes"), N_("no")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """A field by its name, its heading on forms and the other ones; a closed list by both words."""

    field: str
    heading: str
    also: tuple[str, ...]
    required: bool
    values: tuple[tuple[str, str], ...]


def import_fields(noun: BatchNoun, fields: Iterable[FieldWords]) -> Result:
    """List the fields, with all their words."""
    told = tuple(fields)
    table = Table(_COLUMNS, tuple(map(_row, told)))
    title = _TITLE.of(noun=BATCH_NOUN_NAMES[noun])
    return Result(Document(title, (table,)), [_data(each) for each in told])


def _row(words: FieldWords) -> Row:
    values = (f"{word} ({value})" for value, word in words.values)
    required = Term(str(words.required), _YES if words.required else _NO)
    also = ", ".join(words.also)
    return Row((words.heading, words.field, required, ", ".join(values), also))


def _data(words: FieldWords) -> dict[str, object]:
    return {
        "field": words.field,
        "heading": words.heading,
        "also": list(words.also),
        "required": words.required,
        "values": [{"value": value, "word": word} for value, word in words.values],
    }
