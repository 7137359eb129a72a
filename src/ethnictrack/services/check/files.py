"""The check of attached files: each is there, byte for byte, and nothing lies beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.i18n import N_
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_FAULTS = {
    "missing": N_("The file {name} is gone."),
    "changed": N_("The file {name} is not the one that was attached."),
}
_STRAY = N_("No entry and no inspection has it: a command was cut off, or somebody put it there.")


def check_files(book: Book) -> Iterator[CheckFinding]:
    """Find files that are missing or changed, and what lies among them and is none."""
    for number, file, fault in book.attachments.faults():
        said = _FAULTS[fault].of(name=file.name)
        yield CheckFinding.error("files", f"{fault}-file", said, f"attachment/{number}")
    for name in book.attachments.strays():
        yield CheckFinding.warning("files", "stray-file", _STRAY, visible(name))
