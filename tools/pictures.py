"""Makes the pictures of the READMEs from the sample book: ``python tools/pictures.py``.

What a terminal shows becomes an SVG with its letters in it; a test compares them with what the
program prints. Pages are photographed by Chromium and LibreOffice, where ``--pages`` asks for it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from ethnictrack.cli.shell.app import run
from ethnictrack.cli.shell.command_line import World

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 100  # columns of the terminal
SETTINGS = {"COLUMNS": str(WIDTH), "TERM": "xterm-256color", "PAGER": ""}
LANGUAGES = ("en", "vi")
COMMANDS = {
    "rates": "report rates --year 2021 --as-of 15/11/2021",
    "refusal": "disburse import thang-11.csv",
}
NOW = datetime(2021, 11, 25, 1, 0, tzinfo=UTC)
_FILE = """Mã chương trình,Ngày,Số tiền,Diễn giải
CT135,05/11/2021,"2.145,5 triệu","Đường giao thông, đợt 2"
CT135,31/11/2021,"1,830 tỷ","Kênh mương, đợt 1"
CT135,12/11/2021,"1.234.56",Trâu bò giống
"""
_FETCHED = re.compile(r"@font-face {.*?}\s*", re.DOTALL)  # fonts of another site
_COLORS = 16


class _Terminal(TextIOWrapper):
    """What is written to it, as a terminal gets it."""

    def __init__(self) -> None:
        self._got = BytesIO()
        super().__init__(self._got, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        return self._got.getvalue().decode()


def of_terminal(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of each picture of a terminal; ``folder`` is worked in."""
    shutil.copy(ROOT / "data" / "sample.sqlite", folder / "so.sqlite")
    (folder / "thang-11.csv").write_text(_FILE, encoding="utf-8")
    for language in LANGUAGES:
        for name, command in COMMANDS.items():
            terminal, said = _Terminal(), ["--book", "so.sqlite", "--lang", language]
            with ExitStack() as stack:
                stack.enter_context(patch.dict(os.environ, SETTINGS))
                stack.enter_context(chdir(folder))
                stack.enter_context(redirect_stdout(terminal))
                stack.enter_context(redirect_stderr(terminal))
                run([*said, *command.split()], World(clock=lambda: NOW))
            yield f"{name}.{language}.svg", _svg(command, terminal.shown, name + language)


def _svg(command: str, shown: str, identity: str) -> str:
    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(f"[green]$[/] ethnictrack {command}\n", highlight=False)
    console.print(Text.from_ansi(shown))
    return _FETCHED.sub("", console.export_svg(title="", theme=MONOKAI, unique_id=identity))


def of_pages(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PNG of an HTML page and of a Word page in each language."""
    for language in LANGUAGES:
        page, letter = folder / f"rates.{language}.html", folder / f"annual.{language}.docx"
        _written(language, "rates", "--year", "2021", "-o", str(page))
        _written(language, "annual", "2021", "-o", str(letter))
        photo = folder / "page.png"
        _do(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--window-size=1000,820", f"--user-data-dir={folder / 'browser'}"),
            *(f"--screenshot={photo}", page.as_uri()),
        )
        yield f"html.{language}.png", _small(photo)
        home = (folder / "office").as_uri()
        _do("soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf",
            "--outdir", str(folder), str(letter))  # fmt: skip
        printed = letter.with_suffix(".pdf")
        _do("pdftoppm", "-png", "-singlefile", "-r", "85", str(printed), str(folder / "page"))
        yield f"word.{language}.png", _small(photo)


def _written(language: str, *words: str) -> None:
    book = ["--book", str(ROOT / "data" / "sample.sqlite"), "--lang", language]
    if run([*book, "report", *words, "--as-of", "15/11/2021"], World(clock=lambda: NOW)):
        raise RuntimeError(words)


def _do(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=120)


def _small(photo: Path) -> bytes:
    from PIL import Image  # noqa: PLC0415 - where pages are photographed alone

    out = BytesIO()
    Image.open(photo).convert("RGB").quantize(_COLORS).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, svg in of_terminal(Path(folder)):
            (PICTURES / name).write_text(svg, encoding="utf-8")
        if "--pages" in sys.argv[1:]:
            for name, png in of_pages(Path(folder)):
                (PICTURES / name).write_bytes(png)
    return 0


if __name__ == "__main__":
    sys.exit(main())
