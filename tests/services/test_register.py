"""Adding and editing places and programmes in a real book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.books import TODAY, signed

from ethnictrack.book.create import create_book
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.nouns import packaged
from ethnictrack.nouns.packaged import PackagedUnits, Tree
from ethnictrack.nouns.place import Level, Place
from ethnictrack.nouns.program import Program, ProgramKind
from ethnictrack.nouns.registry import (
    AmbiguousNameError,
    DuplicateCodeError,
    NothingToChangeError,
    ParentLoopError,
    PeriodError,
    UnknownCodeError,
)
from ethnictrack.services.register import (
    add_place,
    add_program,
    check_period,
    edit_program,
    load_places,
    load_programs,
)
from ethnictrack.values.errors import USAGE

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


@pytest.fixture
def book(open_book: Book) -> Book:
    """Return a book that is open for one command."""
    return open_book


@pytest.mark.parametrize("code", ["DA1", "da1", "Da1"])
def test_a_code_of_a_programme_is_given_once(book: Book, code: str) -> None:
    """In any case; the refusal names what has it."""
    with pytest.raises(DuplicateCodeError) as refusal:
        add_program(book, Program(id=0, code=code, name="Khác"))

    assert refusal.value.name == "Dự án 1"


@pytest.mark.parametrize(
    ("first", "last"), [(2022, 2021), (date(2022, 1, 2), date(2022, 1, 1))], ids=str
)
def test_a_period_does_not_end_before_it_begins(first: object, last: object) -> None:
    """A period of one year or day is one; an open end is no end."""
    for open_or_short in ((first, first), (None, last), (first, None), (None, None)):
        check_period(*open_or_short)

    with pytest.raises(PeriodError) as refusal:
        check_period(first, last)

    assert (first, last) == (refusal.value.first, refusal.value.last)


def test_a_period_that_is_turned_round_is_refused_everywhere(book: Book) -> None:
    """For programmes that are new or edited, and for places."""
    turned: dict[str, Any] = {"from_year": 2022, "to_year": 2021}
    with pytest.raises(PeriodError):
        add_program(book, Program(id=0, code="DA3", name="x", **turned))
    with pytest.raises(PeriodError):
        edit_program(book, "DA1", turned, TODAY)
    first, last = date(2022, 1, 1), date(2021, 1, 1)
    place = Place(id=0, code="P", name="x", valid_from=first, valid_to=last)
    with pytest.raises(PeriodError):
        add_place(book, place)

    assert (len(book.registers.programs()), len(book.registers.places())) == (3, 3)


def test_a_new_programme_is_found_by_the_next_command(fresh_book: Path) -> None:
    """As it was entered, with the number it got."""
    new = Program(
        id=0,
        code="DA3.1",
        name="Tiểu dự án",
        parent=2,
        kind=ProgramKind.SUBPROJECT,
        decision="1719/QĐ-TTg",
        from_year=2021,
        to_year=2025,
        owner="Ban Dân tộc",
        place=2,
    )
    with write_book(fresh_book, signed()) as book:
        added = add_program(book, new)

    with read_book(fresh_book) as book:
        assert replace(new, id=4) == added == book.programs.find("da3.1")


def test_an_edit_changes_what_it_names(fresh_book: Path) -> None:
    """What is taken out is gone; the code stays."""
    with write_book(fresh_book, signed()) as book:
        before = book.programs.find("DA1")
        edited = edit_program(book, "da1", {"name": "Mới", "owner": "Ban", "parent": None}, TODAY)

    with read_book(fresh_book) as book:
        assert edited == book.programs.find("DA1")
        assert replace(before, name="Mới", owner="Ban", parent=None) == edited


def test_an_edit_that_names_nothing_is_a_usage_error(book: Book) -> None:
    """So is none of a programme that is not there, which is a refusal of the book."""
    with pytest.raises(NothingToChangeError) as refusal:
        edit_program(book, "da1", {}, TODAY)
    with pytest.raises(UnknownCodeError):
        edit_program(book, "DA9", {}, TODAY)

    assert (refusal.value.exit, refusal.value.given) == (USAGE, "DA1")


def test_an_edit_that_changes_nothing_writes_nothing(fresh_book: Path) -> None:
    """The value was said, and it is there already."""
    with write_book(fresh_book, signed()) as book:
        edit_program(book, "DA1", {"name": "Dự án 1"}, TODAY)

    with read_book(fresh_book) as book:
        assert book.log.head()[0] == 1


@pytest.mark.parametrize("parent", ["MTQG", "DA1"])
def test_a_programme_is_not_put_below_itself(book: Book, parent: str) -> None:
    """Not below its child either."""
    with pytest.raises(ParentLoopError):
        edit_program(book, "MTQG", {"parent": parent}, TODAY)

    assert book.registers.programs().find("MTQG").parent is None


def test_a_code_of_a_place_may_come_back_after_its_time(fresh_book: Path) -> None:
    """Each day has its own version of it."""
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    old = Place(id=0, code="01414", name="Xã Tổng Cọt", parent=1, valid_to=last)
    new = Place(id=0, code="01414", name="Xã Tổng Cọt", parent=1, valid_from=first)
    for version in (old, new):
        with write_book(fresh_book, signed()) as book:
            add_place(book, version)

    with read_book(fresh_book) as book:
        found = [book.places.find_on("tong cot", day).valid_from for day in (last, first)]
        assert found == [None, first]


def test_versions_of_a_place_do_not_overlap(book: Book) -> None:
    """The code of a place without an end is taken for ever."""
    with pytest.raises(DuplicateCodeError):
        add_place(book, Place(id=0, code="043", name="x", valid_from=date(2090, 1, 1)))

    assert book.registers.places().find("043").name == "Bảo Lạc"


@pytest.mark.parametrize("units", [PackagedUnits.CAO_BANG_2020, PackagedUnits.CAO_BANG_2025])
@pytest.mark.parametrize("tree", [Tree.OF_2021, Tree.OF_1719, Tree.OF_2026])
def test_the_lists_of_the_package_load(tmp_path: Path, units: PackagedUnits, tree: Tree) -> None:
    """Every line as it is listed, below the line it names."""
    path = tmp_path / "book.sqlite"

    def registers(book: Book) -> None:
        load_places(book, packaged.places(units))
        load_programs(book, packaged.programs(tree))

    create_book(path, signed("book init"), registers, identity="x")

    with read_book(path) as book:
        places, programs = book.places, book.programs
    assert [(each.code, each.parent) for each in packaged.places(units)] == [
        (each.code, places.code_of(each.parent)) for each in places
    ]
    assert [(each.code, each.parent) for each in packaged.programs(tree)] == [
        (each.code, programs.code_of(each.parent)) for each in programs
    ]


def test_a_name_that_two_places_of_the_package_have_lists_their_codes(tmp_path: Path) -> None:
    """Huyện Bảo Lạc and thị trấn Bảo Lạc."""
    path = tmp_path / "book.sqlite"

    def registers(book: Book) -> None:
        load_places(book, packaged.places(PackagedUnits.CAO_BANG_2020))

    create_book(path, signed("book init"), registers, identity="x")

    with read_book(path) as book:
        with pytest.raises(AmbiguousNameError) as refusal:
            book.places.find_on("bao lac", date(2021, 6, 1))
        district = book.places.find_on("huyện Bảo Lạc", date(2021, 6, 1))

    assert len(refusal.value.found) == 2
    assert (district.code, district.level) == ("043", Level.DISTRICT)
