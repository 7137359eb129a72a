"""Files of every kind an import reads, each changed a little: the same ones for the same seed."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_OFFICE = Path(__file__).parent.parent / "cli" / "office"
_TOKENS = (
    *(b"", b"\0", b"\n", b'"', b'""', b";", b",", b"\t", b"<", b">", b"&amp;", b"&#0;", b"]]>"),
    *(b"-1", b"0", b"1", b"200", b"199999", b"1048576", b"4294967295", b"99999999999999999999"),
    *(b"1e308", b"NaN", b"inf", b"=1+1", b"#N/A", b"A1", b"XFD1048576", b"GR200000", b"A0", b"1A"),
    *(b"true", b"null", b"[]", b"{}", b"1900-02-29", b"2021-02-31", b"9999-99-99T99:99:99Z"),
    *("a\u0300\u0316".encode() * 40, "ắ".encode() * 300, b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf"),
    *(b"<x>" * 200, b"a," * 300, b"x" * 40_000, "ă".encode()[:1], b"\x80", b"../", b"&lol;"),
)  # fmt: skip
_WORD = re.compile(rb'"[^"<>]{0,40}"|[0-9]+|[A-Za-z:]+')


def _changed(content: bytes, dice: random.Random) -> bytes:
    """Return content with some of it overwritten, left out, doubled or put elsewhere."""
    found = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        at = dice.randrange(len(found) + 1)
        end = min(len(found), at + dice.choice((1, 1, 2, 4, 8, 64, 500, 5000)))
        dice.choice(_CHANGES)(found, at, end, dice)
    return bytes(found)


def _flip(found: bytearray, at: int, _end: int, dice: random.Random) -> None:
    if at < len(found):
        found[at] ^= 1 << dice.randrange(8)


def _overwrite(found: bytearray, at: int, _end: int, dice: random.Random) -> None:
    value = dice.choice((0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, dice.getrandbits(32)))
    size = dice.choice((1, 2, 4))
    found[at : at + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def _insert(found: bytearray, at: int, _end: int, dice: random.Random) -> None:
    found[at:at] = dice.choice(_TOKENS)


def _drop(found: bytearray, at: int, end: int, _dice: random.Random) -> None:
    del found[at:end]


def _double(found: bytearray, at: int, end: int, dice: random.Random) -> None:
    times = dice.choice((1, 2, 50, 3000))
    found[at:at] = (found[at:end] * times)[:2_000_000]


def _cut(found: bytearray, at: int, _end: int, _dice: random.Random) -> None:
    del found[at:]


def _exchange(found: bytearray, at: int, _end: int, dice: random.Random) -> None:
    """Put something else in the place of a word, a number or a text."""
    word = _WORD.search(found, at)
    if word:
        quote = b'"' if word[0].startswith(b'"') else b""
        found[word.start() : word.end()] = quote + dice.choice(_TOKENS) + quote


_CHANGES = (_flip, _overwrite, _insert, _drop, _double, _cut, _exchange, _exchange, _exchange)


def _zipped(content: bytes, dice: random.Random) -> bytes:
    """Change a zipped workbook: the archive, or what is in one or two of its parts."""
    if dice.random() < 0.2:
        return _changed(content, dice)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    weighed = [name for name in parts for _ in range(9 if _telling(name) else 1)]
    for name in dice.choices(weighed, k=dice.choice((1, 1, 2))):
        parts[name] = _changed(parts[name], dice)
    method = dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(target, "w", method) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return target.getvalue()


def _telling(name: str) -> bool:
    return "sheet" in name or "content" in name or "workbook" in name or "String" in name


def _export(content: bytes, dice: random.Random) -> bytes:
    """Change an export as damage does; or a value of it, as whoever can seal it anew could."""
    if dice.random() < 0.95:
        return _changed(content, dice)
    first, *rows, last = map(json.loads, content.splitlines())
    for _ in range(dice.choice((1, 1, 2))):
        row: dict[str, Any] = dice.choice(rows)["row"]
        row[dice.choice([*row])] = dice.choice(_VALUES)
    lines = [json.dumps(each, ensure_ascii=False) for each in (first, *rows)]
    text = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    sealed = {**last, "digest": hashlib.sha256(text).hexdigest()}
    return text + json.dumps(sealed).encode() + b"\n"


_VALUES: tuple[object, ...] = (
    *(None, True, -1, 0, 2**31, 2**63 - 1, 2**63, 1.5, "", "x", "\0", "\ud800", [], {}, "[]", "{}"),
    *("2021-02-31", "2021-11-31T08:00:00Z", "9999-12-31", '{"changes":5}', '{"pages":[1]}'),
    *("a" + "\u0300\u0316" * 5000, "0" * 64, '{"changes":[{"object":1}]}', "initial", "ắ" * 3000),
)

_CSV = (
    "Đơn vị tính: nghìn đồng;;;;\nSTT;Mã chương trình;Số tiền;Ngày;Diễn giải\n"
    + "".join(f"{n};DA{n % 2 + 1};1.{n:03};15/11/2021;“Đợt {n}”\n" for n in range(1, 12))
    + 'Tổng cộng;;11.066;;\n;;;;"Người lập, ký"\n'
).encode()

KINDS: dict[str, tuple[str, Callable[[bytes, random.Random], bytes]]] = {
    "xlsx": ("giai-ngan.xlsx", _zipped),
    "ods": ("giai-ngan.ods", _zipped),
    "xls": ("giai-ngan.xls", _changed),
    "csv": ("giai-ngan.csv", _changed),
    "jsonl": ("so.jsonl", _export),
}


def whole(kind: str, export: Path) -> bytes:
    """Return the file of a kind that is changed; ``export`` is that of a book."""
    if kind == "jsonl":
        return export.read_bytes()
    return _CSV if kind == "csv" else (_OFFICE / KINDS[kind][0]).read_bytes()


def mutant(kind: str, content: bytes, seed: str, number: int) -> bytes:
    """Return one of the changed files."""
    return KINDS[kind][1](content, random.Random(f"{seed}/{kind}/{number}"))  # noqa: S311 - dice
