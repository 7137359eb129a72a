"""Dots and commas of a column of money: what they tell of its convention."""

from __future__ import annotations

import re

# One mark before exactly three digits groups thousands in one convention and divides in the other.
_LONE = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
_NUMBER = re.compile(r"[0-9.,]*[.,][0-9.,]*")


def lone_mark(cell: str) -> str:
    """Return the mark of a bare number that no convention can claim; "" for any other text."""
    alone = _LONE.fullmatch(cell.strip())
    return alone["mark"] if alone else ""


class Marks:
    """What the texts of one column had, as far as nobody said the convention of the file.

    ``lone`` are marks before three digits in cells without a unit of their own; ``decided`` says
    that another cell reads under one convention only; ``foreign``, that one reads only under the
    convention that is not in force.
    """

    __slots__ = ("decided", "foreign", "lone")

    def __init__(self) -> None:
        self.lone: set[str] = set()
        self.decided = False
        self.foreign = False

    def note(self, cell: str) -> None:
        """Take note of a text."""
        if self.decided:
            return
        if mark := lone_mark(cell):
            self.lone.add(mark)
        else:
            self.decided = any(not _LONE.fullmatch(each) for each in _NUMBER.findall(cell))

    @property
    def doubtful(self) -> bool:
        """Say whether no convention can be told, or not the one in force."""
        return self.foreign or (len(self.lone) > 1 and not self.decided)
