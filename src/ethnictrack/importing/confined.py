"""Bounds of a process for itself, where the system knows them."""

from __future__ import annotations

import sys
from contextlib import suppress

_ADDRESSES = 4  # times the memory that data may take


def confine(*, memory: int, seconds: int) -> None:
    """Let this process have no more memory (bytes) and time of the processor than this.

    Linux refuses it memory and ends it. macOS does not count memory, and Windows has neither bound:
    there the clock of the process that started it is the only one.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    # Data are what fills the memory; of addresses a system spends as many as it likes.
    memories = ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_AS, _ADDRESSES * memory))
    for kind, most in (*memories, (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # a system without this bound
            resource.setrlimit(kind, (wanted, hard))
