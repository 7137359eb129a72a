"""One import on its way: the file read, its rows judged, kept or dropped as a whole."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

import typer

from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import screen_width, write_over
from ethnictrack.cli.shell.outputs import write_file
from ethnictrack.cli.shell.session import can_ask, reading, session_of, writing
from ethnictrack.errors.usage import FormatFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.refusals import SumError
from ethnictrack.nouns.batch import (
    Batch,
    BatchNoun,
    Duplicates,
    RowProblem,
    Sums,
    Zero,
    unknown_names,
)
from ethnictrack.render.words import say
from ethnictrack.values.clean_text import clean
from ethnictrack.values.errors import BookError, Way
from ethnictrack.values.money import Numbers, Scale
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.importing.all_sheets import AllSheets
    from ethnictrack.importing.cell import ReadRow
    from ethnictrack.importing.import_fields import ImportFields
    from ethnictrack.importing.intake import Intake
    from ethnictrack.importing.request import AmountColumn
    from ethnictrack.library import Book, EntryImport, Location, RegisterImport
    from ethnictrack.reports.importing import Imported
    from ethnictrack.year.figures import Figures

_PAUSE = 0.2  # seconds between two lines
_OF_ABOUT = N_("Row {rows} of about {total}, {pace} rows a second, {left} to go")
_SO_FAR = N_("Row {rows}, {pace} rows a second")


class AlreadyImportedError(BookError):
    file: str
    batch: int
    code = "already-imported"
    text = N_("{file} is already in the book: it was import {batch}.")
    remedy = N_(
        "Nothing is missing. If it was a mistake, take it back with `ethnictrack book undo "
        "{batch}`, which asks why; with --duplicates skip only rows that are new are taken."
    )
    again = ({"--duplicates": "skip"},)


class RejectsFileError(FormatFileError):
    text = N_("Rejected rows are written as CSV; {given} ends like another file.")
    remedy = N_("Give it a name such as loai.csv; {known} are known.")

    def ways(self) -> tuple[Way, ...]:
        """Name a file that fits."""
        return ({"--rejects": "loai.csv"},)


class Progress:
    """One line that is written over as long as the block lasts, and gone after it."""

    def __init__(self, total: int) -> None:
        """Count up to about ``total`` rows, if it is known."""
        self._total = total
        self._shown = sys.stderr.isatty()
        self._begin = time.monotonic()
        self._next = self._begin
        self._wide = 0

    def __enter__(self) -> Self:
        """Begin a line."""
        return self

    def __exit__(self, *_: object) -> None:
        self._put("")

    def at(self, rows: int) -> None:
        """Say that so many rows are done."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _PAUSE
        pace = rows / max(now - self._begin, _PAUSE)
        if rows < self._total:
            left = _clock(int((self._total - rows) / pace) + 1)
            line = _OF_ABOUT.of(rows=rows, total=self._total, pace=int(pace), left=left)
        else:
            line = _SO_FAR.of(rows=rows, pace=int(pace))
        self._put(say(line)[: screen_width() - 1])

    def _put(self, line: str) -> None:
        if line or self._wide:
            write_over(line, self._wide)
            self._wide = len(line)


def _clock(seconds: int) -> str:
    """Write a time as 1:05 or 1:02:05."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minutes}:{second:02}"


HEAP = 1000  # rows that are judged and written at a time
_MOST = 1000  # problems listed; a file with more is the wrong file
_REJECTS = {".csv": "csv", ".tsv": "tsv", ".txt": "csv"}  # as imports read them back
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_HEAD_PLACE = N_(
    "No row says a place, and “{place}” stands above the table: where all is of it, say --set "
    "place=…"
)
_OF_PLACE = N_("Is every row of {place}? (yes/no)")
_PLACE_SAID = N_("The place of every row is {place}, as was said.")
MONEY = frozenset({BatchNoun.DISBURSE, BatchNoun.ALLOCATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """How a file is read, as typed; what a profile saves."""

    mapping: dict[str, str]
    constants: dict[str, str]
    unit: str | None
    numbers: str | None
    sheet: str | None
    header_row: str | None
    encoding: str | None
    amounts: dict[str, str] | None = None  # what a column of money says besides, by its heading

    @property
    def columns(self) -> dict[str, str]:
        """The headings by field."""
        return {name: value for name, value in self.mapping.items() if ":" not in name}

    @property
    def meant(self) -> dict[tuple[str, str], str]:
        """What words of the file mean, by field and word."""
        named = ((name.partition(":"), value) for name, value in self.mapping.items())
        return {(field, word): value for (field, colon, word), value in named if colon}

    def over(self, saved: FileReading | None) -> FileReading:
        """Return a profile with what was typed in the place of what it says."""
        if saved is None:
            return self
        said = {name: value for name, value in asdict(self).items() if value is not None}
        said["mapping"] = {**saved.mapping, **self.mapping}
        said["constants"] = {**saved.constants, **self.constants}
        return replace(saved, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done with the rows."""

    noun: BatchNoun
    duplicates: Duplicates
    over_plan: str | None
    save_profile: str | None
    sums: Sums = Sums.REFUSE
    rejects: str | None = None
    dry_run: bool = False
    zero: Zero = Zero.REFUSE
    skip_rows: frozenset[int] = frozenset()  # of this file alone, and in no profile


