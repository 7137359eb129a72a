"""TSV for the tools of the shell: tabs, LF, one line a row whatever the text holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ethnictrack.render.delimited import delimited
from ethnictrack.render.delimited import pieces as delimited_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.render.words import View
    from ethnictrack.reports.table import Result, Stream

# Everything some program takes for the end of a line or of a field.
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def render(result: Result, _look: View) -> bytes:
    """Write the tables of a document as TSV; breaks inside a text become blanks."""
    return delimited(result.document, **_HOW).encode("utf-8", "backslashreplace")


def pieces(stream: Stream[Any]) -> Iterator[bytes]:
    """Yield a list as the same."""
    for text in delimited_pieces(stream, **_HOW):
        yield text.encode("utf-8", "backslashreplace")


def _on_one_line(text: str) -> str:
    return _BREAKS.sub(" ", text)


_HOW: dict[str, Any] = {"delimiter": "\t", "line_end": "\n", "clean": _on_one_line}
