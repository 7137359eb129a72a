"""What makes a report a document of the office: letterhead, number, place and day, signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import RemarkSection

# Settings a document cannot do without; the number is given by the registry when it is signed.
NEEDED = ("parent-body", "office", "place", "sign", "signer-title", "signer-name", "recipients")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The frame of an official document; an empty text is a blank to be filled in by hand.

    ``settings`` are the office's own, by name; ``subject`` is what the document is about.
    """

    subject: Message
    day: date
    settings: Mapping[str, str]
    unwritten: tuple[RemarkSection, ...] = ()  # sections the office has yet to write

    @property
    def missing(self) -> tuple[str, ...]:
        """The settings that nobody has given yet."""
        return tuple(name for name in NEEDED if not self.settings.get(name))

    def lines(self, name: str) -> list[str]:
        """Return a setting line by line; on a command line ";" parts them more easily."""
        text = self.settings.get(name, "").replace(";", "\n")
        return [line.strip(" .-") for line in text.split("\n") if line.strip(" .-")]
