"""A last yes or no about what is shown."""

from __future__ import annotations

import typer

from ethnictrack.cli.prompts.choice import Offered, choose
from ethnictrack.cli.prompts.screen import Screen
from ethnictrack.i18n import N_
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
    page = render(shown, "table", View(width=screen.width)).decode()
    screen.write([[("", line)] for line in page.splitlines()])
    while True:
        try:
            typed = screen.ask([("class:question", say(_QUESTION)), ("", ": ")], None)
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None
        try:
            chosen = choose(_QUESTION, (_YES, _NO), typed)
        except BookError as refusal:
            screen.refuse(refusal)
            continue
        if chosen is _YES:
            return
        screen.tell(_NOTHING_KEPT)
        raise typer.Exit
