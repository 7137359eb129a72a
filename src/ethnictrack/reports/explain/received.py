"""A column of form 01/TCD explained: the activities that count in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.petition import PARTS, column_of, formula, reception
from ethnictrack.reports.form_table import numbered_table
from ethnictrack.reports.petitions import content, mismatches
from ethnictrack.reports.table import Column, Paragraph, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Outcome
    from ethnictrack.nouns.petition import Reception
    from ethnictrack.reports.explain.frame import Frame
    from ethnictrack.reports.table import Block, Result


_COLUMN = N_("form 01/TCD, column {number}: {content}")
_NOTHING = N_("No activity counts in this column; it is printed as 0.")
_SUMMED = N_("No activity counts in this column; it is what its parts make, {formula}.")
_HEAD = (Column("code", N_("Code"), Unit.CODE), Column("name", N_("Activity")))


def _activity_data(of: Outcome) -> dict[str, object]:
    return {"code": of.activity.code, "name": of.activity.name, "value": of.actual}


def _wrong(form: Reception, number: int) -> Iterator[Message]:
    return (said for at, said in mismatches(form) if at == number)


def reception_explained(outcomes: Iterable[Outcome], number: int, frame: Frame) -> Result:
    """Explain a column of form 01/TCD, 1 to 29."""
    listed = list(outcomes)
    form = reception(listed)
    inside = [each for each in listed if column_of(each.activity) == number]
    parts = [(each, form.figure(each)) for each in PARTS.get(number, ())]
    said = _SUMMED.of(formula=formula(number)) if parts else _NOTHING
    counted = list(map(_activity_data, inside))
    columns = (*_HEAD, Column("value", content(number), Unit.NUMBER))
    table = Table.of(columns, counted, total={"value": form.figure(number)})
    blocks: list[Block] = [table if inside else Paragraph(said)]
    if parts:
        blocks.append(numbered_table((each, content(each), "", figure) for each, figure in parts))
    data: dict[str, object] = {
        "column": number,
        "value": form.figure(number),
        "activities": counted,
        "formula": [{"column": str(each), "value": figure} for each, figure in parts],
    }
    name = _COLUMN.of(number=number, content=content(number))
    notes = tuple(_wrong(form, number))
    return frame.result(name, (), blocks, data, notes)
