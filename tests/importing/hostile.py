"""Workbooks made to harm whoever reads them, all of our own making."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" '
    f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_LINKS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" '
    f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row>'
_LAUGHS = "".join(
    f'<!ENTITY {one} "{f"&{before};" * 10}">'
    for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)
_LOL = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{_LAUGHS}]>'
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>'
_SHEET, _STRINGS, _BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_MB = 1 << 20


def _sheet(rows: str = _ROW, dtd: str = "", dimension: str = "") -> str:
    start = f'{_HEAD}{dtd}<worksheet xmlns="{_MAIN}">{dimension}'
    return f"{start}<sheetData>{rows}</sheetData></worksheet>"


def _strings(text: str = "x", dtd: str = "", unique: str = "1") -> str:
    start = f'{_HEAD}{dtd}<sst xmlns="{_MAIN}" count="1" uniqueCount="{unique}">'
    return f"{start}<si><t>{text}</t></si></sst>"


def _book(dtd: str = "", name: str = "S") -> str:
    return (
        f'{_HEAD}{dtd}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _made(**parts: str | bytes) -> bytes:
    """Zip a workbook; ``sheet``, ``strings`` and ``book`` replace what is harmless."""
    content = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        _BOOK: parts.get("book", _book()),
        "xl/_rels/workbook.xml.rels": _BOOK_LINKS,
        _SHEET: parts.get("sheet", _sheet()),
        _STRINGS: parts.get("strings", _strings()),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in content.items():
            file.writestr(name, text)
    return target.getvalue()


def _swollen(part: str, start: str, filler: bytes, end: str, times: int = 300) -> bytes:
    """Zip a workbook in which one part is hundreds of megabytes."""
    source = zipfile.ZipFile(io.BytesIO(_made()))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name in source.namelist():
            if name != part:
                file.writestr(name, source.read(name))
        with file.open(part, "w") as stream:
            stream.write(start.encode())
            for _ in range(times):
                stream.write(filler)
            stream.write(end.encode())
    return target.getvalue()


def _with_parts(*names: str) -> bytes:
    """Add parts to a workbook, under names it may have already."""
    target = io.BytesIO(_made())
    with zipfile.ZipFile(target, "a") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice is what is wanted
        for name in names:
            file.writestr(name, "x")
    return target.getvalue()


def _lying() -> bytes:
    """Say in the directory that a swollen part is small."""
    start, end = _sheet("@").split("@")
    content = bytearray(_swollen(_SHEET, start, b" " * _MB, end, times=3))
    at = content.find(b"PK\x01\x02")
    while at != -1:
        (length,) = struct.unpack_from("<H", content, at + 28)
        if content[at + 46 : at + 46 + length].endswith(b"sheet1.xml"):
            struct.pack_into("<I", content, at + 24, 1000)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def _rows(last: str) -> Callable[[], bytes]:
    return lambda: _made(sheet=_sheet(_ROW + last))


def _many_sheets(count: int, sheet: str = "") -> Callable[[], bytes]:
    """Say that one part is the sheet of many names."""
    names = "".join(
        f'<sheet name="S{number}" sheetId="{number + 1}" r:id="rId1"/>' for number in range(count)
    )
    one = '<sheet name="S" sheetId="1" r:id="rId1"/>'
    return lambda: _made(book=_book().replace(one, names), sheet=sheet or _sheet())


def _merged(*spans: str) -> Callable[[], bytes]:
    merges = "".join(f'<mergeCell ref="{span}"/>' for span in spans)
    end = "</worksheet>"
    return lambda: _made(sheet=_sheet().replace(end, f"<mergeCells>{merges}</mergeCells>{end}"))


def _column(cell: str, rows: int) -> str:
    return _sheet("".join(f'<row r="{at}">{cell.format(at)}</row>' for at in range(1, rows + 1)))


def _many_entries() -> bytes:
    """Zip sixty thousand parts, whose directory alone fills the memory of who believes it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for number in range(60_000):
            file.writestr(f"{number}.xml", "")
    return target.getvalue()


