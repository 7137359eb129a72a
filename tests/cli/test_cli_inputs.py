"""An input is never an output, by whatever name; and rejected rows come back as they were."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import digest
from tests.shell import ok, run, spawn

from ethnictrack.cli.shell.outputs import BesideBookError, OutputIsInputError
from ethnictrack.errors.usage import FormatFileError

ROWS = "program,amount,date\nZZ,5,15/11/2021\nDA1,7,15/11/2021\n"
COMPANIONS = [".lock", "-journal", "-wal", "-shm"]
WRITERS = {  # every way a file is written for somebody
    "a report": "report rates --year 2021 -O csv -o {file}",
    "a list": "disburse list -O json -o {file}",
    "a backup": "book backup {file}",
    "an export": "book export -O jsonl {file}",
    "an export over another": "book export -O jsonl {file} --replace",
    "an export to a folder": "book export -O csv {file}",
    "rejected rows": "disburse import {rows} --rejects {file}",
    "the template": "report template {file}",
    "a copy": "book copy {book} {file}",
}


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Return a file in which one of two rows cannot be kept."""
    file = tmp_path / "rows.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def _named(file: Path, how: str) -> Path:
    """Return another name of a file."""
    other = file.with_name("other.csv")
    match how:
        case "a symbolic link":
            other.symlink_to(file)
        case "a hard link":
            os.link(file, other)
        case "another way":
            other = file.parent / "sub" / ".." / file.name
            other.parent.parent.mkdir()
        case _:
            other = file
    return other


NAMES = ["itself", "a symbolic link", "a hard link", "another way"]


@pytest.mark.parametrize("how", NAMES)
@pytest.mark.parametrize("option", ["--rejects"])
def test_rejected_rows_are_never_written_over_the_file_they_are_of(
    full_book: Path, rows: Path, how: str, option: str
) -> None:
    """Refused before anything is taken, also where no row would be rejected."""
    for text in (ROWS, "program,amount,date\nDA1,7,15/11/2021\n"):
        rows.write_text(text, encoding="utf-8")
        kept, other = digest(full_book), _named(rows, how)

        ran = run("disburse", "import", str(rows), option, str(other), "--json", book=full_book)

        assert (ran.code, ran.error["code"]) == (2, OutputIsInputError.code)
        assert rows.read_text(encoding="utf-8") == text
        assert digest(full_book) == kept
        if other != rows and how != "another way":
            other.unlink()
        elif how == "another way":
            other.parent.parent.rmdir()


