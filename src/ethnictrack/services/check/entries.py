"""Checks of the registers, and of the entries, each by itself or beside its like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.errors.entries import PlanYearError
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.opening_figure import covers
from ethnictrack.ledger.rules import check_plan_year
from ethnictrack.values.dates import FIRST_YEAR, LAST_YEAR, last_day
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.values.text import voucher_key

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.entry import Entry


_TREES = ("program", "place")


def check_trees(book: Book) -> Iterator[CheckFinding]:
    """Find lines whose parent does not exist, and lines that stand below themselves."""
    for table in _TREES:
        parents = {row["id"]: row["parent"] for row in book.audit.rows(table)}
        for number, parent in parents.items():
            where = f"{table}/{number}"
            if parent is not None and parent not in parents:
                said = N_("Its parent, number {parent}, does not exist.").of(parent=parent)
                yield CheckFinding.error("trees", "no-parent", said, where)
            elif number in _above(parents, number):
                yield CheckFinding.error("trees", "loop", N_("It stands below itself."), where)


def _above(parents: Mapping[int, int | None], number: int) -> set[int]:
    """Return all that stands above a line, itself too when it stands in a loop."""
    above: set[int] = set()
    at = parents.get(number)
    while at is not None and at not in above:
        above.add(at)
        at = parents.get(at)
    return above


def trees_stand(book: Book) -> bool:
    """Say whether programmes and places can be climbed: a loop has no end."""
    return next(check_trees(book), None) is None


def check_recoveries(book: Book) -> Iterator[CheckFinding]:
    """Find findings of which more came back than was recommended."""
    recovered: Counter[int] = Counter()
    for row in book.audit.rows("recovery"):
        recovered[row["finding"]] += row["amount"]
    for row in book.audit.rows("finding"):
        if recovered[row["id"]] > row["amount"]:
            said = N_("{recovered} came back of {recommended} recommended.").of(
                recovered=Dong(recovered[row["id"]]), recommended=Dong(row["amount"])
            )
            where = f"finding/{row['id']}"
            yield CheckFinding.error("recoveries", "over-recovery", said, where)


_VOUCHER_LINE = attrgetter("program", "date", "amount", "place")
_PAYMENT = attrgetter(
    *("batch", "program", "place", "capital", "source", "kind"),
    *("year", "plan_year", "date", "payee"),
)
_LINE = ("program", "place", "plan_year", "capital", "source")
# Of each table with reversals: the amounts that turn round, and what has to stay the same.
_REVERSIBLE = {
    "entry": (("amount",), (*_LINE, "side", "year", "kind")),
    "recovery": (("amount",), ("finding",)),
    "record": (("thousandths",), ("activity", "year")),
    "opening": (("paid", "advances"), (*_LINE, "until")),
}


def check_reversals(book: Book) -> Iterator[CheckFinding]:
    """Find reversals that are not the opposite of one entry, once."""
    for table, (amounts, same) in _REVERSIBLE.items():
        rows = {row["id"]: row for row in book.audit.rows(table)}
        undone: dict[int, int] = {}
        for number, row in rows.items():
            if row["reverses"] is None:
                continue
            where = f"{table}/{number}"
            first = undone.setdefault(row["reverses"], number)
            if first != number:
                said = N_("{reversed} is reversed by {first} already.").of(
                    reversed=row["reverses"], first=first
                )
                yield CheckFinding.error("reversals", "reversed-twice", said, where)
            for code, said in _wrong(row, rows.get(row["reverses"]), amounts, same):
                yield CheckFinding.error("reversals", code, said, where)


def _wrong(
    row: dict[str, Any],
    other: dict[str, Any] | None,
    amounts: tuple[str, ...],
    same: tuple[str, ...],
) -> Iterator[tuple[str, Message]]:
    if other is None:
        yield "nothing-reversed", N_("What it reverses does not exist.")
        return
    if other["reverses"] is not None:
        yield "reversal-of-reversal", N_("What it reverses is a reversal.")
    for amount in amounts:
        if row[amount] != -other[amount]:
            said = N_("Its amount, {amount}, is not the opposite of {other}.")
            yield "not-opposite", said.of(amount=row[amount], other=other[amount])
    if any(row[column] != other[column] for column in same):
        yield "other-line", N_("It stands on another line than what it reverses.")


def check_vouchers(book: Book) -> Iterator[CheckFinding]:
    """Find vouchers that stand twice with the same programme, date, amount and place.

    Also rows of one import that pay the same line on one day and name no voucher: in a published
    table they may be two counts of one thing, and nothing in a row tells.
    """
    entries = dict(book.audit.entries())
    undone = {entry.reverses for entry in entries.values()}
    standing = {
        number: entry
        for number, entry in entries.items()
        if entry.side is Side.DISBURSEMENT and entry.reverses is None and number not in undone
    }
    yield from _same_vouchers(standing)
    yield from _no_vouchers(standing)


def _same_vouchers(standing: Mapping[int, Entry]) -> Iterator[CheckFinding]:
    vouchers = {number: each for number, each in standing.items() if each.voucher is not None}
    for first, number in _again(vouchers, _same_voucher):
        said = N_("Voucher {voucher} stands in entry {first} already.").of(
            voucher=standing[number].voucher, first=first
        )
        yield CheckFinding.error("vouchers", "duplicate-voucher", said, f"entry/{number}")


def _same_voucher(entry: Entry) -> object:
    return voucher_key(entry.voucher or ""), _VOUCHER_LINE(entry)


def _no_vouchers(standing: Mapping[int, Entry]) -> Iterator[CheckFinding]:
    unnamed = {
        number: each
        for number, each in standing.items()
        if each.batch is not None and each.voucher is None
    }
    for first, number in _again(unnamed, _PAYMENT):
        entry = standing[number]
        said = N_(
            "Import {batch} has {amount} here and {other} in entry {first}, for one line on "
            "{date} and without a voucher: two payments, or one that was counted twice?"
        ).of(
            batch=entry.batch,
            amount=entry.amount,
            other=standing[first].amount,
            first=first,
            date=entry.date,
        )
        yield CheckFinding.warning("vouchers", "no-voucher", said, f"entry/{number}")


def _again(
    entries: Mapping[int, Entry], same: Callable[[Entry], object]
) -> Iterator[tuple[int, int]]:
    """Yield the first entry and each later one that is the same in what ``same`` looks at."""
    seen: dict[object, int] = {}
    for number, entry in entries.items():
        first = seen.setdefault(same(entry), number)
        if first != number:
            yield first, number


def check_years(book: Book) -> Iterator[CheckFinding]:
    """Find dates outside the budget year, and plan years that cannot be."""
    for number, entry in book.audit.entries():
        where = f"entry/{number}"
        if not FIRST_YEAR <= entry.year <= LAST_YEAR:
            said = N_("{year} is no budget year.").of(year=str(entry.year))
            yield CheckFinding.error("years", "no-year", said, where)
        elif not date(entry.year, 1, 1) <= entry.date <= last_day(entry.year):
            said = N_("{date} does not belong to the budget year {year}.").of(
                date=entry.date, year=str(entry.year)
            )
            yield CheckFinding.error("years", "wrong-year", said, where)
        yield from _plan_year(entry, where)


def _plan_year(entry: Entry, where: str) -> Iterator[CheckFinding]:
    try:
        check_plan_year(entry.plan_year, entry.year, entry.kind)
    except PlanYearError as refusal:
        yield CheckFinding.error("years", refusal.code, refusal.sentence(), where)


def check_advances(book: Book) -> Iterator[CheckFinding]:
    """Find programmes where more was cleared than advanced, over all years.

    Advances that were open before the book count; payments that an opening figure counts are found
    too.
    """
    sums: dict[Kind, Counter[int]] = {Kind.ADVANCE: Counter(), Kind.ADVANCE_RECOVERY: Counter()}
    for _, entry in book.audit.entries():
        if entry.kind in sums:
            sums[entry.kind][entry.program] += entry.amount.value
    made, cleared = sums[Kind.ADVANCE], sums[Kind.ADVANCE_RECOVERY]
    if not trees_stand(book):
        return
    for kept in book.openings.standing:
        made[kept.opening.line.program] += kept.opening.advances.value
    yield from _paid_twice(book)
    for program in sorted(cleared):
        family = book.programs.family(program)
        advanced = Dong(sum(made[each] for each in family))
        taken = Dong(sum(cleared[each] for each in family))
        if taken > advanced and taken > ZERO:
            said = N_("{cleared} was cleared of {advanced} advanced.").of(
                cleared=taken, advanced=advanced
            )
            where = f"program/{book.programs[program].code}"
            yield CheckFinding.warning("advances", "over-cleared", said, where)


_COUNTED = N_("Opening figure {opening} counts what was paid up to {until} already.")


def _paid_twice(book: Book) -> Iterator[CheckFinding]:
    """Find payments that an opening figure counts already."""
    programs, places = book.programs, book.places
    for kept in book.openings.standing:
        opening = kept.opening
        family = programs.family(opening.line.program)
        for line, year, entry in book.openings.paid_in_book(family, opening.until):
            if covers(opening, line, year, programs, places):
                said = _COUNTED.of(opening=kept.id, until=opening.until)
                yield CheckFinding.error("advances", "paid-before", said, f"entry/{entry}")
