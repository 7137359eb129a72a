"""Section II of the annual report: what was done, in five parts."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import ActivitySection, RemarkSection
from ethnictrack.nouns.program import ProgramKind
from ethnictrack.reports.annual.prose import (
    activity_sentence,
    inspection_sentence,
    inspections_sentence,
    program_sentence,
    together,
)
from ethnictrack.reports.pictures import rate_bars, recovery_bars
from ethnictrack.reports.rates import By, Node, by_rate, cut, rates_table, rows_by, year_curve
from ethnictrack.reports.table import Heading, Paragraph
from ethnictrack.values.errors import EXACT
from ethnictrack.values.money import rate, round_half_up
from ethnictrack.year.figures import BASIS_TEXTS, Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Outcome
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.annual import AnnualFacts
    from ethnictrack.reports.table import Block


SHOWN_LEVELS = 2  # of the tree in the text and its table; the annex shows all
_OF_THE_YEAR, _CARRIED = N_("Plan of the year"), N_("Money carried over from earlier years")
_SLOWEST = N_("The lowest rates are those of: {lines}.")
_LINE = N_("{program} ({rate})")
_BY_CAPITAL, _BY_PLAN_YEAR = N_("By type of capital:"), N_("By year of the plan:")
_NAMED = 3  # lines said to be the slowest, and the fewest there must be to compare


def breakdown(facts: AnnualFacts) -> Iterator[Block]:
    """Yield a sentence for each class of money, where there is more than one."""
    figures = facts.figures
    kinds = ((_BY_CAPITAL, rows_by(figures, By.CAPITAL)), (_BY_PLAN_YEAR, _by_plan_year(facts)))
    for heading, nodes in kinds:
        if len(nodes) > 1:
            yield Paragraph(heading)
            for node in nodes:
                said = program_sentence(node, figures.programs, figures.places)
                yield Paragraph(said, bullet=True)


def _by_plan_year(facts: AnnualFacts) -> list[Node]:
    year = facts.figures.year
    lines = facts.figures.lines
    sums = (
        (_OF_THE_YEAR, [each for group, each in lines if group.plan_year == year]),
        (_CARRIED, [each for group, each in lines if group.plan_year < year]),
    )
    return [Node(None, name, sum(parts, Sum())) for name, parts in sums if parts]


def _rated(facts: AnnualFacts) -> Iterator[Node]:
    """Yield what has a rate of its own and nothing below it."""
    for node in cut(facts.programs, SHOWN_LEVELS):
        yield from (each for each in node.flat() if not each.children and each.rate is not None)


def slowest(facts: AnnualFacts) -> Iterator[Block]:
    """Yield which parts are behind all programmes together, the slowest first."""
    rated = list(_rated(facts))
    overall = rate(facts.total.disbursed, facts.total.planned)
    if overall is None or len(rated) < _NAMED:
        return
    behind = [each for each in sorted(rated, key=by_rate) if _shown(each.rate) < _shown(overall)]
    if behind:
        named = [_LINE.of(program=each.name, rate=each.rate) for each in behind[:_NAMED]]
        yield Paragraph(_SLOWEST.of(lines=reduce(together, named)))


def _shown(share: Fraction | None) -> Decimal:
    """Return a rate as the text prints it; what reads the same is not behind."""
    return round_half_up((share or Fraction(0)) * 100, 1)


_RESULTS = N_("Results of the year")
_PARTS = (
    N_("Advice to the province; documents issued and commented on"),
    N_("Programmes and policies"),
    N_("Prestigious persons, newspapers and magazines, visits and gifts"),
    N_("Inspections, receiving citizens, petitions"),
    N_("Information, legal education and other results"),
)
_NOTHING = N_("Nothing was reported.")
_NO_MONEY = N_("No plan and no disbursement is recorded for the year.")
_FOLLOWED = N_("Carried out by other bodies, followed up by the office:")
_NO_INSPECTION = N_("No inspection is recorded for the year.")
_NO_PETITION = N_("On citizens received and petitions nothing was reported.")
_IN_ALL = N_("All programmes")
_IN_WORDS = N_("Disbursed in all: {paid} (in words: {words}).")
_TABLE = N_("Disbursement by programme")
_AS_OF = N_("Up to {date}, measured by the {basis}:")


def results(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section II, the office's own summary first."""
    yield Heading(_RESULTS, "II")
    yield from (Paragraph(text) for text in facts.remarks_in(RemarkSection.RESULTS))
    parts = (_documents, _programs, _persons, _inspections, _education)
    for number, (heading, part) in enumerate(zip(_PARTS, parts, strict=True), 1):
        yield Heading(heading, str(number), level=2)
        yield from part(facts)


