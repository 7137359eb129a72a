"""What a year hands on and the next takes in: one sum, looked at from both ends.

The settlement notes where they differ, and so does a check (docs/decisions/0012-settlement.md).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.values.kinds import Kind
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.program import Programs
    from ethnictrack.values.money import Dong
    from ethnictrack.year.settlement import Movement


_UNEQUAL = N_(
    "Columns 14 and 20 of {out_year} and column 10 of {into_year} differ: {program} hands on {out}"
    " and takes in {into}."
)


class Handing(NamedTuple):
    """What a programme's own lines hand on to the next year, and what that year takes in."""

    program: int
    year: int
    out: Dong
    into: Dong

    def said(self, programs: Programs) -> Message:
        """Say that the two years differ."""
        return _UNEQUAL.of(
            out_year=self.year,
            into_year=self.year + 1,
            program=programs.code_of(self.program),
            out=self.out,
            into=self.into,
        )


def _sums(movements: Iterable[Movement]) -> Mapping[tuple[int, int], list[Dong]]:
    """Return what each year hands on of each programme, and what the next takes in."""
    sums: defaultdict[tuple[int, int], list[Dong]] = defaultdict(lambda: [ZERO, ZERO])
    for each in movements:
        if each.kind is Kind.CARRIED_OUT:
            sums[each.year, each.line.program][0] += each.amount
        elif each.kind is Kind.CARRIED_IN:
            sums[each.year - 1, each.line.program][1] += each.amount
    return sums


def unequal(movements: Iterable[Movement], programs: Programs, *, since: int) -> list[Handing]:
    """Return where a year, from ``since`` on, hands on another sum than the next takes in."""
    sums = _sums(movements)
    found = (
        Handing(program.id, year, *sums[year, program.id])
        for year in sorted({year for year, _ in sums})
        for program in programs
        if year >= since and (year, program.id) in sums
    )
    return [each for each in found if each.out != each.into]
