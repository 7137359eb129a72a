"""How a content is known again: a digest that names its fields and the version that made it.

A field that came later, or of which nothing is said, changes no digest that was kept before: what
is empty is left out, and a content is looked for under every version there has been.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from ethnictrack.fields.field import Field

_DIGITS = 32  # sixteen bytes: the same by chance is not to be expected in any number of rows
_END = "\x1f"  # between two facts; no text of the book has it


def digest(facts: Mapping[str, object]) -> str:
    """Return the digest of facts by their names; those that are None are left out."""
    return hashlib.sha256(_said(facts).encode()).hexdigest()


def _said(facts: Mapping[str, object]) -> str:
    said = [f"{name}={value}" for name, value in facts.items() if value is not None]
    said.sort()  # by their names: "=" comes before whatever a longer one goes on with
    return _END.join(said)


def versions(of: Iterable[Field[Any]]) -> tuple[int, ...]:
    """Return the revisions of the book with which any of the fields came, the newest first."""
    return tuple(sorted({1, *(each.since for each in of)}, reverse=True))


def later(of: Iterable[Field[Any]], version: int) -> frozenset[str]:
    """Return the names of the fields that a book of ``version`` did not have."""
    return frozenset(each.name for each in of if each.since > version)


def versioned(facts: Mapping[str, object], unknown: frozenset[str], version: int) -> str:
    """Return the digest that a book of ``version`` keeps of a content: 32 hexadecimal digits.

    ``facts`` are the values of fields by name, ``unknown`` those that came ``later``.
    """
    known = {name: facts[name] for name in facts.keys() - unknown} if unknown else facts
    return hashlib.sha256(f"{version}:{_said(known)}".encode()).hexdigest()[:_DIGITS]
