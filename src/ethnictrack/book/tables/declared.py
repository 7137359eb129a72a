"""Tables made of the declared fields of a noun, so that there is no second list of columns.

What holds between columns is said by hand, and so are migrations; ``tests/book/test_schema.py``
compares what they make with what is made here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import whole, words
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Name, Whole


def column(field: Field[Any]) -> Any:  # noqa: ANN401 - as SQLModel has them
    """Make the column of a field."""
    if field.type.stored is str:
        return words(null=field.optional)
    table = ""
    if isinstance(field.type, Name):
        table = field.type.register
    elif isinstance(field.type, Whole):
        table = field.type.table
    return whole(null=field.optional, to=f"{table}.id" if table else None)


def row_class(
    name: str, table: str, rules: tuple[Any, ...], columns: Mapping[str, Any]
) -> type[SQLModel]:
    """Make the class of a table's rows, with the rules that hold between its columns."""
    body = {
        **columns,
        "__module__": __name__,
        "__tablename__": table,
        "__table_args__": rules,
        "__annotations__": {each: _type(made) for each, made in columns.items()},
    }
    made: type[SQLModel] = types.new_class(
        name, (SQLModel,), {"table": True}, lambda at: at.update(body)
    )
    return made


def _type(made: Any) -> Any:  # noqa: ANN401 - an annotation
    kept = made.sa_column
    return kept.type.python_type | None if kept.nullable else kept.type.python_type
