"""Stands between the program and a server, and cuts the line when a transaction is to be kept."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests import server

if TYPE_CHECKING:
    from ethnictrack.book.location import Server

_NAME = ".s.PGSQL.5432"
_COMMIT = b"COMMIT\0"


@dataclass(frozen=True, slots=True)
class Cut:
    """When the line is cut, once: before or after the server hears; and whether for good."""

    heard: bool
    for_good: bool = False


@contextmanager
def cutting(book: Server, folder: Path, cut: Cut) -> Iterator[str]:
    """Yield an address of the book by which its first transaction loses its answer."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / _NAME))
        door.listen()
        proxy = threading.Thread(target=_serve, args=(door, cut), daemon=True)
        proxy.start()
        there = str(server.folder() / "socket")
        yield book.address.replace(there, str(folder))
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        proxy.join()


def _serve(door: socket.socket, cut: Cut) -> None:
    """Pass connections on, one after another; the program has no two at once."""
    done = False
    while True:
        try:
            client, _ = door.accept()
        except OSError:
            return
        with client, socket.socket(socket.AF_UNIX) as behind:
            if done and cut.for_good:
                continue
            behind.connect(str(server.folder() / "socket" / _NAME))
            done = _pass_on(client, behind, None if done else cut) or done


def _pass_on(client: socket.socket, behind: socket.socket, cut: Cut | None) -> bool:
    """Pass on what is said until one side ends; return whether the line was cut."""
    back = threading.Thread(target=_copy, args=(behind, client), daemon=True)
    back.start()
    while heard := client.recv(65536):
        if cut and _COMMIT in heard:
            client.shutdown(socket.SHUT_RDWR)  # nobody will hear the answer
            if cut.heard:
                behind.sendall(heard)
            behind.shutdown(socket.SHUT_WR if cut.heard else socket.SHUT_RDWR)
            back.join()
            return True
        behind.sendall(heard)
    behind.shutdown(socket.SHUT_WR)
    back.join()
    return False


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while said := source.recv(65536):
            target.sendall(said)
