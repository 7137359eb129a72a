"""The catalogue of bad input and faults: what is done, how it ends, and what the book is after it.

A row either tries it here, through the command line on a real book, or names the test that does;
bad files stand in the corpus of the imports, which sends each through the command line. No row is
ever dropped: `test_catalogue.py` knows how many there are of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.shell import NOW

IMPORT = ("disburse", "import", "{file}")


@dataclass(frozen=True, kw_only=True)
class Try:
    """One command, what stands in the file it names, and how it ends."""

    words: tuple[str, ...]
    code: str = ""  # of the refusal; nothing where it is taken
    exit: int = 0
    records: int = 0  # by how many the log grows; without one the book stays to the byte
    shows: Mapping[str, object] = field(default_factory=dict)  # among what is printed as JSON
    file: bytes | Callable[[], bytes] = b""
    name: str = "rows.csv"
    at: datetime = NOW


@dataclass(frozen=True, kw_only=True)
class Row:
    """What may go wrong: tried here, in files of the corpus, or proved by tests elsewhere."""

    what: str
    tries: tuple[Try, ...] = ()
    corpus: Mapping[str, str] = field(default_factory=dict)  # name of a bad file -> its code
    ends: str = ""  # of what is proved elsewhere: code, exit code, and what the book is then
    proved: tuple[str, ...] = ()  # "cli/test_import.py::nothing_is_kept", below tests/


def row(what: str, *tries: Try, **more: object) -> Row:
    """Return a row."""
    return Row(what=what, tries=tries, **more)  # type: ignore[arg-type]


def refused(code: str, *words: str, exit_: int = 1, **more: object) -> Try:
    """Return a command that a rule refuses."""
    return Try(words=words, code=code, exit=exit_, **more)  # type: ignore[arg-type]


def unread(code: str, *words: str) -> Try:
    """Return a command with a value that cannot be read."""
    return Try(words=words, code=code, exit=2)


def kept(*words: str, at: datetime = NOW, **shows: object) -> Try:
    """Return a command that is done, with what it shows."""
    return Try(words=words, records=1, shows=shows, at=at)


def brought(file: bytes | Callable[[], bytes], name: str = "rows.csv", *words: str) -> Try:
    """Return an import of one row that is done."""
    shows = {"accepted": 1}
    return Try(words=(*IMPORT, *words), file=file, name=name, records=1, shows=shows)


def turned_away(code: str, file: bytes | Callable[[], bytes], *words: str) -> Try:
    """Return an import that is refused, row by row or as a whole."""
    return Try(words=(*IMPORT, *words), file=file, code=code, exit=1)


def paying(*amounts: str) -> tuple[tuple[str, ...], ...]:
    """Return a payment of each of these words for an amount."""
    before = ("disburse", "add", "--date", "15/11/2021", "--", "DA1")
    return tuple((*before, amount) for amount in amounts)


def dated(*days: str) -> tuple[tuple[str, ...], ...]:
    """Return a payment on each of these days."""
    return tuple(("disburse", "add", "DA1", "5", "--year", "2021", "--date", day) for day in days)


def named(*names: str) -> tuple[tuple[str, ...], ...]:
    """Return a new programme of each of these names."""
    return tuple(("program", "add", "--", "X1", name) for name in names)


def all_unread(code: str, commands: tuple[tuple[str, ...], ...]) -> tuple[Try, ...]:
    """Return commands whose value cannot be read, all for the same reason."""
    return tuple(unread(code, *words) for words in commands)
