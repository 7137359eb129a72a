"""Triggers of the first schema: they repeat the rules for whoever comes by another door.

A row is numbered one above the newest, so INSERT OR REPLACE cannot take a row's place; what may
never change refuses UPDATE and DELETE. All that a new row of a table is asked stands in one
trigger with one WHEN: a trigger costs even where its condition is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Guard(NamedTuple):
    """What refuses a row: each rule is a condition, and what is said where it holds."""

    name: str
    event: str
    table: str
    rules: tuple[tuple[str, str], ...]

    @property
    def condition(self) -> str:
        """The one condition under which any rule is broken."""
        return " OR ".join(f"({condition})" for condition, _ in self.rules)

    @property
    def sql(self) -> str:
        """The trigger as SQLite has it."""
        broken = " ".join(
            f"WHEN {condition} THEN RAISE(ABORT, '{why}')" for condition, why in self.rules
        )
        when = "" if self.condition == "(true)" else f"WHEN {self.condition} "
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW {when}"
            f"BEGIN SELECT CASE {broken} END; END"
        )


_NUMBERED = (
    *("place", "program", "program_alias", "entry", "amendment", "attachment", "opening"),
    *("estimate", "inspection", "stage", "finding", "recovery", "activity", "target", "record"),
    *("remark", "batch", "closing", "seal", "page", "statement", "statement_line"),
    *("statement_match", "collection", "collection_unit", "collection_figure"),
)
_EDITED = {  # tables whose rows may be edited, with the columns that are final even there
    "program": (("id", "code", "code_key"), "program: the code is final"),
    "setting": (("name",), "setting: the name is final"),
    "profile": (("name",), "profile: the name is final"),
}
TABLES = ("log", "book", *_NUMBERED, "setting", "profile")
_UNIQUE = (
    ("program", "code_key"),
    ("program_alias", "text_key"),
    ("inspection", "code_key"),
    ("activity", "code_key"),
    ("entry", "reverses"),
    ("entry", "key"),
    ("opening", "reverses"),
    ("recovery", "reverses"),
    ("record", "reverses"),
    ("remark", "replaces"),
    ("batch", "undoes"),
    ("collection", "period"),
    ("finding", "inspection", "number"),
    ("statement_line", "statement", "line"),
    ("collection_figure", "unit", "line"),
    ("log", "hash"),
    ("setting", "name"),
    ("profile", "name"),
)


def _numbered(table: str) -> tuple[str, str]:
    """Let a row take no number but the next."""
    newest = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"
    return f"NEW.id IS NOT ({newest})", f"{table}: numbers follow one another"


def _taken(table: str, *columns: str) -> tuple[str, str]:
    """Let a row take nothing that another has, not by replacing it either."""
    same = " AND ".join(f"old.{column} = NEW.{column}" for column in columns)
    said = f"NEW.{columns[-1]} IS NOT NULL"
    exists = f"EXISTS (SELECT 1 FROM {table} AS old WHERE {same})"
    return f"{said} AND {exists}", f"{table}: this {columns[-1]} is taken"


def _opposite(table: str, amounts: tuple[str, ...], line: tuple[str, ...]) -> tuple[str, str]:
    """Let a reversal be the opposite of one row of the same line, which is no reversal."""
    turned = "".join(f" AND old.{amount} = -NEW.{amount}" for amount in amounts)
    same = "".join(f" AND old.{column} IS NEW.{column}" for column in line)
    first = f"SELECT 1 FROM {table} AS old WHERE old.id = NEW.reverses"
    return (
        f"NEW.reverses IS NOT NULL AND NOT EXISTS ({first} AND old.reverses IS NULL{turned}{same})",
        f"{table}: a reversal is the opposite of what it reverses",
    )


def _held(table: str, year: str) -> tuple[str, str, str]:
    """Keep a row out that belongs to a closed budget year."""
    closed = f"(SELECT action FROM closing WHERE year = {year} ORDER BY id DESC LIMIT 1) IS 'close'"
    return table, closed, f"{table}: its budget year is closed"


_DAY = "CAST(substr(NEW.date, 1, 4) AS INTEGER)"
_ENDS = "(stage = 'concluded' OR stage = 'following-up' OR stage = 'completed')"
# The year of an inspection: that of its conclusion, else the one it is registered for.
_INSPECTED = (
    "coalesce((SELECT max(CAST(substr(date, 1, 4) AS INTEGER)) FROM stage WHERE "
    f"inspection = NEW.inspection AND {_ENDS}), "
    "(SELECT year FROM inspection WHERE id = NEW.inspection))"
)
_LINE = ("program", "place", "capital", "source", "plan_year")
_OWN: tuple[tuple[str, str, str], ...] = (
    (
        "log",
        (
            "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log) OR NEW.previous IS NOT "
            "coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), printf('%064d', 0))"
        ),
        "log: each record follows the one before it",
    ),
    ("book", "EXISTS (SELECT 1 FROM book)", "book: there is one already"),
    (
        "page",
        (
            "NEW.record IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log) OR NEW.number IS NOT "
            "(SELECT coalesce(max(number), 0) + 1 FROM page WHERE record = NEW.record)"
        ),
        "page: it belongs to the record being written",
    ),
    (
        "place",
        (
            "EXISTS (SELECT 1 FROM place AS old WHERE old.code_key = NEW.code_key "
            "AND coalesce(old.valid_from, '') <= coalesce(NEW.valid_to, '9999') "
            "AND coalesce(NEW.valid_from, '') <= coalesce(old.valid_to, '9999'))"
        ),
        "place: this code is in use at that time",
    ),
    *(_held(table, "NEW.year") for table in ("entry", "inspection", "target", "record", "remark")),
    *(_held(table, _DAY) for table in ("stage", "recovery")),
    _held("finding", _INSPECTED),
    _held("amendment", "(SELECT year FROM entry WHERE id = NEW.entry)"),
    (
        "opening",
        (
            "EXISTS (SELECT 1 FROM closing AS old WHERE old.year > NEW.until AND old.action = "
            "'close' AND NOT EXISTS (SELECT 1 FROM closing AS later WHERE later.year = old.year "
            "AND later.id > old.id))"
        ),
        "opening: a budget year that counts it is closed",
    ),
    (
        "entry",
        (
            "NEW.voucher_key IS NOT NULL AND NEW.reverses IS NULL AND EXISTS (SELECT 1 FROM entry AS "
            "old WHERE old.voucher_key = NEW.voucher_key AND old.program = NEW.program "
            "AND old.date = NEW.date AND old.amount = NEW.amount AND old.place IS NEW.place AND NOT "
            "EXISTS (SELECT 1 FROM entry AS undone WHERE undone.reverses = old.id))"
        ),
        "entry: this voucher is in the book",
    ),
    ("entry", *_opposite("entry", ("amount",), (*_LINE, "side", "year", "kind"))),
    ("opening", *_opposite("opening", ("paid", "advances"), (*_LINE, "until"))),
    ("recovery", *_opposite("recovery", ("amount",), ("finding",))),
    ("record", *_opposite("record", ("thousandths",), ("activity", "year"))),
    (
        "recovery",
        (
            "(SELECT coalesce(sum(amount), 0) FROM recovery WHERE finding = NEW.finding) "
            "+ NEW.amount > (SELECT amount FROM finding WHERE id = NEW.finding)"
        ),
        "recovery: more than was recommended",
    ),
    (
        "batch",
        (
            "NEW.undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch AS old WHERE "
            "old.id = NEW.undoes AND old.undoes IS NULL AND old.noun = NEW.noun)"
        ),
        "batch: only an import is taken back",
    ),
    # The tally's rows are written by the trigger of an entry, one entry at a time.
    ("tally", "NEW.entries IS NOT 1", "tally: it follows the entries"),
)


def _rules(table: str) -> Iterator[tuple[str, str]]:
    if table in _NUMBERED:
        yield _numbered(table)
    yield from (_taken(*each) for each in _UNIQUE if each[0] == table)
    yield from ((condition, why) for of, condition, why in _OWN if of == table)


def _guards() -> Iterator[Guard]:
    for table in (*TABLES, "tally"):
        if rules := tuple(_rules(table)):
            yield Guard(f"{table}_rules", "INSERT", table, rules)
        final, why = _EDITED.get(table, ((), f"{table}: rows are final"))
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in final) or "true"
        if table == "tally":
            changed = "NEW.entries IS NOT OLD.entries + 1"
        yield Guard(f"{table}_no_update", "UPDATE", table, ((changed, why),))
        yield Guard(f"{table}_no_delete", "DELETE", table, (("true", f"{table}: rows are kept"),))


GUARDS = tuple(_guards())
_KEY = "year, plan_year, program, capital, source, kind, month, office"
COUNT = f"""INSERT INTO tally ({_KEY}, amount, entries) VALUES (NEW.year, NEW.plan_year,
    NEW.program, coalesce(NEW.capital, ''), coalesce(NEW.source, ''), NEW.kind,
    substr(NEW.date, 1, 7), NEW.office, NEW.amount, 1)
    ON CONFLICT ({{key}}) DO UPDATE SET amount = tally.amount + excluded.amount,
    entries = tally.entries + 1"""
TALLY = (
    "CREATE TRIGGER entry_tally AFTER INSERT ON entry FOR EACH ROW "
    f"BEGIN {COUNT.format(key=_KEY.removesuffix(', office'))}; END"
)
