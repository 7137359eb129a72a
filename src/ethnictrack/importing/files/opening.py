"""A file opened for import: recognised once, then read as often as is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

from ethnictrack.errors.cells import SumError
from ethnictrack.errors.files import EmptyFileError, NoRowsError
from ethnictrack.errors.outline import UncountedRowsError
from ethnictrack.fields.words import SCALES
from ethnictrack.i18n import Message
from ethnictrack.importing.field import Request
from ethnictrack.importing.files.encoding import Encoding, encoding_of
from ethnictrack.importing.files.from_csv import DELIMITERS, Delimited
from ethnictrack.importing.files.legible import legible
from ethnictrack.importing.files.outside import Outside, held, spooled
from ethnictrack.importing.files.showing import as_shown
from ethnictrack.importing.files.workbook import is_workbook, sheets_of
from ethnictrack.importing.record import Record
from ethnictrack.importing.rows import Row, Table
from ethnictrack.importing.sheets.across import Across
from ethnictrack.importing.sheets.body import Body
from ethnictrack.importing.sheets.columns import (
    Column,
    columns_of,
    constants_of,
    numbered_of,
    watched,
)
from ethnictrack.importing.sheets.heading import WITHIN, Heading, best_score, find_heading
from ethnictrack.importing.sheets.matching import check_request
from ethnictrack.importing.sheets.sheet import chosen
from ethnictrack.importing.sheets.spread import AMOUNT
from ethnictrack.importing.sheets.survey import survey
from ethnictrack.nouns.batch import AsideRow, RowProblem
from ethnictrack.values.errors import BookError
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import shown


class Intake:
    """A file that was understood. ``notes`` say what was recognised and converted.

    ``problems`` are those of the file as a whole: what is known on opening and, once ``records``
    has run out, totals that their rows do not make and columns whose numbers cannot be told.
    ``aside`` are the rows with content that are no records, ``left_out`` the headings of columns
    that fill no field. ``found`` has the heading of every field, for saved profiles; ``headings``
    are all of them, in the order of a record's cells.
    """

    def __init__(self, outside: Outside, table: Table, heading: Heading, request: Request) -> None:
        self.name = outside.name
        self.heading = heading
        self.headings = heading.texts
        self.notes: list[Message] = []
        self.problems: list[RowProblem] = []
        self.aside: Sequence[AsideRow] = ()
        self.merged: Mapping[int, str] = {}
        self.sheet: str | None = None  # its name, where it was asked for
        self._outside = outside
        self._table = table
        self._request = request = heading.request
        self.notes += heading.notes
        self.numbers = request.numbers or Numbers.VI
        self._constants = constants_of(request, self.numbers)
        self._numbered = numbered_of(request, self.numbers)

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes, with what is said for every row and the sheet, if any.

        Two communes may send the same sheet: with another place it is another import.
        """
        if not self._outside.digest:
            for _ in self._outside.chunks():
                pass
        said = {**self._request.constants}
        if not said and self.sheet is None:
            return self._outside.digest
        told = json.dumps([self._outside.digest, said, self.sheet], sort_keys=True)
        return sha256(told.encode()).hexdigest()

    @property
    def length(self) -> int:
        """About how many rows there are; 0 where it is not known."""
        return self._table.length if self.digest else 0  # what it takes to know the one

    @property
    def found(self) -> Mapping[str, str]:
        """The heading of every field that a column fills."""
        return {name: self.headings[at] for name, at in self.heading.matched.columns.items()}

    @property
    def left_out(self) -> list[str]:
        """The headings of columns that fill no field, but for the numbers of the rows."""
        matched = self.heading.matched
        left = sorted({*matched.idle, *matched.unknown} - {matched.ordinal})
        return [shown(self.headings[at]) for at in left if self.headings[at]]

    @property
    def whole_headings(self) -> list[str]:
        """The headings with the unit that stood above the table, in those of money without one."""
        heading, scale = self.heading, self.heading.scale
        if scale is None:
            return [*heading.texts]
        _, unit, *_ = SCALES[scale]  # the code, then the unit as offices write it
        fields = (each.name for each in self._request.fields.fields if each.money)
        bare = {heading.matched.columns.get(name) for name in fields} - {*heading.scales}
        return [f"{text} ({unit})" if at in bare else text for at, text in enumerate(heading.texts)]

    def located(self, record: Record, problem: RowProblem) -> RowProblem:
        """Return a problem with the heading and the cell of the field it is about."""
        index = self.heading.matched.columns.get(problem.field or "")
        if index is None and problem.field == AMOUNT:
            index = record.column
        if index is None or index >= len(record.row):
            return problem
        cell = as_shown(record.row[index])
        return replace(problem, column=self.headings[index], value=cell)

    def records(self) -> Iterator[Record]:
        """Yield the records, from the first. Raises: the refusals of files."""
        columns = columns_of(self.heading, self._request, self.numbers)
        body = self._body(columns)
        across = Across(self.heading, self.numbers) if self.heading.spread else None
        rows = self._below()
        for record in across.records(body, rows) if across else body.read(rows):
            for name, value in self._numbered.items():
                record.values[name] = value(record.number)
            yield record
        grave = [each for each in body.problems if not isinstance(each.error, SumError)]
        if not body.records and not grave:
            raise NoRowsError(self.name)
        if not grave and body.rows != body.records + len(body.aside) + body.blank:
            raise UncountedRowsError(body.rows, body.records, len(body.aside), body.blank)
        self.problems += [*body.problems, *(across.problems if across else ())]
        self.aside = body.aside
        for column in columns:
            if column.doubtful and (found := survey(column, self._body(columns), self._below())):
                self.problems.append(found)

    def _body(self, columns: Sequence[Column]) -> Body:
        return Body(
            self.heading,
            columns,
            watched(columns, self.heading),
            self._constants,
            frozenset(each.name for each in self._request.fields.fields if each.required),
            self.merged,
            self._request.skip_rows,
            skip_zero=self._request.skip_zero,
        )

    def _below(self) -> Iterator[Row]:
        """Yield the rows below the heading."""
        return (row for row in self._table.rows() if row[0] > self.heading.line)

    def __enter__(self) -> Self:
        """Hold the file open for the length of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        self._outside.close()


def open_file(path: Path, request: Request) -> Intake:
    """Open a file for import, for the length of a block. Raises: those of ``errors.files``."""
    check_request(request)
    return _opened(held(path), request)


def open_stream(stream: BinaryIO, request: Request) -> Intake:
    """Open standard input for import. Raises: the refusals of ``errors.files``."""
    check_request(request)
    return _opened(spooled(stream), request)


def _opened(outside: Outside, request: Request) -> Intake:
    """Recognise a file, or let go of it."""
    try:
        return _recognised(outside, request)
    except BookError:
        outside.close()
        raise


def _recognised(outside: Outside, request: Request) -> Intake:
    if not outside.size:
        raise EmptyFileError(outside.name)
    if is_workbook(outside):
        sheets = legible(sheets_of(outside), request.encoding)
        sheet = chosen(sheets, request, outside.name)
        intake = _intake(outside, sheet, request)
        intake.merged = sheet.facts.merged_lines(intake.headings)
        intake.notes += sheet.facts.notes()
        intake.sheet = sheet.name if request.sheet is not None else None
        return intake
    encoding = encoding_of(outside, request.encoding)
    intake = _intake(outside, _delimited(outside, encoding, request), request)
    intake.notes += encoding.notes
    return intake


def _intake(outside: Outside, table: Table, request: Request) -> Intake:
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