_TEXT = '<c r="A{0}" t="s"><v>0</v></c>'
_ERRORS = '<c r="A{0}" t="e"><v>#N/A</v></c>'
_SHEET_ENDS = _sheet("@").split("@")
_STRING_ENDS = _strings("@").split("@")
_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_LAUGH = '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb of rows": (
        lambda: _swollen(
            _SHEET, _SHEET_ENDS[0], b"<row><c><v>1</v></c></row>" * 40_000, _SHEET_ENDS[1]
        ),
        "workbook-unreadable",
    ),
    "a bomb of blanks": (
        lambda: _swollen(_SHEET, _SHEET_ENDS[0], b" " * _MB, _SHEET_ENDS[1]),
        "workbook-unreadable",
    ),
    "a bomb of one text": (
        lambda: _swollen(_STRINGS, _STRING_ENDS[0], b"a" * _MB, _STRING_ENDS[1]),
        "workbook-unreadable",
    ),
    "the farthest cell": (_rows(_FAR), "workbook-far-cell"),
    "the lowest cell": (
        _rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "workbook-far-cell",
    ),
    "a row beyond any": (
        _rows('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'),
        "workbook-far-cell",
    ),
    "a low row whose cell has no address": (
        _rows('<row r="1048576"><c><v>1</v></c></row>'),
        "workbook-far-cell",
    ),
    "a row below the sheet": (_rows('<row r="4294967295"/>'), "workbook-far-cell"),
    "a low error": (
        _rows('<row r="1048576"><c r="A1048576" t="e"><v>#N/A</v></c></row>'),
        "workbook-far-cell",
    ),
    "a low formula": (
        _rows('<row r="1048576"><c r="A1048576"><f>1</f></c></row>'),
        "workbook-far-cell",
    ),
    "a low error without a word": (
        _rows('<row r="1048576"><c r="A1048576" t="e"/></row>'),
        "workbook-far-cell",
    ),
    "cells without addresses, too many": (
        _rows("<row>" + "<c><v>1</v></c>" * 300 + "</row>"),
        "workbook-far-cell",
    ),
    "an address written as a reference": (
        _rows('<row r="2"><c r="A&#49;048576"><v>1</v></c></row>'),
        "workbook-far-cell",
    ),
    "a sheet in UTF-16": (
        lambda: _made(sheet=_sheet(_ROW + _FAR).replace("UTF-8", "UTF-16").encode("utf-16")),
        "workbook-unreadable",
    ),
    "four billion texts": (
        lambda: _made(strings=_strings(unique="4294967295")),
        "workbook-unreadable",
    ),
    "a billion laughs": (lambda: _made(strings=_strings("&i;", _LOL)), "workbook-unreadable"),
    "quadratic growth": (
        lambda: _made(strings=_strings("&a;" * 20_000, _QUADRATIC)),
        "workbook-unreadable",
    ),
    "laughs in a sheet": (lambda: _made(sheet=_sheet(_LAUGH, _LOL)), "workbook-unreadable"),
    "an outside entity": (
        lambda: _made(strings=_strings("[&xxe;]", _OUTSIDE)),
        "workbook-unreadable",
    ),
    "a definition in the workbook": (lambda: _made(book=_book(_OUTSIDE)), "workbook-unreadable"),
    "no zip at all": (lambda: b"PK\x03\x04 not really", "workbook-unreadable"),
    "half a file": (lambda: _made()[: len(_made()) // 2], "workbook-unreadable"),
    "nothing": (lambda: b"", "file-empty"),
    "a size that lies": (_lying, "workbook-unreadable"),
    "two parts of one name": (lambda: _with_parts(_SHEET), "workbook-unreadable"),
    "too many parts": (
        lambda: _with_parts(*(f"xl/media/{number}.png" for number in range(300))),
        "workbook-unreadable",
    ),
    "sixty thousand parts": (_many_entries, "workbook-unreadable"),
    "five thousand sheets": (_many_sheets(5000), "workbook-unreadable"),
    "one long sheet under two hundred names": (
        _many_sheets(199, _column('<c r="E{0}"><v>5</v></c>', 3000)),
        "workbook-unreadable",
    ),
    "two sheets of one name": (
        lambda: _made(book=_book().replace("<sheets>", '<sheets><sheet name="S" r:id="rId1"/>')),
        "workbook-unreadable",
    ),
    "cells merged to the end, many times": (_merged(*["A1:B200000"] * 99), "workbook-unreadable"),
    "sixty thousand merged cells": (
        _merged(*(f"A{at}:B{at}" for at in range(1, 60_000))),
        "workbook-unreadable",
    ),
    "two cells and the space between them": (
        _rows('<row r="200000"><c r="GR200000"><v>1</v></c></row>'),
        "workbook-unreadable",
    ),
    "one long text in every cell": (
        lambda: _made(sheet=_column(_TEXT, 20_000), strings=_strings("ắ" * 30_000)),
        "workbook-unreadable",
    ),
    "a text longer than any": (
        lambda: _made(strings=_strings("x" * 40_000)),
        "cell-too-long",
    ),
    "a text that is not there": (
        _rows('<row r="2"><c r="A2" t="s"><v>4294967295</v></c></row>'),
        "workbook-unreadable",
    ),
    "a tag of two megabytes": (
        lambda: _made(sheet=_sheet(f'<row r="1" x="{"ab" * _MB}"/>')),
        "workbook-unreadable",
    ),
    "a part with a way out": (lambda: _with_parts("../../x.xml"), "workbook-unreadable"),
}

# What looks as bad and costs nothing: it is read, and lacks a table like any other.
HARMLESS: dict[str, tuple[Callable[[], bytes], str]] = {
    "elements in elements": (
        lambda: _made(sheet=_sheet("<x>" * 90_000 + "</x>" * 90_000)),
        "file-empty",
    ),
    "a height for the lowest row": (
        _rows('<row r="1048576" ht="12.75" customHeight="1"/>'),
        "heading-not-found",
    ),
    "a style for the farthest cell": (
        _rows('<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
        "heading-not-found",
    ),
    "fifty thousand errors": (
        lambda: _made(sheet=_column(_ERRORS, 50_000)),
        "heading-not-found",
    ),
}


def lying_dimension() -> bytes:
    """Make a workbook whose dimension is wrong and which is harmless all the same."""
    return _made(sheet=_sheet(dimension='<dimension ref="A1:XFD1048576"/>'))


def outside_formula() -> bytes:
    """Make a workbook in which an amount comes from another file."""
    texts = "".join(
        f'<c r="{cell}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for cell, text in (("A", "program"), ("B", "amount"))
    )
    row = '<c r="A2" t="inlineStr"><is><t>CT</t></is></c><c r="B2"><f>[1]S!A1</f><v>5</v></c>'
    return _made(sheet=_sheet(f'<row r="1">{texts}</row><row r="2">{row}</row>'))
