"""What is asked of a file: the fields of the import, and what the user said about reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.values.money import Numbers, Scale

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportFields


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of money that the user names (--amount-columns), and what its amounts say besides.

    ``facts`` are values by field; without any the heading says them.
    """

    heading: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a file, and what the user said about it.

    ``mapping`` has the headings by field (--map); the field "-" lists, separated by line feeds,
    headings to leave out, "*" all unknown ones. ``constants`` (--set) hold for every row and are
    read by the same readers. ``amounts`` are the columns of money, where the user names them.
    ``header_row`` and ``skip_rows`` count lines from 1.
    ``skip_zero`` sets rows without an amount aside.
    """

    fields: ImportFields
    today: date
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    scale: Scale | None = None
    numbers: Numbers | None = None
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    amounts: tuple[AmountColumn, ...] = ()
    skip_rows: frozenset[int] = frozenset()
    skip_zero: bool = False
