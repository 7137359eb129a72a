"""Commands and groups as Typer makes them, with help in the reader's language.

Help pages are laid out here and not by Typer, whose headings and type names are English only.
"""

from __future__ import annotations

import importlib
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import cache
from itertools import chain
from typing import Any

import typer

from ethnictrack.cli.shell.said import EVERYWHERE, GLOBALS, GlobalOption
from ethnictrack.cli.shell.typer_bridge import ParsedCommand, ParsedGroup, said_of
from ethnictrack.i18n import N_, Labelled, conventions, tr

_USAGE, _ARGUMENTS = N_("Usage: "), N_("Arguments")
_OPTIONS, _COMMANDS = N_("Options"), N_("Commands")
_EXAMPLES = N_("Examples")
AddVerbs = Callable[[typer.Typer], None]
_NO_BREAK = "\u2028"  # in place of a blank that no line ends at
_WORDS = re.compile(r'--?[a-z-]+ (?:"[^"]*"|[^-"\s]\S*)|"[^"]*"|\S+')  # an option with its value
_CAPITALS = re.compile("[A-Z]{2,}(?![A-Za-z-])")  # what stands for a value
_VALUES = (  # each of them, for the catalogues
    *(N_("AMOUNT"), N_("ARGS"), N_("BATCH"), N_("CODE"), N_("COMMAND"), N_("DATE"), N_("DECISION")),
    *(N_("DIR"), N_("PERIOD")),
    *(N_("ENTRY"), N_("FIELD"), N_("FILE"), N_("FROM"), N_("GROUP"), N_("HEADING"), N_("KEY")),
    *(N_("LINE"), N_("LIST"), N_("NAME"), N_("NO"), N_("NUMBER"), N_("OPTIONS"), N_("PLACE")),
    *(N_("PROGRAM"), N_("REASON"), N_("RECORD"), N_("RECOVERY"), N_("SEAL"), N_("SECTION")),
    *(N_("STAGE"), N_("STATEMENT"), N_("TEXT"), N_("TITLE"), N_("TO"), N_("UNIT"), N_("VALUE")),
    *(N_("VERB"), N_("WHAT"), N_("YEAR"), N_("SHELL")),
)


class _Page:
    """The help page of commands and groups, in the reader's language."""

    listed: Iterable[GlobalOption] = EVERYWHERE  # what the page names of the global options

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # a mix-in
        words = " ".join(_in_words(_without_list(each)) for each in pieces)
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
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]  # a mix-in
            if getattr(parameter, "hidden", False):
                continue
            into = arguments if parameter.param_type_name == "argument" else options
            names = _broken(_names(parameter), formatter.width - 2)
            into.append((names, tr(parameter.help or "")))
        options += [
            (f"{', '.join(each.names)} {_in_words(each.metavar)}".rstrip(), tr(each.help.text))
            for each in self.listed
        ]
        for heading, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            if rows:
                with formatter.section(tr(heading.text)):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write examples, which tests run."""
        from ethnictrack.cli.shell.examples import examples_of  # noqa: PLC0415 - for pages alone

        found = examples_of(" ".join(ctx.command_path.split()[1:]))
        if found:
            with formatter.section(tr(_EXAMPLES.text)):
                for each in found:
                    lines = _command_lines(each, getattr(formatter, "of_lines", formatter.width))
                    formatter.write("".join(f"{line}\n" for line in lines))


def _names(parameter: Any) -> str:  # noqa: ANN401 - Typer's own
    if parameter.param_type_name == "argument":
        return _in_words(parameter.metavar or parameter.name.upper())
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {_in_words(parameter.metavar or 'TEXT')}"


def _in_words(metavar: str) -> str:
    """Return what stands for a value, in the reader's language."""
    if isinstance(metavar, Labelled) and conventions() != "en":
        metavar = str(metavar.label)
    return _CAPITALS.sub(lambda found: tr(found[0]), metavar)


def _command_lines(command: str, width: int) -> list[str]:
    """Return a command on lines a shell takes as one, none broken within a word.

    The sign that it goes on is not counted in ``width``.
    """
    words = _WORDS.findall(command)
    lines = [" "]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > width:
            lines[-1] += " \\"
            lines.append("     ")
        lines[-1] += f" {word}"
    return lines


