"""Books for tests: each is made once for all, and every test works on a copy of its own."""

from __future__ import annotations

import gettext
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from tests import server, warm
from tests.reliability.size import FULL, size

from ethnictrack.i18n import _Language
from ethnictrack.importing import guarded

if TYPE_CHECKING:
    from ethnictrack.book.location import Location, Server
    from ethnictrack.book.opening import Book

ROOT = Path(__file__).parents[1]

# Properties are tried the same way everywhere, with examples that are new in every run: a run that
# is fixed, or shorter, on one machine hides what the others find. Those that failed are kept beside
# the project and come first in the next run; `--hypothesis-seed=N` repeats a run, as its end says.
# How many are tried is a little here, and more by `make reliability`.
# How fast an example is found or run says something of the machine, not of the books.
settings.register_profile(
    "books",
    settings.get_profile("default"),  # by itself Hypothesis takes another where CI is set
    deadline=None,
    max_examples=size(60, 2000),
    suppress_health_check=[HealthCheck.too_slow],
    database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis" / "examples"),
    print_blob=True,
)
settings.load_profile("books")

# Tests of the domain need no book, and do not wait for the database to be imported.


@pytest.fixture(autouse=True)
def _the_language_of_the_start() -> None:
    """Leave no language to the next test: one process speaks one at a time."""
    _Language.name, _Language.catalogue = "vi", gettext.NullTranslations()


@pytest.fixture(autouse=True, scope="module")
def _readers_of_workbooks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fork the child that reads a workbook; a module that is about its start says so."""
    forked = sys.platform != "win32" and not getattr(request.module, "STARTS_READERS", False)
    with pytest.MonkeyPatch.context() as patch:
        if forked:
            patch.setattr(guarded, "_ran", warm.read_warm)
        yield


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


_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
_ROOM = 4 * 2**30  # bytes: what all tests leave there at one time is a small part of it


def _work_in_memory() -> None:
    """Keep the files of tests in memory where there is room.

    A book waits for its disk with each command that writes, and nobody cuts the power of a test;
    `make reliability` works on the disk.
    """
    if not FULL and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_configure(config: pytest.Config) -> None:
    """Choose where files and the server will be, for this process and those it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Started in the background, where what we start would not hear an interruption either.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # Hundreds of processes are started: each would compile the program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if not hasattr(config, "workerinput"):
        _work_in_memory()
        server.reserve()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run take a share of the tests, of all kinds alike."""
    parser.addoption(
        "--share", default="1/1", help="run a part of the tests: 2/6, the second sixth"
    )


@pytest.hookimpl(trylast=True)  # those of hypothesis are marked by its own plugin
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Count no lines in properties, which go over the same ones a hundred times; take a share.

    What only a POSIX system has is not tried on Windows.
    """
    for item in items:
        if sys.platform == "win32" and (mark := item.get_closest_marker("posix")):
            item.add_marker(pytest.mark.skip(reason=mark.args[0]))
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")
    part, parts = map(int, config.getoption("--share").split("/"))
    left = [item for item in items if crc32(item.nodeid.encode()) % parts != part - 1]
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server when all processes are done."""
    if not hasattr(config, "workerinput"):
        server.stop()


def needs(missing: str | None) -> None:
    """Skip a test for the program it lacks; under CI, which installs them all, fail.

    A person who changes a sentence need not install a database server; what nobody runs is a hole.
    """
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def running_server() -> None:
    """Say that a test needs a PostgreSQL server."""
    needs(server.missing())


@pytest.fixture(scope="session")
def template_server(running_server: None) -> str:  # noqa: ARG001 - it has to run
    """Make the book on the server that is copied: registers and nothing else."""
    from tests.books import make_book  # noqa: PLC0415

    return server.once("fresh", make_book)


@pytest.fixture(scope="session")
def full_template_server(running_server: None) -> str:  # noqa: ARG001 - it has to run
    """Make the book on the server that is copied: a row in every table."""
    from tests.books import fill_book, make_book  # noqa: PLC0415

    def fill(place: Server) -> None:
        make_book(place)
        fill_book(place)

    return server.once("filled", fill)


@pytest.fixture(scope="session")
def shared_server(template_server: str) -> Server:
    """Return a book on the server for tests that keep nothing in it."""
    return server.copied(template_server)


@pytest.fixture(scope="session")
def full_shared_server(full_template_server: str) -> Server:
    """Return a book with a row in every table for tests that keep nothing in it."""
    return server.copied(full_template_server)


@pytest.fixture
def fresh_server(template_server: str) -> Iterator[Server]:
    """Return a book of the test's own on the server, with registers and nothing else."""
    place = server.copied(template_server)
    yield place
    server.dropped(place)


@pytest.fixture
def full_server(full_template_server: str) -> Iterator[Server]:
    """Return a book of the test's own on the server, with a row in every table."""
    place = server.copied(full_template_server)
    yield place
    server.dropped(place)


BACK_ENDS = ["sqlite", "postgresql"]


@pytest.fixture(params=BACK_ENDS)
def fresh_place(request: pytest.FixtureRequest) -> Location:
    """Return a book of the test's own, in a file and on a server; registers and nothing else."""
    name = {"sqlite": "fresh_book", "postgresql": "fresh_server"}[request.param]
    place: Location = request.getfixturevalue(name)
    return place


@pytest.fixture(params=BACK_ENDS)
def full_place(request: pytest.FixtureRequest) -> Location:
    """Return a book of the test's own, in a file and on a server; a row in every table."""
    name = {"sqlite": "full_book", "postgresql": "full_server"}[request.param]
    place: Location = request.getfixturevalue(name)
    return place


@pytest.fixture(params=BACK_ENDS)
def open_book(request: pytest.FixtureRequest) -> Iterator[Book]:
    """Return a book that is open for one command, in a file and on a server; nothing is kept."""
    from tests.books import signed  # noqa: PLC0415

    from ethnictrack.book.opening import write_book  # noqa: PLC0415

    name = {"sqlite": "fresh_book", "postgresql": "shared_server"}[request.param]
    with write_book(request.getfixturevalue(name), signed(), dry_run=True) as book:
        yield book
