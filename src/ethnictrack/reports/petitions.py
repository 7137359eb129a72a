"""What was reported of citizens received, and the columns of form 01/TCD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.petition import COLUMNS, column_of, formula, reception
from ethnictrack.reports.activities import activity_data, activity_table
from ethnictrack.reports.form_table import FormHead, numbered_data, unit_table
from ethnictrack.reports.table import Column, Heading, Result, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import Outcome
    from ethnictrack.nouns.petition import Reception
    from ethnictrack.reports.face import Face, Told


_TITLE = N_("Receiving citizens and petitions in {year}")
_TITLE_OF_PERIOD = N_("Receiving citizens and petitions, {period}")
_NUMBER = ("Biểu số: 01/TCD", "(Thông tư số 02/2021/TT-TTCP)")
_FORM = N_("Form 01/TCD: reception of citizens")
_IN_FORM: Column[Outcome] = Column(
    "column", N_("Column of 01/TCD"), Unit.CODE, lambda of: column_of(of.activity)
)
_REGULAR, _HEAD, _DEPUTED = (
    N_("Regular reception: {what}"),
    N_("Received by the head of the office: {what}"),
    N_("Received on the head's behalf: {what}"),
)
_SESSIONS = N_("sessions")
_EACH = (
    N_("visits"),
    N_("persons"),
    N_("cases, for the first time"),
    N_("cases, again"),
    N_("groups of many: groups"),
    N_("groups of many: persons"),
    N_("groups of many: cases, for the first time"),
    N_("groups of many: cases, again"),
)
_CONTENTS = (
    N_("Visits in all"),
    N_("Persons received in all"),
    N_("Cases in all"),
    *(_REGULAR.of(what=what) for what in _EACH),
    *(_HEAD.of(what=what) for what in (_SESSIONS, *_EACH)),
    *(_DEPUTED.of(what=what) for what in (_SESSIONS, *_EACH)),
)
_KINDS = (
    N_("Regular reception"),
    N_("Received by the head of the office"),
    N_("Received on the head's behalf"),
)
_ALL = N_("In all")
# What a column is called on the form, below the heading it stands under; the part of the page.
_HEADS: tuple[tuple[Message, tuple[Message, ...], int], ...] = (
    *((what, (_ALL,), 1) for what in (N_("visits"), N_("persons"), N_("cases"))),
    *((what, (_KINDS[0],), 1) for what in _EACH),
    *(
        (what, (kind,), part)
        for part, kind in enumerate(_KINDS[1:], 2)
        for what in (_SESSIONS, *_EACH)
    ),
)
_SILENT = N_("Nothing was reported of these, and the form counts them as 0: {activities}.")
_HEDGED = N_("Not counted exactly, and printed in the form as reported: {activities}.")
_OUTSIDE = N_(
    "Not in form 01/TCD, which counts visits, persons and cases; letters are counted in 02/TCD:"
    " {activities}."
)
_MISMATCH = N_(
    "Column {column} is reported as {stated}, but {parts} make {sum}. An activity with the code"
    " {code} counts in column {number}."
)
_NOBODY = N_("No activity of the section petitions is registered; every column is printed as 0.")


def content(number: int) -> Message:
    """Return what a column of form 01/TCD, 1 to 29, counts."""
    return _CONTENTS[number - 1]


def petitions(outcomes: Iterable[Outcome], face: Face, *, told: Told, office: str = "") -> Result:
    """Report the activities of the section `petitions`, and what they make of form 01/TCD."""
    listed = list(outcomes)
    found = reception(listed)
    figures = [found.figure(number) for number in range(1, COLUMNS + 1)]
    heads = (
        FormHead(content(number), *head[:2], formula(number) or str(number), head[2])
        for number, head in enumerate(_HEADS, 1)
    )
    blocks = (
        activity_table(listed, _IN_FORM),
        Heading(_FORM, level=2),
        unit_table(heads, office or N_("the office itself"), figures),
    )
    data: dict[str, object] = {
        "period": told.period,
        "first": told.span.first,
        "last": told.span.last,
        "activities": [
            {**activity_data(each), "column": column_of(each.activity)} for each in listed
        ],
        "form": numbered_data(figures),
    }
    notes = (*_notes(listed), *(said for _, said in mismatches(found)))
    title = told.title(_TITLE, _TITLE_OF_PERIOD, face.year)
    return face.result(
        "petitions", title, blocks, data, notes=notes, said=[told.said], form=_NUMBER
    )


def _notes(listed: list[Outcome]) -> Iterator[Message]:
    silent, hedged, outside = list[str](), list[str](), list[str]()
    for each in listed:
        if column_of(each.activity) is None:
            outside.append(each.activity.code)
            continue
        if each.actual is None:
            silent.append(each.activity.code)
        if each.qualifier or each.estimate:
            hedged.append(each.activity.code)
    for said, codes in ((_SILENT, silent), (_HEDGED, hedged), (_OUTSIDE, outside)):
        if codes:
            yield said.of(activities=tuple(codes))
    if not listed:
        yield _NOBODY


def mismatches(found: Reception) -> Iterator[tuple[int, Message]]:
    """Yield the columns that were reported as something else than their parts, and say so."""
    for each in found.mismatches():
        parts = formula(each.column).partition("=")[2]
        number = int(parts.partition("+")[0])
        said = _MISMATCH.of(
            column=each.column,
            stated=each.stated,
            parts=parts,
            sum=each.parts,
            code=f"TCD-{number}",
            number=number,
        )
        yield each.column, said
