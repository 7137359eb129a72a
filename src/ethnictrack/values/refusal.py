"""What every refusal has: a code, an exit code, a sentence, a hint and its facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, dataclass_transform

from ethnictrack.i18n import N_, Labelled, Message, tr
from ethnictrack.values.money import Dong

EXACT = N_("{amount} đồng")
_OF_FIELD = Message("{field}: {refusal}")
_NAMED = ("{what}", "{option}", "{names}")  # blanks of sentences that say which field it is
REFUSED, USAGE, UNUSABLE, BUSY, KEPT, INTERRUPTED = 1, 2, 3, 4, 5, 130


def plainly(sentence: Message) -> str:
    """Return a sentence of the catalogue with its facts as Python writes them."""
    return tr(sentence.text).format(**sentence.facts)


@dataclass_transform(eq_default=False)
class BookError(Exception):
    """A refusal a user can act on: ``code``, ``message``, ``hint`` and ``details`` say all of it.

    Subclasses name their facts as fields; ``text`` and ``remedy`` use them.
    Fields work as in a dataclass, and type checkers know them as such. They are not dataclasses
    because every start of the program would make some eighty of them.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    worded: ClassVar[Callable[[Message], str]] = plainly  # the one who shows it knows more of words
    # What of a row of a file it is about, by JSON keys; what stands first and is said counts.
    about: ClassVar[tuple[str, ...]] = ()
    code: ClassVar[str] = "refused"
    exit: ClassVar[int] = REFUSED
    text: ClassVar[Message] = N_("The book refused this.")
    remedy: ClassVar[Message] = N_("Run the command again with --help to see what it takes.")

    def __init_subclass__(cls) -> None:
        """Take note of the fields, those of the class above first."""
        named = cls.__annotations__
        own = (name for name, kind in named.items() if not str(kind).startswith("ClassVar"))
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__(*values)
        self.of_field: Labelled | None = None  # the field whose word could not be read
        given = dict(zip(self._fields, values, strict=False)) | named
        for name in self._fields:
            setattr(self, name, given[name] if name in given else getattr(type(self), name))

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """What was wrong, in the language in force."""
        return type(self).worded(self.sentence())

    @property
    def hint(self) -> str:
        """What to do next, in the language in force."""
        return type(self).worded(self.advice())

    def facts(self) -> dict[str, object]:
        """Return the facts by name, as values."""
        return {name: getattr(self, name) for name in self._fields}

    def sentence(self) -> Message:
        """Say what was wrong and where."""
        said = self.text.of(**self._told())
        if self.of_field is None or any(blank in self.text.text for blank in _NAMED):
            return said
        return _OF_FIELD.of(field=self.of_field, refusal=said)

    @property
    def details(self) -> dict[str, object]:
        """Return the facts as scripts get them, with the name of the field it is about."""
        return (
            self.facts() if self.of_field is None else {**self.facts(), "field": str(self.of_field)}
        )

    def advice(self) -> Message:
        """Say what to do next."""
        return self.remedy.of(**self._told())

    def _told(self) -> dict[str, object]:
        """Return the facts as a sentence has them: money to the đồng, never rounded."""
        return {
            name: EXACT.of(amount=value.value) if isinstance(value, Dong) else value
            for name, value in self.facts().items()
        }


class UsageError(BookError):
    """Wrong usage, or a value that cannot be read; nothing was opened."""

    exit: ClassVar[int] = USAGE


class UnusableBookError(BookError):
    """The book cannot be used as it is."""

    exit: ClassVar[int] = UNUSABLE
