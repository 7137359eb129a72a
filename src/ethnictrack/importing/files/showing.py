"""Cells as text: as a file of rejects has them, and as a message shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from ethnictrack.importing.fault import Fault
from ethnictrack.importing.field import Cell
from ethnictrack.importing.files.shown_number import ShownNumber
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import shown, visible

_LONGEST = 2000  # characters of a row that are repeated


def as_written(cell: Cell, numbers: Numbers = Numbers.VI) -> str:
    """Return a cell as a person would type it again; a number with the digits its cell shows."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Fault | ShownNumber | bool):
        return str(cell).upper() if isinstance(cell, bool) else cell.written
    if isinstance(cell, float):
        return number_text(cell).replace(".", numbers.mark)
    if isinstance(cell, datetime):
        moment = "" if not (cell.hour or cell.minute or cell.second) else f" {cell:%H:%M:%S}"
        return f"{cell:%d/%m/}{cell.year:04d}{moment}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/}{cell.year:04d}"
    return str(cell)


def row_text(row: Sequence[Cell]) -> str:
    """Return what stands in a row, cell by cell, harmless to a terminal."""
    texts = (visible(as_written(cell).strip()) for cell in row)
    return " | ".join(text for text in texts if text)[:_LONGEST]


def number_text(number: float) -> str:
    """Return a number as its cell shows it, with a decimal point.

    A spreadsheet keeps 15 digits; what binary fractions add behind them is noise.
    """
    if float(number).is_integer() and abs(number) < 10**15:
        return str(int(number))
    return f"{Decimal(f'{number:.15g}'):f}"


def as_shown(cell: Cell) -> str:
    """Return a cell for a message: short, and harmless to a terminal."""
    return shown(as_written(cell))
