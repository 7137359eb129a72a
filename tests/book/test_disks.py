"""Which disk a book lies on: what each system answers, and what is made of it."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from tests.shell import ok, run

from ethnictrack.book import location
from ethnictrack.book.location import carrier, on_remote_drive

_FIXED, _NETWORK = 3, 4  # what GetDriveTypeW answers


@pytest.mark.parametrize(
    ("where", "kind", "remote"),
    [
        (r"C:\Users\Lan\so.sqlite", _FIXED, False),
        (r"\\?\C:\Users\Lan\so.sqlite", _FIXED, False),
        (r"D:\so.sqlite", _NETWORK, True),
        (r"\\?\D:\so.sqlite", _NETWORK, True),
        (r"\\maychu\chung\so.sqlite", _FIXED, True),
        (r"\\?\UNC\maychu\chung\so.sqlite", _FIXED, True),
    ],
)
def test_windows_has_a_book_on_a_network_by_its_share_or_its_drive(
    where: str, kind: int, *, remote: bool
) -> None:
    r"""It is asked about the root alone, such as ``D:\``."""
    asked: list[str] = []

    def kind_of(root: str) -> int:
        asked.append(root)
        return kind

    assert on_remote_drive(where, kind_of) is remote
    assert set(asked) <= {"C:\\", "D:\\"}


@pytest.mark.parametrize(
    ("path", "program"),
    [
        (PureWindowsPath(r"C:\Users\Lan\OneDrive\so.sqlite"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Lan\OneDrive - UBND tỉnh\Sổ\so.sqlite"), "OneDrive"),
        (PureWindowsPath(r"G:\Drive của tôi\so.sqlite"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\Lan\Documents\Zalo Received Files\so.sqlite"), "Zalo"),
        (PurePosixPath("/home/lan/Dropbox/so.sqlite"), "Dropbox"),
        (PurePosixPath("/home/lan/onedrive"), None),
        (PureWindowsPath(r"C:\Users\Lan\Documents\so.sqlite"), None),
    ],
)
def test_a_folder_that_is_carried_away_is_known_by_its_name(
    path: PureWindowsPath, program: str | None
) -> None:
    """Whatever the letters' case, and whosever it is."""
    assert carrier(path) == program


def test_a_book_in_such_a_folder_is_made_with_a_warning(tmp_path: Path) -> None:
    """And checked with one; it says what to do instead."""
    folder = tmp_path / "OneDrive - Ban Dân tộc"
    folder.mkdir()
    made = ok("book", "init", "--units", "none", "--programs", "none", book=folder / "so.sqlite")
    checked = ok("book", "check", book=folder / "so.sqlite")

    for ran in (made, checked):
        assert "OneDrive" in ran.err
        assert "book backup" in ran.err
    assert "OneDrive" not in ok("book", "info", book=folder / "so.sqlite").err


@pytest.mark.skipif(sys.platform != "linux", reason="there is no list of mounts here")
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_book_is_not_made_on_a_network(
    tmp_path: Path, dry: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not be used there."""
    share, mounts = tmp_path / "chung", tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nmaychu:/x {share} cifs rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", mounts)

    made = run("book", "init", "--units", "none", *dry, "--json", book=share / "so.sqlite")

    assert (made.code, made.error["code"]) == (3, "book-unsafe")
    assert not share.exists()
