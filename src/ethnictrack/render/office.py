"""Turns our documents and workbooks into formats that LibreOffice writes.

The program is started with a profile of its own in a folder that is thrown away, so that a window
that is open does not matter and nothing is left behind.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError

_NAMES = ("soffice", "libreoffice")
_PLACES = (  # where it is when it is not on the path
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_PATIENCE = 180  # seconds; a document takes about five


class OfficeMissingError(BookError):
    format: str
    instead: str
    code = "office-missing"
    text = N_("{format} is written by LibreOffice, which is not installed here.")
    remedy = N_(
        "Install LibreOffice (https://www.libreoffice.org), or write {instead}: -o FILE.{instead}."
    )
    again = ({"--format": None, "--output": "ket-qua.{instead}"},)


class OfficeFailedError(BookError):
    format: str
    instead: str
    code = "office-failed"
    text = N_("LibreOffice could not write {format}.")
    remedy = N_(
        "Start it once by itself, then try again; or write {instead} with -o FILE.{instead}."
    )
    again = ({"--format": None, "--output": "ket-qua.{instead}"},)


def office() -> str | None:
    """Return the program, or None where it is not installed."""
    named = (shutil.which(name) for name in _NAMES)
    placed = (str(place) for place in _PLACES if place.is_file())
    return next(filter(None, (*named, *placed)), None)


def converted(page: bytes, kind: str, to: str) -> bytes:
    """Return a file of one ending as one of another. Raises: OfficeMissingError, OfficeFailedError.

    ``kind`` is ``docx`` or ``xlsx``.
    """
    program = office()
    if program is None:
        raise OfficeMissingError(format=to, instead=kind)
    with TemporaryDirectory(prefix="ethnictrack-") as name:
        folder = Path(name)
        source, target = folder / f"page.{kind}", folder / "out" / f"page.{to}"
        source.write_bytes(page)
        words = [
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--norestore", "--convert-to", to, "--outdir", str(target.parent)),
            str(source),
        ]
        try:
            subprocess.run(  # noqa: S603 - a program found by its name, on a file of ours
                words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=True
            )
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise OfficeFailedError(format=to, instead=kind) from None
