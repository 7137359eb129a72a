"""The lists that come with the program, for choosing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_
from ethnictrack.nouns.packaged import IN_FORCE, TREE_NAMES, UNITS_NAMES, trees_on
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Term, Unit, keyed

if TYPE_CHECKING:
    from datetime import date

_UNITS = (Column("list", N_("List"), Unit.CODE), Column("what", N_("What it holds")))
_TREES = (
    *_UNITS,
    Column("valid_from", N_("Valid from"), Unit.DATE),
    Column("valid_to", N_("Valid to"), Unit.DATE),
    Column("in_force", N_("In force")),
)
_YES, _NO = N_("yes"), N_("no")


def units_lists() -> Result:
    """List the lists of places."""
    rows = tuple(Row((str(units), what)) for units, what in UNITS_NAMES.items())
    data = [{"list": str(units), "what": what} for units, what in UNITS_NAMES.items()]
    return Result(Document(N_("Lists of places"), (Table(_UNITS, rows),)), data)


def tree_lists(today: date) -> Result:
    """List the trees of programmes, and which are in force on a day."""
    now = trees_on(today)
    data: list[dict[str, Any]] = [
        {
            "list": str(tree),
            "what": what,
            "valid_from": IN_FORCE[tree][0],
            "valid_to": IN_FORCE[tree][1],
            "in_force": tree in now,
        }
        for tree, what in TREE_NAMES.items()
    ]
    flags = {each: Term(str(each), _YES if each else _NO) for each in (True, False)}
    rows = tuple(keyed(_TREES, each | {"in_force": flags[each["in_force"]]}) for each in data)
    return Result(Document(N_("Trees of programmes"), (Table(_TREES, rows),)), data)
