"""Inspections: their stages, what they found, and the money that came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ethnictrack.i18n import N_, ClosedList, Message
from ethnictrack.nouns.registry import Registry, Thing
from ethnictrack.values.errors import HELP, SHOWN, BookError, UsageError, Way
from ethnictrack.values.money import ZERO, Dong, Qualifier, rate
from ethnictrack.values.text import fold


class StageBackError(BookError):
    inspection: str
    stage: Message
    latest: Message
    code = "stage-back"
    text = N_("Inspection {inspection} has reached “{latest}”; “{stage}” would take it back.")
    remedy = N_("If that is meant, say why with --reason.")
    again = (HELP,)


class NoFindingError(BookError):
    inspection: str
    code = "no-finding"
    text = N_("Inspection {inspection} recommends no money to be paid back.")
    remedy = N_("Record the finding first with `ethnictrack inspect finding {inspection}`.")


class UnknownFindingError(BookError):
    inspection: str
    finding: int
    code = "unknown-finding"
    text = N_("Inspection {inspection} has no finding {finding}.")
    remedy = N_("`ethnictrack inspect show {inspection}` lists the findings.")


class FindingNeededError(UsageError):
    inspection: str
    found: tuple[int, ...]
    code = "finding-needed"
    text = N_("Inspection {inspection} has several findings: {found}.")
    remedy = N_("Say which one is paid back with --finding.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the first findings."""
        return tuple({"--finding": str(each)} for each in self.found[:SHOWN])


class NotRecoverableError(BookError):
    inspection: str
    finding: int
    code = "not-recoverable"
    text = N_(
        "Finding {finding} of {inspection} is taken off the settlement; nothing is paid "
        "back for it."
    )
    remedy = N_(
        "Name a finding that asks for money to be paid back; `ethnictrack inspect show "
        "{inspection}` lists them."
    )


class OverRecoveryError(BookError):
    inspection: str
    finding: int
    recommended: Dong
    left: Dong
    asked: Dong
    code = "over-recovery"
    text = N_(
        "Finding {finding} of {inspection} has {left} left of {recommended}; {asked} is more."
    )
    remedy = N_(
        "Lower the amount, or record what else was found with `ethnictrack inspect finding "
        "{inspection}`."
    )


class UnknownRecoveryError(BookError):
    recovery: int
    code = "unknown-recovery"
    text = N_("There is no recovery {recovery} in this book.")
    remedy = N_("`ethnictrack book log --object recovery` lists recoveries with their numbers.")


class RecoveryReversedError(BookError):
    recovery: int
    code = "already-reversed"
    text = N_("Recovery {recovery} was reversed already, or is itself a reversal.")
    remedy = N_(
        "A recovery is reversed once; record what is missing as a new one. `ethnictrack book log "
        "--object recovery` lists recoveries with their numbers."
    )


class InspectionKind(ClosedList):
    """Thanh tra, kiểm tra, kiểm toán, giám sát."""

    INSPECTION = "inspection", N_("inspection")
    CHECK = "check", N_("check-up")
    AUDIT = "audit", N_("audit")
    SUPERVISION = "supervision", N_("supervision")


class Basis(ClosedList):
    """By the year's plan, or ad hoc."""

    PLANNED = "planned", N_("by plan")
    ADHOC = "adhoc", N_("ad hoc")


class Stage(ClosedList):
    """Stages in the order of the procedure (docs/sources.md)."""

    PLANNED = "planned", N_("in the plan")
    DECIDED = "decided", N_("decided")
    ANNOUNCED = "announced", N_("decision announced")
    FIELDWORK_DONE = "fieldwork-done", N_("fieldwork done")
    REPORTED = "reported", N_("result reported")
    DRAFT_CONCLUSION = "draft-conclusion", N_("draft conclusion")
    CONCLUDED = "concluded", N_("concluded")
    FOLLOWING_UP = "following-up", N_("following up the conclusion")
    COMPLETED = "completed", N_("completed")


class Action(ClosedList):
    """What a finding asks for."""

    BUDGET_RECOVERY = "budget-recovery", N_("recovery to the state budget")
    SETTLEMENT_REDUCTION = "settlement-reduction", N_("taken off the settlement")
    PROJECT_REFUND = "project-refund", N_("refund to the project")
    OTHER = "other", N_("other measures")


_ORDER = tuple(Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Thing):
    """An inspection as registered; ``name`` is its title."""

    kind: InspectionKind = InspectionKind.INSPECTION
    basis: Basis = Basis.PLANNED
    program: int | None = None
    place: int | None = None
    year: int | None = None
    scope_from: int | None = None
    scope_to: int | None = None
    agency: str | None = None
    decision: str | None = None


