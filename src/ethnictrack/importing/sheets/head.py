"""What is said once, above a table: the year of a plan, the day up to which money was paid.

It holds for every row, where no column, heading or option says it, and is named when it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import as_written
from ethnictrack.importing.field import ImportField, Request
from ethnictrack.importing.rows import Row
from ethnictrack.importing.sheets.matching import KnownHeadings, plain_heading, said_columns
from ethnictrack.values.kinds import Side
from ethnictrack.values.text import fold, shown

_YEAR = re.compile(r"(?<![0-9/.-])\bnam (20[0-9][0-9])\b(?! *-)")
_DATED = re.compile(r"ngay .{0,12}thang .{0,8}nam 20[0-9][0-9]")  # of a signature or a paper
_UPTO = re.compile(r"\bden(?: het)?(?: ngay)? ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9][0-9])\b")
_SAID = {
    "year": N_("The year of every row is {value}, as line {line} says: {text}"),
    "date": N_("The date of every row is {value}, as line {line} says: {text}"),
}
_FIELDS = {Side.ALLOCATION: "year", Side.DISBURSEMENT: "date"}


_OFFICE = re.compile(
    r"\s*(?:ubnd|hdnd|ủy ban nhân dân|uỷ ban nhân dân|đảng ủy)\s+(.+?)\s*", re.IGNORECASE
)


def office_place(title: str) -> str | None:
    """Return the place whose office a title names: UBND XÃ BẢO LẠC; None for any other title."""
    told = _OFFICE.fullmatch(title)
    return told[1] if told else None


@dataclass(frozen=True, slots=True)
class TitleDates:
    """The year and the day that the titles of a table name, each with its line and text.

    Where they name two, none is known.
    """

    said: dict[str, tuple[str, int, str]]

    @classmethod
    def of(cls, titles: Sequence[Row]) -> TitleDates:
        """Read the titles."""
        found: dict[str, dict[str, tuple[str, int, str]]] = {"year": {}, "date": {}}
        for line, row in titles:
            for cell in row:
                text = as_written(cell).strip()
                for name, value in _told(_DATED.sub(" ", fold(text))):
                    found[name].setdefault(value, (value, line, shown(text)))
        return cls(
            {name: next(iter(each.values())) for name, each in found.items() if len(each) == 1}
        )

    @property
    def year(self) -> int | None:
        """The year, if one is named."""
        said = self.said.get("year")
        return int(said[0]) if said else None

    def applied(
        self, request: Request, headings: Sequence[str], said: set[str]
    ) -> tuple[Request, tuple[Message, ...]]:
        """Return a request with what the head alone says, and what to tell of it."""
        name = _FIELDS[request.fields.side] if request.fields.side else ""
        if name not in self.said or name in {*request.constants, *request.mapping, *said}:
            return request, ()
        field = request.fields.named(name)
        if field is None:
            return request, ()
        if _has_column(field, headings, request):
            return request, ()
        value, line, text = self.said[name]
        constants = {**request.constants, name: value}
        note = _SAID[name].of(value=value, line=line, text=text)
        return replace(request, constants=constants), (note,)


def _has_column(field: ImportField, headings: Sequence[str], request: Request) -> bool:
    """Say whether a column may fill a field."""
    known = KnownHeadings.of(request.fields)
    taken = said_columns(headings, request).values()
    free = (plain_heading(each) for at, each in enumerate(headings) if at not in taken)
    return any(field in (*known.names.get(each, ()), *known.lesser.get(each, ())) for each in free)


def _told(folded: str) -> list[tuple[str, str]]:
    """Return the days and years a folded title names."""
    found = []
    for day, month, year in _UPTO.findall(folded):
        try:
            found.append(("date", date(int(year), int(month), int(day)).strftime("%d/%m/%Y")))
        except ValueError:
            continue
    return [*found, *(("year", year) for year in _YEAR.findall(folded))]
