"""Whatever of Typer is not public in the version that is pinned, and nothing else of the program.

Typer parses the line. Here its parser is taught the global options, which stand anywhere, and to
go on behind a fault: what is said behind it may be how it is to be shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import cache, partial
from typing import Any

import typer
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer._click.parser import _OptionParser
from typer.core import TyperCommand, TyperGroup

from ethnictrack import __version__
from ethnictrack.cli.shell.command_line import (
    GLOBALS,
    HELP,
    INSTALL,
    SHOW,
    VERSION,
    Said,
    TypedCommand,
    typed,
)
from ethnictrack.errors.usage import (
    EncodingError,
    ExtraValueError,
    MissingValueError,
    OptionValueError,
    PlainWordError,
    UnknownCommandError,
    UnknownOptionError,
    WrongUsageError,
)
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import shown

_VERSION = f"ethnictrack {__version__}"
_REPEATED = ("--actor",)  # of the global options; hints put in the book where it was named
_WIDEST_PAGE = 120  # columns of a help page on a terminal; longer lines are hard to read
_NEAREST = 60  # characters of a word that commands and options are compared with
_ALIKE = 0.7  # of an option and what may be meant by it


class Answered(Exception):  # noqa: N818 - nothing went wrong
    """A line that asks for a page and for nothing else: the help, or the version."""

    def __init__(self, page: str, *, wrong: bool = False, bare: bool = False) -> None:
        """Take the page, and whether the line is ``wrong`` although a page answers it.

        A ``bare`` line says nothing at all.
        """
        super().__init__(page)
        self.page, self.wrong, self.bare = page, wrong, bare


class Parser(_OptionParser):
    """Typer's parser, with the global options; a fault is kept until the line was read."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401 - Typer's own
        super().__init__(context)
        self.faults: list[BookError] = []

    def add_globals(self) -> None:
        """Take the global options too, but for those whose name the command has itself."""
        for each in GLOBALS:
            names = [one for one in each.names if not self.option(one)]
            if names:
                action = "store" if each.metavar else "store_const"
                self.add(names, each.name, action)

    def add(self, names: Sequence[str], name: str, action: str = "store") -> None:
        """Take an option that is none of the command's own."""
        option: Any = None  # it is only handed back, in the order that was typed
        self.add_option(option, names, dest=name, action=action, const=True)

    def option(self, name: str) -> Any:  # noqa: ANN401 - Typer's own
        """Return the option of a name, if the command has it."""
        return self._long_opt.get(name) or self._short_opt.get(name)

    def _process_opts(self, arg: str, state: Any) -> None:  # noqa: ANN401 - Typer's own
        try:
            super()._process_opts(arg, state)
        except UsageError as fault:
            self.faults.append(worded(fault))

    def read(self, args: Sequence[str]) -> tuple[dict[str, Any], list[str], list[Any]]:
        """Read a part of the line, and note what it says of every command."""
        encoded = _check_encoding(args) if self.ctx and self.ctx.parent is None else ()
        self.faults += encoded
        options, rest, order = super().parse_args(list(args))
        ours = {each.name: options.pop(each.name) for each in GLOBALS if each.name in options}
        try:
            said_of(self.ctx).take(ours, json=self._asks_json(options))
        except BookError as fault:
            self.faults.append(fault)
        return options, rest, [*filter(None, order)]

    def _asks_json(self, options: dict[str, Any]) -> bool:
        flag, format_ = self.option("--json"), self.option("--format")
        return bool(
            (flag and options.get(flag.dest)) or (format_ and options.get(format_.dest) == "json")
        )

    def parse_args(self, args: list[str]) -> tuple[dict[str, Any], list[str], list[Any]]:
        """Read what a command or a group is given.

        Raises: the first fault; Answered where a page was asked for.
        """
        context: Any = self.ctx
        bare = not args
        options, rest, order = self.read(args)
        _note(context, (options, order) if self._known(rest) else None)
        if self.faults:
            _look_on(context, rest)
            raise self.faults[0]
        said = said_of(context).options
        if (page := _page_asked_for(context, said)) is not None:
            raise Answered(page)
        if isinstance(context.command, TyperGroup) and not rest:
            if bare:
                of_root = context.parent is None
                raise Answered(page_of(context), wrong=not of_root, bare=of_root)
            raise MissingValueError(names=("COMMAND",))
        if rest and not context.allow_extra_args:
            raise ExtraValueError(given=shown(" ".join(rest)))
        return options, rest, order

    def _known(self, rest: Sequence[str]) -> bool:
        """Say whether it is known what a line says, if some of it by an option in vain."""
        return not rest and all(isinstance(each, PlainWordError) for each in self.faults)


