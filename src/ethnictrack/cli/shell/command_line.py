"""What the parser has read: the options of all commands, and the refused one for its hint.

What mends a command a refusal says (``BookError.ways``); what was typed the parser alone knows.
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import ethnictrack.library as lib
from ethnictrack.cli.shell import pager
from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import LANGUAGES, N_, Message, tr, use, use_usual
from ethnictrack.values.dates import FIRST_YEAR, LAST_YEAR, vietnam_day
from ethnictrack.values.errors import SHOWN, BookError, UsageError, Way
from ethnictrack.values.text import as_typed, shown, visible

if TYPE_CHECKING:
    from ethnictrack.cli.shell.session import Session
    from ethnictrack.library import Book

_LISTS = frozenset({"--skip-rows"})  # whose one value is a list: more is put behind a comma


class ClockError(UsageError):
    moment: str
    code = "clock"
    text = N_("The clock of this computer says {moment}, which cannot be.")
    remedy = N_("Set the clock of the computer right, then run the command again.")


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command as the parser read it; one it could not read has a path alone."""

    path: tuple[str, ...]  # group and verb
    names: Mapping[str, tuple[str, bool]]  # its options: the long name, and whether it repeats
    options: tuple[tuple[str, str | bool], ...] = ()  # as they were given, by their long names
    arguments: tuple[str, ...] | None = None
    private: frozenset[str] = frozenset()  # options whose words may name a person

    def mended(self, way: Way) -> str | None:
        """Write the command as a way mends it; None where it takes no such option."""
        if "--help" in way:  # of this command, or of one below it
            return self.page(*(str(each) for each in way.values() if each is not True))
        if not self._takes(way):
            return None
        if self.says_names or not (way or self.arguments):
            return self.page()
        again = self._having_all(way)
        return None if way and again == self else again.line()

    def _having_all(self, way: Way) -> TypedCommand:
        again = self
        for name, value in way.items():
            again = again.having(self.names[name][0], value)
        return again

    def _takes(self, way: Way) -> bool:
        return self.arguments is not None and all(each in self.names for each in way)

    @property
    def says_names(self) -> bool:
        """Say whether it holds words that a hint, which ends up in logs, does not repeat."""
        return any(name in self.private for name, _ in self.options)

    def page(self, *below: str) -> str | None:
        """Write the command that shows its help page, or that of a verb below it."""
        return _written([*self.path, *below, "--help"])

    def having(self, name: str, value: str | bool | None) -> TypedCommand:
        """Return the command with a value in place of another, or with none."""
        taken = dict(self.options).get(name)
        if taken and value and name in _LISTS:
            value = f"{taken},{value}"
        several = self.names[name][1] and value is not None
        kept = tuple(each for each in self.options if several or each[0] != name)
        return replace(self, options=kept if value is None else (*kept, (name, value)))

    def line(self) -> str | None:
        """Write the whole line, its options last; None where a word cannot be shown as typed."""
        arguments = self.arguments or ()
        options = [
            word
            for name, value in self.options
            for word in ((name,) if value is True else (name, str(value)))
        ]
        if any(each.startswith("-") and each != "-" for each in arguments):
            return _written([*self.path, *options, "--", *arguments])
        return _written([*self.path, *arguments, *options])


typed: ContextVar[TypedCommand | None] = ContextVar("typed", default=None)


def _written(words: Sequence[str]) -> str | None:
    """Write a line; None where a word cannot be shown as it was typed."""
    line = " ".join(["ethnictrack", *map(as_typed, words)])
    return line if visible(line) == line and "`" not in line else None


named: ContextVar[str | None] = ContextVar("named", default=None)  # the book, as the line has it
_COMMAND = re.compile(
    r"`ethnictrack (?!--|help|demo|config|doctor|schema|book upgrade)(?![^`]* --help`)"
)
HELP, VERSION = "--help", "--version"
INSTALL, SHOW = "--install-completion", "--show-completion"
SHELLS = "[bash|zsh|fish|powershell]"


def now() -> datetime:
    """Return the present moment; the only clock of the program. Raises: ClockError."""
    try:
        return datetime.now(UTC)
    except (OverflowError, OSError, ValueError):  # a year that no calendar here has
        raise ClockError(moment="?") from None


