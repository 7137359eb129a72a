"""A register: things with a code, a name and a parent, found by either, walked as a tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, islice
from typing import ClassVar, Generic, TypeVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, BookError, UnusableBookError, UsageError
from ethnictrack.values.text import accents_fit, as_typed, fold, key

# The group of commands of each register, by what one of its lines is called.
_GROUPS = {
    "programme": "program",
    "place": "place",
    "inspection": "inspect",
    "activity": "activity",
}


class UnknownCodeError(BookError):
    noun: Message
    given: str
    near: tuple[str, ...] = ()
    code = "unknown-code"
    text = N_("There is no {noun} “{given}” in this book.")
    remedy = N_("Add it first; `ethnictrack {group} list` shows what the book has.")

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        group = _GROUPS.get(self.noun.text)
        return self.remedy.of(group=group) if group else N_("Add it first.")


class AmbiguousNameError(BookError):
    noun: Message
    given: str
    found: tuple[str, ...]
    code = "ambiguous-name"
    text = N_("“{given}” names more than one {noun}: {found}.")
    remedy = N_(
        "Write the code of the one you mean; `ethnictrack {group} list --search {typed}` shows "
        "each."
    )

    def advice(self) -> Message:
        """Send to the list of the register, where it has one."""
        group = _GROUPS.get(self.noun.text)
        if group is None or "`" in self.given:
            return N_("Write the code of the one you mean.")
        return self.remedy.of(group=group, typed=as_typed(self.given))


class DuplicateCodeError(BookError):
    noun: Message
    given: str
    name: str
    code = "duplicate-code"
    text = N_("The book has a {noun} with the code “{given}” already: {name}.")
    remedy = N_(
        "Choose another code, or use the one that is there: `ethnictrack {group} show {typed}`."
    )

    def advice(self) -> Message:
        """Send to the line that is there, where it has a page."""
        group = _GROUPS.get(self.noun.text)
        if group is None or "`" in self.given:
            return N_("Choose another code, or use the one that is there.")
        return self.remedy.of(group=group, typed=as_typed(self.given))


class AliasTakenError(BookError):
    noun: Message
    given: str
    name: str
    code = "alias-taken"
    text = N_("“{given}” means a {noun} of the book already: {name}.")
    remedy = N_(
        "Choose another word; what names two things names none. `ethnictrack program show {taken}` "
        "shows that one."
    )
    taken: str  # its code


class UnknownProvinceError(UsageError):
    given: str
    near: tuple[str, ...] = ()
    code = "unknown-province"
    text = N_("No province is called “{given}”.")
    remedy = N_("Write its name, such as Cao Bằng, or all for the whole country.")

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        return super().advice()


class EndlessTreeError(UnusableBookError):
    given: str
    code = "endless-tree"
    text = N_("{given} stands below itself in this book.")
    remedy = N_(
        "The book was changed by another program. `ethnictrack book check` and `ethnictrack book "
        "verify` say where; `ethnictrack book restore --help` says how the newest copy is put back."
    )


class ParentLoopError(BookError):
    program: str
    parent: str
    code = "parent-loop"
    text = N_("{parent} stands below {program} and cannot become what stands above it.")
    remedy = N_("Move {parent} elsewhere first; `ethnictrack program list --tree` shows the tree.")


class PeriodError(BookError):
    first: object
    last: object
    code = "period-reversed"
    text = N_("The period ends ({last}) before it begins ({first}).")
    remedy = N_("Check the two ends of the period.")


class NothingToChangeError(UsageError):
    given: str
    code = "nothing-to-change"
    text = N_("Nothing was said that would change {given}.")
    remedy = N_("Name at least one option with its new value.")
    again = (HELP,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One line of a register; ``id`` is the book's own number, ``code`` what people write."""

    id: int
    code: str
    name: str
    parent: int | None = None
    aliases: tuple[str, ...] = ()  # other names it is found by

    @property
    def label(self) -> str:
        """The code with the name, as lists offer it; ``Registry.find`` takes it back."""
        return f"{self.code} ({self.name})"


def _holds(name: str, text: str, wanted: str) -> bool:
    """Say whether the part of a name that a folded text stands for has its accents."""
    before, found, _ = f" {fold(name)} ".partition(wanted)
    first = len(before.split())
    part = name.split()[first : first + len(wanted.split())]
    return accents_fit(text, " ".join(part) if found else name)


T = TypeVar("T", bound=Thing)
_TELLING = 1000  # words of a register that share a piece, below which it is always looked at
_LOOKED_AT = 60  # words that share most with an unknown one; difflib takes 30 µs for each
_PIECE = 2  # letters
_STEPS = 4  # a village, its commune, district and province
_PART = 5  # letters and blanks of a part that is looked for
_FEW = 5  # candidates


