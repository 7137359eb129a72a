"""Sealed reports as a list, and whether a document still says what it was sealed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.audit.printed import column_letters
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Table, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ethnictrack.audit.printed import Deviation
    from ethnictrack.audit.seal import Seal
    from ethnictrack.reports.table import Block


REPORT_NAMES = {"annual": N_("annual report")}
_SAME = N_("{name} is the very file that was sealed: {report} {year}, up to {date}.")
_EDITED = N_(
    "{name} is not the file that was sealed as {report} {year}, up to {date}: it was edited since, "
    "or made anew."
)
_DIFFER = N_("Figures were found to differ in {count} places.")
_NONE_FOUND = N_("Of the figures that could be read none was found to differ.")
_ADDED = N_("Not in what was sealed, or of the office's own template:")
_CONCEALED = N_("It holds what can hide or change a figure, and was not sealed with it: {what}.")
_NOT_COMPARED = N_(
    "Only the sealed file itself is proved. How this one looks (letters, colours, formats, "
    "pictures, what is folded away) is not compared, so that it may show other figures than those "
    "read from it."
)
_NO_FILE = N_("The seal is of a time when no file was kept with it; no file can be proved by it.")
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
    table = Table.of(_COLUMNS, seals, empty=N_("No report was sealed."))
    return Result(Document(N_("Sealed reports"), (table,)), [seal_data(each) for each in seals])


def _report(seal: Seal) -> Term:
    return Term(seal.report, REPORT_NAMES.get(seal.report, Message(seal.report)))


def _scope(seal: Seal) -> str | None:
    said = [f"{name} {seal.asked[name]}" for name in _SCOPE if seal.asked.get(name)]
    return ", ".join(said) or None


_COLUMNS: tuple[Column[Seal], ...] = (
    Column("seal", N_("Seal"), Unit.CODE, lambda of: str(of.mark)),
    Column("report", N_("Report"), of=_report),
    Column("year", N_("Year"), Unit.CODE, lambda of: of.year),
    Column("as_of", N_("Up to"), Unit.DATE, lambda of: of.as_of),
    Column("scope", N_("Only"), of=_scope),
    Column("actor", N_("By"), of=lambda of: of.actor),
    Column("recorded_at", N_("Recorded at"), Unit.MOMENT, lambda of: of.recorded_at),
    Column("version", N_("Program"), Unit.CODE, lambda of: of.version),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A file held against its seal: the same bytes, or what a reader of it finds."""

    name: str
    kind: str
    seal: Seal
    same: bool = False
    differing: Sequence[Deviation] = ()
    added: Sequence[Deviation] = ()
    hidden: Sequence[Message] = ()
    dated: bool = True  # whether any file of the seal is known


def _held(of: Held) -> Iterator[Block]:
    facts = {"name": of.name, "report": _report(of.seal)}
    facts |= {"year": of.seal.year, "date": of.seal.as_of}
    yield Paragraph((_SAME if of.same else _EDITED).of(**facts))
    if of.differing:
        yield Paragraph(_DIFFER.of(count=len(of.differing)))
        columns = _columns(of.kind)
        yield Table.of(columns, of.differing)
    elif not of.same:
        yield Paragraph(_NONE_FOUND)
    if of.added:
        yield Paragraph(_ADDED)
        added = [each for each in _columns(of.kind) if each.key in {"where", "says"}]
        yield Table.of(added, of.added)
    yield from (Paragraph(_CONCEALED.of(what=each)) for each in of.hidden)


def held_against(of: Held) -> Result:
    """Say whether a file is the one that was sealed, and else what is known of it."""
    seal = of.seal
    sealed = _SEALED.of(
        seal=str(seal.mark), actor=seal.actor, moment=seal.recorded_at, version=seal.version
    )
    untold = [] if of.same else [_NOT_COMPARED, *([] if of.dated else [_NO_FILE])]
    blocks = (*_held(of), *map(Paragraph, untold), Paragraph(sealed))
    data = {
        "ok": of.same,
        "file": of.name,
        "format": of.kind or None,
        "seal": seal_data(seal),
        "faults": [_fault_data(each, of.kind) for each in of.differing],
        "added": [_fault_data(each, of.kind) for each in of.added],
        "hidden": list(of.hidden),
        "untold": untold,
    }
    return Result(Document(N_("Document and seal"), blocks), data)


def _columns(kind: str) -> tuple[Column[Deviation], ...]:
    """Return the columns of what differs in a kind of file; what was added says no more."""
    return (
        Column("where", N_("Where"), of=lambda of: _where(of, kind)),
        Column("label", N_("Row"), of=lambda of: of.label or None),
        Column("heading", N_("Column"), of=lambda of: of.heading or None),
        Column("says", N_("Says"), of=lambda of: _GONE if of.says is None else of.says),
        Column(
            "should",
            N_("Should say"),
            of=lambda of: of.should if of.should is not None else _ROW_ADDED,
        ),
    )


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


_LINES = frozenset({"csv", "tsv", "json", "plain"})  # files that are one table


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
