"""`ethnictrack schema`: the JSON Schema of what a command prints, as docs/json.md has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import typer

from ethnictrack.cli.shell.output import put
from ethnictrack.cli.shell.typer_bridge import page_below
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.i18n import N_
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import shown

_KEPT = "json-schema.json"  # made by tools/docs.py
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class NoJsonError(UsageError):
    given: str
    code = "no-json"
    text = N_("`ethnictrack {given}` prints no JSON.")
    remedy = N_("`ethnictrack help` lists the commands; docs/json.md says what each prints.")


def print_schema(context: typer.Context, words: Sequence[str]) -> None:
    """Print the schema of a command. Raises: NoJsonError, UnknownCommandError."""
    if not words:
        raise MissingValueError(names=("GROUP VERB",))
    page_below(context, words)  # refuses what is no command
    found = json.loads(resources.files("ethnictrack.data").joinpath(_KEPT).read_text("utf-8"))
    name = " ".join(words)
    if name not in found["commands"]:
        raise NoJsonError(given=shown(name))
    schema = schema_of(name, found)
    put(f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode())


def schema_of(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a command, with the objects it refers to and no other."""
    root = found["commands"][name]
    needed = dict.fromkeys(_named(root))
    waiting = list(needed)
    while waiting:
        more = [each for each in _named(found["$defs"][waiting.pop()]) if each not in needed]
        needed |= dict.fromkeys(more)
        waiting += more
    objects = {each: found["$defs"][each] for each in sorted(needed)}
    title = f"ethnictrack {name} --json"
    return {"$schema": _DIALECT, "title": title, **root} | ({"$defs": objects} if objects else {})


def _named(schema: object) -> Iterator[str]:
    """Yield the objects a schema refers to."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield str(schema["$ref"]).rpartition("/")[2]
        for each in schema.values():
            yield from _named(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _named(each)
