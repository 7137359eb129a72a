"""Many hands on one book at once: nothing lost, nothing doubled, no đồng beyond the plan."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.books import allocated, signed
from tests.forms import fill, form_of
from tests.reliability.clerk import AMOUNT, address, started, told
from tests.reliability.conftest import Figure
from tests.reliability.size import size
from tests.shell import ok, spawn

from ethnictrack.book.opening import read_book, write_book
from ethnictrack.services.verify import verify

if TYPE_CHECKING:
    from ethnictrack.book.location import Location

CLERKS = size(3, 8)
PAYMENTS = size(6, 500)  # of each
BEFORE = 2  # records of the log before the first payment
PROMISE = "Many hands lose nothing"


def _planned(book: Location, payments: int) -> None:
    """Plan for so many payments and not one đồng more, above the two programmes they are on."""
    with write_book(book, signed()) as opened:
        allocated(opened, payments * AMOUNT, "MTQG")


def _work(book: Location, stack: ExitStack, payments: int = PAYMENTS) -> list[list[Any]]:
    """Let all clerks pay at once; return what each said."""
    words = (("pay", address(book), f"K{number}", str(payments)) for number in range(CLERKS))
    clerks = [stack.enter_context(started(*each)) for each in words]
    with ThreadPoolExecutor(CLERKS) as pool:  # each has to be listened to, or its pipe fills up
        return list(pool.map(told, clerks))


def _check_kept(book: Location, acknowledged: Sequence[int]) -> None:
    """Find every entry that was acknowledged, once, and nothing else; every seal holds."""
    with read_book(book) as opened:
        entries = dict(opened.audit.entries())
        findings = verify(opened).findings
    payments = [each for each in entries.values() if each.key]
    assert sorted(acknowledged) == list(range(2, len(entries) + 1))
    assert len({each.key for each in payments}) == len(payments) == len(acknowledged)
    assert sum(each.amount.value for each in payments) == len(acknowledged) * AMOUNT
    assert findings == ()


def _place(book: Location) -> str:
    return "SQLite" if isinstance(book, Path) else "PostgreSQL"


def test_clerks_lose_nothing_and_a_reader_sees_whole_states(
    fresh_place: Location, tmp_path: Path, figure: Figure
) -> None:
    """Each report is of one moment: its total, its rows and its checkpoint tell the same number."""
    _planned(fresh_place, CLERKS * PAYMENTS)
    began = time.monotonic()
    with ExitStack() as stack:
        home = tmp_path / "home"
        reader = stack.enter_context(started("read", address(fresh_place), str(home)))
        answers = [each for clerk in _work(fresh_place, stack) for each in clerk]
        took = time.monotonic() - began
        home.touch()
        reports = told(reader)

    _check_kept(fresh_place, [number for _, number, _ in answers])
    assert len(answers) == CLERKS * PAYMENTS
    for at, total, top, below in reports:
        assert total == top == below == (at - BEFORE) * AMOUNT
    assert len(reports) > 1
    figure(
        f"{PROMISE} ({_place(fresh_place)})",
        f"{CLERKS} processes x {PAYMENTS} `disburse add`, and one that reports all the time",
        f"{len(answers)} entries, 0 lost, 0 doubled, `book verify` clean; {len(reports)} reports, "
        f"each of one state; {len(answers) / took:.0f} entries a second, "
        f"the longest wait {max(wait for *_, wait in answers):.1f} s",
    )


def test_the_ceiling_holds_in_a_race(fresh_place: Location, figure: Figure) -> None:
    """As many are accepted as the plan has room for, to the đồng; the others are told why."""
    room = CLERKS * PAYMENTS // 4
    _planned(fresh_place, room)
    with ExitStack() as stack:
        answers = [each for clerk in _work(fresh_place, stack) for each in clerk]

    accepted = [number for code, number, _ in answers if code == 0]
    refused = Counter((code, why) for code, why, _ in answers if code)
    assert len(accepted) == room
    assert refused == {(1, "over-plan"): len(answers) - room}
    _check_kept(fresh_place, accepted)
    figure(
        f"No đồng beyond the plan ({_place(fresh_place)})",
        f"{len(answers)} attempts of {CLERKS} processes at a plan for {room}",
        f"{room} accepted, {len(answers) - room} refused",
    )


def test_programs_started_all_at_once_are_all_served(fresh_place: Location, figure: Figure) -> None:
    """As scripts do it: a start of the program for every payment."""
    starts = CLERKS * size(1, 25)
    _planned(fresh_place, starts)

    def start(number: int) -> int:
        words = ("disburse", "add", "DA1", str(AMOUNT), "--date", "15/11/2021")
        return spawn(*words, "--id", f"S-{number}", book=address(fresh_place)).returncode

    with ThreadPoolExecutor(CLERKS) as pool:
        codes = list(pool.map(start, range(starts)))

    assert codes == [0] * starts
    _check_kept(fresh_place, range(2, starts + 2))
    ok("book", "check", book=address(fresh_place))
    figure(
        f"{PROMISE} ({_place(fresh_place)})",
        f"{CLERKS} shells, {starts} starts of the program",
        f"{starts} of {starts} kept",
    )


def test_files_taken_by_two_at_once_are_kept_once(
    fresh_place: Location, tmp_path: Path, figure: Figure
) -> None:
    """One receives, the others know the file already; what is accepted is written once."""
    book = address(fresh_place)
    ok("allocate", "add", "DA1", "9000", "--year", "2021", book=book)
    ok("collect", "open", "2021-10", "--due", "12/11/2021", "--level", "district", book=book)
    ok("collect", "templates", "2021-10", str(tmp_path / "bieu"), book=book)
    for place, amount in (("042", 700), ("043", 50)):
        form = form_of(tmp_path / "bieu", place)
        fill(form, tmp_path / "den" / f"{place}.xlsx", [amount])
    taken = _at_once(book, "collect", "take", str(tmp_path / "den"))
    assert Counter(each["result"] for said in taken for each in said) == {
        "received": 2,
        "same": 2 * CLERKS - 2,
    }
    accepted = _at_once(book, "collect", "accept", "2021-10")
    assert Counter(each["result"] for said in accepted for each in said) == {
        "accepted": 2,
        "same": 2 * CLERKS - 2,
    }
    listed = ok("disburse", "list", "--json", book=book).data
    assert sorted(each["amount"] for each in listed) == [50, 700]
    ok("book", "verify", book=book)
    figure(
        f"{PROMISE} ({_place(fresh_place)})",
        f"{CLERKS} shells take two forms, then accept them",
        "each kept once",
    )


def test_statements_taken_by_two_at_once_are_all_kept(
    fresh_place: Location, tmp_path: Path
) -> None:
    """Each under a number of its own; the newest has taken the place of the others."""
    book, file = address(fresh_place), tmp_path / "kho-bac.csv"
    ok("allocate", "add", "DA1", "9000", "--year", "2021", book=book)
    ok("disburse", "add", "DA1", "100", "--date", "15/11/2021", "--voucher", "UNC-1", book=book)
    file.write_text("date,voucher,amount\n2021-11-15,UNC-1,100\n", encoding="utf-8")
    said = _at_once(book, "reconcile", "take", str(file), "--as-of", "30/11/2021")
    assert sorted(each["statement"] for each in said) == [*range(1, CLERKS + 1)]
    assert {each["lines"][0]["status"] for each in said} == {"matched"}
    (left,) = ok("reconcile", "list", "--json", book=book).data
    assert (left["statement"], left["open"]) == (CLERKS, 0)
    ok("book", "verify", book=book)


def _at_once(book: str, *words: str) -> list[Any]:
    """Start the program several times with the same words; return what each answered."""

    def start(_: int) -> Any:  # noqa: ANN401 - JSON
        ran = spawn(*words, "--json", book=book)
        assert ran.returncode == 0, ran
        return json.loads(ran.stdout)

    with ThreadPoolExecutor(CLERKS) as pool:
        return list(pool.map(start, range(CLERKS)))
