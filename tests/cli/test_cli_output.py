"""Formats and files: what is written where, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.books import digest, tamper
from tests.shell import ok, run

READING = [
    *("book info", "book check", "book check --list", "book settings", "book log"),
    *("place list", "place show 043", "program list", "program list --tree", "program show DA1"),
    *("allocate list", "allocate show 1", "disburse list", "disburse show 3"),
    *("inspect list", "inspect show TT-01", "activity list --year 2021", "activity show TL"),
    *("activity remarks 2021", "report rates", "report rates --by month"),
    *("report annual 2021", "report inspections 2021", "report settlement 2021"),
    *("report pace 2021", "report petitions 2021", "report compare 2020 2021"),
]
FORMATS = ["table", "plain", "markdown", "csv", "tsv", "json"]
_KILLED = """
import os, signal, sys
from pathlib import Path
Path.replace = lambda *words: os.kill(os.getpid(), signal.SIGKILL)
from ethnictrack.cli.shell.app import run
run(sys.argv[1:])
"""
ENDINGS = {".txt": "plain", ".md": "markdown", ".csv": "csv", ".tsv": "tsv", ".json": "json"}


@pytest.fixture(scope="module")
def book(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy a book that is only read."""
    return Path(shutil.copy(full_template, tmp_path_factory.mktemp("book") / "book.sqlite"))


@pytest.mark.parametrize("line", READING)
def test_every_reading_command_takes_every_format(book: Path, line: str) -> None:
    """Nothing but the result on stdout, nothing at all on stderr; the book stays as it is."""
    kept = digest(book)

    pages = {name: ok(*line.split(), "-O", name, book=book) for name in FORMATS}
    default, with_json = ok(*line.split(), book=book), ok(*line.split(), "--json", book=book)

    assert {ran.err for ran in (*pages.values(), default, with_json)} == {""}
    assert default.out == pages["plain"].out
    assert with_json.out == pages["json"].out
    assert json.loads(with_json.out) is not None
    assert all(ran.out.endswith("\n") for ran in pages.values())
    assert all("\x1b" not in ran.out for ran in pages.values())
    assert digest(book) == kept


@pytest.mark.parametrize("line", READING)
def test_json_has_the_same_keys_in_every_language(book: Path, line: str) -> None:
    """Scripts do not break when the office changes its language."""
    vi, en = (ok(*line.split(), "--json", book=book, lang=lang).data for lang in ("vi", "en"))

    assert _keys(vi) == _keys(en)


