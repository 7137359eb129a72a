"""What is said of a statement: where it is taken, matched, explained and asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ethnictrack.fields.entry import DATE, LONG_REASON, PLACE, PROGRAM, YEAR
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import EntryNumber, Whole
from ethnictrack.i18n import N_

TAKEN: tuple[Field[Any], ...] = (
    replace(
        DATE,
        name="as_of",
        option="--as-of",
        required=True,
        help=N_("Last day of the statement."),
    ),
    replace(
        DATE,
        name="since",
        option="--from",
        help=N_("Its first day; 1 January of that year unless said."),
    ),
    replace(YEAR, help=N_("Budget year it is of, if it is of one.")),
    replace(PLACE, help=N_("Whose account it is: this place and all in it.")),
    replace(
        PROGRAM,
        option="--program",
        required=False,
        help=N_("Whose account it is: this programme and all below it."),
    ),
    Field(
        name="days",
        type=Whole(),
        label=N_("Days"),
        help=N_("How far apart the days of both sides may be; 5 unless said."),
        option="--days",
        metavar="N",
    ),
)
STATEMENT = Field(
    name="statement",
    type=Whole(),
    label=N_("Statement"),
    help=N_("Number of the statement."),
    required=True,
    option="STATEMENT",
)
_LINE = replace(
    STATEMENT, name="line", label=N_("Line"), help=N_("The row of the file."), option="LINE"
)
_ENTRIES = Field(
    name="entries",
    type=EntryNumber(),
    label=N_("Entries"),
    help=N_("Numbers of entries."),
    required=True,
    many=True,
    option="ENTRY",
    metavar="ENTRY...",
)
MATCHED = (STATEMENT, _LINE, _ENTRIES)
LINE = replace(_LINE, required=False)
EXPLAINED = (
    STATEMENT,
    LINE,
    replace(
        _ENTRIES,
        name="entry",
        help=N_("An entry that the book alone has."),
        required=False,
        many=False,
        option="--entry",
        metavar="ID",
    ),
    LONG_REASON,
)
DROPPED = (STATEMENT, LONG_REASON)
