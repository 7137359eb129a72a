"""Every bad file through the command line: its code, its exit code, and the book as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.books import digest
from tests.importing.corpus import BAD, Bad
from tests.shell import ok, run
from tests.spread import in_turns

_OPTIONS = {"sheet": "--sheet", "encoding": "--encoding", "header_row": "--header-row"}
_SAID = [bad for bad in BAD if set(bad.said) <= set(_OPTIONS)]  # the rest is said by no option


@pytest.fixture(scope="module")
def book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book that none of the files may change, so that one is enough for all."""
    path = tmp_path_factory.mktemp("corpus") / "book.sqlite"
    path.write_bytes(template.read_bytes())
    ok("program", "add", "CT135", "Chương trình 135", book=path)
    ok("allocate", "add", "CT135", "1.000 tỷ", "--year", "2021", book=path)
    return path


def test_most_of_the_corpus_is_typed() -> None:
    """Otherwise the test below would pass on little."""
    assert len(_SAID) >= 150


# Each is read daily by importing/test_corpus.py, which a command does as well.
@in_turns("bad", [pytest.param(bad, id=bad.name) for bad in _SAID], 0, 3)
def test_a_bad_file_leaves_the_book_as_it_was(book: Path, tmp_path: Path, bad: Bad) -> None:
    """To the byte; the exit code tells a file that is wrong from words that are."""
    path = tmp_path / bad.file
    path.write_bytes(bad.make())
    before = digest(book)
    words = [word for name, value in bad.said.items() for word in (_OPTIONS[name], str(value))]

    ran = run("disburse", "import", str(path), *words, "--json", book=book)

    assert ran.code in {1, 2}
    assert bad.code in _codes(ran.out, ran.err)
    assert digest(book) == before


def _codes(out: str, err: str) -> list[str]:
    """Return the codes of a list of problems, or of the refusal of the whole file."""
    if out:
        return [each["code"] for each in json.loads(out)["errors"]]
    return [json.loads(err[err.index("{") :])["error"]["code"]]
