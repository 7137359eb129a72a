"""Word documents: the office's official document by decree 30/2020, or a report as an annex.

The frame is a template, ours or the office's own, whose names in braces are filled in; the program
writes the body where the template says ``[[body]]``, dressed in the template's styles. Charts are
left out: their figures stand in the tables.
"""

from __future__ import annotations

import io
import time
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import docx

from ethnictrack.errors.output import TemplateFileError, TemplateStyleError
from ethnictrack.i18n import N_, tr
from ethnictrack.importing.files.docx_guard import check_template, faults
from ethnictrack.render.docx_body import STYLES, SetLine, Writer, in_money
from ethnictrack.render.docx_frame import LISTS, NAMES, Values, fill
from ethnictrack.render.layout import stanzas
from ethnictrack.render.words import UNIT_LINES, View, say
from ethnictrack.reports.table import Document, Heading, Paragraph, Result, Table
from ethnictrack.values.dates import long_date
from ethnictrack.values.errors import BookError

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
