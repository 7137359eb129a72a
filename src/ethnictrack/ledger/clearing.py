"""Which money clears which advance, and what a refund gives back, year by year.

An entry that clears an advance names no advance, and a refund does not say what it gives back. The
settlement has to know both, as it keeps advances of earlier years apart from those of the year.
The order is that of docs/decisions/0012-settlement.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
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
T = TypeVar("T")
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
        self._programs, self._places = programs, places
        self._earlier: dict[PlanLine, Dong] = {}

    def open(self, line: PlanLine, amount: Dong) -> None:
        """Take in advances that were open on a line before the next year, and stand in no entry."""
        self._earlier[line] = self._earlier.get(line, ZERO) + amount

    def year(self, accounts: Mapping[Key, Account]) -> dict[Key, Shared]:
        """Share out the next year; what it leaves open is earlier money from then on."""
        share = _Share(accounts, self._earlier, self._programs, self._places)
        found = share.shared_out()
        self._earlier = share.left_open()
        return found


class _Share:
    """One year of it. Columns change on the line of the entry, openings on the line drawn on."""

    def __init__(
        self,
        accounts: Mapping[Key, Account],
        earlier: Mapping[PlanLine, Dong],
        programs: Programs,
        places: Places,
    ) -> None:
        self._programs, self._places = programs, places
        self._found: defaultdict[Key, Shared] = defaultdict(Shared)
        self._cleared: dict[Key, Dong] = {}
        self._refunded: dict[Key, Dong] = {}
        self._open: dict[_Pool, dict[PlanLine, Dong]] = {
            None: {**earlier},
            **{b: {} for b in Block},
        }
        for (line, block), of in accounts.items():
            self._found[line, block] = Shared(of.paid, of.advanced)
            self._cleared[line, block], self._refunded[line, block] = of.cleared, of.refunded
            self._open[block][line] = of.advanced

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
        for key, rest in self._cleared.items():
            self._found[key].advances -= rest
        for key, rest in self._refunded.items():
            self._found[key].work -= rest
            self._found[key].work_returned += rest
        return dict(self._found)

    def left_open(self) -> dict[PlanLine, Dong]:
        """Return the advances no entry has drawn on, line by line."""
        found: defaultdict[PlanLine, Dong] = defaultdict(lambda: ZERO)
        for line, amount in chain.from_iterable(pool.items() for pool in self._open.values()):
            found[line] += amount
        return {line: amount for line, amount in found.items() if amount}

    def _clears(self, block: Block, pool: _Pool, *, near: bool) -> None:
        """Let advances cleared in a block draw on a pool.

        The work was accepted in a payment of the block, but paid for by the pool's money.
        """
        for line, drawn in self._draws(self._cleared, block, pool, near=near):
            of = self._found[line, block]
            of.work -= drawn
            if pool is None:
                of.earlier_cleared += drawn
            else:
                source = self._found[line, pool]
                source.work += drawn
                source.advances -= drawn

    def _refunds(self, block: Block, pool: _Pool, *, near: bool) -> None:
        for line, drawn in self._draws(self._refunded, block, pool, near=near):
            of = self._found[line, block]
            if pool is None:
                of.earlier_returned += drawn
            else:
                of.advances -= drawn

    def _returned_work(self) -> None:
        """Let refunds of the year's own money give back what its programme paid for work."""
        paid: defaultdict[int, Dong] = defaultdict(lambda: ZERO)
        for (line, block), of in self._found.items():
            if block is Block.CURRENT:
                paid[line.program] += of.work
        for (line, block), wanted in self._refunded.items():
            drawn = min(wanted, paid[line.program])
            if block is Block.CURRENT and drawn > ZERO:
                paid[line.program] -= drawn
                self._refunded[line, block] -= drawn
                of = self._found[line, block]
                of.work -= drawn
                of.work_returned += drawn

    def _draws(
        self, wants: dict[Key, Dong], block: Block, pool: _Pool, *, near: bool
    ) -> Iterator[tuple[PlanLine, Dong]]:
        """Yield what each line of a block draws from a pool, and take it off both."""
        opened = self._open[pool]
        by_program = _by_program(opened) if near else {}
        for (line, of), wanted in [*wants.items()]:
            if of is not block or wanted <= ZERO:
                continue
            for at in self._nearest(line, by_program) if near else [line]:
                drawn = min(wants[line, of], opened.get(at, ZERO))
                if drawn > ZERO:
                    opened[at] -= drawn
                    wants[line, of] -= drawn
                    yield line, drawn

    def _nearest(
        self, line: PlanLine, by_program: Mapping[int, list[PlanLine]]
    ) -> Iterator[PlanLine]:
        """Yield other lines of the programme, then of those below it, then of those above."""
        family = self._programs.family(line.program)
        for program in (*family, *self._programs.lineage(line.program)[1:]):
            fitting = [at for at in by_program.get(program, ()) if self._agree(line, at)]
            yield from sorted(fitting, key=lambda at: _distance(line, at))

    def _agree(self, line: PlanLine, other: PlanLine) -> bool:
        """Say whether two lines contradict each other in nothing."""
        return (
            _same_or_unsaid(line.capital, other.capital)
            and _same_or_unsaid(line.source, other.source)
            and self._places.related(line.place, other.place)
        )


def _same_or_unsaid(one: T | None, other: T | None) -> bool:
    return one is None or other is None or one == other


def _by_program(opened: Mapping[PlanLine, Dong]) -> dict[int, list[PlanLine]]:
    """Return the lines that have something to draw on."""
    found: dict[int, list[PlanLine]] = {}
    for line, amount in opened.items():
        if amount > ZERO:
            found.setdefault(line.program, []).append(line)
    return found


def _distance(line: PlanLine, other: PlanLine) -> tuple[bool, bool, bool]:
    return line.place != other.place, line.capital != other.capital, line.source != other.source
