"""Books of public programmes for a provincial ethnic-affairs office.

from ethnictrack import open_book

with open_book("so.sqlite", actor="Lan") as book:
book.record("disburse", program="DA1", amount="15,213 tỷ", date="15/11/2021")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ethnictrack.library.open_book import OpenBook as Book
    from ethnictrack.library.open_book import open_book
    from ethnictrack.values.errors import BookError

__all__ = ["Book", "BookError", "open_book"]
__version__ = "0.1.0"

_WHERE = {  # imported when first asked for: a command pays for no library
    "Book": ("ethnictrack.library.open_book", "OpenBook"),
    "BookError": ("ethnictrack.values.errors", "BookError"),
    "open_book": ("ethnictrack.library.open_book", "open_book"),
}


def __getattr__(name: str) -> object:
    """Import what the package is asked for."""
    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module, found = _WHERE[name]
    return getattr(import_module(module), found)
