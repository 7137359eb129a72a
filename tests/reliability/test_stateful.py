"""Random commands, one after another, beside a simple model of the book that knows the same rules.

Each is a command line of the program on a real file. What the model refuses the program refuses,
with a code of the rule that is broken and not one byte changed; what the model takes the program
takes. After each step every entry, every programme's plan and payments, and all inspections agree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from tests.books import digest, make_book
from tests.reliability.conftest import Figure
from tests.reliability.model.desk import Desk
from tests.reliability.model.drawn import (
    CASES,
    DAYS,
    FINDINGS,
    GROUPS,
    NUMBERS,
    PLACES,
    PROGRAMS,
    RECOVERIES,
    ROWS,
    YEARS,
    as_row,
    mostly,
    options,
    said,
    write_csv,
)
from tests.reliability.model.facts import Fact, RefusedError, Said
from tests.reliability.model.office import UNTIL, Office
from tests.reliability.size import FULL
from tests.shell import ok

# Books, commands on each, and how many at least are tried of all of them; a share is a little.
BOOKS, STEPS, TRIED = (50, 50, 2000) if FULL else (4, 12, 20)


class Clerk(Office):
    """A clerk who types whatever comes to mind."""

    # The ledger

    @rule(entries=st.lists(said(), min_size=1, max_size=5))
    def record(self, entries: list[Said]) -> None:
        """Record entries, right and wrong."""
        for each in entries:
            self._add(each)

    @precondition(lambda self: self.desk.ledger.facts)
    @rule(data=st.data(), what=mostly("reverse", "transfer", "repeat"))
    def mend(self, data: st.DataObject, what: str) -> None:
        """Take an entry back, move plan, or repeat a command that has a key, word for word."""
        if what == "reverse":
            self._reverse(data.draw(NUMBERS), data.draw(DAYS), other=data.draw(mostly(False, True)))
        elif what == "transfer":
            self._transfer(data.draw(said("allocation")), data.draw(PROGRAMS), data.draw(PLACES))
        elif self.desk.keys:
            entry, number = data.draw(st.sampled_from(list(self.desk.keys.values())))
            fact = self._add(entry)
            assert fact is None or fact.number == number

    def _add(self, entry: Said) -> Fact | None:
        words = (GROUPS[entry.side], "add", entry.program, str(entry.amount), *options(entry))
        return self.does(lambda desk: desk.add(entry, self.today), *words)

    def _reverse(self, number: int, on: date | None, *, other: bool) -> None:
        """Reverse an entry; at times as one of the other side, or one that is not there."""
        facts = self.desk.ledger.facts
        number = len(facts) + 1 - number % (len(facts) + 2)
        side = facts[number - 1].side if 1 <= number <= len(facts) else "allocation"
        side = next(each for each in GROUPS if (each == side) != other)
        words = [GROUPS[side], "reverse", str(number), "--reason", "sai"]
        words += ["--date", str(on)] if on else []
        self.does(lambda desk: desk.reverse(side, number, on, self.today), *words)

    def _transfer(self, entry: Said, to: str, place: str | None) -> None:
        words = ["allocate", "transfer", entry.program, str(entry.amount), "--to", to]
        words += options(entry, "kind", "key", "place")
        words += ["--from-place", entry.place] if entry.place else []
        words += ["--to-place", place] if place else []
        bare = replace(entry, key=None)
        self.does(lambda desk: desk.transfer(bare, to, place, self.today), *words)

    # Imports

    @rule(rows=ROWS, skip=mostly(False, True))
    def bring(self, rows: list[Said], skip: bool) -> None:  # noqa: FBT001 - drawn
        """Import rows, some of which may be wrong."""
        self.files += 1
        rows = [as_row(row, rows[0]) for row in rows]
        path = self.book.with_name(f"{self.files}.csv")
        write_csv(path, rows)
        self._bring(rows, path, skip=skip)
        self.last = rows, path

    @precondition(lambda self: self.files)
    @rule(skip=st.booleans(), number=NUMBERS)
    def bring_again(self, skip: bool, number: int) -> None:  # noqa: FBT001 - drawn
        """Take an import back, or one that is not there, and bring the last file once more."""
        number = len(self.desk.imports) + 1 - number % (len(self.desk.imports) + 2)
        words = ("book", "undo", str(number), "--reason", "nhầm tệp")
        self.does(lambda desk: desk.undo(number, self.today), *words)
        self._bring(*self.last, skip=skip)

    def _bring(self, rows: list[Said], path: Path, *, skip: bool) -> None:
        words = [GROUPS[rows[0].side], "import", str(path)]
        words += ["--duplicates", "skip"] if skip else []
        words += ["--over-plan", "thử"] if rows[0].over_plan else []
        draft, before = self.desk.copied(), digest(self.book)
        try:
            refused, new = draft.bring(rows, digest(path), self.today, skip=skip)
        except RefusedError:
            self.does(lambda desk: desk.bring(rows, digest(path), self.today, skip=skip), *words)
            return
        ran = self.typed(*words)
        assert ran.out, ran
        told = {each["record"]: each["code"] for each in ran.data["errors"]}
        assert set(told) == {at for at, codes in enumerate(refused, 1) if codes}, (rows, ran)
        assert all(code in refused[at - 1] for at, code in told.items()), (rows, ran, refused)
        assert (ran.code, ran.data["accepted"]) == ((1, 0) if told else (0, new)), (rows, ran)
        assert (digest(self.book) == before) == bool(told or not new)
        self.desk = draft
        self.outcomes[f"{words[0]} import: {'refused' if told else 'done'}"] += 1

    # Years, days, copies

    @rule(year=YEARS, on=st.integers(-1, 1), what=mostly("both", "close", "reopen"))
    def close(self, year: int, on: int, what: str) -> None:
        """Close a year, and open it again most of the time; or open one that may be open."""
        day = self.today + timedelta(days=on)
        if what != "reopen":
            words: tuple[str, ...] = ("book", "close", str(year), "--on", str(day))
            words += ("--anyway", "thử")
            self.does(lambda desk: desk.close(year, day, self.today), *words)
        if what != "close":
            words = ("book", "reopen", str(year), "--reason", "quyết toán lại")
            self.does(lambda desk: desk.reopen(year), *words)

    @rule(day=mostly("2022-03-01", "2021-11-25", "2022-01-15", "2021-02-03"), number=NUMBERS)
    def wait(self, day: str, number: int) -> None:
        """Let it be another day, even an earlier one; copy the book, or put an old copy back."""
        self.today = date.fromisoformat(day)
        if number < len(self.copies):
            copy, desk = self.copies[number]
            self.does(lambda _: None, "book", "restore", str(copy), "--replace")
            self.desk = desk.copied()
        else:
            self._copy(move=number % 2 == 0)

    def _copy(self, *, move: bool) -> None:
        """Copy the book; at times go on with the copy, in another place."""
        copy = self.book.with_name(f"copy-{len(self.copies)}.sqlite")
        self.does(lambda _: None, "book", "backup", str(copy))
        self.copies.append((copy, self.desk.copied()))
        if move:
            self.book = self.book.with_name(f"book-{len(self.copies)}.sqlite")
            assert self.typed("book", "restore", str(copy)).code == 0

    @rule(year=st.sampled_from([2020, 2021]), cancel=st.booleans())
    def carry(self, year: int, cancel: bool) -> None:  # noqa: FBT001 - drawn
        """Dispose of what is left: each entry is one the model takes; a second time finds none."""
        words = ["allocate", "carry", "--from", str(year)]
        words += ["--cancel"] if cancel else ["--to", str(year + 1)]
        before = digest(self.book)
        ran = self.typed(*words)
        if ran.code:
            assert digest(self.book) == before
            if ran.error["code"] == "extension-needed":  # plan that was carried into it before
                earlier = (each for each in self.desk.ledger.facts if each.plan_year < year)
                assert not cancel
                assert any(each.year == year and each.planned for each in earlier)
                self.outcomes["allocate carry: extension-needed"] += 1
                return
            assert ran.error["code"] == "year-closed"
            assert {year, year + (not cancel)} & self.desk.ledger.closed
            self.outcomes["allocate carry: year-closed"] += 1
            return
        known = len(self.desk.ledger.facts)
        new = [fact for fact in self.facts() if fact.number > known]
        self.desk, width = self.desk.copied(), 1 if cancel else 2
        for at in range(0, len(new), width):
            self.desk.ledger.post(*new[at : at + width], today=self.today)
        once = digest(self.book)
        assert self.typed(*words).code == 0
        assert digest(self.book) == once
        self.outcomes["allocate carry: done"] += 1

    # Inspections

    @rule(code=CASES, begun=st.booleans(), found=st.lists(FINDINGS, max_size=2))
    def inspect(self, code: str, begun: bool, found: list[tuple[int, str]]) -> None:  # noqa: FBT001 - drawn
        """Begin an inspection, or go on with it, and note what it finds."""
        if not begun or code not in self.desk.cases:
            self.does(lambda desk: desk.inspect(code), "inspect", "add", code, "Thanh tra")
        for each in found:
            words = ("inspect", "finding", code, str(each[0]), "--action", each[1])
            self.does(partial(Desk.find, code=code, finding=each), *words)

    @precondition(lambda self: self.desk.cases)
    @rule(data=st.data(), asked=st.lists(RECOVERIES, max_size=2), number=st.none() | NUMBERS)
    def recover(
        self, data: st.DataObject, asked: list[tuple[int, int | None]], number: int | None
    ) -> None:
        """Note money that came back, and take some of it back, or what is not there."""
        code, on = (
            data.draw(st.sampled_from(sorted(self.desk.cases))),
            data.draw(DAYS) or self.today,
        )
        for amount, finding in asked:
            words = ["inspect", "recover", code, str(amount), "--date", str(on)]
            words += ["--finding", str(finding)] if finding else []
            does = partial(Desk.recover, code=code, amount=amount, finding=finding)
            self.does(partial(does, on=on, today=self.today), *words)
        if number is not None:
            number = self.desk.recoveries + 1 - number % (self.desk.recoveries + 2)
            words = ["inspect", "reverse", str(number), "--reason", "nhầm"]
            self.does(partial(Desk.take_back, number=number), *words)

    # What holds at any moment

    @rule(year=YEARS, until=DAYS)
    def report(self, year: int, until: date | None) -> None:
        """Ask for the rates of a year up to some day."""
        until = min(until or UNTIL[year], UNTIL[year])
        if until >= date(year, 1, 1):
            self.check_rates(year, until)


@pytest.fixture
def office(tmp_path: Path) -> type[Clerk]:
    """Return the office, with a book of two trees of programmes to begin with."""
    Clerk.template = tmp_path / "book.sqlite"
    make_book(Clerk.template)
    for code, above in (("DA1.1", ("--parent", "DA1")), ("CT135", ())):
        ok("program", "add", code, f"Dự án {code}", *above, book=Clerk.template)
    Clerk.steps, Clerk.outcomes = 0, Counter()
    return Clerk


def test_random_commands_do_what_a_simple_model_does(office: type[Clerk], figure: Figure) -> None:
    """Every total agrees, and every rule that refuses in one refuses in the other."""
    asked = settings(
        max_examples=BOOKS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],  # to make a failure smaller takes minutes, and is done by hand
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(office, settings=asked)

    assert office.steps >= TRIED
    refused = {name: n for name, n in office.outcomes.items() if not name.endswith("done")}
    reasons = {name.rpartition(": ")[2] for name in refused}
    figure(
        "Random commands do what a simple model of the book does",
        f"{office.steps} commands on {BOOKS} books",
        f"every sum and every entry the same; {sum(refused.values())} refused by both, for "
        f"{len(reasons)} reasons; `book check` and `book verify` clean",
    )
