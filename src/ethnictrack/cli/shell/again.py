"""The refused command once more, as a hint prints it: mended, whole, and quoted for the shell.

What is mended a refusal says (``BookError.ways``); what was typed the parser alone knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace

from ethnictrack.values.errors import Way
from ethnictrack.values.text import as_typed, visible

_LISTS = frozenset({"--skip-rows"})  # whose one value is a list: more is put behind a comma


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
