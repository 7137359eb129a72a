"""Which copies of a book to keep, as a command is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ethnictrack.fields.types import Reading, Type
from ethnictrack.nouns.rotation import KeepRule


@dataclass(frozen=True, slots=True)
class Keeping(Type[KeepRule]):
    """So many days and months, such as 30d,12m."""

    takes: ClassVar[tuple[type, ...]] = ()

    def read(self, word: str, how: Reading) -> KeepRule:
        """Return the rule."""
        del how  # it refuses in its own words
        return KeepRule.read(word)
