"""What `doctor` says of a machine, for people and for who helps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.table import Cell, Document, Result, field_table

_TITLE = N_("This machine")
_YES, _NO, _UNKNOWN = N_("yes"), N_("no"), N_("unknown")
_STATES = {
    "found": N_("a book of this program"),
    "missing": N_("there is none yet; `ethnictrack book init` makes one"),
    "server": N_("on a server"),
}
_LOCKS = {"free": N_("free"), "held": N_("held by a command just now"), "none": N_("none yet")}
_NO_BACKUP = {"None": N_("none was made with --keep")}
_LABELS: Mapping[str, Message] = {
    "program": N_("Version of the program"),
    "python": N_("Python"),
    "sqlite": N_("SQLite"),
    "platform": N_("System"),
    "encoding": N_("Letters of the terminal"),
    "revision": N_("Revision of books"),
    "config": N_("Own settings (config.toml)"),
    "libreoffice": N_("LibreOffice, for pdf, odt and ods"),
    "free_space": N_("Free room beside the book, bytes"),
}
_BOOK: Mapping[str, Message] = {
    "name": N_("Book"),
    "state": N_("State of the book"),
    "size": N_("Size in bytes"),
    "readable": N_("It may be read"),
    "writable": N_("It may be written"),
    "read_by_others": N_("Others may read it"),
    "lock": N_("Its lock"),
    "last_backup": N_("Last backup"),
}
_NAMED = {"state": _STATES, "lock": _LOCKS, "last_backup": _NO_BACKUP}


def machine_page(facts: Mapping[str, object]) -> Result:
    """Lay the facts of a machine out, which are its JSON."""
    return Result(Document(_TITLE, (field_table(_fields(facts)),)), dict(facts))


def _fields(facts: Mapping[str, object]) -> Iterator[tuple[Message, Cell]]:
    for key, label in _LABELS.items():
        yield label, _word(facts[key])
    book, fonts = facts["book"], facts["fonts"]
    if isinstance(book, Mapping):
        for key, label in _BOOK.items():
            yield label, _NAMED.get(key, {}).get(str(book[key]), _word(book[key]))
    if isinstance(fonts, Mapping):
        for name, there in fonts.items():
            yield N_("Font {name}").of(name=name), _word(there)


def _word(fact: object) -> Cell:
    if isinstance(fact, bool):
        return _YES if fact else _NO
    if isinstance(fact, int | str | datetime):
        return fact
    return _UNKNOWN
