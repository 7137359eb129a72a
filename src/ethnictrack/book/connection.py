"""The driver's own connection to a file: always by its whole address, whatever its name is.

SQLite gives names such as `:memory:` and `file:x?mode=memory` a meaning of their own. A book of
such a name is a file of that name.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Literal
from urllib.parse import quote

Mode = Literal["ro", "rw"]


def connect(path: Path, mode: Mode = "rw", *, wait: float = 5) -> sqlite3.Connection:
    """Open a file that is there; the driver begins and ends no transaction by itself."""
    address = f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
