"""`ethnictrack` alone on a terminal, in a place without a book: a way to one is offered."""

from __future__ import annotations

from ethnictrack.cli.prompts.agreeing import agreed
from ethnictrack.cli.prompts.screen import Screen
from ethnictrack.i18n import N_

_BEGIN = N_(
    "There is no book at {path} yet. `ethnictrack demo` shows a sample book and lets you play with "
    "a copy. The handbook goes through a year: docs/handbook.md; short pages are in the program: "
    "`ethnictrack help plans`, amounts, dates, years, imports, closing."
)
_MAKE = N_("Make a new book there now? (yes/no)")


def wants_book(path: str, *, plain: bool) -> bool:
    """Say what there is to begin with, and ask whether to make a book. Raises: typer.Abort."""
    Screen(lambda: None, plain=plain).tell(_BEGIN.of(path=path))
    return agreed(_MAKE, plain=plain)
