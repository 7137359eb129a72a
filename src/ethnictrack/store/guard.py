"""What is looked at before a book is opened: under a millisecond, and nothing is created.

Each line answers a fault that was measured: a mistyped path that SQLite would create, a file cut
off by a copy, another program's database, a network folder whose locks do not work.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ethnictrack.domain.errors.book import (
    DamagedBookError,
    MissingBookError,
    NewerBookError,
    NotABookError,
    OlderBookError,
    UnsafePlaceError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_
from ethnictrack.store.beside import forget_draft

APPLICATION_ID = 0x45544E4B  # "ETNK"
REVISION = 3  # of the schema; the number of the newest migration
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_REMOTE = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "davfs",
        "vboxsf",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.vmhgfs-fuse",
    ]
)
_MOUNTS = Path("/proc/mounts")


def inspect_file(path: Path, *, revision: int | None = REVISION) -> None:
    """Refuse a file that is not a sound book of the wanted revision (None: any we know).

    Raises: MissingBookError, NotABookError, DamagedBookError, UnsafePlaceError, NewerBookError,
    OlderBookError, UnwritableBookError (no permission to read).
    """
    header, status = _read_header(path)
    name = str(path)
    if not status.st_size:
        raise NotABookError(path=name, what=N_("it is empty"))
    if not header.startswith(_MAGIC):
        raise NotABookError(path=name, what=N_("it is no database"))
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise NotABookError(path=name, what=N_("it is another program's database"))
    if status.st_nlink > 1 and not forget_draft(path):
        raise UnsafePlaceError(path=name, what=N_("the file has a second name (a hard link)"))
    if _file_system(path) in _REMOTE:
        raise UnsafePlaceError(path=name, what=N_("it lies in a network folder"))
    _check_size(path, header, status.st_size)
    found = int.from_bytes(header[60:64])
    if found > REVISION:
        raise NewerBookError(path=name, revision=found, known=REVISION)
    if revision is not None and found != revision:
        raise OlderBookError(path=name, revision=found, known=REVISION)


def _read_header(path: Path) -> tuple[bytes, os.stat_result]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotABookError(path=str(path), what=N_("it is no ordinary file"))
        with path.open("rb") as file:
            return file.read(_HEADER), status
    except FileNotFoundError:
        raise MissingBookError(path=str(path)) from None
    except NotADirectoryError:
        raise MissingBookError(path=str(path)) from None
    except PermissionError:
        raise UnwritableBookError(
            path=str(path), what=N_("there is no permission to open it")
        ) from None
    except (OSError, ValueError):
        raise NotABookError(path=str(path), what=N_("the path cannot be read")) from None


def _check_size(path: Path, header: bytes, size: int) -> None:
    """Refuse a file that is shorter or longer than its header says, when no journal explains it."""
    stored = int.from_bytes(header[16:18])
    page = 65536 if stored == 1 else stored
    pages = int.from_bytes(header[28:32])
    fresh = header[24:28] == header[92:96]
    if fresh and pages * page != size and not Path(f"{path.resolve()}-journal").exists():
        raise DamagedBookError(
            path=str(path),
            what=N_("it has {size} bytes where {wanted} belong").of(size=size, wanted=pages * page),
        )


def _file_system(path: Path) -> str:
    """Return the type of the file system, as Linux names it; "" elsewhere."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, found = -1, ""
    where = str(path.resolve())
    for line in mounts:
        _, mount, kind, *_ = line.split(" ")
        at = mount.replace("\\040", " ").rstrip("/") + "/"
        if where.startswith(at) and len(at) >= best:
            best, found = len(at), kind
    return found
