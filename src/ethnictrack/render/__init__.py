"""Documents to bytes: one module a format, imported only when its format is asked for.

Adding a format is a module ``to_<name>`` with a ``render`` function and one line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ethnictrack.render.words import View
    from ethnictrack.reports.table import Result, Stream

FORMATS = MappingProxyType(
    {
        "table": "to_table",
        "plain": "to_plain",
        "markdown": "to_markdown",
        "csv": "to_csv",
        "tsv": "to_tsv",
        "json": "to_json",
        "html": "to_html",
        "xlsx": "to_xlsx",
        "docx": "to_docx",
        "pdf": "to_pdf",
        "odt": "to_odt",
        "ods": "to_ods",
    }
)

# What a file's ending says about its format when nobody names one.
ENDINGS = MappingProxyType(
    {
        ".txt": "plain",
        ".md": "markdown",
        ".csv": "csv",
        ".tsv": "tsv",
        ".json": "json",
        ".html": "html",
        ".xlsx": "xlsx",
        ".docx": "docx",
        ".pdf": "pdf",
        ".odt": "odt",
        ".ods": "ods",
    }
)
# What only a report of days is written as.
CALENDAR = MappingProxyType({"ics": "to_ics"})
# Formats that are files of their own; no screen and no pipe is given one.
FILES = frozenset({"xlsx", "docx", "pdf", "odt", "ods"})
# Those that are the official document where a report has a letter.
LETTERS = frozenset({"docx", "pdf", "odt"})

# Those that a list is written in while it is read.
STREAMED = frozenset({"csv", "tsv", "json"})


def render(result: Result, format_name: str, look: View) -> bytes:
    """Write a result in one of ``FORMATS``, or as a calendar."""
    module = import_module(f"{__name__}.{(FORMATS | CALENDAR)[format_name]}")
    write: Callable[[Result, View], bytes] = module.render
    return write(result, look)


def pieces(of: Stream[Any] | Result, format_name: str) -> Iterator[bytes]:
    """Yield a list in one of ``STREAMED``: what ``render`` makes of it as a result, in parts.

    A whole result is written so as JSON alone.
    """
    module = import_module(f"{__name__}.{FORMATS[format_name]}")
    write: Callable[[Stream[Any] | Result], Iterator[bytes]] = module.pieces
    return write(of)
