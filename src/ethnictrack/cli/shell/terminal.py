"""The terminal: told to show escapes, and given back as it was however the program ends.

The one module of the shell that asks which system this is.
"""

from __future__ import annotations

import errno
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

# Pasting as usual, the cursor shown, plain letters, a line of its own for what comes next.
_SHOW_ESCAPES = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
_IUTF8 = 0x4000  # on Linux and macOS; `termios` does not name it
_SHORT = 0.2  # seconds
_AS_USUAL = b"\x1b[?2004l\x1b[?25h\x1b[0m\r\n"


def takes_escapes(stream: TextIO) -> bool:
    """Say whether a terminal shows escapes; a console of Windows is told to, if it can."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - not elsewhere
        from ctypes import byref, c_uint32, c_void_p, windll  # noqa: PLC0415

        console, mode = c_void_p(msvcrt.get_osfhandle(stream.fileno())), c_uint32()
        if not windll.kernel32.GetConsoleMode(console, byref(mode)):
            return False
        return bool(windll.kernel32.SetConsoleMode(console, mode.value | _SHOW_ESCAPES))
    return True


@contextmanager
def whole_letters() -> Iterator[None]:
    """Have the terminal take a letter back whole in a block, though it is several bytes."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios  # noqa: PLC0415 - not there on Windows

    keys = sys.stdin.fileno()
    usual = termios.tcgetattr(keys)
    input_flags, *rest = usual
    termios.tcsetattr(keys, termios.TCSANOW, [input_flags | _IUTF8, *rest])
    try:
        yield
    finally:
        termios.tcsetattr(keys, termios.TCSANOW, usual)


def typed_line() -> bytes:
    """Return the next line that is typed, empty at the end of input.

    Python looks for Ctrl-C between two steps, and a read that has begun is not looked into: one
    that was pressed just before would wait for the next line. Raises: KeyboardInterrupt for Ctrl-C.
    """
    if sys.platform != "win32" and sys.stdin.isatty():  # which hands out one line at a time
        while not select.select([sys.stdin], [], [], _SHORT)[0]:
            pass
    return sys.stdin.buffer.readline()


@contextmanager
def given_back() -> Iterator[None]:
    """Put the terminal back before the program dies of SIGTERM or SIGHUP in a block."""
    if sys.platform == "win32":  # a console knows no such signals, and keeps its own state
        yield
        return
    import termios  # noqa: PLC0415 - not there on Windows

    keys = sys.stdin.fileno()
    usual = termios.tcgetattr(keys)

    def end(number: int, _: object) -> None:
        with suppress(OSError, termios.error):  # a terminal that hung up takes nothing more
            termios.tcsetattr(keys, termios.TCSANOW, usual)
            os.write(keys, _AS_USUAL)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    ended_by = [
        each
        for each in (signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(each) is signal.SIG_DFL  # a program told to ignore one goes on
    ]
    for each in ended_by:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in ended_by:
            signal.signal(each, signal.SIG_DFL)


def nobody_reads(failure: OSError) -> bool:
    """Tell whether a failure means that the other end of the pipe has gone away."""
    gone = {errno.EPIPE} if sys.platform != "win32" else {errno.EPIPE, errno.EINVAL}
    return failure.errno in gone and failure.filename is None
