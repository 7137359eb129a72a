"""What the `import` verbs share: one command made for each group, and the one way in."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli import options, values
from ethnictrack.cli.entries import DRY
from ethnictrack.cli.grouping import Command
from ethnictrack.cli.say import Output, note, show
from ethnictrack.cli.session import reading, session_of, writing
from ethnictrack.domain.batch import (
    BATCH_NOUN_NAMES,
    Batch,
    BatchNoun,
    Duplicates,
    RowProblem,
)
from ethnictrack.domain.errors.batch import (
    AlreadyImportedError,
    OtherProfileError,
    UnknownProfileError,
)
from ethnictrack.domain.errors.usage import OptionValueError, UnknownOptionError
from ethnictrack.domain.money import Scale
from ethnictrack.domain.numerals import Numbers
from ethnictrack.domain.text import clean, visible
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.actions.importing.entries import EntryImport
    from ethnictrack.actions.importing.registers import RegisterImport
    from ethnictrack.domain.figures import Figures
    from ethnictrack.intake.opening import Intake
    from ethnictrack.intake.record import Record
    from ethnictrack.reports.importing import Imported
    from ethnictrack.store.opening import Book

_HEAP = 1000  # rows that are judged and written at a time
_MOST = 1000  # problems listed; a file with more is the wrong file
_MONEY = frozenset({BatchNoun.DISBURSE, BatchNoun.ALLOCATE})

File_ = Annotated[
    str | None, typer.Argument(metavar="FILE", help="File to read; - is standard input.")
]
Map_ = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=HEADING", help="Which column a field is in; repeat."),
]
Set_ = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="What every row says; repeat."),
]
Unit_ = Annotated[
    str | None,
    typer.Option("--unit", metavar=options.listed(Scale), help="Unit of amounts without one."),
]
Sheet_ = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME|N", help="Sheet of a spreadsheet.")
]
HeaderRow_ = Annotated[
    str | None, typer.Option("--header-row", metavar="N", help="Line the heading is in.")
]
Encoding_ = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding: utf-8, cp1258, tcvn3, vni, …"),
]
Rejects_ = Annotated[
    str | None,
    typer.Option("--rejects", metavar="FILE", help="Write rows with problems there as CSV."),
]
Duplicates_ = Annotated[
    str | None,
    typer.Option(
        "--duplicates",
        metavar=options.listed(Duplicates),
        help="Rows an earlier import brought: refuse (the default), or skip them.",
    ),
]
Save_ = Annotated[
    str | None,
    typer.Option("--save-profile", metavar="NAME", help="Save how this file is read."),
]
Profile_ = Annotated[
    str | None, typer.Option("--profile", metavar="NAME", help="Read it as a saved profile says.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is read, as typed; what a profile saves."""

    mapping: dict[str, str]
    constants: dict[str, str]
    unit: str | None
    numbers: str | None
    sheet: str | None
    header_row: str | None
    encoding: str | None

    def over(self, saved: Reading) -> Reading:
        """Return a profile with what was typed in the place of what it says."""
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
    rejects: str | None
    save_profile: str | None
    dry_run: bool


def add_import(app: typer.Typer, noun: BatchNoun) -> None:
    """Give a group its verb `import`."""

    @app.command("import", cls=Command)
    def import_(
        context: typer.Context,
        file: File_ = None,
        mapping: Map_ = None,
        constants: Set_ = None,
        unit: Unit_ = None,
        numbers: options.Numbers = None,
        sheet: Sheet_ = None,
        header_row: HeaderRow_ = None,
        encoding: Encoding_ = None,
        rejects: Rejects_ = None,
        duplicates: Duplicates_ = None,
        over_plan: options.OverPlan = None,
        save_profile: Save_ = None,
        profile: Profile_ = None,
        as_json: options.Json = False,
        dry_run: options.DryRun = False,
    ) -> None:
        """Take the rows of a file, all of them or none; every problem is listed.

        The rules are those of `add`. The same file or row is not taken twice.
        """
        values.required(FILE=file)
        said = Reading(
            mapping=_pairs("--map", mapping),
            constants=_pairs("--set", constants),
            unit=unit,
            numbers=numbers,
            sheet=sheet,
            header_row=header_row,
            encoding=encoding,
        )
        if profile is not None:
            said = said.over(_profile(context, noun, profile))
        if over_plan is not None and noun not in _MONEY:
            raise UnknownOptionError(given="--over-plan", near=())
        wanted = Wanted(
            noun=noun,
            duplicates=values.choice_or_none("--duplicates", duplicates, Duplicates)
            or Duplicates.REFUSE,
            over_plan=values.text("--over-plan", over_plan, 2000),
            rejects=rejects,
            save_profile=values.text("--save-profile", save_profile, 100),
            dry_run=dry_run,
        )
        _bring_in(context, file or "", said, wanted, as_json=as_json)


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    """Read FIELD=VALUE. Raises: OptionValueError."""
    pairs = {}
    for each in given or ():
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise OptionValueError(option=option)
        pairs[name.strip()] = value
    return pairs


