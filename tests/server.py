"""A PostgreSQL server of the tests' own: started by the first who asks, one for all processes.

It listens on a socket in a temporary folder and nowhere else. Its address is passed on in the
environment, which the processes of pytest-xdist inherit; the first process stops it at the end.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

    from ethnictrack.book.location import Server

FOLDER = "TEST_SERVER_FOLDER"
OWNER = "postgres"
_COUNT = itertools.count()
_CHOSEN: list[Path] = []  # by this process: tests that run tests share the folder of theirs
_CHOOSES = 150_000  # the version from which a server is told how to copy; before, it copies files
_NEW = ("-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C", "-N")
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # nobody cuts the power of a test
    "max_connections": "60",
    "max_prepared_transactions": "0",
    "autovacuum": "off",
    "lc_messages": "C",
}


def programs() -> Path | None:
    """Return the folder of the newest server that is installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: int(path.parts[-3]))
    return newest[-1].parent if newest else None


def missing() -> str | None:
    """Say why no server can be started here; None when one can."""
    if sys.platform == "win32":
        return "the tests start a server on a Unix socket"
    if programs() is None:
        return "no PostgreSQL server is installed"
    if os.geteuid() == 0 and not _postgres_exists():
        return "root may not run a server, and there is no user postgres"
    return None


def _postgres_exists() -> bool:
    import pwd  # noqa: PLC0415 - not there on Windows

    return any(each.pw_name == OWNER for each in pwd.getpwall()) and bool(shutil.which("runuser"))


def reserve() -> None:
    """Choose the folder before other processes are started; nothing runs yet."""
    if FOLDER not in os.environ:
        where = os.environ.get("PYTEST_DEBUG_TEMPROOT")  # what pytest goes by for other files
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="pg", dir=where)
        _CHOSEN.append(Path(os.environ[FOLDER]))


def stop() -> None:
    """Stop the server, if anybody started it, and remove its folder; whoever chose it does."""
    if not _CHOSEN:
        return
    folder = _CHOSEN.pop()
    del os.environ[FOLDER]
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@cache
def folder() -> Path:
    """Return the folder of the running server; start it if nobody has."""
    where = Path(os.environ[FOLDER])
    with _alone(where):
        if not (where / "data" / "postmaster.pid").exists():
            _start(where)
    return where


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    """Let one process at a time do something once for all."""
    with (where / "lock").open("w") as lock:
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(where: Path) -> None:
    where.chmod(0o755)
    for name in ("data", "socket"):
        (where / name).mkdir()
        if os.geteuid() == 0:
            shutil.chown(where / name, OWNER)
    data = str(where / "data")
    _run("initdb", "-D", data, *_NEW)
    options = _options(f"-k {where / 'socket'}")
    _run("pg_ctl", "-D", data, "-w", "-l", str(where / "data" / "log"), "-o", options, "start")


def _options(*more: str) -> str:
    return " ".join((*more, *(f"-c {name}={value}" for name, value in _SETTINGS.items())))


def _run(program: str, *words: str) -> None:
    bin_folder = programs()
    assert bin_folder is not None
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*as_owner, str(bin_folder / program), *words],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@contextmanager
def standby(place: Server) -> Iterator[Server]:
    """Run a copy of the server that is for reading only; yield the place of a book there."""
    from ethnictrack.book.location import Server, locate  # noqa: PLC0415 - not for other tests

    there = str(folder() / "socket")
    from_there = ("-h", there, "-U", OWNER, "-R", "-X", "stream", "-c", "fast", "--no-sync")
    with _second("pg_basebackup", *from_there, settings="-c hot_standby=on") as where:
        same = locate(place.shown.replace(there, str(where)))
        assert isinstance(same, Server)
        yield same


@contextmanager
def another() -> Iterator[Path]:
    """Run a second server, which knows nothing of the first; yield the folder of its socket."""
    with _second("initdb", *_NEW) as where:
        yield where


@contextmanager
def _second(program: str, *words: str, settings: str = "") -> Iterator[Path]:
    """Run a server beside the first, whose files a program makes; nothing of it stays."""
    where = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(where, OWNER)
    data = str(where / "data")
    try:
        _run(program, "-D", data, *words)
        options = _options(f"-k {where} {settings}")
        _run("pg_ctl", "-D", data, "-w", "-l", str(where / "log"), "-o", options, "start")
        yield where
    finally:
        if (where / "data" / "postmaster.pid").exists():
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(where, ignore_errors=True)


def url(database: str, **asked: str) -> str:
    """Return the address of a database, as a user writes it."""
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"postgresql+psycopg://{OWNER}@/{database}?host={folder() / 'socket'}{more}"


def server(database: str, **asked: str) -> Server:
    """Return the place of a book."""
    from ethnictrack.book.location import Server, locate  # noqa: PLC0415 - not for other tests

    place = locate(url(database, **asked))
    assert isinstance(place, Server)
    return place


def raw(place: Server | str, **how: Any) -> psycopg.Connection[Any]:  # noqa: ANN401
    """Connect as a database browser would, in the schema of the book; each statement is kept."""
    import psycopg  # noqa: PLC0415 - not for other tests

    address = place if isinstance(place, str) else place.address
    connection: psycopg.Connection[Any] = psycopg.connect(address, **{"autocommit": True, **how})
    if not isinstance(place, str):
        connection.execute(f'SET search_path = "{place.schema}"')
        if not connection.autocommit:
            connection.commit()
    return connection


def once(database: str, fill: Callable[[Server], None]) -> str:
    """Make a database that others are copied from, unless another process has; return its name."""
    made = Path(os.environ[FOLDER]) / f"made-{database}"
    place = server(database)
    with _alone(Path(os.environ[FOLDER])):
        if not made.exists():
            _execute(f"CREATE DATABASE {database}")
            fill(place)
            made.touch()
    return database


def copied(template: str, **asked: str) -> Server:
    """Return a book in a database of its own."""
    name = f"{template}_{os.getpid()}_{next(_COUNT)}"
    # Nobody else may be connected to a template; its files are copied, not its pages one by one.
    with _alone(Path(os.environ[FOLDER])), _connected() as connection:
        how = " STRATEGY file_copy" if connection.info.server_version >= _CHOOSES else ""
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{how}")
    return server(name, **asked)


def as_role(place: Server, role: str) -> Server:
    """Return the same book, as another role of the server opens it."""
    from ethnictrack.book.location import Server, locate  # noqa: PLC0415 - not for other tests

    same = locate(re.sub("//[^@]+@", f"//{role}@", place.shown))
    assert isinstance(same, Server)
    return same


def dropped(place: Server) -> None:
    """Remove a database, whoever is still connected."""
    name = place.shown.partition("?")[0].rpartition("/")[2]
    _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _execute(statement: str) -> None:
    with _connected() as connection:
        connection.execute(statement)


def _connected() -> psycopg.Connection[Any]:
    return raw(url("postgres").replace("+psycopg", ""))
