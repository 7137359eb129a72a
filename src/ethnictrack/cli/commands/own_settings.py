"""`ethnictrack config`: what one user sets for all books."""

from __future__ import annotations

import os
from collections.abc import Callable

import typer

from ethnictrack.cli.shell.command_line import config_path
from ethnictrack.cli.shell.config_file import check_key, read_config, read_value, write_config
from ethnictrack.cli.shell.output import put
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.i18n import language
from ethnictrack.nouns.settings import SETTINGS, value_of
from ethnictrack.values.errors import BookError


def get_setting(context: typer.Context, key: str) -> None:
    """Print the bare value of config.toml, else what holds without it."""
    check_key(key)
    said = read_config(config_path()).get(key)
    put(f"{_without(context, key) if said is None else said}\n".encode())


def set_setting(key: str, value: str) -> None:
    """Keep a value; an empty one takes back what was said."""
    check_key(key)
    known = read_config(config_path())
    known.pop(key, None)
    write_config(config_path(), known | ({key: read_value(key, value)} if value else {}))


def _without(context: typer.Context, key: str) -> str:
    """Return what the environment says, or the book, or what holds where nobody does."""
    found: dict[str, Callable[[], str]] = {
        "book": lambda: str(session_of(context).book),
        "language": language,
        "actor": lambda: session_of(context).actor,
        "unit": lambda: _unit(context),
        "pager": lambda: os.environ.get("PAGER", ""),
    }
    return found[key]()


def _unit(context: typer.Context) -> str:
    """Return the unit of the book's setting; of no book, the default."""
    try:
        with reading(context) as book:
            return value_of(book.settings.all(), "unit")
    except BookError:
        return SETTINGS["unit"].default
