"""The annual report: the office's year-end summary, every section of it."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.activity import REMARK_SECTION_NAMES
from ethnictrack.reports.activities import activity_data
from ethnictrack.reports.annual.annexes import annexes
from ethnictrack.reports.annual.facts import AnnualFacts
from ethnictrack.reports.annual.results import results
from ethnictrack.reports.annual.written import assessment, overview, tasks
from ethnictrack.reports.basis import basis_of, stated_by
from ethnictrack.reports.inspection_year import unplaced
from ethnictrack.reports.inspections import inspection_data
from ethnictrack.reports.rates import node_data, row_notes, total_data, unplanned_notes
from ethnictrack.reports.table import Document, Result

__all__ = ["AnnualFacts", "annual"]

_TITLE = N_("Report on the work of {year}")
_OFFICE = N_("Office: {office}")


def annual(facts: AnnualFacts) -> Result:
    """Report a year in the outline of the office: overview, results, assessment, tasks, annexes."""
    figures = facts.figures
    office = (_OFFICE.of(office=facts.office),) if facts.office else ()
    document = Document(
        _TITLE.of(year=figures.year),
        (*overview(facts), *results(facts), *assessment(facts), *tasks(facts), *annexes(facts)),
        (*office, *basis_of(figures, facts.unit_line)),
        (
            *figures.notes,
            *unplanned_notes(facts.total),
            *row_notes(facts.programs),
            *unplaced(facts.known),
        ),
        stated_by(figures.year, figures.as_of, figures.basis),
        letter=facts.letter,
    )
    return Result(document, _data(facts, document))


def _data(facts: AnnualFacts, document: Document) -> dict[str, object]:
    figures = facts.figures
    order = list(REMARK_SECTION_NAMES)
    remarks = sorted(facts.remarks, key=lambda each: order.index(each.section))
    notes: list[Message] = list(document.notes)
    return {
        "report": "annual",
        "title": document.title,
        "year": figures.year,
        "as_of": figures.as_of,
        "basis": figures.basis,
        "programs": [node_data(each, nested=True) for each in facts.programs],
        "total": total_data(facts.total),
        "activities": [activity_data(each) for each in facts.outcomes],
        "inspections": [
            inspection_data(each, figures.programs, figures.places) for each in facts.inspections
        ],
        "remarks": [{"section": each.section, "text": each.text} for each in remarks],
        "notes": notes,
    }
