"""An office: a book of the program and a model of it, side by side, and what they must agree on."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from tests.books import digest
from tests.reliability.model.desk import UNPAID, Desk
from tests.reliability.model.facts import Fact, RefusedError
from tests.shell import Ran, ok, run, still

from ethnictrack.book.opening import read_book

USAGE = {"year-needed", "plan-year-needed", "class-needed", "finding-needed"}  # exit code 2
UNTIL = {year: date(year + 1, 1, 31) for year in (2020, 2021, 2022)}  # as reports of a year
T = TypeVar("T")


def _tried(desk: Desk, do: Callable[[Desk], T]) -> tuple[T | None, set[str]]:
    """Return what the model did, or the rules that it would break."""
    try:
        return do(desk), set()
    except RefusedError as refusal:
        return None, refusal.codes


class Office(RuleBasedStateMachine):
    """A book, the model of it, the day it is, and the copies that were made."""

    template: ClassVar[Path]
    steps: ClassVar[int] = 0
    outcomes: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        """Start with a fresh book."""
        self.folder = TemporaryDirectory()
        self.book = Path(self.folder.name) / "book.sqlite"
        shutil.copy(self.template, self.book)
        self.desk, self.today, self.copies = Desk(), date(2022, 3, 1), list[tuple[Path, Desk]]()
        self.known = self.desk
        self.files = 0

    def typed(self, *words: str) -> Ran:
        """Run a command on the day it is."""
        type(self).steps += 1
        noon = datetime(self.today.year, self.today.month, self.today.day, 5, tzinfo=UTC)
        return run(*words, "--json", book=self.book, world=still(noon))

    def does(self, do: Callable[[Desk], T], *words: str) -> T | None:
        """Have the program do what the model does, or refuse what it refuses."""
        draft, before = self.desk.copied(), digest(self.book)
        ran = self.typed(*words)
        done, broken = _tried(draft, do)
        code = ran.error["code"] if ran.code else "done"
        self.outcomes[f"{' '.join(words[:2])}: {code}"] += 1
        if not broken:
            assert ran.code == 0, (words, ran)
            self.desk = draft
            return done
        assert code in broken, (words, ran, broken)
        assert ran.code == (2 if code in USAGE else 1)
        assert digest(self.book) == before
        return None

    def check_rates(self, year: int, until: date) -> None:
        """Find plan and payments of every programme as the model adds them up."""
        told = ok(
            *("report", "rates", "--year", str(year), "--as-of", str(until), "--json"),
            book=self.book,
        ).data
        rows = {row["code"]: row for row in told["rows"]} | {"": told["total"]}
        names = ("planned", "disbursed", "unplanned")
        shown = {code: tuple(row[name] for name in names) for code, row in rows.items()}
        expected = self.desk.ledger.rates(year, until)
        assert {k: v for k, v in shown.items() if any(v)} == {
            k: v for k, v in expected.items() if any(v)
        }

    @invariant()
    def every_entry_is_there(self) -> None:
        """As it was told, in its turn; and so are the sums of every year, and the inspections."""
        if self.desk is self.known:
            return
        self.known = self.desk
        assert self.facts() == self.desk.ledger.facts
        for year, until in UNTIL.items():
            self.check_rates(year, until)
        for code, case in self.desk.cases.items():
            told = ok("inspect", "show", code, "--json", book=self.book).data
            back = [case.came_back(number) for number in range(1, len(case.findings) + 1)]
            due = sum(amount for amount, action in case.findings if action != UNPAID)
            assert [each["recovered"] for each in told["findings"]] == back
            assert (told["recommended"], told["recovered"]) == (due, sum(back))

    def facts(self) -> list[Fact]:
        """Return all that the book holds, as the model has it."""
        with read_book(self.book) as book:
            programs = {each.id: each.code for each in book.programs}
            places = {each.id: each.code for each in book.places}
            entries = list(book.audit.entries())
        names = [each.name for each in fields(Fact) if each.name not in {"number", "day"}]
        found = []
        for number, entry in entries:
            facts = {name: getattr(entry, name) for name in names} | {
                "program": programs[entry.program],
                "place": places.get(entry.place or 0),
                "amount": entry.amount.value,
                "over_plan": entry.over_plan is not None,
            }
            found.append(Fact(number=number, day=entry.date, **facts))
        return found

    def teardown(self) -> None:
        """Find every rule kept and every seal whole."""
        if hasattr(self, "folder"):
            ok("book", "check", book=self.book)
            ok("book", "verify", book=self.book)
            self.folder.cleanup()
