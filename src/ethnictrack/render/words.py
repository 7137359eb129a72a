"""Values as people read them, and values as scripts read them.

The only module that words values: no renderer rounds, groups digits or spells a date itself. It
never reads the environment; what the reader asked for stands in :class:`View`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Labelled, Message, Named, conventions, tr
from ethnictrack.reports.table import DEFAULT_DECIMALS, Cell, Term, Unit
from ethnictrack.values.amounts import prose, prose_form, write_amount
from ethnictrack.values.dates import VIETNAM, stamp, vietnam_day, write_date
from ethnictrack.values.money import Dong, Numbers, Points, Scale, round_half_up, write_number
from ethnictrack.values.text import composed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = "–"
RAW_DECIMALS = 4  # of a percent number in CSV, TSV and JSON
_PROSE_DECIMALS = 1  # of a rate in a sentence
_IN_UNITS = {
    Scale.DONG: N_("{amount} đồng"),
    Scale.NGHIN: N_("{amount} thousand đồng"),
    Scale.TRIEU: N_("{amount} million đồng"),
    Scale.TY: N_("{amount} billion đồng"),
}
# Facts called by one of these words count nothing: a year or the number of an entry has no groups.
_NAMES_NOT_COUNTS = frozenset(
    {
        "by",
        "entry",
        "statement",
        "first",
        "id",
        "last",
        "line",
        "number",
        "opening",
        "position",
        "record",
        "until",
        "year",
        "years",
    }
)


UNIT_LINES: Named[Scale] = {
    Scale.DONG: N_("Unit: đồng"),
    Scale.NGHIN: N_("Unit: thousand đồng"),
    Scale.TRIEU: N_("Unit: million đồng"),
    Scale.TY: N_("Unit: billion đồng"),
}


@dataclass(frozen=True, slots=True)
class View:
    """How the reader wants it: unit and decimals of figures, and what the screen can do."""

    scale: Scale = Scale.TRIEU
    decimals: int = DEFAULT_DECIMALS
    width: int | None = None  # columns of the screen; None where nothing limits a line
    colour: bool = False
    unicode: bool = True
    template: bytes | None = None  # the office's own, for documents


def word(value: Cell, unit: Unit, look: View) -> str:
    """Write one cell of a table for people; the unit of money stands elsewhere, in the basis."""
    match value:
        case None:
            return NOTHING
        case Dong():
            decimals = 0 if look.scale is Scale.DONG else look.decimals
            return write_amount(value, look.scale, _numbers(), decimals)
        case Fraction():
            return _rate(value, look.decimals)
        case Points():
            return write_number(percent(value.share, look.decimals), _numbers())
        case int() if unit in {Unit.TEXT, Unit.CODE}:
            return str(value)
        case _:
            return _fact(value)


_Form = tuple[Scale, int] | None  # unit and decimals of all amounts of a sentence


def say(message: Message | str, form: _Form = None) -> str:
    """Write a sentence in the reader's language with its facts worded; data is shown as it is.

    Several amounts in one sentence have one unit and one number of decimals; ``form`` is that of
    the sentence this one is part of.
    """
    if isinstance(message, str):
        return _shown(message)
    text = tr(message.text)
    if message.facts:
        form = form or prose_form(_amounts(message))
        facts = {name: _named_fact(name, each, form) for name, each in message.facts.items()}
        text = text.format(**facts)
    return _shown(text)


def _amounts(value: object) -> Iterator[Dong]:
    """Yield the amounts of a sentence, those of its parts too."""
    match value:
        case Dong():
            yield value
        case Message():
            yield from _amounts(tuple(value.facts.values()))
        case tuple() | list():
            for each in value:
                yield from _amounts(each)


def raw(value: Cell) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Write one cell for scripts: whole đồng, percent with four decimals, ISO dates, bare text."""
    match value:
        case None:
            return ""
        case Dong():
            return str(value.value)
        case Fraction():
            return f"{percent(value):f}"
        case Points():
            return f"{percent(value.share):f}"
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case Message():
            return say(value)
        case Term():
            return value.code
        case _:
            return composed(str(value))


def percent(rate: Fraction, decimals: int = RAW_DECIMALS) -> Decimal:
    """Return a rate as a percent number, rounded half up."""
    return round_half_up(rate * 100, decimals)


def _shown(text: str) -> str:
    """Compose a text, so that columns line up, and show what would hide in it."""
    return visible(composed(text))


def _numbers() -> Numbers:
    return Numbers(conventions())


def _rate(value: Fraction, decimals: int) -> str:
    return write_number(percent(value, decimals), _numbers()) + "%"


def _named_fact(name: str, value: object, form: _Form) -> str:
    if type(value) is int and not _NAMES_NOT_COUNTS.isdisjoint(name.split("_")):
        return str(value)
    return _fact(value, form)


def _fact(value: object, form: _Form = None) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Write a value of any kind by itself, money with its unit."""
    match value:
        case None:
            return NOTHING
        case Enum():
            return _fact(value.value)
        case Labelled():
            return say(value.label)
        case Message() | str():
            return say(value, form)
        case Term():
            return say(value.name)
        case datetime() | date():
            return _day(value)
        case tuple() | list():
            return ", ".join(_fact(each, form) for each in value)
        case _:
            return _figure(value, form)


def _figure(value: object, form: _Form) -> str:
    match value:
        case Dong():
            return _prose(value, form)
        case Fraction():
            return _rate(value, 0 if (value * 100).denominator == 1 else _PROSE_DECIMALS)
        case Points():
            return write_number(percent(value.share, _PROSE_DECIMALS), _numbers())
        case int() | Decimal():
            return write_number(value, _numbers())
        case _:
            return _shown(str(value))


def _prose(value: Dong, form: _Form) -> str:
    if form is None or not value:
        amount, scale = prose(value, _numbers())
    else:
        scale, decimals = form
        amount = write_amount(value, scale, _numbers(), decimals)
    return tr(_IN_UNITS[scale].text).format(amount=amount)


def _day(value: date) -> str:
    """Write a day; of a moment, the day and the minute on the office's clock."""
    if isinstance(value, datetime):
        return f"{_day(vietnam_day(value))} {value.astimezone(VIETNAM):%H:%M}"
    return write_date(value, conventions())
