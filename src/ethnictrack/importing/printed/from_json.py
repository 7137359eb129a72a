"""JSON: every value with the path that leads to it, as a table of two columns."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ethnictrack.audit.printed import Printed
from ethnictrack.errors.seal import HostileDocumentError
from ethnictrack.errors.workbooks import WHY
from ethnictrack.importing.printed.text import decoded, grid_of

_DEEPEST, _LONGEST = 32, 500  # values within values; characters of the way to one


def read(name: str, content: bytes) -> Printed:
    """Read the values. Raises: HostileDocumentError."""
    text = decoded(name, content, ",:[{", 200_000)
    try:
        data = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as cause:
        raise HostileDocumentError(name, WHY["damaged"]) from cause
    return Printed((grid_of(_leaves(data, "$"), headed=False),), whole=text)


def _leaves(value: object, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the values. Raises: ValueError, for one deeper or behind longer names than ours are."""
    if depth > _DEEPEST or len(path) > _LONGEST:
        raise ValueError(path[:_LONGEST])
    match value:
        case dict():
            for name, item in value.items():
                yield from _leaves(item, f"{path}.{name}", depth + 1)
        case list():
            for number, item in enumerate(value):
                yield from _leaves(item, f"{path}[{number}]", depth + 1)
        case None:
            yield path, "null"
        case bool():
            yield path, str(value).lower()
        case _:
            yield path, str(value)
