"""A file opened for import: of which kind it is, where its table begins; then its records.

A table that was understood is read as often as is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

from ethnictrack.errors.files import EmptyFileError
from ethnictrack.fields.words import SCALES
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.all_sheets import AllSheets, asks_all, taken
from ethnictrack.importing.cell import ReadRow, Row, RowSource, as_shown, as_written
from ethnictrack.importing.files.encoding import Encoding, encoding_of
from ethnictrack.importing.files.from_csv import DELIMITERS, Delimited
from ethnictrack.importing.files.input_file import InputFile, held, is_workbook, spooled
from ethnictrack.importing.files.workbook import chosen, legible, sheets_of
from ethnictrack.importing.import_fields import ImportField
from ethnictrack.importing.refusals import SumError, TakenBackRowError
from ethnictrack.importing.request import Request
from ethnictrack.importing.sheets.amount_columns import AMOUNT, AmountRows
from ethnictrack.importing.sheets.body import Body
from ethnictrack.importing.sheets.column_fields import check_request, plain_heading
from ethnictrack.importing.sheets.columns import (
    ReadColumn,
    columns_of,
    constants_of,
    numbered_of,
)
from ethnictrack.importing.sheets.heading import (
    TableHeading,
    best_score,
    find_heading,
    office_place,
)
from ethnictrack.importing.sheets.number_convention import check_convention
from ethnictrack.importing.sheets.place_levels import PlaceRows
from ethnictrack.importing.sheets.sheet import WITHIN, Merges, Sheet
from ethnictrack.nouns.batch import AsideRow, RowProblem
from ethnictrack.values.amounts import Amount, write_number
from ethnictrack.values.errors import BookError, NegativeAmountError
from ethnictrack.values.kinds import LOWERING
from ethnictrack.values.money import Dong, Numbers
from ethnictrack.values.text import shown


class SignsMixedError(BookError):
    line: int
    code = "signs-mixed"
    text = N_(
        "Amounts that take away are written below zero and above: here, and on line {line}. One of "
        "them may be taken back by the other."
    )
    remedy = N_("Write them all one way, without rows that were taken back.")


class NoRowsError(BookError):
    name: str
    code = "file-no-rows"
    text = N_("{name} has a heading, but no rows below it.")
    remedy = N_("Check that it is the right file and that it was saved.")


class UncountedRowsError(BookError):
    rows: int
    records: int
    aside: int
    blank: int
    code = "rows-uncounted"
    text = N_(
        "Of {rows} rows {records} are records, {aside} were set aside and {blank} are blank: rows "
        "would be lost."
    )
    remedy = N_("This is a fault of the program. Please report it with the file.")


class SheetRefusedError(BookError):
    """One of all sheets that cannot be read; ``why`` and ``what`` are those of its refusal."""

    sheet: str
    why: Message
    what: Message
    code = "sheet-refused"
    text = N_("Sheet “{sheet}”: {why}")
    remedy = N_("{what} A sheet that is hidden is left out.")


def open_file(path: Path, request: Request) -> Intake | AllSheets:
    """Open a file for import, for the length of a block. Raises: those of ``errors.files``."""
    check_request(request)
    return _opened(held(path), request)


def open_stream(stream: BinaryIO, request: Request) -> Intake | AllSheets:
    """Open standard input for import. Raises: the refusals of ``errors.files``."""
    check_request(request)
    return _opened(spooled(stream), request)


def _opened(file: InputFile, request: Request) -> Intake | AllSheets:
    """Recognise a file, or let go of it."""
    try:
        return _recognised(file, request)
    except BookError:
        file.close()
        raise


def _recognised(file: InputFile, request: Request) -> Intake | AllSheets:
    if not file.size:
        raise EmptyFileError(file.name)
    if is_workbook(file):
        sheets = legible(sheets_of(file), request.encoding)
        if asks_all(sheets, request):
            return _all_sheets(file, sheets, request)
        sheet = chosen(sheets, request, file.name)
        return of_sheet(file, sheet, request)
    encoding = encoding_of(file, request.encoding)
    intake = _intake(file, _delimited(file, encoding, request), request)
    intake.notes += encoding.notes
    return intake


def of_sheet(file: InputFile, sheet: Sheet, request: Request) -> Intake:
    """Read a sheet of a workbook."""
    intake = _intake(file, sheet, request)
    intake.merges = Merges.of(sheet.facts.merged, intake.heading)
    intake.notes += [*sheet.facts.notes(), *intake.merges.notes]
    intake.sheet = sheet.name if request.sheet is not None else None
    intake.tab = sheet.name
    return intake


def _all_sheets(file: InputFile, sheets: Sequence[Sheet], request: Request) -> AllSheets:
    """Read every sheet of a workbook. Raises: SheetRefusedError, EmptyFileError."""
    read, notes = taken(sheets)
    if not read:
        raise EmptyFileError(file.name)
    intakes = []
    for sheet in read:
        try:
            intakes.append(of_sheet(file, sheet, request))
        except BookError as error:
            raise SheetRefusedError(shown(sheet.name), error.sentence(), error.advice()) from error
    intakes[0].sheet = "*"  # of none by itself
    return AllSheets(intakes, notes)


def _intake(file: InputFile, table: RowSource, request: Request) -> Intake:
    rows = list(islice(table.rows(), WITHIN))
    return Intake(file, table, find_heading(rows, request, file.name))


def _delimited(file: InputFile, encoding: Encoding, request: Request) -> Delimited:
    """Open a text file, with the delimiter that makes most sense of its heading."""
    table = Delimited(file, encoding)
    table.delimiter = table.told or max(DELIMITERS, key=lambda each: _sense(table, each, request))
    return table


def _sense(table: Delimited, delimiter: str, request: Request) -> tuple[int, int]:
    """Return how well a delimiter does: known headings, then cells."""
    rows = table.sample(delimiter, WITHIN)
    return best_score(rows, request), sum(len(row) - 1 for _, row in rows)


_PLACE = "place"
_COMMUNES = ("Xã", "Phường", "Thị trấn", "Đặc khu")
_OF_COMMUNES = frozenset(("xa", "ten xa", "xa phuong", "xa phuong thi tran", "xa thi tran"))


class Intake:
    """A file that was understood. ``notes`` say what was recognised and converted.

    ``problems`` are those of the file as a whole: what is known on opening and, once ``records``
    has run out, totals that their rows do not make and columns whose numbers cannot be told.
    ``aside`` are the rows with content that are no records, ``left_out`` the headings of columns
    that fill no field, ``headings`` all of them, in the order of a record's cells.
    """

    def __init__(self, file: InputFile, table: RowSource, heading: TableHeading) -> None:
        self.name = file.name
        self.heading = heading
        self.headings = heading.texts
        self.notes: list[Message] = []
        self.problems: list[RowProblem] = []
        self.aside: Sequence[AsideRow] = ()
        self.merges = Merges()
        self.sheet: str | None = None  # its name, where it was asked for
        self.tab = ""  # the name of its sheet, if it has one
        self.before = 0  # records of the sheets before it
        self.is_place: Callable[[str], bool] = lambda _: False
        self._file = file
        self._signs: dict[bool, int] = {}  # a line of each sign of amounts that take away
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
        if not self._file.digest:
            for _ in self._file.chunks():
                pass
        said = {**self._request.constants}
        if not said and self.sheet is None:
            return self._file.digest
        told = json.dumps([self._file.digest, said, self.sheet], sort_keys=True)
        return sha256(told.encode()).hexdigest()

    def says(self, name: str) -> bool:
        """Say whether a column or a value for all rows says a field."""
        return name in self.heading.matched.columns or name in self._constants

    def head_place(self) -> str | None:
        """Return the place that stands above the table, where no row says one and it names one."""
        if self._request.fields.named("place") is None or self.says("place"):
            return None
        titles = (as_written(cell) for _, row in self.heading.titles for cell in row)
        found = [name for each in titles if (name := office_place(each)) and self.is_place(name)]
        return found[-1] if found else None  # the office that sends stands below the one it is of

    def say(self, name: str, value: object) -> None:
        """Say a field of every row."""
        self._constants = {**self._constants, name: value}
        constants = {**self._request.constants, name: str(value)}
        self._request = replace(self._request, constants=constants)

    def rejected(self, record: ReadRow) -> tuple[str, ...]:
        """Return the cells of a record, for a file of rejects."""
        return record.cells(self.numbers)

    @property
    def length(self) -> int:
        """About how many rows there are; 0 where it is not known."""
        return self._table.length if self.digest else 0  # what it takes to know the one

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

    def located(self, record: ReadRow, problem: RowProblem) -> RowProblem:
        """Return a problem with the heading and the cell of the field it is about."""
        if not problem.field:
            return problem
        columns = {**self.heading.matched.columns, **record.columns}
        fields = self._request.fields.fields
        within = (each.name for each in fields if each.within == problem.field)
        names = (problem.field, *within)
        index = next((columns[name] for name in names if name in columns), None)
        if index is None or index >= len(record.row):
            return problem
        cell = as_shown(record.row[index])
        return replace(problem, column=self.headings[index], value=cell)

    def records(self) -> Iterator[ReadRow]:
        """Yield the records, from the first. Raises: the refusals of files."""
        columns = columns_of(self.heading, self._request, self.numbers)
        body = self._body(columns)
        across = self._several()
        rows = self._below()
        settled = self._settled()
        lone: ReadRow | None = None
        for record in across.records(body, rows) if across else body.read(rows):
            lone = record if lone is None else lone
            for settle in settled:
                settle(record.values)
            self._take_away(record)
            for name, value in self._numbered.items():
                record.values[name] = value(self.before + record.number)
            yield record
        self._check_counted(body, lone)
        self.problems += [*body.problems, *(across.problems if across else ())]
        self.aside = body.aside
        doubtful = (each for each in columns if each.doubtful)
        found = (check_convention(each, self._body(columns), self._below()) for each in doubtful)
        self.problems += filter(None, found)

    def _put_within(self, field: ImportField, values: dict[str, object]) -> None:
        """Put what a place lies in behind its name, a text behind another; alone it is itself."""
        said, name = values.pop(field.name, None), field.within or ""
        if said is None or said == values.get(name):
            return
        if name in values:
            values[name] = f"{values[name]}{field.glue}{said}"
        else:
            values[name] = self._of_kind(said, field.kinds)

    def _of_kind(self, said: object, kinds: Sequence[str]) -> object:
        """Return a place's name with its kind, where just one of several makes a known place."""
        known = [each for kind in kinds if self.is_place(each := f"{kind} {said}")]
        return known[0] if len(known) == 1 else said

    def _communes(self) -> bool:
        """Say whether the heading of the places says that they are communes."""
        at = self.heading.matched.columns.get(_PLACE)
        return at is not None and plain_heading(self.headings[at]) in _OF_COMMUNES

    def _as_commune(self, values: dict[str, object]) -> None:
        """Take a bare name for that of a commune: a district may be called the same."""
        if said := values.get(_PLACE):
            values[_PLACE] = self._of_kind(said, _COMMUNES)

    def _several(self) -> AmountRows | PlaceRows | None:
        """Return what tells the records of a row apart, where it has several."""
        if levels := self.heading.place_levels:
            return PlaceRows(self.heading, levels, self.is_place)
        return AmountRows(self.heading, self.numbers) if self.heading.amount_columns else None

    def _settled(self) -> list[Callable[[dict[str, object]], None]]:
        """Return what settles the place of a row, and puts what belongs behind another there."""
        fields = self._request.fields.fields
        above = [
            partial(self._put_within, each)
            for each in fields
            if each.within and self.says(each.name)
        ]
        return [self._as_commune, *above] if self._communes() else [*above]

    def _check_counted(self, body: Body, lone: ReadRow | None) -> None:
        """Refuse a file without a row, and rows that went nowhere."""
        grave = [each for each in body.problems if not isinstance(each.error, SumError)]
        empty = not body.records or (body.records == 1 and lone and self._no_row(lone))
        if empty and not grave:
            raise NoRowsError(self.name)
        if not grave and body.rows != body.records + len(body.aside) + body.blank:
            raise UncountedRowsError(body.rows, body.records, len(body.aside), body.blank)

    def _no_row(self, record: ReadRow) -> bool:
        """Say whether all there is below a heading is one sentence, as in a list of nothing."""
        needed = {each.name for each in self._request.fields.fields if each.required}
        cells = [each for each in record.row if each != ""]
        sentence = len(cells) == 1 and isinstance(cells[0], str) and cells[0].endswith(".")
        return sentence and not (needed & record.values.keys()) - self._constants.keys()

    def _take_away(self, record: ReadRow) -> None:
        """Take an amount below zero as what its kind takes away, or refuse it.

        One above zero beside others below may be a reversal of one of them.
        """
        money = record.values.get(AMOUNT)
        if not self._request.fields.side or not isinstance(money, Amount):
            return
        below, lowers = money.dong.value < 0, record.values.get("kind") in LOWERING
        if not (below or lowers):
            return
        if below:
            record.values[AMOUNT] = replace(money, dong=-money.dong)
        if error := self._wrong_sign(record, money.dong, lowers=lowers):
            problem = RowProblem(record.line, record.number, None, None, error, field=AMOUNT)
            record.problems = [*record.problems, self.located(record, problem)]

    def _wrong_sign(self, record: ReadRow, dong: Dong, *, lowers: bool) -> BookError | None:
        """Return what is wrong with the sign of an amount; that of a reversal is told already."""
        below = dong.value < 0
        if any(isinstance(each.error, TakenBackRowError) for each in record.problems):
            return None
        if lowers:
            self._signs.setdefault(below, record.line)
            other = self._signs.get(not below)
            return SignsMixedError(other) if other else None
        told = write_number(-dong.value)
        return NegativeAmountError(f"-{told}", told) if below else None

    def _body(self, columns: Sequence[ReadColumn]) -> Body:
        return Body(self.heading, columns, self._constants, self.merges.refused)

    def _below(self) -> Iterator[Row]:
        """Yield the rows below the heading."""
        rows = (row for row in self._table.rows() if row[0] > self.heading.line)
        return self.merges.filled(rows) if self.merges.down else rows

    def __enter__(self) -> Self:
        """Hold the file open for the length of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
