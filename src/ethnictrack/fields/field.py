"""What a field is: everything that any door has to know of it, and digests of fields.

A content is known again by a digest that names its fields and the version that made it. A field
that came later, or of which nothing is said, changes no digest that was kept before: what is empty
is left out, and a content is looked for under every version there has been.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ethnictrack.i18n import Labelled, Message

if TYPE_CHECKING:
    from ethnictrack.fields.types import Type

V = TypeVar("V")
_DECLARED, _NOTHING = "declared", Message("")


class Match(Enum):
    """How a filter compares a field with what is asked for."""

    WHOLE = auto()  # the very value
    PART = auto()  # any part of a text, accents left out
    FAMILY = auto()  # a line of a register, and all below it
    SPAN = auto()  # from a first value to a last one, both included


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field(Generic[V]):
    """One field of a noun.

    ``name`` is its name in the code, in the database and as JSON key, ``label`` what people read,
    ``help`` what an option or a question says of it, ``about`` what docs/json.md says (else
    ``help``). What is not ``optional`` has a value in every row; what is ``required`` has to be
    said.

    **Which rows.** ``on`` is the sort of rows of the noun that have it, None all of them. JSON has
    a key that is ``everywhere`` in the others too, as null.

    **Commands.** ``option`` is how `add` is told ("--payee"), or the name of an argument
    ("AMOUNT"), "" where nobody may say it; ``metavar`` stands for its value on help pages. What may
    be said ``many`` times is a tuple of values.
    ``question`` and ``answer`` are what a prompt asks and explains, if not ``label`` and ``help``.

    **Files.** ``headings`` are its names in tables that are imported, besides ``name``, the first
    being the one forms have; ``lesser`` ones count only where no column has one of the others.
    ``example`` is what a form shows: a Message in the reader's language, anything else as it is.

    **Lists.** ``filter`` is how `list` compares it, ``filter_help`` what that option says, if not
    ``help``; ``spans`` are the names, options and helps of the first and the last of a span.
    ``search`` is a text that --search looks at. ``rank`` is its place among the columns of a list
    that is looked at, 0 keeps it for scripts; ``heading`` is its name there, if not ``label``.
    ``shown`` is whether `show` prints it. What is ``private`` may name a person or invite guessing,
    and stays out of what is public.

    **Books.** ``content`` is what two rows have to share to be the same. What is not ``stored`` is
    read from other rows. ``since`` is the revision of the book from which on there is such a field.
    """

    type: Type[V]
    label: Message
    help: Message = _NOTHING
    name: str = ""
    about: str = ""
    optional: bool = True
    required: bool = False
    on: StrEnum | None = None
    everywhere: bool = False
    option: str = ""
    metavar: str = "TEXT"
    many: bool = False
    question: Message | None = None
    answer: Message | None = None
    headings: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()
    example: Message | str | int | None = None
    filter: Match | None = None
    filter_help: Message | None = None
    spans: tuple[tuple[str, str, Message], ...] = ()
    search: bool = False
    rank: int = 0
    heading: Message | None = None
    shown: bool = True
    private: bool = False
    content: bool = True
    stored: bool = True
    since: int = 1

    def of(self, sort: StrEnum | None) -> bool:
        """Say whether rows of a sort may have it."""
        return sort is None or self.on in {None, sort}

    def asked(self, sort: StrEnum | None) -> bool:
        """Say whether `add` has an option or an argument for it."""
        return bool(self.option) and self.of(sort)

    @property
    def named(self) -> Labelled:
        """Its name on the command line, which people see behind its label."""
        return Labelled.option(self.option, self.label)


def held(declared: Field[V]) -> V | None:
    """Declare a field as an attribute of the classes that hold it, None where nothing is said.

    The checker knows the attribute by its type, as any other.
    """
    return cast("V | None", dataclasses.field(default=None, metadata={_DECLARED: declared}))


def declared_in(holder: Any) -> tuple[Field[Any], ...]:  # noqa: ANN401 - any dataclass
    """Return the fields declared as attributes of a class, in their order."""
    found = (each for each in dataclasses.fields(holder) if _DECLARED in each.metadata)
    return tuple(dataclasses.replace(each.metadata[_DECLARED], name=each.name) for each in found)


def as_filters(fields: Iterable[Field[Any]]) -> tuple[Field[Any], ...]:
    """Return the fields a list is narrowed by, as it asks for them."""
    return tuple(each for field in fields for each in _filters(field))


def _filters(field: Field[Any]) -> Iterator[Field[Any]]:
    about = field.filter_help or field.help
    if field.filter is Match.SPAN:
        for name, option, each in field.spans:
            ends = field.type.spanned
            yield replace(field, type=ends, name=name, option=option, help=each, required=False)
    elif field.filter is not None:
        option = f"--{field.name.replace('_', '-')}"
        metavar = field.option if field.option.isupper() else field.metavar
        yield replace(field, option=option, metavar=metavar, help=about, required=False)


_DIGITS = 32  # sixteen bytes: the same by chance is not to be expected in any number of rows
_END = "\x1f"  # between two facts; no text of the book has it


def digest(facts: Mapping[str, object]) -> str:
    """Return the digest of facts by their names; those that are None are left out."""
    return hashlib.sha256(_joined(said_of(facts)).encode()).hexdigest()


def said_of(facts: Mapping[str, object]) -> list[str]:
    """Return facts as digests have them, each behind its name; those that are None are left out."""
    return [f"{name}={value}" for name, value in facts.items() if value is not None]


def name_of(said: str) -> str:
    """Return the name a fact stands behind."""
    return said.partition("=")[0]


def _joined(said: Iterable[str]) -> str:
    # In the order of their names: "=" comes before whatever a longer one goes on with.
    return _END.join(sorted(said))


def versions(of: Iterable[Field[Any]]) -> tuple[int, ...]:
    """Return the revisions of the book with which any of the fields came, the newest first."""
    return tuple(sorted({1, *(each.since for each in of)}, reverse=True))


def later(of: Iterable[Field[Any]], version: int) -> frozenset[str]:
    """Return the names of the fields that a book of ``version`` did not have."""
    return frozenset(each.name for each in of if each.since > version)


def versioned(said: Iterable[str], unknown: frozenset[str], version: int) -> str:
    """Return the digest that a book of ``version`` keeps of a content: 32 hexadecimal digits.

    ``said`` are its facts, each behind its name, ``unknown`` the names that came ``later``.
    """
    known = [each for each in said if name_of(each) not in unknown] if unknown else said
    return hashlib.sha256(f"{version}:{_joined(known)}".encode()).hexdigest()[:_DIGITS]
