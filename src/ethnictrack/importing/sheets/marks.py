"""Dots and commas of a column of money: what they tell of its convention."""

from __future__ import annotations

import re

# One mark before exactly three digits groups thousands in one convention and divides in the other.
_LONE = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
_NUMBER = re.compile(r"[0-9.,]*[.,][0-9.,]*")


def lone_mark(cell: str) -> str:
    """Return the mark of a number that no convention can claim; "" for any other text.

    A unit behind it, as in 29,160 triệu đồng, claims nothing.
    """
    alone = _LONE.fullmatch("".join(one for one in cell if one in "0123456789.,"))
    return alone["mark"] if alone else ""


class Marks:
    """What the texts of one column had, as far as nobody said the convention of the file.

    ``lone`` are marks before three digits, with the unit behind them; ``decided`` says
    that another cell reads under one convention only; ``foreign``, that one reads only under the
    convention that is not in force.
    """

    __slots__ = ("decided", "foreign", "lone")

    def __init__(self) -> None:
        self.lone: set[tuple[str, str]] = set()
        self.decided = False
        self.foreign = False

    def note(self, cell: str) -> None:
        """Take note of a text."""
        if self.decided:
            return
        if mark := lone_mark(cell):
            unit = "".join(filter(str.isalpha, cell)).lower()
            self.lone.add((mark, unit))
        else:
            self.decided = any(not _LONE.fullmatch(each) for each in _NUMBER.findall(cell))

    @property
    def doubtful(self) -> bool:
        """Say whether no convention can be told, or not the one in force."""
        units = {unit for _, unit in self.lone}
        return self.foreign or (len(self.lone) > len(units) and not self.decided)
