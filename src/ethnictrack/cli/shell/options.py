"""Arguments and options that several commands share, each described once.

Every value arrives as text and is read by ``values``: refusals are ours and in both languages.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Given
from ethnictrack.i18n import N_
from ethnictrack.render import CALENDAR, FORMATS
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Scale
from ethnictrack.values.text import listed
from ethnictrack.year.figures import PlanBasis
from ethnictrack.year.period import Period

FILE = Field(name="file", type=Given(), label=N_("File"), required=True, option="FILE")
Money = Annotated[
    str | None,
    typer.Argument(metavar="AMOUNT", help="Amount, such as 15.213.000.000 or '15,213 tỷ'."),
]
Numbers = Annotated[
    str | None,
    typer.Option(
        "--numbers",
        metavar="[vi|en]",
        help="How amounts are written: 15,213 tỷ (vi, the default) or 15.213 tỷ (en).",
    ),
]
PeriodWord = Annotated[
    str | None,
    typer.Option("--period", metavar=listed(Period), help="Part of the year."),
]
Year = Annotated[str | None, typer.Option("--year", metavar="YEAR", help="Budget year.")]
On = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Day, such as 15/11/2021 or today.")
]
Place = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help="Code or name of the place.")
]
CapitalFilter = Annotated[
    str | None,
    typer.Option("--capital", metavar=listed(Capital), help="Only this type of capital."),
]
SourceFilter = Annotated[
    str | None, typer.Option("--source", metavar=listed(Source), help="Only this source.")
]
Decision = Annotated[
    str | None, typer.Option("--decision", metavar="NO", help="Number of the decision.")
]
Voucher = Annotated[
    str | None, typer.Option("--voucher", metavar="NO", help="Number of the voucher.")
]
OverPlan = Annotated[
    str | None,
    typer.Option("--over-plan", metavar="REASON", help="Record it beyond the plan, and why."),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Do the same work and show it, then keep nothing.")
]
Format = Annotated[
    str | None,
    typer.Option("--format", "-O", metavar=listed(tuple(FORMATS)), help="Format of the result."),
]
ReportFormat = Annotated[
    str | None,
    typer.Option("--format", "-O", metavar=listed(tuple(FORMATS)), help="Format of the result."),
]
CalendarFormat = Annotated[
    str | None,
    typer.Option(
        "--format", "-O", metavar=listed((*FORMATS, *CALENDAR)), help="Format of the result."
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Write over a document or workbook that is there.")
]
File = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file; its ending says the format."
    ),
]
ProgramFilter = Annotated[
    str | None,
    typer.Option("--program", metavar="PROGRAM", help="This programme and all below it."),
]
PlaceFilter = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help="This place and all in it.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Last day that counts; by default 31 January after the year, or today if earlier.",
    ),
]
Basis = Annotated[
    str | None,
    typer.Option("--basis", metavar=listed(PlanBasis), help="Which plan a rate is a share of."),
]
UnitWord = Annotated[
    str | None,
    typer.Option("--unit", metavar=listed(Scale), help="Unit of the amounts for reading."),
]
Depth = Annotated[
    str | None, typer.Option("--depth", metavar="N", help="Levels of a tree that are shown.")
]
Decimals = Annotated[
    str | None, typer.Option("--decimals", metavar="N", help="Decimals of amounts and rates.")
]
