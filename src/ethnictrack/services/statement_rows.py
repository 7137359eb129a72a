"""Rows of a file as lines of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnictrack.nouns.statement import KeptLine
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ethnictrack.nouns.batch import ImportRow
    from ethnictrack.nouns.program import Programs


def kept_lines(rows: Iterable[ImportRow], programs: Programs) -> list[KeptLine]:
    """Return the lines of a statement; a programme that the book does not know stays as said."""
    known: dict[str, int | None] = {}
    lines = []
    for row in rows:
        said: dict[str, Any] = {**row.values}
        name = said.get("program")
        if name is not None and name not in known:
            found = programs.matches(name)
            known[name] = found[0].id if len(found) == 1 else None
        amount = said.get("amount")
        lines.append(
            KeptLine(
                line=row.line,
                amount=ZERO if amount is None else amount.dong,
                said=name,
                program=None if name is None else known[name],
                target_code=said.get("target_code"),
                voucher=said.get("voucher"),
                date=said.get("date"),
                capital=said.get("capital"),
                source=said.get("source"),
                year=said.get("year"),
                text=said.get("text"),
            )
        )
    return lines
