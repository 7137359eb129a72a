"""The face of an explanation: what is explained, the figure as shown and exactly, what makes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.basis import basis_of, stated_by
from ethnictrack.reports.table import Column, Document, Paragraph, Result, Table, Term, Unit
from ethnictrack.values.money import Dong, Scale, round_half_up
from ethnictrack.year.explain import FIGURE_NAMES, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ethnictrack.i18n import Message
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


def titled(name: Message | str, figure: Figure | None) -> Message:
    """Return the title of an explanation: what is explained, and which column of it."""
    if figure is None:
        return _TITLE.of(what=name)
    return _OF_COLUMN.of(what=name, column=FIGURE_NAMES[figure])


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
        return cls(Term(figure.value, FIGURE_NAMES[figure]), value, part, whole)

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
        if each.column.code == Figure.RATE and each.part is not None and each.whole is not None:
            facts = {"part": each.part.value, "whole": each.whole.value, "exact": each.exact()}
            yield Paragraph(_NO_RATE if each.value is None else _DIVIDED.of(**facts))
        if (
            each.column.code == Figure.REMAINING
            and each.part is not None
            and each.whole is not None
        ):
            yield Paragraph(_LEFT.of(planned=each.whole.value, disbursed=each.part.value))


def figure_data(of: Shown, look: FigureForm) -> dict[str, object]:
    """Return a figure as JSON has it."""
    unit: str | Message | None = None
    if isinstance(of.value, Dong):
        unit = look.scale.value
    elif isinstance(of.value, Fraction):
        unit = "percent"
    return {
        "column": of.column.code,
        "value": of.value,
        "shown": of.rounded(look),
        "unit": unit,
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
        title = titled(name, self.figure)
        document = Document(
            title,
            (
                *([figure_table(kept, self.look)] if kept else []),
                *sums_said(kept),
                *blocks,
            ),
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
