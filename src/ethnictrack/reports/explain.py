"""A figure explained: the entries it is made of, their documents, corrections and rounding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from ethnictrack.i18n import N_
from ethnictrack.reports.entries import document_of, entry, entry_data, remark_of
from ethnictrack.reports.face import basis_of, stated_by
from ethnictrack.reports.rate_rows import SUMS
from ethnictrack.reports.table import (
    TOTAL,
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Table,
    Term,
    Unit,
    columns_at,
    data_of,
)
from ethnictrack.values.money import Dong, Scale, rate, round_half_up
from ethnictrack.year.explain import Figure
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Block
    from ethnictrack.year.figures import Figures, PlanBasis


Value = Dong | Fraction | Decimal | int | None
_DONG, _PERCENT = Term("dong", N_("đồng")), Term("percent", N_("percent"))
_DEEP = 6  # decimals of a percentage that is shown "exactly"
_TITLE, _OF_COLUMN = N_("Explanation: {what}"), N_("Explanation: {what}, {column}")
_DIVIDED = N_(
    "The rate is {part} đồng of {whole} đồng: {exact} %, rounded half up to what is shown."
)
_NO_RATE = N_("There is no rate, for want of anything to measure by.")
_LEFT = N_("What remains is {planned} đồng planned less {disbursed} đồng disbursed.")


@dataclass(frozen=True, slots=True)
class FigureForm:
    """In which unit figures are shown, and with how many decimals."""

    scale: Scale
    decimals: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure and its name; ``part`` and ``whole`` make a rate or a remainder."""

    column: Term
    value: Value
    part: Dong | None = None
    whole: Dong | None = None

    @classmethod
    def of(
        cls, figure: Figure, value: Value, part: Dong | None = None, whole: Dong | None = None
    ) -> Shown:
        """Return a figure of one of the columns that reports of money and counts have."""
        return cls(Term(figure.value, figure.label), value, part, whole)

    def rounded(self, look: FigureForm) -> Decimal | None:
        """Return the figure as it is shown: an amount in its unit, a rate in percent."""
        match self.value:
            case Dong():
                decimals = 0 if look.scale is Scale.DONG else look.decimals
                return round_half_up(Fraction(self.value.value, look.scale.size), decimals)
            case Fraction():
                return round_half_up(self.value * 100, look.decimals)
        return None if self.value is None else Decimal(self.value)

    def exact(self) -> Decimal | int | None:
        """Return it in đồng, or in percent with more decimals than are ever shown."""
        match self.value:
            case Dong():
                return self.value.value
            case Fraction():
                return round_half_up(self.value * 100, _DEEP).normalize() + 0
        return self.value

    def rounding(self, look: FigureForm) -> Decimal | None:
        """Return what is shown less what is: in đồng, or in points."""
        shown, exact = self.rounded(look), self.exact()
        if shown is None or exact is None:
            return None
        size = look.scale.size if isinstance(self.value, Dong) else 1
        return (shown * size - exact).normalize() + 0


def figure_table(figures: Iterable[Shown], look: FigureForm) -> Table:
    """Return figures as shown, exactly, and what rounding did."""
    columns: tuple[Column[Shown], ...] = (
        Column("figure", N_("Figure"), of=lambda of: of.column),
        Column("shown", N_("As shown"), Unit.DONG, lambda of: of.value),
        Column("exact", N_("Exactly"), Unit.NUMBER, lambda of: of.exact()),
        Column("rounding", N_("Rounding"), Unit.NUMBER, lambda of: of.rounding(look)),
        Column("exact_unit", N_("Counted in"), of=_exact_unit),
    )
    return Table.of(columns, figures)


def _exact_unit(of: Shown) -> Term | None:
    if isinstance(of.value, Dong):
        return _DONG
    return _PERCENT if isinstance(of.value, Fraction) else None


def sums_said(figures: Iterable[Shown]) -> Iterator[Paragraph]:
    """Say how a rate and a remainder come out of their amounts."""
    for each in figures:
        if each.part is None or each.whole is None:
            continue
        part, whole = each.part.value, each.whole.value
        if each.column.code == Figure.RATE:
            divided = _DIVIDED.of(part=part, whole=whole, exact=each.exact())
            yield Paragraph(_NO_RATE if each.value is None else divided)
        if each.column.code == Figure.REMAINING:
            yield Paragraph(_LEFT.of(planned=whole, disbursed=part))


