"""What is about to be kept, laid out for a last look: labels on the left, values beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from ethnictrack.cli.prompts.parsers import exact
from ethnictrack.cli.prompts.screen import Fragments, Screen
from ethnictrack.cli.shell.output import UNIT, wrapped
from ethnictrack.i18n import Message
from ethnictrack.render.words import say
from ethnictrack.values.money import Dong

Fact = tuple[Message, Message | str | None]
_CHANGE, _RATE = Message("{before} → {after}"), Message("{rate}")
_TOGETHER = re.compile(UNIT)
_STACKED = 50  # columns below which a value stands under its label


def change(before: Dong, after: Dong) -> Message:
    """Say an amount before and after, once where nothing changes."""
    if before == after:
        return exact(after)
    return _CHANGE.of(before=exact(before), after=exact(after))


def rate_change(before: Fraction | None, after: Fraction | None) -> Message:
    """Say a rate before and after."""
    if before == after:
        return _RATE.of(rate=after)
    return _CHANGE.of(before=_RATE.of(rate=before), after=_RATE.of(rate=after))


def lay_out(facts: Iterable[Fact], width: int) -> list[Fragments]:
    """Return the lines of a summary; what was not said is left out, and no figure is cut."""
    said = [(say(label), say(value)) for label, value in facts if value is not None]
    column = max((len(label) for label, _ in said), default=0) + 4
    if width < _STACKED:
        column = 4
    lines: list[Fragments] = []
    for label, value in said:
        parts = wrapped(value, width - column, _TOGETHER) or [""]
        if column == 4:  # noqa: PLR2004 - the indent of values under their label
            lines.append([("class:question", f"  {label}")])
        else:
            first = f"  {label}".ljust(column)
            lines.append([("class:question", first), ("", parts.pop(0))])
        lines += [[("", " " * column + line)] for line in parts]
    return lines


def show_facts(screen: Screen, facts: Iterable[Fact]) -> None:
    """Write a summary with an empty line around it."""
    screen.write([[], *lay_out(facts, screen.width), []])
