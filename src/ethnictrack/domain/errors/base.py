"""What every refusal has: a code, an exit code, a sentence, a hint and its facts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from ethnictrack.i18n import Message, N_

REFUSED, USAGE, UNUSABLE, BUSY, INTERRUPTED = 1, 2, 3, 4, 130


@dataclass(eq=False)
class BookError(Exception):
    """A refusal a user can act on. Subclasses name their facts as fields; ``text`` uses them."""

    code: ClassVar[str] = "refused"
    exit: ClassVar[int] = REFUSED
    text: ClassVar[Message] = N_("The book refused this.")
    hint: ClassVar[Message] = N_("Run the command again with --help to see what it takes.")

    def facts(self) -> dict[str, object]:
        """Return the facts by name, as values."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def sentence(self) -> Message:
        """Say what was wrong and where."""
        return self.text.of(**self.facts())

    def advice(self) -> Message:
        """Say what to do next."""
        return self.hint.of(**self.facts())


class UsageError(BookError):
    """Wrong usage, or a value that cannot be read; nothing was opened."""

    exit: ClassVar[int] = USAGE


class UnusableBookError(BookError):
    """The book cannot be used as it is."""

    exit: ClassVar[int] = UNUSABLE
