"""Forms of units that came back: whose they are by their mark, and what stands in their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.fields.collection import FIGURE
from ethnictrack.i18n import Message
from ethnictrack.importing.cell import as_written
from ethnictrack.importing.files.input_file import InputFile, held, is_workbook
from ethnictrack.importing.files.workbook import legible, sheets_of
from ethnictrack.importing.import_fields import COLLECTED
from ethnictrack.importing.request import Request
from ethnictrack.nouns.collection import (
    MARK_SHEET,
    FormChangedError,
    FormLine,
    FormMark,
    SentFile,
    SentLine,
    SentProblem,
)
from ethnictrack.values.amounts import Amount
from ethnictrack.values.clean_text import clean
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO, Dong, Scale
from ethnictrack.values.text import composed, fold, shown, visible

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.importing.cell import ReadRow
    from ethnictrack.importing.intake import Intake
    from ethnictrack.importing.sheets.sheet import Sheet

_FACTS = ("period", "place", "version", "seal")
_LONGEST = 300  # characters of a fact


def read_sent(path: Path, today: date, *, folder: bool) -> SentFile:
    """Read a file by the door of imports; what is wrong with it stands in its problems."""
    name = shown(path.name)
    try:
        with closing(held(path)) as file:
            return _read(file, today, folder=folder)
    except BookError as error:
        return SentFile(name=name, problems=(SentProblem(error),), folder=folder)


def _read(file: InputFile, today: date, *, folder: bool) -> SentFile:
    """Read the mark, then the first visible sheet."""
    from ethnictrack.importing.intake import of_sheet  # noqa: PLC0415 - the door stands high

    name = clean(file.name, Message("FILE"), 300)
    if not is_workbook(file):
        return SentFile(name=name, folder=folder)
    sheets = legible(sheets_of(file), None)
    mark = _mark(sheets)
    table = next((each for each in sheets if each.visible and each.name != MARK_SHEET), None)
    if mark is None or table is None:
        return SentFile(name=name, digest=file.digest, folder=folder)
    request = Request(fields=COLLECTED, today=today, scale=Scale.DONG)
    sent = SentFile(name=name, digest=file.digest, mark=mark, folder=folder)
    try:
        intake = of_sheet(file, table, request)
        read = list(intake.records())
    except BookError as error:
        return replace(sent, problems=(SentProblem(error),))
    return replace(
        sent,
        head=tuple(_head(intake)),
        lines=tuple(_lines(read)),
        problems=(*_headings(intake), *_problems(intake, read)),
    )


def _mark(sheets: Sequence[Sheet]) -> FormMark | None:
    """Return the mark of a workbook, if it has one that says all."""
    said: dict[str, list[str]] = {}
    for sheet in sheets:
        if sheet.name == MARK_SHEET:
            for _, row in sheet.rows():
                name, value = (*map(as_written, row), "", "")[:2]
                said.setdefault(name, []).append(value)
    if not all(len(said.get(each, ())) == 1 for each in _FACTS):
        return None
    period, place, version, seal = (visible(said[each][0])[:_LONGEST] for each in _FACTS)
    lines = (tuple(said.get(each, ())) for each in ("head", "line"))
    head, table = lines
    return FormMark(period=period, place=place, version=version, seal=seal, head=head, lines=table)


def _head(intake: Intake) -> Iterator[str]:
    """Yield the texts above the table."""
    for _, row in intake.heading.titles:
        yield from (text for cell in row if (text := composed(as_written(cell)).strip()))


def _headings(intake: Intake) -> Iterator[SentProblem]:
    """Yield the headings that say something else than was sent, such as another unit of money."""
    heading = intake.heading
    for each in FIGURE:
        at = heading.matched.columns.get(each.name)
        if at is not None and fold(heading.texts[at]) != fold(each.headings[0]):
            changed = FormChangedError(what=visible(heading.texts[at]))
            yield SentProblem(changed, heading.line)


def _lines(read: Sequence[ReadRow]) -> Iterator[SentLine]:
    """Yield the rows of which all could be read."""
    for each in read:
        if not each.problems:
            said = each.values
            form = FormLine(
                program=str(said["program"]),
                capital=said.get("capital"),  # type: ignore[arg-type]  # read by its field
                source=said.get("source"),  # type: ignore[arg-type]  # likewise
                plan_year=int(str(said["plan_year"])),
                before=_dong(said["before"]),
            )
            note = said.get("note")
            figure = _dong(said["cumulative"])
            yield SentLine(each.line, form, figure, None if note is None else str(note))


def _dong(amount: object) -> Dong:
    return amount.dong if isinstance(amount, Amount) else ZERO


def _problems(intake: Intake, read: Sequence[ReadRow]) -> Iterator[SentProblem]:
    of_rows = (intake.located(each, problem) for each in read for problem in each.problems)
    for each in (*of_rows, *intake.problems):
        yield SentProblem(each.error, each.line, each.column, each.value)
