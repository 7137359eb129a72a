"""How much the tests of the promises try: a little each time, all of it by `make reliability`."""

from __future__ import annotations

import os

FULL = os.environ.get("ETHNICTRACK_RELIABILITY") == "full"


def size(small: int, full: int) -> int:
    """Return how often something is tried: ``small`` takes seconds, ``full`` what it takes."""
    return full if FULL else small