def figure_data(of: Shown, look: FigureForm) -> dict[str, object]:
    """Return a figure as JSON has it."""
    exact_unit = _exact_unit(of)
    return {
        "column": of.column.code,
        "value": of.value,
        "shown": of.rounded(look),
        "unit": look.scale.value if exact_unit is _DONG else exact_unit and exact_unit.code,
        "exact": of.exact(),
        "rounding": of.rounding(look),
        "part": of.part,
        "whole": of.whole,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an explanation says on its face; ``rests_on`` are the lines below its title.

    ``basis`` is that of rates, of a report that has one; ``figure`` the one column asked for.
    """

    what: dict[str, object]
    figure: Figure | None
    year: int
    as_of: date
    look: FigureForm
    rests_on: tuple[Message, ...]
    basis: PlanBasis | None = None

    @classmethod
    def of_figures(
        cls,
        what: dict[str, object],
        figure: Figure | None,
        figures: Figures,
        look: FigureForm,
        unit: Message,
    ) -> Frame:
        """Return the face of what is explained in figures of money; ``unit`` is the unit line."""
        return cls(
            what=what,
            figure=figure,
            year=figures.year,
            as_of=figures.as_of,
            look=look,
            rests_on=basis_of(figures, unit),
            basis=figures.basis,
        )

    def result(
        self,
        name: Message | str,
        figures: Sequence[Shown],
        blocks: Iterable[Block],
        data: dict[str, object],
        notes: tuple[Message, ...] = (),
    ) -> Result:
        """Return the page: the figures, how they come out, what they are made of."""
        kept = [each for each in figures if self.figure in {None, each.column.code}]
        title = _TITLE.of(what=name)
        if self.figure is not None:
            title = _OF_COLUMN.of(what=name, column=self.figure.label)
        document = Document(
            title,
            (*([figure_table(kept, self.look)] if kept else []), *sums_said(kept), *blocks),
            self.rests_on,
            notes,
            stated_by(self.year, self.as_of, self.basis),
        )
        facts = {
            "report": "explain",
            "title": title,
            "year": self.year,
            "as_of": self.as_of,
            **({} if self.basis is None else {"basis": self.basis}),
            "what": self.what,
            "figures": [figure_data(each, self.look) for each in kept],
            **data,
            "notes": list(notes),
        }
        return Result(document, facts)


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
            of=lambda of: Term(of[0].entry.kind.value, of[0].entry.kind.label),
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


Shares = Sequence[tuple["Posted", Sum]]
_LATER = N_("Reversed by an entry that does not count here, being of a later day: {entries}.")
_UNPLANNED = N_("Money without a plan is part of no rate; it has a column of its own.")
_SHARES: tuple[Column[tuple[Posted, Sum]], ...] = columns_at(SUMS, lambda of: of[1])
_SUMS = {Figure(each.key): each for each in _SHARES}
# Which sums of the entries a figure is made of.
_MADE_OF = {
    Figure.PLANNED: (Figure.PLANNED,),
    Figure.DISBURSED: (Figure.DISBURSED,),
    Figure.CUMULATIVE: (Figure.DISBURSED,),
    Figure.REMAINING: (Figure.PLANNED, Figure.DISBURSED),
    Figure.RATE: (Figure.PLANNED, Figure.DISBURSED),
    Figure.UNPLANNED: (Figure.UNPLANNED,),
    Figure.PAID: (Figure.DISBURSED, Figure.UNPLANNED),
}
_ALL = (Figure.PLANNED, Figure.DISBURSED, Figure.REMAINING, Figure.RATE)


def row_explained(  # noqa: PLR0913 - the facts a report states on its face
    name: Message | str,
    of: Sum,
    shares: Shares,
    figures: Figures,
    frame: Frame,
    *,
    periodic: bool,
) -> Result:
    """Explain a row of a report of money, or one figure of it.

    ``periodic`` rows, months and quarters, have no plan of their own.
    """
    figure = frame.figure
    parts = _parts(figure, of, periodic=periodic)
    shown = [_shown(each, of) for each in _columns(figure, of, periodic=periodic)]
    kept = [(each, sums) for each, sums in shares if any(_value(sums, part) for part in parts)]
    columns = [_SUMS[part] for part in parts]
    table = made_of(kept, columns, figures.programs, figures.places)
    blocks = (*table, *([Paragraph(WHOLE)] if kept else []))
    entries = [
        {
            **entry_data(each, figures.programs, figures.places),
            "moved": {**data_of(SUMS, sums), "remaining": sums.remaining},
        }
        for each, sums in kept
    ]
    notes = (*figures.notes, *_notes(kept, of))
    return frame.result(name, shown, blocks, {"entries": entries}, notes)


def _columns(figure: Figure | None, of: Sum, *, periodic: bool) -> tuple[Figure, ...]:
    """Return the figures that are explained: the one asked for, or those of the whole row."""
    if figure is not None:
        return (figure,)
    unplanned = (Figure.UNPLANNED,) if of.unplanned else ()
    return ((Figure.DISBURSED,) if periodic else _ALL) + unplanned


def _parts(figure: Figure | None, of: Sum, *, periodic: bool) -> tuple[Figure, ...]:
    columns = _columns(figure, of, periodic=periodic)
    made = {part for column in columns for part in _MADE_OF[column]}
    return tuple(part for part in _SUMS if part in made)


def _value(of: Sum, figure: Figure) -> Dong:
    return {
        Figure.PLANNED: of.planned,
        Figure.DISBURSED: of.disbursed,
        Figure.UNPLANNED: of.unplanned,
    }[figure]


def _shown(figure: Figure, of: Sum) -> Shown:
    match figure:
        case Figure.RATE:
            return Shown.of(figure, rate(of.disbursed, of.planned), of.disbursed, of.planned)
        case Figure.REMAINING:
            return Shown.of(figure, of.remaining, of.disbursed, of.planned)
        case Figure.PAID:
            return Shown.of(figure, of.paid)
        case Figure.CUMULATIVE:
            return Shown.of(figure, of.disbursed)
        case _:
            return Shown.of(figure, _value(of, figure))


def _notes(kept: Shares, of: Sum) -> Iterable[Message]:
    listed = {each.id for each, _ in kept}
    later = tuple(
        each.id for each, _ in kept if each.reversed_by and each.reversed_by not in listed
    )
    if later:
        yield _LATER.of(entries=later)
    if of.unplanned:
        yield _UNPLANNED
