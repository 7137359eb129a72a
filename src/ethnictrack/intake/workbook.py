"""Which kind of file this is, by its first bytes; and workbooks as sheets."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from ethnictrack.domain.errors.files import LargeFileError
from ethnictrack.domain.errors.workbooks import WHY, HostileWorkbookError, RenamedFileError
from ethnictrack.intake.from_ods import sheets_of_ods
from ethnictrack.intake.from_xls import sheets_of_xls
from ethnictrack.intake.from_xlsx import sheets_of_xlsx
from ethnictrack.intake.gate import Gate
from ethnictrack.intake.outside import Outside
from ethnictrack.intake.sheet import Sheet

LARGEST = 64  # MB
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TEXT = ("csv", "tsv", "txt", "tab")


def is_workbook(outside: Outside) -> bool:
    """Say whether a file is, or claims to be, a spreadsheet. Raises: RenamedFileError."""
    head = outside.head(1024)
    binary = head.startswith((_ZIP, _OLE))
    ending = _ending(outside)
    if ending in _TEXT and binary:
        raise RenamedFileError(outside.name, "ZIP" if head.startswith(_ZIP) else "XLS")
    if ending in {"xlsx", "xlsm", "xls", "ods"} and not binary:
        if head.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table")):
            raise RenamedFileError(outside.name, "HTML")
        raise HostileWorkbookError(outside.name, WHY["structure"])
    return binary


def sheets_of(outside: Outside) -> list[Sheet]:
    """Return the sheets of a workbook. Raises: the refusals of ``errors.workbooks``."""
    if outside.size > LARGEST * 10**6:
        raise LargeFileError(outside.name, LARGEST)
    content = b"".join(outside.chunks())
    if content.startswith(_OLE):
        return _old(outside, content)
    stream = BytesIO(content)
    gate = Gate(outside.name, stream)
    kind = _kind(gate)
    if _ending(outside) in {"xlsx", "xls", "ods"} and _ending(outside) != kind:
        raise RenamedFileError(outside.name, kind.upper())
    gate.check()
    return sheets_of_xlsx(gate, stream) if kind == "xlsx" else sheets_of_ods(gate)


def _old(outside: Outside, content: bytes) -> list[Sheet]:
    """Read a file in the container of old Office; a locked new one is in it too."""
    if _LOCKED in content:
        raise HostileWorkbookError(outside.name, WHY["encrypted"])
    if _ending(outside) not in {"xls", ""}:
        raise RenamedFileError(outside.name, "XLS")
    return sheets_of_xls(content, outside.name)


def _kind(gate: Gate) -> str:
    """Say which kind of zipped workbook this is."""
    if "xl/workbook.xml" in gate.parts:
        return "xlsx"
    if "content.xml" not in gate.parts:
        gate.refuse("structure")
    return "ods"


def _ending(outside: Outside) -> str:
    return PurePath(outside.name).suffix.lower().removeprefix(".")
