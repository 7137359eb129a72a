"""Random ledgers: plans, payments and reversals, each a command of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.books import TODAY, allocated, paid, signed

from ethnictrack.book.opening import write_book
from ethnictrack.services.entry import Recorder
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Side

if TYPE_CHECKING:
    from ethnictrack.book.location import Location


def recorded(path: Location, step: tuple[str, int, str, int]) -> None:
    """Record one step as one command; what the rules refuse is left out."""
    what, amount, program, month = step
    day = date(2021, month, 1)
    with write_book(path, signed()) as book:
        try:
            if what == "plan":
                allocated(book, amount, program, date=day)
            elif what == "pay":
                paid(book, amount, program, date=day, over_plan="thử")
            else:
                chosen = max(book.ledger.newest() - amount % 3, 1)
                side = Side.DISBURSEMENT if amount % 2 else Side.ALLOCATION
                Recorder(book, TODAY).reverse(side, chosen, reason="thử", on=None)
        except BookError:
            book.journal.drop()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["plan", "pay", "pay", "reverse"]),
        st.integers(1, 999),
        st.sampled_from(["DA1", "DA2", "MTQG"]),
        st.integers(1, 11),
    ),
    max_size=6,
)
