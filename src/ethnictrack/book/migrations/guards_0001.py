"""Triggers of the first schema: they repeat the rules for whoever comes by another door.

A row is numbered one above the newest, so INSERT OR REPLACE cannot take a row's place; what may
never change refuses UPDATE and DELETE. All that a new row of a table is asked stands in one
trigger with one WHEN: a trigger costs even where its condition is false.
"""

from __future__ import annotations

import re
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
_FROM = re.compile(r"\bFROM (\w+)(?: AS (\w+))?")
_HEAD = "RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $guard$"
_RECORD = ("actor", "at", "body", "book", "command", "previous", "revision", "seq")


def on_a_server(schema: str) -> Iterator[str]:
    """Yield what guards a schema of PostgreSQL: the same refusals, and those a file needs none for.

    The rule is written once; what differs is grammar. Each guard becomes a function and a trigger
    of its name. In the function every table is named with its schema, and each function has a
    search path of its own: an operator, a function or a temporary table that a user made in a
    schema of his never stands in for the server's. No rule asks for the office of a row: there is
    one, by a CHECK.
    """
    for guard in GUARDS:
        rules = tuple((_rule(condition, schema), why) for condition, why in guard.rules)
        back = "OLD" if guard.event == "DELETE" else "NEW"
        yield _function(guard.name, schema, rules, back)
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f'FOR EACH ROW EXECUTE FUNCTION "{schema}".{guard.name}()'
        )
    yield from _counting(schema)
    yield from _emptying(schema)
    yield from _one_writer(schema)
    # Alembic's table: two revisions are none.
    rule = f'EXISTS (SELECT 1 FROM "{schema}".alembic_version)'
    yield from _guard("alembic_version", "once", rule, "alembic_version: there is one row", schema)
    yield from _sealed(schema)


def _counting(schema: str) -> Iterator[str]:
    """Yield what keeps the tally: as its owner, so that nobody else needs a right to write it."""
    into = COUNT.format(key=_KEY).replace("INTO tally", f'INTO "{schema}".tally AS tally')
    head = _HEAD.replace("LANGUAGE plpgsql", "LANGUAGE plpgsql SECURITY DEFINER")
    yield (
        f'CREATE FUNCTION "{schema}".entry_tally() {head}\n'
        f"#variable_conflict use_column\nBEGIN\n    {into};\n    RETURN NULL;\nEND\n$guard$"
    )
    yield (
        "CREATE TRIGGER entry_tally AFTER INSERT ON entry "
        f'FOR EACH ROW EXECUTE FUNCTION "{schema}".entry_tally()'
    )


def _emptying(schema: str) -> Iterator[str]:
    """Yield what keeps tables from being emptied, which no trigger of a row would see."""
    for table in (*TABLES, "tally"):
        name = f"{table}_no_truncate"
        yield _function(name, schema, (("true", f"{table}: rows are kept"),), "NULL")
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".{name}()'
        )


def _one_writer(schema: str) -> Iterator[str]:
    """Yield what makes everybody stand in line who writes, by whatever door they come."""
    yield (
        f'CREATE FUNCTION "{schema}".one_writer() {_HEAD}\n'
        f'BEGIN\n    LOCK TABLE "{schema}".setting IN SHARE ROW EXCLUSIVE MODE;\n'
        "    RETURN NULL;\nEND\n$guard$"
    )
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_in_line BEFORE INSERT OR UPDATE ON {table} "
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".one_writer()'
        )


def _sealed(schema: str) -> Iterator[str]:
    """Yield what ties each row to a record of the log that is written with it, and truly sealed.

    A record that was written before is none of this transaction's, and so signs for no new row. A
    copy of a book brings its records first. The seal is that of ``audit/log.py``.
    """
    record = f"""NEW.log IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM "{schema}".log)
        AND NOT EXISTS (SELECT 1 FROM "{schema}".log AS log
            WHERE log.seq = NEW.log AND log.xmin = pg_current_xact_id()::xid)"""
    for table in (each for each in TABLES if each not in {"log", "page"}):
        why = f"{table}: a row belongs to the record being written"
        yield from _guard(table, "signed", record, why, schema)
    facts = (f"'\"{name}\":' || to_json({_said(name)})::text" for name in _RECORD)
    text = " || ',' || ".join(facts)
    seal = f"""NEW.hash <>
        (SELECT encode(sha256(convert_to('{{' || {text} || '}}', 'UTF8')), 'hex')
            FROM "{schema}".book AS book)"""
    yield from _guard("log", "sealed", seal, "log: a record has the seal of what it says", schema)


def _said(name: str) -> str:
    return "book.identity" if name == "book" else f"NEW.{name}"


def _guard(table: str, name: str, rule: str, why: str, schema: str) -> Iterator[str]:
    event = "INSERT OR UPDATE" if name == "signed" else "INSERT"
    yield _function(f"{table}_{name}", schema, ((rule, why),), "NEW")
    yield (
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        f'FOR EACH ROW EXECUTE FUNCTION "{schema}".{table}_{name}()'
    )


def _function(name: str, schema: str, rules: tuple[tuple[str, str], ...], back: str) -> str:
    broken = "".join(
        f"        IF {rule} THEN\n"
        f"            RAISE EXCEPTION '{why}' USING ERRCODE = 'check_violation';\n        END IF;\n"
        for rule, why in rules
    )
    any_of = " OR ".join(f"({rule})" for rule, _ in rules)
    return (
        f'CREATE FUNCTION "{schema}".{name}() {_HEAD}\n'
        "#variable_conflict use_column\n"
        f"BEGIN\n    IF {any_of} THEN\n{broken}    END IF;\n    RETURN {back};\nEND\n$guard$"
    )


def _rule(rule: str, schema: str) -> str:
    """Write a condition as PostgreSQL has it, each table with its schema."""
    rule = _FROM.sub(lambda found: f'FROM "{schema}".{found[1]} AS {found[2] or found[1]}', rule)
    rule = rule.replace("printf('%064d', 0)", "repeat('0', 64)")
    rule = re.sub(r"\bIS NOT (?!NULL\b)", "IS DISTINCT FROM ", rule)
    return re.sub(r"\bIS (?!NULL\b|NOT NULL\b|DISTINCT\b)", "IS NOT DISTINCT FROM ", rule)
