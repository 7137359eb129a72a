"""A month with units and treasury on a server: every command says what it says of a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.forms import fill, form_of
from tests.reliability.clerk import address
from tests.shell import Ran, ok, run, still

from ethnictrack.book.location import Location, Server

AT = still(datetime(2021, 11, 25, 1, 0, tzinfo=UTC))
CLASS = ("--capital", "investment", "--source", "central")
PAID = ("DA1", "--place", "042", *CLASS)
LINES = """Ngày;Số chứng từ;Mã CTMT;Mã chương trình;Loại vốn;Nguồn vốn;Số tiền
10/09/2021;unc – 1;;DA1;đầu tư;NSTW;100
13/09/2021;;;DA1;đầu tư;NSTW;70
14/09/2021;UNC-3;0515;;đầu tư;NSTW;35
15/09/2021;UNC-77;;DA1;đầu tư;NSTW;-5
"""
SUMS = "Mã CTMT;Loại vốn;Số tiền\n0515;đầu tư;999\n"


def _commands(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield what an office types from a plan to a record that is signed."""
    yield ("program", "edit", "MTQG", "--target-code", "0515")
    for code in ("DA1", "DA2"):
        yield ("allocate", "add", code, "9000", "--year", "2021", *CLASS)
    for amount, day, voucher in (("100", "10/9/2021", "UNC-1"), ("40", "14/9/2021", "UNC-3")):
        yield ("disburse", "add", *PAID, amount, "--date", day, "--voucher", voucher)
    yield ("disburse", "add", *PAID, "70", "--date", "12/9/2021")
    yield ("disburse", "add", *PAID, "8", "--date", "20/9/2021", "--voucher", "UNC-9")
    yield ("collect", "open", "2021-10", "--due", "12/11/2021", "--level", "district")
    yield ("collect", "templates", "2021-10", str(folder / "bieu"))
    yield ("collect", "take", str(folder / "den"), "--on", "11/11/2021")
    yield ("collect", "take", str(folder / "den"), "--on", "11/11/2021")
    yield ("collect", "nil", "2021-10", "043", "--on", "12/11/2021")
    yield ("collect", "return", "2021-10", "042", "--reason", "Thiếu chữ ký")
    yield ("collect", "take", str(folder / "lan-2.xlsx"))
    yield ("collect", "status", "2021-10", "--on", "14/11/2021")
    yield ("collect", "accept", "2021-10", "--dry-run")
    yield ("collect", "accept", "2021-10")
    yield ("collect", "accept", "2021-10")
    yield ("reconcile", "take", str(folder / "kho-bac.csv"), "--as-of", "30/9/2021")
    yield ("reconcile", "take", str(folder / "kho-bac.csv"), "--as-of", "31/10/2021")
    yield ("reconcile", "match", "2", "5", "7")
    yield ("reconcile", "match", "2", "5", "3")
    yield ("reconcile", "explain", "2", "4", "--reason", "Phí chuyển tiền")
    yield ("reconcile", "explain", "2", "--entry", "8", "--reason", "Kho bạc ghi tháng 11")
    yield ("disburse", "reverse", "3", "--reason", "sai", "--date", "1/11/2021")
    yield ("reconcile", "show", "2")
    yield ("reconcile", "take", str(folder / "tong.csv"), "--as-of", "31/10/2021", "--place", "042")
    yield ("reconcile", "list")
    yield ("reconcile", "drop", "2", "--reason", "thử")
    yield ("reconcile", "list")
    yield ("report", "reconcile", "3")
    yield ("report", "collect", "2021-10")
    yield ("report", "deadlines", "--on", "20/11/2021")
    yield ("disburse", "list")
    yield ("book", "undo", "1", "--reason", "nhầm")
    yield ("collect", "status", "2021-10")
    yield ("book", "check")


def _play(book: Location, folder: Path) -> list[tuple[int, str]]:
    """Type all of it; return exit code and answer of each command."""
    folder.mkdir()
    (folder / "kho-bac.csv").write_text(LINES, encoding="utf-8")
    (folder / "tong.csv").write_text(SUMS, encoding="utf-8")
    said = []
    for words in _commands(folder):
        env = {"ETHNICTRACK_BOOK": address(book)}  # hints name a book that the line names
        ran = run(*words, "--json", env=env, world=AT)
        said.append((ran.code, _plain(ran, folder)))
        if words[:2] == ("collect", "templates"):
            form = form_of(folder / "bieu", "042")
            fill(form, folder / "den" / "042.xlsx", [300])
            fill(form, folder / "lan-2.xlsx", [350])
    return said


def _plain(ran: Ran, folder: Path) -> str:
    """Return an answer without where it was given."""
    return (ran.out or ran.err).replace(str(folder), "")


def test_a_month_on_a_server_is_the_month_in_a_file(
    fresh_book: Path, fresh_server: Server, tmp_path: Path
) -> None:
    """Answer for answer, refusals and exit codes too; and both prove what they hold."""
    in_file = _play(fresh_book, tmp_path / "file")
    on_server = _play(fresh_server, tmp_path / "server")
    for words, one, other in zip(_commands(tmp_path), in_file, on_server, strict=True):
        assert (words, *one) == (words, *other)
    assert {code for code, _ in in_file} == {0, 1}
    for book in (fresh_book, fresh_server):
        ok("book", "verify", book=address(book))


def test_a_month_moves_from_a_server_to_a_file(fresh_server: Server, tmp_path: Path) -> None:
    """The key of the forms and what people decided go with it."""
    _play(fresh_server, tmp_path / "server")
    file, copy = tmp_path / "so.jsonl", tmp_path / "copy.sqlite"
    ok("book", "export", str(file), book=fresh_server.address)
    ok("book", "import", str(file), book=copy)
    for words in (("collect", "status", "2021-10"), ("reconcile", "show", "3"), ("book", "log")):
        there, here = (
            run(*words, "--json", book=each, world=AT) for each in (fresh_server.address, copy)
        )
        assert (here.code, here.data) == (there.code, there.data)
