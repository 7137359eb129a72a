"""Entries listed below a figure, with what each of them adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.entries import document_of, remark_of
from ethnictrack.reports.rates.nodes import TOTAL
from ethnictrack.reports.table import Block, Column, Heading, Paragraph, Row, Table, Term, Unit
from ethnictrack.values.kinds import KIND_NAMES
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

Listed = Sequence[tuple["Posted", tuple[Dong, ...]]]
ENTRIES, WHOLE = (
    N_("The entries it is made of"),
    N_("The entries add up to the figures above, to the đồng."),
)
_NONE = N_("No entry counts here.")
_HEAD = (
    Column("id", N_("No."), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("program", N_("Programme"), Unit.CODE),
    Column("place", N_("Place"), Unit.CODE),
    Column("kind", N_("Kind")),
    Column("document", N_("Document")),
)


def made_of(
    listed: Listed, columns: tuple[Column, ...], programs: Programs, places: Places
) -> tuple[Block, ...]:
    """Return the heading and the table of the entries, or that there are none.

    ``columns`` are those of the amounts each entry is listed with; below stand their sums.
    """
    if not listed:
        return Heading(ENTRIES, level=2), Paragraph(_NONE)
    sums = (Dong.total(amounts) for amounts in zip(*(of for _, of in listed), strict=True))
    total = Row(("", "", "", "", TOTAL, "", *sums, ""))
    return Heading(ENTRIES, level=2), entry_table(listed, columns, programs, places, total)


def entry_table(
    listed: Listed,
    columns: tuple[Column, ...],
    programs: Programs,
    places: Places,
    total: Row | None = None,
) -> Table:
    """Return a table of entries, each with its amounts."""
    rows = tuple(
        Row(
            (
                *(str(each.id), each.entry.date, programs.code_of(each.entry.program)),
                places.code_of(each.entry.place),
                Term(each.entry.kind.value, KIND_NAMES[each.entry.kind]),
                *(document_of(each), *amounts, remark_of(each)),
            )
        )
        for each, amounts in listed
    )
    return Table((*_HEAD, *columns, Column("note", N_("Note"))), rows, total=total)
