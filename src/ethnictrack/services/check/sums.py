"""The check of what the book keeps besides its rows: sums of months, and what rows are found by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.i18n import N_
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_SUM = N_("It says {kept} of {counted} entries; the entries add up to {added} of {found}.")
_LOOKUP = N_("It is not what the other columns of its row make of it.")


def check_sums(book: Book) -> Iterator[CheckFinding]:
    """Find sums that are not those of the entries, and columns that are not worked out as ours."""
    for where, kept, added in book.audit.unequal_sums():
        said = _SUM.of(kept=Dong(kept[0]), counted=kept[1], added=Dong(added[0]), found=added[1])
        yield CheckFinding.error("sums", "wrong-sum", said, where)
    for where in book.audit.wrong_columns():
        yield CheckFinding.error("sums", "wrong-column", _LOOKUP, where)
