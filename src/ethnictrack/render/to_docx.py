"""Word documents: the office's official document by decree 30/2020, or a report as an annex.

The frame is a template, ours or the office's own, whose names in braces are filled in; the program
writes the body where the template says ``[[body]]``, dressed in the template's styles. Charts are
left out: their figures stand in the tables.
"""

from __future__ import annotations

import io
import re
import time
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from ethnictrack.errors.files import TemplateFileError
from ethnictrack.i18n import N_, tr
from ethnictrack.importing.files.docx_guard import check_template, faults
from ethnictrack.render.docx_body import STYLES, SetLine, Writer, in_money
from ethnictrack.render.layout import stanzas
from ethnictrack.render.words import UNIT_LINES, View, say
from ethnictrack.reports.table import Document, Heading, Paragraph, Result, Table
from ethnictrack.values.dates import long_date
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from ethnictrack.reports.letter import Letter, Paper
    from ethnictrack.reports.table import Block

_TEMPLATE = Path(__file__).parent / "templates" / "report.docx"
_BODY = "[[body]]"
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)  # what an archive says when it says nothing
_BLANK = "…………"
# Settings of one line and of several, which the template names with _ for -.
_SET = ("number", "office", "place", "sign", "signer_name")
_SET_LINES = ("parent_body", "signer_title")
_MOST_STYLES = 4079
_PATIENCE = 5  # seconds of CPU for a template of the office; ours takes a tenth of one
_ROOM = 4  # empty lines for a signature
_HEAD = (9, 1, 9)  # shares of the page: the office, nothing, the form
_SIGNED, _DATED = 5, 8  # shares of the page: who signs; the last of them, below the day
_KIND, _KEPT = "BÁO CÁO", "Lưu: VT."  # fixed by the decree, whatever language the reader has
_ENCLOSED = "(Kèm theo Báo cáo số {number}/{sign} {day} của {office})"
_BASIS = N_("What the figures rest on")
_STYLES = N_("it has more styles than Word takes")
_SLOW = N_("it takes too long to fill in")
_UNUSABLE = N_("it is no Word document, or its page or its styles are broken")


class TemplateWordError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "template"
    text = N_(
        "The template holds “{given}”; in double braces stands one of these names and nothing "
        "else: {known}."
    )
    remedy = N_(
        "Correct it in Word or take it out; `ethnictrack report template mau.docx` writes a "
        "template with every name in its place."
    )


class TemplateStyleError(UsageError):
    names: tuple[str, ...]
    code = "template"
    text = N_("The template lacks styles the program writes in: {names}.")
    remedy = N_(
        "Change how a style looks, never its name; `ethnictrack report template mau.docx` writes "
        "a template that has them all."
    )


def shipped() -> bytes:
    """Return the template of the package."""
    return _TEMPLATE.read_bytes()


def render(result: Result, look: View) -> bytes:
    """Write a report; with a letter it is the official document.

    Raises: TemplateFileError, TemplateWordError, TemplateStyleError.
    """
    if look.template is None:
        return _written(result.document, look, shipped(), lambda: None)
    check_template(look.template)
    end = time.process_time() + _PATIENCE

    def tick() -> None:
        if time.process_time() > end:
            raise TemplateFileError(_SLOW)

    try:
        return _written(result.document, look, look.template, tick)
    except BookError:
        raise
    except faults() as cause:
        raise TemplateFileError(_UNUSABLE) from cause


def _written(document: Document, look: View, template: bytes, tick: Callable[[], None]) -> bytes:
    """Fill in the frame and write the body; ``tick`` watches the time."""
    page = docx.Document(io.BytesIO(template))
    _check_styles(page)
    write = Writer(page, look, tick)
    write.at(_BODY)
    fill(page, _frame(document), tick)
    if document.letter is None:
        _as_annex(document, write)
    else:
        _as_letter(document, document.letter, write)
    page.core_properties.title = say(document.title)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of two parts of one name
        page.save(out)
    return still(out.getvalue())


def _check_styles(page: Docx) -> None:
    """Refuse a template without the styles of the body. Raises: TemplateStyleError.

    Looking one up takes as long as there are styles; Word itself has at most 4.079.
    """
    if len(page.styles) > _MOST_STYLES:
        raise TemplateFileError(_STYLES)
    known = {(each.name, each.type) for each in page.styles}
    if missing := tuple(name for name, kind in STYLES.items() if (name, kind) not in known):
        raise TemplateStyleError(missing)


