"""Rows of a file that say what rows before them said are judged by less, and no otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import or_
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import TODAY, allocated, dong, signed
from tests.reliability.size import size

from ethnictrack.book.opening import write_book
from ethnictrack.nouns.batch import BatchNoun, Duplicates
from ethnictrack.services.importing.entries import EntryImport, taker
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import Qualifier


@dataclass
class _Row:
    """A row of a file, its cells read."""

    number: int
    values: dict[str, Any]

    @property
    def line(self) -> int:
        return self.number + 1


_AMOUNTS = [dong(1), dong(7), dong(40), replace(dong(7), qualifier=Qualifier.ABOUT)]
_DAYS = [date(2021, 3, 1), date(2021, 4, 1), date(2021, 1, 5), date(2021, 12, 1)]
_SAID = {
    "date": st.sampled_from(_DAYS),
    "year": st.sampled_from([2021, 2021, 2020]),
    "plan_year": st.sampled_from([2021, 2021, 2020]),
    "kind": st.sampled_from([Kind.PAYMENT, Kind.ADVANCE, Kind.REFUND, Kind.ADVANCE_RECOVERY]),
    "place": st.sampled_from(["042", "Bảo Lâm", "043", "04", "không có"]),
    "capital": st.sampled_from([Capital.INVESTMENT, None]),
    "source": st.sampled_from([Source.CENTRAL, None]),
}
_OWN = {
    "voucher": st.sampled_from(["PC-1", "pc 1", "PC-2"]),
    "payee": st.sampled_from(["Công ty A", "Hợp tác xã B"]),
    "note": st.sampled_from(["đợt 1", "đợt 2"]),
    "over_plan": st.just("theo quyết định"),
}
_PROGRAM = {"program": st.sampled_from(["DA1", "DA2", "Dự án 1"])}
_AMOUNT = {"amount": st.sampled_from(_AMOUNTS)}


def _rows(lines: list[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    own = st.fixed_dictionaries(_AMOUNT, optional=_OWN)
    return st.lists(st.builds(or_, st.sampled_from(lines), own), min_size=8, max_size=24)


_LINES = st.lists(st.fixed_dictionaries(_PROGRAM, optional=_SAID), min_size=1, max_size=3)
_FILE = _LINES.flatmap(_rows)


def _taken(
    path: Path, files: Sequence[Sequence[dict[str, Any]]], duplicates: Duplicates, *, forget: bool
) -> list[object]:
    """Return all that becomes of files, in heaps of three rows; or judge each row by itself."""
    told: list[object] = []
    with write_book(path, signed(), dry_run=True) as book:
        allocated(book, 60)
        allocated(book, 90, "DA2", place="043", capital="investment", source="central")
        for batch, file in enumerate(files, start=1):
            rows = [_Row(number, values) for number, values in enumerate(file, start=1)]
            take = taker(
                book,
                BatchNoun.DISBURSE,
                today=TODAY,
                batch=batch,
                duplicates=duplicates,
                over_plan=None,
            )
            assert isinstance(take, EntryImport)
            for first in range(0, len(rows), 3):
                if forget:
                    take._recorder._days.clear()  # noqa: SLF001 - to know nothing of rows before
                told += [
                    (each.line, each.field, type(each.error), each.error.facts())
                    for each in take.take(rows[first : first + 3])
                ]
            take.finish()
            told.append(take.tally)
        told += [dict(row) for row in book.audit.rows("entry")]
    return told


@pytest.mark.parametrize("duplicates", Duplicates)
@settings(
    max_examples=size(10, 300),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(file=_FILE, again=_FILE)
def test_what_is_known_of_rows_before_changes_nothing(
    fresh_book: Path,
    duplicates: Duplicates,
    file: list[dict[str, Any]],
    again: list[dict[str, Any]],
) -> None:
    """Entries, numbers, refusals and their order are those of rows judged each by itself."""
    files = [file, [*again, *file[:4]]]
    known, alone = (_taken(fresh_book, files, duplicates, forget=each) for each in (False, True))
    assert known == alone


def test_a_row_is_known_by_one_before_it(fresh_book: Path) -> None:
    """Whatever its amount and texts are; not one of another day or line, nor one with a key."""
    said = {"program": "DA1", "amount": dong(1), "date": date(2021, 3, 1), "note": "đợt 1"}
    with write_book(fresh_book, signed(), dry_run=True) as book:
        allocated(book, 60)
        take = EntryImport(
            book, side=Side.DISBURSEMENT, today=TODAY, batch=1, duplicates=Duplicates.REFUSE
        )
        assert take.take([_Row(1, said)]) == []
        known = take._recorder.known  # noqa: SLF001 - nothing else tells

        assert known({**said, "amount": dong(2), "voucher": "PC-1", "note": "đợt 2"})
        for other in ({"date": date(2021, 3, 2)}, {"place": "042"}, {"source": None}, {"key": "k"}):
            assert not known({**said, **other})
