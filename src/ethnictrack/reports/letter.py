"""What makes a report a document of the office: letterhead, number, place and day, signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import RemarkSection

# Settings a document cannot do without; the number is given by the registry when it is signed.
NEEDED = ("parent-body", "office", "place", "sign", "signer-title", "signer-name", "recipients")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What stands around a table that is handed in: office and form above it, signatures below.

    ``form`` is the number of the form and its circular, as these print it. A record of several
    ``parties`` is signed by one of each, the office's own last.
    """

    form: tuple[str, ...] = ()
    parties: tuple[Message, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    @property
    def office(self) -> tuple[str, ...]:
        """The lines of the office: the body above it, its name in capitals, its codes."""
        parent = self.settings.get("parent-body", "").replace(";", "\n").split("\n")
        names = [each.strip().upper() for each in (*parent, self.settings.get("office", ""))]
        return tuple(each for each in names if each)

    @property
    def codes(self) -> tuple[Message, ...]:
        """The codes by which the treasury knows the office."""
        known = ((_CHAPTER, "chapter"), (_UNIT_CODE, "unit-code"))
        return tuple(
            said.of(code=self.settings[key]) for said, key in known if self.settings.get(key)
        )

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Who signs, from the left to the right."""
        if self.parties:
            *others, own = self.parties
            signs = Signer(own, _SEAL, self.settings.get("signer-name", ""))
            return (*(Signer(each, _SEAL, "") for each in others), signs)
        head = self.settings.get("signer-title", "").replace(";", "\n").strip().split("\n")[-1]
        return (
            Signer(_PREPARER, _SIGN, self.settings.get("preparer", "")),
            Signer(_ACCOUNTANT, _SIGN, self.settings.get("chief-accountant", "")),
            Signer(head or _HEAD, _SEAL, self.settings.get("signer-name", "")),
        )


class Signer(NamedTuple):
    """One signature: who signs, how, and the name below it."""

    title: Message | str
    how: Message
    name: str


_CHAPTER, _UNIT_CODE = N_("Budget chapter: {code}"), N_("Code of the unit: {code}")
_PREPARER, _ACCOUNTANT, _HEAD = N_("Prepared by"), N_("Chief accountant"), N_("Head of the unit")
_SIGN, _SEAL = N_("(signature, full name)"), N_("(signature, full name, stamp)")


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
