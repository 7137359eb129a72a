"""Which money clears which advance, and what a refund gives back, year by year.

An entry that clears an advance names no advance, and a refund does not say what it gives back. The
settlement has to know both, as it keeps advances of earlier years apart from those of the year.
The order is that of docs/decisions/0012-settlement.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.values.kinds import Capital, Source
    from ethnictrack.values.money import Dong


class Block(Enum):
    """Whose plan the money of a year comes from: that of earlier years, or the year's own."""

    CARRIED = auto()
    CURRENT = auto()

    @classmethod
    def of(cls, year: int, plan_year: int) -> Block:
        """Return the block that money of a plan year stands in, in a budget year."""
        return cls.CARRIED if plan_year < year else cls.CURRENT


Key = tuple[PlanLine, Block]
_Classes = dict["tuple[Capital | None, Source | None]", list[PlanLine]]
_Pool = Block | None  # advances a block made in the year; None: those of earlier years


@dataclass(frozen=True, slots=True)
class Account:
    """What the entries of one year, line and block add up to, kind by kind."""

    paid: Dong = ZERO
    advanced: Dong = ZERO
    cleared: Dong = ZERO
    refunded: Dong = ZERO

    @property
    def disbursed(self) -> Dong:
        """Giải ngân."""
        return self.paid + self.advanced - self.cleared - self.refunded


@dataclass(slots=True)
class Shared:
    """What became of an account.

    ``work`` is accepted work paid for by this block, ``advances`` what it advanced and left open;
    ``earlier_cleared`` is work that advances of earlier years had paid for. Of the refunds,
    ``earlier_returned`` gave back such advances and ``work_returned`` payments for work; the rest
    gave back advances of the year.
    """

    work: Dong = ZERO
    advances: Dong = ZERO
    earlier_cleared: Dong = ZERO
    earlier_returned: Dong = ZERO
    work_returned: Dong = ZERO


class Clearing:
    """The open advances of a book, asked one budget year after the other."""

    def __init__(self, programs: Programs, places: Places) -> None:
        """Begin before the first year: nothing is open."""
        self._around, self._related = cache(_around_in(programs)), cache(places.related)
        self._earlier: dict[PlanLine, Dong] = {}

    def open(self, line: PlanLine, amount: Dong) -> None:
        """Take in advances that were open on a line before the next year, and stand in no entry."""
        self._earlier[line] = self._earlier.get(line, ZERO) + amount

    def year(self, accounts: Mapping[Key, Account]) -> dict[Key, Shared]:
        """Share out the next year; what it leaves open is earlier money from then on."""
        share = _Share(accounts, self._earlier, self._around, self._related)
        found = share.shared_out()
        self._earlier = share.left_open()
        return found


