"""A book and a statement of it with differences of twelve kinds at known places."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ethnictrack.ledger.reconciliation import compare
from ethnictrack.ledger.statement import BookItem, LineOutcome, StatementLine, with_reversals
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong

PROGRAMS = range(1, 41)
FIRST = date(2026, 1, 5)
MILLION = 10**6


@dataclass(slots=True)
class Made:
    """Both sides; ``touched`` has the lines and entries of each difference, ``of`` each line's own.

    A line that no entry stands behind is of none.
    """

    lines: list[StatementLine] = field(default_factory=list)
    items: list[BookItem] = field(default_factory=list)
    of: dict[int, set[int]] = field(default_factory=dict)
    touched: list[tuple[str, set[int], set[int]]] = field(default_factory=list)

    def add_line(self, line: StatementLine, *entries: int) -> int:
        """Add a line that stands for some entries; its number comes back."""
        number = len(self.lines) + 2
        self.lines.append(replace(line, number=number))
        self.of[number] = {*entries}
        return number

    def add_item(self, item: BookItem) -> int:
        """Add an entry; its number comes back."""
        self.items.append(replace(item, ids=(len(self.items) + 1,)))
        return len(self.items)


def _line_of(item: BookItem) -> StatementLine:
    return StatementLine(
        number=0,
        amount=item.amount,
        programs=frozenset({item.program}),
        voucher=item.voucher,
        date=item.date,
        capital=item.capital,
        source=item.source,
        year=item.year,
    )


def _payment(of: random.Random, voucher: str | None) -> BookItem:
    return BookItem(
        ids=(0,),
        amount=Dong(of.randrange(MILLION, 3000 * MILLION)),
        program=of.choice(PROGRAMS),
        date=FIRST + timedelta(days=of.randrange(330)),
        year=2026,
        plan_year=2026,
        kind=Kind.PAYMENT,
        voucher=voucher,
        capital=of.choice([*Capital]),
        source=of.choice([Source.CENTRAL, Source.PROVINCIAL]),
    )


Change = Callable[[StatementLine, BookItem, random.Random], StatementLine]
# What the treasury says of an entry in place of what the book has.
CHANGES: dict[str, Change] = {
    "shifted amount": lambda said, _, of: _with(said, said.amount.value + of.randrange(1, 10**5)),
    "other code": lambda said, had, _: replace(said, programs=frozenset({had.program % 40 + 1})),
    "other day": lambda said, had, of: replace(said, date=had.date + _days(of.randrange(6, 40))),
    "sign": lambda said, _, __: _with(said, -said.amount.value),
    "rounded": lambda said, _, __: _with(said, said.amount.value // MILLION * MILLION + 1),
    "other year": lambda said, _, __: replace(said, year=2025),
}


def _with(said: StatementLine, amount: int) -> StatementLine:
    return replace(said, amount=Dong(amount))


def _days(days: int) -> timedelta:
    return timedelta(days=days)


def _missing(made: Made, had: BookItem, _: random.Random) -> tuple[set[int], set[int]]:
    return set(), {made.add_item(had)}


def _unknown(made: Made, had: BookItem, of: random.Random) -> tuple[set[int], set[int]]:
    voucher = had.voucher and f"la{of.randrange(10**9)}"
    return {made.add_line(replace(_line_of(had), voucher=voucher))}, set()


def _doubled(made: Made, had: BookItem, _: random.Random) -> tuple[set[int], set[int]]:
    entry = made.add_item(had)
    return {made.add_line(_line_of(had), entry), made.add_line(_line_of(had), entry)}, {entry}


def _reversed(made: Made, had: BookItem, _: random.Random) -> tuple[set[int], set[int]]:
    entry = made.add_item(had)
    back = made.add_item(replace(had, amount=-had.amount, reverses=entry))
    return {made.add_line(_line_of(had), entry, back)}, {entry, back}


def _split(made: Made, had: BookItem, of: random.Random) -> tuple[set[int], set[int]]:
    """Two lines of one entry, a đồng of which is lost."""
    entry, part = made.add_item(had), Dong(of.randrange(1000, MILLION - 1))
    parts = (part, had.amount - part - Dong(1))
    said = _line_of(had)
    return {made.add_line(replace(said, amount=each), entry) for each in parts}, {entry}


def _merged(made: Made, had: BookItem, of: random.Random) -> tuple[set[int], set[int]]:
    """One line of two entries, with a đồng too much."""
    other = replace(had, amount=Dong(of.randrange(1000, MILLION)))
    entries = made.add_item(had), made.add_item(other)
    whole = had.amount + other.amount + Dong(1)
    return {made.add_line(replace(_line_of(had), amount=whole), *entries)}, {*entries}


KINDS: dict[str, Callable[[Made, BookItem, random.Random], tuple[set[int], set[int]]]] = {
    "missing": _missing,
    "unknown": _unknown,
    "doubled": _doubled,
    "reversed": _reversed,
    "split": _split,
    "merged": _merged,
}


def _changed(
    made: Made, had: BookItem, of: random.Random, change: Change
) -> tuple[set[int], set[int]]:
    entry = made.add_item(had)
    return {made.add_line(change(_line_of(had), had, of), entry)}, {entry}


def made_up(lines: int, differences: int, *, vouchers: float, seed: int) -> Made:
    """Make a statement of ``lines`` and its book; of the rest every line is an entry.

    ``vouchers`` is the share of payments that have one on both sides.
    """
    of, made = random.Random(seed), Made()  # noqa: S311 - nothing is kept secret by it
    names = [*KINDS, *CHANGES]
    wrong = {at * lines // differences: names[at % len(names)] for at in range(differences)}
    for at in range(lines):
        voucher = f"uy{at}" if of.random() < vouchers else None
        had = _payment(of, voucher)
        name = wrong.get(at)
        if name in KINDS:
            made.touched.append((name, *KINDS[name](made, had, of)))
        elif name:
            made.touched.append((name, *_changed(made, had, of, CHANGES[name])))
        else:
            entry = made.add_item(had)
            late = timedelta(days=of.randrange(3))
            made.add_line(replace(_line_of(had), date=had.date + late), entry)
    of.shuffle(made.lines)
    return made


def compared(made: Made) -> tuple[dict[int, LineOutcome], set[int]]:
    """Hold both sides against each other; return the outcomes and the entries that are left."""
    found, left = compare(made.lines, with_reversals(made.items))
    return found, {number for each in left for number in each.ids}


def not_found(made: Made, found: dict[int, LineOutcome], left: set[int]) -> Iterator[str]:
    """Yield the kinds of differences that were seen nowhere."""
    for name, lines, entries in made.touched:
        if all(found[each].status == "matched" for each in lines) and not entries & left:
            yield name


def false_matches(made: Made, found: dict[int, LineOutcome]) -> Iterator[int]:
    """Yield the lines that were matched with entries they are not."""
    for number, outcome in found.items():
        if outcome.status == "matched" and not {*outcome.entries} <= made.of[number]:
            yield number
