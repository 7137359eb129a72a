"""What is nobody's business is said nowhere, and nothing is written but what was named.

The canary is an identity number with a name, as payees and notes of an office have them; the other
one a password in the address of a server.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import verbs
from tests.books import signed, tamper
from tests.cli.test_cli_refusals import CASES, prepared
from tests.newer import raise_revision
from tests.server import raw, url
from tests.shell import PROGRAM, clean_environment, ok, run

from ethnictrack.book.location import Server
from ethnictrack.book.opening import write_book

__all__ = ["prepared"]  # a fixture is found by its name

PERSON = "079123456789 Lý Văn Páo"
PASSWORD = "M4t-kh4u-b1-m4t"  # noqa: S105 - of no server
_NAMED = f"UPDATE entry SET payee = '{PERSON}' WHERE side = 'disbursement'"  # noqa: S608
# What a verb makes besides the book and its lock; a name that ends with a star goes on.
MADE = {
    "allocate attach": "own/book.sqlite.files*",
    "disburse attach": "own/book.sqlite.files*",
    "inspect attach": "own/book.sqlite.files*",
    "collect templates": "out/bieu*",
    "book publish": "out/web*",
    "book backup": "out/sao.sqlite",
    "book close": "own/book.sqlite.before-closing-2021-*",
    "book copy": "out/moi.sqlite*",
    "book export": "out/so.jsonl",
    "book import": "own/book.sqlite.files*",
    "book init": "",
    "book restore": "own/book.sqlite.replaced-*",
    "report template": "out/mau.docx",
}
NEW_BOOK = {"book init", "book import"}


@pytest.fixture(scope="module")
def ready(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a book that names somebody, and the files that verbs read."""
    folder = tmp_path_factory.mktemp("ready")
    book = Path(shutil.copy(full_template, folder / "book.sqlite"))
    verbs.prepare(book, folder / "files")
    ok("disburse", "add", "DA1", "1", "--payee", PERSON, "--note", PERSON, book=book)
    return folder


