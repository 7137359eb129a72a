"""The words of the `inspect` commands to values, and what its writing verbs share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from ethnictrack.cli.commands.entries import finish
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.session import writing
from ethnictrack.fields.reading import ByName
from ethnictrack.i18n import Message
from ethnictrack.nouns.inspection import Basis, Dossier, Inspection, InspectionKind
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.reports.inspections import inspection_data
from ethnictrack.values.amounts import Amount
from ethnictrack.values.clean_text import clean_code

if TYPE_CHECKING:
    from ethnictrack.library import Book


InspectionCode = Annotated[
    str | None, typer.Argument(metavar="CODE", help="Code of the inspection.")
]


@dataclass(slots=True, kw_only=True)
class InspectionWords(ByName):
    """The fields of an inspection as typed; prompts fill in what is missing."""

    code: InspectionCode = None
    title: Annotated[str | None, typer.Argument(metavar="TITLE", help="What is inspected.")] = None
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar=options.listed(InspectionKind), help="What it is."),
    ] = None
    basis: Annotated[
        str | None, typer.Option("--basis", metavar=options.listed(Basis), help="Why it is done.")
    ] = None
    program: Annotated[
        str | None, typer.Option("--program", metavar="PROGRAM", help="Programme inspected.")
    ] = None
    place: options.Place = None
    year: Annotated[
        str | None, typer.Option("--year", metavar="YEAR", help="Year it belongs to.")
    ] = None
    scope_from: Annotated[
        str | None, typer.Option("--scope-from", metavar="YEAR", help="First year looked at.")
    ] = None
    scope_to: Annotated[
        str | None, typer.Option("--scope-to", metavar="YEAR", help="Last year looked at.")
    ] = None
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="TEXT", help="Who carries it out.")
    ] = None
    decision: options.Decision = None

    def lacks(self) -> bool:
        """Say whether anything required is missing."""
        return self.code is None or self.title is None

    def check(self) -> None:
        """Refuse missing values before the book is opened. Raises: MissingValueError."""
        values.required(CODE=self.code, TITLE=self.title)

    def read(self, programs: Programs, places: Places, today: dt.date) -> Inspection:
        """Read every word. Raises: the refusals of values and of the registers."""
        return Inspection(
            id=0,
            code=clean_code(self.code or ""),
            name=values.text("TITLE", self.title) or "",
            kind=values.choice_or_none("--kind", self.kind, InspectionKind)
            or InspectionKind.INSPECTION,
            basis=values.choice_or_none("--basis", self.basis, Basis) or Basis.PLANNED,
            program=programs.find(self.program).id if self.program else None,
            place=places.find_on(self.place, today).id if self.place else None,
            year=values.year(self.year),
            scope_from=values.year(self.scope_from),
            scope_to=values.year(self.scope_to),
            agency=values.text("--agency", self.agency),
            decision=values.text("--decision", self.decision, 100),
        )


class SaidRecovery(TypedDict):
    """A recovery as said, read."""

    code: str
    amount: Amount
    on: dt.date
    finding: int | None
    voucher: str | None
    note: str | None


@dataclass(slots=True, kw_only=True)
class RecoveryWords(ByName):
    """The fields of a recovery as typed; prompts fill in what is missing."""

    code: InspectionCode = None
    amount: options.Money = None
    date: options.On = None
    finding: Annotated[
        str | None,
        typer.Option("--finding", metavar="N", help="Which finding, where there are several."),
    ] = None
    voucher: options.Voucher = None
    note: options.Note = None
    numbers: options.Numbers = None

    def _needed(self) -> dict[str, str | None]:
        return {"CODE": self.code, "AMOUNT": self.amount, "--date": self.date}

    def lacks(self) -> bool:
        """Say whether anything required is missing."""
        return None in self._needed().values()

    def read(self, today: dt.date) -> SaidRecovery:
        """Read every word. Raises: MissingValueError and the refusals of values."""
        values.required(**self._needed())
        return SaidRecovery(
            code=self.code or "",
            amount=values.amount(self.amount or "", self.numbers),
            on=values.day(self.date, today) or today,
            finding=values.whole_or_none("--finding", self.finding),
            voucher=values.text("--voucher", self.voucher, 100),
            note=values.text("--note", self.note, 2000),
        )


def write_dossier(
    context: typer.Context,
    act: Callable[[Book], Dossier],
    tell: Callable[[Dossier], Message],
    *,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Do one thing to an inspection in one transaction, then say what it is now."""
    with writing(context, dry_run=dry_run) as book:
        dossier = act(book)
        data = inspection_data(dossier, book.programs, book.places)
    finish([tell(dossier)], data, as_json=as_json, dry_run=dry_run)
