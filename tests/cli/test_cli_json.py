"""docs/json.md says what JSON has: every key that is printed, and none that is not."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests import verbs
from tests.shell import ok, run
from xlsxwriter import Workbook

from ethnictrack.ledger.listing import SumBy

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"
SILENT = {"report template"}  # prints a sentence and no JSON
# What a verb prints only in some cases, on the same book.
MORE = {
    "report rates": ["report rates --year 2021 --by month", "report rates --year 2021 --by place"],
    "report rates --books": ["report rates --books {files}/cac-so.csv --year 2021"],
    "report annual": ["report annual 2021 --seal"],
    "report explain": [
        *("report explain 2", "report explain 3", "report explain TT-01 --year 2021"),
        *("report explain TL --year 2021", "report explain inspections:1 --year 2021"),
        *("report explain petitions:1 --year 2021", "report explain petitions:3 --year 2021"),
        "report explain settlement:total --year 2021",
        "report explain settlement:total:22 --year 2021",
    ],
    "disburse show": ["disburse show 4"],
    "report settlement": ["report settlement 2021"],
    "report verify": ["report verify {files}/sua.md"],
    "report diff": ["report diff 2 3"],
    "reconcile take": ["reconcile take {files}/kho-bac.csv --as-of 31/12/2021 --dry-run"],
    "collect take": ["collect take {files}/disburse.csv"],
    "place show": ["place show 04"],
    "program show": ["program show MTQG"],
    "allocate import": ["allocate import {files}/allocate.csv --dry-run"],
    "disburse import": [
        "disburse import {files}/sai.csv",
        "disburse import {files}/tong.csv --sums note",
        "disburse import {files}/xa.xlsx --sheet all",
    ],
    "disburse import --fields": ["disburse import --fields"],
    "disburse list --sum-by": [f"disburse list --sum-by {each}" for each in SumBy],
    "doctor": ["doctor"],
    "book backup": ["book backup {files}/sao --keep 1d"],
    "book check --list": ["book check --list"],
    "book verify": ["book verify --checkpoint AAAAA-AAAAA-AAAAA-AAAAA-1"],
}
FILES = {
    "cac-so.csv": "office,book\nBan Dân tộc,../book.sqlite\n",
    "sai.csv": "program,date,amount\nKHONG,2021-11-15,5\n",
    "tong.csv": "STT,program,date,amount\n1,DA1,2021-11-15,5\n,Tổng cộng,,6\n",
}
BEFORE = [
    "disburse add DA1 9 --date 20/11/2021",
    "program add NGOAI 'Không có kế hoạch'",
    "disburse add NGOAI 7 --date 20/11/2021 --over-plan 'tạm ứng'",
    "activity add TIEPDAN 'Tiếp dân' --unit lượt --section petitions",
    "allocate add DA2 5 --year 2020 --date 01/02/2020",
    "allocate add DA2 9 --year 2021 --plan-year 2020 --kind carried-in --date 01/02/2021",
    "program edit DA1 --name 'Dự án khác'",
    "disburse amend 3 --note 'Đợt một' --reason nhầm",
    "report annual 2021 --seal",
]
KINDS: dict[str, Any] = {
    "text": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in {int, float},
    "year": lambda value: type(value) is int and 1900 <= value <= 2200,
    "đồng": lambda value: type(value) is int,
    "percent": lambda value: type(value) in {int, float},
    "points": lambda value: type(value) in {int, float},
    "yes/no": lambda value: isinstance(value, bool),
    "date": lambda value: _reads(r"\d{4}-\d\d-\d\d", value),
    "moment": lambda value: _reads(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def _reads(pattern: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _linked(of: str) -> str | None:
    """Return the heading that a type links to."""
    link = re.fullmatch(r"\[(.+)\]\(#(.+)\)", of)
    return link[1] if link and link[2] == link[1].replace(" ", "-") else None


@dataclass(frozen=True)
class Key:
    """A line of a table: the type of a key, and whether the key is there only sometimes."""

    type: str
    sometimes: bool = False


@dataclass
class Walk:
    """Compares what is printed with what is written, and keeps what was seen."""

    shapes: dict[str, dict[str, Key]]
    wrong: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    missed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def value(self, of: str, value: object, where: str) -> None:
        """Compare a value with a type as it is written."""
        if of.endswith(" or null") and value is None:
            return
        of = of.removesuffix(" or null")
        if of.startswith("list of ") and isinstance(value, list):
            for number, each in enumerate(value):
                self.value(of.removeprefix("list of "), each, f"{where}[{number}]")
        elif (link := _linked(of)) and isinstance(value, dict):
            self.keys(link, value, where)
        elif of not in KINDS or not KINDS[of](value):
            self.wrong.append(f"{where} is {value!r}, not {of}")

    def keys(self, shape: str, value: dict[str, object], where: str) -> None:
        """Compare an object with a table."""
        known = self.shapes[shape]
        self.seen[shape] |= set(value)
        self.missed[shape] |= set(known) - set(value)
        must = {name for name, key in known.items() if not key.sometimes}
        self.wrong += [f"{where}.{name} is not written" for name in set(value) - set(known)]
        self.wrong += [f"{where}.{name} is not printed" for name in must - set(value)]
        for name in set(value) & set(known):
            self.value(known[name].type, value[name], f"{where}.{name}")


def _sections() -> dict[str, list[list[str]]]:
    """Return the rows of the table below each heading."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            name = line.lstrip("# ").lower()
        elif line.startswith("| ") and "---" not in line:
            found.setdefault(name, []).append([cell.strip() for cell in line[1:-1].split("|")])
    return {name: rows[1:] for name, rows in found.items()}


