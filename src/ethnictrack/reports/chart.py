"""Charts as values: which figures are drawn against which; how they are drawn is the renderer's.

A chart repeats figures that stand in a table or sentence of the same document, so formats of text
alone (plain, Markdown, CSV, TSV, JSON) leave it out and lose nothing. A terminal, a page and a
document draw it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from ethnictrack.i18n import Message
    from ethnictrack.values.money import Dong


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length is the rate; the figures beside it are an amount and what it is part of.

    Without a rate there is nothing to measure by: no bar is drawn, only the figures.
    """

    label: Message | str
    rate: Fraction | None
    amount: Dong | None = None
    whole: Dong | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Rates side by side, from 0 to 100 % or beyond, against a mark such as the share of the year.

    ``on_screen`` is false where a table of the document draws the same bars on a terminal already.
    """

    title: Message
    rows: tuple[Bar, ...]
    mark: Fraction | None = None
    mark_label: Message | None = None
    on_screen: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: a rate for each label of the chart, None where nothing is known."""

    name: Message | str
    points: tuple[Fraction | None, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """Rates that grow from label to label, such as month by month; the first series is the main.

    Labels are short ("1", "T1"): they stand below the columns of a terminal.
    """

    title: Message
    labels: tuple[Message | str, ...]
    series: tuple[Series, ...]
