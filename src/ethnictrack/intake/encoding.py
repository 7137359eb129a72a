"""Which encoding a text file is in: said, marked, or recognised; never guessed."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from ethnictrack.domain.errors.files import (
    UncertainEncodingError,
    UnknownEncodingError,
)
from ethnictrack.domain.text import shown
from ethnictrack.intake.outside import Outside

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp1258": "cp1258",
    "windows-1258": "cp1258",
}


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by the name shown to people, and Python's codec for it."""

    name: str
    codec: str

    def decoder(self) -> Callable[[bytes, bool], str]:
        """Return a decoder that is fed chunk by chunk."""
        return codecs.getincrementaldecoder(self.codec)("strict").decode


def encoding_of(outside: Outside, said: str | None) -> Encoding:
    """Return the encoding of a file. Raises: UnknownEncodingError, UncertainEncodingError."""
    marked = next((codec for mark, codec in _MARKS if outside.head(3).startswith(mark)), None)
    if said is not None:
        name = said.strip().lower().replace("_", "-")
        if name not in _CODECS:
            raise UnknownEncodingError(shown(said), tuple(_CODECS))
        return Encoding(name, _CODECS[name])
    if marked:
        return Encoding(marked.removesuffix("-sig"), marked)
    line, position = _first_stranger(outside)
    if not line:
        return Encoding("utf-8", "utf-8-sig")
    raise UncertainEncodingError(line, position, ())


def _first_stranger(outside: Outside) -> tuple[int, int]:
    """Return line and byte, from 1, of what is not UTF-8; (0, 0) when everything is."""
    decode = codecs.getincrementaldecoder("utf-8")("strict").decode
    line, done = 1, 0
    for chunk in chain(outside.chunks(), (b"",)):
        try:
            decode(chunk, not chunk)
        except UnicodeDecodeError as cause:
            start = done - (len(cause.object) - len(chunk)) + cause.start
            return line + cause.object[: cause.start].count(b"\n"), start + 1
        line += chunk.count(b"\n")
        done += len(chunk)
    return 0, 0
