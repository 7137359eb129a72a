"""What an import can say of a row, and what one did or would do: rows, problems, plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.batch import WHY, AsideRow, BatchNoun, RowProblem, Tally
from ethnictrack.nouns.program import Program
from ethnictrack.reports.table import (
    Column,
    Document,
    Paragraph,
    Result,
    Table,
    Term,
    Unit,
    data_of,
)
from ethnictrack.values.errors import BookError, Way
from ethnictrack.values.money import rate
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Block
    from ethnictrack.year.figures import Figures

_FIELDS_OF = N_("Fields of an import: {noun}")
_YES, _NO = N_("yes"), N_("no")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """A field by its name, its heading on forms and the other ones; a closed list by both words."""

    field: str
    heading: str
    also: tuple[str, ...]
    required: bool
    values: tuple[tuple[str, str], ...]


_FIELDS: tuple[Column[FieldWords], ...] = (
    Column("heading", N_("Heading"), of=attrgetter("heading")),
    Column("field", N_("Field"), Unit.CODE, attrgetter("field")),
    Column(
        "required",
        N_("Required"),
        of=lambda each: Term(str(each.required), _YES if each.required else _NO),
    ),
    Column(
        "values",
        N_("Values"),
        of=lambda each: ", ".join(f"{word} ({value})" for value, word in each.values),
    ),
    Column("also", N_("Also called"), of=lambda each: ", ".join(each.also)),
)


def import_fields(noun: BatchNoun, fields: Iterable[FieldWords]) -> Result:
    """List the fields, with all their words."""
    told = tuple(fields)
    title = _FIELDS_OF.of(noun=noun.label)
    return Result(Document(title, (Table.of(_FIELDS, told),)), [_field_data(each) for each in told])


def _field_data(words: FieldWords) -> dict[str, object]:
    return {
        "field": words.field,
        "heading": words.heading,
        "also": list(words.also),
        "required": words.required,
        "values": [{"value": value, "word": word} for value, word in words.values],
    }


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What an import changes of a programme in a year: its sums without it, and with it."""

    year: int
    program: Program
    old: Sum
    new: Sum


_PROBLEMS: tuple[Column[RowProblem], ...] = (
    Column("line", N_("Line"), Unit.NUMBER, attrgetter("line")),
    Column("record", N_("Row"), Unit.NUMBER, lambda each: each.record or None),
    Column(
        "column",
        N_("Column"),
        of=lambda each: " › ".join(filter(None, (each.sheet, each.column))) or None,
        fact=lambda each: each.column or None,
    ),
    Column("value", N_("Value"), of=attrgetter("value"), fact=lambda each: each.value or None),
    Column("code", N_("Code"), Unit.CODE, attrgetter("error.code")),
    Column("message", N_("Problem"), of=lambda each: each.error.sentence()),
    Column("hint", N_("What to do"), of=lambda each: each.error.advice()),
)
_CHANGES: tuple[Column[PlanChange], ...] = (
    Column("year", N_("Year"), Unit.CODE, lambda each: str(each.year), fact=attrgetter("year")),
    Column("code", N_("Code"), Unit.CODE, attrgetter("program.code")),
    Column("name", N_("Programme"), of=attrgetter("program.name")),
    Column("planned_before", N_("Plan before"), Unit.DONG, attrgetter("old.planned")),
    Column("planned", N_("Plan after"), Unit.DONG, attrgetter("new.planned")),
    Column("disbursed_before", N_("Paid before"), Unit.DONG, attrgetter("old.paid")),
    Column("disbursed", N_("Paid after"), Unit.DONG, attrgetter("new.paid")),
    Column("rate_before", N_("Rate before"), Unit.RATE, lambda each: _rate(each.old)),
    Column("rate", N_("Rate after"), Unit.RATE, lambda each: _rate(each.new)),
)
_KEPT = N_("Import {batch}: {accepted} rows of {file}, in all {amount} đồng.")
_WOULD = N_("{accepted} rows of {file} would be kept, in all {amount} đồng.")
_LINES = N_("Import {batch}: {accepted} rows of {file}.")
_LINES_WOULD = N_("{accepted} rows of {file} would be kept.")
_SKIPPED = N_("Rows that are in the book already and were left out: {skipped}.")
_NOTHING = N_("Every row of {file} is in the book already: nothing was kept.")
_REFUSED = N_("Nothing of {file} was kept: {rejected} of {rows} rows have a problem.")
_LATE = N_("Rows after the last day for their money: {count}. The first is line {line}: {why}")
_NOTED = N_("Line {line}: {problem}")
_ASIDE = N_("Rows that were set aside: {count}.")
_ASIDE_ROW = N_("Line {line}, set aside ({why}): {text}")
_ASIDE_SHEET = N_("Sheet {sheet}, line {line}, set aside ({why}): {text}")
_MORE = N_("And {count} more, which --json lists.")
_LEFT_OUT = N_("Columns that were left out: {headings}.")
_LISTED = 20  # rows named on stderr
_DUE = N_("The file has a problem as a whole: nothing of {file} was kept.")