def opened(
    context: typer.Context, file: str, said: FileReading, fields: ImportFields, wanted: Wanted
) -> AbstractContextManager[Intake | AllSheets]:
    """Open the file that was named, for the length of a block."""
    from ethnictrack.importing.intake import open_file, open_stream  # noqa: PLC0415
    from ethnictrack.importing.request import Request  # noqa: PLC0415 - only an import pays for it

    if meant := said.meant:
        from ethnictrack.importing.field_words import with_words  # noqa: PLC0415

        fields = with_words(fields, meant)
    today = session_of(context).today
    amounts: tuple[AmountColumn, ...] = ()
    if said.amounts:
        from ethnictrack.importing.field_words import amount_columns  # noqa: PLC0415

        amounts = amount_columns(fields, said.amounts, today)
    request = Request(
        fields=fields,
        today=today,
        amounts=amounts,
        mapping=said.columns,
        constants=said.constants,
        scale=values.choice_or_none("--unit", said.unit, Scale),
        numbers=values.choice_or_none("--numbers", said.numbers, Numbers),
        sheet=said.sheet,
        header_row=values.whole_or_none("--header-row", said.header_row),
        encoding=said.encoding,
        skip_rows=wanted.skip_rows,
        skip_zero=wanted.zero is Zero.SKIP,
    )
    if file != "-":
        return open_file(Path(file), request)
    session_of(context).world.spent.append("stdin")
    return open_stream(sys.stdin.buffer, request)


