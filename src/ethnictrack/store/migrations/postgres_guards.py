"""Turns a trigger of SQLite into one of PostgreSQL that refuses the same. Released: never edit.

The rule is written once; what differs is grammar. Each guard becomes a function and a trigger of
its name. In the function every table is named with its schema, so that nobody's search path or
temporary table gets between, and is read within the office of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_GUARD = re.compile(
    r"CREATE TRIGGER (?P<name>\w+) BEFORE (?P<event>\w+) ON (?P<table>\w+) FOR EACH ROW "
    r"(?:WHEN (?P<when>.+))? BEGIN SELECT RAISE\(ABORT, '(?P<why>[^']+)'\); END",
    re.DOTALL,
)
# FROM table [AS alias] [WHERE]: the office goes in front of whatever else is asked.
_FROM = re.compile(r"\bFROM (\w+)(?: AS (\w+))?( WHERE\b)?")


def guards(made: Iterable[str], schema: str) -> Iterator[str]:
    """Yield the statements that make some guards in a schema."""
    for guard in made:
        found = _GUARD.fullmatch(guard)
        if not found:
            message = f"no guard that PostgreSQL could have: {guard[:60]}"
            raise ValueError(message)
        rule = _rule(found["when"] or "true", schema)
        yield _function(found["name"], schema, rule, found["why"], _back(found["event"]))
        yield (
            f"CREATE TRIGGER {found['name']} BEFORE {found['event']} ON {found['table']} "
            f'FOR EACH ROW EXECUTE FUNCTION "{schema}".{found["name"]}()'
        )


def emptying(tables: Iterable[str], schema: str) -> Iterator[str]:
    """Yield what keeps tables from being emptied, which no trigger of a row would see."""
    for table in tables:
        name = f"{table}_no_truncate"
        yield _function(name, schema, "true", f"{table}: rows are kept", "NULL")
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".{name}()'
        )


def one_writer(tables: Iterable[str], schema: str) -> Iterator[str]:
    """Yield what makes everybody stand in line who writes, by whatever door they come."""
    yield (
        f'CREATE FUNCTION "{schema}".one_writer() RETURNS trigger LANGUAGE plpgsql AS $guard$\n'
        f'BEGIN\n    LOCK TABLE "{schema}".setting IN SHARE ROW EXCLUSIVE MODE;\n'
        "    RETURN NULL;\nEND\n$guard$"
    )
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_in_line BEFORE INSERT OR UPDATE ON {table} "
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".one_writer()'
        )


def _function(name: str, schema: str, rule: str, why: str, back: str) -> str:
    return (
        f'CREATE FUNCTION "{schema}".{name}() RETURNS trigger LANGUAGE plpgsql AS $guard$\n'
        "#variable_conflict use_column\n"
        f"BEGIN\n    IF {rule} THEN\n"
        f"        RAISE EXCEPTION '{why}' USING ERRCODE = 'check_violation';\n"
        f"    END IF;\n    RETURN {back};\nEND\n$guard$"
    )


def _back(event: str) -> str:
    return "OLD" if event == "DELETE" else "NEW"


def _rule(rule: str, schema: str) -> str:
    """Write a condition as PostgreSQL has it, each table within its schema and office."""
    rule = _FROM.sub(lambda found: _within(found, schema), rule)
    rule = rule.replace("printf('%064d', 0)", "repeat('0', 64)")
    rule = re.sub(r"\bIS NOT (?!NULL\b)", "IS DISTINCT FROM ", rule)
    return re.sub(r"\bIS (?!NULL\b|NOT NULL\b|DISTINCT\b)", "IS NOT DISTINCT FROM ", rule)


def _within(found: re.Match[str], schema: str) -> str:
    table, alias, more = found.groups()
    name = alias or table
    return (
        f'FROM "{schema}".{table} AS {name} WHERE {name}.office = NEW.office'
        f"{' AND' if more else ''}"
    )
