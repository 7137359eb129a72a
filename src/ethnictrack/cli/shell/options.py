"""Arguments and options that several commands share, each described once.

Every value arrives as text and is read by the program: refusals are ours and in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

import typer

from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Given
from ethnictrack.i18n import N_
from ethnictrack.render import CALENDAR, FORMATS
from ethnictrack.values.text import listed

FILE = Field(name="file", type=Given(), label=N_("File"), required=True, option="FILE")
FOLDER = replace(FILE, name="folder", label=N_("Folder"), option="DIR")
READ = replace(FILE, help=N_("File to read; - is standard input."))
SAVE = replace(
    FILE,
    name="save",
    option="--save",
    required=False,
    metavar="DIR",
    help=N_("Write the files into this folder, too."),
)
Numbers = Annotated[
    str | None,
    typer.Option(
        "--numbers",
        metavar="[vi|en]",
        help="How amounts are written: 15,213 tỷ (vi, the default) or 15.213 tỷ (en).",
    ),
]
OverPlan = Annotated[
    str | None,
    typer.Option("--over-plan", metavar="REASON", help="Record it beyond the plan, and why."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Do the same work and show it, then keep nothing.")
]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a verb that writes ends: what it prints, and whether anything is kept."""

    as_json: Json = False
    dry_run: DryRun = False


Format = Annotated[
    str | None,
    typer.Option("--format", "-O", metavar=listed(tuple(FORMATS)), help="Format of the result."),
]
CalendarFormat = Annotated[
    str | None,
    typer.Option(
        "--format", "-O", metavar=listed((*FORMATS, *CALENDAR)), help="Format of the result."
    ),
]
Search = Annotated[
    str | None,
    typer.Option("--search", metavar="TEXT", help="Words to find; accents are ignored."),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns", metavar="A,B,…|all", help="Columns to show, by JSON key or heading; or all."
    ),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort", metavar="FIELD[-]", help="Field to sort by; with - behind it, the largest first."
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
