"""The words of the `activity` commands to values, and the pages its verbs share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.fields.reading import ByName
from ethnictrack.nouns.activity import Activity, Outcome, outcome
from ethnictrack.reports.activities import activity_list, activity_show
from ethnictrack.reports.table import Result
from ethnictrack.values.quantity import Quantity, read_quantity

if TYPE_CHECKING:
    from ethnictrack.library import Book


class SaidRecord(TypedDict):
    """A record as said, read."""

    code: str
    quantity: Quantity
    year: int
    on: dt.date
    estimate: bool
    note: str | None


ActivityCode = Annotated[str | None, typer.Argument(metavar="CODE", help="Code of the activity.")]
Number = Annotated[
    str | None, typer.Argument(metavar="NUMBER", help="How many, such as 153 or 'trên 180'.")
]


@dataclass(slots=True, kw_only=True)
class RecordWords(ByName):
    """The fields of a record as typed; prompts fill in what is missing."""

    code: ActivityCode = None
    number: Number = None
    year: options.Year = None
    date: options.On = None
    estimate: Annotated[bool, typer.Option("--estimate", help="The number is an estimate.")] = False
    note: options.Note = None
    numbers: options.Numbers = None

    def _needed(self) -> dict[str, str | None]:
        given = {"CODE": self.code, "NUMBER": self.number}
        return {**given, "--year": self.year, "--date": self.date}

    def lacks(self) -> bool:
        """Say whether anything required is missing."""
        return None in self._needed().values()

    def read(self, today: dt.date) -> SaidRecord:
        """Read every word. Raises: MissingValueError and the refusals of values."""
        values.required(**self._needed())
        return SaidRecord(
            code=self.code or "",
            quantity=read_quantity(self.number or "", values.numbers_of(self.numbers)),
            year=values.year(self.year) or 0,
            on=values.day(self.date, today) or today,
            estimate=self.estimate,
            note=values.text("--note", self.note, 2000),
        )


def listing(book: Book, year: int | None, today: dt.date) -> Result:
    """List every activity with its outcome in a year, by default the newest that has any."""
    reported = {each.year for found in book.activities.records().values() for each in found}
    years = reported | {at for _, at in book.activities.targets()}
    of_year = year or max(years, default=today.year)
    found = [_outcome(book, each, of_year) for each in book.activities.all()]
    return activity_list(found, of_year)


def page(book: Book, activity: Activity, year: int | None = None) -> Result:
    """Show one activity: its outcome in a year, by default the newest that has any."""
    targets = {
        at: number for (of, at), number in book.activities.targets().items() if of == activity.id
    }
    records = book.activities.records().get(activity.id, [])
    years = sorted({*targets, *(each.year for each in records)})
    found = _outcome(book, activity, year or (years[-1] if years else 0))
    return activity_show(found, year or (years[-1] if years else None), records, targets)


def _outcome(book: Book, activity: Activity, year: int) -> Outcome:
    target = book.activities.targets(year).get((activity.id, year))
    return outcome(activity, target, book.activities.records(year).get(activity.id, ()))
