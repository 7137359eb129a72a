"""A damaged book says what is left of it, and is not touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.books import allocated, bare, digest, signed, tamper
from tests.shell import ok, run

from ethnictrack.book.opening import write_book
from ethnictrack.book.salvage import look_over

PAGE = 4096


@pytest.fixture(scope="module")
def _long_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book whose ledger takes several pages."""
    made = Path(shutil.copy(template, tmp_path_factory.mktemp("long") / "book.sqlite"))
    for _ in range(4):
        with write_book(made, signed()) as book:
            for _ in range(50):
                allocated(book, 5, note="một dòng ghi chú dài hơn một chút")
    return made


@pytest.fixture
def long_book(_long_book: Path, tmp_path: Path) -> Path:
    """Return a copy of the test's own."""
    return Path(shutil.copy(_long_book, tmp_path / "book.sqlite"))


def _overwrite(path: Path, page: int) -> None:
    """Write rubbish over a page, counted from 1 as the database counts them."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\x5a" * PAGE)


def _leaves(path: Path, table: str) -> list[int]:
    """Return the pages that hold rows of a table, in their order."""
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
    with bare(path) as database:
        try:
            return [page for (page,) in database.execute(query, (table,))]
        except Exception:  # noqa: BLE001 - not every build of SQLite has it
            pytest.skip("this SQLite does not say which page is whose")


def test_nothing_is_lost_of_a_sound_book(long_book: Path) -> None:
    """Every table is whole and the log holds to its end."""
    known = ok("book", "info", "--json", book=long_book).data

    left = look_over(long_book)

    assert all(each.whole and each.read == each.rows for each in left.tables)
    assert {each.table: each.read for each in left.tables} == known["counts"]
    assert left.record == left.last == known["counts"]["log"]


def test_rows_before_and_after_a_damaged_page_are_counted(long_book: Path) -> None:
    """The ledger is read from both ends."""
    leaves = _leaves(long_book, "entry")
    _overwrite(long_book, leaves[len(leaves) // 2])

    left = {each.table: each for each in look_over(long_book).tables}

    assert not left["entry"].whole
    assert left["entry"].rows == 200
    assert 0 < left["entry"].read < 200
    assert all(each.whole for name, each in left.items() if name != "entry")


@pytest.mark.parametrize("record", [1, 3, 5])
def test_the_log_holds_up_to_the_record_before_the_first_that_does_not(
    long_book: Path, record: int
) -> None:
    """Whatever comes after it is still there to be read."""
    tamper(long_book, f"UPDATE log SET actor = 'X' WHERE seq = {record}")  # noqa: S608

    left = look_over(long_book)

    assert (left.record, left.last) == (record - 1, 5)


@pytest.mark.parametrize("lost", [1, PAGE, 10 * PAGE])
def test_a_book_that_was_cut_says_what_is_left(long_book: Path, lost: int) -> None:
    """On stdout; the refusal with its exit code comes as it always did."""
    content = long_book.read_bytes()[:-lost]
    long_book.write_bytes(content)

    for verb in ("check", "verify"):
        ran = run("book", verb, "--json", book=long_book)
        found = {(each["check"], each["code"]) for each in ran.data}
        assert (ran.code, ran.error["code"]) == (3, "book-damaged")
        assert {("file", "unreadable"), ("salvage", "rows-left"), ("salvage", "restore")} <= found
    assert long_book.read_bytes() == content


def test_a_damaged_book_gives_way_to_its_copy(long_book: Path) -> None:
    """As the refusal says; the damaged one is kept as it is."""
    copy = long_book.with_name("copy.sqlite")
    ok("book", "backup", str(copy), book=long_book)
    _overwrite(long_book, 3)
    damaged = digest(long_book)
    advice = run("book", "check", book=long_book)

    done = ok("book", "restore", str(copy), "--replace", "--json", book=long_book).data

    assert "book restore" in advice.out
    assert digest(Path(done["kept"])) == damaged
    assert ok("book", "verify", book=long_book).code == 0


@given(page=st.integers(1, 60), at=st.integers(0, PAGE - 1), cut=st.integers(0, 60 * PAGE))
@example(page=1, at=114, cut=1026)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_wrong_the_looking_neither_fails_nor_writes(
    full_template: Path, tmp_path: Path, page: int, at: int, cut: int
) -> None:
    """Every table is told of, and nothing is made beside the book."""
    book = Path(shutil.copy(full_template, tmp_path / "book.sqlite"))
    content = bytearray(book.read_bytes())
    start = min((page - 1) * PAGE + at, len(content))
    content[start : start + 100] = b"\xa5" * min(100, len(content) - start)
    book.write_bytes(content[: max(PAGE, len(content) - cut)])
    before = digest(book)

    left = look_over(book)

    assert digest(book) == before
    assert list(tmp_path.iterdir()) == [book]
    assert len(left.tables) == len(look_over(full_template).tables)
    assert left.record <= left.last or not left.last
