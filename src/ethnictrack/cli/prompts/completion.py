"""Completion while typing: registers by code or by any word of a name, accents left out or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from ethnictrack.cli.prompts.choice import Offered
from ethnictrack.nouns.registry import Registry, T, Thing
from ethnictrack.render.words import say
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import fold, visible

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
            if any(form.startswith(fold(typed)) for form in each.forms()):
                name = say(each.name)
                yield Completion(each.word, start_position=-len(typed), display=name)
