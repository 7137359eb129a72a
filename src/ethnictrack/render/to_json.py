"""JSON: the facts of a result for scripts, exact, and harmless when a terminal shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import chain, islice
from typing import Any, TypeGuard, cast

from ethnictrack.i18n import Message
from ethnictrack.render.words import View, percent, say
from ethnictrack.reports.table import Result, Stream
from ethnictrack.values.dates import stamp
from ethnictrack.values.money import Dong, Points

# Anything but ASCII and the letters of Vietnamese is looked at; what cannot be seen is escaped.
_UNUSUAL = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u024f\u1ea0-\u1ef9]")

HEAP = 500  # objects that are written at a time
_AS_IT_IS = {str, int, bool, type(None)}
_FLAT, _LISTED = (
    json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(f",\n{deep}", ": ")).encode
    for deep in ("    ", "      ")
)
_SEPARATOR = ",\n    "
_BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), dict: ("{", "}")}
_written = json.JSONEncoder(ensure_ascii=False, indent=2, allow_nan=False).encode


def render(result: Result, _look: View) -> bytes:
    """Write a result's data as one JSON document, keys in the order they were given."""
    return b"".join(pieces(result))


def _members(data: object) -> Iterator[str]:
    """Yield an object a member at a time, its long lists some objects at a time; others whole."""
    if not isinstance(data, dict) or not data:
        yield _written(_plain(data))
        return
    for number, (key, value) in enumerate(data.items()):
        yield f"{'{,'[number > 0]}\n  {_written(_key(key))}: "
        listed = iter(value) if _is_rows(value) else value
        parts = _rows(listed) if isinstance(listed, Iterator) else (_written(_plain(value)),)
        yield from (each.replace("\n", "\n  ") for each in parts)
    yield "\n}"


def _is_rows(value: object) -> TypeGuard[list[dict[str, object]]]:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _rows(listed: Iterator[dict[str, object]]) -> Iterator[str]:
    """Yield a list of objects that are made as they are written, some at a time."""
    written = map(_object, listed)
    lead, end = "[\n", "[]"
    while some := ",\n".join(islice(written, HEAP)):
        yield lead + some
        lead, end = ",\n", "\n]"
    yield end


def pieces(of: Result | Stream[Any]) -> Iterator[bytes]:
    """Yield the same document in parts; of a list, some objects at a time."""
    texts = _members(of.data) if isinstance(of, Result) else _rows(map(of.data, of.listed))
    for each in chain(texts, "\n"):
        yield _UNUSUAL.sub(_escaped, each).encode()


def _object(data: dict[str, object]) -> str:
    """Write an object of a list; one that is at most two deep in a third of the time."""
    if {*map(type, data)} != {str}:
        return _written([_plain(data)])[2:-2]
    plain = {name: each if type(each) in _AS_IT_IS else _plain(each) for name, each in data.items()}
    if any(map(_is_deep, plain.values())):
        return _written([plain])[2:-2]
    return f"  {{\n    {_SEPARATOR.join(_flat(plain))}\n  }}"


def _is_deep(member: object) -> bool:
    """Say whether a list or an object holds others."""
    if type(member) not in _BRACKETS:
        return False
    within = member.values() if isinstance(member, dict) else cast("list[object]", member)
    return not _BRACKETS.keys().isdisjoint(map(type, within))


def _flat(plain: dict[str, object]) -> Iterator[str]:
    """Yield the members of an object, the lists and objects in which hold no other."""
    together: dict[str, object] = {}
    for name, each in plain.items():
        if not each or type(each) not in _BRACKETS:
            together[name] = each
            continue
        if together:
            yield _FLAT(together)[1:-1]
        first, last = _BRACKETS[type(each)]
        yield f"{_FLAT(name)}: {first}\n      {_LISTED(each)[1:-1]}\n    {last}"
        together = {}
    if together:
        yield _FLAT(together)[1:-1]


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
