"""A headless browser that opens pages at several widths and tells what does not fit them.

All pages are opened in one run, each in frames of the widths asked for: what a page does on a
phone depends on the width of its frame alone.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--virtual-time-budget=20000",
)
_DEADLINE = 120  # seconds
_FRAME = '<iframe title="{name} {width}" src="{name}.html" style="width:{width}px"></iframe>'
# What sticks out of the page, unless a box of its own holds it, to scroll or to hide it; and
# letters that look like the box drawn for a letter no font has.
_MEASURE = """
const picture = (letter, font) => {
  const canvas = new OffscreenCanvas(40, 40), pen = canvas.getContext("2d");
  pen.font = font; pen.fillText(letter, 5, 30);
  return pen.getImageData(0, 0, 40, 40).data.join();
};
const held = (each) => {
  for (let at = each.parentElement; at; at = at.parentElement)
    if (getComputedStyle(at).overflowX !== "visible") return true;
  return false;
};
const measure = (frame) => {
  const page = frame.contentDocument, root = page.documentElement;
  const [name, width] = frame.title.split(" ");
  const out = [...page.body.querySelectorAll("*")].filter(
    (each) => each.getBoundingClientRect().right > root.clientWidth + 1 && !held(each));
  const font = "20px " + frame.contentWindow.getComputedStyle(page.body).fontFamily;
  const nothing = picture("\\u{10FFFE}", font);
  const letters = [...new Set(page.body.innerText.replace(/\\s/gu, ""))];
  return {
    name, width: Number(width), scroll: root.scrollWidth, client: root.clientWidth,
    outside: out.map((each) => each.tagName + ": " + each.textContent.slice(0, 40)),
    missing: letters.filter((letter) => picture(letter, font) === nothing).join(""),
    letters: letters.length,
    lowest: Math.min(...[...page.querySelectorAll("svg text")].map(
      (each) => each.getBoundingClientRect().height).filter((height) => height), 99),
  };
};
addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map(measure);
  document.querySelector("pre").textContent = JSON.stringify(found);
});
"""


@dataclass(frozen=True)
class Measured:
    """How a page stands in a frame, in pixels; what sticks out, letters no font has.

    ``lowest`` is the height of the smallest line of text in its pictures; 99 where none has text.
    """

    name: str
    width: int
    scroll: int
    client: int
    outside: list[str]
    missing: str
    letters: int
    lowest: float


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def program() -> str | None:
    """Return the browser that is installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def measure(pages: Mapping[str, bytes], widths: Sequence[int], folder: Path) -> list[Measured]:
    """Open every page at every width; ``folder`` is for files of the browser's own."""
    for name, page in pages.items():
        (folder / f"{name}.html").write_bytes(page)
    frames = "".join(_FRAME.format(name=name, width=wide) for name in pages for wide in widths)
    outer = f'<!doctype html><meta charset="utf-8"><pre></pre>{frames}<script>{_MEASURE}</script>'
    (folder / "frames.html").write_text(outer, encoding="utf-8")
    with _served(folder) as address:
        command = [program() or _NAMES[0], *_QUIET, f"--user-data-dir={folder / 'profile'}"]
        ran = subprocess.run(
            [*command, "--dump-dom", f"{address}/frames.html"],
            capture_output=True,
            timeout=_DEADLINE,
            check=True,
        )
    told = re.search(r"<pre>(.+?)</pre>", ran.stdout.decode(), re.DOTALL)
    if told is None:
        raise AssertionError(ran.stderr.decode()[-2000:])
    return [Measured(**each) for each in json.loads(unescape(told[1]))]


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
