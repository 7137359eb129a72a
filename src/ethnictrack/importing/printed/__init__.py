"""Reports read back from the files they were written to, as tables and lines.

What comes back is compared with another file of the same format, never with values; so nothing
here needs to know how a number is worded.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from ethnictrack.audit.printed import Printed
from ethnictrack.errors.files import WHY, DocumentFormatError, HostileDocumentError, LargeFileError
from ethnictrack.importing.files.docx_guard import FAULTS
from ethnictrack.importing.files.input_file import held
from ethnictrack.importing.printed.from_text import bounded
from ethnictrack.values.text import shown

# Of each format the module that reads it, imported when it is asked for, and its function.
READERS = {
    "docx": ("from_docx", "read"),
    "xlsx": ("from_xlsx", "read"),
    "html": ("from_html", "read"),
    "csv": ("from_text", "read_rows"),
    "tsv": ("from_text", "read_rows"),
    "json": ("from_text", "read_values"),
    "markdown": ("from_text", "read_markdown"),
    "plain": ("from_text", "read_lines"),
}
_ENDINGS = {".md": "markdown", ".htm": "html", ".txt": "plain"}
LARGEST = 16  # MB


def format_of(name: str) -> str:
    """Return the format of a file by its ending. Raises: DocumentFormatError."""
    ending = PurePath(name).suffix.lower()
    kind = _ENDINGS.get(ending, ending.removeprefix("."))
    if kind not in READERS:
        raise DocumentFormatError(given=shown(name), known=(*READERS,))
    return kind


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises: the refusals of files."""
    file = held(path)
    try:
        if file.size > LARGEST * 10**6:
            raise LargeFileError(file.name, LARGEST)
        return b"".join(file.chunks())
    finally:
        file.close()


def read_file(path: Path) -> Printed:
    """Read a report back.

    Raises: DocumentFormatError, HostileDocumentError, and the refusals of files and workbooks.
    """
    return read(shown(path.name), format_of(path.name), content_of(path))


def read(name: str, kind: str, content: bytes) -> Printed:
    """Read the content of a file; ``name`` is for refusals.

    Raises: HostileDocumentError, and the refusals of workbooks.
    """
    module, function = READERS[kind]
    of: Callable[[str, bytes], Printed] = getattr(import_module(f"{__name__}.{module}"), function)
    try:
        return bounded(name, of(name, content))
    except FAULTS as cause:
        raise HostileDocumentError(name, WHY["damaged"]) from cause
