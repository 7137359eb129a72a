"""Texts in a file of divided text, which no spreadsheet is to take for formulas.

A spreadsheet may divide a line elsewhere than we do: on a Vietnamese Windows at each semicolon, and
a quotation mark before it then counts for nothing. So an apostrophe stands before a text that would
run, and behind every sign of it where such a cell could begin.
"""

from __future__ import annotations

import re

_PASSED_OVER = '[ "\u00a0\u200b\ufeff]*'  # before what a cell begins with
_RUNS = "=+\\-@|%'＝＋－＠｜％＇"
_FIRST = f"(?={_PASSED_OVER}[{_RUNS}\t\r\n\0])"  # some programs pass over these too
_LATER = f"(?={_PASSED_OVER}[{_RUNS}])"
_OPEN = re.compile(f"\\A{_FIRST}|(?<=[;\t\r\n]){_LATER}")
_GUARDED = re.compile(f"\\A'{_FIRST}|(?<=[;\t\r\n])'{_LATER}")


def guarded(text: str) -> str:
    """Put an apostrophe before whatever a spreadsheet would run, and before an apostrophe."""
    return _OPEN.sub("'", text)


def unguarded(text: str) -> str:
    """Take away what ``guarded`` put there, and nothing else."""
    return _GUARDED.sub("", text)