@pytest.mark.parametrize("name", ["{file}", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
@pytest.mark.parametrize("words", ["disburse import - --rejects", "disburse list -O csv -o"])
def test_standard_input_is_an_input_too(full_book: Path, rows: Path, name: str, words: str) -> None:
    """By the file's own name or by that of the stream, whether the command reads it or not."""
    with rows.open("rb") as stream:
        ran = spawn(*words.split(), name.format(file=rows), book=full_book, stdin=stream)

    assert ran.returncode == 2, ran
    assert b"[output-is-input]" in ran.stderr
    assert rows.read_text(encoding="utf-8") == ROWS


def test_a_report_is_never_written_over_its_template(full_book: Path, tmp_path: Path) -> None:
    """Nor over the document it is held against, nor a book over the copy it is made of."""
    template, page = tmp_path / "mau.docx", tmp_path / "r.md"
    ok("report", "template", str(template), book=full_book)
    ok("report", "annual", "2021", "--seal", "-o", str(page), book=full_book)
    sealed = digest(full_book)
    copy = Path(shutil.copy(full_book, tmp_path / "copy.sqlite"))
    (tmp_path / "link.sqlite").symlink_to(copy)

    for words in (
        (
            *("report", "annual", "2021", "--template", str(template)),
            "-o",
            str(template),
            "--replace",
        ),
        ("report", "verify", str(page), "-o", str(page)),
        ("--book", str(tmp_path / "link.sqlite"), "book", "restore", str(copy), "--replace"),
    ):
        ran = run(*words, book=full_book)
        assert (ran.code, ran.out) == (2, ""), ran
        assert "output-is-input" in ran.err
    assert digest(full_book) == digest(copy) == sealed


@pytest.mark.parametrize("ending", COMPANIONS)
@pytest.mark.parametrize("writer", WRITERS)
def test_what_belongs_to_a_book_is_never_written(
    full_book: Path, rows: Path, writer: str, ending: str
) -> None:
    """Its lock, its journal: whether they are there or not, and by a link to the book as well."""
    link = full_book.with_name("link.sqlite")
    link.symlink_to(full_book)
    target = full_book.with_name(full_book.name + ending)
    before = {each: each.read_bytes() for each in full_book.parent.iterdir() if each.is_file()}

    for book in (full_book, link):
        words = WRITERS[writer].format(file=target, rows=rows, book=book)
        ran = run(*words.split(), "--json" if "-O json" in words else "--lang=en", book=book)
        assert ran.code == 2, ran
        names_no_format = writer == "rejected rows"  # which is found out earlier
        assert (FormatFileError if names_no_format else BesideBookError).code in ran.err, ran
    after = {each: each.read_bytes() for each in full_book.parent.iterdir() if each.is_file()}
    assert {**after, target: before.get(target)} == {**before, target: before.get(target)}


@pytest.mark.parametrize("how", NAMES[:3])
@pytest.mark.parametrize("writer", WRITERS)
def test_no_file_is_written_over_the_book(
    full_book: Path, rows: Path, writer: str, how: str
) -> None:
    """By none of the ways a file is written."""
    kept, target = digest(full_book), _named(full_book, how)
    words = WRITERS[writer].format(file=target, rows=rows, book=full_book)

    ran = run(*words.split(), book=full_book)

    assert ran.code in ({2, 3} if how == "a hard link" else {1, 2}), ran
    assert digest(full_book) == kept


# Rows of a wrong shape, and what is wrong with each.
RAGGED = {
    "too few": ("DA1,5000", "row-short"),
    "too many": ("DA1,5000,15/11/2021,7", "row-long"),
    "far too many": ("DA1,5000,15/11/2021,,,7", "row-long"),
    "blanks behind": ("ZZ,5000,15/11/2021,,", "unknown-code"),
    "one cell": ("DA1", "row-short"),
    "a quoted end of a line": ('DA1,5000,"15/11/2021\nmột"', "date-unreadable"),
    "a formula": ("'=1+1;=2,5000,15/11/2021", "unknown-code"),
}


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt"])
@pytest.mark.parametrize("kind", RAGGED)
def test_a_row_of_a_wrong_shape_is_rejected_as_it_was(
    full_book: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    """What comes back is refused for the same reason, until somebody has looked at it."""
    line, code = RAGGED[kind]
    rows, back = tmp_path / "rows.csv", tmp_path / f"loai{ending}"
    rows.write_text(f"program,amount,date\n{line}\nDA1,6,15/11/2021\n", encoding="utf-8")

    first = run("disburse", "import", str(rows), "--rejects", str(back), "--json", book=full_book)
    again = run("disburse", "import", str(back), "--json", book=full_book)

    assert next(each["code"] for each in first.data["errors"]) == code
    assert next(each["code"] for each in again.data["errors"]) == code
    assert (first.code, again.code, again.data["rows"]) == (1, 1, 1)


CELLS = st.lists(st.text("aDA1=;'\"-,\n 5", max_size=6), max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(CELLS, min_size=1, max_size=5))
def test_whatever_shape_rows_have_they_are_rejected_with_a_reason(
    full_book: Path, lines: list[list[str]]
) -> None:
    """Whether there is a heading or none, and however many cells a row has."""
    rows, back = full_book.with_name("rows.csv"), full_book.with_name("back.csv")
    back.unlink(missing_ok=True)
    with rows.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["program", "amount", "date"], *lines])

    ran = run("disburse", "import", str(rows), "--rejects", str(back), book=full_book, lang="en")

    assert ran.code in {1, 2}, ran
    assert "[defect]" not in ran.err


def test_a_text_comes_back_from_a_list_as_it_went_into_it(full_book: Path, tmp_path: Path) -> None:
    """Behind its guard, wherever a spreadsheet would divide the line."""
    notes = ["=1+1", "một;=1+1", "'=x", ";-5", "xã A; B", "l'eau", '";@x']
    page = tmp_path / "rows.csv"
    for at, note in enumerate(notes):
        ok("disburse", "add", "DA1", str(at + 1), f"--note={note}", book=full_book)
    listed = ok("disburse", "list", "--json", book=full_book).data[-len(notes) :]
    with page.open("w", encoding="utf-8", newline="") as file:
        table = ok("disburse", "list", "-O", "csv", book=full_book).out.removeprefix("\ufeff")
        found = list(csv.DictReader(table.splitlines()))
        written = [each["note"] for each in found if each["id"] in {str(n["id"]) for n in listed}]
        out = csv.writer(file)
        out.writerow(["program", "amount", "date", "note"])
        out.writerows(["DA1", at + 1, "14/11/2021", each] for at, each in enumerate(written))

    ok("disburse", "import", str(page), book=full_book)

    back = ok("disburse", "list", "--json", book=full_book).data[-len(notes) :]
    assert [each["note"] for each in back] == [each["note"] for each in listed] == notes
