"""Starts the command line: ``ethnictrack`` and ``python -m ethnictrack``.

Garbage is looked for seldom: libraries make none while they are imported, and looking takes a
tenth of the start of every command. A long command makes some, and must not keep it.
"""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]
_NEW_OBJECTS = 50_000  # made since garbage was last looked for; the libraries are thrice as many
_INTERRUPTED = 130

gc.set_threshold(_NEW_OBJECTS)
try:
    from ethnictrack.cli.shell.app import main
except KeyboardInterrupt:  # nothing is begun yet, and nothing there to say it with
    sys.exit(_INTERRUPTED)

if __name__ == "__main__":
    main()
