"""A whole book as JSON lines: an object a line, so that any tool reads it from the top.

The last line seals all bytes before it. Nothing in it depends on when it was written: the same
book gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from ethnictrack.audit.exported import FORM, Header, Row

# Signs inside a text that some programs take for the end of a line.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def lines(header: Header, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the first line, a line for each row, and the last line."""
    digest = hashlib.sha256()

    def line(value: Mapping[str, object]) -> bytes:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for sign, escape in _LINE_ENDS.items():  # much faster than one walk through every letter
            text = text.replace(sign, escape)
        written = f"{text}\n".encode(errors="surrogatepass")
        digest.update(written)
        return written

    yield line({"form": FORM, **asdict(header)})
    for table, row in rows:
        yield line({"table": table, "row": row})
    yield line({"rows": header.rows, "digest": digest.hexdigest()})
