"""What is fetched while the clerk types: the database is imported behind the first question."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Later(Generic[T]):
    """A value that a thread is fetching; whoever asks for it waits until it is there."""

    def __init__(self, fetch: Callable[[], T]) -> None:
        """Fetch once ``start`` says so. The thread never keeps the program from ending."""
        self._fetch = fetch
        self._value: T | None = None
        self._failure: Exception | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin, unless that was done before."""
        if self._thread is None:
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            self._value = self._fetch()
        except Exception as error:  # noqa: BLE001 - raised again where it is asked for
            self._failure = error

    def __call__(self) -> T:
        """Return the value, or raise what kept it from being fetched."""
        self.start()
        if self._thread is not None:
            self._thread.join()
        if self._failure is not None:
            raise self._failure
        return cast("T", self._value)
