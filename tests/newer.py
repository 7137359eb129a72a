"""Programs that are newer by a revision: made up, since there is one revision so far."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ethnictrack.book import files, migrate

ROOT = Path(__file__).parents[1]
PATCH = ROOT / "docs" / "add-a-field.patch"
_NOTHING = (
    '"""Nothing new."""\n\nrevision, down_revision = "0002", "0001"\n\n\ndef upgrade(): ...\n'
)


def patched_source(folder: Path, *names: str) -> Path:
    """Copy parts of the project and make the change of docs/add-a-field.patch there.

    What Python compiled comes along: it is good for every file that the patch leaves alone.
    """
    for name in ("src", "docs", *names):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    subprocess.run(["git", "apply", str(PATCH)], cwd=folder, check=True)
    return folder / "src"


def raise_revision(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make this very program one of a second revision, in which nothing is new but the number."""
    scripts = folder / "migrations"
    shutil.copytree(ROOT / "src/ethnictrack/book/migrations", scripts)
    (scripts / "versions" / "0002_nothing.py").write_text(_NOTHING, encoding="utf-8")
    newer = files.REVISION + 1
    for name, module in list(sys.modules.items()):
        # Of its own: the library asks for it anew each time, and would be left with the newer one.
        if name.startswith("ethnictrack.") and "REVISION" in vars(module):
            monkeypatch.setattr(module, "REVISION", newer)
    defaults: dict[str, object] = files.inspect_file.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "revision", newer)
    monkeypatch.setattr(migrate, "SCRIPTS", str(scripts))
