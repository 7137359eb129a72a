"""A day's work counted in key presses, beside what the version of 27 November 2026 took for it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.cli.test_ask_entry import entries
from tests.shell import ok
from tests.terminal import CountedKeys, Terminal, make_book

# What a clerk pressed for the same at commit 4b0b2e2, counted there on a terminal, on this book.
# Lines are typed in full, without quotes where none are needed, with Enter; a prompt is called a
# second time by the shell's arrow (two keys).
#
#   ten payments  `disburse add`, then each 12 questions: the day (1/6/2021, not offered again), 6
#                 times Enter, amount, voucher, payee (not offered), Enter, y: 60, then 37 each.
#   by one line   disburse add CT135.1 20tr --date 1/6/2021 --capital investment --voucher PC-20
#                 --payee 'Ban A': 107 each; there was no `copy`.
#   mended note   There was no `amend`: disburse reverse 17 --reason sai (45), and the line above
#                 again with --note 'dot 2' (122).
#   reversal      disburse reverse 19 --reason sai.
#   search        disburse list --search 'dot 2'.
#   report        report rates --as-of 29/11/2026 -o bc.docx: a day was written in full.
#   sum by payee, list to sign: not possible; they are in neither sum.
BEFORE = {
    "ten payments": 60 + 9 * 37,
    "three by one line": 3 * 107,
    "a mended note": 45 + 122,
    "a reversal": 45,
    "a search": 43,
    "yesterday's report": 55,
}
NOT_BEFORE = {"a sum by payee", "a list to sign"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Make a book with two classes of money in one programme, and a payment of today."""
    path = tmp_path / "so.sqlite"
    investment = ("--capital", "investment", "--source", "central")
    last = ("CT135.1", "1 tỷ", "--date", "1/6/2021", "--payee", "Ban A")
    make_book(
        path,
        ("book", "init", "--units", "none", "--programs", "2021"),
        ("allocate", "add", "CT135.1", "20 tỷ", "--year", "2021", *investment),
        ("allocate", "add", "CT135.1", "1 tỷ", "--year", "2021", "--capital", "recurrent"),
        ("allocate", "add", "NCUT", "5 tỷ", "--year", "2021", *investment),
        ("disburse", "add", *last, *investment),
    )
    return path


def test_a_day_takes_half_the_keys_it_took(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten payments, three by one line, a mended note, a reversal, a search, a report; and more."""
    monkeypatch.chdir(tmp_path)

    def keys(line: str, *answers: tuple[str, str]) -> int:
        """Type a command and answer what it asks; return how many keys that took."""
        with Terminal(*shlex.split(line), book=book, rows=400, columns=200) as terminal:
            counted = CountedKeys(terminal)
            for question, text in answers:
                counted.answer(question, text)
            assert terminal.finish() == 0
        return len(f"ethnictrack {line}") + 1 + counted.keys

    like_the_last = [(("Date [", f"{each}tr;PC-{each}"), ("Keep", "")) for each in range(10, 20)]
    payments = [each for pair in like_the_last for each in pair]
    copies = [f"disburse copy last --amount {each}tr --voucher PC-{each}" for each in (20, 21, 22)]
    note = [("Reason", "sai"), ("Voucher", ""), ("Payee", ""), ("Note", "dot 2"), ("Keep", "")]
    pressed = {
        "ten payments": keys("disburse add", *payments, ("Date [", ".")),
        "three by one line": sum(map(keys, copies)),
        "a mended note": keys("disburse amend last", *note),
        "a search": keys("disburse list --search 'dot 2'"),
        "a reversal": keys("disburse reverse last", ("Reason", "sai"), ("Keep", "")),
        "yesterday's report": keys("report rates --as-of -1 -o bc.docx"),
        "a sum by payee": keys("disburse list --sum-by payee"),
        "a list to sign": keys("disburse list -o ds.docx"),
    }

    assert pressed.keys() == BEFORE.keys() | NOT_BEFORE
    assert 2 * sum(pressed[each] for each in BEFORE) <= sum(BEFORE.values())
    kept = entries(book)[1:]
    amounts = [each["amount"] // 10**6 for each in kept]
    assert amounts == [*range(10, 23), -22]
    assert [each["voucher"] for each in kept[:13]] == [f"PC-{each}" for each in range(10, 23)]
    assert {each["payee"] for each in kept} == {"Ban A"}
    assert (kept[12]["note"], kept[13]["reverses"]) == ("dot 2", kept[12]["id"])
    (summed,) = ok("disburse", "list", "--sum-by", "payee", "--json", book=book).data
    assert summed["payee"] == "Ban A"
    assert {each.name for each in tmp_path.glob("*.docx")} == {"bc.docx", "ds.docx"}
