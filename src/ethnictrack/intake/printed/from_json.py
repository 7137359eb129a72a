"""JSON: every value with the path that leads to it, as a table of two columns."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ethnictrack.domain.errors.seal import HostileDocumentError
from ethnictrack.domain.errors.workbooks import WHY
from ethnictrack.domain.printed import Printed
from ethnictrack.intake.printed.text import decoded, grid_of


def read(name: str, content: bytes) -> Printed:
    """Read the values. Raises: HostileDocumentError."""
    text = decoded(name, content)
    try:
        data = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as cause:
        raise HostileDocumentError(name, WHY["damaged"]) from cause
    return Printed((grid_of(_leaves(data, "$"), headed=False),), whole=text)


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, item in value.items():
                yield from _leaves(item, f"{path}.{name}")
        case list():
            for number, item in enumerate(value):
                yield from _leaves(item, f"{path}[{number}]")
        case None:
            yield path, "null"
        case bool():
            yield path, str(value).lower()
        case _:
            yield path, str(value)
