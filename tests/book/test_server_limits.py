"""What the environment, limits of time and interruptions do to a command on a server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg
import pytest
from tests.books import allocated, count_entries, make_book, signed
from tests.server import as_role, raw, standby
from tests.shell import run

from ethnictrack.book.backends.postgres import (
    ServerGoneError,
    ServerLimitError,
    UnreachableBookError,
)
from ethnictrack.book.location import Server, locate
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.errors.book import BookExistsError, BusyError, DamagedBookError
from ethnictrack.values.errors import BookError

SECOND = "INSERT INTO alembic_version VALUES ('0009')"
SLOW_COMMIT = """
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER zz_slow AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION slow();
"""


def _with(book: Server, **settings: str) -> Server:
    """Return the book by an address that sets something for its sessions."""
    said = "%20".join(f"-c%20{name}%3D{value}" for name, value in settings.items())
    same = locate(f"{book.shown}&options={said}")
    assert isinstance(same, Server)
    return same


@pytest.mark.parametrize(
    "env",
    [
        {"PGCLIENTENCODING": "LATIN1"},
        {"PGCLIENTENCODING": "WIN1258"},
        {"PGCLIENTENCODING": "SQL_ASCII"},
        {"PGOPTIONS": "-c client_encoding=LATIN1"},
        {"PGOPTIONS": "-c search_path=pg_catalog -c default_transaction_read_only=on"},
        {"PGOPTIONS": "-c quote_all_identifiers=on"},
        {"PGOPTIONS": "-c DateStyle=German -c standard_conforming_strings=off"},
    ],
)
def test_the_environment_changes_no_letter(fresh_server: Server, env: dict[str, str]) -> None:
    """Of what is written, and of what is read."""
    address = fresh_server.address
    added = run("program", "add", "X1", "Đường liên xã \\ 1", "--json", book=address, env=env)
    listed = run("program", "list", "--json", book=address, env=env)

    checked = run("book", "check", "--json", book=address, env=env)

    assert (added.code, listed.code, checked.data) == (0, 0, [])
    assert "Đường liên xã \\ 1" in [each["name"] for each in listed.data]


# What an ended connection still says is sometimes lost on the way: then it broke off.
ENDED = (ServerLimitError, ServerGoneError)


@pytest.mark.parametrize("writing", [True, False], ids=["writing", "reading"])
def test_a_server_that_ends_an_idle_command_is_said_to_have(
    fresh_server: Server, *, writing: bool
) -> None:
    """Nothing is kept, and the next command finds the book as it was."""
    limited = _with(fresh_server, idle_in_transaction_session_timeout="100")
    opened = write_book(limited, signed()) if writing else read_book(limited)

    with pytest.raises(ENDED) as refusal, opened as book:
        _slowly(book.ledger.count)

    assert (refusal.value.exit, refusal.value.code) in {(3, "server-limit"), (3, "server-gone")}
    assert count_entries(fresh_server) == 0


def _slowly(work: Callable[[], object]) -> None:
    time.sleep(0.5)
    work()


def test_a_command_that_was_idle_before_it_is_kept_kept_nothing(
    fresh_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server had ended it before it was asked to keep anything."""
    commit = psycopg.Connection.commit
    monkeypatch.setattr(psycopg.Connection, "commit", lambda it: _slowly(partial(commit, it)))
    limited = _with(fresh_server, idle_in_transaction_session_timeout="200")

    with pytest.raises(ENDED), write_book(limited, signed()) as book:
        allocated(book, 5)

    assert count_entries(fresh_server) == 0


