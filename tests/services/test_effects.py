"""What entries did: lists add up to the reports, whatever is asked for and in every form."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import allocated, dong, paid, signed
from tests.reliability.size import size
from tests.shell import ok

from ethnictrack.book.opening import read_book, write_book
from ethnictrack.ledger.entry import Draft, Posted
from ethnictrack.ledger.listing import Filter
from ethnictrack.nouns.registry import Registry
from ethnictrack.services.entry import Recorder
from ethnictrack.services.export import noun_tables
from ethnictrack.services.figures import figures
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import KINDS, Capital, Kind, Side, Source
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Coverage, PlanBasis

LATER = date(2022, 2, 1)
DRAFTS = st.builds(
    Draft,
    side=st.just(Side.ALLOCATION),  # set by the kind
    program=st.sampled_from(["MTQG", "DA1", "DA2"]),
    amount=st.integers(1, 99).map(dong),
    kind=st.sampled_from([*Kind, *[Kind.INITIAL] * 5, *[Kind.PAYMENT] * 6]),
    year=st.just(2021),
    plan_year=st.sampled_from([None, None, 2020]),
    date=st.sampled_from([date(2021, 3, 1), date(2021, 12, 31)]),
    place=st.sampled_from([None, "04", "042"]),
    capital=st.sampled_from([None, *Capital]),
    source=st.sampled_from([None, Source.CENTRAL]),
    over_plan=st.sampled_from([None, "gấp"]),
)
_ASKED = st.fixed_dictionaries(
    {
        "program": st.sampled_from([None, "MTQG", "DA1"]),
        "place": st.sampled_from([None, "04", "042"]),
        "capital": st.sampled_from([None, *Capital]),
        "source": st.sampled_from([None, Source.CENTRAL]),
        "last": st.sampled_from([date(2021, 6, 30), LATER]),
    }
)


def _number(register: Registry[Any], code: str | None) -> int | None:
    return None if code is None else register.find(code).id


def _family(register: Registry[Any], number: int | None) -> frozenset[int] | None:
    return None if number is None else frozenset(register.family(number))


@settings(
    max_examples=size(15, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(DRAFTS, min_size=4, max_size=20), st.data(), st.lists(_ASKED, min_size=3, max_size=3)
)
def test_what_a_list_did_is_what_the_report_says(
    template: Path, drafts: list[Draft], data: st.DataObject, asked: list[dict[str, Any]]
) -> None:
    """For every filter: payments make up disbursed and unplanned, allocations the plan."""
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, LATER)
        kept: list[Posted] = []
        for draft in drafts:
            paying = draft.kind in KINDS[Side.DISBURSEMENT]
            facts = {"side": Side.DISBURSEMENT} if paying else {"over_plan": None}
            said = {name: getattr(draft, name) for name in Draft.__slots__} | facts
            try:
                kept += recorder.record(Draft(**said)).posted
            except BookError:
                continue
        for posted in data.draw(st.sets(st.sampled_from(kept), max_size=3)) if kept else ():
            try:
                recorder.reverse(posted.entry.side, posted.id, reason="sai", on=None)
            except BookError:
                continue
        for each in asked:
            scope = Coverage(
                program=_number(book.programs, each["program"]),
                place=_number(book.places, each["place"]),
                capital=each["capital"],
                source=each["source"],
            )
            total = figures(
                book, year=2021, as_of=each["last"], basis=PlanBasis.WITH_CARRYOVER, scope=scope
            ).total()
            only = Filter(
                year=2021,
                programs=_family(book.programs, scope.program),
                places=_family(book.places, scope.place),
                capital=scope.capital,
                source=scope.source,
                last=each["last"],
            )
            did = {
                side: Dong.total(e.entry.effect for e in book.ledger.chosen(side, only))
                for side in Side
            }
            assert did[Side.DISBURSEMENT] == total.paid
            assert did[Side.ALLOCATION] == total.planned


def test_an_exported_folder_says_what_each_entry_did(full_book: Path) -> None:
    """Added up it is the report; the amount stays as recorded."""
    with write_book(full_book, signed()) as book:
        paid(book, 10, kind="refund")
        allocated(book, 7, kind="cancelled", date=date(2021, 12, 31))

    with read_book(full_book) as book:
        tables = {
            each.name: [dict(zip(each.columns, row, strict=True)) for row in each.rows]
            for each in noun_tables(book, public=True)
        }
        total = figures(
            book, year=2021, as_of=LATER, basis=PlanBasis.WITH_CARRYOVER, scope=Coverage()
        ).total()

    sums: defaultdict[str, int] = defaultdict(int)
    for name in ("allocations", "disbursements"):
        for row in tables[name]:
            sums[name] += int(str(row["effect"]))
            sums["disposed"] += int(str(row["disposed"]))
    assert sums["allocations"] == total.planned.value
    assert sums["disbursements"] == total.paid.value
    assert sums["disposed"] == 7
    assert tables["disbursements"][-1]["amount"] == 10
    assert tables["disbursements"][-1]["effect"] == -10


def test_an_exported_folder_is_read_as_any_csv(full_book: Path, tmp_path: Path) -> None:
    """The columns stand behind the amount."""
    ok("book", "export", str(tmp_path / "so"), book=full_book)
    text = (tmp_path / "so" / "disbursements.csv").read_text(encoding="utf-8-sig")

    (first, *_) = csv.DictReader(io.StringIO(text))

    assert (first["amount"], first["effect"], first["disposed"]) == ("300", "300", "0")


def test_what_is_said_of_an_entry_has_the_sign_of_what_it_did(full_book: Path) -> None:
    """In figures and in words alike, when it is recorded and when it is shown."""
    told = ok(
        "disburse", "add", "DA1", "10", "--date", "15/11/2021", "--kind", "refund", book=full_book
    )
    number = told.out.split(":")[0].split()[-1]
    shown = ok("disburse", "show", number, book=full_book)
    data = ok("disburse", "show", number, "--json", book=full_book).data

    for text in (told.out, shown.out):
        assert "-10 đồng" in text
        assert "âm mười đồng" in text.casefold()
    assert (data["amount"], data["effect"]) == (10, -10)


def test_what_is_cancelled_has_no_minus(full_book: Path) -> None:
    """It did nothing to the plan; its amount is what it disposed of."""
    line = ("allocate", "add", "DA1", "5", "--year", "2021", "--kind", "cancelled")
    told = ok(*line, book=full_book)

    assert ": 5 đồng" in told.out


def test_payments_over_plan_are_listed_by_themselves(full_book: Path) -> None:
    """One that was reversed went nowhere; the reason has a column of its own."""
    pay = ("disburse", "add", "DA2", "--date", "15/11/2021", "--over-plan", "cấp bách")
    numbers = [ok(*pay, amount, "--json", book=full_book).data["id"] for amount in ("500", "600")]
    ok("disburse", "reverse", str(numbers[0]), "--reason", "sai", book=full_book)

    listed = ok("disburse", "list", "--over-plan", "--json", book=full_book).data
    shown = ok("disburse", "list", "--over-plan", book=full_book)
    whole = ok("disburse", "list", "--over-plan", "--columns", "all", book=full_book)

    assert [each["id"] for each in listed] == numbers[1:]
    assert "(vượt KH)" in shown.out
    assert "cấp bách" in whole.out
