"""What an import asks for: its empty form, with the lists of the book, and its fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.shell.output import Output, done, show
from ethnictrack.cli.shell.outputs import write_file
from ethnictrack.cli.shell.session import making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.errors.usage import ContradictionError, FormNameError
from ethnictrack.i18n import N_
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.values.text import as_typed, visible

if TYPE_CHECKING:
    from ethnictrack.nouns.registry import Registry, T

_WRITTEN = N_(
    "The form is at {path}. Fill it in, and import it with `ethnictrack {group} import {typed}`."
)


def put_form(context: typer.Context, noun: BatchNoun, file: str, *, as_json: bool) -> None:
    """Write the form of an import to the file that is named for it.

    Raises: ContradictionError, FormNameError and those of ``write_file``.
    """
    _check_alone(context, "--template")
    if Path(file).suffix.lower() != ".xlsx":
        raise FormNameError(given=visible(file))
    from ethnictrack.importing.sheets.form import form_of  # noqa: PLC0415 - no other command needs it
    from ethnictrack.render.form import write_form  # noqa: PLC0415

    session = session_of(context)
    with reading(context) as book:
        lists = {
            BatchNoun.PROGRAM: _labels(book.programs),
            BatchNoun.PLACE: _labels(book.places),
        }
    form = form_of(noun, lists, session.today)
    with making(said_of(context), Path(file)):
        write_file(Path(file), write_form(form), session.book)
    headings = [column.heading for column in form.columns]
    done(
        [_WRITTEN.of(path=file, group=noun.group, typed=as_typed(file))],
        {"file": file, "noun": noun.value, "columns": headings},
        as_json=as_json,
    )


def put_fields(context: typer.Context, noun: BatchNoun, *, as_json: bool) -> None:
    """List the fields of an import. Raises: ContradictionError."""
    _check_alone(context, "--fields")
    from ethnictrack.importing.field_words import words_of  # noqa: PLC0415 - no other command needs it
    from ethnictrack.reports.import_fields import import_fields  # noqa: PLC0415

    show(import_fields(noun, words_of(noun)), Output(json=as_json))


def _check_alone(context: typer.Context, alone: str) -> None:
    """Refuse whatever else is said beside an option. Raises: ContradictionError."""
    for parameter in context.command.params:
        name = parameter.name or ""
        if context.params.get(name) and name not in {alone.lstrip("-"), "as_json"}:
            option = max(parameter.opts, key=len)
            second = option if option.startswith("-") else option.upper()
            raise ContradictionError(first=alone, second=second)


def _labels(register: Registry[T]) -> tuple[str, ...]:
    """Return every line of a register, as a tree is printed; versions of a place once."""
    return tuple(dict.fromkeys(thing.label for _, thing in register.walk()))