def shapes() -> dict[str, dict[str, Key]]:
    """Return the keys of every object; those of another one that it has all of, put in."""
    tables = {name: rows for name, rows in _sections().items() if len(rows[0]) > 2}

    def keys(name: str) -> dict[str, Key]:
        found: dict[str, Key] = {}
        for key, type_, _ in tables[name]:
            if key == "…":
                found |= keys(type_[1 : type_.index("]")])
            else:
                found[key.strip("`°")] = Key(type_, key.endswith("°"))
        return found

    return {name: keys(name) for name in tables}


def commands() -> dict[str, str]:
    """Return what each command prints, as the document has it."""
    return {name.strip("`"): printed for name, printed in _sections()["commands"]}


@pytest.fixture(scope="module")
def walk(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Run every command and compare what it prints."""
    folder = tmp_path_factory.mktemp("json")
    book = Path(shutil.copy(full_template, folder / "book.sqlite"))
    files, found = verbs.prepare(book, folder / "files"), Walk(shapes())
    for name, text in FILES.items():
        (files / name).write_text(text, encoding="utf-8")
    with Workbook(files / "xa.xlsx") as workbook:
        for name in ("A", "B"):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ("program", "date", "amount"))
            sheet.write_row(1, 0, ("KHONG", "15/11/2021", 5))
    report = (files / "bao-cao.md").read_text(encoding="utf-8")
    (files / "sua.md").write_text(report.replace("0,0", "1,0", 1), encoding="utf-8")
    for before in BEFORE:
        ok(*shlex.split(before), book=book)
    for number, (verb, line) in enumerate(_lines(files, folder)):
        own = folder / f"{number}.sqlite"
        if verb not in {"book init", "book import"}:
            shutil.copy(book, own)
        found.value(commands()[verb], _printed(line, own), verb)
    return found


def _lines(files: Path, folder: Path) -> list[tuple[str, list[str]]]:
    (folder / "out").mkdir()
    found = [
        (verb, verbs.words(verb, files=files, out=folder / "out"))
        for verb in verbs.READING | verbs.WRITING
        if verb not in SILENT
    ]
    for verb, lines in MORE.items():
        found += [(verb, shlex.split(line.format(files=files))) for line in lines]
    return found


def _printed(line: list[str], book: Path) -> object:
    ran = run(*line, "--json", book=book, lang="en")
    assert ran.out, (line, ran.err)
    return json.loads(ran.out)


def test_everything_printed_is_written_and_of_the_type_written(walk: Walk) -> None:
    """Key by key, in every object, however deep."""
    assert sorted(set(walk.wrong)) == []


def test_everything_written_is_printed(walk: Walk) -> None:
    """A key nobody prints is a promise nobody keeps; nor is one always there only sometimes."""
    shown = {name: keys for name, keys in walk.shapes.items() if name not in {"error", "report"}}

    unseen = {name: set(keys) - walk.seen[name] for name, keys in shown.items()}
    always = {
        name: {key for key, line in keys.items() if line.sometimes and key not in walk.missed[name]}
        for name, keys in shown.items()
    }

    assert {name: keys for name, keys in unseen.items() if keys} == {}
    assert {name: keys for name, keys in always.items() if keys} == {}


def test_every_command_that_prints_json_is_listed() -> None:
    """The list of verbs is that of the help pages."""
    known = {*verbs.READING, *verbs.WRITING} - SILENT

    of_options = {"book check --list", "disburse import --fields", "disburse list --sum-by"}
    of_options |= {"report rates --books", "doctor"}
    assert set(commands()) - of_options == known


def test_a_refusal_has_the_keys_written(tmp_path: Path) -> None:
    """On standard error."""
    found = Walk(shapes())

    found.keys("error", run("book", "info", "--json", book=tmp_path / "none.sqlite").error, "")

    assert found.wrong == []
