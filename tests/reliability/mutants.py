"""Word files with something wrong with them, by chance: read or filled in, each in its turn.

``python -m tests.reliability.mutants KIND COUNT SEED`` prints, as JSON, what came of them: how many
ended in which way, the longest CPU time of one, and the most memory the process ever had.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date

from tests.memory import own_peak

from ethnictrack.i18n import N_
from ethnictrack.importing.printed import read
from ethnictrack.render import render
from ethnictrack.render.to_docx import shipped
from ethnictrack.render.words import View
from ethnictrack.reports.letter import Letter
from ethnictrack.reports.table import Column, Document, Heading, Paragraph, Result, Row, Table
from ethnictrack.values.errors import BookError

Parts = dict[str, bytes]
_SETTINGS = {"office": "BAN DÂN TỘC", "recipients": "UBND tỉnh;Kho bạc", "signer-name": "Đàm A"}
_TABLE = Table(
    (Column("code", N_("Code")), Column("name", N_("Name"))),
    tuple(Row((f"A{at}", "Dự án")) for at in range(5)),
)
RESULT = Result(
    Document(
        N_("Results"),
        (Heading(N_("Head"), "I"), Paragraph("Text."), _TABLE),
        letter=Letter(subject=N_("About"), day=date(2021, 1, 2), settings=_SETTINGS),
    )
)
_HEAVY = ("word/stylesWithEffects.xml", "docProps/thumbnail.jpeg")  # which no reader looks into
_LIKELY = ("word/document.xml", "word/styles.xml", "word/header1.xml", "[Content_Types].xml")
_WORDS = (
    *(b"{{ office }}", b"{{ recipients }}", b"{{", b"}}", b"{% if %}", b"{{ x.y }}", b"[[body]]"),
    *(b"-1", b"0", b"99999999999999999999", b"1e999", b"\xcc\x81" * 60, b"\x00", b"&#0;", b"&x;"),
    *(b"<w:p>", b"</w:p>", b"<w:tbl/>", b"<w:tr/>", b"<w:tc/>", b"<w:sectPr/>", b"<w:t/>", b"<!--"),
    *(b"<w:fldSimple w:instr='LINK x'/>", b"<w:fldChar w:fldCharType='begin'/>", b"TargetMode="),
)


def mutate(parts: Parts, dice: random.Random) -> None:
    """Change a file in one to four ways."""
    for _ in range(dice.randint(1, 4)):
        name = dice.choice(_LIKELY) if dice.random() < 0.7 else dice.choice([*parts])
        if name in parts:
            dice.choice(_WAYS)(parts, name, dice)


def _cut(parts: Parts, name: str, dice: random.Random) -> None:
    """Leave out a piece."""
    start, end = _span(parts[name], dice)
    parts[name] = parts[name][:start] + parts[name][end:]


def _double(parts: Parts, name: str, dice: random.Random) -> None:
    """Put a piece in up to three hundred times."""
    start, end = _span(parts[name], dice)
    times = dice.choice([1, 2, 300])
    parts[name] = parts[name][:end] + parts[name][start:end] * times + parts[name][end:]


def _spoil(parts: Parts, name: str, dice: random.Random) -> None:
    """Change some bytes."""
    content = bytearray(parts[name])
    for _ in range(dice.randint(1, 6) if content else 0):
        content[dice.randrange(len(content))] = dice.randrange(256)
    parts[name] = bytes(content)


def _put(parts: Parts, name: str, dice: random.Random) -> None:
    """Put a word in where a text or a tag may be."""
    ends = [at + 1 for at, one in enumerate(parts[name][:8000]) if one == ord(">")]
    at = dice.choice(ends or [0])
    parts[name] = parts[name][:at] + dice.choice(_WORDS) + parts[name][at:]


def _value(parts: Parts, name: str, dice: random.Random) -> None:
    """Change the value of an attribute."""
    pieces = parts[name].split(b'"')
    if len(pieces) > 2:
        pieces[dice.randrange(1, len(pieces) - 1, 2)] = dice.choice(_WORDS).replace(b"<", b"")
    parts[name] = b'"'.join(pieces)


def _swap(parts: Parts, name: str, dice: random.Random) -> None:
    """Give a part the content of another."""
    parts[name] = parts[dice.choice([*parts])]


def _lose(parts: Parts, name: str, dice: random.Random) -> None:  # noqa: ARG001 - as the others
    """Leave a part out."""
    del parts[name]


def _rename(parts: Parts, name: str, dice: random.Random) -> None:
    """Call a part something else, inside of the file or outside."""
    parts[dice.choice(["word/x.bin", "../x", "word/DOCUMENT.XML", name + "x"])] = parts.pop(name)


def _span(content: bytes, dice: random.Random) -> tuple[int, int]:
    """Return a piece, which is whole tags more often than not."""
    start = dice.randrange(len(content) + 1)
    end = min(start + dice.randint(1, 400), len(content))
    if dice.random() < 0.7:
        start, end = content.find(b"<", start), content.find(b"<", end)
    return max(start, 0), max(end, start, 0)


_WAYS = (_cut, _double, _spoil, _put, _put, _value, _value, _swap, _lose, _rename)


def packed(parts: Parts, dice: random.Random) -> bytes:
    """Return the archive, which is damaged itself once in ten times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    page = bytearray(out.getvalue())
    if dice.random() < 0.1:
        page[dice.randrange(len(page))] = dice.randrange(256)
        del page[dice.choice([len(page), dice.randrange(len(page))]) :]
    return bytes(page)


def _parts(page: bytes) -> Parts:
    """Return the parts of a file, without the heavy ones and what refers to them."""
    with zipfile.ZipFile(io.BytesIO(page)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for heavy in _HEAVY:
        del parts[heavy]
        link = b"<Relationship [^>]*%s[^>]*>" % re.escape(heavy.rpartition("/")[2].encode())
        for name in filter(_is_relations, parts):
            parts[name] = re.sub(link, b"", parts[name])
    return parts


def _is_relations(name: str) -> bool:
    return name.endswith(".rels")


def _fill(page: bytes) -> object:
    return render(RESULT, "docx", View(template=page))


def _read(page: bytes) -> object:
    return read("x.docx", "docx", page)


KINDS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], object]]] = {
    "templates": (shipped, _fill),
    "documents": (lambda: render(RESULT, "docx", View()), _read),
}


def tried(kind: str, count: int, seed: int) -> dict[str, object]:
    """Try many files, and return what came of them; anything but a refusal of ours is a defect."""
    make, use = KINDS[kind]
    parts, ends = _parts(make()), Counter[str]()
    defects, slowest = [], 0.0
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")  # noqa: S311 - to be had again
        mutant = dict(parts)
        mutate(mutant, dice)
        page, start = packed(mutant, dice), time.process_time()
        try:
            use(page)
            ends["taken"] += 1
        except BookError as refusal:
            ends[refusal.code] += 1
        except BaseException as defect:  # noqa: BLE001 - it is what is looked for
            defects.append(f"{number}: {type(defect).__name__}: {defect}")
        slowest = max(slowest, time.process_time() - start)
    memory = own_peak()
    return {"ends": ends, "defects": defects, "slowest": slowest, "megabytes": memory}


if __name__ == "__main__":
    print(json.dumps(tried(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201
