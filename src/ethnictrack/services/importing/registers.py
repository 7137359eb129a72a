"""Imports of registers: programmes, places, inspections, activities; and of opening figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ethnictrack.nouns.activity import Activities, Activity, ActivitySection, Record
from ethnictrack.nouns.batch import (
    BatchNoun,
    Duplicates,
    ImportRow,
    LookUp,
    RowProblem,
    Rows,
    Tally,
    all_refusals,
    refuse_row,
)
from ethnictrack.nouns.inspection import (
    Action,
    Dossier,
    Inspections,
    StageEvent,
)
from ethnictrack.nouns.registry import Registry, Thing
from ethnictrack.services.activity import keep_activity, keep_record, keep_target, record_of
from ethnictrack.services.inspection import (
    inspection_of,
    keep_finding,
    keep_inspection,
    keep_recovery,
    keep_stage,
)
from ethnictrack.services.opening_figure import RepeatedLineError, add_opening, opening_of
from ethnictrack.services.register import add_place, add_program, place_of, program_of
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

Said = Mapping[str, Any]
Take = Callable[["Book", Said, date], None]


class RegisterImport:
    """Takes the rows of one import of a register; a line the book has already is a duplicate."""

    def __init__(
        self,
        book: Book,
        take: Take,
        *,
        names: Mapping[str, LookUp],
        today: date,
        duplicates: Duplicates,
    ) -> None:
        """Keep lines in ``book`` by ``take``, which applies the rules of `add`.

        ``names`` says where what a row names is looked up.
        """
        self.tally = Tally()
        self._book, self._take, self._today = book, take, today
        self._names, self._duplicates = names, duplicates

    def take(self, rows: Rows) -> list[RowProblem]:
        """Keep rows in their order; what is refused comes back and keeps nothing."""
        problems: list[RowProblem] = []
        for row in rows:
            try:
                self._take(self._book, row.values, self._today)
                self.tally.accepted += 1
            except RepeatedLineError as error:
                if self._duplicates is Duplicates.REFUSE:
                    problems.append(refuse_row(row, error))
                else:
                    self.tally.skipped += 1
            except BookError as error:
                problems += all_refusals(row, error, self._names)
        return problems

    def names(self, _: ImportRow) -> Mapping[str, LookUp]:
        """Return where to look the names of a row up."""
        return self._names

    def finish(self) -> None:
        """Nothing is in hand: every row is written when it is taken."""


def take_program(book: Book, said: Said, today: date) -> None:
    """Keep a programme. Raises: RepeatedLineError and the refusals of ``add_program``."""
    program = program_of(book, said, today)
    check_repeated(book.programs, program)
    book.programs.include(add_program(book, program))


def take_place(book: Book, said: Said, today: date) -> None:
    """Keep a place. Raises: RepeatedLineError and the refusals of ``add_place``."""
    place = place_of(book, said, today)
    check_repeated(book.places, place)
    book.places.include(add_place(book, place))


def opening_taker(batch: int) -> Take:
    """Return what keeps the opening figures of an import."""

    def take(book: Book, said: Said, today: date) -> None:
        add_opening(book, opening_of(book, said, batch), today)

    return take


def has_same(register: Registry[Any], new: Thing) -> bool:
    """Say whether the register has a line that says the same as a new one."""
    own = {"id", "aliases"}  # no row says them
    fields = [name for name in type(new).__dataclass_fields__ if name not in own]
    wanted = [getattr(new, name) for name in fields]
    found = register.with_code(new.code)
    return any(wanted == [getattr(old, name) for name in fields] for old in found)


def check_repeated(register: Registry[Any], new: Thing) -> None:
    """Refuse a line that the register has. Raises: RepeatedLineError."""
    if has_same(register, new):
        raise RepeatedLineError(given=new.code)


class InspectionTaker:
    """Keeps the rows of one import. The register is read once, and grows with the rows."""

    def __init__(self) -> None:
        self._register: Inspections | None = None

    def __call__(self, book: Book, said: Said, today: date) -> None:
        """Keep an inspection with its stage, its finding and what came back, as far as said.

        Raises: RepeatedLineError and the refusals of ``actions.inspection``.
        """
        if self._register is None:
            self._register = book.inspections.all()
        inspection = inspection_of(book, said, today)
        check_repeated(self._register, inspection)
        kept = keep_inspection(book, self._register, inspection)
        self._register.include(kept)
        dossier, day = Dossier(inspection=kept), said.get("stage_date") or today
        if stage := said.get("stage"):
            event = StageEvent(stage=stage, date=day, document=said.get("document"))
            dossier = keep_stage(book, dossier, event, today)
        if amount := said.get("recommended"):
            action = said.get("action") or Action.BUDGET_RECOVERY
            dossier = keep_finding(book, dossier, amount, action, said.get("note"))
        if amount := said.get("recovered"):
            keep_recovery(
                book,
                dossier,
                amount,
                on=said.get("recovered_date") or day,
                finding=None,
                voucher=said.get("voucher"),
                note=None,
                today=today,
            )


@dataclass(slots=True)
class _Year:
    """What the book has of a year before the import, and what rows of the import repeat.

    ``marks`` count the numbers that stand by what they say, with their day and without it.
    """

    targets: dict[tuple[int, int], Decimal]
    marks: Counter[Record]
    repeated: Counter[Record] = field(default_factory=Counter)

    @classmethod
    def of(cls, book: Book, year: int) -> _Year:
        """Read a year."""
        found = (
            replace(each, id=0) for kept in book.activities.records(year).values() for each in kept
        )
        marks = Counter(mark for each in found for mark in (each, _undated(each)))
        return cls(book.activities.targets(year), marks)

    def new_target(self, activity: Activity, number: int, said: Said) -> Decimal | None:
        """Return the target a row says, unless it is the one the year has."""
        if said.get("target") is None:
            return None
        target: Decimal = said["target"].value
        return None if target == self.targets.get((activity.id, number)) else target

    def new_record(self, record: Record | None, *, dated: bool) -> Record | None:
        """Return the number of a row, unless the book has it."""
        if record is None or self.repeats(record if dated else _undated(record)):
            return None
        return record

    def repeats(self, mark: Record) -> bool:
        """Say whether the book has a number, counting: of three equal rows two may be new."""
        if self.repeated[mark] >= self.marks[mark]:
            return False
        self.repeated[mark] += 1
        return True


class ActivityTaker:
    """Keeps the rows of one import: an activity with a year's target and number, as far as said.

    A code the book has is that activity, if it is called the same. The book is read once for each
    year, and once for the register, which grows with the rows.
    """

    def __init__(self) -> None:
        self._register: Activities | None = None
        self._years: dict[int, _Year] = {}

    def __call__(self, book: Book, said: Said, today: date) -> None:
        """Keep a row. Raises: RepeatedLineError and the refusals of ``actions.activity``."""
        if self._register is None:
            self._register = book.activities.all()
        activity, known = self._activity(book, self._register, said)
        number = said.get("year") or (said.get("date") or today).year
        if number not in self._years:
            self._years[number] = _Year.of(book, number)
        year = self._years[number]
        target = year.new_target(activity, number, said)
        record = year.new_record(self._record(activity, number, said, today), dated="date" in said)
        if known and target is None and record is None:
            raise RepeatedLineError(given=activity.code)
        if target is not None:
            keep_target(book, activity, target, number)
            year.targets[activity.id, number] = target
        if record is not None:
            keep_record(book, record, today)

    @staticmethod
    def _activity(book: Book, register: Activities, said: Said) -> tuple[Activity, bool]:
        """Return the activity of a row, and whether the book has it already."""
        activity = Activity(
            id=0,
            code=said["code"],
            name=said["name"],
            unit=said["unit"],
            section=said.get("section") or ActivitySection.OTHER,
        )
        if has_same(register, activity):
            return register.find(activity.code), True
        kept = keep_activity(book, register, activity)
        register.include(kept)
        return kept, False

    @staticmethod
    def _record(activity: Activity, year: int, said: Said, today: date) -> Record | None:
        """Return the number of a row, if it has one."""
        if said.get("actual") is None:
            return None
        return record_of(
            activity,
            said["actual"],
            year=year,
            on=said.get("date") or today,
            estimate=bool(said.get("estimate")),
            note=said.get("note"),
        )


def _undated(record: Record) -> Record:
    """Return a number without its day: one that was not said may be another one next time."""
    return replace(record, date=date.min)


_REGISTERS: dict[BatchNoun, Callable[[int], Take]] = {
    BatchNoun.PROGRAM: lambda _: take_program,
    BatchNoun.PLACE: lambda _: take_place,
    BatchNoun.INSPECT: lambda _: InspectionTaker(),
    BatchNoun.ACTIVITY: lambda _: ActivityTaker(),
    BatchNoun.OPENING: opening_taker,
}


def register_import(
    book: Book, noun: BatchNoun, *, today: date, batch: int, duplicates: Duplicates
) -> RegisterImport:
    """Return what takes the rows of an import of a register."""
    take, names = _REGISTERS[noun](batch), _names(book, noun, today)
    return RegisterImport(book, take, names=names, today=today, duplicates=duplicates)


def _names(book: Book, noun: BatchNoun, today: date) -> dict[str, LookUp]:
    """Return where an import of a register looks up what its rows name."""

    def place_on(name: str) -> object:
        return book.places.find_on(name, today)

    names: dict[BatchNoun, dict[str, LookUp]] = {
        BatchNoun.PROGRAM: {"parent": book.programs.find, "place": place_on},
        BatchNoun.PLACE: {"parent": place_on},
        BatchNoun.INSPECT: {"program": book.programs.find, "place": place_on},
        BatchNoun.OPENING: {"program": book.programs.find, "place": place_on},
    }
    return names.get(noun, {})
