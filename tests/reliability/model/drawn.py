"""What a clerk may type, drawn at random; how it is typed: as options, and as rows of a file."""

from __future__ import annotations

import csv
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from tests.reliability.model.desk import UNPAID
from tests.reliability.model.facts import GONE, NONE, PAID, PARENTS, PLAN, Said


def mostly(usual: object, *others: object) -> st.SearchStrategy[Any]:
    """Draw the usual value three times of four, so that most commands break no rule."""
    return st.sampled_from([usual] * 3 * len(others) + [*others])


DAYS = mostly(
    None,
    *(date(2020, 12, 30), date(2021, 1, 5), date(2021, 3, 1), date(2021, 11, 25)),
    *(date(2022, 1, 10), date(2022, 3, 1)),
)
_AMOUNTS = {
    "allocation": st.sampled_from([50, 100, 300]) | st.integers(1, 400),
    "disbursement": st.sampled_from([10, 20, 50]) | st.integers(1, 100),
}
PROGRAMS = st.sampled_from(sorted(PARENTS))
PLACES = mostly(None, "042", "043")
_CAPITALS = mostly(None, NONE, "investment", "recurrent")
_SOURCES = mostly(None, NONE, "central", "provincial")
_VOUCHERS = mostly(None, "PC-1", "PC-2")
_KEYS = mostly(None, "K-1", "K-2", "K-3")
CASES = st.sampled_from(["TT-1", "TT-2"])
NUMBERS = st.integers(0, 40)
FINDINGS = st.tuples(st.integers(1, 100), st.sampled_from([UNPAID, "other", "budget-recovery"]))
RECOVERIES = st.tuples(st.integers(1, 60), st.sampled_from([None, 1, 2, 3]))
YEARS = st.sampled_from([2020, 2021, 2022])
SIDES = st.sampled_from(["allocation", "disbursement"])
GROUPS = {"allocation": "allocate", "disbursement": "disburse"}


@st.composite
def said(draw: st.DrawFn, side: str | None = None) -> Said:
    """Draw an entry as it is typed."""
    side = side or draw(SIDES)
    paying = side == "disbursement"
    kinds = mostly("payment", *PAID) if paying else mostly("initial", *PLAN, *GONE)
    return Said(
        side=side,
        program=draw(PROGRAMS),
        amount=draw(_AMOUNTS[side]),
        kind=draw(kinds),
        day=draw(DAYS),
        year=draw(mostly(2021, None, 2020, 2022) if paying else mostly(2021, 2020, 2022)),
        plan_year=draw(mostly(None, 2020, 2021)),
        place=draw(PLACES),
        capital=draw(_CAPITALS),
        source=draw(_SOURCES),
        voucher=draw(_VOUCHERS) if paying else None,
        over_plan=paying and draw(mostly(False, True)),
        key=draw(_KEYS),
    )


ROWS = SIDES.flatmap(lambda side: st.lists(said(side), min_size=1, max_size=4))
_OPTIONS = {"day": "--date", "year": "--year", "plan_year": "--plan-year", "kind": "--kind"}
_OPTIONS |= {name: f"--{name}" for name in ("place", "capital", "source", "voucher")}
_OPTIONS |= {"key": "--id"}
_COLUMNS = ("program", "amount", *_OPTIONS)


def options(said: Said, *left_out: str) -> list[str]:
    """Return what was said as options of a command line."""
    words = [
        word
        for name, option in _OPTIONS.items()
        if name not in left_out and getattr(said, name) is not None
        for word in (option, str(getattr(said, name)))
    ]
    return [*words, *(("--over-plan", "thử") if said.over_plan else ())]


def write_csv(path: Path, rows: list[Said]) -> None:
    """Write rows as a file; an allocation has no voucher, and no column for one."""
    names = [name for name in _COLUMNS if any(getattr(row, name) is not None for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("date" if name == "day" else name for name in names)
        writer.writerows([getattr(row, name) for name in names] for row in rows)


def as_row(said: Said, first: Said) -> Said:
    """Return what a row of a file can say; a reason for all rows is an option of the import."""
    cells = {name: None for name in ("capital", "source") if getattr(said, name) == NONE}
    return Said(**{**asdict(said), **cells, "over_plan": first.over_plan})
