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
PROGRAM = (sys.executable, "-m", "ethnictrack", "--book", "book.sqlite")
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


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what patches change or a rule reads, with all of them applied.

    That each applies by itself is held by a rule about the documents. Catalogues and pages follow,
    and nothing is left to say.
    """
    copy = tmp_path_factory.mktemp("copy")
    for name in ("src", "tests", "tools", "docs"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    for patch in sorted((ROOT / "docs").glob("add-a-*.patch")):
        _run(copy, "git", "apply", str(patch))
    _run(copy, sys.executable, "tools/messages.py")  # which ends with its own check
    _run(copy, sys.executable, "tools/docs.py")
    _run(copy, *PROGRAM, "book", "init")
    return copy


def test_a_new_field_is_a_declaration_a_migration_and_its_words(copy: Path) -> None:
    """No door misses it."""
    rules = ("tests/rules/test_fields.py", "-k", "disbursement")
    alone = (sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider")
    walked = _run(copy, *alone, *rules)

    assert re.search(r"\d+ passed", walked)
    pages = (copy / "docs" / "commands.md").read_text(encoding="utf-8")
    assert pages.count("--contract NO") == len(("disburse add", "disburse copy", "disburse list"))
    assert len(_places()) <= MOST, _places()


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (("place", "count"), "Địa bàn theo cấp"),
        (("report", "unpaid", "2021"), "Chương trình chưa giải ngân"),
        (("program", "list", "-O", "ssv"), "code;name;"),
        (("--lang", "fr", "program", "list"), "Programme"),
    ],
    ids=["a verb", "a report", "a format", "a language"],
)
def test_a_verb_a_report_a_format_and_a_language_are_a_patch_each(
    copy: Path, words: tuple[str, ...], printed: str
) -> None:
    """As docs/ has it, applied to a copy and asked to run."""
    assert printed in _run(copy, *PROGRAM, *words)
