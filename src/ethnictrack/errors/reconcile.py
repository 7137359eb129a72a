"""Refusals about statements of the treasury."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError


class UnknownStatementError(BookError):
    """No statement has this number, or it was dropped."""

    statement: int
    code: ClassVar[str] = "unknown-statement"
    text: ClassVar[Message] = N_("There is no statement {statement}, or it was dropped.")
    remedy: ClassVar[Message] = N_("`ethnictrack reconcile list` lists the statements.")


class SupersededStatementError(BookError):
    """A statement whose place a newer one has taken."""

    statement: int
    by: int
    code: ClassVar[str] = "statement-superseded"
    text: ClassVar[Message] = N_("Statement {by} covers the span of statement {statement}.")
    remedy: ClassVar[Message] = N_("See it with `ethnictrack reconcile show {by}`.")


class UnknownStatementLineError(BookError):
    """A statement that has no such line."""

    statement: int
    line: int
    code: ClassVar[str] = "unknown-line"
    text: ClassVar[Message] = N_("Statement {statement} has no line {line}.")
    remedy: ClassVar[Message] = N_(
        "Lines have the number of their row in the file: `ethnictrack reconcile show {statement}`."
    )


class LineMatchedError(BookError):
    """A line that agrees with the book already."""

    statement: int
    line: int
    entries: tuple[int, ...]
    code: ClassVar[str] = "line-matched"
    text: ClassVar[Message] = N_("Line {line} of statement {statement} is matched: {entries}.")
    remedy: ClassVar[Message] = N_("See it with `ethnictrack reconcile show {statement}`.")


class EntryMatchedError(BookError):
    """An entry that a line was matched with already."""

    entry: int
    statement: int
    line: int
    code: ClassVar[str] = "entry-matched"
    text: ClassVar[Message] = N_(
        "Entry {entry} is matched with line {line} of statement {statement}."
    )
    remedy: ClassVar[Message] = N_("See it with `ethnictrack reconcile show {statement}`.")


class NotOnStatementError(BookError):
    """An entry that is open on no side of a statement."""

    entry: int
    statement: int
    code: ClassVar[str] = "entry-not-open"
    text: ClassVar[Message] = N_(
        "Entry {entry} is not among those that the book alone has in statement {statement}."
    )
    remedy: ClassVar[Message] = N_(
        "`ethnictrack reconcile show {statement} --only differing` lists them."
    )


class NotPaidError(BookError):
    """An entry that is no payment, and that no treasury knows of."""

    entry: int
    code: ClassVar[str] = "entry-not-paid"
    text: ClassVar[Message] = N_("Entry {entry} is a plan; a treasury's line is money paid.")
    remedy: ClassVar[Message] = N_("`ethnictrack disburse list` lists what was paid.")


class StatementSpanError(UsageError):
    """A span whose end is before its beginning."""

    first: object
    last: object
    code: ClassVar[str] = "period-reversed"
    text: ClassVar[Message] = N_("The period ends ({last}) before it begins ({first}).")
    remedy: ClassVar[Message] = N_("Check the two ends of the period.")
