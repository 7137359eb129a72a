"""Form 01/TTr, the result of inspections in 18 numbered columns.

What the book does not record - land, administrative handling, cases handed over, documents to
mend - is printed as zero, as the form wants every cell filled, and a note says so. Source:
docs/sources.md, S-19.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.domain.inspection import (
    Action,
    Basis,
    Dossier,
    InspectionKind,
    Stage,
)
from ethnictrack.domain.money import Dong
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.numbered import numbered_data, numbered_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ethnictrack.reports.table import Table

    Test = Callable[[Dossier, int], bool]  # an inspection, a year

_CONTENTS = (
    N_("Inspections carried out in the period"),
    N_("of which: begun before the period"),
    N_("of which: begun in the period"),
    N_("of which: by plan"),
    N_("of which: ad hoc"),
    N_("Conclusions issued"),
    N_("Units inspected"),
    N_("Violations: money"),
    N_("Violations: land (m²)"),
    N_("Recovery to the state budget: money"),
    N_("Recovery to the state budget: land (m²)"),
    N_("Other economic measures: money"),
    N_("Other economic measures: land (m²)"),
    N_("Administrative handling: organisations"),
    N_("Administrative handling: persons"),
    N_("Handed over to investigators: cases"),
    N_("Handed over to investigators: persons"),
    N_("Mechanisms and policies to mend: documents"),
)
COLUMNS = len(_CONTENTS)
_UNITS = 7  # the last column that counts; the next ones are money and land by turns
_BACK = frozenset({Action.BUDGET_RECOVERY})
_ACTIONS = {8: frozenset(Action), 10: _BACK, 12: frozenset(Action) - _BACK}
_FORMULAS = {1: "1=2+3=4+5", 8: "8=10+12", 9: "9=11+13"}
_NOT_RECORDED = N_(
    "Form 01/TTr, columns 9, 11 and 13 to 18: the book does not record these; they are printed"
    " as 0. Column 7 counts the places inspected."
)
_NOT_IN_FORM = N_(
    "Listed but not in form 01/TTr, being no inspection proper, not begun, or concluded before"
    " the year: {inspections}."
)


@dataclass(frozen=True, slots=True)
class Form:
    """The columns the book has figures for, each counted by itself."""

    earlier: int
    begun: int
    planned: int
    adhoc: int
    concluded: int
    units: int
    violations: Dong
    recovery: Dong
    other: Dong

    def columns(self) -> list[int | Dong]:
        """Return columns 1 to 18.

        Raises: ValueError when an identity of the form does not hold, which only a defect can
        bring about.
        """
        count = self.earlier + self.begun
        if count != self.planned + self.adhoc or self.violations != self.recovery + self.other:
            message = "the columns of form 01/TTr contradict each other"
            raise ValueError(message)
        counts = [count, self.earlier, self.begun, self.planned, self.adhoc, self.concluded]
        money = [self.violations, self.recovery, self.other]
        figures: list[int | Dong] = [*counts, self.units]
        for amount in money:
            figures += [amount, 0]
        return figures + [0] * (COLUMNS - len(figures))


def form_data(dossiers: Iterable[Dossier], year: int) -> dict[str, object]:
    """Return the form as JSON: the figures by the number of their column."""
    return numbered_data(_figures(dossiers, year))


def form_table(dossiers: Iterable[Dossier], year: int) -> Table:
    """Return the form as a table."""
    figures = _figures(dossiers, year)
    formulas = (_FORMULAS.get(number, "") for number in range(1, COLUMNS + 1))
    return numbered_table(list(zip(_CONTENTS, formulas, figures, strict=True)))


def _figures(dossiers: Iterable[Dossier], year: int) -> list[int | Dong]:
    return _form([each for each in dossiers if _counts(each, year)], year).columns()


def form_notes(dossiers: Iterable[Dossier], year: int) -> tuple[Message, ...]:
    """Say what the form does not hold."""
    left_out = tuple(each.inspection.code for each in dossiers if not _counts(each, year))
    return (
        _NOT_RECORDED,
        *([_NOT_IN_FORM.of(inspections=left_out)] if left_out else []),
    )


def _counts(dossier: Dossier, year: int) -> bool:
    """Say whether an inspection was carried out in the year, in the sense of the form."""
    begun = _begun(dossier) is not None or bool(dossier.findings)
    concluded = _concluded(dossier)
    over = concluded is not None and concluded.year < year
    return dossier.inspection.kind is InspectionKind.INSPECTION and begun and not over


def _begun(dossier: Dossier) -> date | None:
    """Return the day of the first step after the plan."""
    days = [each.date for each in dossier.stages if each.stage is not Stage.PLANNED]
    return min(days, default=None)


def _concluded(dossier: Dossier) -> date | None:
    """Return the day the conclusion was issued, if it stands."""
    if not dossier.reached(Stage.CONCLUDED):
        return None
    return min(each.date for each in dossier.stages if each.reaches(Stage.CONCLUDED))


def _earlier(dossier: Dossier, year: int) -> bool:
    begun = _begun(dossier)
    first = begun.year if begun else dossier.inspection.year or year
    return first < year


def _begun_in(dossier: Dossier, year: int) -> bool:
    return not _earlier(dossier, year)


def _of_basis(basis: Basis) -> Test:
    return lambda dossier, _year: dossier.inspection.basis is basis


def _is_concluded(dossier: Dossier, _year: int) -> bool:
    return _concluded(dossier) is not None


# What is counted in columns 1 to 6; column 7 counts places, the money columns add up findings.
_TESTS: dict[int, Test] = {
    1: lambda _dossier, _year: True,
    2: _earlier,
    3: _begun_in,
    4: _of_basis(Basis.PLANNED),
    5: _of_basis(Basis.ADHOC),
    6: _is_concluded,
}


def _form(dossiers: list[Dossier], year: int) -> Form:
    count = {
        number: sum(_count(dossiers, at, year, number) for at in range(len(dossiers)))
        for number in range(1, _UNITS + 1)
    }
    money = {number: Dong.total(_money(each, number) for each in dossiers) for number in _ACTIONS}
    return Form(
        earlier=count[2],
        begun=count[3],
        planned=count[4],
        adhoc=count[5],
        concluded=count[6],
        units=count[_UNITS],
        violations=money[8],
        recovery=money[10],
        other=money[12],
    )


def _count(dossiers: list[Dossier], at: int, year: int, number: int) -> int:
    """Return what one of the inspections adds to a column from 1 to 7: 1 or nothing."""
    if number in _TESTS:
        return int(_TESTS[number](dossiers[at], year))
    place = dossiers[at].inspection.place
    seen = {each.inspection.place for each in dossiers[:at]}
    return int(place is None or place not in seen)


def _money(of: Dossier, number: int) -> Dong:
    """Return what the findings of one inspection add to column 8, 10 or 12."""
    wanted = _ACTIONS[number]
    return Dong.total(each.amount for each in of.findings if each.action in wanted)


def form_parts(
    dossiers: Iterable[Dossier], year: int, number: int
) -> list[tuple[Dossier, int | Dong]]:
    """Return what each inspection adds to a column of the form; what adds nothing is left out."""
    kept = [each for each in dossiers if _counts(each, year)]
    parts: list[tuple[Dossier, int | Dong]] = []
    for at, each in enumerate(kept):
        value: int | Dong = 0
        if number in _ACTIONS:
            value = _money(each, number)
        elif number <= _UNITS:
            value = _count(kept, at, year, number)
        if value:
            parts.append((each, value))
    return parts


def content(number: int) -> Message:
    """Return what a column of the form counts."""
    return _CONTENTS[number - 1]
