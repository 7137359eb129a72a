"""A yes or no, about what is shown or by itself."""

from __future__ import annotations

import typer

from ethnictrack.cli.prompts.choice import Offered, choose
from ethnictrack.cli.prompts.screen import Screen
from ethnictrack.i18n import N_, Message
from ethnictrack.render import render
from ethnictrack.render.words import View, say
from ethnictrack.reports.table import Result
from ethnictrack.values.errors import BookError

_YES, _NO = Offered("yes", N_("yes")), Offered("no", N_("no"))
_QUESTION = N_("Is this the one? (yes/no)")
_NOTHING_KEPT = N_("Nothing was kept.")


def ask_agreement(shown: Result, *, plain: bool) -> None:
    """Show something, and ask whether it is meant. Raises: typer.Exit for a "no", typer.Abort."""
    screen = Screen(lambda: None, plain=plain)
    show_page(screen, shown)
    if not _agreed(screen, _QUESTION):
        screen.tell(_NOTHING_KEPT)
        raise typer.Exit


def show_page(screen: Screen, shown: Result) -> None:
    """Write what a command shows between questions."""
    page = render(shown, "table", View(width=screen.width)).decode()
    screen.write([[("", line)] for line in page.splitlines()])


def agreed(question: Message, *, plain: bool) -> bool:
    """Ask a question. Raises: typer.Abort."""
    return _agreed(Screen(lambda: None, plain=plain), question)


def _agreed(screen: Screen, question: Message) -> bool:
    while True:
        try:
            typed = screen.ask([("class:question", say(question)), ("", ": ")], None)
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None
        try:
            return choose(question, (_YES, _NO), typed) is _YES
        except BookError as refusal:
            screen.refuse(refusal)
