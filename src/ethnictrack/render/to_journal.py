"""Double entry as plain-text accounting writes it, in the grammar of hledger.

Text of the book stands in one place only, behind the code of a transaction, where it can end
neither the line nor the description: line feeds are shown as signs, and the semicolon that would
begin a comment is a wide one. Tags and accounts are made of our words and of codes alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ethnictrack.audit.exported import Header
from ethnictrack.reports.journal import Account, Transaction
from ethnictrack.values.text import visible

COMMODITY = "VND"
# A description ends at a semicolon, and its payee at a bar.
_ENDS = str.maketrans({";": "；", "|": "¦"})


def lines(header: Header, transactions: Iterable[Transaction]) -> Iterator[bytes]:
    """Yield whose book it is, every transaction, and then the accounts that were met."""
    yield (
        f"; ethnictrack {header.program}, book {header.book}, checkpoint {header.checkpoint}\n"
        f"commodity 1000. {COMMODITY}\n"
    ).encode()
    accounts: dict[Account, None] = {}
    for each in transactions:
        accounts[each.to] = accounts[each.of] = None
        yield _written(each).encode(errors="backslashreplace")
    yield "".join(f"\naccount {':'.join(each)}" for each in sorted(accounts)).encode() + b"\n"


def _written(each: Transaction) -> str:
    said = " | ".join(filter(None, (_text(each.payee), _text(each.text))))
    tags = ", ".join(f"{name}:{value}" for name, value in each.tags.items())
    comment = f"  ; {tags}" if tags else ""
    return (
        f"\n{each.date} ({each.code}) {said}{comment}\n"
        f"    {':'.join(each.to)}  {each.amount} {COMMODITY}\n"
        f"    {':'.join(each.of)}  {-each.amount} {COMMODITY}\n"
    )


def _text(text: str) -> str:
    return visible(text).translate(_ENDS)