class Run:
    """One import on its way into the book."""

    def __init__(self, context: typer.Context, intake: Intake | AllSheets, wanted: Wanted) -> None:
        self.intake = intake
        self.rejected: list[tuple[ReadRow, list[RowProblem]]] = []  # to be written, if asked for
        self._context, self._wanted = context, wanted
        self._today = session_of(context).today
        self._rows = self._refused = 0
        self._problems: list[RowProblem] = []

    def facts(self, said: FileReading) -> Imported:
        """Take every row, and keep them if none has a problem."""
        from ethnictrack.reports.importing import Imported  # noqa: PLC0415

        wanted = self._wanted
        self._offer_place()
        with writing(self._context, dry_run=wanted.dry_run) as book:
            self._meet_places(book)
            self._check_new(book)
            batch = book.batches.next()
            taker = self._taker(book, batch)
            with Progress(self.intake.length) as progress:
                for heap in _heaps(self.intake.records()):
                    self._take(taker, heap)
                    progress.at(self._rows)
                taker.finish()
            noted = self._settled()
            kept = not self._problems and taker.tally.accepted > 0
            if kept:
                book.batches.add(self._batch(taker.tally.accepted))
            else:
                book.journal.drop()
            effects = _effects(book, batch) if kept and wanted.dry_run else ()
            if kept and wanted.save_profile:
                body = json.dumps(asdict(said), ensure_ascii=False, sort_keys=True)
                book.batches.put_profile(wanted.save_profile, wanted.noun, body)
        return Imported(
            file=self.intake.name,
            batch=batch if kept and not wanted.dry_run else None,
            dry_run=wanted.dry_run,
            rows=self._rows,
            rejected=self._refused,
            tally=taker.tally,
            problems=self._problems,
            noted=noted,
            aside=self.intake.aside,
            left_out=self.intake.left_out,
            money=wanted.noun in MONEY,
            effects=effects,
        )

    def _offer_place(self) -> None:
        """Ask a person whether all is of the place that stands above the table."""
        self.intake.is_place = lambda _: True
        if not (self.intake.head_place() and can_ask(self._context)):
            return
        with reading(self._context) as book:
            self.intake.is_place = lambda name: len(book.places.matches(name)) == 1
            name = self.intake.head_place()
            place = book.places.find(name) if name else None
            told = book.places.told(place) if place else ""
        if place is None:
            return
        from ethnictrack.cli.prompts.screen import Screen, agreed  # noqa: PLC0415 - where someone types

        screen = Screen(plain=session_of(self._context).plain)
        if agreed(_OF_PLACE.of(place=visible(told)), screen):
            self.intake.say("place", place.code)
            self.intake.notes.append(_PLACE_SAID.of(place=visible(told)))

    def _meet_places(self, book: Book) -> None:
        """Let the file know the places of the book, and name one that stands above the table."""
        self.intake.is_place = lambda name: bool(book.places.matches(name))
        if place := self.intake.head_place():
            self.intake.notes.append(_HEAD_PLACE.of(place=visible(place)))

    def _settled(self) -> list[RowProblem]:
        """Put the problems in the order of the file; those that are no more than noted go out."""
        found = sorted([*self.intake.problems, *self._problems], key=lambda each: each.line)
        self._problems = [each for each in found if not self._noted(each)]
        return [each for each in found if self._noted(each)]

    def _noted(self, problem: RowProblem) -> bool:
        """Say whether a problem is a sum that need not be right."""
        return self._wanted.sums is Sums.NOTE and isinstance(problem.error, SumError)

    def _batch(self, rows: int) -> Batch:
        name = clean(self.intake.name, Message("FILE"), 300)
        return Batch(noun=self._wanted.noun, file=name, digest=self.intake.digest, rows=rows)

    def _check_new(self, book: Book) -> None:
        """Refuse a file that is in the book, byte for byte. Raises: AlreadyImportedError."""
        if self._wanted.duplicates is Duplicates.REFUSE:
            earlier = book.batches.of_file(self._wanted.noun, self.intake.digest)
            if earlier is not None:
                raise AlreadyImportedError(file=self.intake.name, batch=earlier)

    def _taker(self, book: Book, batch: int) -> EntryImport | RegisterImport:
        from ethnictrack.library import taker  # noqa: PLC0415

        return taker(
            book,
            self._wanted.noun,
            today=self._today,
            batch=batch,
            duplicates=self._wanted.duplicates,
            over_plan=self._wanted.over_plan,
        )

    def _take(self, taker: EntryImport | RegisterImport, heap: list[ReadRow]) -> None:
        self._rows += len(heap)
        taken = taker.take([record for record in heap if not record.problems])
        refused = {
            record.number: [*record.problems, *unknown_names(record, taker.names(record))]
            for record in heap
            if record.problems
        }
        for problem in taken:
            refused.setdefault(problem.record, []).append(problem)
        self._refused += len(refused)
        for record in heap if refused else ():
            if met := refused.get(record.number):
                self._refuse(record, met)

    def _refuse(self, record: ReadRow, met: list[RowProblem]) -> None:
        """Keep what is wrong with a record, as far as it will be told."""
        found = [self.intake.located(record, each) for each in met]
        told = [each for each in found if not each.within]
        self._problems += told if len(self._problems) < _MOST else []
        if self._wanted.rejects:
            self._reject(record, found)

    def _reject(self, record: ReadRow, found: list[RowProblem]) -> None:
        """Keep a record for the file of rejects; a row of several amounts stands there once."""
        if self.rejected and self.rejected[-1][0].row is record.row:
            self.rejected[-1][1].extend(found)
        else:
            self.rejected.append((record, found))


def _heaps(records: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while heap := list(islice(records, HEAP)):
        yield heap


def _effects(book: Book, batch: int) -> tuple[tuple[Figures, Figures], ...]:
    """Return the figures of every year an import touches, without and with it."""
    from ethnictrack.library import before_and_after  # noqa: PLC0415

    return tuple(before_and_after(book, year, batch) for year in book.ledger.years_of(batch))


def rejects_format(file: str) -> str:
    """Return how rejected rows are written to a file of that name. Raises: RejectsFileError."""
    ending = Path(file).suffix.lower()
    if ending and ending not in _REJECTS:
        raise RejectsFileError(given=visible(file), known=tuple(_REJECTS))
    return _REJECTS.get(ending, "csv")


def write_rejects(run: Run, file: str, book: Location) -> None:
    """Write the rows with problems, as they were, with the reasons behind each.

    Below them stand the rows that were set aside, as reasons alone.

    A row of too few or too many cells stays one until somebody has looked at it.
    """
    from ethnictrack.render.to_csv import lines  # noqa: PLC0415
    from ethnictrack.reports.importing import aside_row, reject_headings, reject_row  # noqa: PLC0415

    intake = run.intake
    headings = reject_headings(intake.whole_headings)
    rows = (
        reject_row(headings, intake.rejected(record), [each.error for each in found])
        for record, found in run.rejected
    )
    asides = (aside_row(headings, each) for each in intake.aside)
    told = ((*cells, say(reasons)) for cells, reasons in chain(rows, asides))
    delimiter = _DELIMITERS[rejects_format(file)]
    write_file(Path(file), b"".join(lines(headings, told, delimiter=delimiter)), book)
