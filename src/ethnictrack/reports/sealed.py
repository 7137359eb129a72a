"""A document as plain data and back, so that a sealed report can be printed again as it was.

Figures stay values: each is kept under the name of its kind, to be worded in any unit. Sentences
are kept as they read. The line that says the unit is kept as a place, for each format has its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.chart import Bar, Bars, Curve, Series
from ethnictrack.reports.table import (
    Column,
    Document,
    Head,
    Heading,
    Paragraph,
    Result,
    Row,
    Table,
    Term,
    Unit,
)
from ethnictrack.values.dates import stamp, unstamp
from ethnictrack.values.money import Dong, Points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ethnictrack.audit.seal import Seal
    from ethnictrack.reports.letter import Letter
    from ethnictrack.reports.table import Block, Cell

Raw = Any  # what JSON is made of, and Messages on the way in
_UNIT = "unit"  # stands for the line that says the unit
_LINE = N_("Sealed report, number {seal}")


def freeze(document: Document, unit_line: Message) -> dict[str, Raw]:
    """Return a document as data; its letter is no part of it. Sentences are worded by JSON."""
    return {
        "title": document.title,
        "basis": [_UNIT if line == unit_line else [line] for line in document.basis],
        "notes": list(document.notes),
        "stated": [[name, _frozen(cell)] for name, cell in document.stated],
        "footer": list(document.footer),
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Raw]:
    match block:
        case Table():
            return {"table": _table(block)}
        case Heading():
            number, level = block.number, block.level
            return {"heading": [block.text, number, level, block.annex]}
        case Paragraph():
            return {"paragraph": [block.text, block.bullet]}
        case Bars():
            return {"bars": _bars(block)}
        case _:
            series = [
                [each.name, [*map(_frozen, each.points)], each.dashed] for each in block.series
            ]
            return {"curve": [block.title, list(block.labels), series]}


def _table(table: Table) -> dict[str, Raw]:
    return {
        "columns": [
            [each.key, each.heading, each.unit.name, each.shown, _head(each.head)]
            for each in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "total": table.total and _row(table.total),
        "title": table.title,
        "empty": table.empty,
        "total_first": table.total_first,
        "bars": table.bars,
    }


def _head(head: Head | None) -> list[Raw] | None:
    return None if head is None else [head.text, list(head.above), head.mark, head.part]


def _row(row: Row) -> list[Raw]:
    return [row.level, *map(_frozen, row.cells)]


def _bars(bars: Bars) -> dict[str, Raw]:
    return {
        "title": bars.title,
        "rows": [
            [each.label, *map(_frozen, (each.rate, each.amount, each.whole))] for each in bars.rows
        ],
        "mark": _frozen(bars.mark),
        "mark_label": bars.mark_label,
        "on_screen": bars.on_screen,
    }


def _frozen(cell: Cell) -> Raw:  # noqa: PLR0911 - one line for each kind of value
    match cell:
        case Dong():
            return {"dong": cell.value}
        case Fraction():
            return {"rate": f"{cell.numerator}/{cell.denominator}"}
        case Points():
            return {"points": f"{cell.share.numerator}/{cell.share.denominator}"}
        case Decimal():
            return {"number": str(cell)}
        case int():
            return {"count": cell}
        case datetime():
            return {"moment": stamp(cell)}
        case date():
            return {"day": cell.isoformat()}
        case Term():
            return {"code": cell.code, "name": cell.name}
        case _:
            return cell


def thaw(raw: Mapping[str, Raw], unit_line: Message) -> Document:
    """Return the document that was frozen; ``unit_line`` says the unit it is printed in now."""
    return Document(
        Message(raw["title"]),
        tuple(_thawed_block(each) for each in raw["blocks"]),
        basis=tuple(unit_line if each == _UNIT else Message(each[0]) for each in raw["basis"]),
        notes=tuple(map(Message, raw["notes"])),
        stated=tuple((name, _thawed(cell)) for name, cell in raw["stated"]),
        footer=tuple(map(Message, raw["footer"])),
    )


def _thawed_block(raw: Mapping[str, Raw]) -> Block:
    ((kind, of),) = raw.items()
    match kind:
        case "table":
            return _thawed_table(of)
        case "heading":
            text, number, level, annex = of
            return Heading(Message(text), number, level, annex=annex)
        case "paragraph":
            text, bullet = of
            return Paragraph(text, bullet=bullet)
        case "bars":
            return _thawed_bars(of)
        case _:
            title, labels, series = of
            drawn = (
                Series(name, tuple(map(_thawed, points)), dashed=dashed)
                for name, points, dashed in series
            )
            return Curve(Message(title), tuple(labels), tuple(drawn))


def _thawed_table(raw: Mapping[str, Raw]) -> Table:
    columns = (
        Column(key, Message(heading), Unit[unit], shown=shown, head=head and _thawed_head(*head))
        for key, heading, unit, shown, head in raw["columns"]
    )
    return Table(
        tuple(columns),
        tuple(map(_thawed_row, raw["rows"])),
        total=raw["total"] and _thawed_row(raw["total"]),
        title=_message(raw["title"]),
        empty=_message(raw["empty"]),
        total_first=raw["total_first"],
        bars=raw["bars"],
    )


def _thawed_head(text: str, above: list[str], mark: str, part: int) -> Head:
    return Head(Message(text), tuple(map(Message, above)), mark, part)


def _thawed_row(raw: list[Raw]) -> Row:
    level, *cells = raw
    return Row(tuple(map(_thawed, cells)), level)


def _thawed_bars(raw: Mapping[str, Raw]) -> Bars:
    rows = (Bar(label, *map(_thawed, figures)) for label, *figures in raw["rows"])
    mark, label = _thawed(raw["mark"]), _message(raw["mark_label"])
    return Bars(Message(raw["title"]), tuple(rows), mark, label, on_screen=raw["on_screen"])


def _thawed(raw: Raw) -> Any:  # noqa: ANN401, PLR0911 - a cell of any kind
    match raw:
        case {"dong": value}:
            return Dong(value)
        case {"rate": text}:
            return Fraction(text)
        case {"points": text}:
            return Points(Fraction(text))
        case {"number": text}:
            return Decimal(text)
        case {"count": value}:
            return value
        case {"moment": text}:
            return unstamp(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"code": code, "name": name}:
            return Term(code, Message(name))
        case _:
            return raw


def _message(text: str | None) -> Message | None:
    return None if text is None else Message(text)


def sealed_result(
    seal: Seal, figures: Mapping[str, Raw], unit_line: Message, letter: Letter | None = None
) -> Result:
    """Return a sealed report as it is printed: the number on its last line and in its data."""
    shown = str(seal.mark)
    document = thaw(figures["document"], unit_line)
    document = replace(
        document,
        stated=(*document.stated, ("seal", shown)),
        footer=(*document.footer, _LINE.of(seal=shown)),
        letter=letter,
    )
    return Result(document, {**figures["data"], "seal": shown})
