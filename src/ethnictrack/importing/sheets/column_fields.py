"""Which column is which field: headings compared folded, mappings obeyed, near misses named.

A column of capitals or sources that is called something else, such as Nội dung, shows in its cells
what it is: where all of them are members of the closed list, it is read as that field.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ethnictrack.errors.files import DuplicateHeadingError, UnknownFieldError, UnmappedHeadingError
from ethnictrack.fields.types import plain_word
from ethnictrack.fields.words import CAPITALS, SOURCES
from ethnictrack.i18n import N_, Message, tr
from ethnictrack.importing.cell import Row, as_written
from ethnictrack.importing.refusals import UnknownUnitError
from ethnictrack.importing.sheets.money_words import unit_behind
from ethnictrack.importing.sheets.non_data_rows import Sort, announced, numbers_columns, sort_of
from ethnictrack.values.errors import HELP, BookError
from ethnictrack.values.text import fold, shown

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportField, ImportFields
    from ethnictrack.importing.request import Request

LEFT_OUT = "-"  # the field of --map for columns that are not read
_EVERY = "*"
_NEAR = 0.8  # how much of a heading has to be right for a suggestion
# Columns that count or derive, and say nothing of their own.
_ORDINALS = frozenset(("stt", "tt", "so tt", "so thu tu", "no"))
_IDLE = _ORDINALS | frozenset(
    (
        "ty le",
        "ti le",
        "ty le giai ngan",
        "ky nhan",
        "rate",
        "ly do bi loai",
        "loai chung tu",
    )
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PERCENT = re.compile(r"(?:^|[^0-9\s])\s*%")  # of a rate; 90% is a part
_RATE = re.compile(r"(?:.* )?(?:dat )?(?:ty|ti) le(?: .*)?")
# A number or a day below a wide heading of papers: “Chứng từ, hoá đơn | Số | Ngày”.
_PAPER = re.compile(
    r"(?:(?:chung tu|hoa don)(?: (?:ghi so|ke toan|thanh toan|goc|chi))? )+"
    r"(?P<part>so|so hieu|ngay|ngay thang|ngay thang nam|loai)"
)
_PARTS = {"so": "so chung tu", "ngay": "ngay chung tu", "loai": "loai chung tu"}


class UnknownHeadingError(BookError):
    line: int
    headings: tuple[str, ...]
    near: tuple[str, ...]
    code = "heading-unknown"
    text = N_("Line {line}: these columns are not known: {headings}.")
    remedy = N_(
        "Say what a column is with --map FIELD=HEADING; --map -=HEADING leaves it out, and "
        "--map '-=*' leaves out every column that is not known."
    )
    again = ({"--map": "-=*"},)

    def advice(self) -> Message:
        """Suggest what was probably meant, where a heading is misspelt."""
        if not self.near:
            return super().advice()
        return N_(
            "Did you mean: {near}? Mend the heading, or say what it is with --map FIELD=HEADING; "
            "--map -=HEADING leaves a column out."
        ).of(near=self.near)


class MissingHeadingError(BookError):
    line: int
    names: tuple[str, ...]
    found: tuple[str, ...]
    code = "heading-missing"
    text = N_("Line {line}: the heading lacks {names}.")
    remedy = N_(
        "It has: {found}. Say which column it is with --map FIELD=HEADING, or one value for "
        "every row with --set FIELD=VALUE."
    )
    again = (HELP,)


@lru_cache(maxsize=4096)  # every line near the top is compared with every heading there is
def plain_heading(heading: str) -> str:
    """Return a heading for comparison: folded, without brackets, what stands in them, and its unit.

    One of percentages is a rate, whatever of.
    """
    bare = _BRACKETS.sub(" ", fold(unit_behind(heading)[0]))
    plain = " ".join(re.findall(r"[^\W_]+", bare))
    if "%" in heading and _PERCENT.search(heading):
        return plain if _RATE.fullmatch(plain) else f"ty le {plain}".rstrip()
    paper = _PAPER.fullmatch(plain)
    return _PARTS[paper["part"].partition(" ")[0]] if paper else plain


@dataclass(frozen=True, slots=True)
class KnownHeadings:
    """The headings a request knows: folded, to the fields they may be, the better ones first."""

    names: Mapping[str, tuple[ImportField, ...]]
    lesser: Mapping[str, tuple[ImportField, ...]]

    @classmethod
    def of(cls, fields: ImportFields) -> KnownHeadings:
        """Collect the headings of all fields."""
        names: dict[str, tuple[ImportField, ...]] = {}
        lesser: dict[str, tuple[ImportField, ...]] = {}
        for each in fields.fields:
            for heading in dict.fromkeys(map(plain_heading, (each.name, *each.names))):
                names[heading] = (*names.get(heading, ()), each)
            labels = (each.label.text, tr(each.label.text)) if each.label else ()
            said = map(plain_heading, (*each.lesser, *labels))
            for heading in dict.fromkeys(said):
                lesser[heading] = (*lesser.get(heading, ()), each)
        return cls(names, lesser)


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column fills which field, and which columns fill none.

    ``ordinal`` is the idle one that numbers the rows, unless it is left out by name. ``joined``
    are further columns of a field that joins several.
    """

    columns: Mapping[str, int]
    idle: tuple[int, ...]
    unknown: tuple[int, ...]
    ordinal: int | None
    joined: Mapping[int, ImportField] = field(default_factory=dict)


