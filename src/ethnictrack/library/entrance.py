"""What opening a book takes besides: who is at the machine, and whether a book was damaged."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ethnictrack.errors.book import DamagedBookError
from ethnictrack.i18n import N_

if TYPE_CHECKING:
    from ethnictrack.book.location import Location


def login() -> str:
    """Return the name of who is logged in, as the machine knows it by one way or another."""
    for name in (getpass.getuser, os.getlogin):
        with suppress(OSError, KeyError, ImportError):  # no name for this user id
            return name()
    return str(os.getuid()) if hasattr(os, "getuid") else "?"


@contextmanager
def blaming(place: Location) -> Iterator[None]:
    """Look at a book in which something went wrong that is no refusal: it may be what is stored.

    Raises: DamagedBookError, when the book does not stand its own proof.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, ArithmeticError) as failure:
        from ethnictrack.audit.finding import any_error  # noqa: PLC0415
        from ethnictrack.book.opening import read_book  # noqa: PLC0415
        from ethnictrack.services.verify import verify  # noqa: PLC0415 - all is well nearly always

        with read_book(place) as book:
            findings = verify(book).findings
        if any_error(findings):
            what = N_("what it holds is not what was recorded")
            raise DamagedBookError(path=str(place), what=what) from failure
        raise
