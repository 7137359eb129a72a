"""`ethnictrack doctor`: what the machine has that the program needs; nobody is named."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack import __version__
from ethnictrack.cli.shell.command_line import config_path
from ethnictrack.library import REVISION, book_health, database_version
from ethnictrack.render.office import office
from ethnictrack.reports.machine import machine_page

if TYPE_CHECKING:
    from ethnictrack.cli.shell.session import Session
    from ethnictrack.reports.table import Result

_FONTS = ("Times New Roman", "Liberation Serif")  # of documents, and what stands in for it
_PATIENCE = 10  # seconds


def examined(session: Session) -> Result:
    """Return what there is, as people and scripts read it."""
    return machine_page(
        {
            "program": __version__,
            "python": platform.python_version(),
            "sqlite": database_version(),
            "platform": platform.platform(),
            "encoding": sys.stdout.encoding or "",
            "revision": REVISION,
            "config": config_path().is_file(),
            "book": asdict(book_health(session.book)),
            "libreoffice": office() is not None,
            "fonts": _fonts(),
            "free_space": _free_space(session),
        }
    )


def _fonts() -> dict[str, bool | None]:
    """Say which fonts of documents there are, None where nothing tells."""
    program = shutil.which("fc-list")
    if program is None:
        return dict.fromkeys(_FONTS)
    try:
        told = subprocess.run(  # noqa: S603 - a program of the system, without words of ours
            [program, ":", "family"], capture_output=True, timeout=_PATIENCE, check=True
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return dict.fromkeys(_FONTS)
    families = {each.strip() for line in told.splitlines() for each in line.split(",")}
    return {name: name in families for name in _FONTS}


def _free_space(session: Session) -> int | None:
    """Return how many bytes are free where the book is, or would be."""
    if not isinstance(session.book, Path):
        return None
    for folder in session.book.absolute().parents:
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            continue
    return None
