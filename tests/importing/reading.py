"""Short ways to read a file in a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from ethnictrack.importing.all_sheets import AllSheets
from ethnictrack.importing.cell import ReadRow
from ethnictrack.importing.import_fields import DISBURSEMENT, ImportFields
from ethnictrack.importing.intake import Intake, open_file
from ethnictrack.importing.request import Request
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import BookError

TODAY = date(2026, 11, 24)


def requested(fields: ImportFields = DISBURSEMENT, **said: Any) -> Request:  # noqa: ANN401 - its fields
    """Return a request of today."""
    return Request(fields=fields, today=TODAY, **said)


@dataclass(frozen=True)
class Outcome:
    """What came of a file: its records, and every problem, or the refusal of it as a whole."""

    records: list[ReadRow]
    problems: list[RowProblem]
    intake: Intake | AllSheets | None
    refusal: BookError | None = None

    @property
    def values(self) -> list[dict[str, object]]:
        """The values of every record."""
        return [record.values for record in self.records]

    @property
    def listed(self) -> list[RowProblem]:
        """The problems that are listed by themselves."""
        return [problem for problem in self.problems if not problem.within]

    @property
    def amounts(self) -> list[int]:
        """The đồng of every record."""
        found = [record.values.get("amount") for record in self.records]
        return [each.dong.value for each in found if isinstance(each, Amount)]

    @property
    def codes(self) -> list[str]:
        """The codes of everything that is wrong, in the order it is said."""
        if self.refusal is not None:
            return [self.refusal.code]
        return [problem.error.code for problem in self.listed]


def read(
    path: Path, request: Request, is_place: Callable[[str], bool] = lambda _: False
) -> Outcome:
    """Read a whole file; ``is_place`` says what the book would."""
    try:
        with open_file(path, request) as intake:
            intake.is_place = is_place
            records = list(intake.records())
    except BookError as refusal:
        return Outcome([], [], None, refusal)
    inside = [problem for record in records for problem in record.problems]
    return Outcome(records, [*intake.problems, *inside], intake)


def read_text(folder: Path, text: str, **said: Any) -> Outcome:  # noqa: ANN401 - of a request
    """Read a text as a file."""
    path = folder / "rows.csv"
    path.write_bytes(text.encode())
    return read(path, requested(**said))


def read_rows(folder: Path, *rows: Sequence[object], **said: Any) -> Outcome:  # noqa: ANN401
    """Read rows as a workbook that another library wrote."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = folder / "rows.xlsx"
    book.save(path)
    return read(path, requested(**said))
