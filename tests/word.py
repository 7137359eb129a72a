"""Word files for tests: the parts of one changed, put in or left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

Change = bytes | Callable[[bytes], bytes]
MAIN = "word/document.xml"


def repacked(page: bytes, changes: Mapping[str, Change], *, without: tuple[str, ...] = ()) -> bytes:
    """Return an archive with some parts changed, or put in where there was none."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(page)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist() if name not in without}
        for name, change in changes.items():
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    """Return a paragraph of these runs."""
    texts = "".join(f"<w:r><w:t xml:space='preserve'>{escape(run)}</w:t></w:r>" for run in runs)
    return f"<w:p>{texts}</w:p>"


def beginning(xml: str) -> Callable[[bytes], bytes]:
    """Put something at the beginning of a document's body."""
    return lambda part: part.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)


def related(kind: str, target: str, *, outside: bool = False) -> Callable[[bytes], bytes]:
    """Put a relation of a kind into a part of relations."""
    mode = " TargetMode='External'" if outside else ""
    link = f"<Relationship Id='rId99' Type='{kind}' Target='{target}'{mode}/></Relationships>"
    return lambda part: part.replace(b"</Relationships>", link.encode(), 1)
