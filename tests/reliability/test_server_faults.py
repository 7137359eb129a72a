"""A server that has a command give way to another, or is gone when it is to say "kept"."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from tests.books import allocated, count_entries, signed
from tests.reliability.conftest import Figure
from tests.reliability.proxy import Cut, cutting
from tests.server import raw
from tests.shell import Ran, run, spawn

from ethnictrack.book.opening import read_book, write_book

if TYPE_CHECKING:
    from ethnictrack.book.location import Server

ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021", "--json")
LOCK = "LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE"
# Each payment is counted, kept or not, and fails so many times first: 40001 is what a server says
# to a transaction that could not be put in line with the others.
GIVES_WAY = """
    CREATE SEQUENCE tries;
    CREATE FUNCTION gives_way() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('tries') <= {times} THEN
            RAISE EXCEPTION 'in the way' USING ERRCODE = '{state}';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER zz_gives_way BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION gives_way();
"""


@pytest.fixture
def planned(fresh_server: Server) -> Server:
    """Return a book on a server with a plan."""
    with write_book(fresh_server, signed()) as book:
        allocated(book, 1000)
    return fresh_server


def _gives_way(book: Server, *, times: int, state: str = "40001") -> None:
    with raw(book) as database:
        database.execute(GIVES_WAY.format(times=times, state=state).encode())


def _tries(book: Server) -> int:
    with raw(book) as database:
        row = database.execute("SELECT last_value FROM tries").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_command_that_gave_way_is_tried_again(planned: Server, state: str) -> None:
    """It is kept once, and nobody is told."""
    _gives_way(planned, times=2, state=state)

    ran = run(*ADD, book=planned.address)

    assert (ran.code, ran.err) == (0, "")
    assert (_tries(planned), count_entries(planned)) == (3, 2)


def test_a_command_that_always_gives_way_ends_as_busy(planned: Server) -> None:
    """After six tries; a script may try again later."""
    _gives_way(planned, times=1000)

    ran = run(*ADD, book=planned.address)

    assert (ran.code, ran.error["code"]) == (4, "busy")
    assert (_tries(planned), count_entries(planned)) == (6, 1)


def test_what_came_by_standard_input_is_not_taken_twice(planned: Server) -> None:
    """It would be empty the second time."""
    _gives_way(planned, times=1)
    rows = b"program,amount,date\nDA1,5,15/11/2021\n"

    ran = spawn("disburse", "import", "-", book=planned.address, stdin=None, input=rows)

    assert (ran.returncode, _tries(planned), count_entries(planned)) == (4, 1, 1)


def _lost(book: Server, cut: Cut) -> Ran:
    with TemporaryDirectory() as folder, cutting(book, Path(folder), cut) as address:
        return run(*ADD, book=address)


def test_an_answer_that_got_lost_is_asked_for(planned: Server, figure: Figure) -> None:
    """The payment was kept and the line broke before it was said: the program finds out."""
    ran = _lost(planned, Cut(heard=True))

    assert (ran.code, ran.err, ran.data["id"]) == (0, "", 2)
    assert count_entries(planned) == 2
    figure("A lost answer is settled", "line cut after COMMIT, before its answer", "found kept: 0")


def test_a_commit_that_was_never_heard_is_said_not_to_be_kept(
    planned: Server, figure: Figure
) -> None:
    """The line broke before the server heard of it."""
    ran = _lost(planned, Cut(heard=False))

    assert (ran.code, ran.error["code"]) == (3, "server-gone")
    assert count_entries(planned) == 1
    figure("A lost answer is settled", "line cut before COMMIT is heard", "said not to be kept: 3")


def test_an_answer_that_nobody_can_find_is_said_to_be_unknown(
    planned: Server, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    """The server does not come back: which record to look for is said, and that is all we know."""
    monkeypatch.setattr("ethnictrack.book.backends.postgres.time.sleep", lambda _: None)
    ran = _lost(planned, Cut(heard=True, for_good=True))

    assert (ran.code, ran.error["code"]) == (3, "outcome-unknown")
    with read_book(planned) as book:
        assert ran.error["details"]["record"] == book.log.head()[0]
    figure("A lost answer is settled", "server gone for good after COMMIT", "said to be unknown: 3")


def test_a_real_deadlock_costs_nobody_their_work(planned: Server) -> None:
    """Somebody locks the ledger by hand and then wants the book: one of the two has to give way."""
    answers: list[Ran] = []
    command = threading.Thread(target=lambda: answers.append(run(*ADD, book=planned.address)))
    with raw(planned, autocommit=False) as database:
        database.execute("SET deadlock_timeout = '20s'")  # the program is to notice first
        database.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
        command.start()
        _wait_until_blocked(planned)
        database.execute(LOCK)
        database.commit()
    command.join()

    assert [ran.code for ran in answers] == [0]
    assert count_entries(planned) == 2


def _wait_until_blocked(book: Server) -> None:
    """Wait until the program waits for the lock of a table."""
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
    with raw(book) as database:
        for _ in range(500):
            row = database.execute(query).fetchone()
            if row and row[0]:
                return
            time.sleep(0.02)
    pytest.fail("the program does not wait")
