"""How a report of the registry is asked for, made and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ethnictrack.cli.shell.option_groups import options_of
from ethnictrack.cli.shell.output import Output, note, show
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.fields.reading import Words
from ethnictrack.i18n import N_
from ethnictrack.library.reports import REPORTS

if TYPE_CHECKING:
    import typer

    from ethnictrack.reports.table import Result

_UNUSED = N_("Nothing in this report depends on {options}.")

RatesWords = Annotated[Words, options_of(REPORTS["rates"].takes)]
AnnualWords = Annotated[Words, options_of(REPORTS["annual"].takes)]
PartWords = Annotated[Words, options_of(REPORTS["inspections"].takes)]
YearWords = Annotated[Words, options_of(REPORTS["pace"].takes)]
CompareWords = Annotated[Words, options_of(REPORTS["compare"].takes)]
ExplainWords = Annotated[Words, options_of(REPORTS["explain"].takes)]
MonthWords = Annotated[Words, options_of(REPORTS["month"].takes)]
DisclosureWords = Annotated[Words, options_of(REPORTS["disclosure"].takes)]
VoucherWords = Annotated[Words, options_of(REPORTS["vouchers"].takes)]
DiffWords = Annotated[Words, options_of(REPORTS["diff"].takes)]
DeadlineWords = Annotated[Words, options_of(REPORTS["deadlines"].takes)]


def show_report(
    context: typer.Context,
    name: str,
    words: Words,
    output: Output,
    template: bytes | None = None,
) -> Result:
    """Make a report from the book, print it, and return it."""
    session = session_of(context)
    report = REPORTS[name]
    asked = report.ask(words, session.today)
    with reading(context) as book:
        result, scale = report.of(book, asked, output.chosen())
    show(
        result,
        output,
        scale=scale,
        decimals=asked.decimals,
        book=session.book,
        template=template,
    )
    if unused := tuple(f"--{each}" for each in report.unused if words.get(each)):
        note(_UNUSED.of(options=unused))
    return result
