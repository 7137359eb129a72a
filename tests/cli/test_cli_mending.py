"""Mending: texts put right, entries copied, and the last one meant without its number."""

from __future__ import annotations

from pathlib import Path

from tests.books import count_entries, digest
from tests.shell import ok, run


def _pay(book: Path, *words: str, actor: str = "Lan") -> int:
    number: int = ok("disburse", "add", "DA2", *words, "--json", book=book, actor=actor).data["id"]
    return number


def test_texts_are_put_right_and_both_versions_stay(full_book: Path) -> None:
    """Lists, searches and sums go by the newest; `show` tells the story; the money stands."""
    number = _pay(full_book, "60", "--payee", "Cong ty A", "--voucher", "PC-09", "--note", "Đợt 1")
    before = ok("disburse", "show", str(number), "--json", book=full_book).data

    words = ("--payee", "Công ty B", "--voucher", "PC-10", "--reason", "gõ nhầm")
    amended = ok("disburse", "amend", str(number), *words, "--json", book=full_book).data

    changed = {"payee": "Công ty B", "voucher": "PC-10", "amended": True}
    assert amended == before | changed
    assert ok("disburse", "list", "--json", book=full_book).data[-1] == amended
    for found in (("--voucher", "pc-10"), ("--payee", "cong ty b"), ("--search", "CONG TY B")):
        assert [
            each["id"] for each in ok("disburse", "list", *found, "--json", book=full_book).data
        ] == [number]
    assert ok("disburse", "list", "--voucher", "PC-09", "--json", book=full_book).data == []
    assert ok("disburse", "list", "--search", "cong ty a", "--json", book=full_book).data == []
    (version,) = ok("disburse", "show", str(number), "--json", book=full_book).data["versions"]
    assert version["before"] == {"payee": "Cong ty A", "voucher": "PC-09"}
    assert (version["actor"], version["reason"]) == ("Lan", "gõ nhầm")
    assert "Cong ty A" in ok("disburse", "show", str(number), book=full_book).out
    payees = ok("report", "payees", "2021", "--json", book=full_book).data["rows"]
    assert "Công ty B" in {each["payee"] for each in payees}
    assert ok("book", "verify", book=full_book).code == 0


def test_a_voucher_that_was_put_right_is_known_by_both_its_numbers(full_book: Path) -> None:
    """Neither is taken a second time for the same payment."""
    number = _pay(full_book, "60", "--voucher", "PC-09")
    ok("disburse", "amend", "last", "--voucher", "PC-10", "--reason", "gõ nhầm", book=full_book)

    for voucher in ("PC-09", "PC-10"):
        words = ("disburse", "add", "DA2", "60", "--voucher", voucher, "--json")
        refused = run(*words, book=full_book)
        assert (refused.code, refused.error["code"]) == (1, "duplicate-voucher")
        assert refused.error["details"]["entry"] == number


def test_amending_says_something_new_in_an_open_year(full_book: Path) -> None:
    """Nothing said is a usage error; the same again, or a closed year, is refused."""
    number = str(_pay(full_book, "60", "--note", "Đợt 1"))
    amend = ("disburse", "amend", number, "--json")
    before = digest(full_book)

    silent = run(*amend, "--reason", "x", book=full_book)
    same = run(*amend, "--note", "Đợt 1", "--reason", "x", book=full_book)
    tried = ok(*amend, "--note", "Đợt 2", "--reason", "x", "--dry-run", book=full_book)

    assert (silent.code, same.code, same.error["code"]) == (2, 1, "nothing-to-amend")
    assert tried.data["note"] == "Đợt 2"
    assert digest(full_book) == before
    ok("book", "close", "2021", "--on", "25/11/2021", "--anyway", "hết việc", book=full_book)
    closed = run(*amend, "--note", "Đợt 2", "--reason", "x", book=full_book)
    assert (closed.code, closed.error["code"]) == (1, "year-closed")


def test_an_export_has_the_newest_texts(full_book: Path, tmp_path: Path) -> None:
    """As lists do; an equal book made of one keeps both versions."""
    number = _pay(full_book, "60", "--note", "Đợt 1")
    ok("disburse", "amend", "last", "--note", "Đợt hai", "--reason", "rõ hơn", book=full_book)
    ok("book", "export", str(tmp_path / "so"), book=full_book)
    ok("book", "export", str(tmp_path / "so.jsonl"), book=full_book)
    ok("book", "import", str(tmp_path / "so.jsonl"), book=tmp_path / "moi.sqlite")

    page = (tmp_path / "so" / "disbursements.csv").read_text(encoding="utf-8-sig")
    assert "Đợt hai" in page
    assert "Đợt 1" not in page.splitlines()[-1]
    show = ("disburse", "show", str(number), "--json")
    assert ok(*show, book=tmp_path / "moi.sqlite").data == ok(*show, book=full_book).data


