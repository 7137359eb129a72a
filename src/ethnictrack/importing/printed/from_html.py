"""HTML: the cells of every table, the words of every picture, and lines of prose."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ethnictrack.audit.printed import Printed, tidy
from ethnictrack.errors.files import WHY, HostileDocumentError
from ethnictrack.importing.printed.from_text import decoded, grid_of

# In front of the parser, which takes a day over a file of unclosed tags: a page is text, tags
# that close, and comments that do. Nothing here is tried twice.
_PAGE = re.compile(
    r"(?:[^<]++"
    r"|<!--(?:[^-]++|-(?!->))*+-->"
    r"|<[!/]?[a-zA-Z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>)*+"
)
_UNSEEN = frozenset({"style", "script", "template", "head"})
_CELLS = frozenset({"td", "th"})
_TABLE = _CELLS | {"table", "tr"}
_WORDS = frozenset({"text", "title", "desc"})  # of a picture
_BREAKS = frozenset({"br", "p", "li", "ul", "div", "h1", "h2", "h3", "h4", "tr", "caption"})


class PageReader(HTMLParser):
    """Gathers tables, pictures and lines."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[list[list[str]]] = []
        self.line, self.lines = "", list[str]()
        self._tables: list[list[list[str]]] = []  # those open, the innermost last
        self._picture: list[list[str]] | None = None
        self._pictures = self._unseen = 0
        self._word = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note what begins."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _TABLE:
            self._enter_table(tag)
        elif tag == "svg":
            self._enter_picture()
        elif tag in _WORDS and self._picture is not None:
            self._picture.append([""])
            self._word = True
        if tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """Note what ends."""
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag == "svg" and self._pictures:
            self._pictures -= 1
            if not self._pictures:
                self._picture = None
        elif tag in _WORDS:
            self._word = False
        if tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Keep a text where it stands."""
        if self._unseen:
            return
        if self._picture is not None:
            if self._word:
                self._picture[-1][-1] += data
        elif self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1] += data
        else:
            self.line += data

    def _enter_table(self, tag: str) -> None:
        """Begin a table, a row or a cell of the innermost one."""
        if tag == "table":
            self._tables.append([])
            self.grids.append(self._tables[-1])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in _CELLS and self._tables and self._tables[-1]:
            self._tables[-1][-1].append("")

    def _enter_picture(self) -> None:
        """Begin a picture; pictures within it, such as its bars, belong to it."""
        if not self._pictures:
            self._picture = []
            self.grids.append(self._picture)
        self._pictures += 1

    def _break(self) -> None:
        self.lines.append(tidy(self.line))
        self.line = ""


def read(name: str, content: bytes) -> Printed:
    """Read a page. Raises: HostileDocumentError, for one that no browser of today would write."""
    text = decoded(name, content, "<=", 200_000)
    if not _PAGE.fullmatch(text):
        raise HostileDocumentError(name, WHY["damaged"])
    reader = PageReader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError) as cause:  # what the parser says of odd declarations
        raise HostileDocumentError(name, WHY["damaged"]) from cause
    reader.lines.append(tidy(reader.line))
    grids = tuple(grid_of(rows) for rows in reader.grids if rows)
    return Printed(grids, tuple(filter(None, reader.lines)), whole=text)
