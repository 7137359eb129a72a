"""Refusals about what a format cannot hold, and where it may go."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.errors.usage import UnreadableFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import KEPT, BookError, UsageError


class FileNeededError(UsageError):
    """A format that is a file of its own, asked for on a screen or a pipe."""

    format: str
    code: ClassVar[str] = "file-needed"
    text: ClassVar[Message] = N_("{format} is a file of its own; say where it is to be written.")
    remedy: ClassVar[Message] = N_("Add --output FILE.{format}.")


class ReportsOnlyError(UsageError):
    """A list or another page asked for as a document of the office."""

    format: str
    code: ClassVar[str] = "reports-only"
    text: ClassVar[Message] = N_("Only reports are made as {format}.")
    remedy: ClassVar[Message] = N_("For a list use xlsx or html; `ethnictrack report` has reports.")


class LongSheetError(UsageError):
    """A table with more rows than a spreadsheet has."""

    rows: int
    limit: int
    code: ClassVar[str] = "sheet-rows"
    text: ClassVar[Message] = N_("The table has {rows} rows; a sheet ends at row {limit}.")
    remedy: ClassVar[Message] = N_("Narrow it, by year or programme, or write it as csv.")


class LongCellError(UsageError):
    """A text longer than a cell of a spreadsheet may be."""

    row: int
    length: int
    limit: int
    code: ClassVar[str] = "cell-length"
    text: ClassVar[Message] = N_(
        "The text in row {row} has {length} characters; a cell of a sheet holds {limit}."
    )
    remedy: ClassVar[Message] = N_("Write it as csv or json, which have no such limit.")


class UnreadableTemplateError(UnreadableFileError):
    """A name under which there is no template, or none that may be read."""

    text: ClassVar[Message] = N_("There is no template {given} that can be read.")
    remedy: ClassVar[Message] = N_(
        "Check the name and the folder; `ethnictrack report template FILE.docx` writes a template."
    )


class TemplateFileError(UsageError):
    """A template of documents that cannot be filled in."""

    why: Message
    code: ClassVar[str] = "template"
    text: ClassVar[Message] = N_("The template cannot be used: {why}.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack report template FILE.docx` writes one to begin with; keep its [[body]] line, "
        "its names in braces and its styles."
    )


class TemplateWordError(UsageError):
    """Something in braces in a template that is none of the names it may hold."""

    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "template"
    text: ClassVar[Message] = N_(
        "The template holds “{given}”; in double braces stands one of these names and nothing "
        "else: {known}."
    )
    remedy: ClassVar[Message] = N_(
        "Correct it in Word or take it out; `ethnictrack report template FILE.docx` writes a "
        "template with every name in its place."
    )


class TemplateStyleError(UsageError):
    """A template without a style that the program writes in."""

    names: tuple[str, ...]
    code: ClassVar[str] = "template"
    text: ClassVar[Message] = N_("The template lacks styles the program writes in: {names}.")
    remedy: ClassVar[Message] = N_(
        "Change how a style looks, never its name; `ethnictrack report template FILE.docx` writes "
        "a template that has them all."
    )


class OutputIsInputError(UsageError):
    """A result to be written over what it is made of."""

    given: str
    code: ClassVar[str] = "output-is-input"
    text: ClassVar[Message] = N_("{given} is what is read; a result is never written over it.")
    remedy: ClassVar[Message] = N_("Name another file for what is written.")


class BesideBookError(UsageError):
    """A result to be written over the lock or the journal of a book."""

    given: str
    book: str
    code: ClassVar[str] = "output-is-book"
    text: ClassVar[Message] = N_(
        "{given} belongs to the book {book}; a result is never written there."
    )
    remedy: ClassVar[Message] = N_("Name another file for what is written.")


class KeptNotShownError(BookError):
    """Work that is kept, while what was to be said of it could not be."""

    kept: tuple[Message, ...]
    why: Message
    code: ClassVar[str] = "kept-not-shown"
    exit: ClassVar[int] = KEPT
    text: ClassVar[Message] = N_("It is kept ({kept}), but the result was not shown: {why}.")
    remedy: ClassVar[Message] = N_(
        "Do not run the command again: that would do it twice. `ethnictrack book log` shows what "
        "is kept."
    )
