"""A way to a book where there is none, and `book init` where nothing is said of its lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.form import Form, Later
from ethnictrack.cli.prompts.screen import Fact, Screen, agreed, show_facts
from ethnictrack.cli.shell.session import session_of
from ethnictrack.fields.types import ByName
from ethnictrack.i18n import N_
from ethnictrack.nouns.packaged import TREE_NAMES, Tree, provinces
from ethnictrack.nouns.place import Place, Places

_BEGIN = N_(
    "There is no book at {path} yet. `ethnictrack demo` shows a sample book and lets you play with "
    "a copy. The handbook goes through a year: docs/handbook.md; short pages are in the program: "
    "`ethnictrack help plans`, amounts, dates, years, imports, closing."
)
_MAKE = N_("Make a new book there now? (yes/no)")
_TITLE = N_("A new book")
_BOOK, _PROVINCE, _TREE = N_("Book"), N_("Province"), N_("In force")


def wants_book(path: str, *, plain: bool) -> bool:
    """Say what there is to begin with, and ask whether to make a book. Raises: typer.Abort."""
    screen = Screen(plain=plain)
    screen.tell(_BEGIN.of(path=path))
    return agreed(_MAKE, screen)


@dataclass(slots=True)
class StartWords(ByName):
    """What is asked: the name or code of a province."""

    province: str | None = None


def ask_province(context: typer.Context, trees: Sequence[Tree]) -> str | None:
    """Ask which province's places the book starts with; None for no places.

    Raises: typer.Exit where the answer is no.
    """
    register = Later(_register)
    screen = Screen(register.start, plain=session_of(context).plain)
    words = StartWords()

    def review() -> None:
        name = register().find(words.province).name if words.province else None
        facts: list[Fact] = [(_BOOK, str(session_of(context).book)), (_PROVINCE, name)]
        show_facts(screen, [*facts, *((_TREE, TREE_NAMES[each]) for each in trees)])

    form = Form(screen, _TITLE, words, lambda _: "province")
    field = questions.thing("province", _PROVINCE, register, optional=True)
    form.fill((field,), review)
    return words.province or None


def _register() -> Places:
    """Return the provinces of today as a register, for completion and for names."""
    lines = enumerate(provinces(), start=1)
    return Places(
        Place(id=number, code=each.code, name=each.name, level=each.level) for number, each in lines
    )
