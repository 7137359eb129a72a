"""Choosing from a short list: by its number, its word, its name, or the beginning of either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.fields import types
from ethnictrack.i18n import N_, Member, Message, Named, language
from ethnictrack.nouns.registry import AmbiguousNameError
from ethnictrack.render.words import say
from ethnictrack.values.kinds import UNCLASSIFIED
from ethnictrack.values.text import fold, shown

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


def named(members: Iterable[Member], names: Named[Member]) -> tuple[Offered, ...]:
    """Return members of a closed list as choices."""
    return tuple(Offered(each.value, names[each]) for each in members)


def members(type_: types.Choice) -> tuple[Offered, ...]:
    """Return the members of a closed list as choices, the one that leaves it open last."""
    return tuple(
        Offered(said[0], UNCLASSIFIED if member is None else _name(type_, member), said)
        for member, said in type_.words.items()
    )


def _name(type_: types.Choice, member: StrEnum | bool) -> Message | str:
    """Return what people call a member: its name, or else the word of it in their language."""
    return type_.names[member] if member in type_.names else _word(type_.words[member])


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
