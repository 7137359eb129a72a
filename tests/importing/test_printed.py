"""Reports read back: what a reader sees, and files made to harm whoever reads them."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from tests.importing.hostile import HOSTILE

from ethnictrack.audit.printed import Printed
from ethnictrack.errors.files import DocumentFormatError, HostileDocumentError, LargeFileError
from ethnictrack.i18n import Message
from ethnictrack.importing.printed import LARGEST, READERS, format_of, read, read_file
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports import table as parts
from ethnictrack.values.errors import BookError

RESULT = parts.Result(
    parts.Document(
        Message("Kết quả"),
        (
            parts.Paragraph("Tốt hơn 5 lần; a | b * c."),
            parts.Table(
                (
                    parts.Column("code", Message("Mã")),
                    parts.Column("n", Message("Số lượng"), parts.Unit.NUMBER),
                ),
                (parts.Row(("A | *b*", 12)), parts.Row(("=1+1", 7)), parts.Row(("<i>&", 0))),
                total=parts.Row((Message("Tổng cộng"), 19)),
            ),
        ),
    ),
    {"rows": [{"code": "A | *b*", "n": 12}]},
)
_BODY = "<w:body>@</w:body>"


def made(kind: str) -> bytes:
    """Return a small report in a format."""
    return render(RESULT, kind, View())


@pytest.mark.parametrize("kind", ["docx", "html", "markdown"])
def test_tables_and_lines_come_back_as_they_read(kind: str) -> None:
    """Whatever marks the format needs."""
    got = read("x", kind, made(kind))

    assert [each.rows for each in got.grids] == [
        (("Mã", "Số lượng"), ("A | *b*", "12"), ("=1+1", "7"), ("<i>&", "0"), ("Tổng cộng", "19"))
    ]
    assert "Tốt hơn 5 lần; a | b * c." in got.lines


def test_a_sheet_comes_back_with_its_name_and_numbers() -> None:
    """Texts that look like formulas are texts."""
    text, sheet = read("x", "xlsx", made("xlsx")).grids

    assert ("Tốt hơn 5 lần; a | b * c.",) in text.rows
    assert sheet.rows[-4:] == (("A | *b*", "12"), ("=1+1", "7"), ("<i>&", "0"), ("Tổng cộng", "19"))


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_delimited_text_comes_back_cell_by_cell(kind: str) -> None:
    """With the apostrophe that keeps a text from being a formula."""
    (grid,) = read("x", kind, made(kind)).grids

    assert [row[:2] for row in grid.rows] == [
        *(("code", "n"), ("A | *b*", "12"), ("'=1+1", "7"), ("<i>&", "0"), ("Tổng cộng", "19")),
    ]


def test_json_comes_back_with_paths() -> None:
    """Every value by the way that leads to it."""
    (grid,) = read("x", "json", made("json")).grids

    assert grid.rows == (("$.rows[0].code", "A | *b*"), ("$.rows[0].n", "12"))


def test_deleted_words_of_a_document_are_not_read() -> None:
    """Tracked changes: what was put in counts, what was struck does not."""
    page = _document(
        "<w:p><w:del><w:r><w:delText>15</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>16</w:t></w:r></w:ins></w:p>"
    )

    assert read("x", "docx", page).lines == ("16",)


@pytest.mark.parametrize("name", ["a.rtf", "a.pdf", "a", "a.docx.bak"])
def test_other_files_are_refused_by_their_ending(name: str) -> None:
    """Before they are opened."""
    with pytest.raises(DocumentFormatError):
        format_of(name)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """No report is that long."""
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(LARGEST * 10**6 + 1)

    with pytest.raises(LargeFileError):
        read_file(path)


def _document(body: str) -> bytes:
    """Return a document with this body."""
    blank = io.BytesIO()
    Document().save(blank)
    old = zipfile.ZipFile(blank)
    text = old.read("word/document.xml").decode()
    start = text.index("<w:body>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            inner = f"{text[:start]}{_BODY.replace('@', body)}</w:document>"
            new.writestr(name, inner if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def _with_part(name: str, content: str | bytes) -> bytes:
    """Return a document with one part put in or replaced."""
    old, out = zipfile.ZipFile(io.BytesIO(_document(""))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
_MB = 1 << 20
_LINES = (f"<w:p><w:r><w:t>{at}</w:t></w:r></w:p>" for at in range(60_000))
_VALUES = (f"a{at}='' " for at in range(450_000))
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no archive": ("docx", lambda: b"PK\x03\x04 no"),
    "nothing": ("docx", lambda: b""),
    "half a document": ("docx", lambda: _document("<w:p/>")[:4000]),
    "a workbook": ("docx", lambda: made("xlsx")),
    "a bomb": ("docx", lambda: _document("<w:p/>" * 2_000_000)),
    "a text too long": ("docx", lambda: _document("<w:p>" + "đ" * (17 * _MB) + "</w:p>")),
    "entities": ("docx", lambda: _with_part("word/document.xml", _LAUGHS)),
    "entities elsewhere": ("docx", lambda: _with_part("word/settings.xml", _LAUGHS)),
    "macros": ("docx", lambda: _with_part("word/vbaProject.bin", b"x")),
    "no XML": ("docx", lambda: _with_part("word/document.xml", "<w:document")),
    "no body": ("docx", lambda: _with_part("word/document.xml", "<x/>")),
    "no relations": ("docx", lambda: _with_part("_rels/.rels", "<x/>")),
    "deep XML": ("docx", lambda: _document("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "tags that never close": ("html", lambda: b"<a =" * 4_000_000),
    "comments that never close": ("html", lambda: b"<!--" * 4_000_000),
    "quotes that never close": ("html", lambda: b'<a b="' * 2_000_001),
    "declarations of nothing": ("html", lambda: b"<![" * 1_000_000),
    "no letters": ("html", lambda: b"\xff\xff"),
    "JSON without an end": ("json", lambda: b"[" * 5_000_000),
    "a number without an end": ("json", lambda: b"1" * 5_000_000 + b"x"),
    "a field without an end": ("csv", lambda: b'"' + b"a" * 5_000_000),
    "cells without an end": ("csv", lambda: b"," * 2_000_000),
    "lines without an end": ("plain", lambda: b"\n" * 2_000_000),
    "bars without an end": ("markdown", lambda: b"|" * 2_000_000),
    "prose without an end": ("markdown", lambda: b"a\n" * 100_000),
    "values without an end": ("json", lambda: b"[" + b"1," * 500_000 + b"1]"),
    "values far down": ("json", lambda: b"[" * 100 + b"]" * 100),
    "a name without an end": ("json", lambda: b'{"' + b"a" * _MB + b'":[1,1]}'),
    "tables without an end": ("html", lambda: b"<table><tr><td>1</table>" * 5000),
    "tags without an end": ("html", lambda: b"<td>" * 1_000_000),
    "more than any report": ("html", lambda: b"1 " * (5 * _MB)),
    "paragraphs without an end": ("docx", lambda: _document("".join(_LINES))),
    "attributes without an end": ("docx", lambda: _document(f"<w:p {''.join(_VALUES)}/>")),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_document_is_refused(what: str) -> None:
    """At once, and with a sentence of ours."""
    kind, make = REFUSED[what]
    content, start = make(), time.process_time()

    with pytest.raises(HostileDocumentError):
        read("x", kind, content)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_meets_the_gate_of_imports(what: str) -> None:
    """The same gate, the same refusals."""
    make, _ = HOSTILE[what]

    with pytest.raises(BookError):
        read("x", "xlsx", make())


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("docx", lambda: _document(_SPAN)),
        ("docx", lambda: _document(_NESTED)),
        ("csv", lambda: b"a" + "\u0301\u0327".encode() * 400_000),
        ("markdown", lambda: b"a" + "\u0301\u0327".encode() * 400_000),
        ("html", lambda: b"<table>" * 100_000),
        ("html", lambda: b"</td>" * 100_000 + b"&" * 1_000_000),
        ("html", lambda: b"<svg>" * 100_000),
        ("json", lambda: b"1" * 5_000_000),
        ("markdown", lambda: b"|" * 1_000_000),
        ("markdown", lambda: b"\\" * 1_000_000),
    ],
)
def test_an_odd_file_is_read_for_what_it_is(kind: str, make: Callable[[], bytes]) -> None:
    """No span, depth or length it claims is believed."""
    content, start = make(), time.process_time()

    assert isinstance(read("x", kind, content), Printed)
    assert time.process_time() - start < 2


_SPAN = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    "<w:p/></w:tc></w:tr></w:tbl>"
)


_NESTED = (
    "<w:tbl><w:tr><w:tc>" * 60
    + "<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 5000
    + "</w:tc></w:tr></w:tbl>" * 60
)


def test_a_text_in_a_table_within_another_is_read_once() -> None:
    """The inner table is one of its own; what is in a box belongs to the cell it stands in."""
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    box = "<w:txbxContent><w:p><w:r><w:t>c</w:t></w:r></w:p></w:txbxContent>"
    outer = f"<w:p><w:r><w:t>a</w:t>{box}</w:r></w:p>{inner}"
    page = _document(f"<w:tbl><w:tr><w:tc>{outer}</w:tc></w:tr></w:tbl>")

    assert [each.rows for each in read("x", "docx", page).grids] == [(("c a",),), (("b",),)]


@pytest.mark.parametrize("kind", READERS)
def test_no_damage_crashes_the_reader(kind: str) -> None:
    """A file with bytes changed or cut off is read or refused."""
    page, dice = made(kind), random.Random(7)  # noqa: S311 - the same damage every time
    for _ in range(60):
        damaged = bytearray(page)
        for _ in range(dice.randint(1, 8)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        cut = dice.choice([len(damaged), dice.randrange(len(damaged))])
        try:
            read("x", kind, bytes(damaged[:cut]))
        except BookError:
            continue
