"""Kinds of column, the CHECKs every table uses, and nouns as rows.

Types are those that SQLite (STRICT) and PostgreSQL both hold exactly: 64-bit integers, text, bytes.
Days are ``YYYY-MM-DD``, moments UTC text with ``Z``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, new_class
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_type_hints

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Constraint,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    Table,
    Text,
    TypeDecorator,
    text,
)
from sqlmodel import Field, SQLModel

from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.fields.field import Field as Declared

# SQLite's STRICT tables know INTEGER (64 bits) and refuse BIGINT; PostgreSQL's INTEGER has 32.
Whole = BigInteger().with_variant(Integer, "sqlite")
# Compared and ordered byte by byte on both, whatever the language of the server.
Words = Text().with_variant(Text(collation="C"), "postgresql")
OFFICE = 1  # the number of the book's own office; several share a database only on a server
WORKED_OUT = "worked out"  # of a column; of a table what works its columns out
STRICT: dict[str, Any] = {"sqlite_strict": True}
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Digest(TypeDecorator[str]):
    """Sixteen bytes, which the program and the log have as 32 hexadecimal digits."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Return the bytes; whoever has them already gives them."""
        return bytes.fromhex(value) if isinstance(value, str) else value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the digits."""
        return None if value is None else value.hex()


def is_one_of(column: str, values: Iterable[StrEnum]) -> str:
    """Return the rule of a closed list: for IN, SQLite would build a table for every row."""
    return " OR ".join(f"{column} = '{value}'" for value in values)


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """Make the CHECK of a closed list."""
    return CheckConstraint(is_one_of(column, values), name=column)


def day(column: str) -> CheckConstraint:
    """Make the CHECK that a column holds a day as YYYY-MM-DD."""
    return CheckConstraint(
        f"length({column}) = 10 AND {column} LIKE '____-__-__'", name=f"{column}_day"
    )


def integer(
    name: str | None = None, *, key: bool = False, null: bool = False, to: str | None = None
) -> Column[int]:
    """Make a 64-bit integer column; ``to`` names the column it refers to.

    References are checked when the transaction is kept: a row and the log record that signs for
    it are written by the same one.
    """
    refers = (ForeignKey(to, deferrable=True, initially="DEFERRED"),) if to else ()
    return Column(name, Whole, *refers, primary_key=key, nullable=null, autoincrement=False)


def text_of(
    name: str | None = None, *, null: bool = False, key: bool = False, unique: bool = False
) -> Column[str]:
    """Make a text column."""
    return Column(name, Words, primary_key=key, nullable=null, unique=unique or None)


def whole(*, key: bool = False, null: bool = False, to: str | None = None) -> Any:  # noqa: ANN401
    """Make a column of whole numbers, as a field of a class of rows."""
    return Field(sa_column=integer(key=key, null=null, to=to))


def words(*, null: bool = False, key: bool = False, unique: bool = False) -> Any:  # noqa: ANN401
    """Make a column of text, as a field of a class of rows."""
    return Field(sa_column=text_of(null=null, key=key, unique=unique))


def worked_out(column: Column[Any]) -> Column[Any]:
    """Mark a column that the program works out of the others: no record of the log tells of it."""
    column.info[WORKED_OUT] = True
    return column


def logged_columns(table: Table) -> tuple[str, ...]:
    """Return the names of the columns of which the log tells."""
    return tuple(each.name for each in table.c if WORKED_OUT not in each.info)


def with_worked_out(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the columns that are worked out of the others, ready for the driver."""
    work_out = table.info.get(WORKED_OUT)
    return {**row, **work_out(row)} if work_out else dict(row)


def logged() -> Any:  # noqa: ANN401
    """Make the column that names the log record which wrote the row."""
    return whole(to="log.seq")


def office_column(name: str | None = None) -> Column[int]:
    """Make the column by which a database of several offices may be divided."""
    return Column(
        name, Whole, nullable=False, autoincrement=False, server_default=text(f"{OFFICE}")
    )


def office() -> Any:  # noqa: ANN401
    """Make that column as a field of a class of rows."""
    return Field(sa_column=office_column())


