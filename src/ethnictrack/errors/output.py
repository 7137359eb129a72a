"""Refusals about what a format cannot hold, and where it may go."""

from __future__ import annotations

from ethnictrack.errors.usage import UnreadableFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import KEPT, BookError, UsageError


class FileNeededError(UsageError):
    format: str
    code = "file-needed"
    text = N_("{format} is a file of its own; say where it is to be written.")
    remedy = N_("Add --output FILE.{format}.")
    again = ({"--output": "ket-qua.{format}"},)


class FileThereError(BookError):
    given: str
    code = "file-exists"
    text = N_("There is a file {given} already; it is kept as it is.")
    remedy = N_("Give another name, or add --replace.")
    again = ({"--replace": True},)


class OfficeMissingError(BookError):
    format: str
    instead: str
    code = "office-missing"
    text = N_("{format} is written by LibreOffice, which is not installed here.")
    remedy = N_(
        "Install LibreOffice (https://www.libreoffice.org), or write {instead}: -o FILE.{instead}."
    )
    again = ({"--format": None, "--output": "ket-qua.{instead}"},)


class OfficeFailedError(BookError):
    format: str
    instead: str
    code = "office-failed"
    text = N_("LibreOffice could not write {format}.")
    remedy = N_(
        "Start it once by itself, then try again; or write {instead} with -o FILE.{instead}."
    )
    again = ({"--format": None, "--output": "ket-qua.{instead}"},)


class LongSheetError(UsageError):
    rows: int
    limit: int
    code = "sheet-rows"
    text = N_("The table has {rows} rows; a sheet ends at row {limit}.")
    remedy = N_("Narrow it, by year or programme, or write it as csv.")
    again = ({"--format": None, "--output": "ket-qua.csv"},)


class LongSheetTextError(UsageError):
    row: int
    length: int
    limit: int
    code = "cell-length"
    text = N_("The text in row {row} has {length} characters; a cell of a sheet holds {limit}.")
    remedy = N_("Write it as csv or json, which have no such limit.")
    again = ({"--format": None, "--output": "ket-qua.csv"},)


class UnreadableTemplateError(UnreadableFileError):
    text = N_("There is no template {given} that can be read.")
    remedy = N_(
        "Check the name and the folder; `ethnictrack report template mau.docx` writes a template."
    )


class TemplateFileError(UsageError):
    why: Message
    code = "template"
    text = N_("The template cannot be used: {why}.")
    remedy = N_(
        "`ethnictrack report template mau.docx` writes one to begin with; keep its [[body]] line, "
        "its names in braces and its styles."
    )


class TemplateWordError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "template"
    text = N_(
        "The template holds “{given}”; in double braces stands one of these names and nothing "
        "else: {known}."
    )
    remedy = N_(
        "Correct it in Word or take it out; `ethnictrack report template mau.docx` writes a "
        "template with every name in its place."
    )


class TemplateStyleError(UsageError):
    names: tuple[str, ...]
    code = "template"
    text = N_("The template lacks styles the program writes in: {names}.")
    remedy = N_(
        "Change how a style looks, never its name; `ethnictrack report template mau.docx` writes "
        "a template that has them all."
    )


class OutputIsInputError(UsageError):
    given: str
    code = "output-is-input"
    text = N_("{given} is what is read; a result is never written over it.")
    remedy = N_("Name another file for what is written.")


class BesideBookError(UsageError):
    given: str
    book: str
    code = "output-is-book"
    text = N_("{given} belongs to the book {book}; a result is never written there.")
    remedy = N_("Name another file for what is written.")


class KeptNotShownError(BookError):
    kept: tuple[Message, ...]
    why: Message
    code = "kept-not-shown"
    exit = KEPT
    text = N_("It is kept ({kept}), but the result was not shown: {why}.")
    remedy = N_(
        "Do not run the command again: that would do it twice. `ethnictrack book log` shows what "
        "is kept."
    )
