"""Templates of an office are data: which names they hold, and what is never taken from them."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from tests.shell import run
from tests.word import MAIN, beginning, paragraph, related, repacked

from ethnictrack.errors.files import TemplateFileError
from ethnictrack.i18n import N_, use
from ethnictrack.render import render
from ethnictrack.render.to_docx import NAMES, TemplateStyleError, TemplateWordError, shipped
from ethnictrack.render.words import View
from ethnictrack.reports.letter import Letter
from ethnictrack.reports.table import Column, Paragraph, Result, Row, Table
from ethnictrack.reports.table import Document as Facts

SETTINGS = {"office": "BAN DÂN TỘC", "recipients": "UBND tỉnh;Kho bạc", "signer-name": "Đàm A"}
LETTER = Letter(subject=N_("About"), day=date(2021, 1, 2), settings=SETTINGS)
TABLE = Table((Column("code", N_("Code")),), (Row(("A",)),))
RESULT = Result(Facts(N_("T"), (Paragraph("The body."), TABLE), letter=LETTER))


def filled(template: bytes) -> Any:  # noqa: ANN401 - python-docx
    """Return the document made with a template."""
    use("vi")
    return Document(io.BytesIO(render(RESULT, "docx", View(template=template))))


def template_with(*lines: str) -> bytes:
    """Return the template of the package with more at its beginning."""
    return repacked(shipped(), {MAIN: beginning("".join(lines))})


@pytest.mark.parametrize(
    "runs",
    [
        ["{{ office }}"],
        ["{{office}}"],
        ["{", "{ office }", "}"],
        ["{{ ", "off", "ice", " }}"],
        ["{{\u00a0office\u00a0}}"],
    ],
)
def test_a_name_is_found_however_word_parts_it(runs: list[str]) -> None:
    """Word begins a new run wherever somebody typed, corrected or looked up a word."""
    found = filled(template_with(paragraph("Kính gửi: ", *runs, " (", *runs, ")")))

    assert found.paragraphs[0].text == "Kính gửi: BAN DÂN TỘC (BAN DÂN TỘC)"


def test_a_text_takes_the_look_of_the_first_letter_of_its_name() -> None:
    """What stands before and behind it keeps its own."""
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>a {{ off</w:t></w:r>"
    plain = "<w:r><w:t>ice }} b</w:t></w:r>"
    first, second = filled(template_with(f"<w:p>{bold}{plain}</w:p>")).paragraphs[0].runs

    assert (first.text, first.bold) == ("a BAN DÂN TỘC", True)
    assert (second.text, second.bold) == (" b", None)


def test_a_list_is_a_paragraph_for_each_of_its_lines() -> None:
    """With whatever stands beside it, in a cell too."""
    line = paragraph("+ ", "{{ recipi", "ents }}", " ./.")
    found = filled(template_with(line, f"<w:tbl><w:tr><w:tc>{line}</w:tc></w:tr></w:tbl>"))

    wanted = ["+ UBND tỉnh; ./.", "+ Kho bạc; ./.", "+ Lưu: VT. ./."]
    assert [each.text for each in found.paragraphs[:3]] == wanted
    assert [each.text for each in found.tables[0].rows[0].cells[0].paragraphs] == wanted


def test_names_are_filled_in_headers_footers_and_boxes() -> None:
    """Wherever a document has text of its own."""
    template = Document(io.BytesIO(shipped()))
    template.sections[0].footer.paragraphs[0].add_run("{{ signer_name }}")
    template.sections[0].header.add_paragraph("{{ office }}")
    out = io.BytesIO()
    template.save(out)
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('{{ office }}')}"
    box += "</w:txbxContent></w:pict><w:t>{{ kind }}</w:t></w:r></w:p>"
    found = filled(repacked(out.getvalue(), {MAIN: beginning(box)}))

    assert found.sections[0].footer.paragraphs[0].text == "Đàm A"
    assert found.sections[0].header.paragraphs[1].text == "BAN DÂN TỘC"
    assert '<w:t xml:space="preserve">BAN DÂN TỘC</w:t>' in found.paragraphs[0]._p.xml  # noqa: SLF001
    assert found.paragraphs[0].text == "BÁO CÁO"


def test_a_name_in_what_was_filled_in_is_data() -> None:
    """Nothing is looked at a second time."""
    letter = Letter(
        subject=N_("A"), day=date(2021, 1, 2), settings={"office": "{{ kind }} [[body]]"}
    )
    use("vi")
    page = render(Result(Facts(N_("T"), (), letter=letter)), "docx", View())

    assert "{{ kind }} [[body]]" in Document(io.BytesIO(page)).tables[0].rows[0].cells[0].text


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ office.upper() }}",
        "{{ office|upper }}",
        "{{ office + kind }}",
        "{{ Office }}",
        "{{ offic }}",
        "{{ 7*7 }}",
        "{{ }}",
        "{{ office",
        "office }}",
        "{{{ office }}}",
        "{{ {{ office }} }}",
        "{% for line in recipients %}",
        "{%p endfor %}",
        "{# nothing #}",
        "{office}",
        "}",
    ],
)
def test_anything_else_in_braces_is_refused(text: str) -> None:
    """By name, with the names there are; in one run and in a run for each letter."""
    for runs in ([text], [*text]):
        with pytest.raises(TemplateWordError) as refused:
            filled(template_with(paragraph("x ", *runs)))
        assert refused.value.given.strip("…") in text
        assert refused.value.known == NAMES


def test_a_name_torn_by_a_tab_is_refused() -> None:
    """Nobody can tell what was meant to stand on which side."""
    torn = "<w:p><w:r><w:t>{{ off</w:t><w:tab/><w:t>ice }}</w:t></w:r></w:p>"

    with pytest.raises(TemplateWordError):
        filled(template_with(torn))


def test_properties_of_the_file_are_never_looked_at() -> None:
    """Nobody sees them in Word, so nothing is filled in there."""
    evil = b"<dc:subject>{{ office.__class__ }} {% if %}</dc:subject>"
    core = "docProps/core.xml"
    made = repacked(shipped(), {core: lambda part: re.sub(b"<dc:subject.*?>", evil, part, count=1)})
    use("vi")
    page = render(RESULT, "docx", View(template=made))

    assert evil in zipfile.ZipFile(io.BytesIO(page)).read(core)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_LINKS = "word/_rels/document.xml.rels"


def _field(*codes: str) -> str:
    """Return a field; a code begins another one."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    inner = "".join(
        f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes
    )
    return f"<w:p>{inner}{(mark('separate') + mark('end')) * len(codes)}</w:p>"


