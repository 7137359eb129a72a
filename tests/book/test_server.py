"""A book on a server: where it is, what it refuses, and what it keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from tests.books import allocated, count_entries, make_book, signed
from tests.newer import raise_revision
from tests.server import raw, server

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.book.backends.postgres import UnreachableBookError
from ethnictrack.book.location import BookAddressError, Server, UnsupportedBookError, locate
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.book.upgrade import upgrade_book
from ethnictrack.errors.book import BookExistsError, BusyError, MissingBookError, OlderBookError
from ethnictrack.services.check import run_checks
from ethnictrack.services.verify import verify

if TYPE_CHECKING:
    from ethnictrack.book.location import Location


def test_a_password_is_shown_nowhere() -> None:
    """It goes to the driver, and the rest is for people."""
    place = locate("postgresql+psycopg://lan:s3cret@host/db?schema=a&password=s3cret")

    assert isinstance(place, Server)
    assert "s3cret" in place.address
    assert "s3cret" not in f"{place} {place!r}"


@pytest.mark.parametrize(
    "given",
    ["lan:s3/cret@host/db", "lan:s3cret#@host/db", "lan:s3?cret@host/db", "host/db?schema=A"],
)
def test_an_address_that_reads_two_ways_is_refused_unseen(given: str) -> None:
    """A stray sign would move a piece of the password to where it is shown."""
    with pytest.raises(BookAddressError) as refusal:
        locate(f"postgresql://{given}")

    assert (refusal.value.code, "cret" in refusal.value.given) == ("book-address", False)


def test_other_databases_are_no_books() -> None:
    """Only the scheme is named."""
    with pytest.raises(UnsupportedBookError):
        locate("mysql://lan:s3cret@host/db")


def test_a_server_that_is_not_there_is_said_to_be() -> None:
    """In our words, without the driver's."""
    place = locate("postgresql://lan:s3cret@127.0.0.1:1/db")

    with pytest.raises(UnreachableBookError) as refusal, read_book(place):
        pass

    assert refusal.value.exit == 3


def test_a_schema_without_a_book_is_a_missing_book(shared_server: Server) -> None:
    """Nothing is made of it."""
    name = shared_server.shown.partition("?")[0].rpartition("/")[2]

    with pytest.raises(MissingBookError), read_book(server(name, schema="other")):
        pass


def test_a_book_is_never_made_over_another(shared_server: Server) -> None:
    """The schema is taken."""
    with pytest.raises(BookExistsError):
        make_book(shared_server)


def test_a_sound_book_passes_every_check(full_place: Location) -> None:
    """In a file and on a server."""
    with read_book(full_place) as book:
        found = [
            each for each in run_checks(book) if each.check in {"file", "guards", "log", "rows"}
        ]

    assert found == []


def test_a_guard_that_is_switched_off_is_found(full_server: Server) -> None:
    """And so is a CHECK that is gone."""
    with raw(full_server) as database:
        database.execute("ALTER TABLE entry DISABLE TRIGGER entry_rules")
        database.execute("ALTER TABLE place DROP CONSTRAINT ck_place_level")

    with read_book(full_server) as book:
        found = {each.where for each in run_checks(book, ["guards"])}
    assert found == {"entry_rules", "place"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET amount = amount",
        "DELETE FROM entry",
        "TRUNCATE entry CASCADE",
        "UPDATE program SET code = 'X'",
        "INSERT INTO book SELECT 2, identity, created_at, log, office FROM book",
        "INSERT INTO target (id, activity, year, thousandths, log) VALUES (100, 1, 2021, 1, 1)",
    ],
)
def test_the_server_refuses_what_the_file_refuses(
    full_shared_server: Server, statement: str
) -> None:
    """Whoever comes by another door."""
    with raw(full_shared_server) as database, pytest.raises(psycopg.IntegrityError):
        database.execute(statement.encode())


def test_two_writers_do_not_write_at_once(fresh_server: Server) -> None:
    """The second is told within the time it was ready to wait, and leaves nothing."""
    with write_book(fresh_server, signed()) as book:
        with pytest.raises(BusyError) as refusal, write_book(fresh_server, signed(), wait=0.1):
            pass
        allocated(book, 100)

    assert refusal.value.exit == 4
    assert count_entries(fresh_server) == 1


def test_a_book_of_the_last_revision_is_upgraded_on_its_server(
    full_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In one transaction; its state of before is a beginning of what it is now."""
    raise_revision(monkeypatch, tmp_path)
    with pytest.raises(OlderBookError), read_book(full_server):
        pass

    assert upgrade_book(full_server, dry_run=True) == upgrade_book(full_server) == (1, None)

    with write_book(full_server, signed()) as book:
        before = book.log.head()
        allocated(book, 100)
    with read_book(full_server) as book:
        assert verify(book, checkpoint(*before)).findings == ()
