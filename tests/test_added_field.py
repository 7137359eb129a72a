"""A new field, as docs/add-a-field.patch shows it: made in a copy, it stands at every door."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATCH = ROOT / "docs" / "add-a-field.patch"
MOST = 3  # runs of changed lines by hand, besides the migration and the translations
_BESIDES = ("src/ethnictrack/book/migrations/", "src/ethnictrack/locale/")


def _places() -> list[str]:
    """Return where the patch changes lines of the source by hand, each run once."""
    found = []
    file = ""
    for line in PATCH.read_text(encoding="utf-8").splitlines():
        if line.startswith("+++ "):
            file = line.removeprefix("+++ b/")
        elif line.startswith("@@") and file.startswith("src/") and not file.startswith(_BESIDES):
            found.append(file)
    return found


def _run(copy: Path, *words: str) -> str:
    """Run a program of the copy, which has to succeed; return what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONUTF8": "1"}
    environment.pop("PYTEST_ADDOPTS", None)  # what counts lines here counts other lines there
    done = subprocess.run(words, cwd=copy, env=environment, capture_output=True, check=False)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, told
    return told


def test_a_new_field_is_a_declaration_a_migration_and_its_words(tmp_path: Path) -> None:
    """The same patch in a copy of the source: pages and catalogue follow, no door misses it."""
    for name in ("src", "tests", "tools", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)

    _run(tmp_path, "git", "apply", str(PATCH))
    _run(tmp_path, sys.executable, "tools/messages.py")
    _run(tmp_path, sys.executable, "tools/messages.py", "--check")
    _run(tmp_path, sys.executable, "tools/docs.py")
    rules = ("tests/rules/test_fields.py", "-k", "disbursement")
    pytest = (sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider")
    walked = _run(tmp_path, *pytest, *rules)

    assert re.search(r"\d+ passed", walked)
    pages = (tmp_path / "docs" / "commands.md").read_text(encoding="utf-8")
    assert pages.count("--contract NO") == len(("disburse add", "disburse list"))
    assert len(_places()) <= MOST, _places()
