"""Copies on a disk of a network: made, read back, rotated, put back."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.books import tamper
from tests.shell import ok, run, still

from ethnictrack.book import location

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="its list of mounts is what is told"
)


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that the list of mounts calls one of a network."""
    folder, mounts = tmp_path / "nas", tmp_path / "mounts"
    folder.mkdir()
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//nas/sao {folder} cifs rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", mounts)
    return folder


def _copied(book: Path, share: Path, day: int) -> Path:
    moment = datetime(2021, 11, day, 1, tzinfo=UTC)
    words = ("book", "backup", str(share), "--keep", "2d", "--json")
    return Path(ok(*words, book=book, world=still(moment)).data["path"])


def test_copies_rotate_on_a_share_and_come_back_from_it(
    full_book: Path, share: Path, tmp_path: Path
) -> None:
    """Files come along both ways; the book that comes back is the book to the checkpoint."""
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")
    ok("disburse", "attach", "3", str(scan), book=full_book)

    *_, last = [_copied(full_book, share, day) for day in (1, 2, 3)]
    back = tmp_path / "back.sqlite"
    ok("book", "restore", str(last), book=back)

    names = sorted(each.name for each in share.iterdir() if each.is_file())
    assert [each[5:15] for each in names] == ["2021-11-02", "2021-11-03"]
    assert ok("book", "check", "files", book=back).code == 0
    was, now = (
        ok("book", "info", "--json", book=each).data["checkpoint"] for each in (full_book, back)
    )
    assert now == was


def test_a_copy_on_a_share_is_no_book_to_work_with(
    full_book: Path, share: Path, tmp_path: Path
) -> None:
    """Nor is one beside which somebody's journal lies put back."""
    copy, back = _copied(full_book, share, 1), tmp_path / "back.sqlite"

    used = run("disburse", "list", "--json", book=copy)
    copy.with_name(f"{copy.name}-journal").write_bytes(b"x")
    restored = run("book", "restore", str(copy), "--json", book=back)

    assert [each.error["code"] for each in (used, restored)] == ["book-unsafe"] * 2
    assert not back.exists()


def test_a_share_that_keeps_other_bytes_has_no_copy(
    full_book: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read back before the copy has its name; older ones stay."""
    older = _copied(full_book, share, 1)
    sync = os.fsync

    def losing(handle: int) -> None:
        os.pwrite(handle, b"lost", 5000)
        sync(handle)

    monkeypatch.setattr(os, "fsync", losing)
    made = run("book", "backup", str(share), "--keep", "1d", "--json", book=full_book)

    assert (made.code, made.error["code"]) == (3, "book-unwritable")
    assert [each.name for each in share.iterdir()] == [older.name]


def test_an_unsound_copy_on_a_share_is_not_put_back(
    full_book: Path, share: Path, tmp_path: Path
) -> None:
    """What speaks against it is listed where a book may lie."""
    damaged = Path(shutil.copy(full_book, tmp_path / "x.sqlite"))
    tamper(damaged, "UPDATE entry SET amount = amount + 1 WHERE id = 3")
    copy = Path(shutil.copy(damaged, share))

    ran = run("book", "restore", str(copy), "--json", book=tmp_path / "back.sqlite")

    assert (ran.code, ran.error["code"]) == (1, "copy-unsound")
    assert "Chép" in ran.error["hint"]
    assert str(copy) in ran.error["message"]


def test_a_sound_copy_is_not_blamed_where_this_machine_has_no_room(
    full_book: Path, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the copy does not fit, or its folder cannot be made; the place is named."""
    import resource  # noqa: PLC0415 - not there on Windows

    copy, back = _copied(full_book, share, 1), tmp_path / "back.sqlite"
    restore = ("book", "restore", str(copy), "--json")

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        small = run(*restore, book=back)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    usual, missing = tempfile.gettempdir(), str(tmp_path / "gone")
    monkeypatch.setattr(tempfile, "tempdir", missing)
    gone = run(*restore, book=back)

    for ran, place in ((small, usual), (gone, missing)):
        assert (ran.code, ran.error["code"]) == (3, "book-unwritable")
        assert ran.error["details"]["path"] == place
    assert not back.exists()