class Parsed:
    """A mix-in for commands and groups: parsed here, values handed on as they were typed."""

    def make_parser(self, ctx: Any) -> Parser:  # noqa: ANN401 - Typer's own
        """Return the parser, with the global options behind the command's own."""
        parser = Parser(ctx)
        for parameter in self.get_params(ctx):
            parameter.add_to_parser(parser, ctx)
        parser.add_globals()
        return parser

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own
        """Let every value through as it was typed: reading it is ours (``fields.types``).

        Typer would build a pydantic model for each option first, and even a help page would pay
        for pydantic.
        """
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # a mix-in
        for parameter in parameters:
            parameter.process_value = partial(_as_typed, parameter)
        return parameters


class ParsedCommand(Parsed, TyperCommand):
    """A verb."""


class ParsedGroup(Parsed, TyperGroup):
    """A group of verbs."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own
        """Return the command that is named. Raises: UnknownCommandError."""
        command = self.get_command(ctx, args[0])
        if command is None:
            _look_on(ctx, args)
            near = get_close_matches(args[0][:_NEAREST], self.commands)
            raise UnknownCommandError(given=shown(args[0]), near=tuple(near))
        return args[0], command, args[1:]


@cache
def _root_of(app: typer.Typer) -> Any:  # noqa: ANN401 - Typer's own
    """Make the root once for all lines of a process: it keeps nothing of a line."""
    return typer.main.get_command(app)


def start(app: typer.Typer, args: Sequence[str], said: Said) -> int:
    """Parse a line, run its command, and return the exit code.

    Raises: every refusal, and Answered where a page was asked for.
    """
    root = _root_of(app)
    try:
        wide = {"max_content_width": _WIDEST_PAGE} if sys.stdout.isatty() else {}
        settings = {"obj": said, "help_option_names": [], **wide}
        with root.make_context("ethnictrack", list(args), **settings) as context:
            root.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    except UsageError as fault:
        raise worded(fault) from fault
    return 0


def _page_asked_for(context: Any, said: dict[str, str | bool]) -> str | None:  # noqa: ANN401 - Typer's own
    """Return the page a line asks for by an option. Raises: UnknownChoiceError."""
    if said.get(HELP):
        return page_of(context)
    if said.get(VERSION):
        return _VERSION
    if INSTALL not in said and SHOW not in said:
        return None
    from ethnictrack.cli.shell.completion_scripts import install, script_of  # noqa: PLC0415 - rarely

    return (
        script_of(str(said[SHOW]), SHOW) if SHOW in said else install(str(said[INSTALL]), INSTALL)
    )


def page_of(context: Any) -> str:  # noqa: ANN401 - Typer's own
    """Return the help page of a command."""
    return str(context.get_help())


def page_width(context: Any) -> int:  # noqa: ANN401 - Typer's own
    """Return how many columns the text of a help page may have."""
    width: int = context.make_formatter().width
    return width


def page_below(context: typer.Context, words: Sequence[str]) -> str:
    """Return the help page of what ``words`` lead to from the root.

    Raises: UnknownCommandError, ExtraValueError.
    """
    here: Any = context.find_root()
    for place, word in enumerate(words):
        if not isinstance(here.command, TyperGroup):
            raise ExtraValueError(given=shown(" ".join(words[place:])))
        command: Any = here.command.resolve_command(here, [word])[1]
        here = typer.Context(command, info_name=word, parent=here)
    return page_of(here)


def said_of(context: Any) -> Said:  # noqa: ANN401 - Typer's own
    """Return what the line says of every command; on a page made for a document, nothing."""
    said: Said | None = context.find_object(Said)
    if said is None:
        message = "a command was parsed without what it was said with"
        raise RuntimeError(message)
    return said


def worded(fault: UsageError) -> BookError:
    """Turn a fault that Typer finds into a refusal of ours."""
    match fault:
        case NoSuchOption():
            return _no_such_option(fault)
        case BadOptionUsage():
            return OptionValueError(option=shown(fault.option_name))
        case MissingParameter(param=parameter) if parameter is not None:
            return MissingValueError(names=(str(parameter.metavar or parameter.name),))
    return WrongUsageError(given=shown(fault.message))


def _no_such_option(fault: NoSuchOption) -> UnknownOptionError:
    """Say what may be meant: a word that stands without an option, or an option much like it."""
    given, word = shown(fault.option_name), fault.option_name.lstrip("-").replace("-", "_")
    command: Any = fault.ctx and fault.ctx.command
    for each in command.params if command else ():
        if each.param_type_name == "argument" and each.name == word:
            field = getattr(command.callback, "fields", {}).get(word)
            name = field.named if field else str(each.metavar or word)
            return PlainWordError(given=given, near=(), argument=name)
    near = get_close_matches(fault.option_name, fault.possibilities or (), cutoff=_ALIKE)
    return UnknownOptionError(given=given, near=tuple(sorted(near)))


def _note(context: Any, read: tuple[dict[str, Any], list[Any]] | None) -> None:  # noqa: ANN401 - Typer's own
    """Note a command for hints: the values it was given, in the order typed, or its path alone."""
    path = tuple(context.command_path.split()[1:])
    if read is None:
        typed.set(TypedCommand(path, {}))
        return
    values, order = read
    ours = [each for each in context.command.params if each.param_type_name == "option"]
    names = {one: (_long(each), each.multiple) for each in ours for one in each.opts}
    fields = getattr(context.command.callback, "fields", {})
    private = frozenset(each.option for each in fields.values() if each.private and each.option)
    private -= {*_REPEATED}
    given, words = _given(context, values, order), _words(context, values)
    typed.set(TypedCommand(path, names, given, words, private))


def _given(
    context: Any,  # noqa: ANN401 - Typer's own
    values: dict[str, Any],
    order: list[Any],
) -> tuple[tuple[str, str | bool], ...]:
    """Return the options of a command with their values, in the order typed."""
    given = [each for each in dict.fromkeys(order) if each.param_type_name == "option"]
    options = [(_long(each), one) for each in given for one in _several(values.get(each.name))]
    said = said_of(context).options
    return (*options, *((each, said[each]) for each in _REPEATED if each in said))


def _words(context: Any, values: dict[str, Any]) -> tuple[str, ...]:  # noqa: ANN401 - Typer's own
    """Return the words of a command that stand without an option, in their order."""
    arguments = [each for each in context.command.params if each.param_type_name == "argument"]
    words = (_several(values.get(each.name)) for each in arguments)
    return tuple(each for several in words for each in several if isinstance(each, str))


def _long(option: Any) -> str:  # noqa: ANN401 - Typer's own
    return str(max(option.opts, key=len))


def _several(value: Any) -> Sequence[Any]:  # noqa: ANN401 - Typer's own
    return value if isinstance(value, list | tuple) else [value]


def _look_on(context: Any, rest: Sequence[str]) -> None:  # noqa: ANN401 - Typer's own
    """Read what stands behind a fault, for what it says of how the fault is to be shown."""
    while rest and isinstance(context.command, TyperGroup):
        command: Any = context.command.get_command(context, rest[0])
        known = command or ParsedCommand(None)
        context = typer.Context(known, info_name=rest[0], parent=context)
        parser = known.make_parser(context)
        if command is None:  # what it takes is not known; an option has a value behind a sign
            parser.ignore_unknown_options = True
            parser.add(["--json"], "json", "store_const")
            parser.add(["--format", "-O"], "format")
        _, rest, _ = parser.read(rest[1:])


def _check_encoding(words: Sequence[str]) -> Iterator[BookError]:
    """Find a word that is no text."""
    for position, word in enumerate(words, 1):
        with suppress(UnicodeEncodeError):
            word.encode()
            continue
        yield EncodingError(position=position)


def _as_typed(parameter: Any, ctx: Any, value: Any) -> Any:  # noqa: ANN401 - Typer's own
    """Return a value untouched; an option with a callback acts through it."""
    return value if parameter.callback is None else parameter.callback(ctx, parameter, value)
