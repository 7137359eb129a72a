"""CSV as Excel reads it: commas, CR LF, and a mark in front that says UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.render.delimited import delimited

if TYPE_CHECKING:
    from ethnictrack.render.words import Look
    from ethnictrack.reports.table import Result


def render(result: Result, _look: Look) -> bytes:
    """Write the tables of a document as CSV; text is kept to the letter."""
    text = delimited(result.document, delimiter=",", line_end="\r\n", clean=str)
    return text.encode("utf-8-sig", "backslashreplace")