def _documents(facts: AnnualFacts) -> Iterator[Block]:
    return _activities(
        facts, ActivitySection.DOCUMENTS, ActivitySection.POLICY, ActivitySection.SURVEY
    )


def _persons(facts: AnnualFacts) -> Iterator[Block]:
    return _activities(facts, ActivitySection.PUBLICATIONS, ActivitySection.VISITS)


def _education(facts: AnnualFacts) -> Iterator[Block]:
    return _activities(facts, ActivitySection.LEGAL_EDUCATION, ActivitySection.OTHER)


def _activities(facts: AnnualFacts, *sections: ActivitySection) -> Iterator[Block]:
    return _bullets(facts.outcomes_in(*sections), _NOTHING)


def _bullets(outcomes: list[Outcome], nothing: Message) -> Iterator[Block]:
    yield from (Paragraph(activity_sentence(each), bullet=True) for each in outcomes)
    if not outcomes:
        yield Paragraph(nothing)


def _programs(facts: AnnualFacts) -> Iterator[Block]:
    if not facts.programs:
        yield Paragraph(_NO_MONEY)
        return
    figures = facts.figures
    programs, places = figures.programs, figures.places
    yield Paragraph(_AS_OF.of(date=figures.as_of, basis=BASIS_TEXTS[figures.basis]))
    for node in facts.programs:
        parts = list(_parts(node.children, programs))
        if len(parts) == 1 and parts[0].sum == node.sum:  # one figure is not said twice
            yield Paragraph(program_sentence(parts[0], programs, places, within=node))
            continue
        yield Paragraph(program_sentence(node, programs, places))
        for part in parts:
            yield Paragraph(program_sentence(part, programs, places), bullet=True)
    if len(facts.programs) > 1:
        yield Paragraph(program_sentence(Node(None, _IN_ALL, facts.total), programs, places))
    yield from breakdown(facts)
    yield from slowest(facts)
    if facts.total_in_words:
        paid = EXACT.of(amount=facts.total.paid.value)  # what the words say, to the đồng
        yield Paragraph(_IN_WORDS.of(paid=paid, words=facts.total_in_words))
    yield rates_table(cut(facts.programs, SHOWN_LEVELS), facts.total, title=_TABLE)
    yield from rate_bars(facts.programs, figures)
    yield from year_curve(figures)


def _parts(children: Iterable[Node], programs: Programs) -> Iterator[Node]:
    """Yield what stands directly below a programme, and works however deep they stand."""
    for child in children:
        yield child
        yield from (each for each in list(child.flat())[1:] if _is_work(each, programs))


def _is_work(node: Node, programs: Programs) -> bool:
    return node.id is not None and programs[node.id].kind is ProgramKind.WORK


def _inspections(facts: AnnualFacts) -> Iterator[Block]:
    places = facts.figures.places
    if not facts.own:
        yield Paragraph(_NO_INSPECTION)
    if len(facts.own) > 1:
        yield Paragraph(inspections_sentence(facts.own, part=facts.period is not None))
    for each in facts.own:
        yield Paragraph(inspection_sentence(each, places), bullet=True)
    if facts.followed:
        yield Paragraph(_FOLLOWED)
    for each in facts.followed:
        yield Paragraph(inspection_sentence(each, places), bullet=True)
    yield from _bullets(facts.outcomes_in(ActivitySection.PETITIONS), _NO_PETITION)
    yield from recovery_bars(facts.inspections)
