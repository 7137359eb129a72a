"""Refusals of a file that is read: what it is, how it is written, what its heading says.

``name`` is the file as the user knows it; ``line`` counts the lines of the file from 1.
"""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, BookError, UsageError


class NoFileError(UsageError):
    name: str
    code = "file-not-found"
    text = N_("There is no file {name} that can be read.")
    remedy = N_("Check the name and the folder, and whether you may read it.")


class NotAFileError(UsageError):
    name: str
    code = "file-not-regular"
    text = N_("{name} is a folder, a device or a pipe; an import reads ordinary files.")
    remedy = N_("Name a file, or - to read from standard input.")


class LargeFileError(BookError):
    name: str
    limit: int
    code = "file-too-large"
    text = N_("{name} has more than {limit} MB.")
    remedy = N_("Split it into several files and import them one after the other.")


class ChangedFileError(BookError):
    name: str
    code = "file-changed"
    text = N_("{name} was changed while it was being read; nothing was kept.")
    remedy = N_("Close it in other programs and import it again.")


class EmptyFileError(BookError):
    name: str
    code = "file-empty"
    text = N_("{name} holds no rows.")
    remedy = N_("Check that it is the right file and that it was saved.")


class UncertainEncodingError(BookError):
    line: int
    position: int
    candidates: tuple[Message, ...]
    code = "file-encoding-uncertain"
    text = N_(
        "Line {line}: byte {position} of the file is not UTF-8, and its encoding is not certain."
    )
    remedy = N_("Name it with --encoding. It would read: {candidates}.")
    again = (HELP,)

    def advice(self) -> Message:
        """Show what each encoding would make of it, where any fits."""
        if self.candidates:
            return super().advice()
        return N_("Save the file as CSV UTF-8, or name its encoding with --encoding.")


class UncertainTextError(BookError):
    line: int
    value: str
    candidates: tuple[Message, ...]
    code = "text-font-uncertain"
    text = N_("Line {line}: “{value}” may be text of an old font, and it is not certain which.")
    remedy = N_("Name it with --encoding. It would read: {candidates}.")
    again = (HELP,)


class MixedTextError(BookError):
    line: int
    value: str
    font_line: int
    before: str
    after: str
    font: str
    code = "text-font-mixed"
    text = N_(
        "Line {line}, “{value}”, is Unicode, and line {font_line}, “{before}”, is “{after}” in the "
        "old font {font}."
    )
    remedy = N_(
        "Bring the file to Unicode as a whole in the program it comes from; a cell alone does not "
        "tell for sure. --encoding utf-8 takes every cell as it stands."
    )
    again = ({"--encoding": "utf-8"},)


class ForeignTextError(BookError):
    line: int
    value: str
    encoding: str
    code = "text-foreign"
    text = N_("Line {line}: “{value}” is Unicode, and no text in {encoding}.")
    remedy = N_(
        "Without --encoding the program recognises what it is. Where a file has both, bring it to "
        "Unicode as a whole in the program it comes from."
    )
    again = ({"--encoding": None},)


class UnknownEncodingError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "encoding-unknown"
    text = N_("--encoding does not know “{given}”.")
    remedy = N_("Choose one of: {known}.")
    again = (HELP,)


class DuplicateHeadingError(BookError):
    heading: str
    line: int
    field: str
    code = "heading-twice"
    text = N_("Line {line}: more than one column is called “{heading}” and would be {field}.")
    remedy = N_("Rename one of them, or say which is meant with --map {field}=HEADING.")
    again = (HELP,)


class UnmappedHeadingError(UsageError):
    heading: str
    found: tuple[str, ...]
    code = "map-heading"
    text = N_("--map names the column “{heading}”, which the file does not have.")
    remedy = N_("It has: {found}.")


class UnknownFieldError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "field-unknown"
    text = N_("“{given}” is not a field of this import.")
    remedy = N_("The fields are: {known}.")


class LongCellError(BookError):
    line: int
    limit: int
    code = "cell-too-long"
    text = N_("A cell of the row that begins on line {line} has more than {limit} characters.")
    remedy = N_("Check that its quotation marks are closed, or shorten it.")


class TemplateFileError(UsageError):
    why: Message
    code = "template"
    text = N_("The template cannot be used: {why}.")
    remedy = N_(
        "`ethnictrack report template mau.docx` writes one to begin with; keep its [[body]] line, "
        "its names in braces and its styles."
    )


