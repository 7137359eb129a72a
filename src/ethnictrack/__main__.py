"""Starts the command line: ``ethnictrack`` and ``python -m ethnictrack``."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

_NEW_OBJECTS = 50_000  # made since garbage was last looked for; the libraries are thrice as many
_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line and leave with its exit code.

    Garbage is looked for seldom: libraries make none while they are imported, and looking takes a
    tenth of the start of every command. A long command makes some, and must not keep it.
    """
    gc.set_threshold(_NEW_OBJECTS)
    try:
        from ethnictrack.cli.shell.app import run  # noqa: PLC0415 - after the line above
        from ethnictrack.cli.shell.streams import complete  # noqa: PLC0415
    except KeyboardInterrupt:  # nothing is begun yet, and nothing there to say it with
        sys.exit(_INTERRUPTED)
    complete()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
