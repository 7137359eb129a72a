"""Refusals of a whole column of amounts: its marks keep no one convention that can be told.

``value``, ``first`` and ``second`` are cells, safe to show; ``vi`` and ``en`` say what they and the
column are under each convention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import EXACT, HELP, BookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.values.money import Dong


_READS = N_("“{value}” is {amount}")
_FAILS = N_("“{value}” cannot be read")
_ADDS = N_("the column adds up to {total}")
_LEAVES = N_("what can be read adds up to {total}, cells that cannot: {count}")
_UNDER = N_("With {option}: {cells}; {sum}.")


def column_under(
    option: str, cells: Sequence[tuple[str, Dong | None]], total: Dong, unreadable: int
) -> Message:
    """Say what cells and the column are under an option; None is a cell that cannot be read."""
    read = (
        _FAILS.of(value=value)
        if dong is None
        else _READS.of(value=value, amount=EXACT.of(amount=dong.value))
        for value, dong in cells
    )
    whole = EXACT.of(amount=total.value)
    sum_ = _LEAVES.of(total=whole, count=unreadable) if unreadable else _ADDS.of(total=whole)
    return _UNDER.of(option=option, cells=tuple(read), sum=sum_)


class UnknownUnitError(BookError):
    value: str
    code = "unit-unknown"
    text = N_("“{value}” says a unit of money that is not known.")
    remedy = N_(
        "Write đồng, nghìn đồng, triệu đồng or tỷ đồng, or say it with --unit dong|nghin|trieu|ty."
    )
    again = (HELP,)


class TwoUnitsError(BookError):
    first: str
    second: str
    code = "units-differ"
    text = N_("“{first}” and “{second}” say two units of money.")
    remedy = N_("Say which one holds with --unit dong|nghin|trieu|ty.")
    again = (HELP,)


class UnitBelowError(BookError):
    line: int
    told: str
    code = "unit-below"
    text = N_(
        "Line {line}, below the heading, says a unit of money that its rows were not read in."
    )
    remedy = N_("It is: {told}. Say which unit holds with --unit dong|nghin|trieu|ty.")
    again = (HELP,)


class ColumnNumbersError(BookError):
    """A column of amounts whose convention has to be said."""

    column: str
    vi: Message
    en: Message
    remedy = N_(
        "{vi} {en} Say which one holds with --numbers vi or --numbers en, and mend the cells that "
        "do not keep it."
    )
    again = ({"--numbers": "vi"}, {"--numbers": "en"})


class MixedNumbersError(ColumnNumbersError):
    first: str
    first_line: int
    second: str
    second_line: int
    code = "numbers-mixed"
    text = N_(
        "Under “{column}”, dot and comma keep no one convention: “{first}” on line {first_line}, "
        "“{second}” on line {second_line}."
    )


class OtherNumbersError(ColumnNumbersError):
    value: str
    line: int
    code = "numbers-other"
    text = N_("Under “{column}”, “{value}” on line {line} has dot and comma the other way round.")


class TwoWayNumbersError(ColumnNumbersError):
    value: str
    line: int
    code = "numbers-two-ways"
    text = N_("Under “{column}”, “{value}” on line {line} reads two ways, as no unit is known.")
    remedy = N_("{vi} {en} Say which one is meant, with the unit of the file or with --numbers.")
    again = ({"--numbers": "vi"}, {"--numbers": "en"})
