"""The formats of cells of XLSX, where they may show something else than the cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers import expat

from ethnictrack.importing.files.number_format import tells
from ethnictrack.importing.files.zip_guard import Gate

_STYLES = "xl/styles.xml"
# Formats that stand in no file and may make a difference.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    16: "d-mmm",
    17: "mmm-yy",
    48: "##0.0E+0",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
}
_MOST = 65_000  # styles; Excel keeps no more


class XlsxStyles:
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


def telling_styles(gate: Gate) -> dict[str, str]:
    """Return the formats, by number of style, under which some number shows another one."""
    part = gate.part(_STYLES)
    found = XlsxStyles(gate)
    if part:
        gate.go_through(part, found)
    telling = {number: code for number, code in found.codes.items() if tells(code)}
    return {str(at): telling[each] for at, each in enumerate(found.styles) if each in telling}
