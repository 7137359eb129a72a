"""Files attached to entries and inspections: kept with the book, proved, and carried with it."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.books import count_entries, digest
from tests.shell import ok, run, spawn

from ethnictrack.book.location import Location

SCAN = b"%PDF-1.7 " + bytes(range(256)) * 40
NAME = f"{sha256(SCAN).hexdigest()}.pdf"


def _scan(folder: Path, name: str = "Chứng từ số 5.PDF", content: bytes = SCAN) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _paid(book: Location | Path, **how: Any) -> str:  # noqa: ANN401 - as ``ok``
    words = ("disburse", "add", "DA2", "6", "--json")
    return str(ok(*words, book=str(book), **how).data["id"])


def _names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def _checked(book: Location | Path | str, *more: str) -> Any:  # noqa: ANN401 - JSON
    ran = run("book", "check", "files", *more, "--json", book=str(book))
    return ran.code, [(each["code"], each["where"]) for each in ran.data]


def test_a_file_is_kept_with_what_it_belongs_to(full_place: Location, tmp_path: Path) -> None:
    """Byte for byte, wherever the book is, with who attached it; the log has its digest."""
    number, scan = _paid(full_place), _scan(tmp_path)
    book = str(full_place)

    (made,) = ok("disburse", "attach", number, str(scan), "--json", book=book).data

    (listed,) = ok("disburse", "files", number, "--json", book=book).data
    assert listed == made
    assert (listed["name"], listed["size"], listed["actor"]) == (scan.name, len(SCAN), "Lan")
    assert listed["sha256"] == sha256(SCAN).hexdigest()
    assert ok("disburse", "show", number, "--json", book=book).data["files"] == 1
    assert scan.name in ok("disburse", "show", number, book=book).out
    logged = ok("book", "log", "--object", f"attachment/{made['id']}", "--json", book=book).data
    assert logged[-1]["changes"][0]["after"]["sha256"] == listed["sha256"]
    ok("disburse", "files", number, "--save", str(tmp_path / "ra"), book=book)
    assert (tmp_path / "ra" / scan.name).read_bytes() == SCAN
    assert _checked(full_place) == (0, [])
    if isinstance(full_place, Path):
        lies = full_place.with_name(f"{full_place.name}.files") / NAME
        assert (str(lies), lies.read_bytes()) == (listed["path"], SCAN)
        if os.name == "posix":
            assert (lies.stat().st_mode & 0o077, lies.parent.stat().st_mode & 0o077) == (0, 0)
    else:
        assert listed["path"] is None


def test_last_and_inspections_have_files_too(fresh_book: Path, tmp_path: Path) -> None:
    """`last` is the newest of whoever asks; who has none is told so."""
    minutes = _scan(tmp_path, "Biên bản.docx")
    ok("inspect", "add", "TT-01", "Kiểm tra Bảo Lạc", book=fresh_book)
    ok("inspect", "add", "TT-02", "Kiểm tra Hà Quảng", book=fresh_book, actor="Minh")
    ok("allocate", "add", "DA1", "9", "--year", "2021", book=fresh_book)

    ok("inspect", "attach", "last", str(minutes), book=fresh_book)
    ok("allocate", "attach", "last", str(minutes), book=fresh_book)

    listed = ok("inspect", "list", "--json", book=fresh_book).data
    assert [(each["code"], each["files"]) for each in listed] == [("TT-01", 1), ("TT-02", 0)]
    assert minutes.name in ok("inspect", "show", "TT-01", book=fresh_book).out
    assert ok("allocate", "list", "--json", book=fresh_book).data[0]["files"] == 1
    assert len(_names(Path(f"{fresh_book}.files"))) == 1
    for group, code in (("inspect", "unknown-code"), ("disburse", "no-entry-yet")):
        none = run(group, "attach", "last", str(minutes), "--json", book=fresh_book, actor="Hoa")
        assert (none.code, none.error["code"]) == (1, code)


def test_the_same_file_is_kept_once(full_book: Path, tmp_path: Path) -> None:
    """Said twice of one payment it is there already; of another it is the same bytes."""
    one, other = _paid(full_book), _paid(full_book)
    scan, again = _scan(tmp_path), _scan(tmp_path, "bản sao.pdf")

    ok("disburse", "attach", one, str(scan), str(again), book=full_book)
    twice = ok("disburse", "attach", one, str(again), "--json", book=full_book)
    ok("disburse", "attach", other, str(again), book=full_book)

    assert twice.data == []
    assert [
        each["name"] for each in ok("disburse", "files", one, "--json", book=full_book).data
    ] == [scan.name]
    assert _names(Path(f"{full_book}.files")) == [NAME]


def test_what_cannot_be_attached_is_refused_whole(full_book: Path, tmp_path: Path) -> None:
    """A folder, a pipe, nothing, too much: nothing of the command is kept."""
    number, scan = _paid(full_book), _scan(tmp_path)
    ok("book", "settings", "attachment-mb", "1", book=full_book)
    large = _scan(tmp_path, "lớn.pdf", b"x" * (10**6 + 1))
    empty = _scan(tmp_path, "rỗng.pdf", b"")
    before = digest(full_book)
    refused = {
        str(tmp_path): (2, "file-not-regular"),
        str(tmp_path / "không có.pdf"): (2, "file-not-found"),
        str(large): (1, "file-too-large"),
        str(empty): (1, "file-empty"),
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "ống")
        refused[str(tmp_path / "ống")] = (2, "file-not-regular")

    for path, wanted in refused.items():
        ran = run("disburse", "attach", number, str(scan), path, "--json", book=full_book)
        assert (ran.code, ran.error["code"]) == wanted
    unknown = run("disburse", "attach", "999", str(scan), "--json", book=full_book)
    tried = ok("disburse", "attach", number, str(scan), "--dry-run", book=full_book)

    assert (unknown.code, unknown.error["code"]) == (1, "unknown-entry")
    assert scan.name in tried.out
    assert digest(full_book) == before
    assert not Path(f"{full_book}.files").exists()


def test_a_missing_or_changed_file_is_a_finding_and_attaching_it_again_mends(
    full_book: Path, tmp_path: Path
) -> None:
    """Each is named; what lies there and belongs to nothing is looked at, and does no harm."""
    number, scan = _paid(full_book), _scan(tmp_path)
    (made,) = ok("disburse", "attach", number, str(scan), "--json", book=full_book).data
    lies, where = Path(made["path"]), f"attachment/{made['id']}"

    lies.unlink()
    assert _checked(full_book) == (1, [("missing-file", where)])
    assert run("book", "verify", book=full_book).code == 1
    lost = run("disburse", "files", number, "--save", str(tmp_path), "--json", book=full_book)
    assert (lost.code, lost.error["code"]) == (1, "file-lost")
    ok("disburse", "attach", number, str(scan), book=full_book)
    assert _checked(full_book) == (0, [])

    lies.write_bytes(SCAN[:-1] + b"!")
    assert _checked(full_book) == (1, [("changed-file", where)])
    ok("disburse", "attach", number, str(scan), book=full_book)
    ((code, aside),) = _checked(full_book)[1]
    assert (code, aside.startswith(NAME)) == ("stray-file", True)
    assert lies.read_bytes() == SCAN
    assert ok("book", "verify", book=full_book).code == 0


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_among_the_files_are_no_files(full_book: Path, tmp_path: Path) -> None:
    """A link to the file is read; one in its place is a change; one for the folder is refused."""
    number, scan = _paid(full_book), _scan(tmp_path)
    link = tmp_path / "liên kết.pdf"
    link.symlink_to(scan)

    (made,) = ok("disburse", "attach", number, str(link), "--json", book=full_book).data
    lies = Path(made["path"])
    assert (made["name"], lies.is_symlink(), lies.read_bytes()) == (link.name, False, SCAN)
    lies.unlink()
    lies.symlink_to(scan)
    assert _checked(full_book) == (1, [("changed-file", f"attachment/{made['id']}")])

    elsewhere = tmp_path / "nơi khác"
    lies.unlink()
    lies.parent.rename(elsewhere)
    lies.parent.symlink_to(elsewhere)
    before = digest(full_book)
    refused = run("disburse", "attach", number, str(scan), "--json", book=full_book)
    assert (refused.code, refused.error["code"]) == (3, "files-folder")
    assert (digest(full_book), _names(elsewhere)) == (before, [])


@pytest.mark.parametrize(
    "name",
    [
        "-rf.pdf",
        "a\x1b[2J.pdf",
        "hóa\u202edơn.pdf",
        "x" * 240 + ".pdf",
        ".ẩn",
        "aux",
        "a;b'c\".pdf",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="such names are no names there")
def test_any_name_is_kept_and_none_acts(full_book: Path, tmp_path: Path, name: str) -> None:
    """What could steer a terminal is shown as signs; what is saved has a name of its own."""
    number, scan = _paid(full_book), _scan(tmp_path, name)

    ok("disburse", "attach", number, str(scan), book=full_book)

    shown = ok("disburse", "files", number, book=full_book).out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    ok("disburse", "files", number, "--save", str(tmp_path / "ra"), book=full_book)
    (saved,) = (tmp_path / "ra").iterdir()
    assert saved.read_bytes() == SCAN
    assert _checked(full_book) == (0, [])


def test_files_go_with_every_copy(full_book: Path, tmp_path: Path) -> None:
    """Backup, restoration, closing, export and import: each book has all of them."""
    number, scan = _paid(full_book), _scan(tmp_path)
    ok("disburse", "attach", number, str(scan), book=full_book)
    copy, text, made = (tmp_path / each for each in ("sao.sqlite", "so.jsonl", "moi.sqlite"))

    ok("book", "backup", str(copy), book=full_book)
    ok("book", "export", str(text), book=full_book)
    ok("book", "import", str(text), book=made)
    closing = ("book", "close", "2021", "--on", "25/11/2021", "--anyway", "hết", "--json")
    beside = ok(*closing, book=full_book).data["copy"]
    Path(f"{full_book}.files", NAME).unlink()
    ok("book", "restore", str(copy), "--replace", book=full_book)

    for each in (copy, made, beside, full_book):
        assert Path(f"{each}.files", NAME).read_bytes() == SCAN
        assert _checked(each) == (0, [])
        assert ok("book", "verify", book=each).code == 0


def test_a_copy_without_a_lost_file_says_so(full_book: Path, tmp_path: Path) -> None:
    """The money is copied all the same: a lost scan stops no backup."""
    number, scan = _paid(full_book), _scan(tmp_path)
    (made,) = ok("disburse", "attach", number, str(scan), "--json", book=full_book).data
    Path(made["path"]).unlink()
    copy = tmp_path / "sao.sqlite"

    ran = ok("book", "backup", str(copy), "--json", book=full_book)

    assert ran.data["lacking"] == [scan.name]
    assert scan.name in ran.err
    assert _checked(copy)[0] == 1


def test_files_move_between_a_file_and_a_server(
    full_book: Path, fresh_server: Location, tmp_path: Path
) -> None:
    """There they lie in a table, here beside the book; the log and its checkpoint are the same."""
    number, scan = _paid(full_book), _scan(tmp_path)
    ok("disburse", "attach", number, str(scan), book=full_book)
    there, back = f"{fresh_server}&schema=chep", tmp_path / "ve.sqlite"

    up = ok("book", "copy", str(full_book), there, "--json")
    down = ok("book", "copy", there, str(back), "--json")

    assert up.data["checkpoint"] == down.data["checkpoint"]
    assert _checked(there) == (0, [])
    assert (_checked(back), Path(f"{back}.files", NAME).read_bytes()) == ((0, []), SCAN)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal ends a process there at once")
def test_a_kill_before_the_end_leaves_no_row_without_its_file(
    full_book: Path, tmp_path: Path
) -> None:
    """The file is there first: a stray at worst, which the check names and nothing misses."""
    number, scan = _paid(full_book), _scan(tmp_path)
    code = (
        "import os, signal, ethnictrack.book.journal as j; "
        "j.Journal.close = lambda self: os.kill(os.getpid(), signal.SIGKILL); "
        "from ethnictrack.__main__ import main; main()"
    )
    import subprocess  # noqa: PLC0415 - of this test alone

    words = ["--book", str(full_book), "disburse", "attach", number, str(scan)]
    killed = subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True)

    assert killed.returncode < 0
    assert ok("disburse", "files", number, "--json", book=full_book).data == []
    assert _checked(full_book) == (0, [("stray-file", NAME)])
    ok("disburse", "attach", number, str(scan), book=full_book)
    assert _checked(full_book) == (0, [])


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
def test_a_full_disk_keeps_neither_row_nor_file(full_book: Path, tmp_path: Path) -> None:
    """The refusal names the folder; the next command works."""
    number, scan = _paid(full_book), _scan(tmp_path, content=os.urandom(3_000_000))
    entries, before = count_entries(full_book), digest(full_book)

    def small() -> None:
        import resource  # noqa: PLC0415 - where there is such a limit
        import signal  # noqa: PLC0415

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    ran = spawn("disburse", "attach", number, str(scan), book=full_book, preexec_fn=small)

    assert ran.returncode == 3, ran
    assert b"files-unwritable" in ran.stderr
    assert (count_entries(full_book), digest(full_book)) == (entries, before)
    assert not Path(f"{full_book}.files").exists()


def test_no_result_is_written_among_the_files(full_book: Path, tmp_path: Path) -> None:
    """They belong to the book as its lock does."""
    ok("disburse", "attach", _paid(full_book), str(_scan(tmp_path)), book=full_book)

    ran = run("disburse", "list", "-o", f"{full_book}.files/a.csv", "--json", book=full_book)

    assert (ran.code, ran.error["code"]) == (2, "output-is-book")