def _pieces(word: str) -> set[str]:
    """Return the runs of letters a word is made of."""
    padded = f" {word} "
    return {padded[at : at + _PIECE] for at in range(len(padded) - 1)}


class Registry(Generic[T]):
    """All lines of one register, in the order they were entered."""

    noun: ClassVar[Message]  # what one of its lines is called

    def __init__(self, things: Iterable[T]) -> None:
        """Hold ``things``."""
        self._asked: dict[str, tuple[str, ...]] = {}  # what is near, by what was asked for
        self._by_id = {thing.id: thing for thing in things}
        self._children: dict[int | None, list[int]] = {}
        for thing in self._by_id.values():
            self._children.setdefault(thing.parent, []).append(thing.id)

    def include(self, thing: T) -> None:
        """Take in a line that was entered after the register was read."""
        codes, names = self._by_code, self._by_name  # made of what is here, before this
        self._by_id[thing.id] = thing
        for stale in ("_known", "_pieces", "_by_word"):
            self.__dict__.pop(stale, None)
        self._asked.clear()
        self._children.setdefault(thing.parent, []).append(thing.id)
        codes.setdefault(key(thing.code), []).append(thing)
        for name, written in self._written(thing):
            names.setdefault(name, []).append((written, thing))

    def __iter__(self) -> Iterator[T]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __getitem__(self, number: int) -> T:
        return self._by_id[number]

    def code_of(self, number: int | None) -> str | None:
        """Return the code of a line, or None for no line."""
        return None if number is None else self._by_id[number].code

    def with_code(self, code: str) -> list[T]:
        """Return every line that has this code, whatever its case."""
        return list(self._by_code.get(key(code), ()))

    def find(self, text: str) -> T:
        """Return the one line that ``text`` names: a code, else a name, accents left out or not.

        Both together, as a ``label`` has them, name the line for which both are right.

        Raises: UnknownCodeError with the nearest codes and names; AmbiguousNameError with all of
        them.
        """
        found = self.matches(text)
        if not found:
            raise UnknownCodeError(noun=self.noun, given=text, near=self.near(text))
        if len(found) > 1:
            listed = self.candidates(found)
            raise AmbiguousNameError(noun=self.noun, given=text, found=listed)
        return found[0]

    def matches(self, text: str) -> list[T]:
        """Return the lines with this code or, when there is none, with this name or label.

        A code has no blanks, so CT 135 can only be CT135.
        """
        return (
            self.with_code(text)
            or self._named(text)
            or self._labelled(text)
            or self.with_code("".join(text.split()))
            or self._within(text)
            or self.numbered(text)
        )

    def numbered(self, text: str) -> list[T]:  # noqa: ARG002 - of programmes
        """Return the lines that a text numbers; those of most registers have no numbers."""
        return []

    def told(self, thing: T) -> str:
        """Return a line as one of several candidates; ``find`` takes it back."""
        return thing.label

    def told_as(self, thing: T) -> tuple[str, ...]:
        """Return all the ways a line may be told as one of several candidates."""
        return (self.told(thing),)

    def candidates(self, several: Iterable[T]) -> tuple[str, ...]:
        """Return lines so that they are told apart."""
        return tuple(map(self.told, several))

    def _within(self, text: str) -> list[T]:
        """Return the lines named with what they stand in: Xã Hưng Đạo, huyện Bảo Lạc."""
        parts = [part for each in re.split("[,()]", text) if (part := each.strip())]
        if not 1 < len(parts) <= _STEPS:
            return []
        head, *above = parts
        found = self.with_code(head) or self._fitting(head)
        return [each for each in found if all(self._inside(each, part) for part in above)]

    def _inside(self, thing: T, name: str) -> bool:
        """Say whether a line is the one of that name or stands in it, in any version of it."""
        named = self.with_code(name) or self._fitting(name)
        codes = {key(each.code) for each in named}
        return any(key(self[each].code) in codes for each in self.lineage(thing.id))

    def _labelled(self, text: str) -> list[T]:
        code, bracket, name = text.strip().removesuffix(")").partition(" (")
        wanted, candidate = fold(name), fold(text)
        return [
            each
            for each in self.with_code(code)
            if bracket
            and (wanted in self._names(each) or candidate in map(fold, self.told_as(each)))
        ]

    def _named(self, text: str) -> list[T]:
        """Return the lines of a name: those written exactly so, else those whose accents fit."""
        fitting = self._fitting(text)
        wanted = key(text)
        exact = [
            each for each in fitting if wanted in {key(name) for name in (each.name, *each.aliases)}
        ]
        return exact or fitting

    def _fitting(self, text: str) -> list[T]:
        """Return the lines of a name whose accents are those of the text, as far as it has any."""
        wanted = fold(text)
        named = self._by_name.get(wanted, ()) if wanted else ()
        found = {each.id: each for written, each in named if accents_fit(text, written)}
        return [*found.values()]

    @cached_property
    def _by_code(self) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {}
        for thing in self:
            found.setdefault(key(thing.code), []).append(thing)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[str, T]]]:
        found: dict[str, list[tuple[str, T]]] = {}
        for thing in self:
            for name, written in self._written(thing):
                found.setdefault(name, []).append((written, thing))
        return found

    def _names(self, thing: T) -> tuple[str, ...]:
        """Return the names a line is found by, folded."""
        return tuple(name for name, _ in self._written(thing))

    def _written(self, thing: T) -> set[tuple[str, str]]:
        """Return those names, each with the text it was written as."""
        found = {(fold(each), each) for each in (thing.name, *thing.aliases)}
        return found | {(self.shorter(name), written) for name, written in found}

    def shorter(self, folded: str) -> str:
        """Return the form under which a folded name is known too."""
        return folded

    def near(self, text: str) -> tuple[str, ...]:
        """Return the lines of which ``text`` is a part, else those written much like it.

        Of a name with what it lies in, those of the name alone.
        """
        if text not in self._asked:
            head = re.split("[,(]", text)[0].strip() or text
            named = self._fitting(head)[:_FEW] if head != text else ()
            found = tuple(map(self.told, named)) or self._holding(text) or self._holding(head)
            self._asked[text] = found or self._like(head)
        return self._asked[text]

    def _holding(self, text: str) -> tuple[str, ...]:
        """Return the first lines whose name holds a text as whole words."""
        return tuple(islice(dict.fromkeys(map(self.told, self.holding(text))), _FEW))

    def holding(self, text: str) -> Iterator[T]:
        """Yield the lines whose name holds a text as whole words, with its accents."""
        wanted = f" {fold(text)} "
        if len(wanted) < _PART:
            return
        rarest = min((self._by_word.get(each, []) for each in wanted.split()), key=len)
        held = (named for name in rarest if wanted in f" {name} " for named in self._by_name[name])
        yield from (each for written, each in held if _holds(written, text, wanted))

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The names by each of their words."""
        found: dict[str, list[str]] = {}
        for name in self._by_name:
            for word in dict.fromkeys(name.split()):
                found.setdefault(word, []).append(name)
        return found

    def _like(self, text: str) -> tuple[str, ...]:
        known, wanted = self._known, fold(text)
        sharing = (self._pieces.get(part, []) for part in _pieces(wanted))
        # What nearly all have, such as "xã", tells nothing of a long register, and takes long.
        telling = (each for each in sharing if len(each) < max(_TELLING, len(known) // 10))
        shared = Counter(chain.from_iterable(telling))
        likely = [word for word, _ in shared.most_common(_LOOKED_AT)]
        close = get_close_matches(wanted, likely, n=3)
        return tuple(dict.fromkeys(self.told(known[word]) for word in close))

    @cached_property
    def _known(self) -> dict[str, T]:
        """The lines by every word they are found under."""
        known: dict[str, T] = {}
        for thing in self:
            for word in (fold(thing.code), *self._names(thing)):
                known.setdefault(word, thing)
        return known

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        """Those words by their pieces: only words that share some are compared letter by letter."""
        pieces: dict[str, list[str]] = {}
        for word in self._known:
            for part in _pieces(word):
                pieces.setdefault(part, []).append(word)
        return pieces

    def lineage(self, number: int) -> list[int]:
        """Return the line itself, its parent, and so on up to the root.

        Raises: EndlessTreeError when there is no root.
        """
        line: list[int] = []
        at: int | None = number
        while at is not None:
            if len(line) == len(self._by_id):
                raise EndlessTreeError(given=self._by_id[number].label)
            line.append(at)
            at = self._by_id[at].parent
        return line

    def children(self, number: int | None) -> list[T]:
        """Return the lines directly below one, or the roots."""
        return [self._by_id[child] for child in self._children.get(number, ())]

    def family(self, number: int) -> list[int]:
        """Return the line itself and everything below it, parents before children.

        Raises: EndlessTreeError when the line is below itself.
        """
        self.lineage(number)
        return self._family(number)

    def _family(self, number: int) -> list[int]:
        line = [number]
        for child in self._children.get(number, ()):
            line.extend(self._family(child))
        return line

    def walk(self, number: int | None = None, level: int = 0) -> Iterator[tuple[int, T]]:
        """Yield every line below ``number`` with its depth, as a tree is printed."""
        for child in self.children(number):
            yield level, child
            yield from self.walk(child.id, level + 1)
