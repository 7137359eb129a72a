"""CSV and TSV: the file as one table; where a line has the keys again, a new one begins."""

from __future__ import annotations

import csv
import io

from ethnictrack.audit.printed import Printed
from ethnictrack.errors.seal import HostileDocumentError
from ethnictrack.errors.workbooks import WHY
from ethnictrack.importing.printed.text import decoded, grid_of


def read(name: str, content: bytes) -> Printed:
    """Read the rows; a spreadsheet may have saved the file with another delimiter."""
    text = decoded(name, content, "\n\r\t,;")
    # A cell of ours never holds a tab; of the others, the one that parts columns is in every row.
    delimiter = "\t" if "\t" in text else max(",;", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as cause:
        raise HostileDocumentError(name, WHY["damaged"]) from cause
    return Printed((grid_of(rows, headed=False),), whole=text)
