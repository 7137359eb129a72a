"""How broad a text is in a cell, and over how many lines it folds.

Not every spreadsheet makes room for a text by itself. The width of a column counts the digits of
the house's font that fit; capitals are broader than digits and small letters narrower.
"""

from __future__ import annotations

LINE = 15.75  # points of a line of text in the house's font
_CAPITAL, _SMALL, _OTHER = 140, 90, 100  # percent of a digit; of a blank and a mark, about
_BOLD = 110  # percent of a letter that is not bold


def breadth(text: str, *, bold: bool = False) -> int:
    """Return how many digits are as broad as a text."""
    percent = sum(
        _CAPITAL if one.isupper() else _SMALL if one.islower() else _OTHER for one in text
    )
    return -(-percent * (_BOLD if bold else 100) // 10_000)


def folds(text: str, width: int, *, bold: bool = False) -> int:
    """Return the lines a text needs in a column of ``width`` digits; words stay whole."""
    if "\n" in text:
        return sum(folds(line, width, bold=bold) for line in text.split("\n"))
    room = max(width, 1)
    lines, left = 0, 0
    for word in text.split(" "):
        broad = max(breadth(word, bold=bold), 1)
        if lines and broad < left:
            left -= broad + 1
        else:
            lines += -(-broad // room)
            left = room - (broad - 1) % room - 1
    return lines
