"""Form 01/TTr, the result of inspections in 18 numbered columns.

The office is a row with its own inspections; those of other bodies are not counted. An inspection
counts in every period from the one it is announced in to the one its conclusion is issued in
(columns 1 to 7). What it found is settled by the conclusion: columns 6 and 8 to 13 count it once,
in the period of the conclusion, and not while it goes on.

What the book does not record - land, administrative handling, cases handed over, documents to
mend - is printed as zero, as the form wants every cell filled, and a note says so. Source:
docs/sources.md, S-19.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Action, Basis, InspectionKind, Stage
from ethnictrack.reports.form_table import FormHead, numbered_data, unit_table
from ethnictrack.reports.inspection_year import begun_on, concluded_on
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.reports.table import Table
    from ethnictrack.year.period import Span

    Test = Callable[[Dossier, Span], bool]

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
FORM = ("Biểu số: 01/TTr", "(Thông tư số 02/2021/TT-TTCP)")
COLUMNS = len(_CONTENTS)
_COUNT, _BEGUN, _BASIS = N_("Inspections"), N_("Of which, by beginning"), N_("Of which, by basis")
_FOUND, _BACK_TO, _ELSE = (
    N_("Violations found"),
    N_("Recovery to the state budget"),
    N_("Other economic measures"),
)
_HANDLED, _HANDED = N_("Administrative handling"), N_("Handed over to investigators")
_MONEY, _LAND = N_("Money"), N_("Land (m²)")
# What a column is called on the form, below the headings it stands under; the part of the page.
_HEADS: tuple[tuple[Message, tuple[Message, ...], int], ...] = (
    (N_("All"), (_COUNT,), 1),
    (N_("carried over from the period before"), (_COUNT, _BEGUN), 1),
    (N_("begun in the period"), (_COUNT, _BEGUN), 1),
    (N_("by plan"), (_COUNT, _BASIS), 1),
    (N_("ad hoc"), (_COUNT, _BASIS), 1),
    (N_("Conclusions issued"), (), 1),
    (N_("Units inspected"), (), 1),
    *((each, (above,), 2) for above in (_FOUND, _BACK_TO, _ELSE) for each in (_MONEY, _LAND)),
    (N_("Organisations"), (_HANDLED,), 2),
    (N_("Persons"), (_HANDLED,), 2),
    (N_("Cases"), (_HANDED,), 2),
    (N_("Persons"), (_HANDED,), 2),
    (N_("Documents to mend"), (), 2),
)
_UNITS = 7  # the last column that counts; the next ones are money and land by turns
_BACK = frozenset({Action.BUDGET_RECOVERY})
_ACTIONS = {8: frozenset(Action), 10: _BACK, 12: frozenset(Action) - _BACK}
_FORMULAS = {1: "1=2+3=4+5", 8: "8=10+12", 9: "9=11+13"}
_NOT_RECORDED = N_(
    "Form 01/TTr, columns 9, 11 and 13 to 18: the book does not record these; they are printed"
    " as 0. Column 7 counts the places inspected."
)
_NOT_IN_FORM = N_(
    "Listed but not in form 01/TTr, being no inspection proper, not announced, or concluded"
    " before the period: {inspections}."
)
_NOT_CONCLUDED = N_(
    "The money these found is counted in the period their conclusion is issued in, not before:"
    " {inspections}."
)


@dataclass(frozen=True, slots=True)
class FormColumns:
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


def form_data(dossiers: Iterable[Dossier], span: Span) -> dict[str, object]:
    """Return the form as JSON: the figures by the number of their column."""
    return numbered_data(_figures(dossiers, span))


def form_table(dossiers: Iterable[Dossier], span: Span, unit: Message | str) -> Table:
    """Return the form as a table; ``unit`` is the office whose inspections these are."""
    heads = (
        FormHead(content(number), *head[:2], _FORMULAS.get(number, str(number)), head[2])
        for number, head in enumerate(_HEADS, 1)
    )
    return unit_table(heads, unit, _figures(dossiers, span))


def _figures(dossiers: Iterable[Dossier], span: Span) -> list[int | Dong]:
    return _form([each for each in dossiers if _counts(each, span)], span).columns()


def form_notes(dossiers: Iterable[Dossier], span: Span) -> tuple[Message, ...]:
    """Say what the form does not hold."""
    listed = list(dossiers)
    left_out = [each for each in listed if not _counts(each, span)]
    open_ones = [
        each
        for each in listed
        if _counts(each, span) and each.findings and not _concluded_in(each, span)
    ]
    said = ((_NOT_IN_FORM, left_out), (_NOT_CONCLUDED, open_ones))
    return (
        _NOT_RECORDED,
        *(
            message.of(inspections=tuple(each.inspection.code for each in those))
            for message, those in said
            if those
        ),
    )


def _counts(dossier: Dossier, span: Span) -> bool:
    """Say whether an inspection was carried out in the period, in the sense of the form."""
    begun, concluded = _begun(dossier, span), concluded_on(dossier)
    over = concluded is not None and concluded < span.first
    proper = dossier.inspection.kind is InspectionKind.INSPECTION
    return proper and begun is not None and begun <= span.last and not over


def _begun(dossier: Dossier, span: Span) -> date | None:
    """Return the day it began; of one without steps, that of the year the money is of, if any."""
    if any(each.stage is not Stage.PLANNED for each in dossier.stages) or not dossier.findings:
        return begun_on(dossier)
    back = min((each.date for each in dossier.recoveries), default=span.first)
    year = dossier.inspection.year
    return back if year is None else date(year, 1, 1)


def _concluded_in(dossier: Dossier, span: Span) -> bool:
    concluded = concluded_on(dossier)
    return concluded is not None and span.holds(concluded)


def _begun_in(dossier: Dossier, span: Span) -> bool:
    begun = _begun(dossier, span)
    return begun is not None and span.holds(begun)


def _of_basis(basis: Basis) -> Test:
    return lambda dossier, _span: dossier.inspection.basis is basis


# What is counted in columns 1 to 6; column 7 counts places, the money columns add up findings.
_TESTS: dict[int, Test] = {
    1: lambda _dossier, _span: True,
    2: lambda dossier, span: not _begun_in(dossier, span),
    3: _begun_in,
    4: _of_basis(Basis.PLANNED),
    5: _of_basis(Basis.ADHOC),
    6: _concluded_in,
}


def _form(dossiers: list[Dossier], span: Span) -> FormColumns:
    count = {
        number: sum(_count(dossiers, at, span, number) for at in range(len(dossiers)))
        for number in range(1, _UNITS + 1)
    }
    money = {
        number: Dong.total(_money(each, span, number) for each in dossiers) for number in _ACTIONS
    }
    return FormColumns(
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


def _count(dossiers: list[Dossier], at: int, span: Span, number: int) -> int:
    """Return what one of the inspections adds to a column from 1 to 7: 1 or nothing."""
    if number in _TESTS:
        return int(_TESTS[number](dossiers[at], span))
    place = dossiers[at].inspection.place
    seen = {each.inspection.place for each in dossiers[:at]}
    return int(place is None or place not in seen)


def _money(of: Dossier, span: Span, number: int) -> Dong:
    """Return what the findings of one inspection add to column 8, 10 or 12."""
    wanted = _ACTIONS[number] if _concluded_in(of, span) else frozenset[Action]()
    return Dong.total(each.amount for each in of.findings if each.action in wanted)


def form_parts(
    dossiers: Iterable[Dossier], span: Span, number: int
) -> list[tuple[Dossier, int | Dong]]:
    """Return what each inspection adds to a column of the form; what adds nothing is left out."""
    kept = [each for each in dossiers if _counts(each, span)]
    parts: list[tuple[Dossier, int | Dong]] = []
    for at, each in enumerate(kept):
        value: int | Dong = 0
        if number in _ACTIONS:
            value = _money(each, span, number)
        elif number <= _UNITS:
            value = _count(kept, at, span, number)
        if value:
            parts.append((each, value))
    return parts


def content(number: int) -> Message:
    """Return what a column of the form counts."""
    return _CONTENTS[number - 1]
