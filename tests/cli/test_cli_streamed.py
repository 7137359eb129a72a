"""Lists for scripts are written while they are read: in constant memory, in the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.shell import ok

from ethnictrack.book.opening import read_book
from ethnictrack.i18n import Message
from ethnictrack.ledger.listing import Filter
from ethnictrack.render import STREAMED, delimited, pieces, render, to_json
from ethnictrack.render.words import View
from ethnictrack.reports.book import log_list, log_stream
from ethnictrack.reports.entries import entries, streamed
from ethnictrack.reports.table import Column, Stream
from ethnictrack.values.kinds import Side


@pytest.mark.parametrize("heap", [1, 2, 500])
@pytest.mark.parametrize("form", sorted(STREAMED))
@pytest.mark.parametrize("side", Side)
def test_a_list_of_entries_is_the_same_in_parts(
    full_book: Path, side: Side, form: str, heap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, wherever the parts begin; nothing at all too."""
    monkeypatch.setattr(delimited, "HEAP", heap)
    monkeypatch.setattr(to_json, "HEAP", heap)
    with read_book(full_book) as book:
        for only in (Filter(), Filter(year=1999)):
            whole = entries(side, book.ledger.chosen(side, only), book.programs, book.places)
            listed = book.ledger.chosen(side, only)
            parts = [*pieces(streamed(side, listed, book.programs, book.places), form)]

            assert b"".join(parts) == render(whole, form, View())


@pytest.mark.parametrize("form", sorted(STREAMED))
def test_the_log_is_the_same_in_parts(full_book: Path, form: str) -> None:
    """Objects that hold others are written as they would be in one document."""
    with read_book(full_book) as book:
        whole = render(log_list(book.log.entries()), form, View())

        assert b"".join(pieces(log_stream(book.log.entries()), form)) == whole


@pytest.mark.parametrize("form", sorted(STREAMED))
def test_what_is_listed_is_read_as_it_is_written(form: str) -> None:
    """A part is written before the next is read: no more than one is in hand."""
    read = 0

    def rows() -> Iterator[int]:
        nonlocal read
        while read < 5 * delimited.HEAP:
            read += 1
            yield read

    stream = Stream((Column("a", Message("a")),), rows(), lambda n: (n,), lambda n: {"a": n})
    written = pieces(stream, form)

    next(written)

    assert read < 2 * delimited.HEAP


def test_a_list_that_is_written_into_a_file_is_what_is_printed(
    full_book: Path, tmp_path: Path
) -> None:
    """In the whole file at once, and whatever the text holds."""
    ok("disburse", "add", "DA1", "1", "--date", "20/11/2021", "--note", "=a;=b", book=full_book)
    printed = ok("disburse", "list", "--json", book=full_book)
    target = tmp_path / "list.json"

    ok("disburse", "list", "-o", str(target), book=full_book)

    assert json.loads(target.read_text("utf-8")) == printed.data
