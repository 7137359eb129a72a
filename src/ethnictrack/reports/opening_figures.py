"""Opening figures as a list and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnictrack.fields.opening_figure import OPENING
from ethnictrack.i18n import N_
from ethnictrack.reports.declared import columns_of
from ethnictrack.reports.listing import says
from ethnictrack.reports.table import Document, Result, Table
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.ledger.opening_figure import KeptOpening
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

_TITLE, _EMPTY = N_("Opening figures: paid before the book's first year"), N_("No opening figure.")


def opening_data(kept: KeptOpening, programs: Programs, places: Places) -> dict[str, object]:
    """Return an opening figure as JSON has it."""
    of = kept.opening
    return {
        "id": kept.id,
        "program": programs.code_of(of.line.program),
        "until": of.until,
        "paid": of.paid,
        "advances": of.advances,
        "place": places.code_of(of.line.place),
        "capital": of.line.capital,
        "source": of.line.source,
        "plan_year": of.plan_year,
        "note": of.note,
        "qualifier": of.qualifier,
        "reverses": of.reverses,
        "reversed_by": kept.reversed_by,
        "batch": of.batch,
        "actor": kept.actor,
        "recorded_at": kept.recorded_at,
    }


def opening_list(
    listed: Iterable[KeptOpening],
    programs: Programs,
    places: Places,
    search: str | None = None,
    *,
    summed: bool = True,
) -> Result:
    """List opening figures and their reversals that say a text; what stands is their sum.

    A list for scripts is not ``summed``.
    """
    every = [(each.opening, opening_data(each, programs, places)) for each in listed]
    found = [(of, facts) for of, facts in every if says(facts, search)]
    data = [facts for _, facts in found]
    total = {
        "paid": Dong.total(of.paid for of, _ in found),
        "advances": Dong.total(of.advances for of, _ in found),
    }
    table = Table.of(
        columns_of(OPENING),
        data,
        total=total if data and summed else None,
        under="program",
        empty=_EMPTY,
    )
    return Result(Document(_TITLE, (table,)), data)
