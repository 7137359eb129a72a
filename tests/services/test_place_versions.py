"""A code that comes back with another territory is one place to the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.books import dong

from ethnictrack.errors.entries import OverPlanError
from ethnictrack.ledger.entry import Draft
from ethnictrack.nouns.place import Level, Place
from ethnictrack.services.carry import Carrying, carry
from ethnictrack.services.entry import Recorder
from ethnictrack.services.importing.entries import BulkRecorder
from ethnictrack.values.kinds import Kind, Side

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

TODAY = date(2026, 11, 15)
OLD, NEW = date(2025, 5, 5), date(2025, 8, 5)


@pytest.fixture
def renewed(open_book: Book) -> Book:
    """Return a book whose commune 01414 left its district on 1 July 2025."""
    for above, first, last in (
        ("043", None, date(2025, 6, 30)),
        ("04", date(2025, 7, 1), None),
    ):
        place = Place(
            id=0,
            code="01414",
            name="Xã Tổng Cọt",
            level=Level.COMMUNE,
            parent=open_book.places.find(above).id,
            valid_from=first,
            valid_to=last,
        )
        number = open_book.registers.add_place(place)
        open_book.places.include(replace(place, id=number))
    return open_book


def recorded(
    recorder: Recorder, side: Side, amount: int, on: date, place: str, plan_year: int | None = None
) -> int:
    """Record an entry of DA1."""
    kind = Kind.INITIAL if side is Side.ALLOCATION else Kind.PAYMENT
    draft = Draft(
        side=side,
        program="DA1",
        amount=dong(amount),
        kind=kind,
        date=on,
        year=on.year,
        place=place,
        plan_year=plan_year,
    )
    return recorder.record(draft).posted[0].id


@pytest.mark.parametrize("planned", [OLD, NEW])
@pytest.mark.parametrize("paid", [OLD, NEW])
def test_what_one_version_was_given_another_pays(renewed: Book, planned: date, paid: date) -> None:
    """And not a đồng more."""
    recorder = Recorder(renewed, TODAY)
    recorded(recorder, Side.ALLOCATION, 100, planned, "01414")
    recorded(recorder, Side.DISBURSEMENT, 60, paid, "01414")

    with pytest.raises(OverPlanError):
        recorded(recorder, Side.DISBURSEMENT, 41, NEW if paid is OLD else OLD, "01414")
    recorded(recorder, Side.DISBURSEMENT, 40, NEW if paid is OLD else OLD, "01414")


def test_another_place_pays_nothing_of_it(renewed: Book) -> None:
    """The plan names a place, and means it."""
    recorder = Recorder(renewed, TODAY)
    recorded(recorder, Side.ALLOCATION, 100, OLD, "01414")

    with pytest.raises(OverPlanError):
        recorded(recorder, Side.DISBURSEMENT, 1, NEW, "042")


def test_the_district_of_the_old_version_holds_it_and_no_new_payment(renewed: Book) -> None:
    """Territory above a version is its own: the new commune is in no district."""
    recorder = Recorder(renewed, TODAY)
    recorded(recorder, Side.ALLOCATION, 100, OLD, "043")
    recorded(recorder, Side.DISBURSEMENT, 10, OLD, "01414")

    with pytest.raises(OverPlanError):
        recorded(recorder, Side.DISBURSEMENT, 10, NEW, "01414")


def test_what_is_carried_over_is_paid_in_the_next_year(renewed: Book) -> None:
    """In the commune there is by then."""
    recorder = Recorder(renewed, TODAY)
    recorded(recorder, Side.ALLOCATION, 100, OLD, "01414")
    recorded(recorder, Side.DISBURSEMENT, 30, NEW, "01414")
    carry(renewed, Carrying(year=2025, into=2026), TODAY)
    later = Recorder(renewed, TODAY)

    with pytest.raises(OverPlanError):
        recorded(later, Side.DISBURSEMENT, 71, date(2026, 3, 5), "01414", plan_year=2025)
    recorded(later, Side.DISBURSEMENT, 70, date(2026, 3, 5), "01414", plan_year=2025)


def test_an_import_judges_as_a_command_does(renewed: Book) -> None:
    """Payment after payment on both versions, until nothing is left."""
    recorded(Recorder(renewed, TODAY), Side.ALLOCATION, 100, OLD, "01414")
    recorder = BulkRecorder(renewed, TODAY, None)
    draft = Draft(
        side=Side.DISBURSEMENT,
        program="DA1",
        amount=dong(10),
        kind=Kind.PAYMENT,
        place="01414",
    )
    for number in range(10):
        day = OLD if number % 2 else NEW
        entry = recorder.entry(replace(draft, date=day))
        recorder.post(entry)

    for day in (OLD, NEW):
        entry = recorder.entry(replace(draft, date=day))
        with pytest.raises(OverPlanError):
            recorder.post(entry)
