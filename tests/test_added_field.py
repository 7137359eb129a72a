"""What docs/ shows how to add is added to a copy, and works there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what a patch changes or a rule reads, with what Python compiled of it."""
    for name in ("src", "tests", "tools", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _applied(copy: Path, patch: str) -> None:
    """Apply a patch of the documents; catalogues and pages follow, and nothing is left to say."""
    _run(copy, "git", "apply", str(ROOT / "docs" / patch))
    _run(copy, sys.executable, "tools/messages.py")
    _run(copy, sys.executable, "tools/messages.py", "--check")
    _run(copy, sys.executable, "tools/docs.py")


def test_a_new_field_is_a_declaration_a_migration_and_its_words(copy: Path) -> None:
    """No door misses it."""
    _applied(copy, "add-a-field.patch")
    rules = ("tests/rules/test_fields.py", "-k", "disbursement")
    alone = (sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider")
    walked = _run(copy, *alone, *rules)

    assert re.search(r"\d+ passed", walked)
    pages = (copy / "docs" / "commands.md").read_text(encoding="utf-8")
    assert pages.count("--contract NO") == len(("disburse add", "disburse copy", "disburse list"))
    assert len(_places()) <= MOST, _places()


@pytest.mark.parametrize(
    ("patch", "words", "printed"),
    [
        ("add-a-verb.patch", ("place", "count"), "Địa bàn theo cấp"),
        ("add-a-report.patch", ("report", "unpaid", "2021"), "Chương trình chưa giải ngân"),
        ("add-a-format.patch", ("program", "list", "-O", "ssv"), "code;name;"),
        ("add-a-language.patch", ("--lang", "fr", "program", "list"), "Programme"),
    ],
)
def test_a_verb_a_report_a_format_and_a_language_are_a_patch_each(
    copy: Path, patch: str, words: tuple[str, ...], printed: str
) -> None:
    """As docs/ has it, applied to a copy and asked to run."""
    program = (sys.executable, "-m", "ethnictrack", "--book", "book.sqlite")
    _applied(copy, patch)
    _run(copy, *program, "book", "init")

    assert printed in _run(copy, *program, *words)
