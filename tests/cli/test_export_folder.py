"""The book as a folder of CSV: a file for each noun, with codes and without numbers of ours."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest
from tests.shell import ok, run

from ethnictrack.book.tables import all_tables
from ethnictrack.reports.export_tables import NOUNS

CANARY = "079123456789 Lý Văn Páo"


def _exported(book: Path, *words: str) -> Path:
    folder = book.with_name("so")
    ok("book", "export", f"{folder}/", *words, book=book)
    return folder


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# The pages of long records of the log, whose bodies are in no file either; sums, which the rows
# make; and what goes with the whole book alone (JSON lines).
OWN = {"page", "tally", "amendment", "attachment", "estimate"}


def test_every_table_of_the_book_is_in_a_file() -> None:
    """But for what nobody outside has a use for."""
    assert {noun.table for noun in NOUNS} == all_tables().keys() - OWN


def test_every_row_is_there_and_says_codes(full_book: Path) -> None:
    """Entries with both sides apart; a recovery names its inspection and finding."""
    folder = _exported(full_book)

    held = {path.stem: _table(path) for path in folder.iterdir()}

    assert held.keys() == {noun.name for noun in NOUNS}
    assert [row["program"] for row in held["allocations"]] == ["DA1", "DA2"]
    assert [row["voucher"] for row in held["disbursements"]][:2] == ["PC 01", "PC-02"]
    assert [row["parent"] for row in held["programs"]] == ["", "MTQG", "MTQG"]
    assert (held["recoveries"][0]["inspection"], held["recoveries"][0]["finding"]) == ("TT-01", "1")
    assert [row["number"] for row in held["records"]] == ["1.5", "-1.5"]
    assert held["disbursements"][0]["actor"] == held["log"][0]["actor"] == "Lan"
    assert held["disbursements"][0]["recorded_at"] == "2021-11-15T05:00:00Z"
    assert [row["action"] for row in held["reports"]] == ["asked", "received"]
    figure, line = held["figures"][0], held["statement_lines"][0]
    assert (figure["program"], figure["cumulative"]) == ("DA1", "300")
    assert (line["voucher"], line["amount"], held["matches"][0]["entry"]) == ("pc 01", "300", "3")
    assert len(held["log"]) == len(ok("book", "log", "--json", book=full_book).data)


def test_the_key_of_the_forms_is_in_no_file(full_book: Path) -> None:
    """By it the book knows its own forms: whoever has it could make one."""
    assert "key" not in _table(_exported(full_book) / "collections.csv")[0]


def test_text_is_no_formula(fresh_book: Path) -> None:
    """Not in a file that somebody opens as a spreadsheet."""
    ok("allocate", "add", "DA1", "5", "--year", "2021", "--note", "=1+1", book=fresh_book)

    assert _table(_exported(fresh_book) / "allocations.csv")[0]["note"] == "'=1+1"


def test_only_its_owner_can_read_a_folder(full_book: Path) -> None:
    """And what is in it."""
    folder = _exported(full_book)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert {path.name for path in folder.parent.iterdir()} == {"book.sqlite", "so"}


def test_a_folder_that_is_there_is_left_alone_unless_told(full_book: Path) -> None:
    """An empty one may be filled; --replace takes the place of an earlier export."""
    full_book.with_name("so").mkdir()
    folder = _exported(full_book)

    ran = run("book", "export", f"{folder}/", "--json", book=full_book)
    (folder / "log.csv").write_text("old")
    again = _exported(full_book, "--replace")

    assert (ran.code, ran.error["code"]) == (1, "export-exists")
    assert (again / "log.csv").read_text() != "old"
    assert {path.name for path in folder.parent.iterdir()} == {"book.sqlite", "so"}


@pytest.mark.parametrize("other", ["thư.docx", "sub"])
def test_no_folder_with_anything_else_in_it_is_replaced(full_book: Path, other: str) -> None:
    """Whatever it is, it is not ours to remove."""
    folder = full_book.with_name("so")
    folder.mkdir()
    (folder / other).mkdir()

    ran = run("book", "export", str(folder), "--replace", "--json", book=full_book)

    assert (ran.code, ran.error["code"]) == (3, "output-unwritable")
    assert [path.name for path in folder.iterdir()] == [other]


def test_an_export_for_the_public_names_nobody(full_book: Path) -> None:
    """Neither payees nor clerks, and no word that anybody was free to write."""
    for words in (
        ("disburse", "add", "DA1", "5", "--payee", CANARY, "--note", CANARY),
        ("disburse", "add", "DA1", "9999", "--over-plan", CANARY),
        ("disburse", "reverse", "3", "--reason", CANARY),
        ("inspect", "finding", "TT-01", "5", "--action", "other", "--note", CANARY),
        ("activity", "remark", "2021", "causes", CANARY),
        ("book", "settings", "signer-name", CANARY),
        ("book", "reopen", "2019", "--reason", CANARY),
    ):
        ok(*words, book=full_book, actor=CANARY)

    whole = _exported(full_book)
    found = [path.name for path in whole.iterdir() if CANARY in path.read_text("utf-8")]
    public = _exported(full_book, "--public", "--replace")

    assert len(found) == 6
    assert [path.name for path in public.iterdir() if CANARY in path.read_text("utf-8")] == []
    left = {path.stem for path in public.iterdir()}
    own = {"collections", "reports", "figures", "statements", "statement_lines", "matches"}
    assert {noun.name for noun in NOUNS} - left == own | {"remarks", "settings", "profiles", "log"}
    assert len(_table(public / "disbursements.csv")) == 8


def test_a_whole_book_cannot_be_for_the_public(full_book: Path) -> None:
    """Its seals cover every name in it."""
    ran = run("book", "export", "so.jsonl", "--public", "--json", book=full_book)

    assert (ran.code, ran.error["code"]) == (2, "export-public")


@pytest.mark.parametrize("name", ["so", "so/", "sổ 2021"])
def test_a_name_without_an_ending_is_a_folder(full_book: Path, name: str) -> None:
    """Whether a stroke stands behind it or not."""
    ok("book", "export", f"{full_book.parent}/{name}", book=full_book)

    assert (full_book.parent / name / "allocations.csv").is_file()


def test_a_file_without_an_ending_is_no_folder(full_book: Path) -> None:
    """It stays as it is, with --replace too."""
    full_book.with_name("so").write_text("thư")

    ran = [
        run("book", "export", str(full_book.with_name("so")), *words, "--json", book=full_book)
        for words in ((), ("--replace",))
    ]

    assert [each.error["code"] for each in ran] == ["export-exists", "output-unwritable"]
    assert full_book.with_name("so").read_text() == "thư"


@pytest.mark.parametrize("words", [("so.csv",), ("-",), ("so.csv", "-O", "xml")])
def test_a_format_that_is_not_known_is_named(full_book: Path, words: tuple[str, ...]) -> None:
    """One file of CSV is no whole book."""
    ran = run("book", "export", *words, "--json", book=full_book)

    assert (ran.code, ran.error["code"]) == (2, "unknown-format")