class Inspections(Registry[Inspection]):
    """The register of inspections."""

    noun = N_("inspection or check")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent:
    """An inspection reached a stage."""

    stage: Stage
    date: date
    document: str | None = None
    reason: str | None = None

    def reaches(self, stage: Stage) -> bool:
        """Say whether this is a stage or one beyond it."""
        return _ORDER.index(self.stage) >= _ORDER.index(stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Money an inspection objects to; numbered from 1 within its inspection."""

    number: int
    amount: Dong
    action: Action
    qualifier: Qualifier | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Money that came back for a finding; a reversal has a negative amount."""

    id: int
    finding: int
    amount: Dong
    date: date
    qualifier: Qualifier | None = None
    voucher: str | None = None
    note: str | None = None
    reverses: int | None = None
    reversed_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An inspection with everything that is known of it."""

    inspection: Inspection
    stages: tuple[StageEvent, ...] = ()
    findings: tuple[Finding, ...] = ()
    recoveries: tuple[Recovery, ...] = field(default=())
    files: int = 0  # how many are attached

    @property
    def latest(self) -> StageEvent | None:
        """Where the inspection stands: the stage recorded last."""
        return self.stages[-1] if self.stages else None

    @property
    def year(self) -> int | None:
        """The year it belongs to: that of its conclusion, else the one it is registered for."""
        ends = [each.date.year for each in self.stages if each.reaches(Stage.CONCLUDED)]
        return max(ends, default=self.inspection.year)

    def fact(self, field: str) -> object:
        """Return what a list has of it in a field: of the register, or of the newest stage."""
        if field in {"stage", "stage_date"}:
            return self.latest and getattr(self.latest, field.removeprefix("stage_"))
        return getattr(self.inspection, field)

    @property
    def due(self) -> tuple[Finding, ...]:
        """The findings that are to be paid back; a cut of the settlement is never paid."""
        return tuple(
            each for each in self.findings if each.action is not Action.SETTLEMENT_REDUCTION
        )

    @property
    def recommended(self) -> Dong:
        """What is to be paid back."""
        return Dong.total(each.amount for each in self.due)

    @property
    def reduction(self) -> Dong:
        """What is to be taken off the settlement."""
        return Dong.total(
            each.amount for each in self.findings if each.action is Action.SETTLEMENT_REDUCTION
        )

    @property
    def recovered(self) -> Dong:
        """What has come back."""
        return Dong.total(each.amount for each in self.recoveries)

    @property
    def outstanding(self) -> Dong:
        """What is still owed."""
        return self.recommended - self.recovered

    @property
    def rate(self) -> Fraction | None:
        """The share that has come back."""
        return rate(self.recovered, self.recommended)

    def carried_out_by(self, office: str) -> bool:
        """Say whether the office itself carried it out: where no agency is said, or its own name.

        A letterhead says "Ban Dân tộc", the file "Ban Dân tộc tỉnh Cao Bằng". What another body
        carried out is followed up (docs/sources.md, S-19).
        """
        names = [f"{fold(each or '')} " for each in (self.inspection.agency, office)]
        short, long = sorted(names, key=len)
        return not self.inspection.agency or (bool(office) and long.startswith(short))

    def reached(self, stage: Stage) -> bool:
        """Say whether the inspection stands at a stage or beyond it."""
        return self.latest is not None and self.latest.reaches(stage)

    def recovered_of(self, number: int) -> Dong:
        """Return what came back for one finding."""
        return Dong.total(each.amount for each in self.recoveries if each.finding == number)

    def as_of(self, day: date) -> Dossier:
        """Return what was known on ``day`` of stages and recoveries."""
        return Dossier(
            inspection=self.inspection,
            stages=tuple(each for each in self.stages if each.date <= day),
            findings=self.findings,
            recoveries=tuple(each for each in self.recoveries if each.date <= day),
        )


def check_stage(dossier: Dossier, stage: Stage, reason: str | None) -> None:
    """Refuse to go back, or to stay, without a reason. Raises: StageBackError."""
    latest = dossier.latest
    if latest and not reason and latest.reaches(stage):
        raise StageBackError(
            inspection=dossier.inspection.code,
            stage=stage.label,
            latest=latest.stage.label,
        )


def finding_for(dossier: Dossier, said: int | None) -> Finding:
    """Return the finding a recovery is for; it need not be said when one alone can be meant.

    Raises: NoFindingError, UnknownFindingError, FindingNeededError, NotRecoverableError.
    """
    code = dossier.inspection.code
    by_number = {each.number: each for each in dossier.findings}
    if said is not None:
        if said not in by_number:
            raise UnknownFindingError(inspection=code, finding=said)
        if by_number[said].action is Action.SETTLEMENT_REDUCTION:
            raise NotRecoverableError(inspection=code, finding=said)
        return by_number[said]
    open_to = dossier.due
    if not open_to:
        raise NoFindingError(inspection=code)
    if len(open_to) > 1:
        raise FindingNeededError(inspection=code, found=tuple(each.number for each in open_to))
    return open_to[0]


def check_recovery(dossier: Dossier, finding: Finding, amount: Dong) -> None:
    """Refuse more than was recommended. Raises: OverRecoveryError."""
    left = finding.amount - dossier.recovered_of(finding.number)
    if amount > left:
        raise OverRecoveryError(
            inspection=dossier.inspection.code,
            finding=finding.number,
            recommended=finding.amount,
            left=left,
            asked=amount,
        )


def check_reversible(recovery: Recovery) -> None:
    """Refuse to reverse a recovery twice, or a reversal. Raises: RecoveryReversedError."""
    if recovery.reversed_by is not None or recovery.reverses is not None or recovery.amount < ZERO:
        raise RecoveryReversedError(recovery=recovery.id)
