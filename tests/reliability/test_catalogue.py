"""Every row of the catalogue of bad input and faults ends as it says, and none is missing."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.books import allocated, digest, signed
from tests.importing.corpus import BAD
from tests.reliability.catalogue import Row, Try
from tests.reliability.catalogue.book import BOOKS, MACHINES
from tests.reliability.catalogue.files import TEXT_FILES, WORKBOOKS
from tests.reliability.catalogue.output import OUTPUTS
from tests.reliability.catalogue.servers import SERVERS
from tests.reliability.catalogue.shell import SHELLS
from tests.reliability.catalogue.values import AMOUNTS, DAYS, TEXTS
from tests.shell import Ran, ok, run, still
from tools.docs import refusals

import ethnictrack
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.values.errors import BookError

TESTS = Path(__file__).parent.parent
# The catalogue, kind by kind, and how many rows each has: one that is dropped is missed here.
KINDS: dict[str, tuple[tuple[Row, ...], int]] = {
    "amounts": (AMOUNTS, 19),
    "texts": (TEXTS, 17),
    "days": (DAYS, 11),
    "text files": (TEXT_FILES, 18),
    "workbooks": (WORKBOOKS, 20),
    "books": (BOOKS, 30),
    "machines": (MACHINES, 12),
    "servers": (SERVERS, 13),
    "outputs": (OUTPUTS, 14),
    "shells": (SHELLS, 14),
}
ROWS = [
    pytest.param(row, id=f"{kind} {number}: {row.what}")
    for kind, (rows, _) in KINDS.items()
    for number, row in enumerate(rows, start=1)
]
BAD_FILES = {(bad.name, bad.code) for bad in BAD}


@pytest.fixture(scope="module")
def prepared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with a plan, a closed year and an inspection that found 200 đồng."""
    book = tmp_path_factory.mktemp("catalogue") / "book.sqlite"
    shutil.copy(template, book)
    with write_book(book, signed("allocate add")) as opened:
        allocated(opened, 901_000_000)
    ok("book", "close", "2019", "--on", "1/2/2020", book=book)
    ok("inspect", "add", "TT-01", "Thanh tra Dự án 1", book=book)
    ok("inspect", "finding", "TT-01", "200", "--action", "budget-recovery", book=book)
    return book


def test_no_row_of_the_catalogue_is_missing() -> None:
    """Each kind has all of its rows, and each row a name of its own."""
    names = [row.what for rows, _ in KINDS.values() for row in rows]

    assert {kind: len(rows) for kind, (rows, _) in KINDS.items()} == {
        kind: wanted for kind, (_, wanted) in KINDS.items()
    }
    assert len(set(names)) == len(names) == sum(wanted for _, wanted in KINDS.values())


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_how_it_ends_and_what_proves_it(row: Row) -> None:
    """By trying it, by a bad file that earns its code, or by a test that is there."""
    assert row.tries or row.corpus or row.proved
    assert row.tries or row.corpus or row.ends
    assert set(row.corpus.items()) <= BAD_FILES
    for each in row.proved:
        path, _, name = each.partition("::")
        assert f"test_{name}" in _functions(TESTS / path), each


@pytest.mark.parametrize("row", [each for each in ROWS if each.values[0].ends])  # type: ignore[union-attr]
def test_a_code_of_a_row_is_one_of_the_program_and_of_its_proof(row: Row) -> None:
    """With the exit code it has; a test that is named speaks of it."""
    sources = [(TESTS / each.partition("::")[0]).read_text("utf-8") for each in row.proved]
    *said, _ = re.split(r"[;:.] |$", row.ends, maxsplit=1)
    for code in re.findall(r"[a-z]+(?:-[a-z]+)+|busy", said[0]):
        kinds = [each for each in _refusals() if each.code == code]
        names = {code, *(each.__name__ for each in kinds)}
        assert any(name in text for name in names for text in sources), code
        assert str(kinds[0].exit) in row.ends, code


@cache
def _refusals() -> list[type[BookError]]:
    """Return every refusal, wherever it is defined."""
    for module in pkgutil.walk_packages(ethnictrack.__path__, "ethnictrack."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    return list(refusals())


@cache
def _functions(path: Path) -> frozenset[str]:
    """Return the names of the functions of a file of tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


@pytest.mark.parametrize("row", [each for each in ROWS if each.values[0].tries])  # type: ignore[union-attr]
def test_what_is_tried_ends_as_it_says(row: Row, prepared: Path, tmp_path: Path) -> None:
    """With its code and exit code; what is refused leaves the book as it was, to the byte."""
    book = Path(shutil.copy(prepared, tmp_path / "book.sqlite"))
    for number, each in enumerate(row.tries):
        words = tuple(_words(each, tmp_path / str(number)))
        before, head = digest(book), _records(book)
        ran = run(*words, book=book, world=still(each.at))

        assert ran.code == each.exit, (each, ran)
        assert "Traceback" not in ran.err
        assert _records(book) == head + each.records, (each, ran)
        assert each.records or digest(book) == before, each
        if each.code:
            assert each.code in _codes(ran), (each, ran)
            _check_told_in_english(each, words, ran, book)
        else:
            shown = json.loads(ran.out)
            assert {name: shown[name] for name in each.shows} == dict(each.shows)


def _words(each: Try, folder: Path) -> Iterator[str]:
    """Yield the words of a try, its file written; all of them ask for JSON."""
    folder.mkdir()
    path = folder / each.name
    path.write_bytes(each.file if isinstance(each.file, bytes) else each.file())
    marked = each.words.index("--") if "--" in each.words else len(each.words)
    for word in (*each.words[:marked], "--json", *each.words[marked:]):
        yield word.replace("{file}", str(path))


def _records(book: Path) -> int:
    with read_book(book) as opened:
        return opened.log.head()[0]


def _errors(ran: Ran) -> list[dict[str, object]]:
    """Return the problems of an import, or the one refusal."""
    if ran.out:
        return list(json.loads(ran.out)["errors"])
    return [json.loads(ran.err[ran.err.index("{") :])["error"]]


def _codes(ran: Ran) -> list[object]:
    return [each["code"] for each in _errors(ran)]


def _check_told_in_english(each: Try, words: tuple[str, ...], ran: Ran, book: Path) -> None:
    """Find the same refusal in the other language, in other words."""
    english = run(*words, book=book, world=still(each.at), lang="en")
    assert (english.code, _codes(english)) == (ran.code, _codes(ran))
    for here, there in zip(_errors(ran), _errors(english), strict=True):
        assert here["message"] != there["message"]
        assert here["hint"] != there["hint"]
