"""Looks at a book that need no pass over all of it: quick checks, and what is new."""

from __future__ import annotations

from pathlib import Path

from tests.books import tamper
from tests.shell import ok, run


def test_quick_checks_read_no_entries(full_book: Path) -> None:
    """A guard that is not ours is found; a wrong sum takes the whole check, which names it."""
    ok("book", "check", "--quick", book=full_book)
    tamper(full_book, "UPDATE tally SET amount = amount + 1 WHERE entries > 0")
    ok("book", "check", "--quick", book=full_book)
    whole = run("book", "check", "--json", book=full_book)
    assert whole.code == 1
    assert any(each["where"].startswith("tally/") for each in whole.data)
    assert run("book", "check", "--quick", "sums", book=full_book).code == 2

    tamper(full_book, "CREATE TRIGGER other AFTER INSERT ON entry BEGIN SELECT 1; END")
    quick = run("book", "check", "--quick", "--json", book=full_book)
    assert (quick.code, [each["check"] for each in quick.data]) == (1, ["guards"])


def test_verifying_begins_at_the_checkpoint_that_book_info_prints(full_book: Path) -> None:
    """What was altered since is named, with exit code 1; what is older is not looked at."""
    since = ok("book", "info", "--json", book=full_book).data["checkpoint"]
    ok("disburse", "add", "DA1", "7", "--date", "20/11/2021", book=full_book)
    found = ok("book", "verify", "--since", since, "--json", book=full_book).data
    assert (found["ok"], found["against"]) == (True, since)
    assert "trở đi" in ok("book", "verify", "--since", since, book=full_book).out

    tamper(full_book, "UPDATE entry SET amount = amount + 1 WHERE id = 3")
    ok("book", "verify", "--since", since, book=full_book)
    tamper(full_book, "UPDATE entry SET amount = 8 WHERE amount = 7")
    altered = run("book", "verify", "--since", since, "--json", book=full_book)
    assert altered.code == 1
    (finding,) = altered.data["findings"]
    assert (finding["code"], finding["where"][-7:]) == ("altered-row", " amount")
    assert run("book", "verify", "--since", since, "--checkpoint", since, book=full_book).code == 2
