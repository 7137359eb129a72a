"""Bounds of a process for itself, where the system knows them, and how it ends at one of them."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from functools import cache

_ADDRESSES = 4  # times the memory that data may take
# Of JOBOBJECT_EXTENDED_LIMIT_INFORMATION: time, which bounds count, and memory.
_BOUNDS, _NUMBER = "<qqL4xQQL4xQLL48xQQQQ", 9
_TIME, _MEMORY = 0x2, 0x100
_TICKS = 10**7  # in a second
_NO_QUOTA = 1816  # how Windows ends who has used up its time


def confine(*, memory: int, seconds: int) -> None:
    """Let this process have no more memory (bytes) and time of the processor than this.

    Linux and Windows refuse it memory and end it. macOS does not count memory: there the clock of
    the process that started it is the only bound.
    """
    if sys.platform == "win32":
        _bound_job(memory, seconds)
        return
    import resource  # noqa: PLC0415 - not on Windows

    # Data are what fills the memory; of addresses a system spends as many as it likes.
    memories = ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_AS, _ADDRESSES * memory))
    for kind, most in (*memories, (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # a system without this bound
            resource.setrlimit(kind, (wanted, hard))


def why_ended(code: int) -> str:
    """Say why a process did not end by itself: of ``time``, of ``size``, or ``stopped``."""
    if sys.platform == "win32":
        return {_NO_QUOTA: "time"}.get(code, "stopped")
    # Whoever gets no memory any more and cannot say so aborts.
    return {-signal.SIGXCPU: "time", -signal.SIGABRT: "size"}.get(code, "stopped")


if sys.platform == "win32":
    import struct
    from ctypes import c_void_p, windll

    @cache
    def _job() -> c_void_p:
        """Return the job this process is in; of two the narrower bounds would count."""
        windll.kernel32.CreateJobObjectW.restype = c_void_p
        job = c_void_p(windll.kernel32.CreateJobObjectW(None, None))
        windll.kernel32.AssignProcessToJobObject(job, c_void_p(-1))  # -1: this process
        return job

    def _bound_job(memory: int, seconds: int) -> None:
        bounds = (seconds * _TICKS, 0, _TIME | _MEMORY, 0, 0, 0, 0, 0, 0, memory, 0, 0, 0)
        packed = struct.pack(_BOUNDS, *bounds)
        windll.kernel32.SetInformationJobObject(_job(), _NUMBER, packed, len(packed))
