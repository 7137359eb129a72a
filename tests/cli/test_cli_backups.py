"""Copies by the calendar: a folder of them, named by their day, of which the old ones go."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import tamper
from tests.shell import ok, run, still

from ethnictrack.nouns.backups import Dated, KeepRule

DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))


def _backed_up(book: Path, folder: Path, keep: str, day: datetime) -> dict[str, object]:
    words = ("book", "backup", str(folder), "--keep", keep, "--json")
    made: dict[str, object] = ok(*words, book=book, world=still(day)).data
    return made


def _on(day: date, hour: int = 1) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _days(folder: Path) -> list[str]:
    return sorted(each.name[5:15] for each in folder.glob("book-*.sqlite"))


def test_the_newest_of_each_day_and_month_stays(full_book: Path, tmp_path: Path) -> None:
    """What is older than any rule goes; each copy that stays is a whole book."""
    folder = tmp_path / "sao"
    for month, day in ((8, 30), (9, 14), (9, 30), (10, 2), (11, 23), (11, 24)):
        _backed_up(full_book, folder, "3d,3m", _on(date(2021, month, day)))

    _backed_up(full_book, folder, "3d,3m", _on(date(2021, 11, 25)))
    made = _backed_up(full_book, folder, "3d,3m", _on(date(2021, 11, 25), 9))

    kept = ["2021-09-30", "2021-10-02", "2021-11-23", "2021-11-24", "2021-11-25"]
    assert _days(folder) == kept
    assert (len(made["removed"]), made["copies"]) == (1, 5)  # type: ignore[arg-type]
    assert Path(str(made["path"])).name == "book-2021-11-25-160000.sqlite"
    for each in folder.iterdir():
        assert ok("book", "verify", book=each).code == 0


def test_the_doctor_says_when_a_copy_was_last_made(full_book: Path, tmp_path: Path) -> None:
    """Or that there was none; a copy without --keep is none of the calendar."""
    ok("book", "backup", str(tmp_path / "one.sqlite"), book=full_book)
    before = ok("doctor", "--json", book=full_book).data["book"]["last_backup"]
    said = ok("doctor", book=full_book, lang="en").out

    _backed_up(full_book, tmp_path / "sao", "3d", _on(date(2021, 11, 25), 9))
    after = ok("doctor", "--json", book=full_book).data["book"]["last_backup"]

    assert (before, after) == (None, "2021-11-25T09:00:00Z")
    assert "none was made with --keep" in said
    assert "2021" in ok("doctor", book=full_book, lang="en").out


def test_files_of_copies_take_their_room_once(full_book: Path, tmp_path: Path) -> None:
    """A later copy gives the same bytes a second name; one that goes takes only its own names."""
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")
    ok("disburse", "attach", "3", str(scan), book=full_book)
    scan.write_bytes(b"%PDF-2")
    ok("disburse", "attach", "3", str(scan), book=full_book)
    folder = tmp_path / "sao"

    for day in (1, 2, 3):
        _backed_up(full_book, folder, "2d", _on(date(2021, 11, day)))

    assert _days(folder) == ["2021-11-02", "2021-11-03"]
    held = [path for each in folder.glob("*.files") for path in each.iterdir()]
    assert len({each.stat().st_ino for each in held}) == len(held) // 2 > 0
    for each in folder.glob("*.sqlite"):
        assert ok("book", "check", "files", book=each).code == 0


def test_only_own_copies_go(full_book: Path, tmp_path: Path) -> None:
    """Neither what merely has such a name, nor another book, nor a link, nor one of tomorrow."""
    folder = tmp_path / "sao"
    made = _backed_up(full_book, folder, "1d", _on(date(2021, 1, 1)))
    own = Path(str(made["path"]))
    other = folder / "book-2021-01-02-080000.sqlite"
    ok("book", "init", book=other, world=still(identity="00000000-0000-4000-8000-000000000002"))
    (folder / "book-2021-01-03-080000.sqlite").write_text("ghi chú", encoding="utf-8")
    (folder / "book-2021-01-04-080000.sqlite.txt").write_text("", encoding="utf-8")
    shutil.copy(own, folder / "book-2021-12-31-080000.sqlite")
    (folder / "book-2021-01-05-080000.sqlite").symlink_to(own)
    before = {each.name for each in folder.iterdir()}

    made = _backed_up(full_book, folder, "1d", _on(date(2021, 11, 25)))

    assert made["removed"] == [str(own)]
    left = {each.name for each in folder.iterdir()}
    assert left == before - {own.name} | {Path(str(made["path"])).name}


def test_nothing_goes_unless_the_new_copy_is_sound(full_book: Path, tmp_path: Path) -> None:
    """A book in which something was changed makes none; a lost file may be in an older one."""
    scan, folder = tmp_path / "a.pdf", tmp_path / "sao"
    scan.write_bytes(b"%PDF")
    (kept,) = ok("disburse", "attach", "3", str(scan), "--json", book=full_book).data or [None]
    _backed_up(full_book, folder, "1d", _on(date(2021, 1, 1)))

    if kept:
        Path(kept["path"]).unlink()
        made = _backed_up(full_book, folder, "1d", _on(date(2021, 11, 24)))
        assert (made["lacking"], made["removed"]) == (["a.pdf"], [])
    tamper(full_book, "UPDATE entry SET amount = 1 WHERE id = 1")
    before = _days(folder)
    ran = run("book", "backup", str(folder), "--keep", "1d", "--json", book=full_book)

    assert (ran.code, ran.error["code"]) == (1, "copy-unsound")
    assert _days(folder) == before


@pytest.mark.parametrize(
    "rule", ["", "30", "30w", "0d", "-1d", "30d,30d", "30d 12m", "30d,", "d", "1.5d", "12M", "٣d"]
)
def test_any_other_rule_is_refused(full_book: Path, tmp_path: Path, rule: str) -> None:
    """Before anything is written."""
    ran = run("book", "backup", str(tmp_path / "sao"), f"--keep={rule}", "--json", book=full_book)

    assert ran.code == 2
    assert not rule or ran.error["code"] == "keep-rule"
    assert not (tmp_path / "sao").exists()


def test_the_book_knows_when_it_was_last_copied(full_book: Path, tmp_path: Path) -> None:
    """`book info` says so; the book itself is not written, and another book's note is none."""
    before = full_book.read_bytes()
    assert ok("book", "info", "--json", book=full_book).data["last_backup"] is None

    _backed_up(full_book, tmp_path / "sao", "30d,12m", _on(date(2021, 11, 25)))

    told = ok("book", "info", "--json", book=full_book).data["last_backup"]
    assert (told, full_book.read_bytes()) == ("2021-11-25T01:00:00Z", before)
    other = tmp_path / "khac.sqlite"
    ok("book", "init", book=other, world=still(identity="00000000-0000-4000-8000-000000000002"))
    shutil.copy(f"{full_book}.backup", f"{other}.backup")
    assert ok("book", "info", "--json", book=other).data["last_backup"] is None


