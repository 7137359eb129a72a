"""What a shell offers while a line is typed: verbs, options, choices, and lines of the book.

The shell starts the program with ``ETHNICTRACK_COMPLETE`` set to its name and the words so far,
the one that is being typed last. Nothing is ever said but what fits; what fails offers nothing.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import typer

import ethnictrack.library as lib
from ethnictrack.cli.shell.command_line import GLOBALS, Said
from ethnictrack.cli.shell.output import put
from ethnictrack.cli.shell.typer_bridge import ParsedGroup
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Choice, Name
from ethnictrack.i18n import ClosedList, tr
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import fold

_MOST = 200  # that are offered
_LISTED = re.compile(r"\[([^][ ]+(?:\|[^][ ]+)+)\]")  # the words of a closed list


class Candidate(NamedTuple):
    """A word that fits, and what it is."""

    word: str
    about: str = ""


def complete(app: typer.Typer, words: Sequence[str], shell: str, said: Said) -> int:
    """Print what fits the last of the words, a line each."""
    *before, raw = words or [""]
    quoted = raw[:1] in {'"', "'"}
    typed = _plain(raw)
    try:
        said.speak_usual()
        found = [*_fitting(typer.main.get_command(app), [*map(_plain, before)], typed, said)]
    except (BookError, OSError, ValueError):
        found = []
    lines = (_line(each, shell, quoted=quoted) for each in found[:_MOST])
    put("".join(f"{line}\n" for line in lines).encode())
    return 0


def _plain(word: str) -> str:
    """Return a word as the shell will hand it over: without its quotes, open ones too."""
    for closing in ("", '"', "'"):
        try:
            parts = shlex.split(word + closing)
        except ValueError:
            continue
        return parts[0] if len(parts) == 1 else word.strip("\"'")
    return word.replace("\\", "")


def _line(candidate: Candidate, shell: str, *, quoted: bool) -> str:
    """Return how a shell is told of a word."""
    word, about = candidate.word, " ".join(candidate.about.split())
    if shell == "bash":
        return word if quoted else re.sub(r"([^\w.,:/@%+=-])", r"\\\1", word)
    if shell == "zsh":
        told = word.replace("\\", "\\\\").replace(":", "\\:")
        return f"{told}:{about}" if about else told
    if shell == "powershell" and not re.fullmatch(r"[\w.,/+-]+", word):
        word = "'" + word.replace("'", "''") + "'"
    return f"{word}\t{about}"


@dataclass(slots=True)
class TypedLine:
    """How far the words lead: to a command, what it was given, an option that lacks its value."""

    context: Any  # Typer's own
    given: int = 0  # arguments of the command
    option: Any = None

    def next_argument(self) -> list[Any]:
        """Return the argument that comes next, if there is one."""
        every = self.context.command.params
        return [each for each in every if each.param_type_name == "argument"][self.given :][:1]

    def take(self, word: str, said: Said) -> bool:
        """Take the next word; False where it leads nowhere."""
        if self.option is not None:
            _note(said, self.option, word)
            self.option = None
        elif word.startswith("-"):
            self.option = _valued(self.context, word)
        elif not isinstance(self.context.command, ParsedGroup):
            self.given += 1
        else:
            command: Any = self.context.command.get_command(self.context, word)
            if command is None:
                return False
            self.context = typer.Context(command, info_name=word, parent=self.context)
        return True


def _fitting(root: Any, before: list[str], typed: str, said: Said) -> Iterator[Candidate]:  # noqa: ANN401 - Typer's own
    """Follow the words to the command that is meant, and offer what may come next."""
    if before[:1] == ["help"]:
        before = before[1:]
        yield from _topics(typed) if not before else ()
    line = TypedLine(typer.Context(root, info_name="ethnictrack"))
    if not all(line.take(word, said) for word in before):
        return
    if line.option is not None:
        yield from _values(line.context, line.option, typed, said)
    elif typed.startswith("-"):
        yield from _options(line.context, typed)
    elif isinstance(line.context.command, ParsedGroup):
        yield from _verbs(line.context.command, typed)
    else:
        for each in line.next_argument():
            yield from _values(line.context, each, typed, said)


def _topics(typed: str) -> Iterator[Candidate]:
    from ethnictrack.cli.shell.topics import TOPICS  # noqa: PLC0415 - for one command

    for name, topic in TOPICS.items():
        if name.startswith(typed):
            yield Candidate(name, tr(topic.title.text))


def _verbs(group: Any, typed: str) -> Iterator[Candidate]:  # noqa: ANN401 - Typer's own
    for name, each in group.commands.items():
        if name.startswith(typed):
            yield Candidate(name, each.get_short_help_str(100))


def _note(said: Said, option: Any, word: str) -> None:  # noqa: ANN401 - an option of either sort
    """Keep what the line says of the book, which names are looked up in."""
    if getattr(option, "name", "") == "--book":
        said.options["--book"] = word


def _valued(context: Any, word: str) -> Any:  # noqa: ANN401 - Typer's own
    """Return the option of a word if a value comes next; one of all commands too."""
    for each in context.command.params:
        if each.param_type_name == "option" and word in each.opts:
            return None if each.is_flag else each
    return next((each for each in GLOBALS if word in each.names and each.metavar), None)


def _options(context: Any, typed: str) -> Iterator[Candidate]:  # noqa: ANN401 - Typer's own
    for each in context.command.params:
        if each.param_type_name == "option":
            for name in each.opts:
                if name.startswith(typed):
                    yield Candidate(name, tr(each.help or ""))
    for option in GLOBALS:
        for name in option.names:
            if name.startswith(typed):
                yield Candidate(name, tr(option.help.text))


def _values(context: Any, parameter: Any, typed: str, said: Said) -> Iterator[Candidate]:  # noqa: ANN401 - Typer's own
    """Offer values of an option or an argument."""
    fields: dict[str, Field[Any]] = getattr(context.command.callback, "fields", {})
    field = fields.get(parameter.name)
    of = None if field is None else field.type
    if isinstance(of, Name):
        yield from _named(of.register, typed, said)
    elif isinstance(of, Choice):
        yield from _members(of, typed)
    elif listed := _LISTED.search(str(parameter.metavar or "")):
        fitting = (each for each in listed[1].split("|") if each.startswith(typed))
        yield from map(Candidate, fitting)


def _members(choice: Choice, typed: str) -> Iterator[Candidate]:
    """Offer the words of a closed list, in whichever language one begins so."""
    for member, words in choice.words.items():
        fits = [each for each in words if fold(each).startswith(fold(typed))]
        if fits:
            label = tr(member.label.text) if isinstance(member, ClosedList) else ""
            yield Candidate(fits[0], label)


def _named(register: str, typed: str, said: Said) -> Iterator[Candidate]:
    """Offer codes that begin so, then names of which a word does, accents left out or not."""
    from ethnictrack.cli.shell.session import new_session  # noqa: PLC0415 - only for names

    place = new_session(said).book
    lines = lib.named_in(place, register) if isinstance(place, Path) else []
    wanted = fold(typed)
    names = [name for _, name in lines]
    for code, name in lines:
        if fold(code).startswith(wanted):
            yield Candidate(code, name)
    if not wanted:
        return
    for code, name in lines:
        if f" {wanted}" in f" {fold(name)}" and not fold(code).startswith(wanted):
            yield Candidate(name, code) if names.count(name) == 1 else Candidate(code, name)
