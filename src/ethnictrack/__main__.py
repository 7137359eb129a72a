"""Starts the command line: ``ethnictrack`` and ``python -m ethnictrack``."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code.

    Garbage is not collected while libraries are imported: they make none, and a tenth of the
    start of every command goes into looking for it.
    """
    gc.disable()
    from ethnictrack.cli.app import run  # noqa: PLC0415 - after the line above

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
