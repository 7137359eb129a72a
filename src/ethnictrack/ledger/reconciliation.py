"""Which lines of a statement are which entries of the book.

A match is made only where it cannot be otherwise: by the number of a voucher, or by the one reading
that neither side has a second for. All else stays open, with what it could be. What comes out does
not depend on the order of the lines: each step decides on all that is left, and of lines that say
the same the first ones are taken first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain, product
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ethnictrack.ledger.part_sums import readings
from ethnictrack.ledger.statement import (
    DAYS,
    BookItem,
    LineOutcome,
    LineStatus,
    StatementLine,
    agree_in_class,
    are_near,
    disagreements,
)
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Fits = Callable[[StatementLine, BookItem], bool]

Ids = tuple[int, ...]
K = TypeVar("K")
T = TypeVar("T", StatementLine, BookItem)
_CANDIDATES = 50  # of a line, at most
_MANY = 250_000  # pairs of lines and entries of one voucher; of more only equal ones are matched
_CROWD = 1200  # lines or entries of a programme within the days; sums of more are not looked for
_ORDER: Callable[[StatementLine], tuple[object, ...]] = attrgetter("order")


def compare(
    lines: Iterable[StatementLine],
    items: Iterable[BookItem],
    decided: Mapping[int, Ids] | None = None,
    *,
    days: int = DAYS,
) -> tuple[dict[int, LineOutcome], list[BookItem]]:
    """Return what became of each line, by its row, and the items that no line is.

    ``decided`` has the entries that a person matched a line with.
    """
    found = _Comparison(lines, items, days)
    found.take_decided(decided or {})
    found.by_voucher()
    found.by_only_reading()
    found.by_parts()
    found.by_sum()
    return found.outcomes(), sorted(found.left_items(), key=lambda each: each.ids)


@dataclass(slots=True)
class _Possible:
    """Which lines and items may be the same, and which of them hang together."""

    items: dict[int, list[Ids]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[Ids, list[int]] = field(default_factory=lambda: defaultdict(list))

    def join(self, line: StatementLine, item: BookItem) -> None:
        self.items[line.number].append(item.ids)
        self.lines[item.ids].append(line.number)

    def components(self) -> Iterator[tuple[list[int], list[Ids]]]:
        seen: set[int] = set()
        for start in self.items:
            if start in seen:
                continue
            lines, items, to_see = [start], set[Ids](), [start]
            seen.add(start)
            while to_see:
                for item in self.items[to_see.pop()]:
                    if item in items:
                        continue
                    items.add(item)
                    fresh = [each for each in self.lines[item] if each not in seen]
                    seen.update(fresh)
                    lines += fresh
                    to_see += fresh
            yield lines, sorted(items)


class _Comparison:
    """Lines and items that are still free, and what was found of the others."""

    def __init__(
        self, lines: Iterable[StatementLine], items: Iterable[BookItem], days: int
    ) -> None:
        self.days = days
        self.lines = {line.number: line for line in sorted(lines, key=_ORDER)}
        self.rank = {number: at for at, number in enumerate(self.lines)}
        self.items = {item.ids: item for item in items}
        self.found: dict[int, LineOutcome] = {}
        self.used: set[Ids] = set()
        self.could: defaultdict[int, set[int]] = defaultdict(set)  # entries, by line
        self.contested: set[int | Ids] = set()  # those that something else could be, too
        self.crowded: set[tuple[int | None, int]] = set()  # programmes and days not looked at

    def left_lines(self) -> list[StatementLine]:
        """Return the lines that nothing was found of."""
        return [line for number, line in self.lines.items() if number not in self.found]

    def left_items(self) -> list[BookItem]:
        """Return the items that stand and that no line is."""
        return [each for ids, each in self.items.items() if each.amount and ids not in self.used]

    def _take(
        self,
        line: StatementLine,
        items: Iterable[BookItem],
        book: Dong,
        differs_in: tuple[str, ...] = (),
    ) -> None:
        taken = [*items]
        self.used.update(item.ids for item in taken)
        self.found[line.number] = LineOutcome(
            status=LineStatus.DIFFERS if differs_in else LineStatus.MATCHED,
            book=book,
            entries=tuple(sorted(number for item in taken for number in item.ids)),
            differs_in=differs_in,
        )

    def _take_one(self, line: StatementLine, item: BookItem) -> None:
        self._take(line, (item,), item.amount, disagreements(line, item, self.days))

    # What a person decided

    def take_decided(self, decided: Mapping[int, Ids]) -> None:
        """Take what a person matched; an entry that was reversed since then is 0 and differs."""
        by_number = ((number, item) for item in self.items.values() for number in item.ids)
        of = dict(by_number) if decided else {}
        for number, entries in decided.items():
            items = {of[each].ids: of[each] for each in entries if each in of}
            if items and number in self.lines:
                self._take_said(self.lines[number], [*items.values()])

    def _take_said(self, line: StatementLine, items: Sequence[BookItem]) -> None:
        """Take what a person said: the day was looked at, and of several the sum is compared."""
        book = Dong.total(item.amount for item in items)
        found = (name for item in items for name in disagreements(line, item, self.days))
        others = dict.fromkeys(name for name in found if name not in {"amount", "date"})
        names = (*(() if book == line.amount else ("amount",)), *others)
        self._take(line, items, book, names)

    # By voucher

    def by_voucher(self) -> None:
        """Match what has the same number."""
        lines: defaultdict[str, list[StatementLine]] = defaultdict(list)
        items: defaultdict[str, list[BookItem]] = defaultdict(list)
        for line in self.left_lines():
            if line.voucher:
                lines[line.voucher].append(line)
        for item in self.items.values():
            if item.voucher and item.voucher in lines and item.ids not in self.used:
                items[item.voucher].append(item)
        for voucher, those in items.items():
            self._one_voucher(lines[voucher], those)

    def _one_voucher(self, lines: list[StatementLine], items: list[BookItem]) -> None:
        if len(lines) == len(items) == 1:
            self._take_one(lines[0], items[0])
            return
        standing = [item for item in items if item.amount]
        for days in (0, self.days):
            self._pair_equal(lines, standing, days)
        self._differing(self._free(lines), self._unused(standing), _same_program)
        gone = [item for item in items if not item.amount]
        self._differing(self._free(lines), self._unused(gone), _was_equal)
        self._contest(self._free(lines), self._unused(standing))

    def _contest(self, lines: Sequence[StatementLine], items: Sequence[BookItem]) -> None:
        """Leave to a person what one voucher has on both sides and does not settle."""
        if lines and items:
            self.contested.update(line.number for line in lines)
            self.contested.update(item.ids for item in items)
            could = [number for item in items[:_CANDIDATES] for number in item.ids]
            for line in lines:
                self.could[line.number].update(could)

    def _free(self, lines: Iterable[StatementLine]) -> list[StatementLine]:
        return [line for line in lines if line.number not in self.found]

    def _unused(self, items: Iterable[BookItem]) -> list[BookItem]:
        return [item for item in items if item.ids not in self.used]

    def _pair_equal(
        self, lines: Iterable[StatementLine], items: Iterable[BookItem], days: int
    ) -> None:
        by_amount = _grouped(self._unused(items), lambda item: (item.amount,))
        possible = _Possible()
        for line in self._free(lines):
            for item in by_amount.get(line.amount, ()):
                if agree_in_class(line, item) and are_near(line, item, days):
                    possible.join(line, item)
        self._pair(possible)

    def _differing(self, lines: list[StatementLine], items: list[BookItem], first: Fits) -> None:
        """Match the parts of a payment; then say what differs, where one of each side is left."""
        if len(lines) * len(items) <= _MANY:
            self._parts_of_a_voucher(lines, items)
            self._pair(_possible(self._free(lines), self._unused(items), first))
            self._pair(_possible(self._free(lines), self._unused(items), lambda *_: True))

    def _pair(self, possible: _Possible) -> None:
        """Pair what a voucher leaves no choice about; of equal ones, as many as both sides have."""
        for ones, others in possible.components():
            if self._settled(ones, others) or (self._all_alike(ones) and self._alike(others)):
                self._zip(ones, others)

    def _parts_of_a_voucher(
        self, lines: Sequence[StatementLine], items: Sequence[BookItem]
    ) -> None:
        """Match a payment in several lines or in several entries: its parts add up."""

        def fits(line: StatementLine, item: BookItem) -> bool:
            return agree_in_class(line, item) and are_near(line, item, self.days)

        for ones, others in _possible(lines, items, fits).components():
            parts = [self.lines[one] for one in ones], [self.items[other] for other in others]
            treasury = Dong.total(each.amount for each in parts[0])
            book = Dong.total(each.amount for each in parts[1])
            if 1 in {len(ones), len(others)} and treasury == book:
                self._take_parts(*parts)

    def _take_parts(self, lines: Sequence[StatementLine], items: Sequence[BookItem]) -> None:
        for line in lines:
            self._take(line, items, line.amount)

    # By the only reading

    def by_only_reading(self) -> None:
        """Match by amount, class and day where a voucher is missing on either side.

        Then what was reversed: a line that can only be that differs, as the book has nothing.
        """
        lines = [line for line in self.left_lines() if line.date]
        self._only_readings(lines, self.left_items(), attrgetter("amount"))
        reversed_ = [item for ids, item in self.items.items() if item.was and ids not in self.used]
        self._only_readings(self._free(lines), reversed_, attrgetter("was"))

    def _only_readings(
        self,
        lines: Sequence[StatementLine],
        items: Iterable[BookItem],
        amount: Callable[[BookItem], Dong],
    ) -> None:
        wanted = {line.amount for line in lines}
        asked = (item for item in items if amount(item) in wanted)
        by_amount = _grouped(asked, lambda item: (amount(item),))
        possible = _Possible()
        for line in lines:
            self._join(line, by_amount.get(line.amount, ()), possible)
        self._pair_only(possible)

    def _join(self, line: StatementLine, items: Iterable[BookItem], possible: _Possible) -> None:
        for item in items:
            if are_near(line, item, self.days) and self._may_be_part(line, item):
                possible.join(line, item)
            elif item.amount and agree_in_class(line, item) and are_near(line, item, self.days):
                # Another number: a slip of the pen, for a person to say.
                self.could[line.number].update(item.ids)

    def _pair_only(self, possible: _Possible) -> None:
        for ones, others in possible.components():
            if self.contested.isdisjoint((*ones, *others)) and self._settled(ones, others):
                self._zip(ones, others)
                continue
            self.contested.update((*ones, *others))
            for one in ones:
                standing = (ids for ids in possible.items[one] if self.items[ids].amount)
                self.could[one].update(number for ids in standing for number in ids)

    def _settled(self, lines: Sequence[int], items: Sequence[Ids]) -> bool:
        """Say whether all that hang together can be paired in one way that makes a difference."""
        if len(lines) == len(items):
            return len(lines) == 1 or self._all_alike(lines) or self._alike(items)
        return len(lines) > len(items) and self._all_alike(lines)

    def _all_alike(self, lines: Iterable[int]) -> bool:
        return len({self.lines[number].alike for number in lines}) == 1

    def _alike(self, items: Iterable[Ids]) -> bool:
        return len({self.items[ids].alike for ids in items}) == 1

    def _zip(self, lines: Iterable[int], items: Iterable[Ids]) -> None:
        for one, other in zip(sorted(lines, key=self.rank.__getitem__), items, strict=False):
            self._take_one(self.lines[one], self.items[other])

    # By parts

    def by_parts(self) -> None:
        """Match sums of two to four parts of one class, where nothing else touches any of them."""
        lines = [line for line in self.left_lines() if line.date]
        items = self.left_items() if lines else []
        found = [*self._in_entries(lines, items), *self._in_lines(lines, items)]
        touched = Counter(member for each in found for member in each.members)
        for each in found:
            self._offer(each)
            if {*map(touched.__getitem__, each.members)} == {1} and not self._crowded(each):
                self._take_parts(
                    [*map(self.lines.__getitem__, each.lines)],
                    [*map(self.items.__getitem__, each.items)],
                )

    def _offer(self, reading: _Reading) -> None:
        for one in reading.lines:
            self.could[one].update(number for ids in reading.items for number in ids)

    def _in_entries(
        self, lines: Iterable[StatementLine], items: Iterable[BookItem]
    ) -> Iterator[_Reading]:
        """Yield the lines that several entries make."""
        by_day = _by_day(_grouped(items, lambda item: (item.program,)))
        for line in lines:
            fitting = (item for item in self._near(line, by_day) if self._may_be_part(line, item))
            classes = _grouped(fitting, lambda item: ((item.capital, item.source),))
            for parts in classes.values():
                for found in self._summed(line.amount, parts, line.number):
                    yield _Reading((line.number,), tuple(item.ids for item in found))

    def _near(self, line: StatementLine, by_day: Mapping[int, _Days[BookItem]]) -> list[BookItem]:
        """Return the entries near a line; of a crowd none, and the place is marked."""
        programs = by_day.keys() if line.programs is None else line.programs & by_day.keys()
        day = _day(line)
        near = [*chain(*(by_day[each].near(day, self.days) for each in programs))]
        if len(near) <= _CROWD:
            return near
        around = range(day - self.days, day + self.days + 1)
        self.crowded.update(product(programs, around))
        return []

    def _in_lines(
        self, lines: Iterable[StatementLine], items: Iterable[BookItem]
    ) -> Iterator[_Reading]:
        """Yield the entries that several lines make."""
        by_day = _by_day(_grouped(lines, lambda line: line.programs or (None,)))
        days = _grouped(items, lambda item: ((item.program, _day(item)),))
        for (program, day), those in days.items():
            of = (by_day[each].near(day, self.days) for each in (program, None) if each in by_day)
            near = [*chain(*of)]
            if len(near) > _CROWD:
                self.crowded.add((program, day))
            elif len(near) > 1:
                yield from self._of_lines(near, those)

    def _of_lines(
        self, lines: Sequence[StatementLine], items: Iterable[BookItem]
    ) -> Iterator[_Reading]:
        for item in items:
            parts = [line for line in lines if self._may_be_part(line, item)]
            for found in self._summed(item.amount, parts, item.ids):
                yield _Reading(tuple(line.number for line in found), (item.ids,))

    def _may_be_part(self, line: StatementLine, item: BookItem) -> bool:
        return not (line.voucher and item.voucher) and agree_in_class(line, item)

    def _summed(self, wanted: Dong, parts: Sequence[T], of: int | Ids) -> Iterator[list[T]]:
        """Yield the parts that add up; where they are too many to tell, nothing may be matched."""
        if len(parts) > 1:
            found = readings(wanted.value, [each.amount.value for each in parts])
            if found is None:
                self.contested.add(of)
                self.contested.update(map(_name, parts))
            for places in found or ():
                yield [parts[at] for at in places]

    def _crowded(self, reading: _Reading) -> bool:
        """Say whether a reading lies where not all that could contradict it was looked at."""
        items = (self.items[each] for each in reading.items)
        return not self.contested.isdisjoint(reading.members) or any(
            (item.program, _day(item)) in self.crowded for item in items
        )

    # By sum

    def by_sum(self) -> None:
        """Hold lines without day and voucher against the sum of what is left in their class.

        Narrow classes come before wide ones, so that no entry is counted twice.
        """
        groups = _grouped(
            (line for line in self.left_lines() if line.is_sum),
            lambda line: ((line.programs, line.capital, line.source, line.year),),
        )
        left = (item for item in self.left_items() if item.within) if groups else ()
        by_program = _grouped(left, lambda item: (item.program,))
        for lines in sorted(groups.values(), key=lambda group: _width(group[0])):
            if chosen := self._of_class(lines[0], by_program):
                self._take_sum(lines, chosen)

    def _of_class(
        self, line: StatementLine, by_program: Mapping[int, list[BookItem]]
    ) -> list[BookItem]:
        programs = by_program.keys() if line.programs is None else line.programs
        every = chain(*(by_program.get(each, ()) for each in sorted(programs)))
        return [item for item in self._unused(every) if agree_in_class(line, item)]

    def _take_sum(self, lines: Sequence[StatementLine], items: Sequence[BookItem]) -> None:
        """Compare two sums; where several lines make one, the largest bears the difference."""
        treasury, book = (Dong.total(each.amount for each in side) for side in (lines, items))
        differs_in = ("amount",) if treasury != book else ()
        *others, largest = lines  # in the order of their amounts
        for line in others:
            self._take(line, items, line.amount, differs_in)
        self._take(largest, items, largest.amount + book - treasury, differs_in)

    # What is left

    def outcomes(self) -> dict[int, LineOutcome]:
        """Return what became of each line: what nothing was found of is at the treasury alone."""
        gone = {number for ids in self.used for number in ids}
        for line in self.left_lines():
            could = sorted(self.could[line.number] - gone)[:_CANDIDATES]
            status = LineStatus.TREASURY_ONLY if line.amount else LineStatus.MATCHED
            self.found[line.number] = LineOutcome(status=status, candidates=tuple(could))
        return self.found


def _possible(lines: Iterable[StatementLine], items: Sequence[BookItem], fits: Fits) -> _Possible:
    possible = _Possible()
    for line in lines:
        for item in items:
            if fits(line, item):
                possible.join(line, item)
    return possible


def _same_program(line: StatementLine, item: BookItem) -> bool:
    return line.programs is None or item.program in line.programs


def _was_equal(line: StatementLine, item: BookItem) -> bool:
    return line.amount == item.was


class _Reading(NamedTuple):
    """Lines and items that could be the same money: one of one side, several of the other."""

    lines: tuple[int, ...]
    items: tuple[Ids, ...]

    @property
    def members(self) -> tuple[int | Ids, ...]:
        return (*self.lines, *self.items)


class _Days(Generic[T]):
    """Lines or items of one programme in the order of their days."""

    def __init__(self, those: Sequence[T]) -> None:
        self.those: list[T] = sorted(those, key=_day)
        self.days = [_day(each) for each in self.those]

    def near(self, day: int, days: int) -> Sequence[T]:
        first, last = bisect_left(self.days, day - days), bisect_right(self.days, day + days)
        return self.those[first:last]


def _by_day(groups: Mapping[K, Sequence[T]]) -> dict[K, _Days[T]]:
    return {of: _Days(each) for of, each in groups.items()}


def _name(each: StatementLine | BookItem) -> int | Ids:
    return each.ids if isinstance(each, BookItem) else each.number


def _day(each: StatementLine | BookItem) -> int:
    return each.date.toordinal() if each.date else 0


def _grouped(those: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, list[T]]:
    found: defaultdict[K, list[T]] = defaultdict(list)
    for each in those:
        for key in keys(each):
            found[key].append(each)
    return found


def _width(line: StatementLine) -> tuple[object, ...]:
    """Return how much a sum takes in: the narrowest first."""
    programs = line.programs
    return (
        programs is None,
        len(programs or ()),
        *(line.capital is None, line.source is None, line.year is None),
        line.order,
    )
