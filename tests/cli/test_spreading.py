"""A class of options is a row of options to Typer and one value to the command."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from ethnictrack.cli.shell.verbs import spread


@dataclass(frozen=True)
class Colours:
    """Two options that belong together."""

    paper: Annotated[str | None, typer.Argument()] = None
    ink: Annotated[str | None, typer.Option("--ink")] = "black"


@dataclass(frozen=True)
class Blue(Colours):
    """The same with another default; fields keep their order."""

    ink: Annotated[str | None, typer.Option("--ink")] = "blue"


def told(*words: str, of: type[Colours] = Colours) -> list[object]:
    """Return what a command was called with."""
    found: list[object] = []

    def verb(colours: Colours, loud: Annotated[bool, typer.Option("--loud")] = False) -> None:  # noqa: FBT002
        found.extend([colours, loud])

    verb.__annotations__["colours"] = of
    app = typer.Typer()
    app.command()(spread(verb))
    ran = CliRunner().invoke(app, list(words))
    assert ran.exit_code == 0, ran.output
    return found


def test_what_is_said_arrives_in_one_value() -> None:
    """Arguments and options alike, beside the command's own."""
    assert told("white", "--ink", "red", "--loud") == [Colours("white", "red"), True]


def test_what_is_not_said_has_the_default_of_its_class() -> None:
    """Of the class the command names."""
    assert told() == [Colours(None, "black"), False]
    assert told(of=Blue) == [Blue(None, "blue"), False]


def test_typer_sees_one_parameter_a_field_in_their_order() -> None:
    """Help pages list them so."""

    def verb(colours: Colours, last: str = "") -> None:
        raise NotImplementedError

    assert list(inspect.signature(spread(verb)).parameters) == ["paper", "ink", "last"]


def test_two_options_of_one_name_are_refused_when_the_program_starts() -> None:
    """One of them would be lost."""

    def verb(colours: Colours, ink: str = "") -> None:
        raise NotImplementedError

    with pytest.raises(ValueError, match="ink"):
        spread(verb)
