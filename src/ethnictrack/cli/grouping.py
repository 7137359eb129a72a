"""Commands and groups as Typer makes them, with help in the reader's language.

Help pages are laid out here and not by Typer, whose headings and type names are English only.
"""

from __future__ import annotations

import importlib
import textwrap
from collections.abc import Mapping
from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ethnictrack import __version__
from ethnictrack.i18n import N_, tr

_HELP = N_("Show this page and stop.")
_VERSION = N_("Show the version and stop.")
_USAGE, _ARGUMENTS = N_("Usage: "), N_("Arguments")
_OPTIONS, _COMMANDS = N_("Options"), N_("Commands")


class _Page:
    """What commands and groups share: translated pages, and --version everywhere."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own
        """Let every value through as it was typed: reading it is ours (``cli.values``).

        Typer would build a pydantic model for each option first, and even a help page would pay
        for pydantic.
        """
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # a mix-in
        for parameter in parameters:
            parameter.process_value = partial(_as_typed, parameter)
        return parameters

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own
        """Answer --version wherever it stands, before anything else is looked at."""
        ours = args[: args.index("--")] if "--" in args else args
        if "--version" in ours and "--help" not in ours:
            typer.echo(f"ethnictrack {__version__}")
            raise typer.Exit
        parsed: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # a mix-in
        return parsed

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # a mix-in
        words = " ".join(_without_list(each) for each in pieces)
        formatter.write_usage(ctx.command_path, words, prefix=tr(_USAGE.text))

    def format_help_text(self, _ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write what the command is for."""
        paragraphs = tr(self.help or "").split("\n\n")  # type: ignore[attr-defined]  # a mix-in
        for paragraph in paragraphs:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(" ".join(paragraph.split()))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence, for a list of commands."""
        first, _, _ = tr(self.help or "").partition("\n\n")  # type: ignore[attr-defined]  # a mix-in
        first = " ".join(first.split())
        sentence, more, _ = first.partition(". ")
        sentence += more.rstrip()
        return sentence if len(sentence) <= limit else f"{sentence[: limit - 1]}…"

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments, then options."""
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            if getattr(parameter, "hidden", False) or "--help" in parameter.opts:
                continue
            into = arguments if parameter.param_type_name == "argument" else options
            names = _broken(_names(parameter), formatter.width - 2)
            into.append((names, tr(parameter.help or "")))
        options += [("--version", tr(_VERSION.text)), ("--help", tr(_HELP.text))]
        for heading, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            if rows:
                with formatter.section(tr(heading.text)):
                    formatter.write_dl(rows)


def _as_typed(parameter: Any, ctx: Any, value: Any) -> Any:  # noqa: ANN401 - Typer's own
    """Return a value untouched; --help and its like act through their callbacks."""
    return value if parameter.callback is None else parameter.callback(ctx, parameter, value)


def _names(parameter: Any) -> str:  # noqa: ANN401 - Typer's own
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar or 'TEXT'}"


def _without_list(piece: str) -> str:
    """Leave the words an argument may be out of the usage line; the page lists them below."""
    piece = piece.replace("[[", "[").replace("]]", "]")
    name, blank, _ = piece.partition(" [")
    return f"{name}]" if blank and "|" in piece else piece


def _broken(names: str, width: int) -> str:
    """Break a long list of words after a bar; what follows is set in."""
    lines = textwrap.wrap(
        names.replace("|", "| "),
        width,
        subsequent_indent=" " * 4,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(line.replace("| ", "|") for line in lines)


class Command(_Page, TyperCommand):
    """A verb."""


class Group(_Page, TyperGroup):
    """A group of verbs."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write options, then the commands."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        room = max(formatter.width - 6 - max(len(name) for name, _ in commands), 20)
        with formatter.section(tr(_COMMANDS.text)):
            formatter.write_dl(
                [(name, each.get_short_help_str(room)) for name, each in commands if each]
            )


class LazyGroup(Group):
    """The root: a group's module is imported when one of its verbs is asked for."""

    groups: Mapping[str, tuple[str, str]] = {}  # name -> (module, one line of help)

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - handed on to Typer
        """Put up a stub for each group, so that lists and suggestions need no import."""
        super().__init__(**attributes)
        for name, (_, line) in self.groups.items():
            self.commands[name] = Command(name, help=line)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Put the real group in the place of its stub, then resolve as usual."""
        name = args[0]
        if name in self.groups:
            module = importlib.import_module(self.groups[name][0])
            group = typer.main.get_command(module.app)
            group.name = name
            self.commands[name] = group
        return super().resolve_command(ctx, args)


def new_group(help_line: str) -> typer.Typer:
    """Return an empty group of verbs."""
    return typer.Typer(
        cls=Group,
        help=help_line,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        options_metavar="[OPTIONS]",
        pretty_exceptions_enable=False,
    )