def _outside(kind: str) -> bytes:
    change = related(_OFFICE + kind, "http://example.org/x", outside=True)
    return repacked(shipped(), {_LINKS: change})


def _inside(kind: str, part: str, content: bytes = b"x") -> bytes:
    change = related(_OFFICE + kind, part.removeprefix("word/"))
    return repacked(shipped(), {_LINKS: change, part: content})


_NOTES = (
    "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    f"<w:footnote>{paragraph('{{ office }}')}</w:footnote></w:footnotes>"
).encode()
_NOTES_TYPE = (
    b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
_MORE_STYLES = (
    "".join(f"<w:style><w:name w:val='{at}'/></w:style>" for at in range(5000)) + "</w:styles>"
).encode()
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
_TYPES, _SETTINGS = "[Content_Types].xml", "word/settings.xml"
REFUSED: dict[str, Callable[[], bytes]] = {
    "no archive": lambda: b"root:x:0:0:root",
    "nothing": lambda: b"",
    "half a file": lambda: shipped()[:20_000],
    "no text": lambda: repacked(shipped(), {}, without=(MAIN,)),
    "no types": lambda: repacked(shipped(), {}, without=(_TYPES,)),
    "half a text": lambda: repacked(shipped(), {MAIN: lambda part: part[:2000]}),
    "broken styles": lambda: repacked(shipped(), {"word/styles.xml": b"<x"}),
    "no styles": lambda: repacked(shipped(), {"word/styles.xml": b"<x/>"}),
    "properties twice": lambda: repacked(
        shipped(),
        {"_rels/.rels": lambda part: part.replace(b"metadata/core-properties", b"metadata/x")},
    ),
    "no page": lambda: repacked(shipped(), {MAIN: lambda part: part.replace(b"w:sectPr", b"w:x")}),
    "entities": lambda: repacked(shipped(), {MAIN: _LAUGHS}),
    "entities in properties": lambda: repacked(shipped(), {"docProps/core.xml": _LAUGHS}),
    "text by another name": lambda: repacked(
        shipped(),
        {
            "word/picture.bin": _LAUGHS,
            _TYPES: lambda part: part.replace(b"/word/header1.xml", b"/word/picture.bin"),
        },
    ),
    "deep": lambda: template_with("<w:p>" * 5000, "</w:p>" * 5000),
    "a bomb": lambda: repacked(shipped(), {"word/media/a.jpeg": b"\0" * (100 << 20)}),
    "a text too long": lambda: template_with(*(paragraph(str(at)) for at in range(50_000))),
    "attributes without end": lambda: template_with(
        "<w:p ", *(f"a{at}='' " for at in range(450_000)), "/>"
    ),
    "parts without end": lambda: repacked(
        shipped(), {f"customXml/i{at}.xml": b"<a/>" for at in range(1000)}
    ),
    "a path upwards": lambda: repacked(shipped(), {"../../x": b"x"}),
    "names without end": lambda: template_with(*[paragraph("{{ office }}")] * 300),
    "styles without end": lambda: repacked(
        shipped(),
        {"word/styles.xml": lambda part: part.replace(b"</w:styles>", _MORE_STYLES)},
    ),
    "lists without end": lambda: template_with(
        "<w:p>", "<w:r/>" * 50_000, "<w:r><w:t>{{ recipients }}</w:t></w:r></w:p>"
    ),
    "two lists on a line": lambda: template_with(paragraph("{{ recipients }} {{ parent_body }}")),
    "two bodies": lambda: template_with(paragraph("[[body]]")),
    "a template of its own": lambda: _outside("attachedTemplate"),
    "a linked picture": lambda: _outside("image"),
    "a link": lambda: _outside("hyperlink"),
    "a linked object": lambda: _outside("oleObject"),
    "an object": lambda: _inside("oleObject", "word/embeddings/a.bin"),
    "a workbook": lambda: _inside("package", "word/embeddings/a.xlsx"),
    "a chunk": lambda: _inside("aFChunk", "word/chunk.htm"),
    "a control": lambda: _inside("control", "word/activeX/a.xml", b"<x/>"),
    "macros": lambda: _inside("vbaProject", "word/vbaProject.bin"),
    "macros by another name": lambda: repacked(
        shipped(),
        {
            _TYPES: lambda part: part.replace(
                b"document.main+xml", b"document.macroEnabled.main+xml"
            )
        },
    ),
    "a mail merge": lambda: repacked(
        shipped(),
        {_SETTINGS: lambda part: part.replace(b"</w:settings>", b"<w:mailMerge/></w:settings>")},
    ),
    "a field that runs": lambda: template_with(_field(r"DDEAUTO c:\\x.exe")),
    "a field that fetches": lambda: template_with(_field(' INCLUDEPICTURE "http://example.org" ')),
    "a field of a field": lambda: template_with(_field("", "TITLE")),
    "a simple field": lambda: template_with("<w:p><w:fldSimple w:instr=' LINK x '/></w:p>"),
    "a name in a note": lambda: repacked(
        _inside("footnotes", "word/footnotes.xml", _NOTES),
        {_TYPES: lambda part: part.replace(b"</Types>", _NOTES_TYPE)},
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_template_that_could_do_harm_is_refused(what: str) -> None:
    """Whatever is wrong with it, and before it takes long."""
    template, start = REFUSED[what](), time.process_time()

    with pytest.raises((TemplateFileError, TemplateStyleError)):
        filled(template)
    assert time.process_time() - start < 2


def test_a_style_that_was_renamed_is_named() -> None:
    """How it looks is the office's; what it is called is ours."""
    renamed = repacked(
        shipped(), {"word/styles.xml": lambda part: part.replace(b"Letter unit", b"Letter x")}
    )

    with pytest.raises(TemplateStyleError) as refused:
        filled(renamed)
    assert refused.value.names == ("Letter unit",)


@pytest.mark.parametrize("code", ["PAGE", r" PAGE \* MERGEFORMAT ", "NUMPAGES", "STYLEREF x", " "])
def test_fields_that_show_what_is_in_the_document_are_kept(code: str) -> None:
    """Numbers of pages above all."""
    assert "w:instrText" in filled(template_with(_field(code))).paragraphs[0]._p.xml  # noqa: SLF001


def test_a_refused_template_leaves_no_file(full_book: Path) -> None:
    """Exit 2, a sentence and nothing else."""
    template, target = full_book.with_name("mau.docx"), full_book.with_name("a.docx")
    template.write_bytes(template_with(paragraph("{{ office.x }}")))

    words = ("--template", str(template), "-o", str(target), "--json")
    refused = run("report", "annual", "2021", *words[:-1], book=full_book)

    assert (refused.code, "[template]" in refused.err) == (2, True)
    assert not target.exists()


@pytest.mark.parametrize("name", ["folder", "pipe", "large"])
def test_a_template_is_a_file_of_a_sensible_size(full_book: Path, name: str) -> None:
    """A pipe would be waited for, a device never ends."""
    template = full_book.with_name("mau.docx")
    if name == "folder":
        template.mkdir()
    elif name == "pipe":
        os.mkfifo(template)
    else:
        with template.open("wb") as file:
            file.truncate(20_000_001)

    words = ("--template", str(template), "-o", str(full_book.with_name("a.docx")))
    refused = run("report", "annual", "2021", *words, book=full_book)

    assert (refused.code, "[template]" in refused.err) == (2, True)
