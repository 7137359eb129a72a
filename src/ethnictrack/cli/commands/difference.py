"""`ethnictrack report diff`: two sealed reports side by side, or one beside the book of today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.audit.seal import Seal, SealMark, read_seal
from ethnictrack.cli.commands.documents import annual_of
from ethnictrack.cli.commands.seals import figures_of, kept_figures
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import ReportOutput
from ethnictrack.cli.shell.report_options import Asked, show_report
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.difference import Side
from ethnictrack.reports.seals import seal_data
from ethnictrack.services.seals import find_seal
from ethnictrack.year.figures import PlanBasis

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.reports.table import Result
    from ethnictrack.services.difference import State

verbs = typer.Typer()  # of the group `report`

_SEAL, _NOW = N_("sealed report {seal}"), N_("the book as it is now")
_SEALED = N_("{seal}: sealed on {moment}, figures up to {date}, record {record} of the log")
_TODAY = N_("Now: the same question, put to the book as it is")


@verbs.command(cls=Command)
@spread
def diff(
    context: typer.Context,
    first: Annotated[
        str | None, typer.Argument(metavar="SEAL", help="Number of a sealed report.")
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(metavar="[SEAL]", help="Another; by default the book as it is now."),
    ] = None,
    unit: options.UnitWord = None,
    decimals: options.Decimals = None,
    *,
    output: ReportOutput,
) -> None:
    """Compare two sealed reports.

    Says which figures moved, and which entries moved them. With one: against the book of today.
    """
    values.required(SEAL=first)
    one, two = read_seal(str(first)), None if second is None else read_seal(second)
    asked = Asked(unit=unit, decimals=decimals)

    def make(book: Book, _: Asked, today: date, unit_line: Message) -> Result:
        return _difference(book, (one, two), today, unit_line)

    show_report(context, asked, output, make)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A sealed report with the question it answered, to be asked again."""

    seal: Seal

    @property
    def asked(self) -> Asked:
        """The options, as they would be typed."""
        said = self.seal.asked
        return Asked(
            year=str(self.seal.year),
            as_of=self.seal.as_of.isoformat(),
            basis=said["basis"],
            program=said["program"],
            place=said["place"],
            capital=said["capital"],
            source=said["source"],
            unit=said["unit"],
            decimals=said["decimals"],
        )

    def state(self, book: Book) -> State:
        """Return what the report was made from."""
        from ethnictrack.services.difference import State  # noqa: PLC0415 - no help page needs it

        seal = self.seal
        scope = self.asked.scope(book, seal.as_of)
        basis = PlanBasis(str(seal.asked["basis"]))
        return State(seal.year, seal.as_of, basis, scope, seal.head)

    def side(self) -> Side:
        """Return it as one side of a comparison."""
        kept, mark = kept_figures(self.seal), str(self.seal.mark)
        return Side(
            mark=mark,
            name=_SEAL.of(seal=mark),
            told=_SEALED.of(
                seal=mark,
                moment=self.seal.recorded_at,
                date=self.seal.as_of,
                record=self.seal.head,
            ),
            facts=kept["data"],
            asked=self.seal.asked,
            rules=kept["rules"],
            data=seal_data(self.seal),
        )

    def now(self, book: Book, today: date) -> Side:
        """Return what the same question is answered today."""
        made = annual_of(book, self.asked, (today, today), None)
        kept: Any = figures_of(made)
        return Side(
            mark="",
            name=_NOW,
            told=_TODAY,
            facts=kept["data"],
            asked=self.seal.asked,
            rules=kept["rules"],
            data=None,
        )


def _difference(
    book: Book, marks: tuple[SealMark, SealMark | None], today: date, unit_line: Message
) -> Result:
    from ethnictrack.reports.difference import difference  # noqa: PLC0415
    from ethnictrack.services.difference import (  # noqa: PLC0415 - no help page needs it
        moved_entries,
        other_changes,
    )

    one = _Sealed(find_seal(book, marks[0]))
    two = _Sealed(find_seal(book, marks[1])) if marks[1] else None
    before = one.state(book)
    after = two.state(book) if two else replace(before, head=None)
    moved = moved_entries(book, before, after)
    return difference(
        one.side(),
        two.side() if two else one.now(book, today),
        moved=[(each.posted, each.by) for each in moved],
        changes=other_changes(book, before, after),
        programs=book.programs,
        places=book.places,
        unit_line=unit_line,
    )
