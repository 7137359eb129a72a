"""What a verb takes, as Typer is to see it: options made of fields, and classes of options.

Typer reads the signature of a function. A verb is given the signature Typer needs, every value of
it a text, and is called with values: text is read here, by the fields it belongs to, and what is
missing or cannot be read is refused before the verb begins.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from inspect import Parameter, Signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from ethnictrack.cli.shell.session import session_of
from ethnictrack.fields.field import Field
from ethnictrack.fields.reading import Words, read_words
from ethnictrack.fields.types import Choice, Flag

Verb = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Options:
    """The options of some fields, which a verb takes as words by their names.

    ``Annotated[Words, Options(...)]`` stands for all of them, ``Annotated[int, FIELD]`` for one
    that the verb gets as a value.
    """

    parameters: tuple[Parameter, ...]


def options_of(asked: Iterable[Field[Any]]) -> Options:
    """Return the options by which fields are said."""
    return Options(tuple(_parameter(each) for each in asked))


def _parameter(field: Field[Any]) -> Parameter:
    """Return the option of a field; one that is named in capitals is an argument."""
    if isinstance(field.type, Flag):
        flag = Annotated[bool, typer.Option(field.option, help=field.help.text)]
        return Parameter(field.name, Parameter.KEYWORD_ONLY, default=False, annotation=flag)
    listed = f"[{'|'.join(field.type.values)}]" if isinstance(field.type, Choice) else ""
    made: Any = (
        typer.Option(field.option, metavar=listed or field.metavar, help=field.help.text)
        if field.option.startswith("-")
        else typer.Argument(
            metavar=field.metavar if field.many else f"{field.option} {listed}".rstrip(),
            help=field.help.text,
        )
    )
    of: Any = list[str] | None if field.many else str | None
    annotation = Annotated[of, made]
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def spread(verb: Verb) -> Verb:
    """Return ``verb`` as Typer is to see it: each group of options in its signature spread out.

    Options keep their order and stand where the parameter stood. Raises: ValueError for two options
    of one name, when the module is imported.
    """
    hints = get_type_hints(verb, include_extras=True)
    groups: dict[str, tuple[Callable[..., Any], list[str]]] = {}
    asked: list[Field[Any]] = []
    parameters: list[Parameter] = []
    for parameter in inspect.signature(verb).parameters.values():
        name, of = parameter.name, hints[parameter.name]
        mark = _mark(of)
        made: list[Parameter] = []
        if isinstance(mark, Options):
            made = [*mark.parameters]
            groups[name] = (dict, [each.name for each in made])
        elif isinstance(mark, Field):
            made = [_parameter(mark).replace(name=name)]
            asked.append(dataclasses.replace(mark, name=name))
        elif isinstance(mark, type):
            made = _options(mark)
            groups[name] = (mark, [each.name for each in made])
        else:
            made = [parameter.replace(annotation=of, kind=Parameter.KEYWORD_ONLY)]
        parameters += made

    @wraps(verb)
    def command(**said: Any) -> None:  # noqa: ANN401 - whatever the options are
        words: Words = {each.name: said.pop(each.name) for each in asked}
        grouped = {
            name: group(**{each: said.pop(each) for each in names})
            for name, (group, names) in groups.items()
        }
        read = read_words(asked, words, session_of(said["context"]).today) if asked else {}
        verb(**said, **grouped, **{each.name: read.get(each.name) for each in asked})

    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


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