def _profile(context: typer.Context, noun: BatchNoun, name: str) -> Reading:
    """Return a saved profile. Raises: UnknownProfileError, OtherProfileError."""
    with reading(context) as book:
        profiles = book.batches.profiles()
    if name not in profiles:
        raise UnknownProfileError(given=visible(name), known=tuple(profiles))
    of, body = profiles[name]
    if of is not noun:
        raise OtherProfileError(given=visible(name), noun=BATCH_NOUN_NAMES[of])
    return Reading(**json.loads(body))


def _bring_in(
    context: typer.Context, file: str, said: Reading, wanted: Wanted, *, as_json: bool
) -> None:
    from ethnictrack.reports.importing import imported  # noqa: PLC0415 - no help page needs it

    with _opened(context, file, said, wanted.noun) as intake:
        run = _Run(context, intake, wanted)
        facts = run.facts(said)
        for message in intake.notes:
            note(message)
    if wanted.rejects and run.rejected:
        _write_rejects(run, wanted.rejects, session_of(context).path)
    if wanted.dry_run and not facts.problems:
        note(DRY)
    show(imported(facts), Output(json=as_json))
    if facts.problems:
        raise typer.Exit(1)


def _opened(
    context: typer.Context, file: str, said: Reading, noun: BatchNoun
) -> AbstractContextManager[Intake]:
    from ethnictrack.intake.field import Request  # noqa: PLC0415 - only an import pays for it
    from ethnictrack.intake.fields import fields_of  # noqa: PLC0415
    from ethnictrack.intake.opening import open_file, open_stream  # noqa: PLC0415

    request = Request(
        fields=fields_of(noun),
        today=session_of(context).today,
        mapping=said.mapping,
        constants=said.constants,
        scale=values.choice_or_none("--unit", said.unit, Scale),
        numbers=values.choice_or_none("--numbers", said.numbers, Numbers),
        sheet=said.sheet,
        header_row=values.whole_or_none("--header-row", said.header_row),
        encoding=said.encoding,
    )
    return open_stream(sys.stdin.buffer, request) if file == "-" else open_file(Path(file), request)


class _Run:
    """One import on its way into the book."""

    def __init__(self, context: typer.Context, intake: Intake, wanted: Wanted) -> None:
        self.intake = intake
        self.rejected: list[tuple[Record, list[RowProblem]]] = []
        self._context, self._wanted = context, wanted
        self._today = session_of(context).today
        self._rows = 0
        self._problems: list[RowProblem] = []

    def facts(self, said: Reading) -> Imported:
        """Take every row, and keep them if none has a problem."""
        from ethnictrack.reports.importing import Imported  # noqa: PLC0415

        wanted = self._wanted
        with writing(self._context, dry_run=wanted.dry_run) as book:
            self._check_new(book)
            batch = book.batches.next()
            taker = self._taker(book, batch)
            for heap in _heaps(self._told(self.intake.records())):
                self._take(taker, heap)
            taker.finish()
            self._problems += self.intake.problems
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
            tally=taker.tally,
            problems=self._problems,
            money=wanted.noun in _MONEY,
            effects=effects,
        )

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
        from ethnictrack.actions.importing import taker  # noqa: PLC0415

        return taker(
            book,
            self._wanted.noun,
            today=self._today,
            batch=batch,
            duplicates=self._wanted.duplicates,
            over_plan=self._wanted.over_plan,
        )

    def _take(self, taker: EntryImport | RegisterImport, heap: list[Record]) -> None:
        self._rows += len(heap)
        refused: dict[int, list[RowProblem]] = {
            record.number: list(record.problems) for record in heap if record.problems
        }
        for problem in taker.take([record for record in heap if not record.problems]):
            refused.setdefault(problem.record, []).append(problem)
        for record in heap if refused else ():
            if found := refused.get(record.number):
                self._problems += found if len(self._problems) < _MOST else []
                self.rejected.append((record, found))

    def _told(self, records: Iterator[Record]) -> Iterator[Record]:
        """Say on a terminal, now and then, how far it is."""
        begin = time.monotonic()
        shown = sys.stderr.isatty()
        for record in records:
            if shown and record.number % (10 * _HEAP) == 0:
                pace = int(record.number / max(time.monotonic() - begin, 1))
                note(_PROGRESS.of(rows=record.number, pace=pace))
            yield record


_PROGRESS = N_("{rows} rows read, {pace} rows a second.")


def _heaps(records: Iterator[Record]) -> Iterator[list[Record]]:
    while heap := list(islice(records, _HEAP)):
        yield heap


def _effects(book: Book, batch: int) -> tuple[tuple[Figures, Figures], ...]:
    """Return the figures of every year an import touches, without and with it."""
    from ethnictrack.actions.figures import before_and_after  # noqa: PLC0415

    return tuple(before_and_after(book, year, batch) for year in book.ledger.years_of(batch))


def _write_rejects(run: _Run, file: str, book: Path) -> None:
    """Write the rows with problems, as they were, with a column of reasons."""
    from ethnictrack.reports.importing import rejects  # noqa: PLC0415

    intake = run.intake
    rows = [(record.cells, [each.error for each in found]) for record, found in run.rejected]
    result = rejects(intake.headings, rows, unit=intake.heading.scale)
    show(result, Output(format="csv", file=file), book=book)
