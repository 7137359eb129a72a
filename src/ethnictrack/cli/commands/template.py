"""The office's own template of official documents."""

from __future__ import annotations

from pathlib import Path

from ethnictrack.errors.files import LargeFileError, NoFileError, NotAFileError
from ethnictrack.errors.output import TemplateFileError, UnreadableTemplateError
from ethnictrack.errors.workbooks import OpenMarkError
from ethnictrack.i18n import N_
from ethnictrack.importing.files.outside import held
from ethnictrack.values.text import visible

_LARGEST = 20_000_000  # bytes of a template
_LARGE = N_("it has more than {limit} MB")
_NO_FILE = N_("it is a folder, a device or a pipe")


def read_template(name: str) -> bytes:
    """Return the office's own template. Raises: UnreadableTemplateError, TemplateFileError."""
    try:
        outside = held(Path(name))
    except (NoFileError, OpenMarkError):
        raise UnreadableTemplateError(given=visible(name)) from None
    except (NotAFileError, LargeFileError):
        raise TemplateFileError(_NO_FILE) from None
    try:
        if outside.size > _LARGEST:
            raise TemplateFileError(_LARGE.of(limit=_LARGEST // 10**6))
        return b"".join(outside.chunks())
    finally:
        outside.close()
