"""Refusals of a whole column of amounts: its marks keep no one convention that can be told.

``value``, ``first`` and ``second`` are cells, safe to show; ``vi`` and ``en`` say what they and the
column are under each convention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import EXACT, BookError

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
    """A unit of money that is written and not understood."""

    value: str
    code: ClassVar[str] = "unit-unknown"
    text: ClassVar[Message] = N_("“{value}” says a unit of money that is not known.")
    remedy: ClassVar[Message] = N_(
        "Write đồng, nghìn đồng, triệu đồng or tỷ đồng, or say it with --unit dong|nghin|trieu|ty."
    )


class TwoUnitsError(BookError):
    """Two lines above a table that declare different units."""

    first: str
    second: str
    code: ClassVar[str] = "units-differ"
    text: ClassVar[Message] = N_("“{first}” and “{second}” say two units of money.")
    remedy: ClassVar[Message] = N_("Say which one holds with --unit dong|nghin|trieu|ty.")


class ColumnNumbersError(BookError):
    """A column of amounts whose convention has to be said."""

    column: str
    vi: Message
    en: Message
    remedy: ClassVar[Message] = N_(
        "{vi} {en} Say which one holds with --numbers vi or --numbers en, and mend the cells that "
        "do not keep it."
    )


class MixedNumbersError(ColumnNumbersError):
    """A column in which two cells keep two conventions."""

    first: str
    first_line: int
    second: str
    second_line: int
    code: ClassVar[str] = "numbers-mixed"
    text: ClassVar[Message] = N_(
        "Under “{column}”, dot and comma keep no one convention: “{first}” on line {first_line}, "
        "“{second}” on line {second_line}."
    )


class OtherNumbersError(ColumnNumbersError):
    """A column that reads under the convention that was not asked for."""

    value: str
    line: int
    code: ClassVar[str] = "numbers-other"
    text: ClassVar[Message] = N_(
        "Under “{column}”, “{value}” on line {line} has dot and comma the other way round."
    )


class TwoWayNumbersError(ColumnNumbersError):
    """A column without a unit, in which a mark groups thousands or divides a unit left out."""

    value: str
    line: int
    code: ClassVar[str] = "numbers-two-ways"
    text: ClassVar[Message] = N_(
        "Under “{column}”, “{value}” on line {line} reads two ways, as no unit is known."
    )
    remedy: ClassVar[Message] = N_(
        "{vi} {en} Say which one is meant, with the unit of the file or with --numbers."
    )
