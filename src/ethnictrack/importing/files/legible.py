"""Sheets whose cells were typed for an old font, as people should read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ethnictrack.i18n import Message
from ethnictrack.importing.cell import Row
from ethnictrack.importing.files.encoding import Font, check_font, font_in, font_said, of_unicode
from ethnictrack.importing.sheets.sheet import Sheet


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
        """Hear the whole sheet. Raises: the refusals of fonts."""
        heard = of_unicode()
        for line, row in self._sheet.rows():
            for cell in row:
                if isinstance(cell, str) and not cell.isascii():
                    heard.add(cell, line)
        notes: list[Message]
        if self._font is None:
            self._font, notes = font_in(heard)
        else:
            notes = check_font(heard, self._font)
        self._sheet.facts.converted = notes
        self._known = True