def is_rate(heading: str) -> bool:
    """Say whether a heading is that of a rate, and no money."""
    return bool(_RATE.fullmatch(plain_heading(heading)))


def check_request(request: Request) -> None:
    """Refuse --map and --set for fields there are not. Raises: UnknownFieldError."""
    known = request.fields.names
    for given in (*request.mapping, *request.constants):
        if given not in known and (given != LEFT_OUT or given in request.constants):
            raise UnknownFieldError(shown(given), known)


def score(headings: Sequence[str], request: Request, known: KnownHeadings) -> int:
    """Count the headings that mean something; mapped ones count most."""
    mapped = {plain_heading(each) for each in _mapped(request)}
    found = {plain_heading(each) for each in headings} - {""}
    kept = _kept(request)
    named = found & (known.names.keys() | known.lesser.keys() | kept | _IDLE)
    return len(named - mapped) + 3 * len(found & mapped)


def _kept(request: Request) -> set[str]:
    """Return the headings of what the book fills itself, as lists print them."""
    return {plain_heading(word) for each in request.fields.kept for word in (each, tr(each))}


def _mapped(request: Request) -> list[str]:
    """Return the headings of --map."""
    fields = (each for name, each in request.mapping.items() if name != LEFT_OUT)
    return [*fields, *(each for each in _left_out(request) if each != _EVERY)]


def left_out_of(request: Request) -> set[str]:
    """Return the headings that --map leaves out, for comparison."""
    return {plain_heading(each) for each in _left_out(request)}


def _left_out(request: Request) -> list[str]:
    return request.mapping.get(LEFT_OUT, "").split("\n") if LEFT_OUT in request.mapping else []


def said_columns(headings: Sequence[str], request: Request) -> dict[str, int]:
    """Return the columns that --map names. Raises: UnmappedHeadingError, DuplicateHeadingError."""
    columns = {}
    plain = [plain_heading(each) for each in headings] if request.mapping else []
    for name, heading in request.mapping.items():
        if name == LEFT_OUT:
            continue
        found = _called(heading, headings, plain)
        if not found:
            raise UnmappedHeadingError(shown(heading), shown_headings(headings))
        if len(found) > 1:
            raise DuplicateHeadingError(shown(heading), 0, name)
        columns[name] = found[0]
    return columns


def _called(heading: str, headings: Sequence[str], plain: Sequence[str]) -> list[int]:
    """Return the columns of a heading as it stands; where there is none, those like it."""
    exact = [index for index, each in enumerate(headings) if each.strip() == heading.strip()]
    wanted = plain_heading(heading)
    return exact or [index for index, each in enumerate(plain) if each and each == wanted]


