"""Inspections: as JSON, as a list, one in full, and the report of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ethnictrack.fields.inspection import LISTED
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.attachments import titled
from ethnictrack.reports.declared import columns_of
from ethnictrack.reports.face import Face, Told
from ethnictrack.reports.inspection_form import FORM, form_data, form_notes, form_table
from ethnictrack.reports.inspection_year import in_span, of_year, unplaced, within
from ethnictrack.reports.listing import says
from ethnictrack.reports.pictures import recovery_bars
from ethnictrack.reports.qualifiers import qualifier_name
from ethnictrack.reports.table import (
    Column,
    Document,
    Heading,
    Result,
    Table,
    Term,
    Unit,
    field_table,
)
from ethnictrack.values.money import Dong, rate
from ethnictrack.year.figures import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ethnictrack.nouns.attachment import Attachment
    from ethnictrack.nouns.inspection import Dossier, Finding, Recovery
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Block, Cell

Facts = Mapping[str, Any]  # as JSON has them
_MONEY_IN_DONG = (
    Column("recommended", N_("To recover (đồng)"), Unit.DONG),
    Column("recovered", N_("Recovered (đồng)"), Unit.DONG),
    Column("outstanding", N_("Outstanding (đồng)"), Unit.DONG),
    Column("rate", N_("Rate"), Unit.RATE),
)
_STAGES: tuple[Column[Facts], ...] = (
    Column("date", N_("Date"), Unit.DATE),
    Column("stage", N_("Stage"), of=lambda of: of["stage"].label),
    Column("document", N_("Document")),
    Column("reason", N_("Reason")),
)
_FINDINGS: tuple[Column[Facts], ...] = (
    Column("number", N_("No."), Unit.CODE),
    Column("action", N_("Action"), of=lambda of: of["action"].label),
    Column("qualifier", N_("How sure"), of=lambda of: qualifier_name(of["qualifier"])),
    Column("amount", N_("Amount (đồng)"), Unit.DONG),
    Column("recovered", N_("Recovered (đồng)"), Unit.DONG),
    Column("note", N_("Note")),
)
_FOLLOWED = N_("Carried out by other bodies, followed up by the office")
_OWN = N_("the office itself")
_NONE = N_("No inspection.")
_REVERSED, _REVERSES = N_("reversed by {number}"), N_("reverses {number}")
_NAMED, _YEARS = N_("{code}: {title}"), N_("{first} to {last}")


def inspection_data(dossier: Dossier, programs: Programs, places: Places) -> dict[str, Any]:
    """Return an inspection as JSON has it."""
    of, latest = dossier.inspection, dossier.latest
    return {
        "code": of.code,
        "title": of.name,
        "kind": of.kind,
        "basis": of.basis,
        "program": programs.code_of(of.program),
        "place": places.code_of(of.place),
        "year": of.year,
        "scope_from": of.scope_from,
        "scope_to": of.scope_to,
        "agency": of.agency,
        "decision": of.decision,
        "stage": latest and latest.stage,
        "stage_date": latest and latest.date,
        "stages": [
            {"stage": at.stage, "date": at.date, "document": at.document, "reason": at.reason}
            for at in dossier.stages
        ],
        "findings": [_finding_data(each, dossier) for each in dossier.findings],
        "recoveries": [_recovery_data(each) for each in dossier.recoveries],
        "recommended": dossier.recommended,
        "recovered": dossier.recovered,
        "outstanding": dossier.outstanding,
        "rate": dossier.rate,
        "reduction": dossier.reduction,
        "files": dossier.files,
    }


def _finding_data(finding: Finding, dossier: Dossier) -> dict[str, object]:
    return {
        "number": finding.number,
        "amount": finding.amount,
        "qualifier": finding.qualifier,
        "action": finding.action,
        "recovered": dossier.recovered_of(finding.number),
        "note": finding.note,
    }


def _recovery_data(recovery: Recovery) -> dict[str, object]:
    return {
        "id": recovery.id,
        "finding": recovery.finding,
        "amount": recovery.amount,
        "qualifier": recovery.qualifier,
        "date": recovery.date,
        "voucher": recovery.voucher,
        "note": recovery.note,
        "reverses": recovery.reverses,
        "reversed_by": recovery.reversed_by,
    }


def inspection_list(
    dossiers: Iterable[Dossier], programs: Programs, places: Places, search: str | None = None
) -> Result:
    """List inspections that say a text, with their stage and money.

    Scripts get every field of the register.
    """
    every = [(each, inspection_data(each, programs, places)) for each in dossiers]
    listed = [each for each, facts in every if says(facts, search)]
    data = [facts for _, facts in every if says(facts, search)]
    rows = (facts | _named_place(each, places) for facts, each in zip(data, listed, strict=True))
    columns = (*columns_of(LISTED), *_MONEY_IN_DONG)
    table = Table.of(columns, rows, total=_total(listed), empty=_NONE)
    return Result(Document(N_("Inspections"), (table,)), data)


def _named_place(dossier: Dossier, places: Places) -> dict[str, Term]:
    """Return the cell of a place that people read by its name, and scripts by its code."""
    if (at := dossier.inspection.place) is None:
        return {}
    return {"place": Term(places[at].code, Message("{name}").of(name=places[at].name))}


def inspection_table(
    dossiers: Iterable[Dossier], places: Places, *, agencies: bool = False
) -> Table:
    """Return inspections as reports print them, with the names of places.

    What is to be taken off the settlement has a column where there is any; ``agencies`` gives who
    carried them out one too.
    """
    listed = list(dossiers)
    cut = any(each.reduction for each in listed)
    columns: tuple[Column[Dossier], ...] = (
        Column("code", N_("Code"), Unit.CODE, lambda of: of.inspection.code),
        Column("title", N_("Title"), of=lambda of: of.inspection.name),
        Column("place", N_("Place"), of=lambda of: _place_name(of, places)),
        Column("stage", N_("Stage"), of=lambda of: of.latest.stage.label if of.latest else None),
        Column(
            "stage_date", N_("Date"), Unit.DATE, lambda of: of.latest.date if of.latest else None
        ),
        Column("recommended", N_("To recover"), Unit.DONG, lambda of: of.recommended),
        Column("recovered", N_("Recovered"), Unit.DONG, lambda of: of.recovered),
        Column("outstanding", N_("Outstanding"), Unit.DONG, lambda of: of.outstanding),
        Column("rate", N_("Rate"), Unit.RATE, lambda of: of.rate),
        Column("reduction", N_("Reduction of the settlement"), Unit.DONG, lambda of: of.reduction),
        Column("agency", N_("Agency"), of=lambda of: of.inspection.agency),
    )
    aside = {name for name, is_in in (("reduction", cut), ("agency", agencies)) if not is_in}
    kept = [each for each in columns if each.key not in aside]
    return Table.of(kept, listed, total=_total(listed), empty=_NONE)


def _place_name(of: Dossier, places: Places) -> str | None:
    at = of.inspection.place
    return None if at is None else places[at].name


def _total(dossiers: list[Dossier]) -> dict[str, object] | None:
    if not dossiers:
        return None
    recommended = Dong.total(each.recommended for each in dossiers)
    recovered = Dong.total(each.recovered for each in dossiers)
    return {
        "recommended": recommended,
        "recovered": recovered,
        "outstanding": recommended - recovered,
        "rate": rate(recovered, recommended),
        "reduction": Dong.total(each.reduction for each in dossiers),
    }


def inspection_show(
    dossier: Dossier, programs: Programs, places: Places, attached: Sequence[Attachment] = ()
) -> Result:
    """Show one inspection with its stages, findings, recoveries and files."""
    data = inspection_data(dossier, programs, places)
    parts = (
        (N_("Stages"), _STAGES, data["stages"]),
        (N_("Findings"), _FINDINGS, data["findings"]),
        (N_("Recoveries"), _RECOVERIES, data["recoveries"]),
    )
    blocks = (
        field_table(_fields(dossier, programs, places)),
        *(Table.of(columns, rows, title=title) for title, columns, rows in parts if rows),
        *titled(attached),
    )
    title = _NAMED.of(code=dossier.inspection.code, title=dossier.inspection.name)
    return Result(Document(title, blocks), data)


def _noted(recovery: Facts) -> Message | str | None:
    if recovery["reverses"] is not None:
        return _REVERSES.of(number=recovery["reverses"])
    undone = recovery["reversed_by"]
    return recovery["note"] if undone is None else _REVERSED.of(number=undone)


_RECOVERIES: tuple[Column[Facts], ...] = (
    Column("id", N_("No."), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("finding", N_("Finding"), Unit.CODE),
    Column("qualifier", N_("How sure"), of=lambda of: qualifier_name(of["qualifier"])),
    Column("amount", N_("Amount (đồng)"), Unit.DONG),
    Column("voucher", N_("Voucher")),
    Column("note", N_("Note"), of=_noted),
)


def _coded(register: Programs | Places, number: int | None) -> str | None:
    return None if number is None else f"{register[number].code} {register[number].name}"


def _fields(dossier: Dossier, programs: Programs, places: Places) -> list[tuple[Message, Cell]]:
    of = dossier.inspection
    years = of.scope_from or of.scope_to
    scope = _YEARS.of(first=of.scope_from or years, last=of.scope_to or years) if years else None
    amount = N_("{amount} đồng")
    return [
        (N_("Kind"), of.kind.label),
        (N_("Basis"), of.basis.label),
        (N_("Programme"), _coded(programs, of.program)),
        (N_("Place"), _coded(places, of.place)),
        (N_("Year"), str(of.year) if of.year else None),
        (N_("Years inspected"), scope),
        (N_("Agency"), of.agency),
        (N_("Decision"), of.decision),
        (N_("To recover"), amount.of(amount=dossier.recommended.value)),
        (N_("Recovered"), amount.of(amount=dossier.recovered.value)),
        (N_("Outstanding"), amount.of(amount=dossier.outstanding.value)),
    ]


def _parted(listed: Iterable[Dossier], office: str) -> tuple[list[Dossier], list[Dossier]]:
    """Part the office's own inspections from those of other bodies."""
    own: list[Dossier] = []
    followed: list[Dossier] = []
    for each in listed:
        (own if each.carried_out_by(office) else followed).append(each)
    return own, followed