def _keys(value: object) -> object:
    if isinstance(value, dict):
        assert all(each.isascii() and each == each.lower() for each in value)
        return {key: _keys(item) for key, item in value.items()}
    return [_keys(item) for item in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize("line", ["disburse list", "program list", "place list", "book log"])
def test_csv_and_tsv_have_the_rows_of_the_json(book: Path, line: str) -> None:
    """One line a row under its keys; the total, where there is one, comes last."""
    data = ok(*line.split(), "--json", book=book).data

    comma = ok(*line.split(), "-O", "csv", book=book).out.removeprefix("\ufeff")
    tab = ok(*line.split(), "-O", "tsv", book=book).out

    rows = list(csv.DictReader(io.StringIO(comma, newline="")))
    first = next(iter(rows[0]))
    assert [row[first] for row in rows[: len(data)]] == [str(each[first]) for each in data]
    assert [line.split("\t")[0] for line in tab.splitlines()][1 : len(data) + 1] == [
        row[first] for row in rows[: len(data)]
    ]


@pytest.mark.parametrize("ending", [*ENDINGS, ".JSON"])
def test_the_ending_of_a_file_says_its_format(book: Path, tmp_path: Path, ending: str) -> None:
    """The file holds what stdout would have held; stdout is silent."""
    file = tmp_path / f"báo cáo{ending}"

    ran = ok("disburse", "list", "--output", str(file), book=book)

    format_ = ENDINGS[ending.lower()]
    assert (ran.out, ran.err) == ("", "")
    written = file.read_bytes().decode("utf-8-sig")  # a pipe has no mark before CSV
    assert written == ok("disburse", "list", "-O", format_, book=book).out


@pytest.mark.parametrize("name", ["bảng", "bảng.csv", "bảng.xlsx"])
def test_a_format_that_is_said_beats_the_ending(book: Path, tmp_path: Path, name: str) -> None:
    """Whatever the file is called."""
    ok("disburse", "list", "-O", "json", "-o", str(tmp_path / name), book=book)

    assert len(json.loads((tmp_path / name).read_bytes())) == 5


def test_an_existing_file_is_replaced_whole(book: Path, tmp_path: Path) -> None:
    """Nothing of a longer one stays behind, its rights do, and no draft lies beside it."""
    file = tmp_path / "x.json"
    file.write_text("x" * 1_000_000, encoding="ascii")
    file.chmod(0o640)

    ok("disburse", "list", "-o", str(file), book=book)

    assert len(json.loads(file.read_bytes())) == 5
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_followed_and_stays_a_link(book: Path, tmp_path: Path) -> None:
    """The file it names is replaced."""
    file, link = tmp_path / "x.json", tmp_path / "link.json"
    file.touch()
    link.symlink_to(file)

    ok("disburse", "list", "-o", str(link), book=book)

    assert link.is_symlink()
    assert json.loads(file.read_bytes())


@pytest.mark.parametrize("how", ["itself", "relative", "symbolic link", "hard link"])
def test_a_result_is_never_written_over_the_book(
    full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """By whatever name it is reached."""
    monkeypatch.chdir(tmp_path)
    kept, target = digest(full_book), tmp_path / "other.json"
    match how:
        case "symbolic link":
            target.symlink_to(full_book)
        case "hard link":
            os.link(full_book, target)
        case "relative":
            target = Path(".", full_book.name)
        case _:
            target = full_book

    ran = run("disburse", "list", "-O", "json", "-o", str(target), book=full_book)

    code, exit_code = ("book-unsafe", 3) if how == "hard link" else ("output-is-book", 2)
    assert (ran.code, ran.out, ran.error["code"]) == (exit_code, "", code)
    assert digest(full_book) == kept


@pytest.mark.parametrize("name", ["none/x.csv", ".", "x.csv/y.csv"])
def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left(
    book: Path, tmp_path: Path, name: str
) -> None:
    """Neither half a file nor a draft."""
    (tmp_path / "x.csv").write_text("alt", encoding="ascii")

    ran = run("disburse", "list", "-O", "csv", "-o", str(tmp_path / name), book=book)

    assert (ran.code, ran.out) == (3, "")
    assert "[output-unwritable]" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]
    assert (tmp_path / "x.csv").read_text(encoding="ascii") == "alt"


class _HeldError(PermissionError):
    """What Windows says of a file that a program has open."""

    winerror = 32


@pytest.mark.parametrize(
    "words", [("disburse", "list"), ("report", "annual", "2021"), ("book", "export")]
)
def test_a_file_that_is_open_in_excel_is_named_as_such(
    book: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody replace it; the hint says to close it."""
    file = tmp_path / ("x.jsonl" if "export" in words else "x.xlsx")
    file.write_text("cũ", encoding="utf-8")
    option = () if "export" in words else ("-o",)

    def refused(*_: object) -> None:
        raise _HeldError(13, "")

    with monkeypatch.context() as moment:
        moment.setattr(Path, "replace", refused)
        ran = run(*words, *option, str(file), "--replace", book=book, lang="en")

    assert ran.code == 3
    assert "open in another program, such as Excel or Word" in ran.err
    assert file.read_text(encoding="utf-8") == "cũ"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_a_refused_report_leaves_the_old_file(book: Path, tmp_path: Path) -> None:
    """It is opened when there is something to write, not before."""
    file = tmp_path / "x.csv"
    file.write_text("cũ", encoding="utf-8")

    ran = run("report", "rates", "--program", "ZZ", "-o", str(file), book=book)

    assert ran.code == 1
    assert file.read_text(encoding="utf-8") == "cũ"


def test_a_report_that_is_killed_leaves_the_old_file(book: Path, tmp_path: Path) -> None:
    """Until the very last moment it stands beside, under another name."""
    file = tmp_path / "x.csv"
    file.write_text("cũ", encoding="utf-8")
    words = ("--book", str(book), "disburse", "list", "-o", str(file))

    ended = subprocess.run([sys.executable, "-c", _KILLED, *words], check=False)

    assert ended.returncode == -signal.SIGKILL
    assert file.read_text(encoding="utf-8") == "cũ"


def test_findings_go_to_the_file_and_the_exit_code_stays(full_book: Path, tmp_path: Path) -> None:
    """A script sees both."""
    tamper(full_book, "UPDATE entry SET amount = 301 WHERE id = 3")

    ran = run("book", "check", "-o", str(tmp_path / "x.json"), book=full_book)

    assert ran.code == 1
    assert json.loads((tmp_path / "x.json").read_bytes())
