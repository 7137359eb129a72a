"""A whole book as text, and back: equal, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.server import server

from ethnictrack.book.create import create_from
from ethnictrack.book.files import REVISION
from ethnictrack.book.location import Location, Server
from ethnictrack.book.opening import Book, read_book
from ethnictrack.errors.book import BookExistsError, DamagedExportError, UnfitRowsError
from ethnictrack.importing.files.from_jsonl import BookFile, NotAnExportError, OtherRevisionError
from ethnictrack.importing.files.input_file import InputFile
from ethnictrack.render.to_jsonl import lines
from ethnictrack.services.verify import verify


def _exported(place: Location) -> bytes:
    with read_book(place) as book:
        return b"".join(lines(book.export.header("0.1.0"), book.export.rows()))


def _opened(text: bytes, revision: int = REVISION) -> BookFile:
    return BookFile(InputFile("so.jsonl", io.BytesIO(text)), revision=revision)


def _proved(book: Book) -> None:
    assert verify(book).findings == ()


@pytest.fixture(scope="module")
def text(full_template: Path) -> bytes:
    """Return the export of the book with a row in every table."""
    return _exported(full_template)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Return a place for a book, in a file and on a server, where there is none."""
    if request.param == "sqlite":
        return tmp_path / "new.sqlite"
    shared: Server = request.getfixturevalue("shared_server")
    name = shared.shown.partition("?")[0].rpartition("/")[2]
    return server(name, schema=f"new_{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]}")


def test_a_book_moves_between_file_and_server_and_stays_the_same(
    full_place: Location, new_place: Location
) -> None:
    """Every row, every seal; and in the new one every check passes."""
    with read_book(full_place) as book:
        create_from(new_place, book.export.rows(), _proved)

    assert _exported(new_place) == _exported(full_place)


def test_a_book_is_never_made_over_another(full_place: Location, fresh_place: Location) -> None:
    """Not even an empty one."""
    before = _exported(fresh_place)

    with pytest.raises(BookExistsError), read_book(full_place) as book:
        create_from(fresh_place, book.export.rows(), _proved)

    assert _exported(fresh_place) == before


def test_what_is_read_is_what_was_written(full_template: Path, text: bytes) -> None:
    """Row by row; the log with its pages comes first."""
    with read_book(full_template) as book:
        assert list(_opened(text).rows()) == list(book.export.rows())


@given(where=st.floats(0, 1, exclude_max=True), sign=st.sampled_from(b'0a"\n'))
def test_a_file_that_was_cut_or_changed_anywhere_is_refused(
    text: bytes, where: float, sign: int
) -> None:
    """Wherever it was, and whatever stands there now."""
    place = int(where * len(text))

    for broken in (text[:place], text[:place] + bytes([sign]) + text[place + 1 :]):
        if broken not in {text, text.rstrip(b"\n")}:
            with pytest.raises((DamagedExportError, NotAnExportError, OtherRevisionError)):
                list(_opened(broken).rows())


@pytest.mark.parametrize("place", [1, 2, 20, -2])
def test_a_line_that_is_gone_twice_there_or_swapped_is_noticed(text: bytes, place: int) -> None:
    """Every line by itself is as it was written."""
    whole = text.splitlines(keepends=True)
    gone, twice, swapped = whole.copy(), whole.copy(), whole.copy()
    del gone[place]
    twice.insert(place, whole[place])
    swapped[place], swapped[place - 1] = swapped[place - 1], swapped[place]

    for broken in (gone, twice, swapped, [*whole, b"{}\n"]):
        with pytest.raises((DamagedExportError, NotAnExportError)):
            list(_opened(b"".join(broken)).rows())


@pytest.mark.parametrize(
    "said",
    [b"", b"\n", b"[]\n", b"{}\n", b"\xff\n", b"[" * 100_000, b'{"form": 1.5}\n', b"\0" * 100],
)
def test_another_file_is_no_export(said: bytes) -> None:
    """Whatever it is."""
    with pytest.raises(NotAnExportError):
        _opened(said)


