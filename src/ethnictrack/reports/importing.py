"""What an import did or would do: its rows, every problem, and the plans it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.batch import ASIDE_NAMES, WHY
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Row, Table, Unit
from ethnictrack.values.errors import BookError, Way
from ethnictrack.values.money import rate
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.batch import AsideRow, RowProblem, Tally
    from ethnictrack.reports.table import Block
    from ethnictrack.year.figures import Figures

_PROBLEMS = (
    Column("line", N_("Line"), Unit.NUMBER),
    Column("record", N_("Row"), Unit.NUMBER),
    Column("column", N_("Column")),
    Column("value", N_("Value")),
    Column("code", N_("Code"), Unit.CODE),
    Column("message", N_("Problem")),
    Column("hint", N_("What to do")),
)
_EFFECTS = (
    Column("year", N_("Year"), Unit.CODE),
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    Column("planned_before", N_("Plan before"), Unit.DONG),
    Column("planned", N_("Plan after"), Unit.DONG),
    Column("disbursed_before", N_("Paid before"), Unit.DONG),
    Column("disbursed", N_("Paid after"), Unit.DONG),
    Column("rate_before", N_("Rate before"), Unit.RATE),
    Column("rate", N_("Rate after"), Unit.RATE),
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
        blocks.append(Table(_PROBLEMS, tuple(_problem_rows(facts.problems))))
    if facts.effects:
        rows = tuple(row for pair in facts.effects for row in _effect_rows(*pair))
        blocks.append(Table(_EFFECTS, rows))
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
    return frame.of(sheet=row.sheet, line=row.line, text=row.text, why=ASIDE_NAMES[row.kind])


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


def _problem_rows(problems: Iterable[RowProblem]) -> Iterable[Row]:
    for each in problems:
        error = each.error
        told = (error.code, error.sentence(), error.advice())
        column = " › ".join(part for part in (each.sheet, each.column) if part)
        yield Row((each.line, each.record or None, column or None, each.value, *told))


def _effect_rows(before: Figures, after: Figures) -> Iterable[Row]:
    was, now = before.of_programs(), after.of_programs()
    for number, total in now.items():
        old = was.get(number, Sum())
        if old != total:
            program = after.programs[number]
            yield Row(
                (
                    *(str(after.year), program.code, program.name),
                    *(old.planned, total.planned, old.paid, total.paid),
                    *(rate(old.disbursed, old.planned), rate(total.disbursed, total.planned)),
                )
            )


def _told_to_scripts(problem: RowProblem) -> dict[str, object]:
    return _on_sheet(problem.sheet) | {
        "line": problem.line,
        "record": problem.record or None,
        "column": problem.column or None,
        "value": problem.value or None,
        "code": problem.error.code,
        "message": problem.error.sentence(),
        "hint": problem.error.advice(),
    }


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
        data["effects"] = list(_effects_data(facts))
    return data


def _effects_data(facts: Imported) -> Iterator[Mapping[str, object]]:
    keys = [column.key for column in _EFFECTS]
    for before, of in facts.effects:
        for row in _effect_rows(before, of):
            yield dict(zip(keys, row.cells, strict=True)) | {"year": of.year}
