"""An entry explained: its documents, its corrections, and the rows it counts in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ethnictrack.i18n import N_
from ethnictrack.reports.entries import document_of, entry, entry_data, remark_of
from ethnictrack.reports.rates.nodes import SUMS
from ethnictrack.reports.table import (
    TOTAL,
    Column,
    Heading,
    Paragraph,
    Table,
    Term,
    Unit,
    data_of,
)
from ethnictrack.values.kinds import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.explain.frame import Frame
    from ethnictrack.reports.table import Block, Result
    from ethnictrack.values.money import Dong
    from ethnictrack.year.figures import Figures, Sum


V = TypeVar("V")  # what an entry is listed with, such as its share of a figure
ENTRIES, WHOLE = (
    N_("The entries it is made of"),
    N_("The entries add up to the figures above, to the đồng."),
)
_NONE = N_("No entry counts here.")


def made_of(
    listed: Sequence[tuple[Posted, V]],
    figures: Sequence[Column[tuple[Posted, V]]],
    programs: Programs,
    places: Places,
) -> tuple[Block, ...]:
    """Return the heading and the table of the entries, or that there are none.

    ``figures`` are the columns of the amounts each entry is listed with; below stand their sums.
    """
    if not listed:
        return Heading(ENTRIES, level=2), Paragraph(_NONE)
    table = entry_table(listed, figures, programs, places)
    return Heading(ENTRIES, level=2), table.with_sums()


def entry_table(
    listed: Sequence[tuple[Posted, V]],
    figures: Sequence[Column[tuple[Posted, V]]],
    programs: Programs,
    places: Places,
) -> Table:
    """Return a table of entries, each with its amounts."""
    columns: tuple[Column[tuple[Posted, V]], ...] = (
        Column("id", N_("No."), Unit.CODE, lambda of: of[0].id),
        Column("date", N_("Date"), Unit.DATE, lambda of: of[0].entry.date),
        Column(
            "program", N_("Programme"), Unit.CODE, lambda of: programs.code_of(of[0].entry.program)
        ),
        Column("place", N_("Place"), Unit.CODE, lambda of: places.code_of(of[0].entry.place)),
        Column(
            "kind",
            N_("Kind"),
            of=lambda of: Term(of[0].entry.kind.value, KIND_NAMES[of[0].entry.kind]),
        ),
        Column("document", N_("Document"), of=lambda of: document_of(of[0])),
        *figures,
        Column("note", N_("Note"), of=lambda of: remark_of(of[0])),
    )
    return Table.of(columns, listed)


_NAME = N_("entry {entry}")
_COUNTS, _NOWHERE = N_("Where it counts"), N_("It counts in no figure of this report.")
_RELATED = N_("Entries that belong to it")
_COLUMNS = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    *(replace(each, of=None) for each in SUMS),
)


def entry_explained(  # noqa: PLR0913 - the facts a report states on its face
    posted: Posted,
    figures: Figures,
    frame: Frame,
    *,
    share: Sum,
    related: Sequence[Posted],
    words: str,
) -> Result:
    """Explain one entry; ``share`` is what it adds to the figures, ``words`` its amount."""
    programs, places = figures.programs, figures.places
    sums = data_of(SUMS, share)
    blocks: list[Block] = [*entry(posted, programs, places, words).document.blocks]
    if related:
        listed = [(each, each.entry.amount) for each in related]
        amount: Column[tuple[Posted, Dong]] = Column(
            "amount", N_("Amount"), Unit.DONG, lambda of: of[1]
        )
        blocks.append(Heading(_RELATED, level=2))
        blocks.append(entry_table(listed, (amount,), programs, places))
    blocks.append(Heading(_COUNTS, level=2))
    lineage = programs.lineage(posted.entry.program) if any(sums.values()) else []
    lines = [{"code": programs[at].code, "name": programs[at].name, **sums} for at in lineage]
    whole = {"code": "", "name": TOTAL, **sums}
    blocks.append(Table.of(_COLUMNS, [*lines, whole]) if lines else Paragraph(_NOWHERE))
    data: dict[str, object] = {
        "entry": entry_data(posted, programs, places),
        "related": [entry_data(each, programs, places) for each in related],
        "counts_in": lines,
    }
    return frame.result(_NAME.of(entry=posted.id), (), blocks, data)
