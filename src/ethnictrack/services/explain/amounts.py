"""A figure typed as it is printed: which rows and columns show it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from ethnictrack.reports.rate_rows import By, Node, rows_by
from ethnictrack.reports.table import TOTAL
from ethnictrack.services.explain.reading import Meant
from ethnictrack.values.amounts import read_amount
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import (
    Dong,
    Numbers,
    Scale,
    rate,
    read_numeral,
    round_half_up,
    write_number,
)
from ethnictrack.year.explain import Figure, What
from ethnictrack.year.figures import Figures, Sum


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and how reports would have printed it."""

    text: str
    scale: Scale
    decimals: int
    numbers: Numbers

    def means(self, amount: Dong) -> bool:
        """Say whether an amount is printed like this: in the report's unit, in đồng, in words.

        Without its last decimals it is the same amount, rounded: a table's 5.857,0 is typed 5.857.
        """
        if not amount:
            return False
        written = self.text.removeprefix("-")
        numeral = read_numeral(written, self.numbers)
        if numeral is not None:
            value = numeral.value if written == self.text else -numeral.value
            most = 0 if self.scale is Scale.DONG else self.decimals
            shown = round_half_up(Fraction(amount.value, self.scale.size), numeral.decimals)
            if value in {amount.value, shown} and numeral.decimals <= most:
                return True
        with suppress(BookError):
            return read_amount(self.text, self.numbers).dong == amount
        return False

    def is_rate(self, of: Sum) -> bool:
        """Say whether a rate is printed like this."""
        share = rate(of.disbursed, of.planned)
        if share is None or not self.text.endswith("%"):
            return False
        printed = write_number(round_half_up(share * 100, self.decimals), self.numbers)
        return self.text.removesuffix("%").strip() == printed


def showing(figures: Figures, typed: Typed) -> list[Meant]:
    """Return the figures of programmes, and the totals, that are printed as was typed."""
    if not any(one.isdecimal() for one in typed.text):
        return []
    nodes = (each for node in rows_by(figures, By.PROGRAM) for each in node.flat())
    total = Node(None, TOTAL, figures.total())
    return [
        Meant(
            what=What.PROGRAM if node.code else What.TOTAL,
            code=node.code or "total",
            name=node.name,
            figure=figure,
            id=node.id,
        )
        for node in (*nodes, total)
        for figure in _alike(node.sum, typed)
    ]


def _alike(of: Sum, typed: Typed) -> Iterator[Figure]:
    amounts = {
        Figure.PLANNED: of.planned,
        Figure.DISBURSED: of.disbursed,
        Figure.REMAINING: of.remaining,
        Figure.UNPLANNED: of.unplanned,
    }
    yield from (figure for figure, amount in amounts.items() if typed.means(amount))
    if typed.is_rate(of):
        yield Figure.RATE