@given(st.lists(DAYS, min_size=1), st.integers(1, 60), st.integers(1, 24), DAYS)
def test_each_day_and_month_of_the_rule_keeps_its_newest(
    days: list[date], for_days: int, for_months: int, today: date
) -> None:
    """And nothing else stays, but what is of a later day."""
    copies = [Dated(Path(str(at)), day, (f"{at:06d}", 1)) for at, day in enumerate(days)]

    going = {each.path for each in KeepRule(for_days, for_months).going(copies, today)}

    left = [each for each in copies if each.path not in going]
    recent = [each for each in copies if today - timedelta(days=for_days) < each.day <= today]
    assert {each.day for each in recent} <= {each.day for each in left}
    for each in left:
        same_day = [one for one in copies if one.day == each.day]
        same_month = [one for one in copies if (one.day.year, one.day.month) == _month(each.day)]
        newest = each in (max(same_day, key=_order), max(same_month, key=_order))
        assert newest or each.day > today
    months = {_month(each.day) for each in copies if each.day <= today}
    this = today.year * 12 + today.month
    for month in months:
        if this - (month[0] * 12 + month[1]) < for_months:
            assert month in {_month(each.day) for each in left}


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _order(copy: Dated) -> tuple[date, tuple[str, int]]:
    return copy.day, copy.order
