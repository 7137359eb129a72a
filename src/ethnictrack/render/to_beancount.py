"""Double entry as Beancount reads it: the same transactions as ``to_journal`` writes for hledger.

An account's name there begins with one of five words, and each part with a capital or a digit,
followed by letters, digits and hyphens. Text of the book stands in quotes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ethnictrack.audit.exported import Header
from ethnictrack.reports.journal import Account, Transaction
from ethnictrack.values.text import visible

COMMODITY = "VND"
_BEGINS = {  # what each sort of account is there
    **dict.fromkeys(("plan", "treasury", "owed", "recovered"), "Assets"),
    **dict.fromkeys(("funding", "disposed", "recommended"), "Equity"),
    "paid": "Expenses",
}
_ODD = re.compile(r"[^A-Za-z0-9]")
_WRITTEN = {"-": "--", ".": "-", " ": "-"}  # in a code; a blank has no code, but a word of ours
_QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})
_OPENED = "1900-01-01"  # before any entry


def lines(header: Header, transactions: Iterable[Transaction]) -> Iterator[bytes]:
    """Yield whose book it is, every transaction, and then the accounts that were met."""
    yield (
        f"; ethnictrack {header.program}, book {header.book}, checkpoint {header.checkpoint}\n"
        f'option "operating_currency" "{COMMODITY}"\n'
    ).encode()
    names: dict[Account, str] = {}
    for each in transactions:
        for account in (each.to, each.of):
            if account not in names:
                names[account] = _free(_name(account), set(names.values()))
        yield _written(each, names).encode(errors="backslashreplace")
    opened = sorted(names.values())
    yield "".join(f"\n{_OPENED} open {each} {COMMODITY}" for each in opened).encode() + b"\n"


def _name(account: Account) -> str:
    return ":".join((_BEGINS[account[0]], *map(_part, account)))


def _part(code: str) -> str:
    part = _ODD.sub(lambda odd: _WRITTEN.get(odd[0], f"-u{ord(odd[0]):x}-"), code)
    part = part[:1].upper() + part[1:]
    return part if part[:1].isalnum() else f"X{part}"


def _free(name: str, taken: set[str]) -> str:
    """Keep apart what two codes would share: no sums run together."""
    while name in taken:
        name += "-"
    return name


def _written(each: Transaction, names: dict[Account, str]) -> str:
    facts = {"code": each.code, **each.tags}
    metadata = "".join(f"  {name}: {_quoted(value)}\n" for name, value in facts.items())
    return (
        f"\n{each.date} * {_quoted(each.payee)} {_quoted(each.text)}\n{metadata}"
        f"  {names[each.to]}  {each.amount} {COMMODITY}\n"
        f"  {names[each.of]}  {-each.amount} {COMMODITY}\n"
    )


def _quoted(text: str) -> str:
    return f'"{visible(text).translate(_QUOTED)}"'
