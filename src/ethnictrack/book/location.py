"""Where a book is, a file or one schema of a database on a PostgreSQL server; and who asks for it.

Of a file also which disk it lies on: one of a network, or a folder that others carry away. What a
system answers to that is judged by functions of the answer alone.

An address may hold a password. It goes to the driver and nowhere else: what is shown is made of
the parts that are no secret.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ethnictrack.errors.usage import LongNameError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import shown

LONGEST_NAME = 4096  # characters, folders included; systems take no more
_SCHEMES = frozenset({"postgresql+psycopg", "postgresql", "postgres"})
_SCHEMA = "ethnictrack"  # where an address names none
_SCHEMA_NAME = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
_HOSTS = re.compile(r"(?:(?:\[[0-9A-Fa-f:.%]+\]|[^:@/\[\],]*)(?::[0-9]*)?,?)*")
_NO_URL = N_("it is no URL; write / ? # @ : in a password as %2F %3F %23 %40 %3A")
_SHOWN = frozenset({"host", "hostaddr", "port", "user", "dbname", "service", "schema"})

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
_REMOTE_DRIVE = 4  # DRIVE_REMOTE, as GetDriveTypeW says it
_SHARES = ("\\\\?\\UNC\\", "\\\\?\\unc\\")
_LONG = "\\\\?\\"  # before a path that may be long
# A part of a path, in small letters, and who carries what is below it; behind " - " goes a name.
_CARRIERS = {
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drive của tôi": "Google Drive",
    "zalo received files": "Zalo",
    "dropbox": "Dropbox",
    "com~apple~clouddocs": "iCloud",
    "iclouddrive": "iCloud",
}
# struct statfs of macOS, from its documents: how far its flags lie in, and that of a local disk.
_FLAGS_AT, _LOCAL, _STATFS_BYTES = 64, 0x1000, 2168


class UnsupportedBookError(UsageError):
    given: str
    code = "book-unsupported"
    text = N_("A book is a SQLite file or a schema on a PostgreSQL server; {given} is neither.")
    remedy = N_("Name a file with --book, or write postgresql+psycopg://user@host/database.")


class BookAddressError(UsageError):
    given: str
    what: Message
    code = "book-address"
    text = N_("The address {given} of the book cannot be read: {what}.")
    remedy = N_(
        "Write postgresql+psycopg://user@host/database?schema=NAME, and keep the password in "
        "~/.pgpass."
    )


@dataclass(frozen=True, slots=True)
class Server:
    """A book on a server. ``address`` is for the driver alone; ``shown`` is for people."""

    address: str = field(repr=False)
    shown: str
    schema: str

    def __str__(self) -> str:
        """Return the address without its secrets."""
        return self.shown


Location = Path | Server


def _schema(name: str, scheme: str) -> str:
    """Return the name of a schema that may hold a book. Raises: BookAddressError."""
    if not _SCHEMA_NAME.fullmatch(name) or name == "information_schema":
        what = N_("a schema has small letters, digits and _, and does not begin with pg_")
        raise BookAddressError(given=f"{scheme}://…?schema=…", what=what)
    return name


def locate(book: str) -> Location:
    """Read a path or a database URL; ``?schema=NAME`` tells the books of a database apart.

    Raises: UnsupportedBookError, BookAddressError, LongNameError.
    """
    scheme, is_url, rest = book.partition("://")
    if not is_url:
        return path_of(book)
    if scheme not in _SCHEMES:
        raise UnsupportedBookError(given=f"{scheme}://…")
    try:
        parts = urlsplit(f"postgresql://{rest}")
        asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise BookAddressError(given=f"{scheme}://…", what=_NO_URL) from None
    login, at, hosts = parts.netloc.rpartition("@")
    # A stray sign moves a piece of the password to where it would be shown.
    strayed = "@" in parts.path + parts.query + "@" * bool(parts.fragment)
    if strayed or not _HOSTS.fullmatch(hosts):
        raise BookAddressError(given=f"{scheme}://…", what=_NO_URL)
    schema = _schema(dict(asked).get("schema", _SCHEMA), scheme)
    where = f"postgresql+psycopg://{login.partition(':')[0]}{at}{hosts}{parts.path}"
    told = [(name, value) for name, value in asked if name in _SHOWN]
    to_driver = [(name, value) for name, value in asked if name != "schema"]
    return Server(
        address=_joined(f"postgresql://{parts.netloc}{parts.path}", to_driver),
        shown=_joined(where, told),
        schema=schema,
    )


def path_of(text: str) -> Path:
    """Read the name of a file; ~ is somebody's home where that is known, as in a shell.

    Raises: LongNameError.
    """
    if len(text) > LONGEST_NAME:
        raise LongNameError(given=shown(text), limit=LONGEST_NAME)
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _joined(where: str, asked: list[tuple[str, str]]) -> str:
    # A plus sign is no blank to the driver's library.
    return f"{where}?{urlencode(asked, quote_via=quote, safe='/')}" if asked else where


def login() -> str:
    """Return the name of who is logged in, as the machine knows it by one way or another."""
    for name in (getpass.getuser, os.getlogin):
        with suppress(OSError, KeyError, ImportError):  # no name for this user id
            return name()
    return str(os.getuid()) if hasattr(os, "getuid") else "?"


def in_network(path: Path) -> bool:
    """Say whether a path, be it of a file that is yet to be, leads to a disk of a network."""
    where = os.path.realpath(path)
    if sys.platform == "win32":
        from ctypes import windll  # noqa: PLC0415 - not elsewhere

        named = (str(path.absolute()), where)  # a drive may lead to where it is not seen
        return any(on_remote_drive(each, windll.kernel32.GetDriveTypeW) for each in named)
    if sys.platform == "darwin":
        return not _is_local(where)
    return _file_system(where) in _REMOTE


def on_remote_drive(where: str, kind_of: Callable[[str], int]) -> bool:
    r"""Say whether a path of Windows leads to a network: by its share, or by its drive.

    ``kind_of`` is what GetDriveTypeW answers to a root such as ``D:\``.
    """
    if where.startswith(_SHARES):
        return True
    root = PureWindowsPath(where.removeprefix(_LONG)).anchor
    return root.startswith("\\\\") or kind_of(root) == _REMOTE_DRIVE


def carrier(path: PurePath) -> str | None:
    """Return the name of the program that carries a folder above ``path`` to other machines."""
    for part in path.parts[:-1]:
        name = part.casefold().split(" - ")[0].strip()
        if name in _CARRIERS:
            return _CARRIERS[name]
    return None


def _file_system(where: str) -> str:
    """Return the type of the file system, as Linux names it; "" elsewhere."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, found = -1, ""
    for line in mounts:
        _, mount, kind, *_ = line.split(" ")
        at = mount.replace("\\040", " ").rstrip("/") + "/"
        if where.startswith(at) and len(at) >= best:
            best, found = len(at), kind
    return found


def _is_local(where: str) -> bool:
    """Ask macOS, which has no list of what is mounted; what it does not answer counts as local."""
    import ctypes  # noqa: PLC0415 - on one system alone

    system = ctypes.CDLL(None)
    ask = getattr(system, "statfs$INODE64", None) or system.statfs
    there = next(each for each in (Path(where), *Path(where).parents) if each.exists())
    answer = ctypes.create_string_buffer(_STATFS_BYTES)
    if ask(os.fsencode(there), answer):
        return True
    return bool(int.from_bytes(answer.raw[_FLAGS_AT : _FLAGS_AT + 4], sys.byteorder) & _LOCAL)
