"""Lists of places with a pair of columns a level: name and code of province, district, commune.

A row tells of the innermost place it names, and again of all that this one lies in; each of those
is one record, where it is met first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.importing.cell import ReadRow, Row, as_shown
from ethnictrack.importing.refusals import MissingCellError
from ethnictrack.importing.sheets.column_fields import plain_heading
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.nouns.place import Level
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportField, ImportFields
    from ethnictrack.importing.request import Request
    from ethnictrack.importing.sheets.body import Body
    from ethnictrack.importing.sheets.heading import TableHeading

# What columns of a level are called, folded; before it "tên" or, of its codes, "mã" or "mã số".
_CALLED = {
    Level.PROVINCE: (
        *("tinh", "tinh thanh pho", "tinh thanh", "tinh tp", "thanh pho", "tp", "cap tinh"),
        *("tinh thanh pho truc thuoc trung uong", "tinh thanh pho truc thuoc tw"),
    ),
    Level.DISTRICT: (
        *("huyen", "quan huyen", "huyen quan", "qh", "cap huyen", "huyen thanh pho"),
        *("huyen thi xa", "quan huyen thi xa", "huyen thi xa thanh pho", "huyen thanh pho thi xa"),
        *("quan huyen thi xa thanh pho", "quan huyen thi xa thanh pho thuoc tinh"),
    ),
    Level.COMMUNE: (
        *("xa", "phuong xa", "xa phuong", "px", "xp", "cap xa", "xa thi tran"),
        *("xa phuong thi tran", "phuong xa thi tran", "xa phuong dac khu", "phuong xa dac khu"),
    ),
    Level.VILLAGE: (
        *("thon", "xom", "ban", "thon ban", "thon xom", "xom ban", "thon xom ban"),
        *("thon to dan pho", "thon ban to dan pho", "thon xom to dan pho", "to dan pho"),
    ),
}
_NAMES = {
    f"{word}{each}": level
    for level, all_ in _CALLED.items()
    for each in all_
    for word in ("", "ten ")
}
_CODES = {
    f"{word} {each}": level
    for level, all_ in _CALLED.items()
    for each in all_
    for word in ("ma", "ma so")
}
_CODE, _NAME, _LEVEL, _PARENT = "code", "name", "level", "parent"
_OWN = (_CODE, _NAME, _LEVEL)  # what a place says of itself
_SEVERAL = 2  # levels


class OtherwiseAboveError(BookError):
    given: str
    earlier: str
    line: int
    name: str
    code = "place-told-otherwise"
    text = N_("{given} is “{name}” here, and “{earlier}”, or of another place, on line {line}.")
    remedy = N_("One code is one place: mend the code, the name or what it lies in.")


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """The levels of a list, the outermost first, each with the columns of its code and name.

    The innermost of a list with columns of places besides, Mã and Tên, has no pair of its own:
    it is ``plain``. ``within`` is a column that says what the outermost lies in. ``left`` are
    columns that the levels make needless.
    """

    pairs: Mapping[Level, tuple[int, int]]
    plain: bool = False
    within: int | None = None
    left: frozenset[int] = frozenset()

    @property
    def columns(self) -> dict[str, int]:
        """The columns that are read, by the names of their fields."""
        said = {_PARENT: self.within} if self.within is not None else {}
        for level, (code, name) in self.pairs.items():
            said |= {f"{level} code": code, f"{level} name": name}
        return said

    def applied(self, request: Request) -> Request:
        """Return a request with fields for the code and the name of each level."""
        fields = [*self._fields(request.fields)]
        return replace(request, fields=replace(request.fields, fields=tuple(fields)))

    def _fields(self, fields: ImportFields) -> Iterator[ImportField]:
        own = {each.name: each for each in fields.fields}
        for at, level in enumerate(self.pairs):
            for name in (_CODE, _NAME):
                yield replace(
                    own[name], name=f"{level} {name}", names=(), lesser=(), required=not at
                )
        for each in fields.fields:
            if each.name == _PARENT:
                yield replace(each, names=(), lesser=())
            elif self.plain or each.name not in _OWN:
                yield each


def level_headings(headings: Sequence[str], fields: ImportFields) -> int:
    """Count the headings of levels, as far as an import has them."""
    if not _fits(fields):
        return 0
    return sum(each in _NAMES or each in _CODES for each in map(plain_heading, headings))


def _fits(fields: ImportFields) -> bool:
    return fields.named(_PARENT) is not None and fields.named(_LEVEL) is not None


def place_levels_of(headings: Sequence[str], request: Request) -> PlaceLevels | None:
    """Return the levels of a list of places; None of any other table."""
    said = request.mapping.keys() & {*_OWN, _PARENT} | request.constants.keys() & {*_OWN}
    if not _fits(request.fields) or said:
        return None
    plain = [plain_heading(each) for each in headings]
    codes, names = _at(plain, _CODES), _at(plain, _NAMES)
    both = sorted(codes.keys() & names.keys(), key=[*Level].index)
    pairs = {each: (codes[each], names[each]) for each in both}
    own = _has_own(plain, request.fields)
    if len(pairs) + own < _SEVERAL:
        return None
    # A level with a name or a code alone; around all others it is what they lie in.
    alone = {each: at for each, at in (names | codes).items() if each not in pairs}
    within = _around(next(iter(pairs)), alone)
    needless = set() if own else _columns_of(plain, request.fields, _LEVEL)
    return PlaceLevels(pairs, own, within, frozenset({*alone.values(), *needless} - {within}))


def _around(level: Level, alone: Mapping[Level, int]) -> int | None:
    """Return the column of the level that stands nearest around another."""
    levels = [*Level]
    outer = [alone[each] for each in levels[: levels.index(level)] if each in alone]
    return outer[-1] if outer else None


def _columns_of(plain: Sequence[str], fields: ImportFields, name: str) -> set[int]:
    return {at for at, each in enumerate(plain) if each in _headings(fields, name)}


def _at(plain: Sequence[str], called: Mapping[str, Level]) -> dict[Level, int]:
    """Return the only column of each level."""
    found = [(called[each], at) for at, each in enumerate(plain) if each in called]
    levels = [level for level, _ in found]
    return {level: at for level, at in found if levels.count(level) == 1}


def _has_own(plain: Sequence[str], fields: ImportFields) -> bool:
    """Say whether there are columns of places that name no level."""
    own = [_headings(fields, name) - _CODES.keys() - _NAMES.keys() for name in (_CODE, _NAME)]
    return all(any(each in said for each in plain) for said in own)


def _headings(fields: ImportFields, name: str) -> set[str]:
    field = fields.named(name)
    return {plain_heading(each) for each in (field.name, *field.names)} if field else set()


class PlaceRows:
    """Goes through the rows of such a list once, and tells each place apart.

    ``is_place`` says whether the book has a place: what others lie in need not be new.
    """

    def __init__(
        self, heading: TableHeading, levels: PlaceLevels, is_place: Callable[[str], bool]
    ) -> None:
        self._heading, self._levels, self._is_place = heading, levels, is_place
        self._met: dict[str, tuple[str, object, int]] = {}  # name, parent and line, by code
        self._number = 0
        self.problems: list[RowProblem] = []  # of sums: places have none
        self._fixed = heading.request.constants.keys() - {_PARENT}  # said for every row

    def records(self, body: Body, rows: Iterator[Row]) -> Iterator[ReadRow]:
        """Yield the records of a body, the outer places before those in them."""
        for record in body.read(rows):
            if record.problems:
                yield self._made(record, record.values, record.problems)
            else:
                yield from self._apart(record)

    def _apart(self, record: ReadRow) -> Iterator[ReadRow]:
        """Yield the places of a row: the innermost, and those around it that are new."""
        places, problems = self._places(record)
        *around, inner = places
        for each in around:
            if self._is_new(record, each, problems):
                said = {name: record.values[name] for name in self._fixed if name in record.values}
                yield self._made(record, said | each)
        rest = {name: value for name, value in record.values.items() if " " not in name}
        yield self._made(record, rest | inner, problems)

    def _places(self, record: ReadRow) -> tuple[list[dict[str, object]], list[RowProblem]]:
        """Return what a row says of each place, from the outermost, and what is missing."""
        values, parent = record.values, record.values.get(_PARENT)
        problems: list[RowProblem] = []
        places: list[dict[str, object]] = []
        for level in self._said(values):
            code, name = self._pair(values, level)
            problems += self._missing(record, level, (code, name))
            places.append({_CODE: code, _NAME: name, _LEVEL: level, _PARENT: parent})
            parent = code
        if self._levels.plain:
            below = [*Level][[*Level].index(level) + 1 :]
            own = {name: values[name] for name in _OWN if name in values}
            places.append({**({_LEVEL: below[0]} if below else {}), **own, _PARENT: parent})
        return places, problems

    def _said(self, values: Mapping[str, object]) -> list[Level]:
        """Return the levels of a row, down to the innermost it names."""
        levels = [*self._levels.pairs]
        while levels and not (self._levels.plain or any(self._pair(values, levels[-1]))):
            levels.pop()
        return levels

    def _missing(
        self, record: ReadRow, level: Level, said: tuple[object, object]
    ) -> Iterator[RowProblem]:
        """Yield what a row does not say of a level."""
        for at, each in zip(self._levels.pairs[level], said, strict=True):
            if each is None:
                heading = self._heading.texts[at]
                yield RowProblem(record.line, 0, heading, "", MissingCellError(shown(heading)))

    @staticmethod
    def _pair(values: Mapping[str, object], level: Level) -> tuple[object, object]:
        return values.get(f"{level} {_CODE}"), values.get(f"{level} {_NAME}")

    def _is_new(
        self, record: ReadRow, place: Mapping[str, object], problems: list[RowProblem]
    ) -> bool:
        """Say whether a place around others is met first; one told otherwise is a problem."""
        code, name = str(place[_CODE]), str(place[_NAME])
        if None in (place[_CODE], place[_NAME]):
            return False
        if code in self._met:
            *earlier, line = self._met[code]
            if earlier != [name, place[_PARENT]]:
                at = self._levels.pairs[Level(str(place[_LEVEL]))][0]
                error = OtherwiseAboveError(shown(code), shown(str(earlier[0])), line, shown(name))
                told = self._heading.texts[at], as_shown(record.row[at])
                problems.append(RowProblem(record.line, 0, *told, error))
            return False
        self._met[code] = name, place[_PARENT], record.line
        return not self._is_place(f"{code} ({name})")

    def _made(
        self,
        record: ReadRow,
        values: Mapping[str, object],
        problems: Sequence[RowProblem] = (),
    ) -> ReadRow:
        """Return a record under its number in the file."""
        self._number += 1
        told = [replace(each, record=self._number) for each in problems]
        said = {name: value for name, value in values.items() if value is not None}
        made = ReadRow(record.line, self._number, said, record.row, told)
        level = values.get(_LEVEL)
        if isinstance(level, Level) and level in self._levels.pairs:
            made.columns = dict(zip((_CODE, _NAME), self._levels.pairs[level], strict=True))
        return made
