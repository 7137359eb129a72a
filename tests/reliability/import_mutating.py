"""Reads one mutant after another in one process, which may die of one: `KIND EXPORT SEED FROM TO`.

It prints the number of each before it is read, and at the end what came of them, as JSON.
"""

from __future__ import annotations

import json
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.importing.reading import requested
from tests.memory import own_peak
from tests.reliability.import_mutants import KINDS, mutant, whole

from ethnictrack.book.create import create_from
from ethnictrack.book.files import REVISION
from ethnictrack.book.opening import Book
from ethnictrack.importing.confined import confine
from ethnictrack.importing.files import from_workbook, workbook
from ethnictrack.importing.files.from_jsonl import BookFile
from ethnictrack.importing.files.input_file import held
from ethnictrack.importing.intake import open_file
from ethnictrack.services.verify import verify
from ethnictrack.values.errors import BookError

SECONDS, MEGABYTES = 5, 400
_A_LINE = 60e-6  # seconds: a megabyte may be half a million lines that are all wrong


def _read_here(_reader: str, content: bytes, name: str) -> Iterator[object]:
    """Read a workbook in this process: a child for each would take an hour."""
    for item in from_workbook.read(content, name):
        yield pickle.loads(pickle.dumps(item))  # noqa: S301 - on its way as between processes


def attempt(kind: str, path: Path) -> None:
    """Read a file as its command would. Raises: BookError, and whatever is a defect."""
    if kind != "jsonl":
        with open_file(path, requested()) as intake:
            for _ in intake.records():
                pass
        return
    outside = held(path)
    try:
        rows = list(BookFile(outside, revision=REVISION).rows())
        create_from(path.with_suffix(".sqlite"), rows, _prove, dry_run=True)
    finally:
        outside.close()


def _prove(book: Book) -> None:
    """Go through what a book says, as `book import` and the first commands after it do."""
    if not verify(book).findings:
        list(book.log.entries())


def main(kind: str, export: str, seed: str, first: int, end: int) -> None:
    """Read the mutants from ``first`` to ``end``."""
    confine(memory=MEGABYTES - 40 << 20, seconds=10**6)
    setattr(workbook, "read_guarded", _read_here)  # noqa: B010 - in the place of the child
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)  # ends what no handler could interrupt
    content = whole(kind, Path(export))
    slowest, refused, defects = 0.0, 0, list[str]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / KINDS[kind][0]
        for number in range(first, end):
            changed = mutant(kind, content, seed, number)
            path.write_bytes(changed)
            print(number, flush=True)  # noqa: T201 - it is all that is left of who dies
            lines = changed.count(b"\n") * _A_LINE if kind == "csv" else 0
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS + lines)
            started = time.process_time()
            try:
                attempt(kind, path)
            except BookError:
                refused += 1
            except BaseException as defect:  # noqa: BLE001 - a panic of a library is no Exception
                if kind in {"csv", "jsonl"} or not _of_a_reader(defect):
                    defects.append(f"{number}: {defect!r}"[:300])
                refused += 1
            slowest = max(slowest, time.process_time() - started - lines)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    memory = int(own_peak())
    found = {"refused": refused, "defects": defects, "slowest": slowest, "memory": memory}
    print(json.dumps(found))  # noqa: T201 - what came of them


def _of_a_reader(defect: BaseException) -> bool:
    """Say whether it was raised in what a child would do, where all of it is a refusal."""
    trace = defect.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code is _read_here.__code__:
            return True
        trace = trace.tb_next
    return False


if __name__ == "__main__":
    named, exported, chosen, begin, stop = sys.argv[1:]
    main(named, exported, chosen, int(begin), int(stop))
