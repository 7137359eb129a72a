"""Cells as text: as a file of rejects has them, and as a message shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from ethnictrack.importing.cell import Cell, Noted
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import shown, visible

EXACT = 10**15  # from here on a spreadsheet shows an exponent, and has lost digits
_LONGEST = 2000  # characters of a row that are repeated


def as_written(cell: Cell, numbers: Numbers = Numbers.VI) -> str:
    """Return a cell as a person would type it again; a number with the digits its cell shows."""
    match cell:
        case str():
            text = cell
        case Noted():
            text = cell.shows or as_written(cell.value, numbers)
        case bool():
            text = str(cell).upper()
        case float():
            text = number_text(cell).replace(".", numbers.mark)
        case datetime():
            moment = f" {cell:%H:%M:%S}".removesuffix(" 00:00:00")
            text = f"{cell:%d/%m/}{cell.year:04d}{moment}"
        case date():
            text = f"{cell:%d/%m/}{cell.year:04d}"
        case _:
            text = str(cell)
    return text


def row_text(row: Sequence[Cell]) -> str:
    """Return what stands in a row, cell by cell, harmless to a terminal."""
    texts = (visible(as_written(cell).strip()) for cell in row)
    return " | ".join(text for text in texts if text)[:_LONGEST]


def number_text(number: float) -> str:
    """Return a number as its cell shows it, with a decimal point.

    A spreadsheet keeps 15 digits; what binary fractions add behind them is noise.
    """
    if float(number).is_integer() and abs(number) < EXACT:
        return str(int(number))
    return f"{Decimal(f'{number:.15g}'):f}"


def as_shown(cell: Cell) -> str:
    """Return a cell for a message: short, and harmless to a terminal."""
    return shown(as_written(cell))