def _without_list(piece: str) -> str:
    """Leave the words an argument may be out of the usage line; the page lists them below."""
    piece = piece.replace("[[", "[").replace("]]", "]")
    name, blank, _ = piece.partition(" [")
    return f"{name}]" if blank and "|" in piece else piece


def _broken(names: str, width: int) -> str:
    """Break a long list of words after a bar; what follows is set in."""
    held = re.sub(r"\[[^]]*\]", lambda found: found[0].replace(" ", _NO_BREAK), names)
    lines = textwrap.wrap(
        held.replace("|", "| "),
        width,
        subsequent_indent=" " * 4,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(line.replace("| ", "|").replace(_NO_BREAK, " ") for line in lines)


class Command(_Page, ParsedCommand):
    """A verb."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own
        """Run it, now that the whole line is read. Raises: UnknownChoiceError."""
        said_of(ctx).check_language()
        return super().invoke(ctx)


class VerbGroup(_Page, ParsedGroup):
    """A group of verbs; those that other groups have too are made when one of them is asked for."""

    shared: tuple[AddVerbs, ...] = ()

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - handed on to Typer
        """Begin with the verbs that no other group has."""
        self._own: MutableMapping[str, Any] = {}
        super().__init__(**attributes)
        self._made = cache(self._make)

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """All verbs by their names."""
        if not self.shared:
            return self._own
        return {**self._own, **{name: one for add in self.shared for name, one in self._made(add)}}

    @commands.setter
    def commands(self, own: MutableMapping[str, Any]) -> None:
        self._own = own

    def _make(self, add: AddVerbs) -> tuple[tuple[str, Any], ...]:
        """Make the verbs that one of ``shared`` gives a group."""
        more = typer.Typer(rich_markup_mode=None)
        add(more)
        return tuple(typer.main.get_group(more).commands.items())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own
        """Return a verb, at best without making the others."""
        del ctx  # a verb is what it is wherever it stands
        parts = (dict(self._made(add)) for add in reversed(self.shared))
        having = (each for each in chain([self._own], parts) if cmd_name in each)
        return next(having, {}).get(cmd_name)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write options, then the commands."""
        super().format_options(ctx, formatter)
        room = max(formatter.width - 6 - max(map(len, self.commands)), 20)
        with formatter.section(tr(_COMMANDS.text)):
            formatter.write_dl(
                [(name, each.get_short_help_str(room)) for name, each in self.commands.items()]
            )


class LazyGroup(VerbGroup):
    """The root: a group's module is imported when one of its verbs is asked for."""

    listed = GLOBALS
    groups: Mapping[str, tuple[str, str]] = {}  # name -> (module, one line of help)

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - handed on to Typer
        """Put up a stub for each group, so that lists and suggestions need no import."""
        super().__init__(**attributes)
        own = dict(self.commands)
        self.commands.clear()
        for name, (_, line) in self.groups.items():
            self.commands[name] = Command(name, help=line)
        self.commands.update(own)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own
        """Return a command; of a group not its stub, but the group itself."""
        if cmd_name in self.groups:
            return _built(cmd_name, self.groups[cmd_name][0])
        return super().get_command(ctx, cmd_name)


@cache
def _built(name: str, module: str) -> Any:  # noqa: ANN401 - Typer's own
    """Make a group of verbs once for all lines of a process: it keeps nothing of a line."""
    group = typer.main.get_command(importlib.import_module(module).app)
    group.name = name
    return group


def _as_group() -> None:
    """Do nothing; without it a group with a single verb of its own would be that verb."""


def new_group(help_line: str, *shared: AddVerbs) -> typer.Typer:
    """Return a group of verbs that has none of its own yet.

    ``shared`` give a group the verbs that it has in common with others, behind its own.
    """
    return typer.Typer(
        cls=type("Verbs", (VerbGroup,), {"shared": shared}) if shared else VerbGroup,
        callback=_as_group,
        help=help_line,
        add_completion=False,
        rich_markup_mode=None,
        options_metavar="[OPTIONS]",
        pretty_exceptions_enable=False,
    )
