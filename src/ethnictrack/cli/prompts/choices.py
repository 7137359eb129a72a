"""What may be chosen: lines with numbers, short lists, registers; and completion while typing.

A choice is named by its number, its word, its name, or the beginning of either; accents may be
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.fields import types
from ethnictrack.i18n import N_, ClosedList, Message, language
from ethnictrack.nouns.registry import AmbiguousNameError, Registry, T, Thing
from ethnictrack.render.words import say
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import UNCLASSIFIED
from ethnictrack.values.text import fold, shown, visible

MOST = 30  # that are listed


class SeveralFitError(Exception):
    """An answer that fits several lines; the next one may be the number of one of them."""

    def __init__(self, fitting: Iterable[tuple[str, str]]) -> None:
        """Take each line with the word that means it alone."""
        words, lines = zip(*fitting, strict=True)
        super().__init__(*words)
        self.words = words[:MOST]
        self.lines = [f"{at}. {line}" for at, line in enumerate(lines[:MOST], 1)]
        self.more = len(words) - len(self.words)

    def word(self, typed: str) -> str:
        """Return the word of a number that was typed; a code with a zero in front is none."""
        number = int(typed) if typed.isascii() and typed.isdecimal() and typed[0] != "0" else 0
        return self.words[number - 1] if 0 < number <= len(self.words) else typed


_NOUN = N_("choice")


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing to choose: the word a command takes, and its name for people."""

    word: str
    name: Message | str
    others: tuple[str, ...] = ()  # that mean the same, written in full

    def forms(self) -> tuple[str, ...]:
        """Return what it is known by, folded."""
        return fold(self.word), fold(self.word).replace("-", " "), fold(say(self.name))

    def means(self, typed: str) -> bool:
        """Say whether it was typed in full."""
        plain = types.plain_word(typed)
        return fold(typed) in self.forms() or plain in map(types.plain_word, self.others)

    def begins(self, wanted: str) -> bool:
        """Say whether it begins so."""
        return any(form.startswith(wanted) for form in self.forms())


YES, NO = Offered("yes", N_("yes")), Offered("no", N_("no"))


def named(members: Iterable[ClosedList]) -> tuple[Offered, ...]:
    """Return members of a closed list as choices."""
    return tuple(Offered(each.value, each.label) for each in members)


def members(type_: types.Choice) -> tuple[Offered, ...]:
    """Return the members of a closed list as choices, the one that leaves it open last."""
    return tuple(
        Offered(said[0], UNCLASSIFIED if member is None else _name(type_, member), said)
        for member, said in type_.words.items()
    )


def _name(type_: types.Choice, member: StrEnum | bool) -> Message | str:
    """Return what people call a member: its name, or else the word of it in their language."""
    return member.label if isinstance(member, ClosedList) else _word(type_.words[member])


def _word(said: tuple[str, ...]) -> str:
    """Return a word of a closed list in the language in force: English first, then Vietnamese."""
    return said[:2][-1] if language() == "vi" else said[0]


def label(position: int, choice: Offered) -> str:
    """Return the number a choice is listed under: its own where it has one, else its place."""
    return choice.word if choice.word.isdecimal() else str(position)


def _exact(offered: Sequence[Offered], typed: str) -> list[Offered]:
    """Return the choices that were typed by their number, or in full."""
    wanted = fold(typed)
    return [
        each
        for position, each in enumerate(offered, 1)
        if wanted == label(position, each) or each.means(typed)
    ]


def choose(question: Message, offered: Sequence[Offered], typed: str) -> Offered:
    """Return the choice that was typed. Raises: UnknownChoiceError, AmbiguousNameError."""
    wanted = fold(typed)
    exact = _exact(offered, typed)
    begun = [each for each in offered if each.begins(wanted)]
    found = exact or begun if wanted else []
    if len(found) == 1:
        return found[0]
    if not found:
        names = tuple(listed(offered))
        raise UnknownChoiceError(option=say(question), given=shown(typed), known=names)
    names = tuple(say(each.name) for each in found)
    raise AmbiguousNameError(noun=_NOUN, given=shown(typed), found=names)


def listed(offered: Sequence[Offered]) -> list[str]:
    """Return each choice with its number, for the line above the question."""
    return [f"{label(at, each)} {say(each.name)}" for at, each in enumerate(offered, 1)]


Things = Callable[[], Iterable[Thing]]


def fit(thing: Thing, typed: str) -> int | None:
    """Say how well a line of a register answers what is typed: 0 is best, None not at all.

    A code that begins so stands before a name that has the words in a row, and that before one
    that has them anywhere.
    """
    wanted, name = fold(typed), fold(thing.name)
    if fold(thing.code).startswith(wanted):
        return 0
    if f" {wanted}" in f" {name}":
        return 1
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    return None


def ranked(things: Iterable[T], typed: str) -> list[T]:
    """Return the lines that answer, the best first, else in the order of the register."""
    found = [(fit(each, typed), each) for each in things]
    kept = [(rank, each) for rank, each in found if rank is not None]
    return [each for _, each in sorted(kept, key=lambda pair: pair[0])]


def beside(register: Callable[[], Registry[T]]) -> Callable[[Thing], str]:
    """Return what tells namesakes of a register apart: the name of what each belongs to."""

    def above(thing: Thing) -> str:
        return "" if thing.parent is None else register()[thing.parent].name

    return above


class RegisterCompleter(Completer):
    """Offers the lines of a register and writes the code of the one that is chosen."""

    def __init__(self, things: Things, meta: Callable[[Thing], str] | None = None) -> None:
        """Offer ``things`` as they are when Tab is pressed; ``meta`` is shown beside a name."""
        self._things = things
        self._meta = meta

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may be meant; a book that cannot be read offers nothing."""
        typed = document.text_before_cursor
        try:
            things = ranked(self._things(), typed)
        except BookError:
            return
        for each in things:
            yield Completion(
                each.code,
                start_position=-len(typed),
                display=visible(f"{each.code}  {each.name}"),
                display_meta=visible(self._meta(each)) if self._meta else None,
            )


class ChoiceCompleter(Completer):
    """Offers the words of a short list with their names."""

    def __init__(self, choices: Callable[[], Sequence[Offered]]) -> None:
        """Offer ``choices`` as they are when Tab is pressed."""
        self._choices = choices

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """Yield the words that begin so, by themselves or by their names."""
        typed = document.text_before_cursor
        for each in self._choices():
            if each.begins(fold(typed)):
                name = say(each.name)
                yield Completion(each.word, start_position=-len(typed), display=name)
