"""What is said once, above a table: the year of a plan, the day of payments, the programme.

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
from ethnictrack.importing.sheets.classes import CLASS_WORDS
from ethnictrack.importing.sheets.matching import KnownHeadings, plain_heading, said_columns
from ethnictrack.importing.sheets.readers import plain_word
from ethnictrack.values.kinds import Side
from ethnictrack.values.text import fold, shown

_YEAR = re.compile(r"(?<![0-9/.-])\bnam (20[0-9][0-9])\b(?! *-)")
_DATED = re.compile(r"ngay .{0,12}thang .{0,8}nam 20[0-9][0-9]")  # of a signature or a paper
_UPTO = re.compile(r"\bden(?: het)?(?: ngay)? ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9][0-9])\b")
_SAID = {
    "year": N_("The year of every row is {value}, as line {line} says: {text}"),
    "date": N_("The date of every row is {value}, as line {line} says: {text}"),
    "program": N_("The programme of every row is {value}, as line {line} says."),
}
_FIELDS = {Side.ALLOCATION: ("year", "program"), Side.DISBURSEMENT: ("date", "program")}
# Words before the colon of a line that names a programme, folded.
_PROGRAM = re.compile(
    r"(?:kinh phi|chuong trinh|chuong trinh, du an|ten chuong trinh|du an|ten du an|ctmt"
    r"|ma (?:so )?(?:chuong trinh|du an|ctmt))"
)

_OFFICE = re.compile(
    r"\s*(?:(?:đơn vị(?: báo cáo| lập| gửi)?|tên đơn vị|địa bàn)\s*:\s*)?"
    r"(?:(?:ubnd|hđnd|hdnd|ủy ban nhân dân|uỷ ban nhân dân|đảng ủy)\s+(?P<of>.+?)"
    r"|(?P<place>(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố)\s+.+?))\s*",
    re.IGNORECASE,
)


def office_place(title: str) -> str | None:
    """Return the place a title names, or that of an office: UBND XÃ BẢO LẠC; else None."""
    told = _OFFICE.fullmatch(title)
    return (told["of"] or told["place"]) if told else None


@dataclass(frozen=True, slots=True)
class SaidAbove:
    """The year, the day and the programme that titles of a table name, with the line and the text.

    Where they name two of a kind, none is known.
    """

    said: dict[str, tuple[str, int, str]]

    @classmethod
    def of(cls, titles: Sequence[Row]) -> SaidAbove:
        """Read the titles."""
        found: dict[str, dict[str, tuple[str, int, str]]] = {name: {} for name in _SAID}
        for line, row in titles:
            for cell in row:
                text = as_written(cell).strip()
                for name, value in _told(text):
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
        names = _FIELDS[request.fields.side] if request.fields.side else ()
        constants, notes = {**request.constants}, []
        for name in self.said.keys() & {*names} - {*constants, *request.mapping, *said}:
            field = request.fields.named(name)
            if field is not None and not _has_column(field, headings, request):
                constants[name], line, text = self.said[name]
                notes.append(_SAID[name].of(value=constants[name], line=line, text=text))
        return replace(request, constants=constants), tuple(notes)


def _has_column(field: ImportField, headings: Sequence[str], request: Request) -> bool:
    """Say whether a column may fill a field."""
    known = KnownHeadings.of(request.fields)
    taken = said_columns(headings, request).values()
    free = (plain_heading(each) for at, each in enumerate(headings) if at not in taken)
    return any(field in (*known.names.get(each, ()), *known.lesser.get(each, ())) for each in free)


def _told(text: str) -> list[tuple[str, str]]:
    """Return the days, years and programmes a title names."""
    found, folded = [], _DATED.sub(" ", fold(text))
    before, _, named = (part.strip() for part in text.partition(":"))
    if named and _PROGRAM.fullmatch(fold(before)) and plain_word(named) not in CLASS_WORDS:
        found.append(("program", named))
    for day, month, year in _UPTO.findall(folded):
        try:
            found.append(("date", date(int(year), int(month), int(day)).strftime("%d/%m/%Y")))
        except ValueError:
            continue
    return [*found, *(("year", year) for year in _YEAR.findall(folded))]
