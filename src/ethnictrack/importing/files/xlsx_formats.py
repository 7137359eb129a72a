"""The formats of number cells of XLSX, where they show something else than the number."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers import expat

from ethnictrack.importing.files.shown_number import shown_number
from ethnictrack.importing.files.zip_guard import Gate

_STYLES = "xl/styles.xml"
# Formats that stand in no file: percent, exponents, fractions.
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
}
_SAMPLES = (1234.5, -1234.5, 0.0)
_MOST = 65_000  # styles; Excel keeps no more


class _Styles:
    """Gathers the formats of a workbook and which style has which."""

    def __init__(self, gate: Gate) -> None:
        self.codes = {str(number): code for number, code in BUILT_IN.items()}
        self.styles: list[str] = []
        self._gate = gate
        self._inside = False  # the styles of cells; there are those of names too

    def attach(self, parser: expat.XMLParserType) -> None:
        """Go with a parser through the styles."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, tag: str, told: Sequence[str]) -> None:
        self._gate.check_counts(tag, told)
        name, said = tag.rpartition(":")[2], dict(zip(told[::2], told[1::2], strict=True))
        if name == "numFmt":
            self.codes[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.styles.append(said.get("numFmtId", "0"))
            if len(self.styles) > _MOST:
                self._gate.refuse("structure")

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self._inside = False


def tells(code: str) -> bool:
    """Say whether some number shows another one under a format."""
    return bool(code) and any(shown_number(each, code) is not None for each in _SAMPLES)


def telling_styles(gate: Gate) -> dict[str, str]:
    """Return the formats, by number of style, under which some number shows another one."""
    part = gate.part(_STYLES)
    found = _Styles(gate)
    if part:
        gate.go_through(part, found)
    telling = {number: code for number, code in found.codes.items() if tells(code)}
    return {str(at): telling[each] for at, each in enumerate(found.styles) if each in telling}