_FOR_ALL = N_("Mend the rows, or say what holds for all of them.")


class RowsRefusedError(BookError):
    file: str
    rejected: int
    rows: int
    code = "rows-refused"
    text = N_(
        "Nothing of {file} was kept: {rejected} of its {rows} rows have problems, or its totals do."
    )
    remedy = N_("Mend what is listed under `errors` and import the file again.")

    def __init__(self, problems: Sequence[BookError], **facts: object) -> None:
        super().__init__(**facts)
        self.problems = problems  # what the rows were refused for

    def ways(self) -> tuple[Way, ...]:
        """Return what mends every row at once; none where they want different things."""
        first, *others = [each.ways() for each in self.problems] or [()]
        return tuple(
            way for way in first if "--help" not in way and all(way in each for each in others)
        )

    def advice(self) -> Message:
        """Say that the whole file may be told what mends it, where it is so."""
        return _FOR_ALL if self.ways() else super().advice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The facts of one import.

    ``rows`` counts the records of the file; ``rejected`` ones have a problem of their own or of
    their column.
    """

    file: str
    batch: int | None
    dry_run: bool
    rows: int
    rejected: int
    tally: Tally
    problems: Sequence[RowProblem]
    money: bool
    noted: Sequence[RowProblem] = ()  # sums that are wrong, and were not asked to be right
    aside: Sequence[AsideRow] = ()  # rows that are no records
    left_out: Sequence[str] = ()  # headings of columns that fill no field
    effects: tuple[tuple[Figures, Figures], ...] = ()  # of a year, before and after

    def refused(self) -> RowsRefusedError:
        """Return the refusal of the file for what is wrong with its rows.

        A sum that does not agree is to be looked into: no command is offered that passes over it.
        """
        whole = any(each.record == 0 for each in self.problems)
        wrong = [] if whole else [each.error for each in self.problems]
        return RowsRefusedError(wrong, file=self.file, rejected=self.rejected, rows=self.rows)


def imported(facts: Imported) -> Result:
    """Return what is said of an import: for people, and as scripts read it."""
    blocks: list[Block] = [Paragraph(each) for each in _told(facts)]
    if facts.problems:
        blocks.append(Table.of(_PROBLEMS, facts.problems))
    if facts.effects:
        blocks.append(Table.of(_CHANGES, _changes(facts)))
    return Result(Document(N_("Import of {file}").of(file=facts.file), tuple(blocks)), _data(facts))


def noted(facts: Imported) -> list[Message]:
    """Return what is said of sums that are wrong, and of money after its last day or stage."""
    notes = [_NOTED.of(line=each.line, problem=each.error.sentence()) for each in facts.noted]
    if facts.tally.first_late is not None:
        line, why = facts.tally.first_late
        notes.append(_LATE.of(count=facts.tally.late, line=line, why=why))
    return [*notes, *facts.tally.ended.values()]


def set_aside(facts: Imported) -> list[Message]:
    """Return what is said of rows that are no records, and of columns that fill no field."""
    told = [_aside(each) for each in facts.aside[:_LISTED]]
    if more := len(facts.aside) - len(told):
        told.append(_MORE.of(count=more))
    if facts.aside:
        told.insert(0, _ASIDE.of(count=len(facts.aside)))
    if facts.left_out:
        told.append(_LEFT_OUT.of(headings=tuple(f"“{each}”" for each in facts.left_out)))
    return told


def _aside(row: AsideRow) -> Message:
    frame = _ASIDE_SHEET if row.sheet else _ASIDE_ROW
    return frame.of(sheet=row.sheet, line=row.line, text=row.text, why=row.kind.label)


def reject_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a file of rejected rows, one for the reasons last."""
    return (*(heading or f"cột {at}" for at, heading in enumerate(headings, 1)), WHY)