def inspections(  # noqa: PLR0913 - the facts a report states on its face
    dossiers: Iterable[Dossier],
    *,
    year: int,
    as_of: date,
    programs: Programs,
    places: Places,
    scope: Coverage | None = None,
    unit_line: Message | None = None,
    told: Told | None = None,
    office: str = "",
) -> Result:
    """Report each inspection, its stage and money, and the columns of form 01/TTr.

    What is ``told`` of is the calendar year unless a period is. Those of other bodies than the
    ``office`` are followed up: they have a table of their own and are not in the form.
    """
    told = told or Told.calendar_year(year)
    covers = scope or Coverage()
    known = within(dossiers, covers, programs, places)
    listed = (
        of_year(known, year=year, as_of=as_of)
        if told.period is None
        else in_span(known, told.span, as_of)
    )
    own, followed = _parted(listed, office)
    blocks = (
        inspection_table(own, places),
        *recovery_bars(own),
        *followed_up(followed, places),
        Heading(N_("Form 01/TTr: results of inspections"), level=2),
        form_table(own, told.span, office or _OWN),
    )
    face = Face(
        year=year,
        as_of=as_of,
        scope=covers,
        programs=programs,
        places=places,
        unit_line=unit_line,
    )
    data: dict[str, object] = {
        "period": told.period,
        "first": told.span.first,
        "last": told.span.last,
        "inspections": [inspection_data(each, programs, places) for each in listed],
        "followed": [each.inspection.code for each in followed],
        "form": form_data(own, told.span),
    }
    notes = (*form_notes(own, told.span), *unplaced(known))
    title = told.title(N_("Inspections of {year}"), N_("Inspections, {period}"), year)
    return face.result("inspections", title, blocks, data, notes=notes, said=[told.said], form=FORM)


def followed_up(dossiers: list[Dossier], places: Places) -> Iterator[Block]:
    """Yield the table of what other bodies inspected, if anything."""
    if dossiers:
        yield Heading(_FOLLOWED, level=2)
        yield inspection_table(dossiers, places, agencies=True)
