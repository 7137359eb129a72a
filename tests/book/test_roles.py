"""What a clerk may do on a server who has the rights that docs/postgresql.md shows, and no more."""

# ruff: noqa: S608 - the statements are made of the tests' own words

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from tests import server
from tests.books import allocated, count_entries, fill_book, make_book, signed
from tests.server import as_role, raw
from tests.shell import run

from ethnictrack.book.backends.postgres import ForbiddenBookError
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.book.tables import all_tables
from ethnictrack.services.check import run_checks
from ethnictrack.services.verify import verify

if TYPE_CHECKING:
    from ethnictrack.book.location import Server

PAGE = Path(__file__).parents[2] / "docs" / "postgresql.md"
SCHEMA = "cao_bang"
TABLES = sorted(all_tables())
NEXT = "(SELECT max(seq) + 1 FROM log)"
BODY = '{"changes":[]}'
FALSE_SEAL = "repeat('a', 64)"
# The seal of such a record, as whoever knows the program can compute it.
TRUE_SEAL = f"""
    encode(sha256(convert_to(
        '{{"actor":' || to_json(actor) || ',"at":' || to_json(at)
        || ',"body":' || to_json('{BODY}'::text)
        || ',"book":' || to_json((SELECT identity FROM book)) || ',"command":"allocate add"'
        || ',"previous":' || to_json(hash) || ',"revision":' || revision
        || ',"seq":' || seq + 1 || '}}', 'UTF8')), 'hex')
"""


def _entry(
    *, year: int = 2021, log: str = NEXT, number: str = "max(id) + 1", office: int = 1
) -> str:
    """Return how an entry is added by hand."""
    return (
        "INSERT INTO entry (id, side, program, kind, amount, year, plan_year, date, log, office) "
        f"SELECT {number}, 'allocation', 2, 'initial', 777, {year}, {year}, '{year}-12-01', {log}, "
        f"{office} FROM entry"
    )


def _record(seal: str) -> str:
    """Return how a record of the log is added by hand."""
    return (
        "INSERT INTO log (seq, revision, at, actor, command, body, previous, hash) "
        f"SELECT seq + 1, revision, at, actor, 'allocate add', '{BODY}', hash, {seal} "
        "FROM log ORDER BY seq DESC LIMIT 1"
    )


