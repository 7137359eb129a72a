"""Sentences of the annual report: a programme's money, a number reported, an inspection.

Every figure is a value in a named blank; it is worded when the report is shown.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Action, Stage
from ethnictrack.nouns.place import Level
from ethnictrack.reports.qualifiers import common, counted, money, percent_reached, share
from ethnictrack.values.money import ZERO, Dong, Qualifier, rate
from ethnictrack.values.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ethnictrack.i18n import Message, Named
    from ethnictrack.nouns.activity import Outcome
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.rate_rows import Node
    from ethnictrack.year.figures import Sum

_AT_PLACE, _SENTENCE = N_("{what} ({places})"), N_("{sentence}.")
_AND, _WITHIN = N_("{first}; {second}"), N_("{part} ({program})")

_PAID = N_(
    "{program}: planned {planned}; disbursed {disbursed}, {rate} of the plan; {remaining} remaining"
)
_PAID_IN_FULL = N_("{program}: planned {planned}; all of it disbursed, {rate} of the plan")
_PAID_BEYOND = N_(
    "{program}: planned {planned}; disbursed {disbursed}, {rate} of the plan, {excess} beyond it"
)
_UNPAID = N_("{program}: planned {planned}; nothing disbursed yet")
_UNPLANNED = N_("{program}: disbursed {unplanned}; no plan is recorded")
_FROM_ABOVE = N_("{program}: disbursed {disbursed} out of the plan of the programme above")
_ALSO_UNPLANNED = N_("a further {unplanned} was disbursed for which no plan is recorded")

_OVER_PLAN = N_("payments over plan: {count}")

_REPORTED, _SHARED = N_("{activity}: {value}"), N_("{activity}: {value}, {share}")
_NONE, _NOTED = N_("none ({unit})"), N_("{sentence}. {notes}")
_WHOLE = 100  # of a target in percent: what was reached is its share already
_MISSING = N_("{activity}: not reported")
_MISSING_TARGET = N_("{activity}: not reported; the target is {target} {unit}")

_IN_YEAR, _IN_PERIOD = N_("In the year"), N_("In the period")
_HELD = N_("{when}: {count} inspections and check-ups, {concluded} of them concluded")
_HELD_ALL = N_("{when}: {count} inspections and check-ups, all of them concluded")
_HELD_NONE = N_("{when}: {count} inspections and check-ups, none of them concluded yet")
_ALL_DUE = N_("{recommended} to be recovered, {recovered} recovered, {rate} of it")
_AT_STAGE: Named[Stage] = {
    Stage.PLANNED: N_("{inspection}: put in the plan on {date}"),
    Stage.DECIDED: N_("{inspection}: decided on {date}"),
    Stage.ANNOUNCED: N_("{inspection}: decision announced on {date}"),
    Stage.FIELDWORK_DONE: N_("{inspection}: fieldwork done on {date}"),
    Stage.REPORTED: N_("{inspection}: result reported on {date}"),
    Stage.DRAFT_CONCLUSION: N_("{inspection}: conclusion being drafted ({date})"),
    Stage.CONCLUDED: N_("{inspection}: conclusion issued on {date}"),
    Stage.FOLLOWING_UP: N_("{inspection}: conclusion followed up since {date}"),
    Stage.COMPLETED: N_("{inspection}: completed on {date}"),
}
_NO_STAGE = N_("{inspection}: no stage recorded")
_DUE = N_("{recommended} to be recovered, nothing so far")
_ALL_BACK = N_("{recovered} recovered, all that was to be recovered")
_ALL_IN_BUDGET = N_("{recovered} recovered to the state budget, all that was to be recovered")
_SOME_BACK = N_("{recovered} of {recommended} recovered; {outstanding} outstanding")
_SOME_IN_BUDGET = N_(
    "{recovered} of {recommended} recovered to the state budget; {outstanding} outstanding"
)
_REDUCED = N_("{amount} to be taken off the settlement")


def program_sentence(
    node: Node, programs: Programs, places: Places, within: Node | None = None
) -> Message:
    """Say what a programme was given, paid, and has left; ``within`` is one to name too."""
    place = None if node.id is None else programs[node.id].place
    name = at_place(node.name, place, places)
    if within and fold(str(within.name)) not in fold(str(node.name)):
        name = _WITHIN.of(program=within.name, part=name)
    said = _money_sentence(node, node.sum).of(
        program=name,
        planned=node.sum.planned,
        disbursed=node.sum.disbursed,
        unplanned=node.sum.unplanned,
        remaining=node.sum.remaining,
        excess=-node.sum.remaining,
        rate=node.rate,
    )
    if node.sum.unplanned and said.text != _UNPLANNED.text:
        said = together(said, _ALSO_UNPLANNED.of(unplanned=node.sum.unplanned))
    if node.marked:
        said = together(said, _OVER_PLAN.of(count=node.sum.over))
    return _SENTENCE.of(sentence=said)


def together(first: Message, second: Message) -> Message:
    """Put two things into one sentence."""
    return _AND.of(first=first, second=second)


def _money_sentence(node: Node, of: Sum) -> Message:
    if node.rate is None:
        if of.disbursed:
            return _FROM_ABOVE
        return _UNPLANNED if of.unplanned else _UNPAID
    if not of.disbursed:
        return _UNPAID
    if of.remaining < ZERO:
        return _PAID_BEYOND
    return _PAID if of.remaining else _PAID_IN_FULL


def activity_sentence(of: Outcome) -> Message:
    """Say what was reached; a reported nil is "none", nothing reported is said as such."""
    said = _result(of)
    if of.notes:  # sentences of the office's own
        notes = (f"{note[:1].upper()}{note[1:]}".rstrip(".") for note in of.notes)
        said = _NOTED.of(sentence=said, notes=". ".join(notes))
    return _SENTENCE.of(sentence=said)


def _value(actual: Decimal, unit: str, hedge: Qualifier | None) -> Message:
    if not actual:
        return _NONE.of(unit=unit)
    worded = percent_reached if unit.startswith("%") else counted
    return worded(actual, unit, hedge)


def _result(of: Outcome) -> Message:
    name, unit = of.activity.name, of.activity.unit
    if of.actual is None:
        sentence = _MISSING if of.target is None else _MISSING_TARGET
        return sentence.of(activity=name, target=of.target, unit=unit)
    estimate = Qualifier.ESTIMATE if of.estimate else None
    hedge = of.qualifier or estimate
    in_percent = unit.startswith("%")
    value = _value(of.actual, unit, hedge)
    if of.rate is None or (in_percent and of.target == _WHOLE):
        return _REPORTED.of(activity=name, value=value)
    reached = share(of.rate, estimate or hedge)
    return _SHARED.of(activity=name, value=value, share=reached)


def inspections_sentence(dossiers: Sequence[Dossier], *, part: bool = False) -> Message:
    """Say how many inspections there were, how many are concluded and what came back of them.

    ``part`` says that it is of a part of the year.
    """
    concluded = sum(each.reached(Stage.CONCLUDED) for each in dossiers)
    held = _HELD if concluded else _HELD_NONE
    held = _HELD_ALL if concluded == len(dossiers) else held
    when = _IN_PERIOD if part else _IN_YEAR
    said = held.of(when=when, count=len(dossiers), concluded=concluded)
    due = Dong.total(each.recommended for each in dossiers)
    return _SENTENCE.of(sentence=together(said, _back(dossiers, due)) if due else said)


def _back(dossiers: Sequence[Dossier], due: Dong) -> Message:
    recovered = Dong.total(each.recovered for each in dossiers)
    return _ALL_DUE.of(
        recommended=money(due, common(chain.from_iterable(map(_hedges_due, dossiers)))),
        recovered=money(recovered, common(chain.from_iterable(map(_hedges_back, dossiers)))),
        rate=rate(recovered, due),
    )


def inspection_sentence(dossier: Dossier, places: Places) -> Message:
    """Say where an inspection stands and what came back of what it objected to."""
    latest = dossier.latest
    name = at_place(dossier.inspection.name, dossier.inspection.place, places)
    said = _NO_STAGE.of(inspection=name)
    if latest:
        said = _AT_STAGE[latest.stage].of(inspection=name, date=latest.date)
    for more in (_recovery(dossier), _reduction(dossier)):
        if more:
            said = together(said, more)
    return _SENTENCE.of(sentence=said)


def _recovery(dossier: Dossier) -> Message | None:
    if not dossier.recommended:
        return None
    into_budget = all(each.action is Action.BUDGET_RECOVERY for each in dossier.due)
    recommended = money(dossier.recommended, common(_hedges_due(dossier)))
    recovered = money(dossier.recovered, common(_hedges_back(dossier)))
    if not dossier.recovered:
        return _DUE.of(recommended=recommended)
    if not dossier.outstanding:
        return (_ALL_IN_BUDGET if into_budget else _ALL_BACK).of(recovered=recovered)
    return (_SOME_IN_BUDGET if into_budget else _SOME_BACK).of(
        recovered=recovered, recommended=recommended, outstanding=dossier.outstanding
    )


def _hedges_due(dossier: Dossier) -> Iterator[Qualifier | None]:
    return (each.qualifier for each in dossier.due)


def _hedges_back(dossier: Dossier) -> Iterator[Qualifier | None]:
    standing = (each for each in dossier.recoveries if not each.reverses and not each.reversed_by)
    return (each.qualifier for each in standing)


def _reduction(dossier: Dossier) -> Message | None:
    cuts = [each for each in dossier.findings if each.action is Action.SETTLEMENT_REDUCTION]
    if not cuts:
        return None
    total = Dong.total(each.amount for each in cuts)
    return _REDUCED.of(amount=money(total, common(each.qualifier for each in cuts)))


def at_place(name: Message | str, place: int | None, places: Places) -> Message | str:
    """Add where something lies, from the village up to the district, unless its name says so."""
    if place is None:
        return name
    said = fold(name) if isinstance(name, str) else ""
    above = [places[at] for at in places.lineage(place)]
    missing = tuple(
        each.name
        for each in above
        if each.level is not Level.PROVINCE
        and not re.search(rf"\b{re.escape(fold(each.name))}\b", said)
    )
    return _AT_PLACE.of(what=name, places=missing) if missing else name
