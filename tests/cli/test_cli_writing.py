"""Every writing command, three times: dry, kept, and what it printed again by a reading one."""

from __future__ import annotations

import shlex
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.books import digest
from tests.shell import NOW, ok, still

WRITING = [
    "place add 9 'Nơi khác' --level village --parent 043",
    "program add X 'Chương trình' --kind work",
    "program edit DA1 --name 'Dự án một'",
    "allocate add DA1 '15,213 tỷ' --year 2021",
    "allocate transfer DA1 5 --year 2021 --to DA2 --to-place 043",
    "allocate reverse 2 --reason nhầm",
    "disburse add DA1 5 --voucher PC-9",
    "disburse add DA1 5000 --over-plan 'ứng trước'",
    "disburse reverse 3 --reason nhầm",
    "inspect add T 'Thanh tra'",
    "inspect stage TT-01 concluded --date 15/11/2021",
    "inspect finding TT-01 5 --action other",
    "inspect recover TT-01 5 --date 15/11/2021",
    "inspect reverse 1 --reason nhầm",
    "activity add DT 'Đơn thư' --unit đơn",
    "activity target TL 300 --year 2021",
    "activity record TL 'trên 180' --year 2021 --date 15/11/2021",
    "activity remark 2021 causes 'Thiếu người.'",
    "book settings office 'Ban Dân tộc'",
]


def _unmarked(data: Any) -> Any:  # noqa: ANN401 - JSON is of any type
    """Take the mark of a dry run off every object."""
    if isinstance(data, list):
        return [*map(_unmarked, data)]
    assert data.pop("dry_run") is True
    return data


@pytest.mark.parametrize("line", WRITING)
@pytest.mark.parametrize("json", ["", " --json"], ids=["words", "json"])
def test_a_dry_run_prints_the_same_and_keeps_nothing(full_book: Path, line: str, json: str) -> None:
    """But that it says so; the remark that nothing was kept is talk, and stands on stderr."""
    words, kept = shlex.split(line + json), digest(full_book)

    tried = ok(*words, "--dry-run", book=full_book)
    assert digest(full_book) == kept
    done = ok(*words, book=full_book)

    if json:
        assert _unmarked(tried.data) == done.data
    else:
        assert tried.out.splitlines() == [
            "Sẽ ghi như sau:",
            *done.out.replace("Đã ghi bút toán", "Bút toán").splitlines(),
        ]
    assert done.out
    assert "chưa ghi gì vào sổ" in tried.err
    talk = [line for line in tried.err.splitlines() if "chưa ghi gì vào sổ" not in line]
    assert done.err.splitlines() == talk
    assert digest(full_book) != kept
    assert ok("book", "check", book=full_book).code == 0


@pytest.mark.parametrize("line", WRITING)
def test_words_and_json_do_the_same_work(full_book: Path, tmp_path: Path, line: str) -> None:
    """How a result is printed changes nothing about what is kept."""
    other = Path(shutil.copy(full_book, tmp_path / "other.sqlite"))

    ok(*shlex.split(line), book=full_book)
    ok(*shlex.split(line), "--json", book=other)

    assert digest(full_book) == digest(other)


def test_a_clock_behind_an_earlier_record_is_remarked(fresh_book: Path) -> None:
    """The record is kept in its turn; where nothing is written, nothing is said."""
    words = ("allocate", "add", "DA1", "5", "--year", "2021", "--id", "K-1")
    earlier = still(NOW - timedelta(days=20))

    behind = ok(*words, book=fresh_book, world=earlier, lang="en")
    again = ok(*words, book=fresh_book, world=earlier, lang="en")

    assert "2021-11-05 08:00, is behind that of an earlier record, 2021-11-15 12:00" in behind.err
    assert again.err == ""
