"""Commands of no group: settings of one's own, a book to play with, what a machine is like."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from ethnictrack.cli.shell.output import Output, show
from ethnictrack.cli.shell.session import session_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.usage import MissingValueError, UnknownChoiceError
from ethnictrack.values.text import shown

_GET, _SET = "get", "set"
verbs = typer.Typer()


def _of(module: str) -> Any:  # noqa: ANN401 - a module
    """Return what a command is made of, loaded when it is asked for, as a group is."""
    return import_module(f"ethnictrack.cli.commands.{module}")


@verb_of(verbs)
def config(
    context: typer.Context,
    action: Annotated[
        str | None, typer.Argument(metavar="[get|set]", help="Print a setting, or keep one.")
    ] = None,
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="book, language, actor, unit or pager.")
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help='What it is to be; "" takes it back.')
    ] = None,
) -> None:
    """Print or keep a setting of your own, in config.toml.

    An option speaks before the environment, that before config.toml, and that before the book.
    What config.toml does not say is printed as it holds without it.
    """
    if action is None or key is None:
        raise MissingValueError(names=("[get|set]", "KEY"))
    if action not in {_GET, _SET}:
        raise UnknownChoiceError(option="config", given=shown(action), known=(_GET, _SET))
    if action == _GET:
        if value is not None:
            raise MissingValueError(names=(_SET,))
        _of("own_settings").get_setting(context, key)
    elif value is None:
        raise MissingValueError(names=("VALUE",))
    else:
        _of("own_settings").set_setting(key, value)


@verb_of(verbs)
def demo(context: typer.Context) -> None:
    """Print the annual report of a sample book.

    It is a copy to play with, put into your data folder anew each time.
    """
    _of("sample_book").print_demo(context)


@verb_of(verbs)
def doctor(context: typer.Context, *, output: Output) -> None:
    """Say what this machine has.

    Program, database, book, rights, locks, fonts, room. It names nobody and nothing of what the
    book holds, so that it may be sent to who helps.
    """
    show(_of("machine").examined(session_of(context)), output)


@verb_of(verbs)
def schema(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="GROUP VERB", help="A command, such as disburse list."),
    ] = None,
) -> None:
    """Print the JSON Schema of what a command prints as JSON."""
    _of("json_schema").print_schema(context, words or [])
