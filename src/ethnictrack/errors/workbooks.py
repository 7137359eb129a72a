"""Refusals of spreadsheets: hostile or damaged files, and cells that hold no value."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError

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
