"""JSON: the facts of a result for scripts, exact, and harmless when a terminal shows them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import Message
from ethnictrack.render.words import View, percent, say
from ethnictrack.values.dates import stamp
from ethnictrack.values.money import Dong, Points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.reports.table import Result, Stream


# Anything but ASCII and the letters of Vietnamese is looked at; what cannot be seen is escaped.
_UNUSUAL = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u024f\u1ea0-\u1ef9]")

HEAP = 500  # objects that are written at a time
_AS_IT_IS = {str, int, bool, type(None)}
_FLAT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",\n    ", ": ")).encode


def render(result: Result, _look: View) -> bytes:
    """Write a result's data as one JSON document, keys in the order they were given."""
    text = json.dumps(_plain(result.data), ensure_ascii=False, indent=2, allow_nan=False)
    return (_UNUSUAL.sub(_escaped, text) + "\n").encode()


def pieces(stream: Stream[Any]) -> Iterator[bytes]:
    """Yield a list of objects as the same document, some objects at a time."""
    written = map(_object, map(stream.data, stream.listed))
    began = False
    while some := ",\n".join(islice(written, HEAP)):
        lead = ",\n" if began else "[\n"
        yield (lead + _UNUSUAL.sub(_escaped, some)).encode()
        began = True
    yield b"\n]\n" if began else b"[]\n"


def _object(data: dict[str, object]) -> str:
    """Write an object of a list; one that holds no other in a third of the time."""
    plain = {name: each if type(each) in _AS_IT_IS else _plain(each) for name, each in data.items()}
    if not plain or any(isinstance(each, dict | list) for each in plain.values()):
        return json.dumps([plain], ensure_ascii=False, indent=2, allow_nan=False)[2:-2]
    return f"  {{\n    {_FLAT(plain)[1:-1]}\n  }}"


def _figure(value: Dong | Fraction | Points | Decimal) -> object:
    match value:
        case Dong():
            return value.value
        case Fraction():
            return _number(percent(value))
        case Points():
            return _number(percent(value.share))
        case _:
            return _number(value)


def _plain(value: object) -> object:  # noqa: PLR0911 - one line for each kind of value
    """Undress a value into what JSON has; a kind nobody thought of is refused."""
    match value:
        case Enum():
            return _plain(value.value)
        case None | str() | int():
            return value
        case Dong() | Fraction() | Points() | Decimal():
            return _figure(value)
        case date():
            return stamp(value) if isinstance(value, datetime) else value.isoformat()
        case Message():
            return say(value)
        case dict():
            return {_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return list(map(_plain, value))
    message = f"{type(value).__name__} has no form in JSON"
    raise TypeError(message)


def _key(key: object) -> str:
    if not isinstance(key, str):
        message = f"{type(key).__name__} cannot name a value in JSON"
        raise TypeError(message)
    return str(key)


def _number(value: Decimal) -> int | float:
    """Return a whole number as an int; this is the border, the only place floats are made."""
    return int(value) if value == value.to_integral_value() else float(value)


def _escaped(match: re.Match[str]) -> str:
    """Escape a character that cannot be seen: a control, a format mark, half a pair, no letter."""
    character = match[0]
    if character.isprintable():
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
