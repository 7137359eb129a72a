"""Measures imports of long files against references in one run (`python -m benchmarks.imports`).

Another number of rows than 100.000 may be said: `python -m benchmarks.imports 10000`. Exit 1 when
a bound is broken.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bare_rows, files, filled
from benchmarks.measure import Bound, Case, Spent, environment, judge, medians, program, spent

ROWS, ROUNDS = 100_000, 3
TIMES = 10  # how much longer the long file is, which is read once
MEGABYTES = 200  # at most, for a file of any length
MIXED = "import of a CSV file of all kinds"
CSV, XLSX, LONG = "import of a CSV file", "import of an XLSX file", f"import of {TIMES} x the CSV"
BARE, UTILS = "executemany of its rows, ready", "sqlite-utils insert of the CSV file"
BOUNDS = (
    Bound(CSV, BARE, 3),
    Bound(CSV, UTILS, 1.25),
    Bound(XLSX, CSV, 1.3),
    Bound(LONG, CSV, TIMES * 1.05),
    Bound(MIXED, CSV, 1.3),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder with a book of plans, the files to import, and the book that is written."""

    folder: Path

    def at(self, name: str) -> str:
        """Return the path of a file."""
        return str(self.folder / name)

    def fill(self, rows: int) -> None:
        """Make the empty book and the files; ``ready.csv`` is what the import makes of them."""
        book = self.folder / "empty.sqlite"
        filled.make(book, 0)  # its plans are what the rows are paid from
        files.write_csv(self.folder / "rows.csv", files.payments(book, rows))
        files.write_mixed(self.folder / "mixed.csv", files.payments(book, rows))
        files.write_xlsx(self.folder / "rows.xlsx", files.payments(book, rows))
        files.write_csv(self.folder / "long.csv", files.payments(book, rows * TIMES))
        spent(self.importing(CSV, "rows.csv"), environment())
        bare_rows.dump(self.at("book.sqlite"), self.folder / "ready.csv")

    def importing(self, name: str, file: str) -> Case:
        """Return the import of a file into the empty book."""
        words = program("--book", self.at("book.sqlite"), "disburse", "import", self.at(file))
        return Case(name, words, before=self._empty)

    def cases(self) -> list[Case]:
        """Return what is measured in turn."""
        bare = [sys.executable, bare_rows.__file__, self.at("book.sqlite"), self.at("ready.csv")]
        utils = [sys.executable, "-m", "sqlite_utils", "insert", "--csv"]
        return [
            self.importing(CSV, "rows.csv"),
            self.importing(MIXED, "mixed.csv"),
            self.importing(XLSX, "rows.xlsx"),
            Case(BARE, bare, before=self._empty),
            Case(
                UTILS,
                [*utils, self.at("other.sqlite"), "entry", self.at("rows.csv")],
                before=lambda: (self.folder / "other.sqlite").unlink(missing_ok=True),
            ),
        ]

    def _empty(self) -> None:
        shutil.copyfile(self.at("empty.sqlite"), self.at("book.sqlite"))


def main(rows: int) -> int:
    """Measure everything and print a line for each bound."""
    if importlib.util.find_spec("sqlite_utils") is None:
        sys.exit("sqlite-utils is missing, one of the references: pip install --group bench")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.fill(rows)
        found = medians(bench.cases(), environment(), ROUNDS)
        found[LONG] = spent(bench.importing(LONG, "long.csv"), environment())
    return 1 if judge(found, BOUNDS) + _judge_memory(found) else 0


def _judge_memory(found: dict[str, Spent]) -> int:
    broken = 0
    for name in (CSV, XLSX, LONG):
        most = found[name].megabytes
        broken += most > MEGABYTES
        verdict = "ok" if most <= MEGABYTES else "BROKEN"
        print(f"{name}: {most:.0f} MB (at most {MEGABYTES}) {verdict}")
    return broken


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
