"""Options that belong together are declared once, as the fields of a class, and taken as one value.

Typer reads the signature of a function. A command that takes a class of options as a parameter is
given the signature Typer needs - one parameter a field - and calls the function with an object of
that class.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from inspect import Parameter, Signature
from typing import Annotated, Any, get_origin, get_type_hints

Verb = Callable[..., None]


def spread(verb: Verb) -> Verb:
    """Return ``verb`` as Typer is to see it: each class of options in its signature spread out.

    Fields keep the order of their class and stand where the parameter stood. Raises: ValueError
    for two options of one name, when the module is imported.
    """
    hints = get_type_hints(verb, include_extras=True)
    groups: dict[str, type] = {}
    parameters: list[Parameter] = []
    for parameter in inspect.signature(verb).parameters.values():
        of = hints[parameter.name]
        if is_dataclass(of) and isinstance(of, type):
            groups[parameter.name] = of
            parameters += _options(of)
        else:
            parameters.append(parameter.replace(annotation=of, kind=Parameter.KEYWORD_ONLY))

    @wraps(verb)
    def command(**said: Any) -> None:  # noqa: ANN401 - whatever the options are
        grouped = {
            name: of(**{option.name: said.pop(option.name) for option in _options(of)})
            for name, of in groups.items()
        }
        verb(**said, **grouped)

    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


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
        for field in fields(of)
        if get_origin(hints[field.name]) is Annotated
    ]
