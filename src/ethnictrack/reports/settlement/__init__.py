"""The settlement of a budget year: the form of 24 columns, a row for each programme.

Its JSON has, beside what every report says, ``columns`` (``key``, ``mark`` as the form prints it,
``heading``), the formulas that were checked on every row as ``identities``, and ``rows`` with
``outline``, ``code``, ``name``, ``level`` and the amounts ``c6`` to ``c24``. ``account`` and
``total_investment`` (columns 3 and 5) are null, as no book records them. Beside columns 15 and 21,
which are what the formula leaves, stand ``cancelled_carried``, ``cancelled_year`` (what the book
has cancelled) and ``undisposed_carried``, ``undisposed_year`` (the difference). ``total`` counts
every đồng once. ``unequal`` lists the programmes whose ``out`` (columns 14 + 20 of ``year``) is not
what the next year takes ``into`` its column 10.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.basis import covered, cut_off, stated_by
from ethnictrack.reports.outline import outlined
from ethnictrack.reports.settlement.columns import BESIDE, COLUMNS, MONEY
from ethnictrack.reports.settlement.notes import Line, notes_on
from ethnictrack.reports.table import Document, Result, Row, Table
from ethnictrack.year.figures import PlanBasis
from ethnictrack.year.settlement import FORMULAS, formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.values.money import Dong
    from ethnictrack.year.settlement import Columns, Settlement

_TITLE = N_("Settlement of budget year {year}")
_BLOCKS = N_("Columns 10 to 15: plans of earlier years carried over; 16 to 21: plan of the year")
_SUM, _EMPTY = N_("Total"), N_("No figure.")


def settlement(settled: Settlement, unit_line: Message | None = None) -> Result:
    """Report the settlement of a year.

    Raises: ValueError when a formula of the form does not hold, which only a defect can bring
    about.
    """
    lines = list(_lines(settled))
    total = settled.total()
    _check([*(each.columns for each in lines), total])
    notes = notes_on(settled, lines)
    basis = (
        cut_off(settled.year, settled.as_of),
        _BLOCKS,
        *covered(settled.scope, settled.programs, settled.places),
        *([unit_line] if unit_line else []),
    )
    stated = stated_by(settled.year, settled.as_of, PlanBasis.WITH_CARRYOVER)
    title = _TITLE.of(year=settled.year)
    document = Document(title, (_table(lines, total),), basis, notes, stated)
    return Result(document, _facts(settled, lines, notes))


def _lines(settled: Settlement) -> Iterator[Line]:
    """Yield the tree of programmes with figures, from the scope's programme if it has one."""
    sums, programs, root = settled.of_programs(), settled.programs, settled.scope.program
    tree = programs.walk(root)
    if root is not None:
        tree = chain([(0, programs[root])], ((level + 1, each) for level, each in tree))
    found = [(level, each) for level, each in tree if each.id in sums]
    numbers = outlined(level for level, _ in found)
    for number, (level, each) in zip(numbers, found, strict=True):
        yield Line(number, level, each, sums[each.id])


def _check(rows: list[Columns]) -> None:
    for each in rows:
        if broken := each.broken():
            message = f"columns {broken} of the settlement are not what their formulas say"
            raise ValueError(message)


def _table(lines: list[Line], total: Columns) -> Table:
    rows = tuple(
        Row((of.outline, of.program.name, "", of.program.code, "", *_amounts(of.columns)), of.level)
        for of in lines
    )
    whole = Row(("", _SUM, "", "", "", *_amounts(total)))
    return Table(COLUMNS, rows, total=whole, empty=_EMPTY)


def _amounts(of: Columns) -> tuple[Dong, ...]:
    """Return the amounts of a row in the order of its columns."""
    return (*of.amounts, *of.cancelled, *of.undisposed)


def _facts(settled: Settlement, lines: list[Line], notes: tuple[Message, ...]) -> dict[str, object]:
    return {
        "report": "settlement",
        "title": _TITLE.of(year=settled.year),
        "year": settled.year,
        "as_of": settled.as_of,
        "basis": PlanBasis.WITH_CARRYOVER,
        "columns": [
            {"key": each.key, "mark": each.head and each.head.mark, "heading": each.heading}
            for each in MONEY
        ],
        "identities": [formula(number) for number in FORMULAS],
        "rows": [_row_data(each) for each in lines],
        "total": _data(settled.total()),
        "unequal": [
            {
                "program": settled.programs.code_of(each.program),
                "year": each.year,
                "out": each.out,
                "into": each.into,
            }
            for each in settled.unequal()
        ],
        "notes": list(notes),
    }


def _row_data(line: Line) -> dict[str, object]:
    return {
        "outline": line.outline,
        "code": line.program.code,
        "name": line.program.name,
        "level": line.level,
        "account": None,
        "total_investment": None,
        **_data(line.columns),
    }


def _data(of: Columns) -> dict[str, object]:
    return dict(zip((each.key for each in (*MONEY, *BESIDE)), _amounts(of), strict=True))
