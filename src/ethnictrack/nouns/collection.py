"""What units are asked to send in for a period, and what became of each of them."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_, ClosedList, Message
from ethnictrack.values.dates import FIRST_YEAR, LAST_YEAR
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Dong
from ethnictrack.values.text import visible

MARK_SHEET = "ethnictrack"  # the hidden sheet of a form that has its mark
_MONTH = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")
_HALF = re.compile("([0-9]{4})-6m")
_MONTH_NAME = N_("month {month}/{year}")
_HALF_NAME = N_("first 6 months of {year}")


class PeriodNameError(UsageError):
    given: str
    code = "collection-period"
    text = N_("“{given}” is no period.")
    remedy = N_("Write a month, such as 2026-10, or a half year: 2026-6m.")


class FormChangedError(BookError):
    what: str
    code = "form-changed"
    text = N_("This was not in the form that was sent: {what}.")
    remedy = N_(
        "Only “Lũy kế đến hết kỳ” and “Ghi chú” are filled in. Have the unit fill its form in anew."
    )


class CollectionForm(StrEnum):
    """What a form covers."""

    MONTH = "month"
    HALF_YEAR = "half-year"


@dataclass(frozen=True, slots=True)
class CollectionPeriod:
    """A month ("2026-10") or the first half of a year ("2026-6m"); both days are included."""

    text: str
    form: CollectionForm
    first: date
    last: date

    @classmethod
    def of(cls, word: str) -> CollectionPeriod:
        """Read a period. Raises: PeriodNameError."""
        text = word.strip()
        month, half = _MONTH.fullmatch(text), _HALF.fullmatch(text)
        found = month or half
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise PeriodNameError(given=visible(word))
        first = date(int(found[1]), int(month[2]) if month else 1, 1)
        form = CollectionForm.MONTH if month else CollectionForm.HALF_YEAR
        last = first + relativedelta(months=1 if month else 6) - timedelta(days=1)
        return cls(text, form, first, last)

    @property
    def year(self) -> int:
        """The budget year of what it adds."""
        return self.last.year

    @property
    def name(self) -> Message:
        """What people call it."""
        frame = _MONTH_NAME if self.form is CollectionForm.MONTH else _HALF_NAME
        return frame.of(month=f"{self.first:%m}", year=str(self.year))

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A period for which units were asked; by ``key``, which only the book has, forms are known."""

    period: CollectionPeriod
    due: date
    key: str
    id: int = 0

    def seal(self, place: str, version: str) -> str:
        """Return the HMAC that a form of this period has, for a place and what the form says."""
        said = f"{self.period.text}\n{place}\n{version}"
        return hmac.new(bytes.fromhex(self.key), said.encode(), hashlib.sha256).hexdigest()

    def made(self, mark: FormMark) -> bool:
        """Say whether a mark was made by this book, for this period."""
        wanted = self.seal(mark.place, mark.version)
        return mark.period == self.period.text and hmac.compare_digest(
            wanted.encode(), mark.seal.encode()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMark:
    """What a form says of itself where nobody sees it; ``head`` and ``lines`` are what was sent.

    ``version`` is the digest of these, ``seal`` the HMAC of period, place and version.
    """

    period: str
    place: str
    version: str
    seal: str
    head: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether head and lines are those of the version."""
        return version_of(self.head, self.lines) == self.version


def version_of(head: Sequence[str], lines: Sequence[str]) -> str:
    """Return the digest of what stands in a form and is not to be filled in."""
    return hashlib.sha256("\n".join((*head, "", *lines)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form: programme by its code, class, plan year, paid before the period."""

    program: str
    capital: Capital | None
    source: Source | None
    plan_year: int
    before: Dong

    @property
    def told(self) -> str:
        """Return the line as the mark has it."""
        said = (self.program, self.capital or "", self.source or "", self.plan_year)
        return "|".join(map(str, (*said, self.before.value)))


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line of a form that came back: its row in the file, paid to the end of the period."""

    line: int
    form: FormLine
    cumulative: Dong
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SentProblem:
    """What is wrong with a file: where, if it is one cell or row of it, and the refusal."""

    error: BookError
    line: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file as it was read: its mark, if it has one, its rows, and what cannot be read of it.

    ``head`` are the texts above its table. ``folder``: it was found in a folder, not named.
    """

    name: str
    digest: str = ""
    mark: FormMark | None = None
    head: tuple[str, ...] = ()
    lines: tuple[SentLine, ...] = ()
    problems: tuple[SentProblem, ...] = ()
    folder: bool = False


class UnitAction(StrEnum):
    """What happened to a unit."""

    ASKED = "asked"
    RECEIVED = "received"
    NIL = "nil"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEvent:
    """One thing that happened to a unit; ``batch`` is the import that an acceptance made."""

    place: int
    action: UnitAction
    date: date | None = None
    file: str | None = None
    digest: str | None = None
    reason: str | None = None
    batch: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFigure:
    """A figure of a file that was received; ``program`` is an id."""

    line: int
    program: int
    capital: Capital | None
    source: Source | None
    plan_year: int
    before: Dong
    cumulative: Dong
    note: str | None = None


class UnitState(ClosedList):
    """Where a unit stands."""

    MISSING = "missing", N_("not received")
    RECEIVED = "received", N_("received")
    NIL = "nil", N_("nothing to report")
    RETURNED = "returned", N_("sent back")
    CORRECTED = "corrected", N_("corrected after acceptance")
    ACCEPTED = "accepted", N_("accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """A unit that was asked: its state, and what stands for it.

    ``came`` is the newest file or nil report, ``reason`` why it was sent back, ``kept`` the file
    that was accepted last, ``batches`` the imports of what was accepted. ``digests`` are those of
    all files it ever sent.
    """

    place: int
    state: UnitState = UnitState.MISSING
    came: UnitEvent | None = None
    reason: str | None = None
    kept: UnitEvent | None = None
    batches: tuple[int, ...] = ()
    accepted: bool = False
    digests: frozenset[str] = frozenset()

    def late(self, due: date, on: date) -> bool:
        """Say whether it came after the day, or has still to come and the day is past."""
        came = None if self.awaited or self.came is None else self.came.date
        return (came or on) > due

    @property
    def nil(self) -> bool:
        """Whether nothing to report is what it reported."""
        return self.came is not None and self.came.action is UnitAction.NIL

    @property
    def awaited(self) -> bool:
        """Whether something has still to come from it."""
        return self.state in {UnitState.MISSING, UnitState.RETURNED}


def unit_record(place: int, events: Sequence[UnitEvent], undone: Mapping[int, int]) -> UnitRecord:
    """Return where a unit stands after some events; an acceptance that was undone is none.

    ``undone`` has the imports that were taken back, each with the one that did: what was accepted
    on top of such a one is to be accepted anew.
    """
    digests = frozenset(each.digest for each in events if each.digest)
    record = UnitRecord(place=place, digests=digests)
    taken_back = [by for each in events if (by := undone.get(each.batch or 0))]
    for each in events:
        if each.batch not in undone:
            record = _after(record, each)
    lacking = max(taken_back, default=0) > max(record.batches, default=0)
    if lacking and record.state is UnitState.ACCEPTED:
        return replace(record, state=UnitState.CORRECTED)
    return record


def _after(record: UnitRecord, event: UnitEvent) -> UnitRecord:
    """Return where a unit stands after one more event."""
    match event.action:
        case UnitAction.RECEIVED:
            state = UnitState.CORRECTED if record.accepted else UnitState.RECEIVED
            return replace(record, state=state, came=event, reason=None)
        case UnitAction.NIL:
            return replace(record, state=UnitState.NIL, came=event, reason=None)
        case UnitAction.RETURNED:
            return replace(record, state=UnitState.RETURNED, reason=event.reason)
        case UnitAction.ACCEPTED:
            kept = None if record.nil else record.came
            brought = () if event.batch is None else (event.batch,)
            batches = (*record.batches, *brought)
            accepted = replace(record, state=UnitState.ACCEPTED, accepted=True, reason=None)
            return replace(accepted, kept=kept, batches=batches)
    return record
