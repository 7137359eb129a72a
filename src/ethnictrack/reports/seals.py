"""Sealed reports as a list, and whether a document still says what it was sealed with."""

from __future__ import annotations

from collections.abc import Sequence

from ethnictrack.domain.printed import Deviation, column_letters
from ethnictrack.domain.seal import Seal
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.table import (
    Block,
    Column,
    Document,
    Paragraph,
    Result,
    Row,
    Table,
    Term,
    Unit,
)

REPORT_NAMES = {"annual": N_("annual report")}
_COLUMNS = (
    Column("seal", N_("Seal"), Unit.CODE),
    Column("report", N_("Report")),
    Column("year", N_("Year"), Unit.CODE),
    Column("as_of", N_("Up to"), Unit.DATE),
    Column("scope", N_("Only")),
    Column("actor", N_("By")),
    Column("recorded_at", N_("Recorded at"), Unit.MOMENT),
    Column("version", N_("Program"), Unit.CODE),
)
_FAULTS = (
    Column("where", N_("Where")),
    Column("label", N_("Row")),
    Column("heading", N_("Column")),
    Column("says", N_("Says")),
    Column("should", N_("Should say")),
)
_SOUND = N_("{name} says what it was sealed with: {report} {year}, up to {date}.")
_TAMPERED = N_("{name} does not say what it was sealed with, in {count} places.")
_SEALED = N_("Sealed report {seal}, sealed by {actor} on {moment}, program {version}.")
_CELL = N_("sheet “{sheet}”, cell {cell}")
_SHEET = N_("sheet “{sheet}”, row {row_number}")
_NO_SHEET = N_("sheet “{sheet}” is missing")
_TABLE_CELL = N_("table {table_number}, row {row_number}, column {column_number}")
_TABLE_ROW = N_("table {table_number}, row {row_number}")
_LINE_CELL = N_("line {line}, column {column_number}")
_LINE = N_("line {line}")
_PATH = N_("value {path}")
_NO_TABLE, _SENTENCE = N_("table {table_number} is missing"), N_("in the text")
_ROW_ADDED, _GONE = N_("(not there)"), N_("(gone)")
_SCOPE = ("program", "place", "capital", "source")


def seal_data(seal: Seal) -> dict[str, object]:
    """Return a sealed report as JSON has it, without its figures."""
    return {
        "id": seal.id,
        "seal": str(seal.mark),
        "report": seal.report,
        "year": seal.year,
        "as_of": seal.as_of,
        "asked": dict(seal.asked),
        "version": seal.version,
        "head": seal.head,
        "actor": seal.actor,
        "recorded_at": seal.recorded_at,
    }


def seal_list(seals: Sequence[Seal]) -> Result:
    """List sealed reports, oldest first."""
    rows = tuple(
        Row(
            (
                *(str(each.mark), _report(each), str(each.year), each.as_of, _scope(each)),
                *(each.actor, each.recorded_at, each.version),
            )
        )
        for each in seals
    )
    table = Table(_COLUMNS, rows, empty=N_("No report was sealed."))
    return Result(Document(N_("Sealed reports"), (table,)), [seal_data(each) for each in seals])


def _report(seal: Seal) -> Term:
    return Term(seal.report, REPORT_NAMES.get(seal.report, Message(seal.report)))


def _scope(seal: Seal) -> str | None:
    said = [f"{name} {seal.asked[name]}" for name in _SCOPE if seal.asked.get(name)]
    return ", ".join(said) or None


def held_against(name: str, kind: str, seal: Seal, found: Sequence[Deviation]) -> Result:
    """Say whether a document still says what it was sealed with, and where it does not."""
    facts = {"name": name, "report": _report(seal), "year": seal.year, "date": seal.as_of}
    said = _TAMPERED.of(name=name, count=len(found)) if found else _SOUND.of(**facts)
    sealed = _SEALED.of(
        seal=str(seal.mark), actor=seal.actor, moment=seal.recorded_at, version=seal.version
    )
    blocks: tuple[Block, ...] = (
        Paragraph(said),
        *([_faults(found, kind)] if found else []),
        Paragraph(sealed),
    )
    data = {
        "ok": not found,
        "file": name,
        "format": kind,
        "seal": seal_data(seal),
        "faults": [_fault_data(each, kind) for each in found],
    }
    return Result(Document(N_("Document and seal"), blocks), data)


def _faults(found: Sequence[Deviation], kind: str) -> Table:
    rows = tuple(
        Row(
            (
                _where(each, kind),
                each.label or None,
                each.heading or None,
                _GONE if each.says is None else each.says,
                _ROW_ADDED if each.should is None else each.should,
            )
        )
        for each in found
    )
    return Table(_FAULTS, rows)


def _fault_data(of: Deviation, kind: str) -> dict[str, object]:
    return {
        "where": _where(of, kind),
        "sheet": of.sheet or None,
        "table": None if of.sheet or kind in _LINES else of.table,
        "row": of.row,
        "column": of.column,
        "cell": _cell(of) if of.sheet else None,
        "label": of.label or None,
        "heading": of.heading or None,
        "says": of.says,
        "should": of.should,
    }


_LINES = frozenset({"csv", "tsv", "json"})  # files that are one table


def _where(of: Deviation, kind: str) -> Message:
    """Say where in its file something stands, as whoever opens it counts."""
    if of.table is None:
        return _SENTENCE
    if kind == "json":
        return _PATH.of(path=of.label)
    facts: dict[str, object]
    if of.sheet:
        facts, places = {"sheet": of.sheet, "cell": _cell(of)}, (_NO_SHEET, _SHEET, _CELL)
    elif kind in _LINES:
        facts, places = {"line": of.row}, (_LINE, _LINE, _LINE_CELL)
    else:
        facts, places = {"table_number": of.table}, (_NO_TABLE, _TABLE_ROW, _TABLE_CELL)
    depth = (of.row is not None) + (of.column is not None)
    return places[depth].of(**facts, row_number=of.row, column_number=of.column)


def _cell(of: Deviation) -> str | None:
    """Return the address of a cell as a spreadsheet names it."""
    if of.row is None or of.column is None:
        return None
    return f"{column_letters(of.column)}{of.row}"
