"""The annual report: the office's year-end summary, every section of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import ActivitySection, RemarkSection
from ethnictrack.nouns.program import ProgramKind
from ethnictrack.reports.activities import activity_data, activity_table
from ethnictrack.reports.annual_prose import (
    activity_sentence,
    inspection_sentence,
    inspections_sentence,
    program_sentence,
    together,
)
from ethnictrack.reports.face import Face, measured_by
from ethnictrack.reports.inspection_year import in_span, of_year, unplaced, within
from ethnictrack.reports.inspections import inspection_data, inspection_table
from ethnictrack.reports.pictures import rate_bars, recovery_bars
from ethnictrack.reports.rate_rows import (
    By,
    Node,
    by_rate,
    cut,
    node_data,
    program_nodes,
    rates_table,
    row_notes,
    rows_by,
    total_data,
    unplanned_notes,
)
from ethnictrack.reports.rates import year_curve
from ethnictrack.reports.table import Heading, Paragraph, Result
from ethnictrack.values.errors import EXACT
from ethnictrack.values.money import rate, round_half_up
from ethnictrack.year.figures import Sum
from ethnictrack.year.period import named_next, named_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Outcome, Remark
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.letter import Letter
    from ethnictrack.reports.table import Block, Table
    from ethnictrack.year.figures import Figures
    from ethnictrack.year.period import Period


_RATES = N_("Annex {number}: disbursement by programme, all levels")
_ACTIVITIES = N_("Annex {number}: targets and results")
_INSPECTIONS = N_("Annex {number}: inspections")
_FOLLOWED = N_("Annex {number}: inspections of other bodies, followed up")


def annexes(facts: AnnualFacts) -> Iterator[Block]:
    """Yield the annexes there is anything to say in, numbered."""
    for number, (heading, table) in enumerate(_tables(facts), 1):
        yield Heading(heading.of(number=number), annex=True)
        yield table


def _tables(facts: AnnualFacts) -> Iterator[tuple[Message, Table]]:
    """Yield the tables; a tree that the text shows whole is not printed twice."""
    nodes = [each for node in facts.programs for each in node.flat()]
    if any(each.level >= SHOWN_LEVELS for each in nodes):
        yield _RATES, rates_table(facts.programs, facts.total)
    if facts.outcomes:
        yield _ACTIVITIES, activity_table(facts.outcomes)
    if facts.own:
        yield _INSPECTIONS, inspection_table(facts.own, facts.figures.places)
    if facts.followed:
        places = facts.figures.places
        yield _FOLLOWED, inspection_table(facts.followed, places, agencies=True)


_NOTHING = N_("Nothing was written for this section.")
_OVERVIEW, _ASSESSMENT = N_("Overview of the year"), N_("Assessment")
_TASKS = N_("Tasks of {year}")
_TASKS_OF_PERIOD = N_("Tasks of {period}")
_ASSESSED = (RemarkSection.STRENGTHS, RemarkSection.LIMITATIONS, RemarkSection.CAUSES)


def overview(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section I."""
    yield from _section(facts, RemarkSection.OVERVIEW, Heading(_OVERVIEW, "I"))