@pytest.fixture(scope="session")
def template_of_roles(running_server: None) -> str:  # noqa: ARG001 - it has to run
    """Make roles and book by the statements of the page; a clerk writes a row in every table."""

    def fill(place: Server) -> None:
        roles, grants = re.findall(r"```sql\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        with raw(place) as database:
            database.execute(roles)
            database.execute("CREATE SCHEMA scratch AUTHORIZATION lan; CREATE ROLE nobody LOGIN")
        book = server.server("books", schema=SCHEMA)
        make_book(as_role(book, "book_owner"))
        with raw(as_role(book, "book_owner")) as database:
            database.execute(grants)
        fill_book(as_role(book, "lan"))

    return server.once("books", fill)


@pytest.fixture(scope="session")
def shared_roles(template_of_roles: str) -> Server:
    """Return the book as a clerk opens it, for tests that keep nothing in it."""
    return as_role(server.copied(template_of_roles, schema=SCHEMA), "lan")


@pytest.fixture
def clerk(template_of_roles: str) -> Iterator[Server]:
    """Return a book of the test's own as a clerk opens it."""
    place = server.copied(template_of_roles, schema=SCHEMA)
    yield as_role(place, "lan")
    server.dropped(place)


def _refusals(book: Server, *statements: str) -> list[str]:
    """Return how the server refuses each statement, by SQLSTATE; what it takes is undone."""
    found = []
    for statement in statements:
        with raw(book, autocommit=False) as database:
            try:
                database.execute(statement.encode())
                database.execute("SET CONSTRAINTS ALL IMMEDIATE")
                found.append("")
            except psycopg.Error as refusal:
                found.append(str(refusal.sqlstate))
            database.rollback()
    return found


def test_a_clerk_can_do_a_clerks_work(shared_roles: Server) -> None:
    """Rows in every table were written with these rights, and all of it is sound."""
    with read_book(shared_roles) as book:
        assert min(book.audit.counts().values()) > 0
        assert [*run_checks(book, ["guards", "log", "rows", "references"])] == []
        assert verify(book).findings == ()


def test_a_reader_reads_and_does_not_write(shared_roles: Server) -> None:
    """Not even a place in line is taken: nobody waits for a reader."""
    reader = as_role(shared_roles, "minh")

    assert count_entries(reader) == count_entries(shared_roles)
    with pytest.raises(ForbiddenBookError) as refusal, write_book(reader, signed()):
        pass
    assert (refusal.value.exit, refusal.value.code) == (3, "book-forbidden")
    assert _refusals(reader, "LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE") == ["42501"]


def test_a_stranger_is_told_that_it_is_a_matter_of_rights(shared_roles: Server) -> None:
    """And not that there is no book."""
    with pytest.raises(ForbiddenBookError), read_book(as_role(shared_roles, "nobody")):
        pass


@pytest.mark.parametrize("table", TABLES)
def test_a_clerk_cannot_touch_what_is_there(shared_roles: Server, table: str) -> None:
    """No row is deleted or emptied away, and none changes but by a new record."""
    found = _refusals(
        shared_roles,
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"UPDATE {table} SET office = 2",
        f"UPDATE {table} SET {'log = log' if 'log' in all_tables()[table].c else 'seq = seq'}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
        f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION one_writer()",
    )

    assert set(found) <= {"42501", "23514", "42703"}, found


@pytest.mark.parametrize(
    ("why", "statement"),
    [
        ("a second revision", "INSERT INTO alembic_version VALUES ('0009')"),
        ("another revision", "UPDATE alembic_version SET version_num = '0009'"),
        ("no revision", "DELETE FROM alembic_version"),
        ("a record of before", _entry(log="2")),
        ("a record that is not there", _entry(log="99")),
        ("no record at all", _entry()),
        ("a closed year", _entry(year=2019)),
        ("a number that is skipped", _entry(number="99")),
        ("another office", _entry(office=2)),
        ("a false seal", f"{_entry()}; {_record(FALSE_SEAL)}"),
        ("a programme without its record", "UPDATE program SET name = 'X', log = 1"),
        ("the code of a programme", "UPDATE program SET code = 'X'"),
        ("the number of a programme", "UPDATE program SET id = id + 100"),
        ("a setting without its record", "UPDATE setting SET value = 'X', log = 1"),
        ("another name of a setting", f"UPDATE setting SET name = 'X', log = {NEXT}"),
        ("a second book", "INSERT INTO book SELECT 2, identity, created_at, log, 1 FROM book"),
        ("no triggers", "SET session_replication_role = replica"),
        ("a table of his in the schema", "CREATE TABLE cao_bang.mine (a int)"),
        ("a function of his in the schema", "CREATE FUNCTION cao_bang.f() RETURNS int RETURN 1"),
        ("another guard", "ALTER FUNCTION entry_rules() RESET search_path"),
        ("the role of the owner", "SET ROLE book_owner"),
    ],
)
def test_a_clerk_cannot_pass_the_guards(shared_roles: Server, why: str, statement: str) -> None:
    """Each is refused by a right, a CHECK, a guard or a reference."""
    (found,) = _refusals(shared_roles, statement)

    assert found in {"42501", "23514", "23503"}, why


def test_a_record_by_hand_that_does_not_tell_the_truth_is_found(clerk: Server) -> None:
    """The server takes what is sealed and chained as it should be; the proof does not."""
    statements = f"{_entry()}; {_record(TRUE_SEAL)}"
    with raw(clerk) as database:
        database.execute(statements.encode())

    with read_book(clerk) as book:
        number = book.ledger.count()
        found = {(each.code, each.where) for each in verify(book).findings}
    assert ("unlogged-row", f"entry/{number}") in found


# Operators and functions that the server would prefer: their types fit to the letter.
OWN_SCHEMA = """
    CREATE FUNCTION scratch.same(bigint, integer) RETURNS boolean LANGUAGE sql AS 'SELECT true';
    CREATE OPERATOR scratch.= (LEFTARG = bigint, RIGHTARG = integer, FUNCTION = scratch.same);
    CREATE FUNCTION scratch.same(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
    CREATE OPERATOR scratch.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = scratch.same);
    CREATE FUNCTION scratch.same(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
    CREATE OPERATOR scratch.= (LEFTARG = text, RIGHTARG = text, FUNCTION = scratch.same);
    CREATE OPERATOR scratch.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = scratch.same);
    CREATE FUNCTION scratch.max(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 98::bigint';
    CREATE FUNCTION scratch.pg_current_xact_id() RETURNS xid8 LANGUAGE sql AS $$SELECT '3'::xid8$$;
    CREATE FUNCTION scratch.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$SELECT '\\x00'::bytea$$;
    CREATE TABLE scratch.entry (LIKE cao_bang.entry);
    CREATE TEMPORARY TABLE entry (LIKE cao_bang.entry);
    CREATE TEMPORARY TABLE log (LIKE cao_bang.log);
    CREATE TEMPORARY TABLE closing (LIKE cao_bang.closing);
"""


@pytest.mark.parametrize("path", ["scratch, pg_catalog, cao_bang", "pg_temp, scratch, pg_catalog"])
def test_operators_of_his_own_do_not_fool_the_guards(clerk: Server, path: str) -> None:
    """Whatever schemas a clerk has, and in whatever order he looks through them."""
    with raw(clerk) as database:
        database.execute(OWN_SCHEMA.encode())
        heads = "SELECT (SELECT max(id) FROM cao_bang.entry), max(seq) FROM cao_bang.log"
        newest, head = database.execute(heads).fetchone() or (0, 0)
        database.execute(f"SET search_path = {path}".encode())
        for number, year, log in (
            (newest + 1, 2019, head + 1),  # a closed year
            (99, 2021, head + 1),  # a number that is skipped
            (newest + 1, 2021, head),  # a record of before
        ):
            with pytest.raises(psycopg.errors.CheckViolation):
                database.execute(
                    "INSERT INTO cao_bang.entry (id, side, program, kind, amount, year, plan_year, "
                    "date, log) VALUES (%s, 'allocation', 2, 'initial', 777, %s, %s, %s, %s)",
                    (number, year, year, f"{year}-12-01", log),
                )


def test_what_a_clerk_made_for_himself_changes_no_command(clerk: Server) -> None:
    """The program says itself where it looks; a check has nothing to find."""
    with raw(clerk) as database:
        database.execute(OWN_SCHEMA.partition("CREATE TEMPORARY")[0].encode())
        name = database.info.dbname
        database.execute(
            f"ALTER ROLE lan IN DATABASE {name} SET search_path = scratch, pg_catalog".encode()
        )
    before = count_entries(clerk)

    with write_book(clerk, signed("allocate add")) as book:
        allocated(book, 5)

    assert count_entries(clerk) == before + 1
    ran = run("book", "check", "--json", book=clerk.shown)
    assert (ran.code, ran.data) == (0, [])


def test_there_is_no_sequence_to_be_moved(shared_roles: Server) -> None:
    """Numbers follow those that are there."""
    with raw(shared_roles) as database:
        found = database.execute("SELECT count(*) FROM pg_class WHERE relkind = 'S'").fetchone()

    assert found == (0,)
