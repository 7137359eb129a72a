"""Verbs and groups of them as Typer is to see them: options made of fields, classes of options.

Typer reads the signature of a function. A verb is given the signature Typer needs, every value of
it a text, and is called with values: text is read here, by the fields it belongs to, and what is
missing or cannot be read is refused before the verb begins.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial, wraps
from importlib import import_module
from inspect import Parameter, Signature
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import typer

from ethnictrack.cli.shell.command_line import GLOBALS
from ethnictrack.cli.shell.help_pages import HelpPage
from ethnictrack.cli.shell.session import can_ask, session_of
from ethnictrack.cli.shell.typer_bridge import ParsedCommand, ParsedGroup, said_of
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Choice, Flag, Name, Words, lacking, read_words
from ethnictrack.i18n import N_, Labelled, tr
from ethnictrack.nouns.registry import AmbiguousNameError, UnknownCodeError

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result

AddVerbs = Callable[[typer.Typer], None]
Verb = Callable[..., None]
Look = Callable[[typer.Context, str], "tuple[str, Result]"]
_COMMANDS = N_("Commands")
_DRY = "dry_run"  # the option of every verb that writes, and of no other
_YES = "yes"  # the option that says a question is answered
_ASKING = "ethnictrack.cli.prompts.missing"  # imported only where someone types


@dataclass(frozen=True, slots=True)
class Options:
    """The options of some fields, which a verb takes as words by their names.

    ``Annotated[Words, Options(...)]`` stands for all of them, ``Annotated[int, FIELD]`` for one
    that the verb gets as a value. ``fields`` are asked for on a terminal, by the verb's
    ``own_form`` if it has one.
    """

    parameters: tuple[Parameter, ...]
    fields: tuple[Field[Any], ...]
    own_form: bool = False


def options_of(asked: Iterable[Field[Any]], *, own_form: bool = False) -> Options:
    """Return the options by which fields are said.

    What a verb with an ``own_form`` lacks is asked for there.
    """
    fields = tuple(asked)
    parameters = tuple(_parameter(each) for each in fields)
    return Options(parameters, fields, own_form)


def _parameter(field: Field[Any]) -> Parameter:
    """Return the option of a field; one that is named in capitals is an argument."""
    if isinstance(field.type, Flag):
        flag = Annotated[bool, typer.Option(field.option, help=field.help.text)]
        return Parameter(field.name, Parameter.KEYWORD_ONLY, default=False, annotation=flag)
    is_option = field.option.startswith("-")
    metavar = field.metavar if is_option or field.many else field.option
    if isinstance(field.type, Choice):
        metavar = _listed(field.type, "" if is_option else f"{metavar} ")
    made: Any = (
        typer.Option(field.option, metavar=metavar, help=field.help.text)
        if is_option
        else typer.Argument(metavar=metavar, help=field.help.text)
    )
    of: Any = list[str] | None if field.many else str | None
    annotation = Annotated[of, made]
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _listed(choice: Choice, before: str) -> Labelled:
    """Return the words of a closed list, which a page in Vietnamese has in Vietnamese."""
    words = (said for member, said in choice.words.items() if member is not None)
    vietnamese = "|".join(said[:2][-1] for said in words)
    return Labelled(f"{before}[{'|'.join(choice.values)}]", f"{before}[{vietnamese}]")


def spread(verb: Verb) -> Verb:
    """Return ``verb`` as Typer is to see it: each group of options in its signature spread out.

    On a terminal a verb asks for what it lacks. Raises: ValueError for two options of one name,
    when the module is imported.
    """
    shape = _shape_of(verb)

    @wraps(verb)
    def command(**said: Any) -> None:  # noqa: ANN401 - whatever the options are
        shape.ask(verb, said, shape.fields)
        while True:
            try:
                return shape.run(verb, said)
            except (AmbiguousNameError, UnknownCodeError) as refusal:
                shape.choose(said, refusal)
            except MissingValueError as refusal:
                needed = [
                    replace(each, required=True)
                    for each in shape.fields
                    if each.option in refusal.names
                ]
                if not shape.ask(verb, said, needed):
                    raise

    command.__signature__ = Signature(shape.parameters)  # type: ignore[attr-defined]  # read by Typer
    command.fields = {each.name: each for each in shape.known}  # type: ignore[attr-defined]  # for completion
    command.__annotations__ = {each.name: each.annotation for each in shape.parameters}
    return command


def verb_of(app: typer.Typer, name: str | None = None, **shown: Any) -> Callable[[Verb], Verb]:  # noqa: ANN401 - as Typer takes it
    """Give a group a verb, by the name of the function if not another."""

    def give(of: Verb) -> Verb:
        return app.command(name, cls=Command, **shown)(spread(of))

    return give


def bookless(verb: Verb) -> Verb:
    """Say that a verb needs no book, so that it asks where there is none."""
    verb.bookless = True  # type: ignore[attr-defined]  # read by VerbShape.ask
    return verb


def looking(name: str, look: Look) -> Callable[[Verb], Verb]:
    """Say how what a verb is about is shown, as soon as the field ``name`` of it is said.

    ``look`` returns what a word stands for, and a page of it. Raises: what the verb would refuse
    it with, whatever else is said.
    """

    def note(verb: Verb) -> Verb:
        verb.look = (name, look)  # type: ignore[attr-defined]  # read by VerbShape.ask
        return verb

    return note


def taking(**named: object) -> Callable[[Verb], Verb]:
    """Say what parameters of a verb stand for, where several groups have the verb."""

    def take(verb: Verb) -> Verb:
        verb.__annotations__ |= named
        return verb

    return take


@dataclass(slots=True)
class VerbShape:
    """What a verb takes: ``groups`` of options by parameter, and fields it gets as values."""

    parameters: list[Parameter] = dataclasses.field(default_factory=list)
    groups: dict[str, tuple[Callable[..., Any], list[str]]] = dataclasses.field(
        default_factory=dict
    )
    values: list[Field[Any]] = dataclasses.field(default_factory=list)
    fields: list[Field[Any]] = dataclasses.field(default_factory=list)  # that are asked for
    known: list[Field[Any]] = dataclasses.field(default_factory=list)  # all of them

    def ask(self, verb: Verb, said: dict[str, Any], fields: Sequence[Field[Any]]) -> bool:
        """Ask on a terminal for what a verb lacks; return whether it was asked.

        What writes to the book is tried and shown first; what reads it, or writes files, begins
        with the last answer.
        """
        writes = _DRY in said
        asks = lacking(fields, said) and can_ask(said["context"], writes=writes)
        if asks:
            asking, alone = import_module(_ASKING), hasattr(verb, "bookless")
            if writes:
                attempt = partial(self.run, verb, said, **{_DRY: True})
                look = getattr(verb, "look", None)
                asking.ask_missing(
                    said["context"], fields, said, attempt, look=look, bookless=alone
                )
                said |= {each: True for each in said if each == _YES}  # it was shown, and agreed to
            else:
                asking.ask_required(said["context"], fields, said, bookless=alone)
        return bool(asks)

    def choose(self, said: dict[str, Any], refusal: AmbiguousNameError | UnknownCodeError) -> None:
        """Put the code of what is meant in the place of a word that may mean several.

        Raises: the refusal, where nobody can be asked, or no option says the word.
        """
        context, given = said["context"], refusal.given
        meant = [each for each in self._names() if given in _words(said.get(each.name))]
        if not meant or said_of(context).kept or not session_of(context).prompts:
            raise refusal
        code = import_module(_ASKING).choose_named(context, meant[0], given, refusal)
        for each in meant:
            word = said[each.name]
            meant_words = [code if one == given else one for one in _words(word)]
            said[each.name] = meant_words[0] if isinstance(word, str) else meant_words

    def _names(self) -> list[Field[Any]]:
        """Return the fields that name a line of a register."""
        return [each for each in self.known if isinstance(each.type, Name)]

    def run(self, verb: Verb, said: dict[str, Any], **instead: bool) -> None:
        """Run a verb with what was said; each field reads its own word."""
        rest = said | instead
        words: Words = {each.name: rest.pop(each.name) for each in self.values}
        grouped = {
            name: group(**{each: rest.pop(each) for each in names})
            for name, (group, names) in self.groups.items()
        }
        read = read_words(self.values, words, lambda: said_of(rest["context"]).world.today)
        verb(**rest, **grouped, **{each.name: read.get(each.name) for each in self.values})


def _words(said: object) -> Sequence[str]:
    """Return what was said of a field, once or many times."""
    return [said] if isinstance(said, str) else [*said] if isinstance(said, Iterable) else []


def _shape_of(verb: Verb) -> VerbShape:
    """Read a signature; options keep their order and stand where the parameter stood."""
    hints = get_type_hints(verb, include_extras=True)
    shape = VerbShape()
    for parameter in inspect.signature(verb).parameters.values():
        name, of = parameter.name, hints[parameter.name]
        mark = _mark(of)
        made: list[Parameter] = []
        if isinstance(mark, Options):
            made = [*mark.parameters]
            shape.groups[name] = (dict, [each.name for each in made])
            shape.fields += () if mark.own_form else mark.fields
            shape.known += mark.fields
        elif isinstance(mark, Field):
            made = [_parameter(mark).replace(name=name)]
            shape.values.append(dataclasses.replace(mark, name=name))
            shape.fields.append(shape.values[-1])
            shape.known.append(shape.values[-1])
        elif isinstance(mark, type):
            made = _options(mark)
            shape.groups[name] = (mark, [each.name for each in made])
        else:
            made = [parameter.replace(annotation=of, kind=Parameter.KEYWORD_ONLY)]
        shape.parameters += made
    return shape


def _mark(of: object) -> Options | Field[Any] | type | None:
    """Return what stands for a parameter: options, a field, or a class of options."""
    if isinstance(of, type) and dataclasses.is_dataclass(of):
        return of
    marks = get_args(of)[1:] if get_origin(of) is Annotated else ()
    return next((each for each in marks if isinstance(each, Options | Field)), None)


@cache
def _options(of: type) -> list[Parameter]:
    """Return the fields of a class that are options; the others keep their default."""
    hints = get_type_hints(of, include_extras=True)
    return [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in dataclasses.fields(of)
        if get_origin(hints[field.name]) is Annotated
    ]


class Command(HelpPage, ParsedCommand):
    """A verb."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own
        """Run it, now that the whole line is read. Raises: UnknownChoiceError."""
        said_of(ctx).check_language()
        return super().invoke(ctx)


class VerbGroup(HelpPage, ParsedGroup):
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
    group = typer.main.get_command(import_module(module).app)
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
