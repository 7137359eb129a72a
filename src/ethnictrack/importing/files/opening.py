"""Opening files for import: which kind a file is, which sheet is meant, where its table begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ethnictrack.errors.files import EmptyFileError
from ethnictrack.errors.workbooks import SheetRefusedError
from ethnictrack.importing.cell import RowSource
from ethnictrack.importing.field import Request
from ethnictrack.importing.files.all_sheets import AllSheets, asks_all, taken
from ethnictrack.importing.files.encoding import Encoding, encoding_of
from ethnictrack.importing.files.from_csv import DELIMITERS, Delimited
from ethnictrack.importing.files.intake import Intake
from ethnictrack.importing.files.legible import legible
from ethnictrack.importing.files.outside import Outside, held, spooled
from ethnictrack.importing.files.workbook import is_workbook, sheets_of
from ethnictrack.importing.sheets.heading import WITHIN, best_score, find_heading
from ethnictrack.importing.sheets.matching import check_request
from ethnictrack.importing.sheets.merges import Merges
from ethnictrack.importing.sheets.sheet import Sheet, chosen
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import shown


def open_file(path: Path, request: Request) -> Intake | AllSheets:
    """Open a file for import, for the length of a block. Raises: those of ``errors.files``."""
    check_request(request)
    return _opened(held(path), request)


def open_stream(stream: BinaryIO, request: Request) -> Intake | AllSheets:
    """Open standard input for import. Raises: the refusals of ``errors.files``."""
    check_request(request)
    return _opened(spooled(stream), request)


def _opened(outside: Outside, request: Request) -> Intake | AllSheets:
    """Recognise a file, or let go of it."""
    try:
        return _recognised(outside, request)
    except BookError:
        outside.close()
        raise


def _recognised(outside: Outside, request: Request) -> Intake | AllSheets:
    if not outside.size:
        raise EmptyFileError(outside.name)
    if is_workbook(outside):
        sheets = legible(sheets_of(outside), request.encoding)
        if asks_all(sheets, request):
            return _all_sheets(outside, sheets, request)
        sheet = chosen(sheets, request, outside.name)
        return of_sheet(outside, sheet, request)
    encoding = encoding_of(outside, request.encoding)
    intake = _intake(outside, _delimited(outside, encoding, request), request)
    intake.notes += encoding.notes
    return intake


def of_sheet(outside: Outside, sheet: Sheet, request: Request) -> Intake:
    """Read a sheet of a workbook."""
    intake = _intake(outside, sheet, request)
    intake.merges = Merges.of(sheet.facts.merged, intake.heading)
    intake.notes += [*sheet.facts.notes(), *intake.merges.notes]
    intake.sheet = sheet.name if request.sheet is not None else None
    intake.tab = sheet.name
    return intake


def _all_sheets(outside: Outside, sheets: Sequence[Sheet], request: Request) -> AllSheets:
    """Read every sheet of a workbook. Raises: SheetRefusedError, EmptyFileError."""
    read, notes = taken(sheets)
    if not read:
        raise EmptyFileError(outside.name)
    intakes = []
    for sheet in read:
        try:
            intakes.append(of_sheet(outside, sheet, request))
        except BookError as error:
            raise SheetRefusedError(shown(sheet.name), error.sentence(), error.advice()) from error
    intakes[0].sheet = "*"  # of none by itself
    return AllSheets(intakes, notes)


def _intake(outside: Outside, table: RowSource, request: Request) -> Intake:
    rows = list(islice(table.rows(), WITHIN))
    return Intake(outside, table, find_heading(rows, request, outside.name), request)


def _delimited(outside: Outside, encoding: Encoding, request: Request) -> Delimited:
    """Open a text file, with the delimiter that makes most sense of its heading."""
    table = Delimited(outside, encoding)
    table.delimiter = table.told or max(DELIMITERS, key=lambda each: _sense(table, each, request))
    return table


def _sense(table: Delimited, delimiter: str, request: Request) -> tuple[int, int]:
    """Return how well a delimiter does: known headings, then cells."""
    rows = table.sample(delimiter, WITHIN)
    return best_score(rows, request), sum(len(row) - 1 for _, row in rows)