class _Share:
    """One year of it. Columns change on the line of the entry, openings on the line drawn on."""

    def __init__(
        self,
        accounts: Mapping[Key, Account],
        earlier: Mapping[PlanLine, Dong],
        around: Callable[[int], list[int]],
        related: Callable[[int | None, int | None], bool],
    ) -> None:
        """Take lines in an order of their own: in which one they come must not matter."""
        self._around, self._related = around, related
        self._found: defaultdict[Key, Shared] = defaultdict(Shared)
        self._cleared: dict[Block, dict[PlanLine, Dong]] = {block: {} for block in Block}
        self._refunded: dict[Block, dict[PlanLine, Dong]] = {block: {} for block in Block}
        self._open: dict[_Pool, dict[PlanLine, Dong]] = {
            None: {line: earlier[line] for line in sorted(earlier, key=_order)},
            **{block: {} for block in Block},
        }
        for line, block in sorted(accounts, key=lambda key: _order(key[0])):
            of = accounts[line, block]
            self._found[line, block] = Shared(of.paid, of.advanced)
            for amounts, amount in (
                (self._cleared, of.cleared),
                (self._refunded, of.refunded),
                (self._open, of.advanced),
            ):
                if amount:
                    amounts[block][line] = amount

    def shared_out(self) -> dict[Key, Shared]:
        """Draw on the entry's own line first, then on the nearest lines; what is left is negative.

        Advances cleared draw on the oldest first. A refund of an earlier plan year gives back
        advances of earlier years first; one of the year itself, what the year has paid.
        """
        for near in (False, True):
            self._refunds(Block.CARRIED, None, near=near)
            for block in Block:
                self._clears(block, None, near=near)
            for block in Block:
                self._clears(block, block, near=near)
            for block, other in zip(Block, reversed(Block), strict=True):
                self._clears(block, other, near=near)
            for block in Block:
                self._refunds(block, block, near=near)
        self._returned_work()
        for near in (False, True):
            self._refunds(Block.CURRENT, None, near=near)
        for block in Block:
            for line, rest in self._cleared[block].items():
                self._found[line, block].advances -= rest
            for line, rest in self._refunded[block].items():
                self._found[line, block].work -= rest
                self._found[line, block].work_returned += rest
        return dict(self._found)

    def left_open(self) -> dict[PlanLine, Dong]:
        """Return the advances no entry has drawn on, line by line."""
        found: dict[PlanLine, Dong] = {}
        for line, amount in chain.from_iterable(pool.items() for pool in self._open.values()):
            if amount:
                found[line] = found.get(line, ZERO) + amount
        return found

    def _clears(self, block: Block, pool: _Pool, *, near: bool) -> None:
        """Let advances cleared in a block draw on a pool.

        The work was accepted in a payment of the block, but paid for by the pool's money.
        """
        for line, drawn in self._draws(self._cleared[block], pool, near=near):
            of = self._found[line, block]
            of.work -= drawn
            if pool is None:
                of.earlier_cleared += drawn
            else:
                source = self._found[line, pool]
                source.work += drawn
                source.advances -= drawn

    def _refunds(self, block: Block, pool: _Pool, *, near: bool) -> None:
        for line, drawn in self._draws(self._refunded[block], pool, near=near):
            of = self._found[line, block]
            if pool is None:
                of.earlier_returned += drawn
            else:
                of.advances -= drawn

    def _returned_work(self) -> None:
        """Let refunds of the year's own money give back what its programme paid for work."""
        paid: defaultdict[int, Dong] = defaultdict(lambda: ZERO)
        for (line, block), of in self._found.items():
            if block is Block.CURRENT and of.work:
                paid[line.program] += of.work
        refunded = self._refunded[Block.CURRENT]
        for line, wanted in refunded.items():
            drawn = min(wanted, paid[line.program])
            if drawn > ZERO:
                paid[line.program] -= drawn
                refunded[line] -= drawn
                of = self._found[line, Block.CURRENT]
                of.work -= drawn
                of.work_returned += drawn

    def _draws(
        self, wants: dict[PlanLine, Dong], pool: _Pool, *, near: bool
    ) -> Iterator[tuple[PlanLine, Dong]]:
        """Yield what each line draws from a pool, and take it off both."""
        opened = self._open[pool]
        wanting = [line for line, wanted in wants.items() if wanted > ZERO]
        by_program = _by_program(opened) if near and wanting else {}
        for line in wanting:
            for at in self._nearest(line, by_program) if near else [line]:
                drawn = min(wants[line], opened.get(at, ZERO))
                if drawn > ZERO:
                    opened[at] -= drawn
                    wants[line] -= drawn
                    yield line, drawn
                if not wants[line]:
                    break

    def _nearest(self, line: PlanLine, by_program: Mapping[int, _Classes]) -> Iterator[PlanLine]:
        """Yield other lines of the programme, then of those below it, then of those above."""
        for program in self._around(line.program):
            if classes := by_program.get(program):
                fitting = self._fitting(line, classes)
                yield from sorted(fitting, key=lambda at: _distance(line, at))

    def _fitting(self, line: PlanLine, classes: _Classes) -> list[PlanLine]:
        """Return the lines that contradict one in nothing."""
        _, capital, source, place = line
        return [
            at
            for (its_capital, its_source), lines in classes.items()
            if capital is its_capital or capital is None or its_capital is None
            if source is its_source or source is None or its_source is None
            for at in lines
            if self._related(place, at.place)
        ]


def _around_in(programs: Programs) -> Callable[[int], list[int]]:
    """Return what names a programme, those below it, then those above it, the nearest first."""
    return lambda program: [*programs.family(program), *programs.lineage(program)[1:]]


def _order(line: PlanLine) -> tuple[int, str, str, int]:
    """Return the order in which lines are served: that of the registers, what is unsaid first."""
    return line.program, line.capital or "", line.source or "", line.place or 0


def _by_program(opened: Mapping[PlanLine, Dong]) -> dict[int, _Classes]:
    """Return the lines that have something to draw on, by programme and class of money."""
    found: dict[int, _Classes] = {}
    for line, amount in opened.items():
        if amount > ZERO:
            classes = found.setdefault(line.program, {})
            classes.setdefault((line.capital, line.source), []).append(line)
    return found


def _distance(line: PlanLine, other: PlanLine) -> tuple[bool, bool, bool]:
    return line.place != other.place, line.capital != other.capital, line.source != other.source