@pytest.fixture
def own(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return such a folder; whatever else the program might write lands beside it."""
    for name in ("out", "home", "temporary", "here"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "here")
    return Path(shutil.copytree(ready, tmp_path / "own"))


def _tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with the digest of its bytes; folders have none."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        )
        for path in folder.rglob("*")
    }


def _is_named(name: str, verb: str) -> bool:
    made = MADE.get(verb, "")
    named = name.startswith(made[:-1]) if made.endswith("*") else name == made
    lock = verb in verbs.WRITING and name == "own/book.sqlite.lock"
    return named or lock or (verb in NEW_BOOK and name == "own/book.sqlite")


@pytest.mark.parametrize("verb", [*verbs.READING, *verbs.WRITING])
def test_a_verb_says_no_name_beside_its_result_and_writes_only_what_was_named(
    own: Path, tmp_path: Path, verb: str
) -> None:
    """A file that is read stays as it is; so does the book, where the verb reads."""
    book = own / "book.sqlite"
    if verb in NEW_BOOK:
        book.unlink()
    book.with_name("book.sqlite.lock").unlink()
    before = _tree(tmp_path)
    words = verbs.words(verb, files=own / "files", out=tmp_path / "out")

    ran = ok(*words, book=book)

    after = _tree(tmp_path)
    assert PERSON not in ran.err
    assert [name for name in after.keys() - before.keys() if not _is_named(name, verb)] == []
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed <= ({"own/book.sqlite"} if verb in verbs.WRITING else set())


def test_no_refusal_says_a_name(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that is in the book nor one that was typed beside what was wrong."""
    book = Path(shutil.copy(prepared, prepared.with_name("named.sqlite")))
    tamper(book, _NAMED)
    monkeypatch.chdir(prepared.parent)
    typed = ["--payee", PERSON, "--note", PERSON]

    for line, code, _ in CASES:
        words = shlex.split(line)
        if words[:2] == ["disburse", "add"] and not {"--note", "--payee"} & {*words}:
            words += typed
        ran = run(*words, env={"ETHNICTRACK_BOOK": book.name})
        assert (ran.code, PERSON in ran.err, PERSON in ran.out) == (code, False, False), line


def test_no_hint_says_a_password() -> None:
    """The address of a server is named without it, in text and in JSON."""
    address = "postgresql://an:s3cret@127.0.0.1:1/db"
    words = ("--book", address, "disburse", "list", "-o", "x.foo")

    for ran in (run(*words), run(*words, "--json"), run("--book", address, "disburse", "list")):
        assert ran.code != 0
        assert "s3cret" not in ran.err + ran.out
    assert "ethnictrack --book postgresql+psycopg://an@127.0.0.1:1/db disburse" in run(*words).err


@pytest.mark.parametrize("ending", ["so.journal", "so/"])
def test_an_export_for_the_public_has_no_name(own: Path, tmp_path: Path, ending: str) -> None:
    """The one for the office has it, or this says nothing."""
    book = own / "book.sqlite"
    for folder, more in (("whole", []), ("public", ["--public"])):
        (tmp_path / "out" / folder).mkdir()
        ok("book", "export", f"{tmp_path}/out/{folder}/{ending}", *more, book=book)

    def named(folder: str) -> set[str]:
        files = (path for path in (tmp_path / "out" / folder).rglob("*") if path.is_file())
        return {path.name for path in files if PERSON in path.read_text(encoding="utf-8")}

    assert named("whole")
    assert named("public") == set()


# They name the books themselves, or need none.
OPENS_NO_BOOK = {"book copy", "report template", "program lists", "place lists"}


@pytest.mark.parametrize("address", ["127.0.0.1:1/db", "127.0.0.1:1/db?schema=A", "[/db", "h:x/d"])
def test_no_verb_says_the_password_of_a_server_it_cannot_reach(
    own: Path, tmp_path: Path, address: str
) -> None:
    """Whether nobody answers there or the address reads two ways."""
    env = {"ETHNICTRACK_BOOK": f"postgresql://lan:{PASSWORD}@{address}"}

    for verb in (*verbs.READING, *verbs.WRITING):
        ran = run(*verbs.words(verb, files=own / "files", out=tmp_path / "out"), env=env)
        assert PASSWORD not in ran.out + ran.err, verb
        assert verb in OPENS_NO_BOOK or ran.code in {2, 3}, ran


def _with_password(place: Server) -> str:
    name = place.shown.partition("?")[0].rpartition("/")[2]
    return url(name).replace("postgres@", f"postgres:{PASSWORD}@")


def test_no_verb_says_the_password_of_its_server(
    own: Path, tmp_path: Path, full_server: Server
) -> None:
    """Nor does any file that it writes."""
    env = {"ETHNICTRACK_BOOK": _with_password(full_server)}

    for verb in (*verbs.READING, *verbs.WRITING):
        ran = run(*verbs.words(verb, files=own / "files", out=tmp_path / "out"), env=env)
        assert PASSWORD not in ran.out + ran.err, verb
    out, new = str(tmp_path / "out" / "tu-may-chu.sqlite"), _with_password(full_server)
    ran = ok("book", "copy", new, out)
    again = run("book", "copy", out, new)
    assert PASSWORD not in ran.out + ran.err + again.out + again.err

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in written


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc")
def test_whoever_lists_the_processes_sees_no_password(fresh_server: Server) -> None:
    """Neither on this machine nor among those of the server, while a command waits its turn."""
    env = clean_environment({"ETHNICTRACK_BOOK": _with_password(fresh_server)})
    with write_book(fresh_server, signed()):
        waiting = subprocess.Popen(
            [*PROGRAM, "allocate", "add", "DA1", "5", "--year", "2021"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            listed = "\n".join(_of_the_server(fresh_server))
            seen = Path(f"/proc/{waiting.pid}/cmdline").read_text(encoding="utf-8")
        finally:
            waiting.terminate()
            waiting.wait()

    assert "ethnictrack" in listed
    assert PASSWORD not in listed + seen


def _of_the_server(place: Server) -> Iterator[str]:
    """Yield what the server lists of its sessions once somebody waits for the book."""
    query = "SELECT pg_stat_activity::text FROM pg_stat_activity WHERE wait_event = 'relation'"
    with raw(place) as database:
        for _ in range(300):
            if found := database.execute(query).fetchall():
                yield from (str(line) for (line,) in found)
                return
            time.sleep(0.1)


@pytest.mark.posix("a file of Windows has the rights of its folder")
def test_what_holds_a_book_is_its_owners_alone(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the user's own habit for new files is: copies, exports, books, locks."""
    book, out = own / "book.sqlite", tmp_path / "out"
    shutil.copyfile(book, out / "older.sqlite")
    (out / "older.sqlite").chmod(0o600)
    before = os.umask(0)
    try:
        for line in (
            "book backup {out}/a.sqlite",
            "book export {out}/a.jsonl",
            "book export {out}/a.journal",
            "book export {out}/a/",
            "book copy {out}/a.sqlite {out}/b.sqlite",
            "--book {out}/c.sqlite book init",
            "--book {out}/d.sqlite book import {out}/a.jsonl",
            "--book {out}/e.sqlite book restore {out}/a.sqlite",
            "--book {out}/a.sqlite book close 2021 --on 25/11/2021 --anyway chờ",
        ):
            ok(*shlex.split(line.format(out=out)), env={"ETHNICTRACK_BOOK": str(book)})
        raise_revision(monkeypatch, tmp_path)
        ok("book", "upgrade", book=out / "older.sqlite")
    finally:
        os.umask(before)

    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*")}
    folders = {path.name for path in out.rglob("*") if path.is_dir()}
    wrong = {
        name: mode for name, mode in found.items() if mode != (0o700 if name in folders else 0o600)
    }
    assert wrong == {}
    assert {"a", "b.sqlite.files", "d.sqlite.files"} <= folders
    assert {"a.sqlite.lock", "older.sqlite.revision-1"} <= found.keys()