def shown_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings as messages list them."""
    return tuple(f"“{shown(each)}”" for each in headings if each.strip())


class Matching:
    """The columns of a table on their way to their fields.

    ``several`` have theirs already, ``left`` have none.
    """

    def __init__(
        self,
        line: int,
        headings: Sequence[str],
        request: Request,
        *,
        several: Mapping[str, int],
        left: frozenset[int],
    ) -> None:
        """Begin with what was said. Raises: UnmappedHeadingError, DuplicateHeadingError."""
        self._line, self._headings, self._request = line, headings, request
        self._known = KnownHeadings.of(request.fields)
        self._plain = [plain_heading(each) for each in headings]
        self._columns = {**several, **said_columns(headings, request)}
        self._left_out = left_out_of(request)
        out = {index for index, each in enumerate(self._plain) if each in self._left_out}
        self._idle = left | (out - set(self._columns.values()))

    def matched(self) -> Matched:
        """Give every column its field. Raises: the refusals of headings."""
        for names in (self._known.names, self._known.lesser):
            self._recognise(names)
        joined = self._joined()
        taken = {*self._columns.values(), *joined}
        idle = (self._idle | self._spare()) - taken
        named = {index for index, each in enumerate(self._headings) if each.strip()}
        unknown = sorted(named - taken - idle)
        self._check([self._headings[index] for index in unknown])
        ordinals = _ORDINALS - self._left_out
        numbering = (index for index in sorted(idle) if self._plain[index] in ordinals)
        columns, ordinal = self._columns, next(numbering, None)
        return Matched(columns, tuple(sorted(idle)), tuple(unknown), ordinal, joined)

    def _recognise(self, names: Mapping[str, tuple[ImportField, ...]]) -> None:
        """Add the columns whose headings are known. Raises: DuplicateHeadingError.

        A heading that several fields know goes to one that no other heading is surely of.
        """
        meant = self._meant(names)
        found: dict[str, int] = {}
        for several in (False, True):
            sure = frozenset(found)
            for index in (at for at, free in meant.items() if (len(free) > 1) is several):
                free = meant[index]
                field = next((one for one in free if one.name not in sure), free[0])
                if field.name in found and not field.joins:
                    heading = shown(self._headings[index])
                    raise DuplicateHeadingError(heading, self._line, field.name)
                found.setdefault(field.name, index)
        self._columns |= found

    def _meant(self, names: Mapping[str, tuple[ImportField, ...]]) -> dict[int, list[ImportField]]:
        """Return what each column that is not taken may be, but for fields said already."""
        taken = self._idle.union(self._columns.values())
        said = self._columns.keys() | self._request.constants.keys()
        free = {
            index: [one for one in names.get(each, ()) if one.name not in said]
            for index, each in enumerate(self._plain)
            if index not in taken
        }
        return {index: fields for index, fields in free.items() if fields}

    def _joined(self) -> dict[int, ImportField]:
        """Return further columns of fields that join several."""
        taken = self._idle.union(self._columns.values())
        found: dict[int, ImportField] = {}
        for index, each in enumerate(self._plain):
            meant = (*self._known.names.get(each, ()), *self._known.lesser.get(each, ()))
            said = self._request.constants
            fitting = [one for one in meant if one.joins and one.name not in said]
            if index not in taken and fitting:
                found[index] = fitting[0]
        return found

    def _spare(self) -> set[int]:
        """Return the columns that are known and not needed, as their field is filled already."""
        constant = {
            heading
            for heading, fields in self._known.names.items()
            if any(each.name in self._request.constants for each in fields)
        }
        spare = _IDLE | _kept(self._request) | self._known.lesser.keys() | constant
        everything = _EVERY in _left_out(self._request)
        return {
            index
            for index, each in enumerate(self._plain)
            if each in spare or _RATE.fullmatch(each) or (everything and each)
        }

    def _check(self, strange: Sequence[str]) -> None:
        """Refuse misspelt, strange and missing headings, and an amount in percent."""
        near = [found for each in strange if (found := self._nearest(each))]
        if strange and (near or not self._request.mapping):
            told = tuple(dict.fromkeys(near))
            raise UnknownHeadingError(self._line, shown_headings(strange), told)
        if missing := self._missing():
            for each in filter(self._of_percents, self._headings):
                raise UnknownUnitError(shown(each))
            raise MissingHeadingError(self._line, missing, shown_headings(self._headings))

    def _of_percents(self, heading: str) -> bool:
        """Say whether a heading is that of an amount no column has, were it not for its unit."""
        if "%" not in heading:
            return False
        fields = self._known.names.get(plain_heading(_BRACKETS.sub(" ", heading)), ())
        return any(each.money and each.name not in self._columns for each in fields)

    def _missing(self) -> tuple[str, ...]:
        """Return the headings of the fields that every row has to say and none says."""
        said = self._columns.keys() | self._request.constants.keys()
        return tuple(
            each.names[0] if each.names else each.name
            for each in self._request.fields.fields
            if each.required and each.name not in said
        )

    def _nearest(self, heading: str) -> str:
        """Return the known heading that a misspelt one comes nearest to; "" where none is near."""
        names = {
            plain_heading(name): name
            for fields in self._known.names.values()
            for each in fields
            if each.name not in self._columns
            for name in (each.name, *each.names, *each.lesser)
        }
        found = difflib.get_close_matches(plain_heading(heading), names, n=1, cutoff=_NEAR)
        return names[found[0]] if found else ""


_ANYTHING = frozenset(
    (
        "noi dung",
        "noi dung chi",
        "chi tieu",
        "khoan muc",
        "dien giai",
        "nguon",
        "nguon von",
        "nguon kinh phi",
        "loai",
    )
)
_READ = N_("Every cell below “{heading}” is one of {field}: it is read as that.")
_LISTS = {
    name: frozenset(plain_word(word) for said in words.values() for word in said)
    for name, words in (("capital", CAPITALS), ("source", SOURCES))
}
CLASS_WORDS = frozenset().union(*_LISTS.values())


def classed(
    request: Request, headings: Sequence[str], below: Sequence[Row]
) -> tuple[Request, tuple[Message, ...]]:
    """Return a request with the columns that turn out to be classes, and what to tell of them."""
    known, notes, mapping = KnownHeadings.of(request.fields), [], dict(request.mapping)
    plain = [plain_heading(each) for each in headings]
    free = [at for at in _free(plain, headings, request) if headings.count(headings[at]) == 1]
    for name, words in _LISTS.items():
        field = request.fields.named(name)
        if field is None or _says_class(name, plain, request, known):
            continue
        found = _filled(free, words, below)
        if len(found) == 1 and field not in known.names.get(plain[found[0]], ()):
            mapping[name] = headings[found[0]]
            told = field.label or Message(name)
            notes.append(_READ.of(heading=shown(headings[found[0]]), field=told))
    return replace(request, mapping=mapping), tuple(notes)


def _filled(free: Sequence[int], words: frozenset[str], below: Sequence[Row]) -> list[int]:
    """Return the columns whose cells are all members of a closed list."""
    return [at for at in free if (cells := set(_cells(at, below))) and cells <= words]


def _free(plain: Sequence[str], headings: Sequence[str], request: Request) -> Iterator[int]:
    """Yield the columns that may be anything and are said to be nothing else."""
    gone = left_out_of(request) | {plain_heading(each) for each in request.mapping.values()}
    for index in range(len(headings)):
        if plain[index] in _ANYTHING and plain[index] not in gone:
            yield index


def _says_class(name: str, plain: Sequence[str], request: Request, known: KnownHeadings) -> bool:
    """Say whether a class is said already, by a column that is called so and by nothing else."""
    if name in request.constants or name in request.mapping:
        return True
    named: Mapping[str, Sequence[object]] = known.names
    field = request.fields.named(name)
    return any(field in named.get(each, ()) and each not in _ANYTHING for each in plain)


def _cells(index: int, below: Sequence[Row]) -> Iterator[str]:
    """Yield what a column says in the rows of a table, up to its end."""
    for _, row in below:
        if announced(row) is Sort.CLOSING:
            return
        text = as_written(row[index]).strip() if index < len(row) else ""
        if text and sort_of(text) is None and not numbers_columns(row):
            yield plain_word(text)
