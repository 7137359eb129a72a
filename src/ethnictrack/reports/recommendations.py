"""What audit and inspection recommended, what is done of it and what is left (form 68).

The columns of the form are not published where we looked (docs/sources.md, S-31): these are what
the books of an office have of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.inspection import Action, Dossier
from ethnictrack.reports.inspection_year import of_year, unplaced, within
from ethnictrack.reports.table import Column, Result, Table, Unit, form_column, position
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.reports.face import Face

_TITLE = N_("Recommendations of audit and inspection carried out, {year}")
_EMPTY = N_("No recommendation.")
_EARLIER = N_(
    "Inspections of earlier years stand here as long as something of them is to be recovered."
)
_OTHERS = N_(
    "Other measures are in column 8 alone; the list of inspections counts them as money to be paid "
    "too: {recommended} đồng recommended, {recovered} đồng of it recovered."
)
_OWN = N_("the office itself")
_BACK = frozenset({Action.BUDGET_RECOVERY, Action.PROJECT_REFUND})
_RECOVERY = N_("Recovery")


_COLUMNS: tuple[Column[dict[str, Any]], ...] = (
    form_column("number", N_("Item"), "1", unit=Unit.CODE, of=position),
    form_column("code", N_("Code"), unit=Unit.CODE, shown=False),
    form_column("title", N_("Content"), "2", unit=Unit.TEXT),
    form_column("agency", N_("Agency"), "3", unit=Unit.TEXT, of=lambda of: of["agency"] or _OWN),
    form_column("recovery", N_("Recommended"), "4", _RECOVERY),
    form_column("recovered", N_("Recovered"), "5", _RECOVERY),
    form_column("outstanding", N_("Outstanding"), "6=4-5", _RECOVERY),
    form_column("reduction", N_("Reduction of the settlement"), "7"),
    form_column("other", N_("Other measures"), "8"),
)


@dataclass(frozen=True, slots=True)
class Recommended:
    """The money of an inspection by what was asked for, and what came back of it."""

    recovery: Dong = ZERO
    recovered: Dong = ZERO
    reduction: Dong = ZERO
    other: Dong = ZERO

    def __add__(self, by: Recommended) -> Recommended:
        return Recommended(*map(add, self._sums, by._sums))

    @property
    def _sums(self) -> tuple[Dong, Dong, Dong, Dong]:
        return self.recovery, self.recovered, self.reduction, self.other

    def data(self) -> dict[str, Dong]:
        """Return the columns by their keys."""
        return {
            "recovery": self.recovery,
            "recovered": self.recovered,
            "outstanding": self.recovery - self.recovered,
            "reduction": self.reduction,
            "other": self.other,
        }


def recommended(of: Dossier) -> Recommended:
    """Return what one inspection recommended."""

    def asked(*actions: Action) -> Dong:
        return Dong.total(each.amount for each in of.findings if each.action in actions)

    back = [each.number for each in of.findings if each.action in _BACK]
    return Recommended(
        recovery=asked(*_BACK),
        recovered=Dong.total(of.recovered_of(number) for number in back),
        reduction=asked(Action.SETTLEMENT_REDUCTION),
        other=asked(Action.OTHER),
    )


def recommendations(dossiers: Iterable[Dossier], face: Face) -> Result:
    """Report the inspections with findings: of the year, and what is open of earlier ones."""
    known = within(dossiers, face.scope, face.programs, face.places)
    listed = _listed(known, face.year, face.as_of)
    sums = [recommended(each) for each in listed]
    total = sum(sums, Recommended())
    facts = [
        {
            "code": of.inspection.code,
            "title": of.inspection.name,
            "agency": of.inspection.agency,
            **each.data(),
        }
        for of, each in zip(listed, sums, strict=True)
    ]
    table = Table.of(_COLUMNS, facts, total=total.data(), empty=_EMPTY)
    data: dict[str, object] = {"rows": facts, "total": total.data()}
    notes = (_EARLIER, *_others(listed), *unplaced(known))
    return face.result("recommendations", _TITLE.of(year=face.year), [table], data, notes=notes)


def _others(listed: list[Dossier]) -> list[Message]:
    """Say what another report counts with what is to be recovered, if there is anything."""
    wanted = [(of, each) for of in listed for each in of.findings if each.action is Action.OTHER]
    back = Dong.total(of.recovered_of(each.number) for of, each in wanted)
    asked = Dong.total(each.amount for _, each in wanted)
    return [_OTHERS.of(recommended=asked.value, recovered=back.value)] if wanted else []


def _listed(known: list[Dossier], year: int, as_of: date) -> list[Dossier]:
    """Return what has findings and is of the year, or of an earlier one and open when it began."""
    own = {each.inspection.id for each in of_year(known, year=year, as_of=as_of)}
    return [
        stood
        for stood in (each.as_of(as_of) for each in known)
        if stood.findings and (stood.inspection.id in own or _open_since(stood, year))
    ]


def _open_since(of: Dossier, year: int) -> bool:
    """Say whether something is still to be recovered of what an earlier year found."""
    years = [each.date.year for each in of.stages]
    begun = min(years, default=of.inspection.year or year)
    return begun < year and of.outstanding > ZERO