def assessment(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section III: strengths, limitations, causes."""
    yield Heading(_ASSESSMENT, "III")
    for number, section in enumerate(_ASSESSED, 1):
        heading = Heading(section.label, str(number), level=2)
        yield from _section(facts, section, heading)


def tasks(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section IV."""
    heading: Message = _TASKS.of(year=facts.figures.year + 1)
    if facts.period is not None:
        heading = _TASKS_OF_PERIOD.of(period=named_next(facts.period, facts.figures.year))
    yield from _section(facts, RemarkSection.NEXT_YEAR, Heading(heading, "IV"))


def _section(facts: AnnualFacts, section: RemarkSection, heading: Heading) -> Iterator[Block]:
    yield heading
    written = facts.remarks_in(section)
    yield from (Paragraph(text) for text in written)
    if not written:
        yield Paragraph(_NOTHING)


@dataclass(frozen=True, kw_only=True)
class AnnualFacts:
    """One year of an office; ``dossiers`` may be all there are, the report picks its own.

    ``figures`` are made by month, for the curve of the year.
    ``total_in_words`` words everything that was paid, with a plan and without.
    """

    figures: Figures
    outcomes: Sequence[Outcome] = ()
    dossiers: Sequence[Dossier] = ()
    remarks: Sequence[Remark] = ()
    office: str | None = None
    letter: Letter | None = None
    unit_line: Message | None = None
    total_in_words: Message | str = ""
    period: Period | None = None  # a part of the year; None is the year with its settlement

    @cached_property
    def total(self) -> Sum:
        """Every đồng once."""
        return self.figures.total()

    @cached_property
    def programs(self) -> list[Node]:
        """The tree of programmes with figures."""
        return program_nodes(self.figures)

    @cached_property
    def known(self) -> list[Dossier]:
        """The inspections of what the report covers, of any year."""
        figures = self.figures
        return within(self.dossiers, figures.scope, figures.programs, figures.places)

    @cached_property
    def inspections(self) -> list[Dossier]:
        """The inspections of the year, or that were under way in a part of it, as of the day."""
        year, as_of = self.figures.year, self.figures.as_of
        if self.period is None:
            return of_year(self.known, year=year, as_of=as_of)
        return in_span(self.known, self.period.of(year), as_of)

    @cached_property
    def own(self) -> list[Dossier]:
        """Those the office itself carried out."""
        return [each for each in self.inspections if each.carried_out_by(self.office or "")]

    @cached_property
    def followed(self) -> list[Dossier]:
        """Those of other bodies, which the office follows up."""
        return [each for each in self.inspections if each not in self.own]

    def outcomes_in(self, *sections: ActivitySection) -> list[Outcome]:
        """Return the activities of some sections, section by section."""
        return [
            each
            for section in sections
            for each in self.outcomes
            if each.activity.section is section
        ]

    def remarks_in(self, section: RemarkSection) -> list[str]:
        """Return what the office wrote for a section."""
        return [each.text for each in self.remarks if each.section is section]


_TITLE = N_("Report on the work of {year}")
_TITLE_OF_PERIOD = N_("Report on the work of {period}")
_OFFICE = N_("Office: {office}")


def annual(facts: AnnualFacts) -> Result:
    """Report a year in the outline of the office: overview, results, assessment, tasks, annexes."""
    figures = facts.figures
    office = (_OFFICE.of(office=facts.office),) if facts.office else ()
    made = Face.of(figures, facts.unit_line).result(
        "annual",
        _title(facts),
        (*overview(facts), *results(facts), *assessment(facts), *tasks(facts), *annexes(facts)),
        _data(facts),
        notes=(
            *figures.notes,
            *unplanned_notes(facts.total),
            *row_notes(facts.programs),
            *unplaced(facts.known),
        ),
        said=[measured_by(figures)],
        basis=figures.basis,
    )
    basis = (*office, *made.document.basis)
    return replace(
        made, document=replace(made.document, basis=basis, letter=facts.letter, paper=None)
    )


def _title(facts: AnnualFacts) -> Message:
    year = facts.figures.year
    if facts.period is None:
        return _TITLE.of(year=year)
    return _TITLE_OF_PERIOD.of(period=named_period(facts.period, year))


def _data(facts: AnnualFacts) -> dict[str, object]:
    figures = facts.figures
    order = list(RemarkSection)
    remarks = sorted(facts.remarks, key=lambda each: order.index(each.section))
    return {
        "basis": figures.basis,
        "period": facts.period,
        "programs": [node_data(each, nested=True) for each in facts.programs],
        "total": total_data(facts.total),
        "activities": [activity_data(each) for each in facts.outcomes],
        "inspections": [
            inspection_data(each, figures.programs, figures.places) for each in facts.inspections
        ],
        "remarks": [{"section": each.section, "text": each.text} for each in remarks],
    }


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
_COUNTED = (  # the sections of parts 1, 3 and 5
    (ActivitySection.DOCUMENTS, ActivitySection.POLICY, ActivitySection.SURVEY),
    (ActivitySection.PUBLICATIONS, ActivitySection.VISITS),
    (ActivitySection.LEGAL_EDUCATION, ActivitySection.OTHER),
)
_NOT_REPORTED = N_("Nothing was reported.")
_NO_MONEY = N_("No plan and no disbursement is recorded for the year.")
_BY_OTHERS = N_("Carried out by other bodies, followed up by the office:")
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
    documents, persons, education = (
        _bullets(facts.outcomes_in(*sections), _NOT_REPORTED) for sections in _COUNTED
    )
    parts = (documents, _programs(facts), persons, _inspections(facts), education)
    for number, (heading, part) in enumerate(zip(_PARTS, parts, strict=True), 1):
        yield Heading(heading, str(number), level=2)
        yield from part


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
    yield Paragraph(_AS_OF.of(date=figures.as_of, basis=figures.basis.label))
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
        yield Paragraph(_BY_OTHERS)
    for each in facts.followed:
        yield Paragraph(inspection_sentence(each, places), bullet=True)
    yield from _bullets(facts.outcomes_in(ActivitySection.PETITIONS), _NO_PETITION)
    yield from recovery_bars(facts.inspections)