def core(name: str, *parts: Column[Any] | Constraint | Index) -> Table:
    """Make a table of numbered rows that no class describes: a tenth of the time of one."""
    ends = integer("log", to="log.seq"), office_column("office")
    return Table(name, SQLModel.metadata, integer("id", key=True), *parts, *ends, **STRICT)


def index_where_said(table: str, column: str, *more: str, unique: bool = False) -> Index:
    """Index a column that most rows leave out, with others; those rows cost nothing.

    On a server it is the migration that says so: to say it here would load that dialect, a tenth
    of the start of a command, for every book that is a file.
    """
    said = text(f"{column} IS NOT NULL")
    name = f"{'uq' if unique else 'ix'}_{table}_{column}"
    return Index(name, column, *more, unique=unique, sqlite_where=said)


SQLModel.metadata.naming_convention = NAMING


def table_of(model: type[SQLModel]) -> Table:
    """Return the plain table of a model: rows are read as columns, never as objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def column(field: Declared[Any]) -> Column[Any]:
    """Make the column of a field."""
    if field.type.stored is str:
        return text_of(null=field.optional)
    table = getattr(field.type, "register", "") or getattr(field.type, "table", "")
    return integer(null=field.optional, to=f"{table}.id" if table else None)


def rows(table: str, columns: Mapping[str, Column[Any]], *rules: Constraint | Index) -> Table:
    """Make the class of a table's numbered rows, and the table, with the rules it has."""
    made = {"id": integer(key=True), **columns}
    body = {
        **{name: Field(sa_column=each) for name, each in made.items()},
        "__module__": __name__,
        "__tablename__": table,
        "__table_args__": (*rules, STRICT),
        "__annotations__": {name: _type(each) for name, each in made.items()},
    }
    model = new_class(
        f"{table.title()}Row", (SQLModel,), {"table": True}, lambda at: at.update(body)
    )
    return table_of(model)


def _type(column: Column[Any]) -> Any:  # noqa: ANN401 - an annotation
    of = column.type.python_type
    return of | None if column.nullable else of


def register(
    table: str, fields: Iterable[Declared[Any]], *rules: Constraint | Index, unique: bool = True
) -> Table:
    """Make the table of a noun with a code: its fields, and what codes are compared by."""
    code, *others = fields
    columns = {
        code.name: column(code),
        "code_key": text_of(unique=unique),
        **{each.name: column(each) for each in others},
        "log": integer(to="log.seq"),
        "office": office_column(),
    }
    return rows(table, columns, *rules)


N = TypeVar("N")
_OF_THE_BOOK = frozenset({"id", "log", "office"})  # columns that no noun fills
_READ: Mapping[object, Callable[[Any], object]] = {Dong: Dong, date: date.fromisoformat, bool: bool}


def _kept(value: object) -> object:
    """Return a value as a column holds it."""
    match value:
        case Dong() | Enum():
            return value.value
        case date():
            return value.isoformat()
        case bool():
            return int(value)
    return value


def row_of(noun: object, table: Table, **others: object) -> dict[str, Any]:
    """Return what a noun says of the columns of a table that are called as its fields are.

    ``others`` are columns of other names, or that hold something else.
    """
    names = (each.name for each in table.c if each.name not in _OF_THE_BOOK)
    return {name: _kept(getattr(noun, name)) for name in names if hasattr(noun, name)} | others


@cache
def _readers(noun: Any) -> Mapping[str, Callable[[Any], object] | None]:  # noqa: ANN401 - a class
    """Return what makes the fields of a noun of what columns hold; None leaves it as it is."""
    found: dict[str, Callable[[Any], object] | None] = {}
    for name, hint in get_type_hints(noun).items():
        of = next(each for each in get_args(hint) or (hint,) if each is not NoneType)
        found[name] = of if isinstance(of, type) and issubclass(of, Enum) else _READ.get(of)
    return found


def noun_of(noun: type[N], row: Row[Any] | Mapping[str, Any], **others: object) -> N:
    """Return the noun of a row: each field is the column of its name, or among ``others``."""
    held = row if isinstance(row, Mapping) else row._mapping  # noqa: SLF001 - its documented name
    facts = {
        name: value if read is None or value is None else read(value)
        for name, read in _readers(cast("Any", noun)).items()
        if name in held and name not in others
        for value in (held[name],)
    }
    return noun(**facts, **others)