def still(page: bytes, moment: tuple[int, int, int, int, int, int] = _NO_MOMENT) -> bytes:
    """Write an archive again with one moment for every part: one result, one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(page)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, moment)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()


def _frame(document: Document) -> Values:
    """Return what fills the template's names in braces; nothing known leaves a dotted blank."""
    letter = document.letter
    if letter is None:
        return dict.fromkeys(NAMES, "") | dict.fromkeys(LISTS, ())
    one = {name: letter.settings.get(name.replace("_", "-")) or _BLANK for name in _SET}
    several = {name: letter.lines(name.replace("_", "-")) or [_BLANK] for name in _SET_LINES}
    return {
        **one,
        **several,
        "day": long_date(letter.day),
        "kind": _KIND,
        "subject": say(letter.subject),
        "recipients": _recipients(letter),
    }


def _recipients(letter: Letter) -> list[str]:
    """Return who gets the document; where it is kept comes last."""
    recipients = letter.lines("recipients") or [_BLANK]
    kept = [line for line in recipients if line.casefold().startswith("lưu:")]
    lines = [f"{line};" for line in recipients if line not in kept]
    return [*lines, *([f"{line}." for line in kept] or [_KEPT])]


def _write_notes(document: Document, notes: Iterable[Block], office: str, write: Writer) -> None:
    """Write what the figures rest on, and the notes; the office stands in the letterhead."""
    said = (line for line in map(say, document.basis) if office not in line)
    write.note(f"{tr(_BASIS.text)}: {'; '.join(line[:1].lower() + line[1:] for line in said)}.")
    for note in notes:
        if isinstance(note, Paragraph):
            write.note(say(note.text))
    write.end()


def _as_letter(document: Document, letter: Letter, write: Writer) -> None:
    """Write the body at its place, then each annex on pages of its own."""
    blocks = [block for stanza in stanzas(document) for block in stanza]
    tail = len(document.notes) + len(document.footer)
    blocks, notes = blocks[: len(blocks) - tail], blocks[len(blocks) - tail :]
    first = next((at for at, one in enumerate(blocks) if _annex(one)), len(blocks))
    for block in blocks[:first]:
        write.block(block)
    known = _frame(document)
    _write_notes(document, notes, str(known["office"]), write)
    enclosed = _ENCLOSED.format(
        number=known["number"],
        sign=known["sign"],
        day=long_date(letter.day),
        office=known["office"],
    )
    for block in blocks[first:]:
        if isinstance(block, Heading) and block.annex:
            write.annex(say(block.text), enclosed, restart=block is blocks[first])
        else:
            write.block(block)


def _annex(block: Block) -> bool:
    return isinstance(block, Heading) and block.annex


def _as_annex(document: Document, write: Writer) -> None:
    """Write a report without a frame: title, what it rests on, blocks, notes."""
    write.alone()
    write.turn(block for block in document.blocks if isinstance(block, Table))
    if document.paper:
        _head(document.paper, write)
    write.title(say(document.title))
    for line in document.basis:
        if line != UNIT_LINES[write.look.scale] or not any(map(in_money, document.blocks)):
            write.centred(say(line))  # tables of money say their unit themselves
    for stanza in stanzas(document, signed=True):
        for block in stanza:
            write.block(block)
    if document.paper:
        write.hold()
        signed = _signatures(document.paper)
        write.side_by_side(signed, (*[_SIGNED] * (len(signed) - 1), _DATED))


def _head(paper: Paper, write: Writer) -> None:
    """Write the office at the left, the number of the form at the right."""
    *above, own = paper.office or ("",)
    office = [*(SetLine(each) for each in above), SetLine(own, bold=True)]
    codes = [SetLine(say(each)) for each in paper.codes]
    form = [SetLine(each, bold=each is paper.form[0]) for each in paper.form]
    if paper.office or codes or form:
        write.side_by_side([[*office, *codes], [], form or [SetLine("")]], _HEAD)
        write.line("", "Letter note")


