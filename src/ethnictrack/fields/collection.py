"""What is said of a collection, and the columns of the form that units fill in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from ethnictrack.fields import entry
from ethnictrack.fields.entry_texts import NOTE
from ethnictrack.fields.field import Field
from ethnictrack.fields.place import PLACE as PLACE_FIELDS
from ethnictrack.fields.types import (
    Choice,
    Flag,
    Given,
    Name,
    Reading,
    SignedMoney,
    Spellings,
    Type,
)
from ethnictrack.i18n import N_
from ethnictrack.nouns.collection import CollectionForm, CollectionPeriod

_FORMS: Spellings = MappingProxyType(
    {
        CollectionForm.MONTH: ("month", "tháng"),
        CollectionForm.HALF_YEAR: ("half-year", "6 tháng", "nửa năm"),
    }
)
_LEVEL = next(each for each in PLACE_FIELDS if each.name == "level")


@dataclass(frozen=True, slots=True)
class CollectionPeriodWord(Type[CollectionPeriod]):
    """A month or a half year."""

    takes: ClassVar[tuple[type, ...]] = (CollectionPeriod,)

    def read(self, word: str, how: Reading) -> CollectionPeriod:
        """Return the period. Raises: PeriodNameError."""
        del how  # a period refuses in its own words
        return CollectionPeriod.of(word)


PERIOD = Field(
    name="collection",
    type=CollectionPeriodWord(),
    label=N_("Period"),
    help=N_("A month, such as 2026-10, or a half year: 2026-6m."),
    required=True,
    option="PERIOD",
)
TAKEN_FOR = replace(
    PERIOD,
    name="period",
    required=False,
    option="--period",
    metavar="PERIOD",
    help=N_("Refuse forms of any other period."),
)
ON = replace(
    entry.DATE,
    name="on",
    option="--on",
    filter=None,
    help=N_("Day it came; by default today."),
)
STATUS_ON = replace(ON, help=N_("Day to look from; by default today."))
OPENED: tuple[Field[Any], ...] = (
    PERIOD,
    replace(
        entry.DATE,
        name="due",
        option="--due",
        required=True,
        filter=None,
        help=N_("Last day for the units."),
    ),
    Field(
        name="places",
        type=Name("place"),
        label=N_("Units"),
        help=N_("Only these units; repeat, or write one behind the other."),
        many=True,
        option="--places",
        metavar="CODE...",
    ),
    replace(entry.PLACE, name="under", option="--under", help=N_("All communes in this place.")),
    replace(_LEVEL, help=N_("All places of this level; communes unless said.")),
    Field(
        name="form",
        type=Choice(_FORMS),
        label=N_("Form"),
        help=N_("Form of the period; it follows from the period."),
        option="--form",
    ),
)
PLACE = replace(entry.PLACE, option="PLACE", required=True, help=N_("The unit, by code or name."))
COMPARE_ONLY = Field(
    name="compare_only",
    type=Flag(),
    label=N_("Compare only"),
    help=N_("Keep the figures beside the book."),
    option="--compare-only",
)
PLACES = replace(
    PLACE,
    name="places",
    many=True,
    required=False,
    metavar="[PLACE...]",
    help=N_("Only these units."),
)

TAKEN = (
    replace(
        PLACES,
        name="files",
        type=Given(),
        label=N_("Files"),
        required=True,
        option="FILE",
        metavar="FILE...|DIR",
        help=N_("Forms that came back, or a folder of them."),
    ),
    TAKEN_FOR,
    ON,
)
NIL, RETURNED = (PERIOD, PLACE, ON), (PERIOD, PLACE, entry.LONG_REASON)
ACCEPTED = (PERIOD, PLACES, COMPARE_ONLY)

BEFORE = Field(
    name="before",
    type=SignedMoney(),
    label=N_("Paid before the period"),
    about="what was paid of the line in the year before the period",
    optional=False,
    required=True,
    headings=("Lũy kế kỳ trước",),
)
CUMULATIVE = Field(
    name="cumulative",
    type=SignedMoney(),
    label=N_("Paid to the end of the period"),
    about="what was paid of the line in the year up to the end of the period",
    optional=False,
    required=True,
    headings=("Lũy kế đến hết kỳ",),
)
FIGURE: tuple[Field[Any], ...] = (
    replace(entry.PROGRAM, headings=("Mã chương trình",), lesser=()),
    entry.CAPITAL,
    entry.SOURCE,
    replace(entry.PLAN_YEAR, required=True),
    BEFORE,
    CUMULATIVE,
    replace(NOTE, on=None, headings=("Ghi chú",)),
)
