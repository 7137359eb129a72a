"""Refusals of the lines of a text file: what no line, row or cell of a table holds.

``line`` counts the lines of the file from 1.
"""

from __future__ import annotations

from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError


class NulError(BookError):
    line: int
    code = "file-nul"
    text = N_("Line {line} holds a NUL byte, which no text has.")
    remedy = N_("If the file is UTF-16, say --encoding utf-16-le; otherwise save it as UTF-8.")
    again = ({"--encoding": "utf-16-le"},)


class UnclosedQuoteError(BookError):
    line: int
    code = "csv-quote"
    text = N_("The quotation mark that opens on line {line} does not close where it should.")
    remedy = N_('Close it, or write it twice ("") where it is part of the text.')


class LongLineError(BookError):
    line: int
    limit: int
    code = "line-too-long"
    text = N_("Line {line} has more than {limit} characters.")
    remedy = N_("Check that the file is a table, and that its quotation marks are closed.")


class LongCellError(BookError):
    line: int
    limit: int
    code = "cell-too-long"
    text = N_("A cell of the row that begins on line {line} has more than {limit} characters.")
    remedy = N_("Check that its quotation marks are closed, or shorten it.")


class WideRowError(BookError):
    line: int
    limit: int
    code = "row-too-wide"
    text = N_("The row that begins on line {line} has more than {limit} cells.")
    remedy = N_(
        "A table has up to {limit} columns: leave out those that are not needed, and look whether "
        "the file is cut into cells at the right sign."
    )
