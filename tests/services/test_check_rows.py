"""Entries are compared with the log as text; the same comes out as when every text is parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.audit.log import canonical
from ethnictrack.services.check import rows as check

if TYPE_CHECKING:
    from ethnictrack.book.audit import AuditStore


_COLUMNS = ("amount", "id", "note", "log", "office")
_OFFICE = 1
_Row = tuple[int, int, str | None, int, int]


class _Stored:
    """Stored rows without a database, as the check reads them."""

    office = _OFFICE
    after = 0  # the whole log

    def __init__(self, rows: list[_Row]) -> None:
        self._rows = sorted(rows, key=lambda row: row[1])

    def columns(self, _: str) -> tuple[str, ...]:
        return _COLUMNS

    def key(self, _: str) -> str:
        return "id"

    def tables(self) -> tuple[str, ...]:
        return ("entry",)

    def tuples(self, _: str) -> Iterator[_Row]:
        return iter(self._rows)

    def named(self, _: str, row: _Row) -> dict[str, Any]:
        facts = dict(zip(_COLUMNS, row, strict=True))
        if facts["office"] == _OFFICE:
            del facts["office"]
        return facts


_NOTES = st.none() | st.sampled_from(["", "a", 'n"o', "đ\n", "},{", "\\"]) | st.text(max_size=3)
_AMOUNTS = st.integers(0, 3) | st.integers(-(2**63), 2**63 - 1)


@st.composite
def _books(draw: st.DrawFn) -> tuple[list[_Row], list[str]]:
    """Draw rows and the texts of the log that tell of them, nearly right most of the time."""
    told: list[list[dict[str, Any]]] = []
    rows: list[_Row] = []
    for record in range(1, draw(st.integers(1, 3)) + 1):
        told.append([])
        for _ in range(draw(st.integers(0, 4))):
            number, amount, note = len(rows) + 1, draw(_AMOUNTS), draw(_NOTES)
            rows.append((amount, number, note, record, _OFFICE))
            after = {"amount": amount, "id": number, "note": note}
            told[-1].append({"object": "entry", "id": number, "before": None, "after": after})
    for _ in range(draw(st.integers(0, 2))):
        _bend(draw, rows, draw(st.sampled_from(told)))
    texts = [canonical({"changes": changes}) for changes in told]
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(texts) - 1))
        texts[at] = _scratched(draw, texts[at])
    return rows, texts


def _bend(draw: st.DrawFn, rows: list[_Row], changes: list[dict[str, Any]]) -> None:
    """Change one thing: in a stored row, or in what the log tells."""
    if draw(st.booleans()) and rows:
        at, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(_COLUMNS)))
        row: list[Any] = [*rows.pop(at)]
        if column < len(_COLUMNS):  # else it is gone
            row[column] = draw(_NOTES) if _COLUMNS[column] == "note" else draw(st.integers(0, 9))
            rows.append(cast("_Row", tuple(row)))
    elif changes:
        change = draw(st.sampled_from(changes))
        what = draw(st.sampled_from(["twice", "gone", "before", "object", "id", "column", "note"]))
        if what == "twice":
            changes.append(change)
        elif what == "gone":
            changes.remove(change)
        elif what == "column":
            change["after"].pop("note", None)
        elif what == "note":
            change["after"]["note"] = draw(_NOTES)
        else:
            change[what] = draw(st.sampled_from([{"amount": 1}, "place", 1, 9, 1.0, True]))


def _scratched(draw: st.DrawFn, text: str) -> str:
    """Write a text another way, or change a letter."""
    if draw(st.booleans()):
        return json.dumps(json.loads(text), ensure_ascii=draw(st.booleans()))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from([",", "}", " ", "0", ""])) + text[at + 1 :]


def _looked(rows: list[_Row], texts: list[str]) -> list[object]:
    """Return what the check finds, and what it fails of."""
    found: list[object] = []
    looking = check.StoredRows(cast("AuditStore", _Stored(rows)))
    try:
        for number, text in enumerate(texts, start=1):
            found += looking.record({"seq": number, "body": text})
        found += looking.end()
    except (ValueError, LookupError, TypeError) as failure:
        found.append(type(failure))
    return found


@given(_books())
def test_comparing_texts_finds_what_comparing_values_finds(
    book: tuple[list[_Row], list[str]],
) -> None:
    """Nothing more and nothing less, whatever was done to rows and log."""
    compared = _looked(*book)

    with patch.object(check._Ledger, "follow", return_value=(0, False)):  # noqa: SLF001
        assert _looked(*book) == compared


_TWO: list[_Row] = [(5, 1, None, 1, _OFFICE), (6, 2, "a", 1, _OFFICE)]


def _told(rows: list[_Row]) -> str:
    """Return the text of the log that tells of rows."""
    after = [dict(zip(_COLUMNS[:3], row, strict=False)) for row in rows]
    told = [{"object": "entry", "id": each["id"], "before": None, "after": each} for each in after]
    return canonical({"changes": told})


def test_a_true_text_is_not_parsed() -> None:
    """That is where the time went."""
    with patch.object(check, "changes_of", side_effect=AssertionError):
        assert _looked(_TWO, [_told(_TWO)]) == []


@pytest.mark.parametrize(
    ("held", "broken"),
    [("]}", ",]}"), ("]}", "]}]}"), ("]}", "]"), ("},{", "}{"), ("},{", "},,{"), ("[{", "[,{")],
)
def test_what_holds_a_text_together_is_looked_at_too(held: str, broken: str) -> None:
    """Every entry is there to the letter, and still it is not what the program writes."""
    text = _told(_TWO)

    assert held in text
    assert JSONDecodeError in _looked(_TWO, [text.replace(held, broken)])
