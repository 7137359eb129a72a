"""Refusals about activities, their records and remarks."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.refusal import BookError, UsageError


class UnknownRecordError(BookError):
    """A number that no record has."""

    record: int
    code: ClassVar[str] = "unknown-record"
    text: ClassVar[Message] = N_("There is no record {record} in this book.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack activity show CODE` lists records with their numbers."
    )


class RecordReversedError(BookError):
    """A record that is a reversal or was reversed."""

    record: int
    code: ClassVar[str] = "already-reversed"
    text: ClassVar[Message] = N_("Record {record} was reversed already, or is itself a reversal.")
    remedy: ClassVar[Message] = N_(
        "A record is reversed once; record what is missing as a new one."
    )


class BelowNothingError(UsageError):
    """A target of zero."""

    activity: str
    code: ClassVar[str] = "target-zero"
    text: ClassVar[Message] = N_("A target of zero for {activity} cannot be reached or missed.")
    remedy: ClassVar[Message] = N_("Leave the target out, or give a number above zero.")


class UnknownRemarkError(BookError):
    """A number that no remark of the year and section has."""

    remark: int
    code: ClassVar[str] = "unknown-remark"
    text: ClassVar[Message] = N_("There is no remark {remark} in that year and section.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack activity remarks YEAR` lists remarks with their numbers."
    )


class RemarkSourceError(UsageError):
    """A remark given twice, or not at all."""

    code: ClassVar[str] = "remark-source"
    text: ClassVar[Message] = N_("A remark is given as TEXT or with --file, one of the two.")
    remedy: ClassVar[Message] = N_("Write the sentence in quotes, or name one file.")
