"""Turns a trigger of SQLite into one of PostgreSQL that refuses the same.

The rule is written once; what differs is grammar. Each guard becomes a function and a trigger of
its name. In the function every table is named with its schema, and each function has a search path
of its own: an operator, a function or a temporary table that a user made in a schema of his never
stands in for the server's. No rule asks for the office of a row: there is one, by a CHECK.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ethnictrack.book.migrations.guards_0001 import Guard

_FROM = re.compile(r"\bFROM (\w+)(?: AS (\w+))?")
_HEAD = "RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $guard$"
_TALLY_KEY = "year, plan_year, program, capital, source, kind, month, office"
_RECORD = ("actor", "at", "body", "book", "command", "previous", "revision", "seq")


def guards(made: Iterable[Guard], schema: str) -> Iterator[str]:
    """Yield the statements that make some guards in a schema."""
    for guard in made:
        rules = tuple((_rule(condition, schema), why) for condition, why in guard.rules)
        back = "OLD" if guard.event == "DELETE" else "NEW"
        yield _function(guard.name, schema, rules, back)
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f'FOR EACH ROW EXECUTE FUNCTION "{schema}".{guard.name}()'
        )


def counting(count: str, schema: str) -> Iterator[str]:
    """Yield what keeps the tally: as its owner, so that nobody else needs a right to write it."""
    into = count.format(key=_TALLY_KEY).replace("INTO tally", f'INTO "{schema}".tally AS tally')
    head = _HEAD.replace("LANGUAGE plpgsql", "LANGUAGE plpgsql SECURITY DEFINER")
    yield (
        f'CREATE FUNCTION "{schema}".entry_tally() {head}\n'
        f"#variable_conflict use_column\nBEGIN\n    {into};\n    RETURN NULL;\nEND\n$guard$"
    )
    yield (
        "CREATE TRIGGER entry_tally AFTER INSERT ON entry "
        f'FOR EACH ROW EXECUTE FUNCTION "{schema}".entry_tally()'
    )


def emptying(tables: Iterable[str], schema: str) -> Iterator[str]:
    """Yield what keeps tables from being emptied, which no trigger of a row would see."""
    for table in tables:
        name = f"{table}_no_truncate"
        yield _function(name, schema, (("true", f"{table}: rows are kept"),), "NULL")
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".{name}()'
        )


def one_writer(tables: Iterable[str], schema: str) -> Iterator[str]:
    """Yield what makes everybody stand in line who writes, by whatever door they come."""
    yield (
        f'CREATE FUNCTION "{schema}".one_writer() {_HEAD}\n'
        f'BEGIN\n    LOCK TABLE "{schema}".setting IN SHARE ROW EXCLUSIVE MODE;\n'
        "    RETURN NULL;\nEND\n$guard$"
    )
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_in_line BEFORE INSERT OR UPDATE ON {table} "
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".one_writer()'
        )


def one_revision(schema: str) -> Iterator[str]:
    """Yield what keeps a second row out of Alembic's table: two revisions are none."""
    rule = f'EXISTS (SELECT 1 FROM "{schema}".alembic_version)'
    yield from _guard("alembic_version", "once", rule, "alembic_version: there is one row", schema)


def sealed(tables: Iterable[str], schema: str) -> Iterator[str]:
    """Yield what ties each row to a record of the log that is written with it, and truly sealed.

    A record that was written before is none of this transaction's, and so signs for no new row. A
    copy of a book brings its records first. The seal is that of ``domain.chain``.
    """
    record = f"""NEW.log IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM "{schema}".log)
        AND NOT EXISTS (SELECT 1 FROM "{schema}".log AS log
            WHERE log.seq = NEW.log AND log.xmin = pg_current_xact_id()::xid)"""
    for table in tables:
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
