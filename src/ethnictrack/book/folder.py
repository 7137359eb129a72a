"""The folder of files beside a book: `BOOK.files`, each under its SHA-256.

What has such a name is never written over; what is there and is not what its name says is put aside
under another. A folder is not part of the transaction: a file is there before the book says so, and
one that no row speaks of does no harm (`book check files` names it).
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

from ethnictrack.book.files import companion, connect
from ethnictrack.book.lock import OWNER_AND_GROUP, OWNER_ONLY
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.attachment import Attached
from ethnictrack.values.errors import UnusableBookError

FILES = ".files"
Fault = Literal["missing", "changed"]
_LINK = N_("it is a link or a file")
_UNREADABLE = N_("it cannot be read")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | os.O_RDONLY


class UnkeptFileError(UnusableBookError):
    path: str
    what: Message
    code = "files-unwritable"
    text = N_("The files of the book cannot be kept in {path}: {what}. Nothing was kept.")
    remedy = N_("Check the space on the disk and the rights of the folder.")


class StrangeFolderError(UnkeptFileError):
    code = "files-folder"
    text = N_("{path}, where the book has its files, is no folder of its own: {what}.")
    remedy = N_("Look at what it is, and move it to another place. Nothing was changed.")


class FilesFolder:
    """The files of one book in a file; nothing is made before the first is put there."""

    def __init__(self, book: Path) -> None:
        """Look beside a book, by whatever link it is reached."""
        self.path = companion(book, FILES)
        self._book = book
        self._new: list[Path] = []

    def at(self, file: Attached) -> Path:
        """Return where a file lies."""
        return self.path / file.kept_as

    def fault(self, file: Attached) -> Fault | None:
        """Say what is wrong with a file as it lies there; None when it is what was attached."""
        path = self.at(file)
        if not os.path.lexists(path):
            return "missing"
        try:
            return None if _digest(path) == (file.sha256, file.size) else "changed"
        except OSError:
            return "changed"

    def content(self, file: Attached) -> bytes | None:
        """Return the bytes of a file; None where they are not those that were attached."""
        if self.fault(file):
            return None
        return self.at(file).read_bytes()

    def strays(self, known: Iterable[Attached]) -> list[str]:
        """Return the names of what lies there and is none of the files ``known``.

        Raises: StrangeFolderError.
        """
        if not self._is_there():
            return []
        held = {each.name for each in self.path.iterdir()}
        return sorted(held - {each.kept_as for each in known})

    @contextmanager
    def putting(self) -> Iterator[None]:
        """Take away again what was put there if the block fails.

        Raises: UnkeptFileError.
        """
        try:
            yield
        except BaseException as failure:
            for each in self._new:
                with suppress(OSError):
                    each.unlink()
            with suppress(OSError):  # whatever else lies there keeps it
                self.path.rmdir()
            if isinstance(failure, OSError):
                why = Message(failure.strerror or "?")
                raise UnkeptFileError(path=str(self.path), what=why) from None
            raise
        finally:
            self._new = []

    def put(self, file: Attached, content: bytes) -> None:
        """Keep the bytes of a file, once. Raises: OSError, StrangeFolderError."""

        def write(draft: Path) -> None:
            draft.write_bytes(content)

        self._place(file, write)

    def put_from(self, file: Attached, folders: Iterable[FilesFolder], *, link: bool) -> bool:
        """Keep a file that lies in one of other folders; say whether it is there now.

        ``link`` gives the same bytes a second name where the disk can. Raises: OSError,
        StrangeFolderError.
        """
        if self.fault(file) is None:
            return True
        source = next((each.at(file) for each in folders if not each.fault(file)), None)
        if source is None:
            return False

        def take(draft: Path) -> None:
            if link:
                with suppress(OSError):
                    os.link(source, draft)
                    return
            draft.write_bytes(source.read_bytes())

        self._place(file, take)
        return True

    def _place(self, file: Attached, make: Callable[[Path], None]) -> None:
        fault = self.fault(file)
        if fault is None:
            return
        self._open()
        path = self.at(file)
        draft = self.path / f".{secrets.token_hex(8)}.new"
        try:
            make(draft)
            self._keep_rights(draft, OWNER_ONLY)
            _sync(draft)
            if _digest(draft) != (file.sha256, file.size):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            if fault == "changed":
                path.rename(path.with_name(f"{path.name}.{secrets.token_hex(4)}.changed"))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        self._new.append(path)
        _sync(self.path)

    def _is_there(self) -> bool:
        """Say whether there is a folder. Raises: StrangeFolderError for anything else."""
        try:
            mode = os.lstat(self.path).st_mode
        except OSError:
            return False
        if not stat.S_ISDIR(mode):
            raise StrangeFolderError(path=str(self.path), what=_LINK)
        if not os.access(self.path, os.R_OK | os.X_OK):
            raise StrangeFolderError(path=str(self.path), what=_UNREADABLE)
        return True

    def _open(self) -> None:
        if self._is_there():
            return
        self.path.mkdir(mode=0o700, parents=True)
        self._keep_rights(self.path, 0o700)

    def _keep_rights(self, path: Path, owner: int) -> None:
        """Keep it to the owner, and to the group of the book where that may read the book."""
        group = 0
        with suppress(OSError, AttributeError):  # no book yet, or a system without groups
            status = self._book.stat()
            os.chown(path, -1, status.st_gid)
            group = (owner >> 3) if status.st_mode & OWNER_AND_GROUP & 0o060 else 0
        with suppress(OSError):  # a disk without rights
            path.chmod(owner | group)


def _digest(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of an ordinary file. Raises: OSError for anything else."""
    if not stat.S_ISREG(os.lstat(path).st_mode):  # a pipe would be waited for
        raise IsADirectoryError
    with open(path, "rb", opener=lambda name, _: os.open(name, _NO_LINK)) as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return found, file.tell()


def _sync(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder, where a system can do that."""
    with suppress(PermissionError):  # Windows opens no folder
        handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def files_of(book: Path) -> list[Attached]:
    """Return the files of a book that lie beside it, whatever its revision."""
    query = (
        "SELECT sha256, name, size FROM attachment WHERE content IS NULL"
        " GROUP BY sha256, name, size ORDER BY min(id)"
    )
    with closing(connect(book)) as database:
        try:
            return [Attached(*row) for row in database.execute(query)]
        except sqlite3.OperationalError:  # a book from before there were any
            return []


def carry(book: Path, source: Path, target: Path, *, near: Iterable[Path] = ()) -> tuple[str, ...]:
    """Put the files of a ``book`` beside another one, from beside the ``source``; add what lacks.

    Files that lie beside the books ``near`` get a second name instead of a second copy. Return the
    names of those that are nowhere as they were attached. Raises: UnkeptFileError,
    StrangeFolderError.
    """
    files, into = files_of(book), FilesFolder(target)
    linked = [FilesFolder(each) for each in near]
    with into.putting():
        return tuple(
            each.name
            for each in files
            if not into.put_from(each, linked, link=True)
            and not into.put_from(each, [FilesFolder(source)], link=False)
        )