def _signatures(paper: Paper) -> list[list[SetLine]]:
    """Return who signs, the day above the last of them."""
    place = paper.settings.get("place") or _BLANK
    day = f"{place}, {long_date(paper.day)}" if paper.day else ""
    columns = []
    for each in paper.signers:
        last = each is paper.signers[-1] or each == paper.signers[-1]
        columns.append(
            [
                SetLine(day if last else "", italic=True),
                SetLine(say(each.title).upper(), bold=True),
                SetLine(say(each.how), italic=True),
                *[SetLine("")] * _ROOM,
                SetLine(each.name, bold=True),
            ]
        )
    return columns


_Element = Any  # lxml says no types

LISTS = ("parent_body", "recipients", "signer_title")
NAMES = (
    *("parent_body", "office", "number", "sign", "place", "day", "kind", "subject"),
    *("recipients", "signer_title", "signer_name"),
)
_NAME = re.compile(r"\{\{[ \u00a0]{0,9}(\w{1,40})[ \u00a0]{0,9}\}\}")
_BRACE = re.compile(r"[{}]")
_EXCERPT = re.compile(r"[{}%#]{1,2}[^{}\n]{0,40}[{}%#]{0,2}")
_MOST = 200  # names in a template
_COPIED = 50_000  # elements that lists may add
_BREAK = "\n"  # stands for whatever parts a text and is no text
_LINE, _TEXT = qn("w:p"), qn("w:t")
_BREAKS = tuple(map(qn, ("w:tab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "w:softHyphen")))
_FIRST, _CODE_LENGTH = re.compile(r"\w+"), 200
_FIELD, _CODE, _SIMPLE = qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple")
_NOTES = ("footnotes+xml", "endnotes+xml", "comments+xml")
# Fields show what is in the document; all others may fetch, link or run.
_FIELDS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE"),
        *("PRINTDATE", "TITLE", "SUBJECT", "AUTHOR", "FILENAME", "STYLEREF", "REF", "PAGEREF"),
        *("NOTEREF", "SEQ", "TOC"),
    }
)
_WORDS_IN_NOTES = N_("it has braces in a footnote or a comment, which are not filled in")
_TOO_MANY = N_("it holds too many names in braces")
_TWO_LISTS = N_("a paragraph of it holds two lists, and each is a line for itself")
_FETCHES = N_("it holds a field that fetches or runs something, {field}")
_MERGES = N_("it is made for a mail merge with another file")

Values = Mapping[str, str | Sequence[str]]


def _found(page: Docx, tick: Callable[[], None]) -> Iterator[tuple[Any, list[Any], list[Any]]]:
    """Yield the lines that have names in braces, with their pieces and those names."""
    for part in page.part.package.iter_parts():
        if not isinstance(part, XmlPart):
            continue
        _check_fields(part.element)
        for line, pieces in _lines(part.element):
            tick()
            if names := _names("".join(map(_read, pieces))):
                yield line, pieces, names


def fill(page: Docx, values: Values, tick: Callable[[], None]) -> None:
    """Fill in a template, once it is known to hold nothing else. ``tick`` watches the time.

    Raises: TemplateWordError, TemplateFileError.
    """
    found = list(_found(page, tick))
    _check_notes(page)
    if sum(len(names) for _, _, names in found) > _MOST:
        raise TemplateFileError(_TOO_MANY)
    room = _COPIED
    for line, pieces, names in found:
        tick()
        listed = {each[1] for each in names} & {*LISTS}
        if len(listed) > 1:
            raise TemplateFileError(_TWO_LISTS)
        if listed:
            room -= _repeat(line, values[listed.pop()], values, room)
        else:
            _write(pieces, names, values)


def _lines(root: _Element) -> Iterator[tuple[_Element, list[_Element]]]:
    """Yield the paragraphs, those within another first, each with its own texts and breaks."""
    opened: list[tuple[_Element, list[_Element]]] = []
    seen = etree.iterwalk(root, events=("start", "end"), tag=(_LINE, _TEXT, *_BREAKS))
    for event, each in list(seen):
        if each.tag == _LINE:
            if event == "start":
                opened.append((each, []))
            else:
                yield opened.pop()
        elif event == "start" and opened:
            opened[-1][1].append(each)


def _read(piece: _Element) -> str:
    return (piece.text or "") if piece.tag == _TEXT else _BREAK


def _names(text: str) -> list[re.Match[str]]:
    """Return the names in a text. Raises: TemplateWordError, for anything else in braces."""
    if "{" not in text and "}" not in text:
        return []
    found = list(_NAME.finditer(text))
    for each in found:
        if each[1] not in NAMES:
            raise TemplateWordError(shown(each[0]), NAMES)
    rest = _NAME.sub(lambda each: _BREAK * len(each[0]), text)
    if stray := _BRACE.search(rest):
        excerpt = _EXCERPT.match(rest, stray.start())
        raise TemplateWordError(shown(excerpt[0] if excerpt else stray[0]), NAMES)
    return found


def _write(pieces: list[_Element], names: list[re.Match[str]], values: Values) -> None:
    """Put each text where its name begins, and take the rest of the name out of other runs."""
    texts = list(map(_read, pieces))
    starts = [0, *accumulate(map(len, texts))]
    for each in reversed(names):  # from the end, so that what is still to come stays in place
        first = bisect_right(starts, each.start()) - 1
        last = bisect_right(starts, each.end() - 1) - 1
        tail = texts[last][each.end() - starts[last] :]
        for at in range(first + 1, last + 1):
            texts[at] = ""
        head = texts[first][: each.start() - starts[first]] + str(values[each[1]])
        texts[first], texts[last] = (head + tail, head + tail) if first == last else (head, tail)
    for piece, text in zip(pieces, texts, strict=True):
        if piece.tag == _TEXT and piece.text != text:
            piece.text = text
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _repeat(line: _Element, texts: str | Sequence[str], values: Values, room: int) -> int:
    """Write a paragraph once for each line of a list; return how many elements that added."""
    lines = [texts] if isinstance(texts, str) else [*texts] or [""]
    added = sum(1 for _ in line.iter()) * (len(lines) - 1)
    if added > room:
        raise TemplateFileError(_TOO_MANY)
    copies = [line, *(deepcopy(line) for _ in lines[1:])]
    for before, copy in pairwise(copies):
        before.addnext(copy)
    for copy, text in zip(copies, lines, strict=True):
        *_, (_, pieces) = _lines(copy)
        names = _names("".join(map(_read, pieces)))
        _write(pieces, names, {**values, **dict.fromkeys(LISTS, text)})
    return added


def _check_fields(root: _Element) -> None:
    """Refuse fields that take in something else, and a merge. Raises: TemplateFileError."""
    if next(root.iter(qn("w:mailMerge")), None) is not None:
        raise TemplateFileError(_MERGES)
    for code in filter(None, map(str.strip, _codes(root))):
        name = _FIRST.match(code)
        if name is None or name[0].upper() not in _FIELDS:
            raise TemplateFileError(_FETCHES.of(field=shown(code)))


def _codes(root: _Element) -> Iterator[str]:
    """Yield what each field is told to do; what another field would add to it is no code of ours.

    A field is a beginning, its code, and from the mark of separation on its result.
    """
    opened: list[str | None] = []  # the code of each so far, the innermost last; None after it
    for each in root.iter(_FIELD, _CODE, _SIMPLE):
        if each.tag == _SIMPLE:
            yield str(each.get(qn("w:instr")))
        elif each.tag == _FIELD:
            yield from _marked(opened, each.get(qn("w:fldCharType")))
        elif opened and opened[-1] is not None:
            opened[-1] = f"{opened[-1]}{each.text or ''}".lstrip()[:_CODE_LENGTH]


def _marked(opened: list[str | None], kind: str | None) -> Iterator[str]:
    """Begin a field, or yield the code of the innermost, which is complete."""
    if kind == "begin":
        if opened and opened[-1] is not None:
            yield "{"
        opened.append("")
    elif opened:
        yield opened[-1] or ""
        opened[-1] = None
        if kind == "end":
            opened.pop()


def _check_notes(page: Docx) -> None:
    """Refuse braces where nothing is filled in. Raises: TemplateFileError."""
    for part in page.part.package.iter_parts():
        if part.content_type.endswith(_NOTES) and not isinstance(part, XmlPart):
            for _, pieces in _lines(parse_xml(part.blob)):
                if _BRACE.search("".join(map(_read, pieces))):
                    raise TemplateFileError(_WORDS_IN_NOTES)
