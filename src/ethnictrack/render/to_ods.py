"""ODS: the workbook as LibreOffice keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.render import to_xlsx
from ethnictrack.render.office import converted

if TYPE_CHECKING:
    from ethnictrack.render.words import View
    from ethnictrack.reports.table import Result


def render(result: Result, look: View) -> bytes:
    """Write a workbook. Raises: OfficeMissingError, and those of ``to_xlsx``."""
    return converted(to_xlsx.render(result, look), "xlsx", "ods")
