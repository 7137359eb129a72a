"""The frame of a document: names in double braces in a template, filled in with texts.

A template is data. What it may hold in braces is one of :data:`NAMES`; nothing is evaluated, and
nothing that was filled in is looked at again. Word parts a text into runs as it likes, so a name
is found across them and takes the look of its first letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from ethnictrack.errors.output import TemplateFileError, TemplateWordError
from ethnictrack.i18n import N_
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from docx.document import Document as Docx


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
