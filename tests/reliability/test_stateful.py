"""Random commands on a real book, beside a simple model of it: they agree after every one.

What the model refuses the program refuses, with the same code; every sum is the same.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.reliability.conftest import Figure
from tests.reliability.model import ABOVE, DISPOSES, PAYS, PLANS, Fact, Model, RefusedError
from tests.reliability.size import size
from tests.shell import Ran, ok, run

YEARS = (2019, 2020)
PROGRAMS, YEAR = st.sampled_from(sorted(ABOVE)), st.sampled_from(YEARS)
AMOUNT = st.integers(1, 9)  # small, so that plans are met and gone beyond
VOUCHER = st.sampled_from([None, None, "PC-1"])
PAYMENT = st.tuples(st.sampled_from(sorted(PAYS)), PROGRAMS, YEAR, AMOUNT, VOUCHER)


def _refused(expect: Callable[[], object]) -> str | None:
    """Return the code with which the model refuses, or nothing where it does not."""
    try:
        expect()
    except RefusedError as error:
        return str(error)
    return None


class Books(RuleBasedStateMachine):
    """One book and its model."""

    template: Path
    commands = 0  # on all books

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.book = Path(shutil.copy(self.template, self.folder / "book.sqlite"))
        self.model = Model()
        self.files = 0

    def _both(self, expect: Callable[[], object], *words: str) -> None:
        """Let both do it, and find that both did or that both refused for the same reason."""
        Books.commands += 1
        code = _refused(expect)
        if code is None:
            ok(*words, "--json", book=self.book)
            return
        refused = run(*words, "--json", book=self.book)
        assert (refused.code, refused.error["code"]) == (1, code), words

    @rule(kind=st.sampled_from(sorted(PLANS | DISPOSES)), of=PROGRAMS, year=YEAR, amount=AMOUNT)
    def plan(self, kind: str, of: str, year: int, amount: int) -> None:
        """Give plan, or change it."""
        more = amount * 3 if PLANS.get(kind, 0) > 0 else amount
        words = ("allocate", "add", of, str(more), "--kind", kind, "--year", str(year))
        self._both(lambda: self.model.post(Fact(kind, of, year, more)), *words)

    @rule(of=PROGRAMS, to=PROGRAMS, year=YEAR, amount=AMOUNT)
    def transfer(self, of: str, to: str, year: int, amount: int) -> None:
        """Move plan from one programme to another."""
        if of != to:
            words = ("allocate", "transfer", of, str(amount), "--to", to, "--year", str(year))
            moved = Fact("decrease", of, year, amount), Fact("increase", to, year, amount)
            self._both(lambda: self.model.transfer(*moved), *words)

    @rule(payment=PAYMENT)
    def pay(self, payment: tuple[str, str, int, int, str | None]) -> None:
        """Pay, advance, clear an advance, or take money back in."""
        kind, of, year, amount, voucher = payment
        words = ("disburse", "add", of, str(amount), "--kind", kind, "--date", f"15/6/{year}")
        said = ("--voucher", voucher) if voucher else ()
        self._both(lambda: self.model.post(Fact(*payment)), *words, *said)

    @precondition(lambda self: self.model.entries)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        """Reverse an entry, one that was reversed already too."""
        number = data.draw(st.integers(1, len(self.model.entries)))
        side = "disburse" if self.model.entries[number - 1].kind in PAYS else "allocate"
        words = (side, "reverse", str(number), "--reason", "sai")
        self._both(lambda: self.model.reverse(number), *words)

    @rule(payments=st.lists(PAYMENT, min_size=1, max_size=4))
    def take(self, payments: list[tuple[str, str, int, int, str | None]]) -> None:
        """Import rows of a file: all are kept, or none and each is told why."""
        self.files += 1
        Books.commands += 1
        file = self.folder / f"{self.files}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(("kind", "program", "date", "amount", "voucher", "note"))
            for row, (kind, of, year, amount, voucher) in enumerate(payments):
                note = f"{self.files}/{row}"  # no row is one of an earlier file
                rows.writerow((kind, of, f"15/6/{year}", amount, voucher, note))
        refused = self.model.take([Fact(*each) for each in payments])
        words = ("disburse", "import", str(file), "--unit", "dong", "--json")
        ran: Ran = run(*words, book=self.book)
        assert (ran.code, [(each["record"], each["code"]) for each in ran.data["errors"]]) == (
            int(bool(refused)),
            refused,
        )

    @precondition(lambda self: self.model.batches)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Take a file back, one that was taken back already too."""
        batch = data.draw(st.integers(1, len(self.model.batches) + 1))
        words = ("book", "undo", str(batch), "--reason", "nhầm tệp")
        self._both(lambda: self.model.undo(batch), *words)

    @rule(year=YEAR)
    def close(self, year: int) -> None:
        """Close a year: it takes no more entries."""
        self._both(lambda: self.model.close(year), "book", "close", str(year), "--on", "1/2/2021")

    @rule(year=YEAR)
    def reopen(self, year: int) -> None:
        """Open it again."""
        words = ("book", "reopen", str(year), "--reason", "bổ sung")
        self._both(lambda: self.model.reopen(year), *words)

    @rule()
    def move(self) -> None:
        """Put a copy of the book in its place."""
        self.files += 1
        Books.commands += 1
        copy = self.folder / f"{self.files}.bak"
        ok("book", "backup", str(copy), book=self.book)
        moved = self.folder / f"{self.files}.sqlite"
        ok("book", "restore", str(copy), book=moved)
        self.book = moved

    @invariant()
    def every_sum_is_the_same(self) -> None:
        """Compare plan and payments by programme and in all, in both years."""
        for year in YEARS:
            report = ok("report", "rates", "--year", str(year), "--json", book=self.book).data
            expected = self.model.totals(year)
            found = {
                row["code"]: (row["planned"], row["disbursed"] + row["unplanned"])
                for row in report["rows"]
            }
            assert found == {code: expected[code] for code in found}
            left_out = set(ABOVE) - set(found)
            assert all(expected[code] == (0, 0) for code in left_out)
            total = report["total"]
            assert (total["planned"], total["disbursed"] + total["unplanned"]) == expected["MTQG"]

    def teardown(self) -> None:
        """Find every rule kept and every seal whole."""
        checked = run("book", "check", "--json", book=self.book)
        verified = run("book", "verify", "--json", book=self.book)
        shutil.rmtree(self.folder)
        assert (checked.code, verified.code) == (0, 0), checked.out + verified.out


def test_random_commands_do_what_the_model_does(template: Path, figure: Figure) -> None:
    """Take a hundred steps each time, some thousands by `make reliability`."""
    Books.template, Books.commands = template, 0
    machine = Books.TestCase
    books, steps = size(4, 50), size(25, 50)
    machine.settings = settings(
        max_examples=books,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],  # to make a failure smaller takes minutes, and is done by hand
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()

    figure(
        "Random commands do what a simple model of the book does",
        f"{Books.commands} commands on {books} books",
        "every sum and every refusal the same; `book check` and `book verify` clean",
    )
