"""How much the tests of the promises try.

A little each time, all of it by `make reliability`, a share by `make reliability SHARE=1/16`.
"""

from __future__ import annotations

import os
from fractions import Fraction

_ASKED = os.environ.get("ETHNICTRACK_RELIABILITY", "0")
FULL = _ASKED == "full"
_SHARE = Fraction(1 if FULL else _ASKED)
SMALL = not _SHARE


def size(small: int, full: int) -> int:
    """Return how often something is tried: ``small`` takes seconds, ``full`` what it takes."""
    return max(small, int(full * _SHARE))
