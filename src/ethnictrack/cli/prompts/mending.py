"""What a whole line leaves open on a terminal: a name that fits several lines is chosen there."""

from __future__ import annotations

from typing import Literal

import typer

from ethnictrack.cli.prompts import parsers as hearing
from ethnictrack.cli.prompts.candidates import SeveralFitError
from ethnictrack.cli.prompts.form import SEVERAL, show_numbered
from ethnictrack.cli.prompts.missing import register_of
from ethnictrack.cli.prompts.question_field import Heard
from ethnictrack.cli.prompts.screen import Screen
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.fields.field import Field
from ethnictrack.nouns.registry import AmbiguousNameError
from ethnictrack.render.words import say
from ethnictrack.values.errors import BookError


def choose_named(context: typer.Context, field: Field[str], given: str, refusal: BookError) -> str:
    """Return the code of the line that is meant, which is asked for where several fit.

    Raises: the ``refusal``, where nothing fits; typer.Abort.
    """
    with reading(context) as book:
        register = register_of(field, book)
    only = refusal.found if isinstance(refusal, AmbiguousNameError) else ()
    read = hearing.one_of(
        register, lambda each: not only or any(one in only for one in register.told_as(each))
    )
    screen = Screen(lambda: None, plain=session_of(context).plain)
    if (heard := _heard(screen, read, given)) is None:
        raise refusal
    while not heard:
        try:
            question = [("class:question", say(field.label)), ("", ": ")]
            heard = _heard(screen, read, screen.ask(question, None), tell=True)
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None
    if heard.word == given:
        raise refusal
    screen.tell(heard.meaning or "", "class:meaning", "  = ")
    return heard.word


def _heard(
    screen: Screen, read: hearing.Read, typed: str, *, tell: bool = False
) -> Heard | Literal[False] | None:
    """Return what was understood; False behind candidates, None where nothing fits."""
    try:
        return read(typed)
    except SeveralFitError as several:
        screen.tell(SEVERAL, "class:question")
        show_numbered(screen, several)
        return False
    except BookError as wrong:
        if tell:
            screen.refuse(wrong)
        return None