def reject_row(
    headings: Sequence[str], cells: Sequence[str], errors: Sequence[BookError]
) -> tuple[Sequence[str], Message]:
    """Return a row as it was, and why it was rejected, which stands right behind its cells.

    Blank cells without a heading are no cells: they would move the reasons out of their column.
    """
    width = len(headings) - 1
    kept = cells if any(each.strip() for each in cells[width:]) else cells[:width]
    reasons = tuple(error.sentence() for error in errors)
    return kept, N_("{reasons}").of(reasons=reasons)


def aside_row(headings: Sequence[str], row: AsideRow) -> tuple[Sequence[str], Message]:
    """Return a row of a file of rejects that only says what was set aside."""
    return ("",) * (len(headings) - 1), _aside(row)


def _told(facts: Imported) -> list[Message]:
    if facts.problems:
        frame = _REFUSED if facts.rejected else _DUE
        return [frame.of(file=facts.file, rejected=facts.rejected, rows=facts.rows)]
    tally = facts.tally
    if not tally.accepted:
        return [_NOTHING.of(file=facts.file)]
    if facts.money:
        frame = _WOULD if facts.dry_run else _KEPT
    else:
        frame = _LINES_WOULD if facts.dry_run else _LINES
    said = [
        frame.of(
            batch=facts.batch,
            accepted=tally.accepted,
            file=facts.file,
            amount=tally.amount.value,
        )
    ]
    return [*said, _SKIPPED.of(skipped=tally.skipped)] if tally.skipped else said


def _changes(facts: Imported) -> Iterator[PlanChange]:
    """Yield what an import changes."""
    for before, after in facts.effects:
        was = before.of_programs()
        for number, new in after.of_programs().items():
            if (old := was.get(number, Sum())) != new:
                yield PlanChange(after.year, after.programs[number], old, new)


def _rate(of: Sum) -> Fraction | None:
    return rate(of.disbursed, of.planned)


def _told_to_scripts(problem: RowProblem) -> dict[str, object]:
    return _on_sheet(problem.sheet) | data_of(_PROBLEMS, problem)


def _on_sheet(sheet: str | None) -> dict[str, object]:
    """Name the sheet, where all of a workbook are taken."""
    return {} if sheet is None else {"sheet": sheet}


def _data(facts: Imported) -> dict[str, object]:
    data: dict[str, object] = {
        "file": facts.file,
        "batch": facts.batch,
        "dry_run": facts.dry_run,
        "rows": facts.rows + len(facts.aside),
        "accepted": 0 if facts.problems else facts.tally.accepted,
        "rejected": facts.rejected,
        "skipped": facts.tally.skipped,
        "amount": 0 if facts.problems else facts.tally.amount,
        "errors": [_told_to_scripts(each) for each in facts.problems],
        "set_aside": [
            _on_sheet(each.sheet) | {"line": each.line, "text": each.text, "as": each.kind}
            for each in facts.aside
        ],
        "left_out": list(facts.left_out),
    }
    if facts.noted:
        data["warnings"] = [_told_to_scripts(each) for each in facts.noted]
    if facts.effects:
        data["effects"] = [data_of(_CHANGES, each) for each in _changes(facts)]
    return data
