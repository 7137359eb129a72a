"""What the parser has read that holds for every command, and how its outcome is to be shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ethnictrack.cli.shell import pager
from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import LANGUAGES, N_, Message, use
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.cli.shell.session import Session, World
    from ethnictrack.library import Book

HELP, VERSION = "--help", "--version"


@dataclass(frozen=True, slots=True)
class GlobalOption:
    """An option that is taken before the group and behind the verb alike."""

    name: str
    help: Message
    metavar: str = ""  # of its value; a flag has none
    short: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the short one first."""
        return (self.short, self.name) if self.short else (self.name,)


GLOBALS = (
    GlobalOption("--book", N_("The book [ETHNICTRACK_BOOK]."), "FILE"),
    GlobalOption("--lang", N_("Language, vi or en [ETHNICTRACK_LANG]."), "[vi|en]"),
    GlobalOption("--actor", N_("Who is recorded as having done it [ETHNICTRACK_ACTOR]."), "NAME"),
    GlobalOption("--no-input", N_("Never ask, even on a terminal.")),
    GlobalOption("--plain-prompts", N_("Ask in plain lines, for screen readers and scripts.")),
    GlobalOption("--no-pager", N_("Print a long result on the terminal without a pager.")),
    GlobalOption(VERSION, N_("Show the version and stop.")),
    GlobalOption(HELP, N_("Show this page and stop."), short="-h"),
)
EVERYWHERE = GLOBALS[-2:]  # what the page of every command lists


@dataclass(slots=True)
class Said:
    """The global options as they were read, filled while the line is parsed.

    A refusal is shown as this says: it knows what the parser has read so far, and nothing else
    ever looks at the command line.
    """

    world: World
    json: bool = False
    options: dict[str, str | bool] = field(default_factory=dict)
    session: Session | None = None
    outer: Said | None = None  # of the run whose commands this is one of
    shared: Book | None = None  # the open book of a run whose commands are kept together
    kept: list[Message] = field(default_factory=list)  # what the book holds by now, or a file

    @property
    def book(self) -> str | None:
        """The book, as said, else as the environment has it."""
        return self._text("--book", "ETHNICTRACK_BOOK")

    @property
    def together(self) -> Book | None:
        """The open book of all commands of the run this is one of, if they are kept together."""
        return self.outer.shared if self.outer else None

    @property
    def actor(self) -> str | None:
        """Who does it, likewise."""
        return self._text("--actor", "ETHNICTRACK_ACTOR")

    @property
    def no_input(self) -> bool:
        """Whether nothing may be asked."""
        return bool(self.options.get("--no-input"))

    @property
    def plain(self) -> bool:
        """Whether questions are lines without cursor movement."""
        return bool(self.options.get("--plain-prompts"))

    def _text(self, option: str, variable: str) -> str | None:
        said = self.options.get(option)
        return (os.environ.get(variable) or None) if said is None else str(said)

    def take(self, options: Mapping[str, str | bool], *, json: bool) -> None:
        """Add what one part of the line says; a language is spoken from then on.

        Raises: UnknownChoiceError.
        """
        self.options.update(options)
        self.json = self.json or json
        if "--no-pager" in options:
            pager.allowed.set(False)
        if "--lang" in options:
            speak(str(options["--lang"]))

    def check_language(self) -> None:
        """Refuse an unknown language of the environment. Raises: UnknownChoiceError."""
        if "--lang" not in self.options:
            speak(os.environ.get("ETHNICTRACK_LANG") or LANGUAGES[0])


def speak(language: str) -> None:
    """Speak a language. Raises: UnknownChoiceError."""
    if language not in LANGUAGES:
        raise UnknownChoiceError(option="--lang", given=shown(language), known=LANGUAGES)
    use(language)
