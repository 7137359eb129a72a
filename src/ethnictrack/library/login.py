"""Who is at the machine."""

from __future__ import annotations

import getpass
import os
from contextlib import suppress


def login() -> str:
    """Return the name of who is logged in, as the machine knows it by one way or another."""
    for name in (getpass.getuser, os.getlogin):
        with suppress(OSError, KeyError, ImportError):  # no name for this user id
            return name()
    return str(os.getuid()) if hasattr(os, "getuid") else "?"
