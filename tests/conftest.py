"""Books for tests: each is made once for all, and every test works on a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

# Tests of the domain need no book, and do not wait for the database to be imported.


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book that is copied: registers and nothing else."""
    from tests.books import make_book  # noqa: PLC0415

    path = tmp_path_factory.mktemp("template") / "book.sqlite"
    make_book(path)
    return path


@pytest.fixture(scope="session")
def full_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book that is copied: a row in every table."""
    from tests.books import fill_book  # noqa: PLC0415

    path = tmp_path_factory.mktemp("full") / "book.sqlite"
    shutil.copy(template, path)
    fill_book(path)
    return path


@pytest.fixture
def fresh_book(template: Path, tmp_path: Path) -> Path:
    """Return a book of the test's own, with registers and nothing else."""
    return Path(shutil.copy(template, tmp_path / "book.sqlite"))


@pytest.fixture
def full_book(full_template: Path, tmp_path: Path) -> Path:
    """Return a book of the test's own, with a row in every table."""
    return Path(shutil.copy(full_template, tmp_path / "book.sqlite"))
