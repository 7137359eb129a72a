"""The whole book as tables, one a noun: codes where the book has numbers, and no more names.

What can name a person is marked. An export for the public leaves it out: persons, free text, the
names people gave to files and keys, and everything of which it could be guessed by trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ethnictrack.audit.exported import Value
from ethnictrack.fields.entry import DISPOSED, EFFECT, entry_fields
from ethnictrack.fields.inspection import INSPECTION
from ethnictrack.fields.opening_figure import OPENING
from ethnictrack.fields.place import PLACE
from ethnictrack.fields.program import PROGRAM
from ethnictrack.values.kinds import DISPOSAL_EFFECT, PAID_EFFECT, PLAN_EFFECT, Kind, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

Facts = Mapping[str, Value]
Codes = Mapping[str, Mapping[int, str]]  # of each register: its numbers and their codes

_SIGNED = ("actor", "recorded_at")
_PRIVATE = frozenset(
    {"actor", "note", "reason", "file", *(each.name for each in entry_fields() if each.private)}
)


@dataclass(frozen=True, slots=True)
class Noun:
    """One table: the name of its file, the columns it has, and which rows of the book they are."""

    name: str
    table: str
    columns: tuple[str, ...]
    side: Side | None = None
    private: bool = False  # all of it

    def shown(self, *, public: bool) -> tuple[str, ...]:
        """Return the columns, or those for the public."""
        return tuple(each for each in self.columns if not (public and each in _PRIVATE))

    def has(self, facts: Facts) -> bool:
        """Say whether a row of the table is one of these."""
        return self.side is None or facts["side"] == self.side


def _noun(name: str, table: str, columns: str, side: Side | None = None) -> Noun:
    return Noun(name, table, (*columns.split(), *_SIGNED), side)


def _own(name: str, table: str, columns: str) -> Noun:
    """Return a noun that an office keeps for its own work; the key of forms is in no file."""
    return Noun(name, table, (*columns.split(), *_SIGNED), private=True)


_EFFECTS: Mapping[str, Mapping[Kind, int]] = {
    EFFECT.name: {**PLAN_EFFECT, **PAID_EFFECT},
    DISPOSED.name: DISPOSAL_EFFECT,
}


def _entry(side: Side) -> str:
    worked_out = {EFFECT.name, DISPOSED.name}  # to be added up
    fields = entry_fields(side)
    return " ".join(each.name for each in fields if each.stored or each.name in worked_out)


NOUNS = (
    _noun("places", "place", " ".join(each.name for each in PLACE)),
    _noun("programs", "program", " ".join(each.name for each in PROGRAM)),
    _noun("aliases", "program_alias", "id program text"),
    _noun("allocations", "entry", _entry(Side.ALLOCATION), Side.ALLOCATION),
    _noun("disbursements", "entry", _entry(Side.DISBURSEMENT), Side.DISBURSEMENT),
    _noun("openings", "opening", " ".join(each.name for each in OPENING if each.stored)),
    _noun("inspections", "inspection", " ".join(each.name for each in INSPECTION)),
    _noun("stages", "stage", "inspection stage date document reason"),
    _noun("findings", "finding", "inspection number amount qualifier action note"),
    _noun(
        "recoveries",
        "recovery",
        "id inspection finding amount qualifier date voucher note reverses",
    ),
    _noun("activities", "activity", "code name unit section"),
    _noun("targets", "target", "activity year number"),
    _noun("records", "record", "id activity year date number qualifier estimate note reverses"),
    _noun("batches", "batch", "id noun file rows undoes reason"),
    _noun("closings", "closing", "year action date reason"),
    _noun("seals", "seal", "id report year as_of version head"),
    _noun("book", "book", "identity created_at"),
    _own("collections", "collection", "id period form due"),
    _own("reports", "collection_unit", "id collection place action date file digest reason batch"),
    _own(
        "figures",
        "collection_figure",
        "id unit line program capital source plan_year before cumulative note",
    ),
    _own("statements", "statement", "id as_of since year place program days file digest"),
    _own(
        "statement_lines",
        "statement_line",
        "id statement line said program target_code voucher date capital source year amount text",
    ),
    _own("matches", "statement_match", "id statement action line entry reason"),
    Noun(
        "remarks", "remark", ("id", "year", "section", "text", "replaces", *_SIGNED), private=True
    ),
    Noun("settings", "setting", ("name", "value", *_SIGNED), private=True),
    Noun("profiles", "profile", ("name", "noun", "body", *_SIGNED), private=True),
    Noun("log", "log", ("seq", "at", "actor", "command", "hash"), private=True),
)


def cells(
    noun: Noun, columns: tuple[str, ...], facts: Facts, codes: Codes
) -> Iterator[Value | Decimal]:
    """Yield one row as the table has it."""
    for column in columns:
        if column == "number" and "thousandths" in facts:
            yield Decimal(facts["thousandths"] or 0) / 1000
            continue
        if column in _EFFECTS and column not in facts:
            yield _EFFECTS[column].get(Kind(str(facts["kind"])), 0) * int(str(facts["amount"]))
            continue
        value = facts[column]
        known = codes.get(noun.table if column == "parent" else column)
        yield known.get(value, str(value)) if known and isinstance(value, int) else value
