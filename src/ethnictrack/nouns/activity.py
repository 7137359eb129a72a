"""Results that are not money: activities with targets and records, and the office's remarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ethnictrack.i18n import N_, ClosedList
from ethnictrack.nouns.registry import Registry, Thing
from ethnictrack.values.errors import HELP, BookError, UsageError
from ethnictrack.values.money import Qualifier


class UnknownRecordError(BookError):
    record: int
    code = "unknown-record"
    text = N_("There is no record {record} in this book.")
    remedy = N_("`ethnictrack book log --object record` lists records with their numbers.")


class RecordReversedError(BookError):
    record: int
    code = "already-reversed"
    text = N_("Record {record} was reversed already, or is itself a reversal.")
    remedy = N_(
        "A record is reversed once; record what is missing as a new one. `ethnictrack book log "
        "--object record` lists records with their numbers."
    )


class BelowNothingError(UsageError):
    activity: str
    code = "target-zero"
    text = N_("A target of zero for {activity} cannot be reached or missed.")
    remedy = N_("Leave the target out, or give a number above zero.")


class UnknownRemarkError(BookError):
    remark: int
    year: int
    code = "unknown-remark"
    text = N_("There is no remark {remark} in that year and section.")
    remedy = N_("`ethnictrack activity remarks {year}` lists remarks with their numbers.")


class RemarkSourceError(UsageError):
    code = "remark-source"
    text = N_("A remark is given as TEXT or with --file, one of the two.")
    remedy = N_("Write the sentence in quotes, or name one file.")
    again = (HELP,)


class ActivitySection(ClosedList):
    """The section of the annual report an activity belongs to."""

    DOCUMENTS = "documents", N_("Advice and documents")
    POLICY = "policy", N_("Policies")
    PUBLICATIONS = "publications", N_("Newspapers and magazines")
    VISITS = "visits", N_("Prestigious persons, visits and gifts")
    PETITIONS = "petitions", N_("Receiving citizens and petitions")
    LEGAL_EDUCATION = "legal-education", N_("Information and legal education")
    SURVEY = "survey", N_("Surveys and statistics")
    OTHER = "other", N_("Other results")


class RemarkSection(ClosedList):
    """The section of the annual report a remark belongs to."""

    OVERVIEW = "overview", N_("Overview")
    RESULTS = "results", N_("Results")
    STRENGTHS = "strengths", N_("Strengths")
    LIMITATIONS = "limitations", N_("Limitations")
    CAUSES = "causes", N_("Causes")
    NEXT_YEAR = "next-year", N_("Tasks of the next year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Thing):
    """Something counted: ``unit`` is what one of it is called."""

    unit: str
    section: ActivitySection = ActivitySection.OTHER


class Activities(Registry[Activity]):
    """The register of activities."""

    noun = N_("counted activity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A number reported for an activity; zero is a reported nil; a reversal is negative."""

    id: int
    activity: int
    year: int
    date: date
    value: Decimal
    qualifier: Qualifier | None = None
    estimate: bool = False
    note: str | None = None
    reverses: int | None = None
    reversed_by: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is neither reversed nor a reversal."""
        return self.reverses is self.reversed_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence of the office's own for the annual report."""

    id: int
    year: int
    section: RemarkSection
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An activity in one year: ``actual`` is None where nothing was reported."""

    activity: Activity
    target: Decimal | None = None
    actual: Decimal | None = None
    qualifier: Qualifier | None = None
    estimate: bool = False
    notes: tuple[str, ...] = ()

    @property
    def rate(self) -> Fraction | None:
        """The share of the target reached; None without both numbers."""
        if self.actual is None or not self.target:
            return None
        return Fraction(self.actual) / Fraction(self.target)


def outcome(activity: Activity, target: Decimal | None, records: Iterable[Record]) -> Outcome:
    """Add up what was reported; reversed records and their reversals leave nothing behind."""
    kept = [each for each in records if each.counts]
    qualifiers = {each.qualifier for each in kept if each.qualifier}
    # "trên 180" and 20 make "trên 200"; hedges of two kinds make "khoảng".
    hedge = Qualifier.ABOUT if len(qualifiers) > 1 else next(iter(qualifiers), None)
    return Outcome(
        activity=activity,
        target=target,
        actual=sum((each.value for each in kept), Decimal(0)) if kept else None,
        qualifier=hedge,
        estimate=any(each.estimate for each in kept),
        notes=tuple(filter(None, (each.note for each in kept))),
    )


def check_reversible(record: Record) -> None:
    """Refuse to reverse a record twice, or a reversal. Raises: RecordReversedError."""
    if record.reversed_by is not None or record.reverses is not None:
        raise RecordReversedError(record=record.id)


def check_target(activity: Activity, number: Decimal) -> None:
    """Refuse a target of nothing, of which no share can be taken. Raises: BelowNothingError."""
    if number <= 0:
        raise BelowNothingError(activity=activity.code)
