"""What a PostgreSQL schema says of itself: its indexes, references, and how it was made.

How the schema should be is not written down a second time. The program makes it once more, in the
temporary schema of a second connection, has the server describe both, and takes it back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from sqlalchemy import Connection, Table, exists, select, text
from sqlalchemy.exc import DBAPIError

from ethnictrack.audit.finding import SchemaFault, compare
from ethnictrack.book.location import Server
from ethnictrack.book.migrate import migrate
from ethnictrack.errors.book import UnwritableBookError

Description = Mapping[str, Mapping[str, object]]
_SIZE = text(
    "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
)
_INVALID = text(
    "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)"
)
_INDEXES = text(
    "SELECT pg_class.oid::regclass FROM pg_class JOIN pg_am ON pg_am.oid = relam "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'i' AND amname = 'btree'"
)
_AMCHECK = text("SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'amcheck'")
# Kind, name and what the server says of it, of everything in one schema.
_DESCRIBED = text("""
    SELECT 'trigger', tgname::text, concat_ws(' ', tgenabled, pg_get_triggerdef(pg_trigger.oid))
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = :schema AND NOT tgisinternal
    UNION ALL SELECT 'trigger', proname::text,
        concat_ws(' ', prosrc, prosecdef, provolatile, proconfig, prolang)
        FROM pg_proc WHERE pronamespace = :schema AND NOT EXISTS
        (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL SELECT 'trigger', oprname::text, oprcode::text
        FROM pg_operator WHERE oprnamespace = :schema
    UNION ALL SELECT 'table', relname::text, concat_ws(' ', relkind, relrowsecurity,
        CASE relpersistence WHEN 'u' THEN 'unlogged' END)
        FROM pg_class WHERE relnamespace = :schema AND relkind NOT IN ('i', 't')
    UNION ALL SELECT 'table', relname::text, concat_ws(' ', attname,
        format_type(atttypid, atttypmod), attnotnull, attcollation, pg_get_expr(adbin, adrelid))
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = :schema AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'table', relname::text, concat_ws(' ', conname,
        pg_get_constraintdef(pg_constraint.oid))
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE relnamespace = :schema AND contype <> 'n'
    UNION ALL SELECT 'table', relname::text, pg_get_ruledef(pg_rewrite.oid)
        FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
        WHERE relnamespace = :schema AND relkind = 'r'
    UNION ALL SELECT 'index', relname::text, pg_get_indexdef(pg_class.oid)
        FROM pg_class WHERE relnamespace = :schema AND relkind = 'i'
    ORDER BY 1, 2, 3
""")
_OTHERS = frozenset({"alembic_version", "alembic_version_pkc"})  # of the migrations themselves


class PostgresLook:
    """Looks at a schema through its connection."""

    def __init__(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Read through ``connection``; ``tables`` are those the program makes."""
        self._db, self._tables = connection, tuple(tables)

    def size(self) -> int:
        """Return how many bytes tables and indexes take."""
        return self._db.scalar(_SIZE) or 0

    def problems(self) -> list[str]:
        """Return indexes that are not valid; with the extension amcheck, all that it finds."""
        found = [f"index {name} is not valid" for name in self._db.scalars(_INVALID)]
        where = self._db.scalar(_AMCHECK)
        if where is not None:
            indexes = self._db.scalars(_INDEXES).all()
            found += [line for index in indexes for line in self._amcheck(str(where), str(index))]
        return found

    def _amcheck(self, where: str, index: str) -> Iterator[str]:
        query = text(f"SELECT {where}.bt_index_check(CAST(:index AS regclass), true)")
        nested = self._db.begin_nested()
        try:
            self._db.execute(query, {"index": index})
        except DBAPIError as failure:
            nested.rollback()
            state = str(getattr(failure.orig, "sqlstate", "?"))
            if state != "42501":  # the right to look is not everybody's
                yield f"index {index} does not fit its table ({state})"
        else:
            nested.commit()

    def broken_references(self) -> list[tuple[str, str, str]]:
        """Return table, row and table referred to, of each reference that leads nowhere."""
        return [each for table in self._tables for each in self._broken(table)]

    def _broken(self, table: Table) -> Iterator[tuple[str, str, str]]:
        (key,) = table.primary_key.columns
        for reference in table.foreign_keys:
            other = reference.column.table.alias("other")
            there = exists().where(
                other.c[reference.column.name] == reference.parent, other.c.office == table.c.office
            )
            query = select(key).where(reference.parent.is_not(None), ~there)
            for row in self._db.scalars(query):
                yield table.name, str(row), reference.column.table.name

    def triggers(self) -> list[SchemaFault]:
        """Return the guards and their functions that are gone, or that say something else."""
        return list(self._compared("trigger"))

    def tables(self) -> list[SchemaFault]:
        """Return the tables and indexes that are gone, or are not as the program makes them."""
        return [*self._compared("table"), *self._compared("index")]

    def _compared(self, kind: str) -> Iterator[SchemaFault]:
        if self._made is None:
            yield SchemaFault("*", "unchecked")
            return
        yield from compare(self._made[kind], self._found[kind])

    @cached_property
    def _found(self) -> Description:
        return _described(self._db)

    @cached_property
    def _made(self) -> Description | None:
        """Describe the schema as this program makes it; None where it may make nothing."""
        place: Server = self._db.get_execution_options()["place"]
        from ethnictrack.book.backends.postgres import PostgresSchema  # noqa: PLC0415 - it imports us not

        with self._db.engine.connect() as connection:
            try:
                PostgresSchema(place).enter_temporary(connection)
                migrate(connection)
            except UnwritableBookError:
                return None
            except DBAPIError as failure:
                if getattr(failure.orig, "sqlstate", "") in {"42501", "25006"}:
                    return None
                raise
            return _described(connection)


def _described(connection: Connection) -> Description:
    """Have the server describe the first schema of the search path, without the schema's name."""
    name = str(connection.scalar(text("SELECT current_schema()")))
    number = connection.scalar(text("SELECT current_schema()::regnamespace::oid"))
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, thing, line in connection.execute(_DESCRIBED, {"schema": number}):
        if thing not in _OTHERS:
            said = str(line)
            for within in (f'"{name}".', f"{name}.", "pg_temp.", f"'{name}'"):
                said = said.replace(within, "")
            found[kind][thing].append(said)
    return found