@pytest.mark.parametrize(
    "line",
    [
        b'{"table":"entry","row":[' + b"[]," * 50_000 + b"[]]}\n",
        b'{"table":"entry","row":{' + b'"a":1,' * 50_000 + b'"b":1}}\n',
        b'{"table":"page","row":{"body":"' + b"x" * (1 << 25) + b'"}}\n',
        b"[" * 200_000 + b"\n",
        b'{"table":"page","row":{"body":"' + b'\\"' * 400_000 + b"\n",
        b'{"table":"entry","row":{"id":' + b"9" * 5000 + b"}}\n",
    ],
    ids=["lists", "columns", "a text of 32 MB", "nested", "quotes", "a number of 5.000 digits"],
)
def test_a_line_that_would_fill_the_machine_is_not_read(text: bytes, line: bytes) -> None:
    """It is named by its number."""
    first, *rest = text.splitlines(keepends=True)

    with pytest.raises(DamagedExportError) as refusal:
        list(_opened(b"".join([first, line, *rest])).rows())

    assert refusal.value.what.facts == {"line": 2}


def test_a_page_of_long_texts_is_read(text: bytes) -> None:
    """It is one text, whatever it quotes."""
    first, *_ = text.splitlines(keepends=True)
    body = json.dumps({"changes": [{"note": '"x"\\ắ' * 100}] * 1000}, ensure_ascii=False)
    line = json.dumps({"table": "page", "row": {"body": body}}).encode() + b"\n"

    assert next(_opened(first + line).rows()) == ("page", {"body": body})


@pytest.mark.parametrize("revision", [REVISION - 1, REVISION + 1])
def test_an_export_of_another_revision_is_left_to_its_program(text: bytes, revision: int) -> None:
    """The refusal names the program that wrote it."""
    with pytest.raises(OtherRevisionError) as refusal:
        _opened(text, revision)

    assert (refusal.value.revision, refusal.value.program) == (REVISION, "0.1.0")


def _forged(text: bytes, change: Callable[[list[dict[str, Any]]], None]) -> bytes:
    """Change the rows of an export, and seal it anew as whoever knows the form can."""
    first, *rows, _ = map(json.loads, text.splitlines())
    change(rows)
    first["rows"] = len(rows)
    body = b"".join(json.dumps(each).encode() + b"\n" for each in (first, *rows))
    last = {"rows": len(rows), "digest": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(last).encode() + b"\n"


def _of(rows: list[dict[str, Any]], table: str) -> Iterator[dict[str, Any]]:
    return (each["row"] for each in rows if each["table"] == table)


def _put(table: str, **columns: object) -> Callable[[list[dict[str, Any]]], None]:
    return lambda rows: next(_of(rows, table)).update(columns)


FORGERIES = {
    "text for a number": _put("entry", amount="1000"),
    "yes for a number": _put("entry", amount=True),
    "a number beyond 64 bits": _put("entry", amount=2**63),
    "nothing where something belongs": _put("entry", year=None),
    "half a letter": _put("entry", note="\ud800"),
    "a NUL": _put("entry", note="a\0b"),
    "a list": _put("entry", note=["x"]),
    "a day that no calendar has": _put("entry", date="2021-02-31"),
    "a week for a day": _put("entry", date="2021-W46-1"),
    "a moment that no calendar has": _put("log", at="2021-11-31T08:00:00Z"),
    "an hour that no day has": _put("log", at="2021-11-30T24:00:00Z"),
    "no moment at all": _put("book", created_at="yesterday"),
    "a rule that is broken": _put("entry", amount=-5),
    "another number": _put("entry", id=7),
    "an unknown column": _put("entry", colour="red"),
    "a column that is gone": lambda rows: next(_of(rows, "entry")).pop("note"),
    "an unknown table": lambda rows: rows[0].update(table="sqlite_master"),
    "a row that is gone": lambda rows: rows.remove(
        next(each for each in rows if each["table"] == "entry")
    ),
    "a record that is gone": lambda rows: rows.remove(
        next(each for each in rows if each["table"] == "log")
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_rows_that_no_book_takes_are_refused(text: bytes, new_place: Location, name: str) -> None:
    """Although the file is sealed: the guards of a new book hold for whoever comes."""
    forged = _opened(_forged(text, FORGERIES[name]))

    with pytest.raises(UnfitRowsError) as refusal:
        create_from(new_place, forged.rows(), _proved)

    assert refusal.value.code == "rows-unfit"
    if isinstance(new_place, Path):
        assert list(new_place.parent.iterdir()) == []


def test_rows_that_the_log_does_not_know_are_found(text: bytes, new_place: Location) -> None:
    """A book takes them, and its own proof refuses it."""
    forged = _opened(_forged(text, _put("entry", amount=9)))
    found: list[str] = []

    def prove(book: Book) -> None:
        found.extend(each.code for each in verify(book).findings)
        raise UnfitRowsError(table="entry")

    with pytest.raises(UnfitRowsError):
        create_from(new_place, forged.rows(), prove)

    assert found == ["altered-row"]
