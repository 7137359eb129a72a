"""Workbooks and documents as sheets: read in a child, in Unicode, and the one that is meant.

A sheet whose cells were typed for an old font is shown as people should read it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ethnictrack.errors.files import WHY, HostileWorkbookError, LargeFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Row
from ethnictrack.importing.files.encoding import (
    Font,
    check_font,
    font_in,
    font_said,
    unicode_evidence,
)
from ethnictrack.importing.files.input_file import InputFile
from ethnictrack.importing.guarded import read_guarded
from ethnictrack.importing.sheets.heading import find_heading
from ethnictrack.importing.sheets.sheet import Sheet, SheetFacts
from ethnictrack.values.errors import SHOWN, BookError, UsageError, Way
from ethnictrack.values.text import fold, shown

if TYPE_CHECKING:
    from ethnictrack.importing.request import Request

LARGEST = 64  # MB


class SheetNeededError(UsageError):
    name: str
    sheets: tuple[str, ...]
    code = "sheet-needed"
    text = N_("{name} has several sheets: {sheets}.")
    remedy = N_("Say which one with --sheet NAME, or its number; --sheet all takes every one.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the first sheets."""
        return tuple({"--sheet": each} for each in self.sheets[:SHOWN])


class UnknownSheetError(UsageError):
    given: str
    sheets: tuple[str, ...]
    code = "sheet-unknown"
    text = N_("There is no sheet “{given}”.")
    remedy = N_("The sheets are: {sheets}.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the first sheets."""
        return tuple({"--sheet": each} for each in self.sheets[:SHOWN])


def sheets_of(file: InputFile) -> list[Sheet]:
    """Return the sheets of a workbook. Raises: the refusals of ``errors.files``."""
    if file.size > LARGEST * 10**6:
        raise LargeFileError(file.name, LARGEST)
    sheets, packed = [], list[bytes]()
    for item in read_guarded("workbook", b"".join(file.chunks()), file.name):
        if isinstance(item, bytes):
            packed.append(item)
        elif isinstance(item, SheetFacts):
            sheets.append(Sheet(item.name, item.visible, PackedRows(packed), item.facts))
            packed = []
    if not sheets:
        raise HostileWorkbookError(file.name, WHY["structure"])
    return sheets


class PackedRows:
    """The rows of a sheet, unpacked as they are asked for."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __call__(self) -> Iterator[Row]:
        """Yield the rows."""
        line = 0
        for heap in self._packed:
            for row in pickle.loads(heap):  # noqa: S301 - what our own child wrote
                line += 1
                yield line, row


def chosen(sheets: Sequence[Sheet], request: Request, name: str) -> Sheet:
    """Return the sheet that is meant. Raises: UnknownSheetError, SheetNeededError."""
    names = _names(sheets)
    if request.sheet is not None:
        return _named(sheets, request.sheet, names)
    visible = [each for each in sheets if each.visible]
    seen = [each for each in visible if not each.empty]
    if len(seen) < 2:  # noqa: PLR2004 - one at most has anything in it
        return (seen or visible or list(sheets))[0]
    fitting = list(filter(lambda each: _fits(each, request, name), seen))
    if len(fitting) != 1:
        raise SheetNeededError(name, names)
    return fitting[0]


def _names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the names of sheets as messages list them."""
    return tuple(f"“{shown(each.name)}”" for each in sheets)


def _named(sheets: Sequence[Sheet], given: str, names: tuple[str, ...]) -> Sheet:
    """Return a sheet by its name, or by its number from 1."""
    for each in sheets:
        if fold(each.name) == fold(given):
            return each
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0  # noqa: PLR2004
    if not 1 <= number <= len(sheets):
        raise UnknownSheetError(shown(given), names)
    return sheets[number - 1]


def _fits(sheet: Sheet, request: Request, name: str) -> bool:
    """Say whether a sheet has a heading that makes sense as a whole."""
    try:
        find_heading(sheet.head(), request, name)
    except BookError:
        return False
    return True


def legible(sheets: Sequence[Sheet], said: str | None) -> list[Sheet]:
    """Return sheets that convert their cells, if all of a sheet is of one old font.

    ``said`` is --encoding: an old font, or an encoding under which cells stand as they are.
    Raises: UnknownEncodingError; the sheets, when they are read, the refusals of fonts.
    """
    font = font_said(said)
    if said is not None and font is None:
        return list(sheets)
    return [replace(sheet, make=_Converted(sheet, font)) for sheet in sheets]


class _Converted:
    """The rows of a sheet, whose font is looked for when they are first asked for."""

    def __init__(self, sheet: Sheet, said: Font | None) -> None:
        self._sheet = sheet
        self._font = said
        self._known = False

    def __call__(self) -> Iterator[Row]:
        """Yield the rows, converted."""
        if not self._known:
            self._look()
        font = self._font
        if font is None:
            yield from self._sheet.rows()
            return
        for line, row in self._sheet.rows():
            yield line, [font.convert(cell) if isinstance(cell, str) else cell for cell in row]

    def _look(self) -> None:
        """Look at the whole sheet. Raises: the refusals of fonts."""
        evidence = unicode_evidence()
        for line, row in self._sheet.rows():
            for cell in row:
                if isinstance(cell, str) and not cell.isascii():
                    evidence.add(cell, line)
        notes: list[Message]
        if self._font is None:
            self._font, notes = font_in(evidence)
        else:
            notes = check_font(evidence, self._font)
        self._sheet.facts.converted = notes
        self._known = True
