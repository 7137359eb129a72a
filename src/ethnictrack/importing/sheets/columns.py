"""Columns made ready: each with its reader, and a memory of the cells it has read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, Noted, as_shown, as_written
from ethnictrack.importing.readers import NumberMarks, Read, ReadingSetting
from ethnictrack.importing.readers import unit as unit_reader
from ethnictrack.importing.sheets.non_data_rows import OddCell, sort_of
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import AmountRangeError, BookError, ZeroAmountError
from ethnictrack.values.money import Numbers, Scale
from ethnictrack.values.text import fold, shown

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportField
    from ethnictrack.importing.request import Request
    from ethnictrack.importing.sheets.heading import TableHeading

# UTF-8 read as Windows-1252 shows its lead bytes as these letters, each with a sign behind it.
_MISREAD = re.compile(
    "[ÃÂÄÅÆ][\u0080-\u00bf‘’“”†‡•…‰ŒœŠšŸŽžƒ€™–—˜¡°]|á[º»]|[\u00c2\u00e1\u00e2][\u0080-\u009f]"
)


# What a spreadsheet or a database shows in the place of a value.
_NO_VALUE = re.compile(
    r"#(?:N/A|GETTING_DATA|[^\W_][\w/]+[!?]|#+)|Err:[0-9]{3}|null|NULL|\(null\)|\?(?: ?\?)+"
)
_BEGINS = frozenset("#ENn(?")  # how these begin
# A text as some programs write it for spreadsheets: ="0001", '0001.
_TYPED = re.compile(r'="([^"]*)"|\'([0-9][0-9./-]*)')
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# A save in a small encoding leaves question marks in the place of letters.
_LOST = re.compile(r"[^\W\d_]\?+(?P<gap> ?)(?P<next>[^\W\d_])")
# A word that has none of its vowels left: tr? h?; one of capitals is an abbreviation. A single
# capital is lost where the text goes on, as in C? Ba; at its end, "lô C?", it is a question.
_MUTE = re.compile(
    r"(?<![^\W_])(?:[BCDĐGHKLMNPQRSTVX]?[bcdđghklmnpqrstvx]{1,2}\?"
    r"|[BCDĐGHKLMNPQRSTVX]\?+ ?(?=[^\W\d_]))"
)


class ErrorTextError(BookError):
    value: str
    code = "cell-error"
    text = N_("The cell holds “{value}”, which stands for an error and is no value.")
    remedy = N_("Mend it where it comes from, or clear the cell.")


class DamagedTextError(BookError):
    value: str
    meant: str
    code = "text-damaged"
    text = N_("“{value}” is text that was damaged when it was saved.")
    remedy = N_("Export the file again from where it came from, as UTF-8.")

    def advice(self) -> Message:
        """Show what was probably meant, where that can be told."""
        if not self.meant:
            return super().advice()
        return N_("It was probably “{meant}”. Export the file again as UTF-8.").of(meant=self.meant)


def no_value(text: str) -> bool:
    """Say whether a text is what a spreadsheet shows where there is no value."""
    text = text.strip()
    return text[:1] in _BEGINS and _NO_VALUE.fullmatch(text) is not None


def _written_for(text: str) -> str | None:
    """Return what a text was before it was written for a web page or a small encoding."""
    if "?" in text and _lost(text):
        return ""
    if "&" in text and _ENTITY.search(text) and (meant := html.unescape(text)) != text:
        return meant
    typed = _TYPED.fullmatch(text.strip()) if text.startswith(('="', "'")) else None
    return (typed[1] or typed[2] or "") if typed else None


def _lost(text: str) -> bool:
    """Say whether question marks stand in the place of letters."""
    if "://" in text:
        return False
    found = _LOST.finditer(text)
    return bool(_MUTE.search(text)) or any(
        not each["gap"] or each["next"].islower() for each in found
    )


def undamaged(text: str) -> str | None:
    """Return what a damaged text was, "" when it is lost, None when the text is whole."""
    if (meant := _written_for(text)) is not None or text.isascii():
        return meant
    if "\ufffd" in text:
        return ""
    if not _MISREAD.search(text):
        return None
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return None


ROW = "{row}"  # in a value of --set: the number of the row
REMEMBERED = 20_000  # cells a column; more would make memory grow with the file
_BREAKS = re.compile("[\t\n\v\f\r]")  # between lines of one cell: blanks
# An amount, a day, a code, the number of a paper: nothing that is damaged, and no label. Most
# cells that are met for the first time are one.
PLAIN_CELL = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]*[0-9]")
_EXAMPLES = frozenset(("vi du", "example"))


# What marks the example row of a form, in a column that fills no field.
EXAMPLE = OddCell()


class Memory(dict[Cell, object]):
    """The values of a column by cell; a cell that is new is read, and remembered."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> object:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cell] = self._value(cell)
        return value

    def _value(self, cell: Cell) -> object:
        """Read a cell; what stops the row from being an ordinary one comes back as ``OddCell``."""
        if isinstance(cell, Noted) and cell.kind:
            return OddCell(cell.error)
        sort = None
        if isinstance(cell, str) and not PLAIN_CELL.fullmatch(cell):
            if not cell.isprintable():  # a line break, or a blank of another kind
                cell = " ".join(cell.split()) if _BREAKS.search(cell) else cell
            if (odd := _without_value(cell)) is not None:
                return odd
            sort = sort_of(cell)
        try:
            value = self._read(cell)
        except BookError as refusal:
            return OddCell(refusal, sort)
        return OddCell(None, sort, value) if sort else value


