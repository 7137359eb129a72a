"""A program that uses the book has its rules, its transactions and its reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.forms import fill, form_of
from tests.shell import ok, run

import ethnictrack
from ethnictrack import BookError, open_book
from ethnictrack.fields.entry import entry_keys
from ethnictrack.i18n import speaking
from ethnictrack.library.open_book import LedgerEntry
from ethnictrack.library.reports import REPORTS
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import Dong


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    with speaking("vi"):
        yield


def test_words_are_read_as_commands_read_them(fresh_book: Path) -> None:
    """What is returned is the entry, its attributes the keys of its JSON."""
    with open_book(fresh_book, actor="Lan") as book:
        kept = book.record(
            "allocate",
            program="Dự án 1",
            amount="15,213 tỷ",
            year="2021",
            capital="đầu tư",
            source="NS tỉnh",
            decision="12/QĐ",
        )

    assert isinstance(kept, LedgerEntry)
    assert (kept.program, kept.amount, kept.year) == ("DA1", Dong(15_213_000_000), 2021)
    assert (kept.kind, kept.capital, kept.source) == (
        Kind.INITIAL,
        Capital.INVESTMENT,
        Source.PROVINCIAL,
    )
    assert kept.decision == "12/QĐ"
    (listed,) = ok("allocate", "list", "--json", book=fresh_book).data
    assert {"amount": listed["amount"], "actor": listed["actor"]} == {
        "amount": 15_213_000_000,
        "actor": "Lan",
    }


def test_values_are_taken_in_place_of_words(fresh_book: Path) -> None:
    """A day, a number of đồng, a kind."""
    with open_book(fresh_book, actor="Lan") as book:
        book.record("allocate", program="DA1", amount=Dong(500), year=2021)
        kept = book.record(
            "disburse", program="DA1", amount=300, date=date(2021, 11, 15), kind=Kind.ADVANCE
        )

    assert isinstance(kept, LedgerEntry)
    assert (kept.date, kept.amount, kept.kind) == (date(2021, 11, 15), Dong(300), Kind.ADVANCE)


@pytest.mark.parametrize("amount", [1.5, True, date(2021, 1, 1), b"5"])
def test_a_value_of_another_type_is_refused_with_the_name_of_its_field(
    fresh_book: Path, amount: object
) -> None:
    """A float is no amount."""
    with open_book(fresh_book) as book, pytest.raises(BookError) as refused:
        book.record("allocate", program="DA1", amount=amount, year=2021)

    assert refused.value.code == "value-type"
    assert refused.value.details["field"] == "amount"


def test_an_inspection_is_what_its_command_shows(fresh_book: Path) -> None:
    """Stage, finding and recovery, each by its rules; a refusal leaves what was there."""
    with open_book(fresh_book, actor="Lan") as book:
        book.record("inspect", code="TT-9", title="Thanh tra", program="DA1", place="043")
        book.record("inspect stage", code="TT-9", stage="kết luận", date=date(2021, 11, 1))
        book.record("inspect finding", code="tt-9", amount=5_000_000, action="thu hồi")
        with pytest.raises(BookError) as over:
            book.record("inspect recover", code="TT-9", amount="6 triệu", date="2/11/2021")
        with pytest.raises(BookError) as back:
            book.record("inspect stage", code="TT-9", stage="ra quyết định", date="2/11/2021")
        found = book.record("inspect recover", code="TT-9", amount="2 triệu", date="2/11/2021")

    assert (over.value.code, back.value.code) == ("over-recovery", "stage-back")
    assert found.outstanding == Dong(3_000_000)
    shown = ok("inspect", "show", "TT-9", "--json", book=fresh_book).data
    assert shown["outstanding"] == 3_000_000
    assert [each["amount"] for each in shown["recoveries"]] == [2_000_000]


def test_results_and_remarks_are_recorded(fresh_book: Path) -> None:
    """With what a clerk would be told besides, and the rules of a closed year."""
    with open_book(fresh_book, actor="Lan") as book:
        book.record("activity", code="HN", name="Hội nghị", unit="cuộc", section="khác")
        book.record("activity target", code="HN", number="200", year=2021)
        outcome = book.record(
            "activity record", code="HN", number=50, year=2021, date="1/3/2022", estimate=True
        )
        told = [*book.warnings]
        (remark,) = book.record("activity remark", year=2021, section="khái quát", text="Đã xong.")
        with pytest.raises(BookError) as refused:
            book.record("activity target", code="HN", number=1.5, year=2021)

    assert (outcome.target, outcome.actual) == (Decimal(200), Decimal(50))
    assert outcome.estimate
    assert len(told) == 1
    assert remark.text == "Đã xong."
    assert refused.value.code == "value-type"
    (listed,) = ok("activity", "list", "--year", "2021", "--json", book=fresh_book).data
    assert (listed["target"], listed["actual"], listed["estimate"]) == (200, 50, True)


def test_an_opening_figure_counts_at_once(fresh_book: Path) -> None:
    """In the same block as what is paid behind it."""
    with open_book(fresh_book, actor="Lan") as book:
        kept = book.record("opening", program="DA1", until=2020, paid="5 tỷ", advances="1 tỷ")
        with pytest.raises(BookError) as again:
            book.record("opening", program="DA1", until=2020, paid="6 tỷ")
        figures = book.figures("settlement", year=2021)

    assert kept.opening.paid == Dong(5_000_000_000)
    assert again.value.code == "opening-known"
    assert "5000000000" in json.dumps(figures)


def test_what_was_wrong_is_taken_back(fresh_book: Path) -> None:
    """Entries, recoveries, numbers and opening figures, each by its number and a reason."""
    with open_book(fresh_book, actor="Lan") as book:
        book.record("allocate", program="DA1", amount="5 tỷ", year=2021)
        paid = book.record("disburse", program="DA1", amount="1 tỷ", date="15/11/2021")
        (back,) = book.record("disburse reverse", id=paid.id, reason="sai")
        with pytest.raises(BookError) as twice:
            book.record("disburse reverse", id=paid.id, reason="sai")
        book.record("inspect", code="TT-9", title="Thanh tra")
        book.record("inspect finding", code="TT-9", amount="5 triệu", action="thu hồi")
        found = book.record("inspect recover", code="TT-9", amount="2 triệu", date="2/11/2021")
        found = book.record("inspect reverse", id=found.recoveries[0].id, reason="sai")
        book.record("activity", code="HN", name="Hội nghị", unit="cuộc", section="khác")
        book.record("activity record", code="HN", number=5, year=2021, date="1/3/2021")
        book.record("activity reverse", id=1, reason="sai")
        kept = book.record("opening", program="DA2", until=2020, paid="5 tỷ")
        undone = book.record("opening reverse", id=kept.id, reason="sai")

    assert (back.reverses, back.effect) == (paid.id, Dong(-1_000_000_000))
    assert twice.value.code == "already-reversed"
    assert found.outstanding == Dong(5_000_000)
    assert undone.opening.paid == Dong(-5_000_000_000)
    (listed,) = ok("activity", "list", "--year", "2021", "--json", book=fresh_book).data
    assert listed["actual"] is None


def test_communes_are_asked_taken_and_accepted(fresh_book: Path, tmp_path: Path) -> None:
    """What is accepted is entries of the book, in the same block."""
    with open_book(fresh_book, actor="Lan") as book:
        book.record("allocate", program="DA1", amount="5 tỷ", year=2021, place="Bảo Lạc")
        with pytest.raises(BookError) as two_ways:
            book.record(
                "collect open", collection="2021-10", due="15/11/2021", places="043", under="04"
            )
        opened = book.record(
            "collect open", collection="2021-10", due="15/11/2021", places=["043", "042"]
        )
        nil = book.record("collect nil", collection="2021-10", place="042")
    ok("collect", "templates", "2021-10", str(tmp_path / "bieu"), book=fresh_book)
    file = fill(form_of(tmp_path / "bieu", "043"), tmp_path / "den.xlsx", [700])
    with open_book(fresh_book, actor="Lan") as book:
        taken = book.record("collect take", files=[str(file), str(tmp_path / "khong-co.xlsx")])
        done = book.record("collect accept", collection="2021-10")
        paid = [each.amount for each in book.entries("disburse")]

    assert two_ways.value.code == "contradiction"
    assert opened.period.text == "2021-10"
    assert nil.state.value == "nil"
    assert [each.result for each in taken] == ["received", "refused"]
    assert {each.result for each in done} == {"accepted"}
    assert paid == [Dong(700)]


def test_a_block_that_ends_well_keeps_all_and_an_exception_keeps_nothing(fresh_book: Path) -> None:
    """Byte for byte."""
    before = fresh_book.read_bytes()

    def interrupted() -> None:
        with open_book(fresh_book, actor="Lan") as book:
            book.record("allocate", program="DA1", amount="5 tỷ", year=2021)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert fresh_book.read_bytes() == before

    with open_book(fresh_book, actor="Lan") as book:
        book.record("allocate", program="DA1", amount="5 tỷ", year=2021)
        book.record("disburse", program="DA1", amount="1 tỷ", date="15/11/2021")
        (paid,) = book.entries("disburse")
    assert len(ok("book", "log", "--json", book=fresh_book).data) > 0
    assert [each["id"] for each in ok("disburse", "list", "--json", book=fresh_book).data] == [
        paid.id
    ]


def test_a_refusal_has_code_message_hint_and_details_and_leaves_the_rest(fresh_book: Path) -> None:
    """What the command says; whoever catches it keeps what was recorded before."""
    with open_book(fresh_book, actor="Lan") as book:
        book.record("allocate", program="DA1", amount="5 tỷ", year=2021)
        with pytest.raises(BookError) as refused:
            book.record("disburse", program="DA1", amount="6 tỷ", date="15/11/2021")
        book.record("disburse", program="DA1", amount="1 tỷ", date="15/11/2021")

    error = refused.value
    told = run(
        *("disburse", "add", "DA1", "6 tỷ", "--date", "15/11/2021", "--dry-run", "--json"),
        book=fresh_book,
    ).error
    assert error.code == told["code"] == "over-plan"
    assert error.message
    assert str(error) == error.message
    # A command has been told its book, and names it in what it says to type.
    assert error.hint == told["hint"].replace(f" --book {fresh_book}", "")
    assert set(error.details) == set(told["details"])
    assert len(ok("disburse", "list", "--json", book=fresh_book).data) == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda book: book.record("disburse", program="DA1", amount="5", contrat="x"), "option"),
        (lambda book: book.record("pay", program="DA1", amount="5"), "unknown-choice"),
        (lambda book: book.record("disburse", program="DA1"), "missing-value"),
        (lambda book: book.entries("disburse", payeee="x"), "option"),
        (lambda book: book.figures("rate"), "unknown-choice"),
        (lambda book: book.figures("pace"), "missing-value"),
        (lambda book: book.document("rates").text("docx"), "format"),
        (lambda book: book.document("rates").text("md", lang="fr"), "unknown-choice"),
    ],
)
def test_a_slip_is_refused_and_never_left_out(fresh_book: Path, asked: object, code: str) -> None:
    """A key there is no field for, a group, a report, a format."""
    with open_book(fresh_book) as book, pytest.raises(BookError) as refused:
        asked(book)  # type: ignore[operator]  # a function of the book

    assert code in refused.value.code


def test_entries_are_filtered_as_lists_are(full_book: Path) -> None:
    """Filters have the keys of JSON; a day of --from is ``first``."""
    everything = ok("disburse", "list", "--json", book=full_book).data
    some = ok(
        *("disburse", "list", "--program", "MTQG", "--from", "1/6/2021", "--actor", "LAN"),
        "--json",
        book=full_book,
    ).data
    with open_book(full_book) as book:
        every = [each.id for each in book.entries("disburse")]
        found = book.entries("disburse", program="MTQG", first=date(2021, 6, 1), actor="lan")
        ids = [each.id for each in found]

    assert every == [each["id"] for each in everything]
    assert ids == [each["id"] for each in some]


def test_an_option_goes_by_its_word_as_well(full_book: Path) -> None:
    """As the days of a list, whose names are no words of the command line; none twice."""
    span = {"from": date(2021, 6, 1), "to": date(2021, 12, 31)}
    with open_book(full_book) as book:
        by_name = [*book.entries("disburse", first=span["from"], last=span["to"])]
        assert [*book.entries("disburse", **span)] == by_name
        assert [*book.entries("disburse", from_=span["from"], to=span["to"])] == by_name
        assert book.figures("vouchers", **span)["rows"]
        with pytest.raises(BookError) as refusal:
            book.entries("disburse", to=span["to"], last=span["to"])
    assert refusal.value.code == "contradiction"


def test_an_entry_has_every_key_of_its_json() -> None:
    """Those of both sides."""
    names = {each.name for side in Side for each in entry_keys(side)}

    assert names == set(LedgerEntry.__dataclass_fields__)


ASKED: dict[str, tuple[dict[str, object], list[str]]] = {
    "rates": ({"year": 2021, "by": "địa bàn"}, ["--year", "2021", "--by", "place"]),
    "annual": ({"year": 2021}, ["2021"]),
    "inspections": (
        {"year": "2021", "period": "9m", "calendar": True},
        ["2021", "--period", "9 tháng", "--calendar"],
    ),
    "compare": ({"years": [2020, 2021]}, ["2020", "2021"]),
    "pace": ({"year": 2021, "capital": "investment"}, ["2021", "--capital", "đầu tư"]),
    "petitions": ({"year": 2021, "period": "6m"}, ["2021", "--period", "6m"]),
    "settlement": ({"year": 2021}, ["2021"]),
    "month": ({"month": "2021-11", "by": "place"}, ["2021-11", "--by", "địa bàn"]),
    "disclosure": ({"year": 2021, "period": "quý 2"}, ["2021", "--period", "q2"]),
    "carryover": ({"year": 2021}, ["2021"]),
    "payees": ({"year": 2021}, ["2021"]),
    "recommendations": ({"year": 2021}, ["2021"]),
    "vouchers": ({"first": "1/1/2021"}, ["--from", "1/1/2021"]),
    "reconcile": ({"statement": 1}, ["1"]),
    "collect": ({"collection": "2021-10"}, ["2021-10"]),
    "seals": ({}, []),
    "diff": ({"seal": "2"}, ["2"]),
    "explain": ({"what": ["MTQG"], "year": 2021}, ["MTQG", "--year", "2021"]),
    "deadlines": ({"on": date(2021, 12, 1)}, ["--on", "1/12/2021"]),
}


def test_every_report_is_asked_here() -> None:
    """By its name in the registry."""
    assert set(ASKED) == set(REPORTS)


@pytest.mark.parametrize("report", ASKED)
def test_figures_are_what_the_command_prints(report: str, full_book: Path, tmp_path: Path) -> None:
    """As JSON, and the document as text."""
    book_file = tmp_path / "so.sqlite"
    book_file.write_bytes(full_book.read_bytes())
    if report == "diff":
        ok("report", "annual", "2021", "--seal", "--json", book=book_file)
    options, words = ASKED[report]
    dayless = {"reconcile", "collect", "seals", "diff", "deadlines"}
    day = [] if report in dayless else ["--as-of", "25/11/2021"]
    said = options if not day else {**options, "as_of": "25/11/2021"}
    printed = ok("report", report, *words, *day, "--json", book=book_file).data
    page = ok("report", report, *words, *day, "-O", "markdown", book=book_file).out

    with open_book(book_file) as book:
        figures = book.figures(report, **said)
        document = book.document(report, **said)
        texts = document.text("md", lang="vi"), document.text("md", lang="en")

    assert _timeless(figures) == _timeless(printed)
    assert texts[0] == page or report in {"annual", "diff", "pace"}  # they say today's day
    assert texts[0] != texts[1]


def _timeless(data: object) -> object:
    """Return what does not depend on the day the test runs."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace(date.today().isoformat(), "2021-11-25")  # noqa: DTZ011 - the library's clock


def test_a_book_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    """Before anything is asked of it."""
    with pytest.raises(BookError) as refused, open_book(tmp_path / "khong-co.sqlite"):
        pass

    assert refused.value.code == "book-missing"


def test_the_package_says_what_it_offers() -> None:
    """And nothing else is looked for elsewhere."""
    assert all(getattr(ethnictrack, each) for each in ethnictrack.__all__)
    with pytest.raises(AttributeError):
        ethnictrack.__getattr__("open_books")