def test_a_step_that_takes_too_long_is_a_limit_and_not_a_writer(fresh_server: Server) -> None:
    """In reading as in writing; nobody is accused of holding the book."""
    limited = _with(fresh_server, statement_timeout="200")
    with raw(fresh_server, autocommit=False) as database:
        database.execute("LOCK TABLE tally IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(ServerLimitError), read_book(limited) as book:
            book.ledger.count()
        with pytest.raises(BusyError), read_book(fresh_server, wait=0.1) as book:
            book.ledger.count()


def test_a_limit_reached_in_line_is_a_busy_book_with_its_holder(fresh_server: Server) -> None:
    """Who holds it is said: user, program and process."""
    limited = _with(fresh_server, statement_timeout="200")
    with write_book(fresh_server, signed()) as book:
        for place in (limited, fresh_server):
            with pytest.raises(BusyError) as refusal, write_book(place, signed(), wait=0.2):
                pass
            assert refusal.value.exit == 4
            assert str(refusal.value.holder).startswith("postgres, ethnictrack, pid ")
        allocated(book, 5)

    assert count_entries(fresh_server) == 1


@pytest.mark.parametrize(
    ("stop", "means"),
    [("pg_cancel_backend", ServerLimitError), ("pg_terminate_backend", ServerGoneError)],
)
def test_a_command_that_is_stopped_while_it_is_kept_kept_nothing(
    fresh_server: Server, stop: str, means: type[BookError]
) -> None:
    """The server answers so, or is asked for the record once it is certain."""
    with raw(fresh_server) as database:
        database.execute(SLOW_COMMIT.encode())
    stopping = threading.Thread(target=_stop_sleepers, args=(fresh_server, stop))
    stopping.start()

    with pytest.raises(means), write_book(fresh_server, signed()) as book:
        allocated(book, 5)

    stopping.join()
    assert count_entries(fresh_server) == 0


def _stop_sleepers(book: Server, how: str) -> None:
    query = (
        f"SELECT {how}(pid) FROM pg_stat_activity "  # noqa: S608 - the tests' own words
        "WHERE datname = current_database() AND wait_event = 'PgSleep'"
    )
    with raw(book) as database:
        while not database.execute(query.encode()).fetchall():
            time.sleep(0.05)


@pytest.mark.parametrize("writing", [True, False], ids=["writing", "reading"])
def test_a_connection_that_is_ended_is_said_to_be(fresh_server: Server, *, writing: bool) -> None:
    """By whoever keeps the server, in the middle of a command."""
    opened = write_book(fresh_server, signed()) if writing else read_book(fresh_server)
    with pytest.raises(ServerGoneError), opened as book:
        _ended(fresh_server, book.ledger.count)

    assert count_entries(fresh_server) == 0


def _ended(book: Server, work: Callable[[], object]) -> None:
    with raw(book) as database:
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    work()


def _interrupt(monkeypatch: pytest.MonkeyPatch, *, heard: bool) -> None:
    """Have Ctrl-C come while a transaction is kept: after the server heard of it, or before."""
    commit = psycopg.Connection.commit

    def cut(connection: psycopg.Connection[Any]) -> None:
        if heard:
            commit(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(psycopg.Connection, "commit", cut)


@pytest.mark.parametrize("heard", [True, False])
def test_who_interrupts_the_keeping_is_told_how_it_ended(
    fresh_server: Server, monkeypatch: pytest.MonkeyPatch, *, heard: bool
) -> None:
    """Kept is done, and what was not kept is interrupted: never the one for the other."""
    _interrupt(monkeypatch, heard=heard)

    ran = run("allocate", "add", "DA1", "5", "--year", "2021", book=fresh_server.address)

    assert (ran.code, count_entries(fresh_server)) == ((0, 1) if heard else (130, 0))


def test_who_interrupts_again_is_told_that_nobody_knows(
    fresh_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the number of the record to look for."""
    _interrupt(monkeypatch, heard=True)
    monkeypatch.setattr("ethnictrack.book.backends.postgres.PostgresSchema.hold", _hold_once())

    ran = run("allocate", "add", "DA1", "5", "--year", "2021", "--json", book=fresh_server.address)

    assert (ran.code, ran.error["code"]) == (3, "outcome-unknown")
    with read_book(fresh_server) as book:
        assert ran.error["details"]["record"] == book.log.head()[0]


def _hold_once() -> Callable[..., None]:
    """Let the book be held once; the second time Ctrl-C comes again."""
    times = iter([True])

    def hold(*_: object) -> None:
        if not next(times, False):
            raise KeyboardInterrupt

    return hold


def test_a_copy_of_the_server_for_reading_reads_and_takes_no_writing(
    fresh_server: Server,
) -> None:
    """Whatever only looks works there, and whatever writes is told why it does not."""
    with standby(fresh_server) as place:
        for command in ("book verify", "book check", "report rates"):
            assert run(*command.split(), book=place.address).code == 0, command
        for command in ("book upgrade", "program add X1 Y", "book init"):
            ran = run(*command.split(), "--json", book=place.address)
            assert (ran.code, ran.error["code"]) == (3, "book-unwritable"), command


def test_two_who_make_a_book_at_once_make_one(fresh_server: Server) -> None:
    """The second waits for the first and is told that there is something."""
    place = locate(f"{fresh_server.shown}&schema=second")
    ends: list[BookError | None] = []

    def make() -> None:
        try:
            make_book(place)
            ends.append(None)
        except BookError as refusal:
            ends.append(refusal)

    both = [threading.Thread(target=make) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert [type(each) for each in ends if each] == [BookExistsError]
    assert count_entries(place) == 0


@pytest.mark.parametrize(
    "statements",
    [
        "DROP TRIGGER IF EXISTS alembic_version_once ON alembic_version; " + SECOND,
        "DROP TABLE setting CASCADE",
    ],
)
def test_what_an_owner_can_break_is_said_to_be_broken(
    fresh_server: Server, statements: str
) -> None:
    """Two revisions, or a table that is not there, are no defect of the program."""
    with raw(fresh_server) as database:
        database.execute(statements.encode())

    with pytest.raises(DamagedBookError), write_book(fresh_server, signed()):
        pass


def test_a_role_that_may_not_connect_is_said_to_be_turned_away(fresh_server: Server) -> None:
    """No such user, no such database, no more connections: a server says no more than that."""
    with pytest.raises(UnreachableBookError) as refusal, read_book(as_role(fresh_server, "who")):
        pass

    assert refusal.value.exit == 3


def test_an_advisory_lock_of_others_is_none_of_the_books(fresh_server: Server) -> None:
    """Any user of a database may take any of them."""
    with raw(fresh_server) as database:
        database.execute("SELECT pg_advisory_lock(hashtextextended('ethnictrack', 1163152971))")
        with write_book(fresh_server, signed(), wait=1) as book:
            allocated(book, 5)

    assert count_entries(fresh_server) == 1