def _without_value(cell: str) -> OddCell | None:
    """Return what a text is that says nothing, or nothing that can be trusted."""
    if not cell.strip():
        return OddCell()
    if no_value(cell):
        return OddCell(ErrorTextError(shown(cell)))
    if (meant := undamaged(cell)) is not None:
        return OddCell(DamagedTextError(shown(cell), shown(meant)))
    return None


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column that is read: where it stands, and what its cells mean.

    ``other`` reads them under the other convention of numbers, where nobody said which one holds.
    """

    field: ImportField
    index: int
    heading: str
    setting: ReadingSetting
    memory: Memory
    other: Memory | None = None

    @classmethod
    def of(
        cls, field: ImportField, index: int, heading: str, setting: ReadingSetting
    ) -> ReadColumn:
        """Make a column ready."""
        bare = cls(field, index, heading, setting, Memory(field.reader(setting)))
        if setting.marks is None:
            return bare
        return replace(bare, other=bare.read_as(setting.numbers.other, setting.scale))

    def in_unit(self, scale: Scale) -> ReadColumn:
        """Return the column with its money in a unit."""
        setting = replace(self.setting, scale=scale)
        return ReadColumn.of(self.field, self.index, self.heading, setting)

    def read_as(self, numbers: Numbers, scale: Scale | None) -> Memory:
        """Return a memory that reads the column under other circumstances."""
        other = replace(self.setting, numbers=numbers, scale=scale, marks=None)
        return Memory(self.field.reader(other))

    @property
    def doubtful(self) -> bool:
        """Say whether the numbers of the column keep no one convention that can be told."""
        return self.setting.marks is not None and self.setting.marks.doubtful

    def foreign(self, cell: Cell) -> bool:
        """Say, and remember, that an unreadable cell reads under the other convention only."""
        marks = self.setting.marks
        if marks is None or self.other is None or self.other[cell].__class__ is OddCell:
            return False
        marks.foreign = True
        return True

    def exemplary(self, row: Sequence[Cell]) -> bool:
        """Say whether a row has what the example of a form has here; how it is shown may differ."""
        example = self.field.example
        if example is None or isinstance(example, Message | Enum):
            return True
        return self.index < len(row) and _bare(row[self.index]) == _bare(example)


def columns_of(heading: TableHeading, request: Request, numbers: Numbers) -> list[ReadColumn]:
    """Return the columns of a table that fill fields, from left to right."""
    columns = []
    for name, index in sorted(heading.matched.columns.items(), key=lambda pair: pair[1]):
        field = request.fields.named(name)
        if field is not None:
            setting = setting_of(field, heading, index, request, numbers)
            columns.append(ReadColumn.of(field, index, heading.texts[index], setting))
    return columns


def setting_of(
    field: ImportField, heading: TableHeading, index: int, request: Request, numbers: Numbers
) -> ReadingSetting:
    """Return the circumstances of a column; what the user says of the unit wins."""
    scale = unit_of(heading, index, request) if field.money else None
    what = Message(shown(heading.texts[index]) if index < len(heading.texts) else field.name)
    marks = NumberMarks() if field.money and request.numbers is None else None
    return ReadingSetting(what=what, numbers=numbers, scale=scale, today=request.today, marks=marks)


def unit_of(heading: TableHeading, index: int, request: Request) -> Scale | None:
    """Return the unit of a column of money: as said, in its heading, or above the table."""
    return request.scale or heading.scales.get(index) or heading.scale


def constants_of(request: Request, numbers: Numbers) -> Mapping[str, object]:
    """Read the values of --set. Raises: the refusals of values.

    One that numbers the rows is read as in the first.
    """
    return {
        name: read(request.constants[name].replace(ROW, "1"))
        for name, read in _readers(request, numbers)
    }


def numbered_of(request: Request, numbers: Numbers) -> dict[str, Callable[[int], object]]:
    """Return the values of --set that hold the number of the row, such as KQ-{row}."""
    found: dict[str, Callable[[int], object]] = {}
    for name, read in _readers(request, numbers):
        if ROW in (given := request.constants[name]):
            read(given.replace(ROW, "9" * 9))  # refused now, and not after a million rows
            found[name] = partial(_numbered, read, given)
    return found


def _numbered(read: Read, given: str, number: int) -> object:
    return read(given.replace(ROW, str(number)))


def _readers(request: Request, numbers: Numbers) -> Iterator[tuple[str, Read]]:
    """Yield what reads each value of --set."""
    for name in request.constants:
        if field := request.fields.named(name):
            what = Message("--set {name}").of(name=name)
            scale = request.scale if field.money else None
            setting = ReadingSetting(what=what, numbers=numbers, scale=scale, today=request.today)
            yield name, field.reader(setting)


def unread_columns(
    columns: Sequence[ReadColumn], heading: TableHeading
) -> list[tuple[int, Memory]]:
    """Return the columns that fill no field: they may say "Tổng cộng", or have no heading."""
    taken = {column.index for column in columns}
    return [
        (index, Memory(_mark if text else _nameless))
        for index, text in enumerate(heading.texts)
        if index not in taken
    ]


def _bare(cell: Cell) -> str:
    """Return the letters and digits of a cell."""
    return "".join(filter(str.isalnum, as_written(cell)))


def _mark(cell: Cell) -> OddCell | None:
    """Read what is not wanted: it may mark an example."""
    word = isinstance(cell, str) and not cell[:1].isdigit()
    return EXAMPLE if word and fold(str(cell)) in _EXAMPLES else None


def _nameless(_: Cell) -> OddCell:
    """Read what has no heading: the row has to be looked at."""
    return OddCell()


class Units:
    """Columns by unit. None is the unit of the column: as said, in its heading, or above it.

    A row's unit stands in a column of its own, or is said for all rows (--set). It wins over that
    of the column, as a unit in the cell wins over both.
    """

    def __init__(self, columns: Sequence[ReadColumn], constants: Mapping[str, object]) -> None:
        said = constants.get("unit")
        self._said = said if isinstance(said, Scale) else None
        self._columns = columns
        self._column = next((each for each in columns if each.field.reader is unit_reader), None)
        self.met: set[Scale | None] = set()  # of records
        self._in: dict[Scale | None, Sequence[ReadColumn]] = {}

    def of(self, row: Sequence[Cell]) -> Scale | None:
        """Return the unit a row says."""
        column = self._column
        if column is not None and column.index < len(row) and row[column.index] != "":
            unit = column.memory[row[column.index]]
            if isinstance(unit, Scale):
                return unit
        return self._said

    def columns(self, unit: Scale | None) -> Sequence[ReadColumn]:
        """Return the columns, with money in a unit."""
        if unit not in self._in:
            self._in[unit] = (
                self._columns
                if unit is None
                else [each.in_unit(unit) if each.field.money else each for each in self._columns]
            )
        return self._in[unit]

    def of_total(self, row: Sequence[Cell]) -> Sequence[ReadColumn] | None:
        """Return the columns in the unit of a total; None when it has none to be checked in.

        A total that says no unit has that of its column, or that of the rows above it, if they all
        have one.
        """
        unit = self.of(row)
        bare = unit is None and self._column is not None
        if bare and any(each.field.money and each.setting.scale is None for each in self._columns):
            if len(self.met) != 1:
                return None
            (unit,) = self.met
        return self.columns(unit)


class Plans(dict[Scale | None, list[tuple[str, int, Memory]]]):
    """What ordinary rows are read by, by their unit: fields, columns and memories."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def __missing__(self, unit: Scale | None) -> list[tuple[str, int, Memory]]:
        columns = self._units.columns(unit)
        plan = self[unit] = [(each.field.name, each.index, each.memory) for each in columns]
        return plan


@dataclass(frozen=True, slots=True)
class Stated:
    """A total as the file states it."""

    line: int
    column: ReadColumn
    label: str
    value: str
    amount: int


def stated_in(
    columns: Sequence[ReadColumn], line: int, label: str, row: Sequence[Cell]
) -> tuple[list[Stated], list[RowProblem]]:
    """Read the money of a row that is a sum; a cell that cannot be read is a problem."""
    stated, problems = [], []
    for column in columns:
        cell = row[column.index] if column.index < len(row) else ""
        if not column.field.money or cell == "":
            continue
        amount, error = _dong(column.memory[cell])
        if amount is not None:
            stated.append(Stated(line, column, label, as_written(cell), amount))
        elif error:
            problems.append(RowProblem(line, 0, column.heading, as_shown(cell), error))
    return stated, problems


def _dong(value: object) -> tuple[int | None, BookError | None]:
    """Return the đồng of a sum, which may be nothing or more than an entry carries."""
    if isinstance(value, Amount):
        return value.dong.value, None
    error = value.error if isinstance(value, OddCell) else None
    if isinstance(error, ZeroAmountError):
        return 0, None
    if isinstance(error, AmountRangeError):
        return error.amount.value, None
    return None, error
