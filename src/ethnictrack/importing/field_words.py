"""The fields of an import by the words people have for them, in English and Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from ethnictrack.errors.files import UnknownFieldError
from ethnictrack.errors.usage import OptionValueError
from ethnictrack.fields.types import plain_word
from ethnictrack.i18n import Message, tr
from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.importing.import_fields import ImportFields, fields_of
from ethnictrack.importing.readers import ChoiceReader, Read, Reader, ReadingSetting
from ethnictrack.importing.request import AmountColumn
from ethnictrack.importing.sheets.column_fields import LEFT_OUT, KnownHeadings, plain_heading
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.importing import FieldWords
from ethnictrack.values.money import Numbers
from ethnictrack.values.text import shown


def field_named(fields: ImportFields, given: str, *, may_leave_out: bool) -> str:
    """Return the name of the field that a word means. Raises: UnknownFieldError."""
    if given == LEFT_OUT and may_leave_out:
        return given
    return _meant(fields, given)


def _meant(fields: ImportFields, given: str) -> str:
    """Return the name of a field by any of its words. Raises: UnknownFieldError."""
    if fields.named(given):
        return given
    known, plain = KnownHeadings.of(fields), plain_heading(given)
    meant = {each.name for each in known.names.get(plain) or known.lesser.get(plain, ())}
    meant |= {
        each.name
        for each in fields.fields
        if each.label
        and plain in {plain_heading(each.label.text), plain_heading(tr(each.label.text))}
    }
    if len(meant) == 1:
        return meant.pop()
    raise UnknownFieldError(shown(given), told_fields(fields))


def with_words(fields: ImportFields, meant: Mapping[tuple[str, str], str]) -> ImportFields:
    """Return fields in which words of a file mean what the user says, by field and word."""
    words: dict[str, dict[str, str]] = {}
    for (name, word), value in meant.items():
        words.setdefault(name, {})[plain_word(word)] = value
    told = (
        replace(each, reader=_reader(each.reader, words[each.name])) if each.name in words else each
        for each in fields.fields
    )
    return replace(fields, fields=tuple(told))


def amount_columns(
    fields: ImportFields, said: Mapping[str, str], today: date
) -> tuple[AmountColumn, ...]:
    """Return the columns of money that the user names, by heading, with what they say besides.

    Raises: OptionValueError, UnknownFieldError, and the refusals of values.
    """
    if fields.side is None:
        raise UnknownFieldError(given="amount", known=told_fields(fields))
    return tuple(
        AmountColumn(heading, dict(_facts(fields, facts, today))) for heading, facts in said.items()
    )


def _facts(fields: ImportFields, said: str, today: date) -> Iterator[tuple[str, object]]:
    """Yield what FIELD:VALUE,… says; a value may hold a comma."""
    for pair in re.split(r",(?=[^,:]+:)", said) if said else ():
        word, colon, value = pair.partition(":")
        if not (colon and value.strip()):
            raise OptionValueError(option="--amount-columns")
        name = _meant(fields, word.strip())
        field = next(each for each in fields.fields if each.name == name)
        what = Message("--amount-columns {name}").of(name=word.strip())
        setting = ReadingSetting(what=what, numbers=Numbers.VI, scale=None, today=today)
        yield field.name, field.reader(setting)(value.strip())


def _reader(reader: Reader, words: Mapping[str, str]) -> Reader:
    """Return a reader that takes each of the words for another."""

    def made(setting: ReadingSetting) -> Read:
        plain = reader(setting)

        def read(cell: Cell) -> object:
            return plain(words.get(plain_word(as_written(cell)), cell))

        return read

    return made


def told_fields(fields: ImportFields) -> tuple[str, ...]:
    """Return the fields that a row may say, each by both of its words."""
    return tuple(f"{each.names[0]} ({each.name})" for each in fields.fields if each.names)


def words_of(noun: BatchNoun) -> Iterator[FieldWords]:
    """Yield the words of every field that a row may say."""
    for each in fields_of(noun).fields:
        if each.names:
            words = each.reader.words.values() if isinstance(each.reader, ChoiceReader) else ()
            yield FieldWords(
                field=each.name,
                heading=each.names[0],
                also=(*each.names[1:], *each.lesser),
                required=each.required,
                values=tuple((said[0], said[1]) for said in words),
            )
