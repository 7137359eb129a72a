"""A report over many books: a row for each office, or for each line of the programmes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import itemgetter
from typing import Any

from ethnictrack.i18n import N_
from ethnictrack.reports.table import EMPTY, Cell, Column, Document, Result, Table, Unit
from ethnictrack.values.kinds import Capital, Source, capital_name, source_name
from ethnictrack.values.money import Dong, rate

_OFFICE = Column("office", N_("Office"))
_BOOKS = (_OFFICE, Column("checkpoint", N_("Checkpoint"), Unit.CODE))
_TITLE, _NOTE = N_("{title}: {count} offices"), N_("{office}: {note}")
_READ = N_("The books it was made from")
# Shares are worked out anew from the sums; nothing else of a report is more than a sum.
_SHARES = {
    "rate": (("disbursed", "done", "recovered"), "planned"),
    "compared": (("done",), "done_before"),
}
_MONEY = frozenset({Unit.DONG, Unit.RATE})
_WORDS = ("code", "name", "level", "capital", "source")


@dataclass(frozen=True, slots=True)
class BookPart:
    """What one book says; ``order`` are the codes of its programmes as they stand in the tree."""

    office: str
    result: Result
    data: Mapping[str, Any]
    order: tuple[str, ...]
    checkpoint: str


def added(name: str, parts: Sequence[BookPart], *, by_program: bool) -> Result:
    """Return one report of all: every figure is the sum of those of the books."""
    total = _sum([each.data["total"] for each in parts])
    if by_program:
        rows = _by_program(parts)
    else:
        rows = [{"office": each.office, **each.data["total"]} for each in parts]
    first = parts[0].result.document
    title = _TITLE.of(title=first.title, count=len(parts))
    notes = tuple(
        _NOTE.of(office=each.office, note=note)
        for each in parts
        for note in each.result.document.notes
    )
    data: dict[str, Any] = {
        "report": name,
        "title": title,
        "year": parts[0].data["year"],
        "as_of": parts[0].data["as_of"],
        "by": "program" if by_program else "office",
        "rows": rows,
        "total": total,
        "notes": list(notes),
        "books": [{"office": each.office, "checkpoint": each.checkpoint} for each in parts],
    }
    books = Table.of(_BOOKS, data["books"], title=_READ)
    blocks = (_table(parts, rows, total, by_program=by_program), books)
    document = Document(title, blocks, first.basis, notes, first.stated)
    return Result(document, data)


def _sum(every: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Add figures up by their keys; what is a share is worked out of the sums."""
    found = {key: _added([each.get(key) for each in every]) for key in every[0]}
    for key in _SHARES.keys() & found.keys():
        found[key] = _share(found, *_SHARES[key])
    return found


def _added(said: Sequence[Any]) -> Any:  # noqa: ANN401 - of any column
    """Return a sum of money; of anything else what all say, if they say the same."""
    values = [each for each in said if each is not None]
    if values and all(isinstance(each, Dong) for each in values):
        return Dong.total(values)
    return values[0] if len({*values}) == 1 else None


def _share(found: Mapping[str, Any], parts: Sequence[str], whole: str) -> Fraction | None:
    part = next((found[each] for each in parts if each in found), None)
    return None if part is None or found.get(whole) is None else rate(part, found[whole])


def _by_program(parts: Sequence[BookPart]) -> list[dict[str, Any]]:
    """Return a row for each line that any book has, in the order of the tree."""
    place = {code: at for at, code in enumerate(parts[0].order)}
    kept: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for part in parts:
        for row in part.data["rows"]:
            line = (row["code"], row.get("capital"), row.get("source"))
            kept.setdefault(line, []).append(row)
    classes = (*Capital, *Source)

    def order(line: tuple[object, ...]) -> tuple[int, ...]:
        code, *of = line
        at = place.get(str(code), len(place))
        return (at, *(classes.index(each) if each in classes else len(classes) for each in of))

    return [{"office": None, **_sum(kept[line])} for line in sorted(kept, key=order)]


def _table(
    parts: Sequence[BookPart],
    rows: Iterable[Mapping[str, Any]],
    total: Mapping[str, Any],
    *,
    by_program: bool,
) -> Table:
    """Return the table people read, with every column of money that any book has."""
    widest = max((each.result.document.table for each in parts), key=lambda each: len(each.columns))
    year = parts[0].data["year"]
    words = _WORDS if by_program else ("office",)
    bare = {each.key: replace(each, head=None, shown=True) for each in (_OFFICE, *widest.columns)}
    columns = [
        *(replace(bare[key], of=_word(key, year)) for key in words if key in bare),
        *(
            replace(each, of=itemgetter(each.key))
            for each in bare.values()
            if each.unit in _MONEY and each.key in total
        ),
    ]
    under = columns[0].key

    def level(row: Mapping[str, Any]) -> int:
        return int(row.get("level") or 0)

    return Table.of(columns, rows, level, total=total, under=under, empty=EMPTY)


def _word(key: str, year: int) -> Callable[[Mapping[str, Any]], Cell]:
    if key == "capital":
        return lambda of: capital_name(of[key], year)
    if key == "source":
        return lambda of: source_name(of[key])
    return lambda of: of[key] or ""
