"""The lists that come with the program, for choosing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.packaged import IN_FORCE, TREE_NAMES, UNITS_NAMES, trees_on
from ethnictrack.reports.table import Column, Document, Result, Table, Term, Unit, data_of

if TYPE_CHECKING:
    from datetime import date

_UNITS: tuple[Column[tuple[str, Message]], ...] = (
    Column("list", N_("List"), Unit.CODE, lambda of: str(of[0])),
    Column("what", N_("What it holds"), of=lambda of: of[1]),
)
_IN_FORCE = {each: Term(str(each), N_("yes") if each else N_("no")) for each in (True, False)}


def units_lists() -> Result:
    """List the lists of places."""
    data = [data_of(_UNITS, each) for each in UNITS_NAMES.items()]
    table = Table.of(_UNITS, UNITS_NAMES.items())
    return Result(Document(N_("Lists of places"), (table,)), data)


def tree_lists(today: date) -> Result:
    """List the trees of programmes, and which are in force on a day."""
    now = trees_on(today)
    columns = (
        *_UNITS,
        Column("valid_from", N_("Valid from"), Unit.DATE, lambda of: IN_FORCE[of[0]][0]),
        Column("valid_to", N_("Valid to"), Unit.DATE, lambda of: IN_FORCE[of[0]][1]),
        Column(
            "in_force",
            N_("In force"),
            of=lambda of: _IN_FORCE[of[0] in now],
            fact=lambda of: of[0] in now,
        ),
    )
    data = [data_of(columns, each) for each in TREE_NAMES.items()]
    table = Table.of(columns, TREE_NAMES.items())
    return Result(Document(N_("Trees of programmes"), (table,)), data)
