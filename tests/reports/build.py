"""Short ways to write the facts of a report: registers, sums, inspections; no database."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ethnictrack import i18n
from ethnictrack.i18n import Message
from ethnictrack.ledger.plan import PlanLine, Totals
from ethnictrack.nouns.activity import Activity, ActivitySection, Outcome, Remark, RemarkSection
from ethnictrack.nouns.inspection import (
    Action,
    Basis,
    Dossier,
    Finding,
    Inspection,
    InspectionKind,
    Recovery,
    Stage,
    StageEvent,
)
from ethnictrack.nouns.place import Level, Place, Places
from ethnictrack.nouns.program import Program, ProgramKind, Programs
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.year.figures import Coverage, Figures, Group, PlanBasis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ethnictrack.reports.table import Result, Table
    from ethnictrack.values.kinds import Capital, Source

CUT_OFF = date(2021, 11, 15)
LAST_DAY = date(2022, 1, 31)

PROGRAMS = Programs(
    (
        Program(id=1, code="CT135", name="Chương trình 135"),
        Program(id=2, code="CT135.1", name="Hạ tầng", parent=1, kind=ProgramKind.SUBPROJECT),
        Program(id=3, code="CT135.2", name="Sản xuất", parent=1, kind=ProgramKind.SUBPROJECT),
        Program(id=4, code="CT135.2.1", name="Mô hình", parent=3, kind=ProgramKind.ACTIVITY),
        Program(id=5, code="DCDC", name="Định canh, định cư"),
        Program(id=6, code="DCDC.1", name="Tập trung", parent=5, kind=ProgramKind.PROJECT),
        Program(
            id=7,
            code="TACAN",
            name="Dự án xóm Tả Cán",
            parent=6,
            kind=ProgramKind.WORK,
            place=6,
        ),
    )
)
PLACES = Places(
    (
        Place(id=1, code="04", name="Tỉnh Cao Bằng", level=Level.PROVINCE),
        Place(id=2, code="043", name="Huyện Bảo Lạc", level=Level.DISTRICT, parent=1),
        Place(id=3, code="045", name="Huyện Hà Quảng", level=Level.DISTRICT, parent=1),
        Place(id=4, code="01321", name="Xã Cốc Pàng", parent=2),
        Place(id=5, code="01414", name="Xã Tổng Cọt", parent=3),
        Place(id=6, code="TC", name="Xóm Tả Cán", level=Level.VILLAGE, parent=5),
        Place(id=7, code="01273", name="Phường Thục Phán", parent=1),
    )
)


def group(
    program: str,
    planned: int = 0,
    paid: int = 0,
    *,
    place: str | None = None,
    capital: Capital | None = None,
    source: Source | None = None,
    plan_year: int = 2021,
    month: tuple[int, int] = (2021, 1),
) -> Group:
    """Return one line of sums, in đồng."""
    at = None if place is None else PLACES.find(place).id
    line = PlanLine(PROGRAMS.find(program).id, capital, source, at)
    totals = Totals(planned=Dong(planned), disbursed=Dong(paid))
    return Group(line, plan_year, month, totals)


def figures(
    *groups: Group,
    as_of: date = LAST_DAY,
    basis: PlanBasis = PlanBasis.WITH_CARRYOVER,
    program: str | None = None,
    place: str | None = None,
    capital: Capital | None = None,
    source: Source | None = None,
    notes: tuple[Message, ...] = (),
) -> Figures:
    """Return the figures of 2021."""
    scope = Coverage(
        program=PROGRAMS.find(program).id if program else None,
        place=PLACES.find(place).id if place else None,
        capital=capital,
        source=source,
    )
    return Figures(
        groups,
        year=2021,
        as_of=as_of,
        basis=basis,
        scope=scope,
        programs=PROGRAMS,
        places=PLACES,
        notes=notes,
    )


def inspection(
    code: str = "TT-01",
    title: str = "Thanh tra",
    *,
    year: int | None = 2021,
    place: str | None = None,
    program: str | None = None,
    kind: InspectionKind = InspectionKind.INSPECTION,
    basis: Basis = Basis.PLANNED,
    stages: Iterable[tuple[Stage, date]] = (),
    findings: Iterable[Finding] = (),
    recoveries: Iterable[Recovery] = (),
) -> Dossier:
    """Return an inspection with everything known of it."""
    return Dossier(
        inspection=Inspection(
            id=1,
            code=code,
            name=title,
            kind=kind,
            basis=basis,
            year=year,
            place=PLACES.find(place).id if place else None,
            program=PROGRAMS.find(program).id if program else None,
        ),
        stages=tuple(StageEvent(stage=stage, date=day) for stage, day in stages),
        findings=tuple(findings),
        recoveries=tuple(recoveries),
    )


def finding(
    amount: int,
    number: int = 1,
    action: Action = Action.BUDGET_RECOVERY,
    qualifier: Qualifier | None = None,
) -> Finding:
    """Return money an inspection objects to."""
    return Finding(number=number, amount=Dong(amount), action=action, qualifier=qualifier)


def recovery(
    amount: int,
    on: date = CUT_OFF,
    *,
    number: int = 1,
    finding: int = 1,
    qualifier: Qualifier | None = None,
    reverses: int | None = None,
    reversed_by: int | None = None,
) -> Recovery:
    """Return money that came back."""
    return Recovery(
        id=number,
        finding=finding,
        amount=Dong(amount),
        date=on,
        qualifier=qualifier,
        reverses=reverses,
        reversed_by=reversed_by,
    )


def activity(
    name: str = "Văn bản", unit: str = "văn bản", section: str = "documents", code: str = "VB"
) -> Activity:
    """Return something counted."""
    return Activity(id=1, code=code, name=name, unit=unit, section=ActivitySection(section))


def outcome(
    actual: int | None = None,
    of: Activity | None = None,
    *,
    target: int | None = None,
    qualifier: Qualifier | None = None,
    estimate: bool = False,
    notes: tuple[str, ...] = (),
) -> Outcome:
    """Return what was reached in a year."""
    return Outcome(
        activity=of or activity(),
        target=None if target is None else Decimal(target),
        actual=None if actual is None else Decimal(actual),
        qualifier=qualifier,
        estimate=estimate,
        notes=notes,
    )


def remark(section: RemarkSection, text: str) -> Remark:
    """Return a sentence of the office's own."""
    return Remark(id=1, year=2021, section=section, text=text)


def facts(result: Result) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return the JSON of a result, read back."""
    return json.loads(render(result, "json", View()))


def codes(result: Result) -> list[str | None]:
    """Return the codes of the rows of a report of rates."""
    return [row["code"] for row in facts(result)["rows"]]


def row(result: Result, code: str | None) -> Any:  # noqa: ANN401 - likewise
    """Return one row of a report of rates."""
    return next(each for each in facts(result)["rows"] if each["code"] == code)


def text(result: Result, language: str = "en") -> str:
    """Return what a reader of a language sees."""
    i18n.use(language)
    try:
        return render(result, "plain", View()).decode()
    finally:
        i18n.use("vi")


def tables(result: Result) -> list[Table]:
    """Return the tables of a result."""
    from ethnictrack.reports.table import Table  # noqa: PLC0415 - a name the checker needs above

    return [block for block in result.document.blocks if isinstance(block, Table)]
