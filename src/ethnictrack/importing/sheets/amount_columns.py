"""Tables with several columns of money side by side: one record a cell.

Which columns they are is said (--amount-columns) or stands in their headings. A column that the
others make up, such as “Tổng số”, is a check of every row and no amount of its own; a rate beside
plan and paid is held against both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import TYPE_CHECKING

from ethnictrack.errors.files import DuplicateHeadingError, UnmappedHeadingError
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, ReadRow, Row, as_shown, as_written
from ethnictrack.importing.readers import amount as amount_reader
from ethnictrack.importing.readers import or_nothing
from ethnictrack.importing.refusals import (
    AcrossError,
    ColumnContradictedError,
    OverlappingColumnsError,
    RateMismatchError,
    YearlessMonthError,
)
from ethnictrack.importing.sheets.column_fields import (
    is_rate,
    left_out_of,
    plain_heading,
    said_columns,
    shown_headings,
)
from ethnictrack.importing.sheets.columns import ReadColumn, setting_of
from ethnictrack.importing.sheets.money_words import Meaning, last_day, meaning_of
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import Dong, Numbers
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportField
    from ethnictrack.importing.request import AmountColumn, Request
    from ethnictrack.importing.sheets.body import Body
    from ethnictrack.importing.sheets.heading import TableHeading

AMOUNT = "amount"
# Of these words alone a heading is one of places, not of sources.
_PLACES = frozenset(("tinh", "huyen", "xa", "khac"))
_RATES = frozenset(("ty le", "ti le", "ty le giai ngan", "ti le giai ngan", "ty le gn", "rate"))


@dataclass(frozen=True, slots=True)
class AmountColumns:
    """What is known of the columns of money of a table.

    ``amounts`` have an amount each, and what it says besides; ``wholes`` are columns with those
    they are made of. ``left`` are of the other side, or carried over; ``notes`` tell of these.
    ``compared`` are plan, paid and rate, where a table has one of each. With no ``amounts`` the
    table is read as any other.
    """

    amounts: Mapping[int, Mapping[str, object]]
    wholes: Mapping[int, tuple[int, ...]]
    left: frozenset[int]
    several: bool
    notes: tuple[Message, ...] = ()
    compared: tuple[int, int, int] | None = None

    @property
    def said(self) -> set[str]:
        """The fields that the heading of every amount says."""
        facts = [{*each} for each in self.amounts.values()]
        return set.intersection(*facts) if facts else set()

    @property
    def columns(self) -> dict[str, int]:
        """The columns that are read, by the names of their fields."""
        return {field_name(index): index for index in (*self.amounts, *self.wholes)}

    def applied(self, request: Request) -> Request:
        """Return a request with a field for each of these columns in place of the amount."""
        skipped = replace(request, skip_zero=request.skip_zero or self.several)
        if not self.amounts:
            return skipped
        fields = (new for each in request.fields.fields for new in self._fields(each))
        return replace(skipped, fields=replace(request.fields, fields=tuple(fields)))

    def _fields(self, field: ImportField) -> Iterator[ImportField]:
        """Yield a field as these columns leave it; the amount becomes one a column."""
        if field.name != AMOUNT:
            yield replace(field, required=field.required and field.name not in self.said)
            return
        bare = replace(field, names=(), lesser=(), several=True, required=False)
        for name in self.columns:
            yield replace(bare, name=name, reader=or_nothing(field.reader))


_CARRIED = N_(
    "“{heading}” holds money carried over from an earlier year, which `ethnictrack allocate carry` "
    "records: it is left out."
)
NO_AMOUNT_COLUMNS = AmountColumns({}, {}, frozenset(), several=False)


def field_name(index: int) -> str:
    """Return the name of the field of a column of money."""
    return f"{AMOUNT} {index}"


def amount_columns_of(
    line: int,
    headings: Sequence[str],
    groups: Sequence[Sequence[str]],
    request: Request,
    year: int | None,
) -> AmountColumns | None:
    """Return the columns of money of a table; None where there is one, or none that is known.

    ``groups`` are the wide headings above each; ``year`` is the one the head of the sheet names.
    Raises: the refusals of headings.
    """
    side = request.fields.side
    if side is None:
        return None
    meanings = dict(_meanings(headings, groups, request))
    compared = _compared(headings, meanings)
    if request.amounts:
        asked = _asked(line, headings, request)
        left = {*meanings} - asked.keys()
        amounts = _dated(line, headings, asked, meanings, request, year)
        return AmountColumns(amounts, {}, frozenset(left), several=True, compared=compared)
    several = len(meanings) > 1
    mine, carried = _of_year(_of_side(meanings, side))
    if {AMOUNT} & {*request.mapping, *request.constants} or not _told_apart(mine, several=several):
        return replace(NO_AMOUNT_COLUMNS, several=True, compared=compared) if several else None
    wholes = _wholes(mine)
    leaves = {index: mine[index].facts for index in mine.keys() - wholes.keys()}
    amounts = _dated(line, headings, dict(sorted(leaves.items())), mine, request, year)
    _check_apart(line, headings, amounts, mine)
    left = {*filter(lambda at: _theirs(meanings[at], side), meanings)} | carried
    notes = tuple(_CARRIED.of(heading=shown(headings[at])) for at in sorted(carried))
    return AmountColumns(
        amounts, wholes, frozenset(left), several=several, notes=notes, compared=compared
    )


def _of_year(mine: Mapping[int, Meaning]) -> tuple[dict[int, Meaning], set[int]]:
    """Return the columns without those of an earlier year and the sums of these and others."""
    brought = {at for at, each in mine.items() if each.carried}
    wholes = {at for at in mine.keys() - brought if mine[at].whole}
    own = {_key(mine[at]) for at in mine.keys() - brought - wholes}
    sums = {at for at in wholes if _key(mine[at]) in own} if brought else set()
    return {at: mine[at] for at in sorted(mine.keys() - brought - sums)}, brought | sums


def _meanings(
    headings: Sequence[str], groups: Sequence[Sequence[str]], request: Request
) -> Iterator[tuple[int, Meaning]]:
    """Yield what the headings of money say, but for those that are said to be something else.

    What stands below a wide heading of the other side is of that side, understood or not.
    """
    taken = {*said_columns(headings, request).values()}
    others = _PLACES | left_out_of(request)
    others |= {
        plain_heading(name)
        for each in request.fields.fields
        if each.name != AMOUNT
        for name in (each.name, *each.names)
    }
    for index, heading in enumerate(headings):
        if index in taken or plain_heading(heading) in others or is_rate(heading):
            continue
        if (meaning := meaning_of(heading)) is not None:
            yield index, meaning
        elif (above := _side_above(groups[index])) not in {None, request.fields.side}:
            yield index, Meaning(above)


def _side_above(groups: Sequence[str]) -> Side | None:
    """Return the side that the outermost wide heading above a column names."""
    sides = (found.side for each in groups if (found := meaning_of(each)) is not None)
    return next(filter(None, sides), None)


def money_headings(headings: Sequence[str], groups: Sequence[Sequence[str]]) -> int:
    """Count the headings that tell something of money.

    A day or a year alone is what a row says; below a wide heading of a side any heading counts.
    """
    told = (
        ((found := meaning_of(each)) and found.telling) or (found is None and _side_above(above))
        for each, above in zip(headings, groups, strict=False)
        if not (plain_heading(each) in _PLACES or is_rate(each)) and any(map(str.isalpha, each))
    )
    return sum(map(bool, told))


def _theirs(meaning: Meaning, side: Side) -> bool:
    """Say whether a column is of the other side: its own word, or a day, which plans have not."""
    dated = meaning.month is not None or "date" in meaning.facts
    paid = meaning.side is None and dated and side is Side.ALLOCATION
    return paid or meaning.side not in {None, side}


def _of_side(meanings: Mapping[int, Meaning], side: Side) -> dict[int, Meaning]:
    """Return the columns of a side: those that say so; where none does, those that say nothing.

    Beside columns of the other side, a column that names none is of nobody: NSTW beside a plan may
    be a part of it.
    """
    mine = {at: each for at, each in meanings.items() if not _theirs(each, side)}
    sided = {at: each for at, each in mine.items() if each.side is side}
    if sided:
        return sided
    if len(mine) < len(meanings):
        return {at: each for at, each in mine.items() if each.month or "date" in each.facts}
    return mine


def _told_apart(mine: Mapping[int, Meaning], *, several: bool) -> bool:
    """Say whether columns are to be read as several, or as one that says more than an amount."""
    told = [each for each in mine.values() if each.facts or each.month]
    return bool(told) or (several and len(mine) == 1 and any(each.side for each in mine.values()))


def _key(meaning: Meaning) -> frozenset[tuple[str, object]]:
    """Return what sets a column apart from others."""
    dated = [("date", meaning.month)] if meaning.month is not None else []
    return frozenset((*meaning.facts.items(), *dated))


def _wholes(mine: Mapping[int, Meaning]) -> dict[int, tuple[int, ...]]:
    """Return the columns that others say more than, with the innermost of those."""
    keys = {index: _key(each) for index, each in mine.items()}
    inner = [at for at in keys if not any(keys[at] < other for other in keys.values())]
    return {
        at: tuple(each for each in inner if keys[at] < keys[each]) for at in keys if at not in inner
    }


def _check_apart(
    line: int,
    headings: Sequence[str],
    amounts: Mapping[int, Mapping[str, object]],
    meanings: Mapping[int, Meaning],
) -> None:
    """Refuse columns that may hold the same money.

    Raises: DuplicateHeadingError, OverlappingColumnsError.
    """
    for one, other in combinations(amounts, 2):
        first, second = amounts[one], amounts[other]
        if first == second:
            raise DuplicateHeadingError(shown(headings[other]), line, AMOUNT)
        apart = any(first[name] != second[name] for name in first.keys() & second.keys())
        if not apart or _within(first, meanings[one], second, meanings[other]):
            raise OverlappingColumnsError(line, shown(headings[one]), shown(headings[other]))


def _within(
    first: Mapping[str, object], one: Meaning, second: Mapping[str, object], other: Meaning
) -> bool:
    """Say whether what is paid up to a day holds what another column has."""
    if any(first[name] != second[name] for name in first.keys() & second.keys() - {"date", "year"}):
        return False
    days = first.get("date"), second.get("date")
    if None in days:
        return False
    return (one.upto and days[0] >= days[1]) or (other.upto and days[1] >= days[0])  # type: ignore[operator]


def _dated(  # noqa: PLR0913, PLR0917 - one step of ``amount_columns_of``, over its variables
    line: int,
    headings: Sequence[str],
    columns: Mapping[int, Mapping[str, object]],
    meanings: Mapping[int, Meaning],
    request: Request,
    year: int | None,
) -> dict[int, Mapping[str, object]]:
    """Give the columns of a month its last day. Raises: YearlessMonthError."""
    found: dict[int, Mapping[str, object]] = {}
    for index, facts in columns.items():
        month = meanings[index].month if index in meanings else None
        if month is None or "date" in facts:
            found[index] = facts
            continue
        said = request.constants.get("year", "")
        of = facts.get("year") or (int(said) if said.isdecimal() else year)
        if not isinstance(of, int):
            raise YearlessMonthError(line, shown(headings[index]), _year_named(headings))
        found[index] = {**facts, "date": last_day(of, month)}
    return found


def _year_named(headings: Sequence[str]) -> str:
    """Return the one year that headings name, for the hint: whether it is meant is not guessed."""
    years = {year for text in headings for year in re.findall(r"\b(?:19|20)[0-9]{2}\b", text)}
    return years.pop() if len(years) == 1 else "YYYY"


def _asked(line: int, headings: Sequence[str], request: Request) -> dict[int, Mapping[str, object]]:
    """Return the columns the user names. Raises: UnmappedHeadingError, DuplicateHeadingError."""
    found: dict[int, Mapping[str, object]] = {}
    for each in request.amounts:
        index = _column(line, headings, each)
        meaning = meaning_of(headings[index])
        found[index] = each.facts or (meaning.facts if meaning else {})
    return found


def _column(line: int, headings: Sequence[str], said: AmountColumn) -> int:
    """Return the column that is meant: by all of its heading, or by its end."""
    wanted = plain_heading(said.heading)
    plain = [plain_heading(each) for each in headings]
    ways = (
        [each.strip() == said.heading.strip() for each in headings],
        [each == wanted for each in plain],
        [f" {each}".endswith(f" {wanted}") for each in plain],
    )
    fits: Sequence[bool] = next(filter(any, ways), [])
    found = [at for at, each in enumerate(fits) if each]
    if not any(fits):
        raise UnmappedHeadingError(shown(said.heading), shown_headings(headings))
    if len(found) > 1:
        raise DuplicateHeadingError(shown(said.heading), line, AMOUNT)
    return found[0]


def _compared(
    headings: Sequence[str], meanings: Mapping[int, Meaning]
) -> tuple[int, int, int] | None:
    """Return plan, paid and rate where a table has one of each that holds for the whole row."""
    rates = [at for at, each in enumerate(headings) if plain_heading(each) in _RATES]
    tops = [list(_top(meanings, side)) for side in (Side.ALLOCATION, Side.DISBURSEMENT)]
    if len(rates) != 1 or [len(each) for each in tops] != [1, 1]:
        return None
    return tops[0][0], tops[1][0], rates[0]


def _top(meanings: Mapping[int, Meaning], side: Side) -> Iterator[int]:
    """Yield the columns of a side that all others of it say more than."""
    keys = {at: _key(each) for at, each in meanings.items() if each.side is side}
    for at, each in keys.items():
        if all(each <= other for other in keys.values()):
            yield at


_POINT = Decimal(1)  # of a rate in %: what printed roundings come to
_PERCENT = Decimal(100)


class AmountRows:
    """Goes through the records of one table that has several columns of money.

    ``problems`` are sums and rates that are wrong; the rows may be right all the same.
    """

    def __init__(self, heading: TableHeading, numbers: Numbers) -> None:
        self.problems: list[RowProblem] = []
        self._heading, self._numbers = heading, numbers
        self._known = known = heading.amount_columns or NO_AMOUNT_COLUMNS
        self._number = 0
        self._compared = self._columns(known.compared[:2]) if known.compared else None

    def records(self, body: Body, rows: Iterator[Row]) -> Iterator[ReadRow]:
        """Yield the records of a body, one for every amount; what has none is set aside there."""
        for record in body.read(rows):
            self._check_rate(record)
            if not self._known.amounts:
                yield record
            elif record.problems:
                yield self._numbered(record, record.values, record.problems)
            else:
                found = list(self._apart(record))
                if not found:
                    body.without_amount(record)
                yield from found

    def _apart(self, record: ReadRow) -> Iterator[ReadRow]:
        """Yield a record for every amount of a row."""
        money = {name: record.values.get(name) for name in self._known.columns}
        said = {name: each for name, each in record.values.items() if name not in money}
        self._check_sums(record, money)
        for index, facts in self._known.amounts.items():
            value = money[field_name(index)]
            if isinstance(value, Amount):
                against = list(self._against(record, said, index))
                values = {**said, **facts, AMOUNT: value}
                yield self._numbered(record, values, against, index)

    def _numbered(
        self,
        record: ReadRow,
        values: dict[str, object],
        problems: Sequence[RowProblem],
        column: int | None = None,
    ) -> ReadRow:
        """Return a record under its number in the file."""
        self._number += 1
        told = [replace(each, record=self._number) for each in problems]
        made = ReadRow(record.line, self._number, values, record.row, told)
        made.columns = {AMOUNT: column} if column is not None else {}
        return made

    def _against(
        self, record: ReadRow, said: Mapping[str, object], index: int
    ) -> Iterator[RowProblem]:
        """Yield what a row says otherwise than the heading of an amount."""
        for name, meant in self._known.amounts[index].items():
            if name in said and said[name] != meant:
                heading = shown(self._heading.texts[index])
                error = ColumnContradictedError(heading, str(said[name]), str(meant))
                yield RowProblem(record.line, 0, heading, as_shown(record.row[index]), error)

    def _check_sums(self, record: ReadRow, money: Mapping[str, object]) -> None:
        """Hold a column of sums against the columns it is the sum of."""
        for index, parts in self._known.wholes.items():
            whole = money[field_name(index)]
            if not isinstance(whole, Amount):
                continue
            found = [money[field_name(each)] for each in parts]
            total = sum(each.dong.value for each in found if isinstance(each, Amount))
            if total != whole.dong.value:
                heading, *others = (self._heading.texts[each] for each in (index, *parts))
                told = tuple(f"“{shown(each)}”" for each in others)
                error = AcrossError(shown(heading), whole.dong, told, Dong(total))
                value = as_shown(record.row[index])
                self.problems.append(RowProblem(record.line, 0, heading, value, error))

    def _columns(self, indices: Sequence[int]) -> tuple[ReadColumn, ...]:
        """Return columns as amounts."""
        heading, request = self._heading, self._heading.request
        field = next(each for each in request.fields.fields if each.money)
        field = replace(field, reader=amount_reader)
        settings = (setting_of(field, heading, at, request, self._numbers) for at in indices)
        return tuple(
            ReadColumn.of(field, at, heading.texts[at], replace(setting, marks=None))
            for at, setting in zip(indices, settings, strict=True)
        )

    def _check_rate(self, record: ReadRow) -> None:
        """Hold a rate against plan and paid, as far as all three can be read."""
        if self._compared is None or self._known.compared is None:
            return
        at, row = self._known.compared[2], record.row
        plan, paid = (_dong(each, row) for each in self._compared)
        stated = _rate(row[at]) if at < len(row) else None
        if not plan or paid is None or stated is None:
            return
        rate = _PERCENT * paid / plan
        room = max(_POINT, _PERCENT * self._unit / plan)  # what half a unit of each makes
        if min(abs(stated - rate), abs(stated * _PERCENT - rate)) > room:
            heading, value = self._heading.texts[at], as_shown(row[at])
            told = f"{rate:.2f}".replace(".", ",")
            error = RateMismatchError(shown(heading), value, told, Dong(plan), Dong(paid))
            self.problems.append(RowProblem(record.line, 0, heading, value, error))

    @property
    def _unit(self) -> int:
        """The larger unit of plan and paid, in đồng."""
        scales = [each.setting.scale for each in self._compared or ()]
        return max(scale.size if scale else 1 for scale in scales)


def _dong(column: ReadColumn, row: Sequence[Cell]) -> int | None:
    """Return the đồng of a cell; None where it cannot be read."""
    if column.index >= len(row) or row[column.index] == "":
        return None
    value = column.memory[row[column.index]]
    return value.dong.value if isinstance(value, Amount) else None


def _rate(cell: Cell) -> Decimal | None:
    """Return a rate in %, as it is shown; None for anything else."""
    text = as_written(cell).strip().removesuffix("%").strip()
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
