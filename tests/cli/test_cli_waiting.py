"""How long a command waits, and by which clock it dates: nothing absurd is taken."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from tests.books import digest, signed
from tests.shell import run, still

from ethnictrack.book.opening import write_book
from ethnictrack.cli.shell import command_line
from ethnictrack.cli.shell.command_line import ClockError

ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021")
LIST = ("disburse", "list")
UPGRADE = ("book", "upgrade")


@pytest.mark.parametrize("words", [ADD, LIST, UPGRADE], ids=["writing", "reading", "upgrading"])
@pytest.mark.parametrize(
    "said", ["soon", "", "-1", "1.5", "3601", "9" * 5000, "٣٠", "1e3", " 5", "\x1b["]
)
def test_a_wait_that_is_no_number_of_seconds_is_wrong_usage(
    full_book: Path, said: str, words: tuple[str, ...]
) -> None:
    """Whole seconds, and an hour at most."""
    ran = run(*words, "--json", book=full_book, env={"ETHNICTRACK_WAIT": said})

    assert (ran.code, ran.error["code"]) == (2, "whole-number")
    assert ran.error["details"]["longest"] == 3600


@pytest.mark.parametrize("said", ["0", "3600", "007"])
def test_a_wait_of_up_to_an_hour_is_taken(full_book: Path, said: str) -> None:
    """Nothing has to be waited for here."""
    assert run(*LIST, book=full_book, env={"ETHNICTRACK_WAIT": said}).code == 0


def test_whoever_upgrades_waits_no_longer_than_was_said(full_book: Path) -> None:
    """As every other command."""
    with write_book(full_book, signed(), dry_run=True):
        ran = run(*UPGRADE, "--json", book=full_book, env={"ETHNICTRACK_WAIT": "0"})

    assert ran.error["code"] == "busy"


@pytest.mark.parametrize("year", [1, 1944, 2101, 9999])
@pytest.mark.parametrize(
    "words",
    [
        ADD,
        ("report", "rates"),
        ("book", "close", "2020", "--on", "1/2/2021"),
        ("report", "annual", "2021"),
    ],
)
def test_a_clock_that_cannot_be_right_is_said(
    full_book: Path, year: int, words: tuple[str, ...]
) -> None:
    """Nothing is dated by it, and nothing is a defect."""
    before, moment = digest(full_book), datetime(year, 12, 31, 23, tzinfo=UTC)

    ran = run(*words, "--json", book=full_book, world=still(moment))

    assert (ran.code, ran.error["code"]) == (2, "clock")
    assert str(year) in ran.error["message"]
    assert digest(full_book) == before


@pytest.mark.parametrize("failure", [OverflowError, OSError, ValueError])
def test_a_clock_that_no_calendar_has_is_said(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system counts seconds up to years that have no name."""

    class Broken(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:  # noqa: ARG003 - as it is called
            raise failure

    monkeypatch.setattr(command_line, "datetime", Broken)

    with pytest.raises(ClockError):
        command_line.now()
