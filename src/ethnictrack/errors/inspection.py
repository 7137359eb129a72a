"""Refusals about inspections, findings and recoveries."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.money import Dong
from ethnictrack.values.refusal import BookError, UsageError


class StageBackError(BookError):
    """A stage before, or at, the one already reached."""

    inspection: str
    stage: Message
    latest: Message
    code: ClassVar[str] = "stage-back"
    text: ClassVar[Message] = N_(
        "Inspection {inspection} has reached “{latest}”; “{stage}” would take it back."
    )
    remedy: ClassVar[Message] = N_("If that is meant, say why with --reason.")


class NoFindingError(BookError):
    """A recovery where nothing was found to recover."""

    inspection: str
    code: ClassVar[str] = "no-finding"
    text: ClassVar[Message] = N_("Inspection {inspection} recommends no money to be paid back.")
    remedy: ClassVar[Message] = N_("Record the finding first with `ethnictrack inspect finding`.")


class UnknownFindingError(BookError):
    """A finding number that the inspection does not have."""

    inspection: str
    finding: int
    code: ClassVar[str] = "unknown-finding"
    text: ClassVar[Message] = N_("Inspection {inspection} has no finding {finding}.")
    remedy: ClassVar[Message] = N_("`ethnictrack inspect show {inspection}` lists the findings.")


class FindingNeededError(UsageError):
    """A recovery that could be for several findings."""

    inspection: str
    found: tuple[int, ...]
    code: ClassVar[str] = "finding-needed"
    text: ClassVar[Message] = N_("Inspection {inspection} has several findings: {found}.")
    remedy: ClassVar[Message] = N_("Say which one is paid back with --finding.")


class NotRecoverableError(BookError):
    """A cut of the settlement, which is never paid."""

    inspection: str
    finding: int
    code: ClassVar[str] = "not-recoverable"
    text: ClassVar[Message] = N_(
        "Finding {finding} of {inspection} is taken off the settlement; nothing is paid "
        "back for it."
    )
    remedy: ClassVar[Message] = N_("Name a finding that asks for money to be paid back.")


class OverRecoveryError(BookError):
    """More money back than was recommended."""

    inspection: str
    finding: int
    recommended: Dong
    left: Dong
    asked: Dong
    code: ClassVar[str] = "over-recovery"
    text: ClassVar[Message] = N_(
        "Finding {finding} of {inspection} has {left} left of {recommended}; {asked} is more."
    )
    remedy: ClassVar[Message] = N_("Lower the amount, or record what else was found as a finding.")


class UnknownRecoveryError(BookError):
    """A number that no recovery has."""

    recovery: int
    code: ClassVar[str] = "unknown-recovery"
    text: ClassVar[Message] = N_("There is no recovery {recovery} in this book.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack inspect show CODE` lists recoveries with their numbers."
    )


class RecoveryReversedError(BookError):
    """A recovery that is a reversal or was reversed."""

    recovery: int
    code: ClassVar[str] = "already-reversed"
    text: ClassVar[Message] = N_(
        "Recovery {recovery} was reversed already, or is itself a reversal."
    )
    remedy: ClassVar[Message] = N_(
        "A recovery is reversed once; record what is missing as a new one."
    )
