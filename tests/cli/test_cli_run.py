"""Many commands in one process: what is kept, what is printed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.books import count_entries, digest
from tests.shell import Ran, ok, run

GOOD, MORE = 'disburse add DA2 5 --note "Đợt một"', "disburse add DA2 6"
BAD = "disburse add DA2 999999999"


def _run(book: Path, *lines: str, options: tuple[str, ...] = ()) -> Ran:
    return run("run", "-", *options, book=book, input="\n".join(lines) + "\n")


def _rows(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_each_command_is_answered_by_a_line_of_json(full_book: Path, tmp_path: Path) -> None:
    """Words of a shell or a list; blank lines and remarks are passed over."""
    file = tmp_path / "lenh.txt"
    listed = json.dumps(["disburse", "add", "DA2", "6", "--note", "--version"])
    file.write_text(f"# hôm nay\n\n{GOOD}\n{listed}\ndisburse list --search đợt\n", "utf-8")

    ran = run("run", str(file), book=full_book)

    first, second, third = _rows(ran)
    assert (ran.code, ran.err) == (0, "")
    assert [first["line"], second["line"], third["line"]] == [3, 4, 5]
    assert (first["exit"], first["result"]["note"]) == (0, "Đợt một")
    assert second["result"]["note"] == "--version"
    assert third["result"] == [first["result"]]
    assert second["result"]["id"] == first["result"]["id"] + 1


def test_it_ends_with_the_first_refusal(full_book: Path) -> None:
    """Some is kept, some refused: 6. Where nothing is kept, the code of the refusal."""
    before = count_entries(full_book)

    some = _run(full_book, GOOD, BAD, MORE)
    none = _run(full_book, BAD, MORE)
    all_ = _run(full_book, GOOD, BAD, MORE, options=("--keep-going",))

    assert [each["exit"] for each in _rows(some)] == [0, 1]
    assert some.err.count("partly-kept") == 1
    assert (some.code, _rows(some)[1]["error"]["code"]) == (6, "over-plan")
    assert (none.code, len(_rows(none))) == (1, 1)
    assert (all_.code, [each["exit"] for each in _rows(all_)]) == (6, [0, 1, 0])
    assert count_entries(full_book) == before + 3


def test_together_all_is_kept_or_nothing(full_book: Path) -> None:
    """One record of the log over all; what one command added the next one finds."""
    before = digest(full_book)
    refused = _run(full_book, GOOD, BAD, options=("--together",))
    assert (refused.code, digest(full_book)) == (1, before)
    assert [each["kept"] for each in _rows(refused)] == [False, False]
    assert _rows(refused)[0]["result"]["dry_run"] is True

    kept = _run(
        full_book,
        "program add MOI 'Chương trình mới'",
        "allocate add MOI 100 --year 2021",
        "disburse add MOI 5",
        "disburse amend last --note 'rõ hơn' --reason 'gõ nhầm'",
        options=("--together",),
    )

    assert (kept.code, len(_rows(kept))) == (0, 4)
    assert not any("kept" in each for each in _rows(kept))
    assert _rows(kept)[3]["result"]["note"] == "rõ hơn"
    assert ok("book", "log", "--json", book=full_book).data[-1]["command"] == "run"
    assert ok("book", "verify", book=full_book).code == 0


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("disburse add DA2 5 --book khac.sqlite", "--book"),
        ("disburse add DA2 5 --actor Khác", "--actor"),
        ("disburse add DA2 5 --dry-run", "--dry-run"),
        ("book backup {out}", "{out}"),
    ],
)
def test_what_cannot_be_dropped_is_not_kept_together(
    full_book: Path, tmp_path: Path, line: str, other: str
) -> None:
    """Another book, another actor, a file: what is said is never silently something else."""
    out, before = tmp_path / "x.sqlite", digest(full_book)

    ran = _run(full_book, GOOD, line.format(out=out), options=("--together",))

    error = _rows(ran)[1]["error"]
    assert (ran.code, error["code"], out.exists()) == (2, "contradiction", False)
    assert other.format(out=out) in error["message"]
    assert digest(full_book) == before


def test_an_import_that_keeps_nothing_does_not_take_the_others_with_it(
    full_book: Path, tmp_path: Path
) -> None:
    """It drops what it wrote, and with it all: that is a refusal."""
    file = tmp_path / "x.csv"
    file.write_text("program,date,amount\n", "utf-8")
    before = digest(full_book)

    ran = _run(full_book, GOOD, f"disburse import {file}", options=("--together",))

    assert ran.code != 0
    assert digest(full_book) == before


def test_a_line_that_is_no_command_is_refused(full_book: Path) -> None:
    """An open quote, a list of numbers, an unknown word, a file within a file."""
    for line, code in (
        ('disburse add "DA2', "command-line"),
        ("[1, 2]", "command-line"),
        ("khong co", "unknown-command"),
        ("run -", "run-within-run"),
    ):
        ran = _run(full_book, line)
        row = _rows(ran)[0]
        assert (ran.code, row["exit"], row["error"]["code"]) == (2, 2, code), line
    long = _run(full_book, "disburse add " + "9" * 1_000_000)
    assert (long.code, long.out) == (2, "")
    assert long.err.count("long-command") == 1
    assert run("run", "khong-co.txt", book=full_book).code == 2


def test_days_have_their_year_in_a_file(full_book: Path) -> None:
    """Typed, a day may be brief; in a file it would mean another one every year."""
    typed = ok("disburse", "add", "DA2", "5", "--date", "3/3", "--json", book=full_book).data
    brief = ok(
        "disburse",
        "add",
        "DA2",
        "6",
        "--date",
        "15/1/21",
        "--year",
        "2021",
        "--json",
        book=full_book,
    ).data
    late = ok("disburse", "add", "DA2", "7", "--date", "hôm qua", "--json", book=full_book).data
    minus = ok("disburse", "add", "DA2", "8", "--date", "-1", "--json", book=full_book).data
    for day in ("3/3", "15/1/21", "'hôm qua'", "yesterday", "-1"):
        refused = _run(full_book, f"disburse add DA2 5 --date {day}")
        assert (refused.code, _rows(refused)[0]["error"]["code"]) == (2, "date-unreadable"), day

    assert (typed["date"], brief["date"]) == ("2021-03-03", "2021-01-15")
    assert late["date"] == minus["date"] == "2021-11-24"