def new_identity() -> str:
    """Return the identity of a new book."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class World:
    """What comes from outside and is never the same twice; a script may hold it still."""

    clock: Callable[[], datetime] = now
    identity: Callable[[], str] = new_identity
    # What was taken and will not come a second time: answers, standard input.
    spent: list[str] = field(default_factory=list, compare=False)

    @property
    def now(self) -> datetime:
        """The present moment, if it can be one. Raises: ClockError."""
        moment = self.clock()
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ClockError(moment=moment.isoformat(" ", "minutes"))
        return moment

    @property
    def today(self) -> date:
        """The day in Viet Nam. Raises: ClockError."""
        return vietnam_day(self.now)


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
    GlobalOption(INSTALL, N_("Have a shell complete what is typed."), SHELLS),
    GlobalOption(SHOW, N_("Print the lines that do so, for a shell."), SHELLS),
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
    config: dict[str, str] | None = None  # what the user set for all books, once it was read
    kept: list[Message] = field(default_factory=list)  # what the book holds by now, or a file

    @property
    def book(self) -> str | None:
        """The book, as said, else as the environment has it, or the user's own settings."""
        return self._text("--book", "ETHNICTRACK_BOOK", "book")

    @property
    def together(self) -> Book | None:
        """The open book of all commands of the run this is one of, if they are kept together."""
        return self.outer.shared if self.outer else None

    @property
    def actor(self) -> str | None:
        """Who does it, from the same places."""
        return self._text("--actor", "ETHNICTRACK_ACTOR", "actor")

    @property
    def no_input(self) -> bool:
        """Whether nothing may be asked."""
        return bool(self.options.get("--no-input"))

    @property
    def plain(self) -> bool:
        """Whether questions are lines without cursor movement."""
        return bool(self.options.get("--plain-prompts"))

    def own(self, key: str) -> str | None:
        """Return what the user set for all books. Raises: ConfigFileError, and refusals of values.

        The commands of a run have the settings of the run.
        """
        if self.outer is not None:
            return self.outer.own(key)
        if self.config is None and not config_path().exists():
            self.config = {}
        if self.config is None:
            from ethnictrack.cli.shell.config_file import read_config  # noqa: PLC0415 - few have one

            self.config = read_config(config_path())
        return self.config.get(key)

    def _text(self, option: str, variable: str, key: str) -> str | None:
        said = self.options.get(option)
        return (os.environ.get(variable) or self.own(key)) if said is None else str(said)

    def take(self, options: Mapping[str, str | bool], *, json: bool) -> None:
        """Add what one part of the line says; a language is spoken from then on.

        Raises: UnknownChoiceError.
        """
        self.options.update(options)
        self.json = self.json or json
        if "--book" in options:
            named.set(_as_named(str(options["--book"])))
        if "--no-pager" in options:
            pager.allowed.set(False)
        if "--lang" in options:
            speak(str(options["--lang"]))

    def check_language(self) -> None:
        """Refuse an unknown language of the environment. Raises: UnknownChoiceError."""
        if "--lang" not in self.options:
            speak(os.environ.get("ETHNICTRACK_LANG") or self.own("language") or LANGUAGES[0])

    def speak_usual(self) -> None:
        """Speak the language of the environment, else the user's own, until the line says another.

        One that cannot be read is refused later, in the first language there is.
        """
        use_usual()
        if not os.environ.get("ETHNICTRACK_LANG"):
            with suppress(BookError):
                use(self.own("language") or LANGUAGES[0])


def config_path() -> Path:
    """Return where the user's own settings are, or would be."""
    from platformdirs import user_config_path  # noqa: PLC0415 - a page of help has no need of it

    return user_config_path("ethnictrack", appauthor=False) / "config.toml"


def _as_named(book: str) -> str | None:
    """Return a book as hints name it: the address of a server without its password."""
    if "://" not in book:
        return book

    with suppress(BookError):  # an address that cannot be read is refused where it is opened
        place = lib.locate(book)
        return book if isinstance(place, Path) else place.shown
    return None


def speak(language: str) -> None:
    """Speak a language. Raises: UnknownChoiceError."""
    if language not in LANGUAGES:
        raise UnknownChoiceError(option="--lang", given=shown(language), known=LANGUAGES)
    use(language)


def advice_of(error: BookError) -> Message:
    """Return the hint of a refusal, with the commands that mend it; they name the book."""
    advice, lines = error.advice(), mending(error)
    if not lines:
        return of_this_book(advice)
    said = tr(advice.text)
    begun = f"{said[:-1]}:" if said.endswith(".") else said
    shown_ = ", ".join(f"`{each}`" for each in lines).replace("{", "{{").replace("}", "}}")
    text = f"{begun} {shown_}"
    return of_this_book(Message(text).of(**advice.facts))


def mending(error: BookError) -> list[str]:
    """Return the refused command as it would not be refused, a line each way; none often."""
    command = typed.get()
    mended = [command.mended(way) for way in error.ways()] if command else []
    return [*dict.fromkeys(filter(None, mended))][:SHOWN]


def of_this_book(sentence: Message) -> Message:
    """Return a sentence whose commands name the book that was named by an option."""
    book = named.get()
    if book is None or "`" not in sentence.text:
        return sentence
    option = as_typed(book).replace("{", "{{").replace("}", "}}")
    text = _COMMAND.sub(lambda _: f"`ethnictrack --book {option} ", tr(sentence.text))
    return Message(text).of(**sentence.facts)
