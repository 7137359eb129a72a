"""An entry explained: its documents, its corrections, and the rows it counts in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.entries import document_of, entry, entry_data, remark_of
from ethnictrack.reports.rates.nodes import WITHOUT_PLAN
from ethnictrack.reports.table import TOTAL, Column, Heading, Paragraph, Row, Table, Term, Unit
from ethnictrack.values.kinds import KIND_NAMES
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.explain.frame import Frame
    from ethnictrack.reports.table import Block, Result
    from ethnictrack.year.figures import Figures, Sum


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


_NAME = N_("entry {entry}")
_COUNTS, _NOWHERE = N_("Where it counts"), N_("It counts in no figure of this report.")
_RELATED = N_("Entries that belong to it")
_ROWS = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    Column("planned", N_("Planned"), Unit.DONG),
    Column("disbursed", N_("Disbursed"), Unit.DONG),
    WITHOUT_PLAN,
)
_AMOUNT = Column("amount", N_("Amount"), Unit.DONG)


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
    lineage = programs.lineage(posted.entry.program)
    counts = bool(share.planned or share.disbursed or share.unplanned)
    blocks: list[Block] = [*entry(posted, programs, places, words).document.blocks]
    if related:
        listed = [(each, (each.entry.amount,)) for each in related]
        blocks.append(Heading(_RELATED, level=2))
        blocks.append(entry_table(listed, (_AMOUNT,), programs, places))
    blocks.append(Heading(_COUNTS, level=2))
    blocks.append(_rows(lineage, share, figures) if counts else Paragraph(_NOWHERE))
    sums = {
        "planned": share.planned,
        "disbursed": share.disbursed,
        "unplanned": share.unplanned,
    }
    data: dict[str, object] = {
        "entry": entry_data(posted, programs, places),
        "related": [entry_data(each, programs, places) for each in related],
        "counts_in": [
            {"code": programs[each].code, "name": programs[each].name, **sums}
            for each in lineage
            if counts
        ],
    }
    return frame.result(_NAME.of(entry=posted.id), (), blocks, data)


def _rows(lineage: list[int], share: Sum, figures: Figures) -> Table:
    sums = share.planned, share.disbursed, share.unplanned
    named = ((figures.programs[each].code, figures.programs[each].name) for each in lineage)
    rows = tuple(Row((code, name, *sums)) for code, name in named)
    return Table(_ROWS, (*rows, Row(("", TOTAL, *sums))))