WHY = {
    "damaged": N_("it is damaged or cut off"),
    "encrypted": N_("it is protected by a password"),
    "macros": N_("it holds macros"),
    "parts": N_("it has more parts than any workbook"),
    "names": N_("its parts have impossible or repeated names"),
    "size": N_("it unpacks to more than a program should read"),
    "compression": N_("it is compressed far beyond what real tables allow"),
    "encoding": N_("a part of it is not written in UTF-8"),
    "entities": N_("it defines entities of its own"),
    "counts": N_("it announces impossible counts"),
    "structure": N_("its structure is not that of a workbook"),
    "sheets": N_("it has more sheets than any workbook"),
    "cells": N_("its sheets have more than {count} cells together").of(count=2_000_000),
    "merges": N_("more of its cells are merged than in any table"),
    "time": N_("reading it takes longer than any real table does"),
    "stopped": N_("the process that was to read it was stopped"),
}


_FOREIGN = {
    "pdf": (N_("a PDF"), N_("Ask for the table itself, as .xlsx or .csv: a PDF only shows it.")),
    "picture": (N_("a picture"), N_("Ask for the table itself, as .xlsx or .csv.")),
    "archive": (N_("an archive of files"), N_("Unpack it, and name the file that is meant.")),
    "doc": (
        N_("a document of an old Word (.doc)"),
        N_("Open it in Word and save it as .docx, or ask for the table as .xlsx."),
    ),
    "xlsb": (N_("a binary workbook (.xlsb)"), N_("Open it in Excel and save it as .xlsx.")),
    "numbers": (N_("a table of Numbers"), N_("Export it there as .xlsx or .csv.")),
}


_LARGE = ("size", "compression", "parts", "sheets", "cells", "merges", "time")


class OpenMarkError(UsageError):
    name: str
    code = "file-open"
    text = N_("{name} is no data: it is the mark of a program that has a file of this name open.")
    remedy = N_("Save the file and close it there, then name it without the signs of the mark.")


class HostileWorkbookError(BookError):
    name: str
    why: Message
    code = "workbook-unreadable"
    text = N_("{name} is not read: {why}.")
    remedy = N_("Open it in a spreadsheet program and save it anew as .xlsx, without a password.")

    def advice(self) -> Message:
        """Say how to make a file smaller that is too large in one way or another."""
        if self.why not in [WHY[why] for why in _LARGE]:
            return super().advice()
        return N_(
            "Copy the rows and columns that are needed into a new workbook, without formats, and "
            "into several ones where they are many."
        )


class FarCellError(BookError):
    name: str
    cell: str
    rows: int
    columns: int
    code = "workbook-far-cell"
    text = N_(
        "{name}: cell {cell} is too far out; a table has up to {rows} rows and {columns} columns."
    )
    remedy = N_(
        "Delete the empty rows and columns behind the table, formats too, and save it again."
    )


class RenamedFileError(BookError):
    name: str
    kind: str
    code = "file-renamed"
    text = N_("{name} is in fact {kind}.")
    remedy = N_("Open it and save it in the format that its name promises, or rename it.")


class ForeignFileError(BookError):
    """A file of a kind that holds no table a program can read; ``what`` is what to do with it."""

    name: str
    kind: Message
    what: Message
    code = "file-kind"
    text = N_("{name} is {kind}; no rows are read from it.")
    remedy = N_("{what}")

    @classmethod
    def of(cls, name: str, kind: str) -> ForeignFileError:
        """Make the refusal of one of the known kinds."""
        return cls(name, *_FOREIGN[kind])


class ErrorCellError(BookError):
    cell: str
    value: str
    code = "cell-error"
    text = N_("Cell {cell} holds the error {value}.")
    remedy = N_("Mend the formula, or type the value.")


class EmptyFormulaError(BookError):
    cell: str
    code = "cell-not-computed"
    text = N_("Cell {cell} is a formula without a value.")
    remedy = N_(
        "Open the file in a spreadsheet program and save it, so that its formulas are computed."
    )


class MergedCellError(BookError):
    cells: str
    code = "cell-merged"
    text = N_("The cells {cells} are merged; a record needs its own cells.")
    remedy = N_("Unmerge them and write the value into every row it belongs to.")


class DocumentFormatError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "document-format"
    text = N_("The figures of {given} cannot be read back by its ending.")
    remedy = N_("These can: {known}.")


class HostileDocumentError(BookError):
    name: str
    why: Message
    code = "document-unreadable"
    text = N_("{name} is not read: {why}.")
    remedy = N_("Open it in the program it was edited with and save it anew, without a password.")