def test_a_copy_is_like_its_entry_but_for_what_is_said(full_book: Path) -> None:
    """Under every rule of `add`: the same voucher for the same payment is refused."""
    first = _pay(full_book, "60", "--payee", "Công ty A", "--voucher", "PC-1", "--place", "043")
    copy = ("disburse", "copy", str(first), "--json")

    twice = run(*copy, book=full_book)
    other = ok(*copy, "--amount", "gần 30", "--voucher", "PC-2", book=full_book).data
    old = ok("disburse", "show", str(first), "--json", book=full_book).data

    assert (twice.code, twice.error["code"]) == (1, "duplicate-voucher")
    own = {"id": first + 1, "amount": 30, "effect": 30, "qualifier": "under", "voucher": "PC-2"}
    assert other == old | own
    ok("disburse", "reverse", str(first + 1), "--reason", "thử", book=full_book)
    undone = run("disburse", "copy", str(first + 2), "--json", book=full_book)
    assert (undone.code, undone.error["code"]) == (1, "reversal-of-reversal")


def test_last_is_the_newest_entry_of_whoever_asks(full_book: Path) -> None:
    """Of that side; who has none is told so."""
    mine = _pay(full_book, "5")
    other = _pay(full_book, "6", actor="Minh")

    assert ok("disburse", "show", "last", "--json", book=full_book).data["id"] == mine
    shown = ok("disburse", "show", "last", "--json", book=full_book, actor="Minh")
    assert shown.data["id"] == other
    none = run("disburse", "show", "last", "--json", book=full_book, actor="Hoa")
    assert (none.code, none.error["code"]) == (1, "no-entry-yet")


def test_the_last_entry_is_not_taken_back_unasked(full_book: Path) -> None:
    """Without a terminal --yes says that it is meant."""
    mine = _pay(full_book, "5")
    entries = count_entries(full_book)
    reverse = ("disburse", "reverse", "last", "--reason", "nhầm", "--json")

    silent = run(*reverse, book=full_book)
    assert (silent.code, "--yes" in silent.error["message"]) == (2, True)
    assert count_entries(full_book) == entries
    assert ok(*reverse, "--yes", book=full_book).data["reverses"] == mine


def test_an_entry_of_the_other_side_is_told_as_what_it_is(full_book: Path) -> None:
    """With the command that shows it; a page says first what kind of entry it shows."""
    mine = str(_pay(full_book, "5", "--kind", "advance"))

    plan = run("disburse", "show", "1", book=full_book, lang="en")
    assert "Entry 1 is no disbursement but a plan entry: " in plan.err
    assert "allocate show 1` shows it." in plan.err
    payment = run("allocate", "show", mine, book=full_book, lang="en")
    assert f"Entry {mine} is no plan entry but a disbursement: advance." in payment.err
    shown = ok("disburse", "show", mine, book=full_book, lang="en").out
    assert shown.startswith("Disbursement: advance\n")


def test_an_entry_tells_its_whole_story(full_book: Path, tmp_path: Path) -> None:
    """What took it back and what it takes back, which import brought it, where it is matched."""
    file, treasury = tmp_path / "thang-11.csv", tmp_path / "kho-bac.csv"
    file.write_text("program,amount,date,voucher\nDA1,1,2021-11-20,UNC-77\n", encoding="utf-8")
    treasury.write_text(
        "Ngày,Số chứng từ,Mã chương trình,Số tiền\n20/11/2021,UNC-77,DA1,1\n", encoding="utf-8"
    )
    ok("disburse", "import", str(file), book=full_book)
    number = ok("disburse", "list", "--voucher", "UNC-77", "--json", book=full_book).data[0]["id"]
    ok("reconcile", "take", str(treasury), "--as-of", "31/12/2021", book=full_book)
    back = ok("disburse", "reverse", str(number), "--reason", "trùng", "--json", book=full_book)

    first = ok("disburse", "show", str(number), book=full_book).out
    second = ok("disburse", "show", str(back.data["id"]), book=full_book).out

    assert f"Đã đảo bằng bút toán số {back.data['id']} ngày 20/11/2021, -1 đồng, do Lan" in first
    assert "trùng" in first
    assert "Nhập ở lần nhập số 2: thang-11.csv" in first
    assert "Đã khớp ở bảng số 2 của kho bạc, kho-bac.csv, đến hết ngày 31/12/2021." in first
    assert f"Đảo bút toán số {number} ngày 20/11/2021, 1 đồng, do Lan" in second
