"""What is said of a statement that is taken, and how one is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ethnictrack.fields.entry import DATE, PLACE, PROGRAM, YEAR
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Whole
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
