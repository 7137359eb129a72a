"""PDF: the Word document as LibreOffice prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.render import to_docx
from ethnictrack.render.office import converted

if TYPE_CHECKING:
    from ethnictrack.render.words import View
    from ethnictrack.reports.table import Result


def render(result: Result, look: View) -> bytes:
    """Write a document. Raises: OfficeMissingError, and those of ``to_docx``."""
    return converted(to_docx.render(result, look), "docx", "pdf")
