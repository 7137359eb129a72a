"""Sentences for people: marking them, choosing a language, looking them up.

Source sentences are English and are the keys of the catalogues in ``locale/``. A marked sentence
is a :class:`Message`, so that a programme which happens to be called "Total" is never translated.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Self, TypeVar

# The languages the program speaks, each with the one whose numbers and days it writes.
CONVENTIONS = MappingProxyType({"vi": "vi", "en": "en"})
LANGUAGES = tuple(CONVENTIONS)
DOMAIN = "ethnictrack"
_LOCALES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be shown in the reader's language, with the facts that fill its blanks."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def of(self, **facts: object) -> Message:
        """Return the sentence with its blanks filled by values; they are worded when shown."""
        return Message(self.text, facts)


def N_(text: str) -> Message:  # noqa: N802 - the name every gettext tool looks for
    """Mark a sentence for the catalogues."""
    return Message(text)


_NONE = Message("")


class ClosedList(StrEnum):
    """The members of a closed list: the word of commands and scripts, and what people call each.

    ``short`` is for a column of a list.
    """

    label: Message
    short: Message

    def __new__(cls, word: str, label: Message = _NONE, short: Message = _NONE) -> Self:
        """Keep them; as a string a member is its word."""
        made = str.__new__(cls, word)
        made._value_, made.label, made.short = word, label, label if short is _NONE else short
        return made


Member = TypeVar("Member", bound=StrEnum)
Listed = TypeVar("Listed", bound=ClosedList)
Named = Mapping[Member, Message]  # members of a closed list, for people


def labels(of: Iterable[Listed]) -> Named[Listed]:
    """Return what people call the members of a list."""
    return {each: each.label for each in of}


class Labelled(str):
    """A word of commands and scripts, which people see under its label."""

    __slots__ = ("label",)
    label: Message | str

    def __new__(cls, word: str, label: Message | str) -> Self:
        """Keep both; as a string it is the word."""
        made = super().__new__(cls, word)
        made.label = label
        return made

    @classmethod
    def option(cls, word: str, label: Message | str) -> Self:
        """Return an option or argument as refusals name it: what people call it, and the word."""
        option = Message(word) if word.isupper() else word  # what stands for a value
        return cls(word, _NAMED.of(label=label, option=option))


_NAMED = Message("{label} ({option})")


class _Language:
    """The language in force; one process speaks one language at a time."""

    name = "vi"
    chosen = False
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(name: str) -> None:
    """Speak ``name`` from now on; English needs no catalogue."""
    _Language.name, _Language.chosen = name, True
    _Language.catalogue = (
        gettext.NullTranslations()
        if name == "en"
        else gettext.translation(DOMAIN, _LOCALES, [name], fallback=True)
    )


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak ``name`` in a block, and after it what was spoken before."""
    spoken = language()
    use(name)
    try:
        yield
    finally:
        use(spoken)


def chosen() -> bool:
    """Say whether anybody has chosen a language yet."""
    return _Language.chosen


def use_usual() -> None:
    """Speak the language of the environment, and Vietnamese where it names none that is known."""
    wanted = os.environ.get("ETHNICTRACK_LANG")
    use(wanted if wanted in LANGUAGES else LANGUAGES[0])


def language() -> str:
    """Return the language in force, one of ``LANGUAGES``."""
    return _Language.name


def conventions() -> str:
    """Return by which conventions numbers and days are written now, ``vi`` or ``en``."""
    return CONVENTIONS[_Language.name]


def tr(text: str) -> str:
    """Look a source sentence up in the language in force."""
    return _Language.catalogue.gettext(text) if text else ""
