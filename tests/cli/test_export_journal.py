"""The book as double entry: another program reads it and finds the same money."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from tests.books import allocated, dong, make_book, paid, signed, tamper
from tests.hledger import balances, hledger, needed, transactions
from tests.reliability.size import size
from tests.shell import ok

from ethnictrack.book.opening import write_book
from ethnictrack.ledger.entry import Draft
from ethnictrack.services.entry import Recorder
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import KINDS, Capital, Kind, Side, Source

ENTRIES = size(2_000, 10_000)
REVERSED = 0.05  # of them
PROGRAMS, YEARS = ("MTQG", "DA1", "DA2"), (2020, 2021)
SOURCES = (Source.CENTRAL, Source.OTHER)
SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
# Payments first, so that there are advances to clear and money to refund.
PAYING = {Kind.PAYMENT: 6, Kind.ADVANCE: 3, Kind.ADVANCE_RECOVERY: 1, Kind.REFUND: 1}
PLANNING = dict.fromkeys(KINDS[Side.ALLOCATION], 1) | {Kind.INITIAL: 6}


@pytest.fixture(autouse=True)
def _program() -> None:
    needed()


def _draft(chance: random.Random) -> Draft:
    """Return an entry that somebody may want to make; the rules need not like it."""
    side = chance.choice((Side.ALLOCATION, *[Side.DISBURSEMENT] * 3))
    kinds = PLANNING if side is Side.ALLOCATION else PAYING
    (kind,) = chance.choices(list(kinds), list(kinds.values()))
    return Draft(
        side=side,
        program=chance.choice(PROGRAMS),
        amount=dong(chance.randint(1, 10 ** chance.randint(1, 9))),
        kind=kind,
        year=(year := chance.choice(YEARS)),
        plan_year=year - (kind is Kind.CARRIED_IN),
        date=date(year, 1, 1) + timedelta(chance.randint(0, 300)),
        place=chance.choice((None, "043")),
        capital=chance.choice(tuple(Capital)),
        source=chance.choice(SOURCES),
        over_plan=None if side is Side.ALLOCATION else "theo quyết định",
        note=chance.choice((None, "; kind:payment", "a | b", "2021-01-01 x")),
    )


def _plans() -> Iterator[Draft]:
    """Yield so much plan that there is something to take from."""
    for program, year, capital, source in product(PROGRAMS, YEARS, Capital, SOURCES):
        for place in ("043", None):
            yield Draft(
                side=Side.ALLOCATION,
                program=program,
                amount=dong(10**13),
                kind=Kind.INITIAL,
                year=year,
                place=place,
                capital=capital,
                source=source,
            )


@pytest.fixture(scope="module")
def random_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book of many entries of every kind, as the rules let them come."""
    path = tmp_path_factory.mktemp("random") / "book.sqlite"
    make_book(path)
    chance = random.Random(2021)  # noqa: S311 - the same book each time
    with write_book(path, signed()) as book:
        recorder = Recorder(book, date(2021, 12, 31))
        made = [recorder.post(recorder.entry(each)) for each in _plans()]
        while len(made) < ENTRIES:
            try:
                draft = _draft(chance)
                made.append(recorder.post(recorder.entry(draft), said=draft.said))
                if chance.random() < REVERSED:
                    recorder.reverse(draft.side, made[-1], reason="ghi nhầm", on=None)
                    made.append(made[-1] + 1)
            except BookError:  # a rule that has nothing to do with what is asked here
                continue
    return path


def _exported(book: Path, folder: Path, *words: str) -> Path:
    journal = folder / "so.journal"
    ok("book", "export", str(journal), *words, book=book)
    return journal


def _below(held: dict[str, int], *path: str) -> dict[str, int]:
    """Add up what accounts of a kind and year hold, for each programme with all below it."""
    sums: dict[str, int] = {}
    start = f"{':'.join(path)}:"
    for account, amount in held.items():
        if account.startswith(start):
            for name in account.removeprefix(start).split(":"):
                sums[name] = sums.get(name, 0) + amount
    return sums


def _ours(book: Path, year: int) -> dict[str, tuple[int, int]]:
    """Return plan and giải ngân of each programme, as our own report has them."""
    asked = ("report", "rates", "--year", str(year), "--as-of", f"{year + 1}-01-31", "--json")
    rows = ok(*asked, book=book).data["rows"]
    return {row["code"]: (row["planned"], row["disbursed"] + row["unplanned"]) for row in rows}


def _open_advances(book: Path, year: int) -> int:
    query = (
        "SELECT coalesce(sum(CASE kind WHEN 'advance' THEN amount ELSE -amount END), 0) "
        "FROM entry WHERE kind IN ('advance', 'advance-recovery') AND year = ?"
    )
    with closing(sqlite3.connect(book)) as database:
        return int(database.execute(query, (year,)).fetchone()[0])


def _kinds(book: Path) -> set[str]:
    with closing(sqlite3.connect(book)) as database:
        return {kind for (kind,) in database.execute("SELECT DISTINCT kind FROM entry")}


