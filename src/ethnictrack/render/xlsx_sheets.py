"""Which sheets a workbook has, and what each is called.

Every table has a sheet of its own, so that widths, filters and repeated headings suit it. What is
said in sentences stands on a sheet before them; behind them where the document begins with a table,
as a list does, so that it opens on its rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message, tr
from ethnictrack.render.layout import filed, numbered
from ethnictrack.render.words import say
from ethnictrack.reports.table import Block, Document, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 31  # characters of a sheet's name
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TEXT = N_("Report")


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: a table with the heading it stands under, or the text of the document."""

    name: str
    heading: str
    table: Table | None = None


def parts(document: Document) -> Iterator[Part]:
    """Yield the sheets in their order."""
    taken: set[str] = set()
    tables = list(_tables(document))
    said = has_text(document)
    opens = isinstance(document.blocks[0], Table) if document.blocks else False
    if said and not opens:
        yield Part(_name(tr(_TEXT.text), taken), "")
    for heading, table in tables:
        yield Part(_name(heading or say(document.title), taken), heading, filed(table))
    if said and opens:
        yield Part(_name(tr(_TEXT.text), taken), "")


def has_text(document: Document) -> bool:
    """Tell whether there are sentences that need a sheet of their own."""
    kinds = {type(block) for block in document.blocks}
    return Paragraph in kinds or Table not in kinds


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Yield each table with its title, else the heading right above it."""
    above: Block | None = None
    for block in document.blocks:
        if isinstance(block, Table):
            yield _called(block.title, above), block
        above = block


def _called(title: Message | None, above: Block | None) -> str:
    if title:
        return say(title)
    return numbered(above) if isinstance(above, Heading) else ""


def _name(wanted: str, taken: set[str]) -> str:
    """Return a name a workbook takes, no two alike."""
    bare = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or "1"
    number = 1
    while True:
        tail = f" ({number})" if number > 1 else ""
        name = _cut(bare, _LONGEST - len(tail)) + tail
        if name.casefold() not in taken | {"history"}:  # that one is Excel's own
            taken.add(name.casefold())
            return name
        number += 1


def _cut(text: str, most: int) -> str:
    """Cut a name between two words, with a mark where something is missing."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;'") + "…"
