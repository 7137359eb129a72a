"""In front of every Word file: what bounds a reader, and what a template must not bring along.

A document to be verified is looked at and left. A template becomes a document of the office, so
nothing in it may fetch, run or show what is not in it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NoReturn

from ethnictrack.errors.files import WHY, HostileDocumentError, TemplateFileError
from ethnictrack.i18n import N_
from ethnictrack.importing.files.zip_guard import Gate

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_TREE = (".xml", ".rels")
_VALUES = 400_000  # attributes of all parts that become trees, at a hundred bytes each
_TREES = 12 << 20  # bytes of those parts, unpacked
_HELD = 64 << 20  # bytes of all parts, which python-docx holds at once

_WHY = {
    **WHY,
    "structure": N_("it is no Word document, or a part of it is broken"),
    "parts": N_("it has more parts than any document"),
    "outside": N_("it refers to something outside of itself, such as a link or a linked picture"),
    "embedded": N_("it holds a file of another program, such as a workbook or a control"),
}
# How the kinds of relations end that make Word open, run or take in what is no text.
_EMBEDDED = (
    *("/oleobject", "/package", "/afchunk", "/control", "/activexcontrolbinary", "/subdocument"),
    *("/frame", "/attachedtemplate", "/mailmergesource", "/mailmergeheadersource"),
    *("/attachedtoolbars", "/keymapcustomizations"),
)
_MACROS = (b"vbaProject", b"vbaData", b"macroEnabled")


# What Python says of broken files; a reader of them is surprised in as many ways as there are.
FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError),
    *(
        RuntimeError,
        SyntaxError,
        TypeError,
        UserWarning,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
    ),
)


def faults() -> tuple[type[Exception], ...]:
    """Return what the libraries raise on broken files, which is as various as these are."""
    from docx.opc.exceptions import OpcError  # noqa: PLC0415 - Word is heavy
    from lxml.etree import LxmlError  # noqa: PLC0415

    return OpcError, LxmlError, *FAULTS


class DocumentGate(Gate):
    """The gate of workbooks, which are the same kind of archive; it refuses by its own name."""

    marks = 400_000  # tags of all parts that become trees, at two hundred bytes each

    def refuse(self, why: str) -> NoReturn:
        """Refuse the document. Raises: HostileDocumentError."""
        raise HostileDocumentError(self.name, _WHY[why])

    def check(self) -> None:
        """Look at everything. Raises: HostileDocumentError."""
        if MAIN not in self.parts or _TYPES not in self.parts:
            self.refuse("structure")
        super().check()
        trees = [part for part in self.parts if part.lower().endswith(_TREE)]
        if self._unpacked(self.parts)[0] > _HELD:
            self.refuse("size")
        size, marks, values = self._unpacked(trees)
        if size > _TREES or marks > self.marks or values > _VALUES:
            self.refuse("size")
        self._check_types()

    def _unpacked(self, parts: list[str]) -> tuple[int, int, int]:
        """Return the bytes of parts, and how many of them begin a tag or give a value."""
        size = marks = values = 0
        for part in parts:
            for piece in self.again(part):
                size += len(piece)
                marks += piece.count(b"<")
                values += piece.count(b"=")
        return size, marks, values

    def _check_types(self) -> None:
        """Refuse a text under a name that the gate takes for a picture."""
        for each in self.tree(_TYPES):
            name = str(each.get("PartName") or f".{each.get('Extension')}").lower()
            said = str(each.get("ContentType")).lower()
            if "wordprocessingml" in said and not name.endswith(_TREE):
                self.refuse("structure")

    def tree(self, part: str) -> Any:  # noqa: ANN401 - an element of defusedxml
        """Parse a part. Raises: what the gate refuses with."""
        from defusedxml import ElementTree  # noqa: PLC0415 - only with a document at hand

        try:
            return ElementTree.fromstring(b"".join(self.again(part)))
        except (ElementTree.ParseError, ValueError, LookupError):
            self.refuse("structure")


class TemplateGate(DocumentGate):
    """The gate of templates: nothing from outside, nothing that runs."""

    marks = 100_000  # a frame is short, and is gone through several times

    def refuse(self, why: str) -> NoReturn:
        """Refuse the template. Raises: TemplateFileError."""
        raise TemplateFileError(_WHY[why])

    def check(self) -> None:
        """Look at everything. Raises: TemplateFileError."""
        super().check()
        types = b"".join(self.again(_TYPES))
        if any(each in types for each in _MACROS):
            self.refuse("macros")
        for mode, kind in self._relations():
            if mode.lower() == "external":
                self.refuse("outside")
            if kind.lower().endswith(_EMBEDDED):
                self.refuse("embedded")

    def _relations(self) -> Iterator[tuple[str, str]]:
        """Yield what every part refers to: how it is meant, and which kind it is."""
        for part in self.parts:
            if part.lower().endswith(".rels"):
                for each in self.tree(part):
                    yield str(each.get("TargetMode")), str(each.get("Type"))


def check_template(content: bytes) -> None:
    """Look at a template before anything reads it. Raises: TemplateFileError."""
    TemplateGate("", BytesIO(content)).check()