@pytest.mark.parametrize("which", ["sample", "random"])
def test_another_program_finds_the_same_money(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Plan, giải ngân and open advances of every programme and year; and all of it balances."""
    made = SAMPLE if which == "sample" else request.getfixturevalue("random_book")
    book = Path(shutil.copy(made, tmp_path / "book.sqlite"))
    journal = _exported(book, tmp_path)

    held = balances(journal)

    hledger(journal, "check", "--strict")
    assert which == "sample" or _kinds(book) == set(Kind)  # else this says less than it seems to
    assert sum(held.values()) == 0
    for year in YEARS:
        ours = _ours(book, year)
        plan, paid = _below(held, "plan", str(year)), _below(held, "paid", str(year))
        assert {code: plan.get(code, 0) for code in ours} == {c: p for c, (p, _) in ours.items()}
        assert {code: paid.get(code, 0) for code in ours} == {c: d for c, (_, d) in ours.items()}
        assert {name for name in plan | paid if " " not in name} <= {*ours, "refunds"}
        assert paid.get("open advances", 0) == _open_advances(book, year)


def test_what_inspections_asked_for_is_owed_until_it_is_back(
    full_book: Path, tmp_path: Path
) -> None:
    """Recommended, recovered and outstanding are those of the list of inspections."""
    (inspection,) = ok("inspect", "list", "--json", book=full_book).data

    held = balances(_exported(full_book, tmp_path))

    assert held["recommended:TT-01:1"] == -inspection["recommended"]
    assert held["recovered:TT-01:1"] == inspection["recovered"]
    assert held["owed:TT-01:1"] == inspection["outstanding"]


def test_money_carried_over_leaves_one_year_and_comes_into_the_next(
    fresh_book: Path, tmp_path: Path
) -> None:
    """It passes through an account that is empty afterwards."""
    ok("allocate", "add", "DA1", "1000", "--year", "2020", book=fresh_book)
    ok("allocate", "carry", "--from", "2020", "--to", "2021", book=fresh_book)

    held = balances(_exported(fresh_book, tmp_path))

    assert held["funding:carried over"] == 0
    assert held["disposed:2020:MTQG:DA1:carried out"] == -1000
    assert held["plan:2021:MTQG:DA1"] == held["plan:2020:MTQG:DA1"] == 1000


TEXTS = [
    "; comment",
    "a ; kind:refund, place:9",
    "a  b\tc",
    "| payee",
    "a | b",
    "* x",
    "! x",
    "(9) x",
    "include /etc/passwd",
    "2021-01-01 x",
    "date:2020-01-01",
    "  paid:2021:DA1  5 VND",
    "comment",
    "end comment",
    "#",
    "%",
    "~ monthly",
    "= expr",
    "P 2021-01-01 VND 5 USD",
    "a\nb",
    "a\r\n    paid:x  1 VND",
    "a\u2028b",
    "a\x85b",
    "a\x0bb",
    "\u202egnp",
    "\ufeffx",
    "[2021-01-01]",
    "\\",
    '"',
    "@ 5 USD",
    "đồng",
    "😀",
]


def test_text_of_the_book_is_text_and_nothing_else(fresh_book: Path, tmp_path: Path) -> None:
    """Every transaction has the tags and the postings that are ours, whatever was typed.

    Most of it no command lets in; a book browser does.
    """
    with write_book(fresh_book, signed()) as book:
        allocated(book, 1000)
        for _ in TEXTS:
            paid(book, 1, payee="X", note="Y", voucher=None)
    quoted = [text.replace("'", "''") for text in TEXTS]
    changes = [
        f"UPDATE entry SET payee = '{text}', note = '{text}' WHERE id = {number}"  # noqa: S608
        for number, text in enumerate(quoted, start=2)
    ]
    tamper(fresh_book, *changes)
    journal = _exported(fresh_book, tmp_path)

    read = transactions(journal)

    assert [each["tcode"] for each in read] == [str(each + 1) for each in range(len(TEXTS) + 1)]
    for each in read[1:]:
        assert dict(each["ttags"]) == {"kind": "payment", "plan-year": "2021"}
        assert [len(posting["ptags"]) for posting in each["tpostings"]] == [0, 0]
        assert (each["tdate"], each["tstatus"]) == ("2021-11-15", "Unmarked")
        assert each["tdescription"].count("|") == 1
    assert balances(journal)["paid:2021:MTQG:DA1"] == len(TEXTS)


def test_what_is_for_the_public_says_no_more_than_numbers(full_book: Path, tmp_path: Path) -> None:
    """The same money; kinds and vouchers in the place of words."""
    ok("disburse", "add", "DA1", "5", "--payee", "Lý Văn Páo", "--note", "bí mật", book=full_book)

    journal = _exported(full_book, tmp_path, "--public")

    said = {each["tdescription"] for each in transactions(journal)}
    assert said <= {
        "initial",
        "payment",
        "payment | PC 01",
        "payment | PC-02",
        *said & {"TT-01"},
    } | {
        "advance",
        "advance-recovery",
    }
    assert balances(journal)["paid:2021:MTQG:DA1"] == 305
