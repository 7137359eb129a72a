"""The formats of number cells of XLSX, where they show something else than the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ethnictrack.domain.errors.workbooks import WHY, HostileWorkbookError
from ethnictrack.intake.gate import Gate, column_number
from ethnictrack.intake.shown_number import shown_number

_STYLES = "xl/styles.xml"
# Formats that stand in no file: percent, exponents, fractions.
_BUILT_IN = {9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 48: "##0.0E+0"}
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,3})([0-9]{0,7})")
_STYLE = re.compile(rb"\bs\s*=\s*[\"']\s*([0-9]{1,6})")
_KEPT = 4096

Formats = dict[tuple[int, int], str]


def telling_styles(gate: Gate) -> dict[int, str]:
    """Return the formats, by number of style, under which some number shows another one."""
    if _STYLES not in gate.parts:
        return {}
    from defusedxml import ElementTree  # noqa: PLC0415 - only workbooks pay for it

    try:
        root = ElementTree.fromstring(b"".join(gate.again(_STYLES)))
    except (ElementTree.ParseError, ValueError) as cause:
        raise HostileWorkbookError(gate.name, WHY["structure"]) from cause
    codes = dict(_BUILT_IN)
    styles: list[str] = []
    for each in root.iter():
        name = each.tag.rpartition("}")[2]
        if name == "numFmt" and each.get("numFmtId", "").isdigit():
            codes[int(each.get("numFmtId"))] = each.get("formatCode", "")
        elif name == "cellXfs":
            styles = [xf.get("numFmtId", "0") for xf in each]
    found = {at: codes.get(int(style), "") for at, style in enumerate(styles) if style.isdigit()}
    samples = (1234.5, -1234.5, 0.0)
    return {
        at: code
        for at, code in found.items()
        if code and any(shown_number(each, code) is not None for each in samples)
    }


def formats_in(gate: Gate, part: str, styles: dict[int, str]) -> Formats:
    """Return the formats of the cells of a sheet that have one of these styles."""
    formats: Formats = {}
    if not styles or part not in gate.parts:
        return formats
    line = column = 0
    for name, attributes in _tags(gate, part):
        place = _PLACE.search(attributes)
        if name == b"row":
            line, column = int(place[2]) if place and place[2] else line + 1, 0
            continue
        column = column_number(place[1]) if place and place[1] else column + 1
        style = _STYLE.search(attributes)
        if style and int(style[1]) in styles:
            formats[line, column] = styles[int(style[1])]
    return formats


def _tags(gate: Gate, part: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the beginnings of rows and cells."""
    rest = b""
    for piece in gate.again(part):
        seen, end = rest + piece, 0
        for tag in _TAG.finditer(seen):
            end = tag.end()
            yield tag[1], tag[2]
        rest = seen[max(end, len(seen) - _KEPT) :]
