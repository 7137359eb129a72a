"""What is recorded: each verb with its fields and its work, for commands and programs alike.

A verb has the words of its command without ``book`` and ``add``: ``disburse``, ``inspect stage``,
``close``. The verbs of a group are in one module, which is imported when one of them is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from ethnictrack.fields.field import Field
from ethnictrack.fields.types import NUMBERS, Given, read_words
from ethnictrack.i18n import N_

if TYPE_CHECKING:
    from ethnictrack.book.journal import Signature
    from ethnictrack.book.location import Location
    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.nouns.attachment import Attachment
    from ethnictrack.services.entry import Recorder

T_co = TypeVar("T_co", covariant=True)
Said = dict[str, Any]  # values by the names of their fields
Takes = tuple[Field[Any], ...]
_MODULES = ("entry", "register", "inspection", "activity", "collection", "statement", "book")
FILES = Field(
    name="files",
    type=Given(),
    label=N_("Files"),
    help=N_("Files to attach."),
    required=True,
    many=True,
    option="FILE",
    metavar="FILE...",
)


def _new_identity() -> str:
    return str(uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What verbs write in: an open book, the day, and what a clerk would be told besides.

    ``place`` is where the book is, ``identity`` makes what nobody else was given. What a
    ``dry_run`` writes is dropped; it puts nothing beside the book.
    """

    book: Book
    place: Location
    today: date
    recorder: Recorder
    identity: Callable[[], str] = _new_identity
    dry_run: bool = False
    warnings: list[Message] = field(default_factory=list)

    @property
    def signature(self) -> Signature:
        """Who writes, and when."""
        signature = self.book.journal.signature
        assert signature is not None  # noqa: S101 - it is open for writing
        return signature

    def attach(self, owner: str, number: int, said: Said) -> list[Attachment]:
        """Attach files to an ``entry`` or an ``inspection``; return those that are new to it."""
        from ethnictrack.services.attachment import attach  # noqa: PLC0415 - for two verbs

        return attach(self.book, owner, number, said["files"], keep=not self.dry_run)


@dataclass(frozen=True, slots=True)
class Verb(Generic[T_co]):
    """A verb: what it takes, and what it does with that in a book, returning what is kept.

    ``check`` is done before a book is opened: it refuses what is at odds in itself, and reads
    files. ``""`` for one of the fields ``taken_back`` takes back what was said there.
    """

    name: str
    takes: Takes
    keep: Callable[[Writing, Said], T_co]
    check: Callable[[Said], object] | None = None
    taken_back: frozenset[str] = frozenset()

    def read(self, said: Mapping[str, object], today: date) -> Said:
        """Return the values of what was said. Raises: the refusals of ``read_words``."""
        none = {name: None for name in self.taken_back if said.get(name) == ""}
        read = read_words(self.takes, {**said, **none}, today) | none
        read.pop(NUMBERS.name, None)
        if self.check is not None:
            self.check(read)
        return read


def read_files(said: Said) -> None:
    """Put the files that are named into what is said. Raises: the refusals of ``read_file``."""
    from ethnictrack.book.location import path_of  # noqa: PLC0415 - for two verbs
    from ethnictrack.services.attachment import read_file  # noqa: PLC0415 - as above

    said["files"] = [read_file(path_of(each)) for each in said["files"]]


@cache
def verbs() -> Mapping[str, Verb[Any]]:
    """Return every verb by its name."""
    return {each.name: each for each in _all()}


def _all() -> Iterator[Verb[Any]]:
    for name in _MODULES:
        yield from import_module(f"{__name__}.{name}").VERBS
