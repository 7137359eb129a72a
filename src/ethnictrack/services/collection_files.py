"""Taking files of units: each is judged by itself, and kept whole or refused.

Nothing here changes an entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.collection import (
    CollectedFigure,
    Collection,
    CollectionPeriod,
    FormChangedError,
    FormMark,
    SentFile,
    SentProblem,
    UnitAction,
    UnitEvent,
    UnitRecord,
    UnitState,
)
from ethnictrack.services.unit_figures import problems
from ethnictrack.services.units import NotAskedError, UnitSums, records
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book
    from ethnictrack.values.money import Dong

_WORDS = re.compile(r"[^\W_]+")


class MarkMissingError(BookError):
    code = "mark-missing"
    text = N_(
        "This is no form that was sent to a unit: the mark by which forms are known is missing."
    )
    remedy = N_("Ask the unit to fill in the file it was sent, and to send that file back.")


class MarkForeignError(BookError):
    period: str
    place: str
    code = "mark-foreign"
    text = N_(
        "The mark of this form ({place}, {period}) was not made by this book, or was changed."
    )
    remedy = N_(
        "Send the unit its form again, and have that one filled in. Forms of a copy of the book "
        "are those of the book only if the period was open when it was copied."
    )


class OtherPeriodError(BookError):
    period: str
    asked: str
    code = "mark-period"
    text = N_("This is a form of {period}, not of {asked}.")
    remedy = N_("Take it without --period {asked}, or with --period {period}.")
    again = ({"--period": "{period}"},)


class FormLackingError(BookError):
    what: str
    code = "form-lacking"
    text = N_("The form that was sent has this, and the file has not: {what}.")
    remedy = N_(
        "Rows are not deleted; a line without payments says what it said before. Have the unit "
        "fill its form in anew."
    )


class OtherUnitError(BookError):
    file: str
    place: str
    named: str
    code = "form-other-unit"
    text = N_("{file} is called after {named} and is the form of {place}.")
    remedy = N_(
        "Ask whose figures these are. If they are those of {place}, give the file another name."
    )


class FilesOfUnitError(BookError):
    place: str
    files: tuple[str, ...]
    code = "files-of-unit"
    text = N_("The folder has several new files of {place}: {files}.")
    remedy = N_(
        "Leave the one that counts there, or name the files themselves: the last one counts."
    )


class TakeResult(StrEnum):
    """What became of a file."""

    RECEIVED = "received"
    REPLACED = "replaced"
    CORRECTED = "corrected"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFile:
    """A file and what became of it; ``place`` is its id, ``amount`` what it adds to the book."""

    file: str
    result: TakeResult = TakeResult.REFUSED
    period: CollectionPeriod | None = None
    place: int | None = None
    amount: Dong | None = None
    problems: tuple[SentProblem, ...] = ()


@dataclass(slots=True)
class _Opened:
    """A collection, its units by their codes, and what they are held against."""

    collection: Collection
    units: dict[str, UnitRecord]
    sums: UnitSums


@dataclass(slots=True)
class Taking:
    """Takes files; ``asked`` is the period that all have to be of, ``on`` the day they came."""

    book: Book
    asked: CollectionPeriod | None
    on: date
    today: date
    _known: dict[str, _Opened | None] = field(default_factory=dict)

    def take(self, files: Sequence[SentFile]) -> list[TakenFile]:
        """Take files in their order, each by itself."""
        twice = dict(self._of_one_unit(files))
        return [self._take(each, twice.get(at)) for at, each in enumerate(files)]

    def _take(self, sent: SentFile, twice: FilesOfUnitError | None) -> TakenFile:
        refused = TakenFile(file=sent.name)
        try:
            opened, unit = self._recognised(sent)
        except BookError as error:
            told = sent.problems if sent.mark is None and sent.problems else (SentProblem(error),)
            period, place = self._whose(sent)
            return replace(refused, problems=told, period=period, place=place)
        of_unit = replace(refused, period=opened.collection.period, place=unit.place)
        if sent.digest in unit.digests:
            return replace(of_unit, result=TakeResult.SAME, amount=opened.sums.amount(unit))
        if twice is not None:
            return replace(of_unit, problems=(SentProblem(twice),))
        figures = tuple(self._figures(sent))
        if found := self._wrong(sent, opened, unit, figures):
            return replace(of_unit, problems=tuple(found))
        result = self._keep(sent, opened, unit, figures)
        return replace(of_unit, result=result, amount=opened.sums.adds(unit.place, figures))

    def _wrong(
        self,
        sent: SentFile,
        opened: _Opened,
        unit: UnitRecord,
        figures: Sequence[CollectedFigure],
    ) -> Sequence[SentProblem]:
        """Return what is wrong with a file by itself."""
        found = [*self._at_odds(sent, opened), *sent.problems]
        return found or problems(opened.sums, unit, figures, self.today)

    def _recognised(self, sent: SentFile) -> tuple[_Opened, UnitRecord]:
        """Return whose form a file is. Raises: the refusals of marks."""
        mark = sent.mark
        if mark is None:
            raise MarkMissingError
        opened = self._opened(mark.period)
        if opened is None or not opened.collection.made(mark):
            raise MarkForeignError(period=mark.period, place=mark.place)
        if self.asked is not None and opened.collection.period != self.asked:
            raise OtherPeriodError(period=mark.period, asked=self.asked.text)
        unit = opened.units.get(mark.place)
        if unit is None:
            raise NotAskedError(place=mark.place, period=mark.period)
        return opened, unit

    def _opened(self, period: str) -> _Opened | None:
        if period not in self._known:
            found = self.book.collections.of(period)
            self._known[period] = None if found is None else self._open(found)
        return self._known[period]

    def _open(self, collection: Collection) -> _Opened:
        asked = records(self.book, collection)
        units = {self.book.places[each.place].code: each for each in asked}
        sums = UnitSums(self.book, collection, [each.place for each in asked])
        return _Opened(collection, units, sums)

    def _whose(self, sent: SentFile) -> tuple[CollectionPeriod | None, int | None]:
        """Return period and unit of a form that this book made, whatever else is wrong with it."""
        opened = self._opened(sent.mark.period) if sent.mark else None
        if opened is None or sent.mark is None or not opened.collection.made(sent.mark):
            return None, None
        unit = opened.units.get(sent.mark.place)
        return opened.collection.period, unit.place if unit else None

    def _of_one_unit(self, files: Sequence[SentFile]) -> Iterator[tuple[int, FilesOfUnitError]]:
        """Yield which files of folders are not the only new one of their unit that is right."""
        new: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for at, each in enumerate(files):
            if each.folder and each.mark and self._is_new(each):
                new[each.mark.period, each.mark.place].setdefault(each.digest, at)
        for (_, place), found in new.items():
            if len(found) > 1:
                names = tuple(files[at].name for at in found.values())
                for at in found.values():
                    yield at, FilesOfUnitError(place=place, files=names)

    def _is_new(self, sent: SentFile) -> bool:
        """Say whether a file is right by itself, and its unit has not sent it before."""
        try:
            opened, unit = self._recognised(sent)
        except BookError:
            return False
        figures = tuple(self._figures(sent))
        return sent.digest not in unit.digests and not self._wrong(sent, opened, unit, figures)

    def _at_odds(self, sent: SentFile, opened: _Opened) -> Iterator[SentProblem]:
        """Yield what of a file is not as its mark has it."""
        mark = sent.mark
        assert mark is not None  # noqa: S101 - it was recognised by it
        if not mark.whole:
            yield SentProblem(MarkForeignError(period=mark.period, place=mark.place))
            return
        unread = not sent.head and sent.problems  # then what stands above it is not known
        for text in () if unread else mark.head:
            if text not in sent.head:
                yield SentProblem(FormLackingError(what=text))
        yield from _lines_at_odds(sent, mark)
        own, named = {mark.place}, set(_WORDS.findall(sent.name.replace(mark.period, " ")))
        others = sorted(named & (opened.units.keys() - own))
        if others and not named & own:
            other = OtherUnitError(file=sent.name, place=mark.place, named=", ".join(others))
            yield SentProblem(other)

    def _figures(self, sent: SentFile) -> Iterator[CollectedFigure]:
        """Yield the figures of the lines whose programme the book knows."""
        for each in sent.lines:
            found = self.book.programs.with_code(each.form.program)
            if found:
                yield CollectedFigure(
                    line=each.line,
                    program=found[0].id,
                    capital=each.form.capital,
                    source=each.form.source,
                    plan_year=each.form.plan_year,
                    before=each.form.before,
                    cumulative=each.cumulative,
                    note=each.note,
                )

    def _keep(
        self,
        sent: SentFile,
        opened: _Opened,
        unit: UnitRecord,
        figures: Sequence[CollectedFigure],
    ) -> TakeResult:
        store, collection = self.book.collections, opened.collection
        event = UnitEvent(
            place=unit.place,
            action=UnitAction.RECEIVED,
            date=self.on,
            file=sent.name,
            digest=sent.digest,
        )
        store.put_figures(store.note(collection.id, event), figures)
        asked = records(self.book, collection)
        opened.units = {self.book.places[each.place].code: each for each in asked}
        if unit.accepted:
            return TakeResult.CORRECTED
        missing = unit.state is UnitState.MISSING
        return TakeResult.RECEIVED if missing else TakeResult.REPLACED


def _lines_at_odds(sent: SentFile, mark: FormMark) -> Iterator[SentProblem]:
    """Yield lines that were not sent so, and lines that were sent and are gone."""
    left = list(mark.lines)
    for each in sent.lines:
        told = each.form.told
        if told in left:
            left.remove(told)
        else:
            what = _shown(told)
            yield SentProblem(FormChangedError(what=what), each.line)
    unread = {each.line for each in sent.problems}
    if not unread:  # a row that cannot be read is not gone
        for told in left:
            yield SentProblem(FormLackingError(what=_shown(told)))


def _shown(told: str) -> str:
    return ", ".join(part for part in told.split("|") if part)
