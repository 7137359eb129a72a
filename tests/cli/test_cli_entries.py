"""Plans and payments: every option, every key, every default."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.books import count_entries, digest
from tests.shell import ok, run, still

KEYS = (
    "id program place year plan_year date kind capital source amount effect disposed "
    "qualifier {paper} payee note over_plan reverses reversed_by reconciled transfer batch key "
    "actor recorded_at amended files"
)


def allocated(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON
    """Record a plan and return it."""
    return ok("allocate", "add", *words, "--json", book=book).data


def paid(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON
    """Record a disbursement and return it."""
    return ok("disburse", "add", *words, "--json", book=book).data


def test_a_plan_is_printed_as_it_is_kept(fresh_book: Path) -> None:
    """Every key is there, also of what was not said."""
    full = allocated(
        fresh_book,
        *("dự án 1", "15,213 tỷ đồng", "--year", "2021", "--date", "5/1/2021"),
        *("--place", "042", "--capital", "investment", "--source", "central"),
        *("--decision", "2085/QĐ-TTg", "--note", "Giao đợt 1", "--id", "A-1"),
    )
    bare = allocated(fresh_book, "DA2", "hơn 52 triệu", "--year", "2021")

    assert full == {
        "id": 1,
        "program": "DA1",
        "place": "042",
        "year": 2021,
        "plan_year": 2021,
        "date": "2021-01-05",
        "kind": "initial",
        "capital": "investment",
        "source": "central",
        "amount": 15213000000,
        "effect": 15213000000,
        "disposed": 0,
        "qualifier": None,
        "decision": "2085/QĐ-TTg",
        "payee": None,
        "note": "Giao đợt 1",
        "over_plan": None,
        "reverses": None,
        "reversed_by": None,
        "transfer": None,
        "batch": None,
        "key": "A-1",
        "actor": "Lan",
        "recorded_at": "2021-11-25T01:00:00Z",
        "reconciled": None,
        "amended": False,
        "files": 0,
    }
    assert list(bare) == KEYS.format(paper="decision").split()
    assert (bare["amount"], bare["qualifier"], bare["date"]) == (52000000, "over", "2021-01-01")
    assert (bare["place"], bare["capital"], bare["source"]) == (None, None, None)
    assert ok("allocate", "list", "--json", book=fresh_book).data == [full, bare]
    assert ok("allocate", "show", "1", "--json", book=fresh_book).data == full


def test_a_payment_is_printed_as_it_is_kept(full_book: Path) -> None:
    """The voucher stands where a plan has its decision."""
    full = paid(
        full_book,
        *("DA2", "60", "--date", "ngày 15 tháng 11 năm 2021", "--place", "043"),
        *("--voucher", "PC-09", "--payee", "Công ty A", "--note", "Đợt 1", "--kind", "advance"),
    )
    bare = paid(full_book, "DA1", "5")

    assert list(full) == list(bare) == KEYS.format(paper="voucher").split()
    assert (full["date"], full["place"], full["voucher"]) == ("2021-11-15", "043", "PC-09")
    assert (full["payee"], full["note"], full["kind"]) == ("Công ty A", "Đợt 1", "advance")
    assert (full["capital"], full["source"]) == ("investment", "central")
    assert (bare["date"], bare["year"], bare["kind"]) == ("2021-11-25", 2021, "payment")
    assert (bare["capital"], bare["place"], bare["voucher"]) == (None, None, None)
    assert ok("disburse", "list", "--json", book=full_book).data[-2:] == [full, bare]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("15213000000", 15213000000),
        ("15.213.000.000", 15213000000),
        ("15.213.000.000 đ", 15213000000),
        ("15 213 000 000", 15213000000),
        ("15\u00a0213\u202f000\u00a0000", 15213000000),
        ("15,213 tỷ", 15213000000),
        ("15,213 tỷ đồng", 15213000000),
        ("15,213 ty", 15213000000),
        ("5.857 triệu", 5857000000),
        ("52 tr", 52000000),
        ("15 tỷ 213 triệu", 15213000000),
        ("1 nghìn 827 tỷ 734 triệu đồng", 1827734000000),
        ("20 nghìn tỷ", 20000000000000),
        ("1.500", 1500),
        ("999.999.999.999.999", 999999999999999),
    ],
)
def test_an_amount_is_read_as_it_is_said(fresh_book: Path, written: str, amount: int) -> None:
    """To the đồng, in figures or in words."""
    said = ok("allocate", "add", "DA1", written, "--year", "2021", "--dry-run", book=fresh_book)
    read = allocated(fresh_book, "DA1", written, "--year", "2021")["amount"]

    assert (type(read), read) == (int, amount)
    assert f"{amount:,} đồng".replace(",", ".") in said.out


@pytest.mark.parametrize(
    ("written", "amount"),
    [("15.213 tỷ", 15213000000), ("5,857 triệu", 5857000000), ("1,000,000", 1000000)],
)
def test_numbers_en_swaps_dot_and_comma(fresh_book: Path, written: str, amount: int) -> None:
    """For that one command only, whatever the language."""
    words = (written, "--year", "2021", "--numbers", "en")

    plain, swapped = (
        run("allocate", "add", "DA1", *said, "--json", book=fresh_book, lang="en")
        for said in (words[:3], words)
    )

    assert swapped.data["amount"] == amount
    assert plain.code == 2 or plain.data["amount"] != amount


@pytest.mark.parametrize(
    ("written", "qualifier"),
    [
        ("hơn 52 triệu", "over"),
        ("trên 52 triệu", "over"),
        ("gần 52 triệu", "under"),
        ("khoảng 52 triệu", "about"),
        ("xấp xỉ 52 triệu", "about"),
        ("ước 52 triệu", "estimate"),
        ("52 triệu", None),
    ],
)
def test_a_hedge_is_kept_beside_the_amount(
    fresh_book: Path, written: str, qualifier: str | None
) -> None:
    """The figure alone is added up."""
    entry = allocated(fresh_book, "DA1", written, "--year", "2021")

    assert (entry["amount"], entry["qualifier"]) == (52000000, qualifier)


@pytest.mark.parametrize(
    "written",
    ["15/11/2021", "15-11-2021", "15.11.2021", "2021-11-15", "ngày 15 tháng 11 năm 2021"],
)
def test_a_date_is_read_day_first(full_book: Path, written: str) -> None:
    """Five forms, one day."""
    assert paid(full_book, "DA1", "1", "--date", written)["date"] == "2021-11-15"


@pytest.mark.parametrize("written", ["today", "hôm nay", "Hôm nay", "TODAY"])
def test_today_is_the_day_in_viet_nam(full_book: Path, written: str) -> None:
    """Where it is tomorrow already when it is 17:30 in Greenwich."""
    evening = still(datetime(2021, 11, 25, 17, 30, tzinfo=UTC))
    words = ("disburse", "add", "DA1", "1", "--date", written, "--json")

    assert run(*words, book=full_book, world=evening).data["date"] == "2021-11-26"


@pytest.mark.parametrize(
    ("kind", "planned"),
    [
        ("initial", 1500),
        ("supplement", 1500),
        ("increase", 1500),
        ("decrease", 500),
        ("withdraw", 500),
        ("carried-out", 1000),
        ("cancelled", 1000),
    ],
)
def test_each_kind_of_allocation_has_its_effect_on_the_plan(
    full_book: Path, kind: str, planned: int
) -> None:
    """Plus, minus or none."""
    entry = allocated(full_book, "DA1", "500", "--year", "2021", "--kind", kind)

    program = ok("program", "show", "DA1", "--year", "2021", "--json", book=full_book).data
    assert (entry["kind"], entry["amount"]) == (kind, 500)
    closing = kind in {"carried-out", "cancelled"}
    assert entry["date"] == ("2021-12-31" if closing else "2021-01-01")
    assert program["planned"] == planned


def test_carried_in_money_is_a_block_of_its_own(full_book: Path) -> None:
    """It keeps the year it was planned for, and a payment from it says so."""
    words = ("--year", "2021", "--plan-year", "2020", "--kind", "carried-in")
    entry = allocated(full_book, "DA2", "500", *words)
    from_it = paid(full_book, "DA2", "400", "--plan-year", "2020")
    beyond = run("disburse", "add", "DA2", "101", "--plan-year", "2020", book=full_book)

    def planned(basis: str) -> int:
        words = ("report", "rates", "--year", "2021", "--program", "DA2", "--basis", basis)
        total: dict[str, int] = ok(*words, "--json", book=full_book).data["total"]
        return total["planned"]

    assert (entry["year"], entry["plan_year"]) == (2021, 2020)
    assert (from_it["year"], from_it["plan_year"]) == (2021, 2020)
    assert (beyond.code, "[over-plan]" in beyond.err) == (1, True)
    assert [planned(each) for each in ("year", "carryover", "with-carryover")] == [100, 500, 600]


@pytest.mark.parametrize(
    ("kind", "disbursed"), [("payment", 320), ("advance", 320), ("advance-recovery", 300)]
)
def test_each_kind_of_disbursement_has_its_effect(
    full_book: Path, kind: str, disbursed: int
) -> None:
    """A cleared advance comes off: the payment that clears it is an entry of its own."""
    paid(full_book, "DA1", "10", "--kind", kind)

    assert ok("program", "show", "DA1", "--json", book=full_book).data["disbursed"] == disbursed


def test_a_refund_comes_off_what_is_paid(full_book: Path) -> None:
    """Its own amount stays above zero."""
    entry = paid(full_book, "DA1", "10", "--kind", "refund")

    assert entry["amount"] == 10
    assert ok("program", "show", "DA1", "--json", book=full_book).data["disbursed"] == 300


def test_clearing_more_than_is_advanced_is_kept_and_remarked(full_book: Path) -> None:
    """The remark is talk: it stands on stderr."""
    ran = ok("disburse", "add", "DA1", "15", "--kind", "advance-recovery", book=full_book)

    assert "lưu ý" in ran.err
    assert "lưu ý" not in ran.out


def test_a_transfer_is_two_entries_that_net_to_zero(full_book: Path) -> None:
    """Each names the other; taking one back takes both back."""
    words = ("allocate", "transfer", "DA1", "100", "--year", "2021", "--to", "DA2")
    pair = ok(*words, "--to-place", "042", "--decision", "5/QĐ", "--json", book=full_book).data
    shown = ok(*words, book=full_book).out
    number = str(pair[0]["id"])
    undone = ok("allocate", "reverse", number, "--reason", "nhầm", "--json", book=full_book).data

    assert [each["amount"] for each in pair] == [100, 100]
    assert {(each["program"], each["kind"], each["place"]) for each in pair} == {
        ("DA1", "decrease", None),
        ("DA2", "increase", "042"),
    }
    assert [each["transfer"] for each in pair] == [pair[1]["id"], pair[0]["id"]]
    assert {each["decision"] for each in pair} == {"5/QĐ"}
    assert shown.count("Đã ghi bút toán số") == 2
    assert [each["amount"] for each in undone] == [-100, -100]
    assert ok("book", "check", book=full_book).code == 0


def test_a_wrong_entry_is_reversed_once_by_one_that_names_it(full_book: Path) -> None:
    """Both stay, and each says so."""
    words = ("disburse", "reverse", "3", "--reason", "sai đơn vị", "--date", "20/11/2021", "--json")
    opposite = ok(*words, book=full_book).data

    first = ok("disburse", "show", "3", "--json", book=full_book).data
    again = run(*words, book=full_book)
    page = ok("disburse", "list", book=full_book).out
    assert (opposite["amount"], opposite["reverses"], opposite["note"]) == (-300, 3, "sai đơn vị")
    assert opposite["date"] == "2021-11-20"
    assert first["reversed_by"] == opposite["id"]
    assert (again.code, again.error["code"]) == (1, "already-reversed")
    assert again.error["details"] == {"entry": 3, "by": opposite["id"]}
    assert "thanh toán (bị đảo: 8)" in page


def test_a_reversal_takes_the_day_of_what_it_corrects(full_book: Path) -> None:
    """Unless another is said."""
    words = ("disburse", "reverse", "3", "--reason", "sai", "--json")

    assert ok(*words, book=full_book).data["date"] == "2021-11-15"


def test_a_january_date_needs_its_year_said(full_book: Path) -> None:
    """It may be the end of the old budget year or the start of the new one."""
    world = still(datetime(2022, 1, 20, 3, 0, tzinfo=UTC))
    words = ("disburse", "add", "DA1", "5", "--date", "15/1/2022", "--json")

    unsaid = run(*words, book=full_book, world=world)
    old = run(*words, "--year", "2021", book=full_book, world=world)
    last = run(*words[:5], "31/1/2022", "--year", "2021", book=full_book, world=world)

    assert (unsaid.code, unsaid.error["code"]) == (2, "year-needed")
    assert (old.data["year"], old.data["date"]) == (2021, "2022-01-15")
    assert last.code == 1


def test_beyond_the_plan_is_kept_with_a_reason_and_marked(full_book: Path) -> None:
    """A reason that was not needed marks nothing."""
    within = paid(full_book, "DA2", "1", "--place", "043", "--over-plan", "thừa")
    ran = ok("disburse", "add", "DA1", "1001", "--over-plan", "Tạm ứng chờ vốn", book=full_book)
    entry = ok("disburse", "show", "9", "--json", book=full_book).data

    assert "Tạm ứng chờ vốn" in ran.out
    assert entry["over_plan"] == "Tạm ứng chờ vốn"
    assert within["over_plan"] is None


def test_the_same_voucher_is_refused_until_it_is_reversed(full_book: Path) -> None:
    """Same programme, date, amount and place; another amount is another payment."""
    words = ("disburse", "add", "DA1", "300", "--date", "15/11/2021", "--voucher", "PC-01")

    twice = run(*words, "--json", book=full_book)
    ok("disburse", "add", "DA1", "2", *words[4:], book=full_book)
    ok("disburse", "reverse", "3", "--reason", "nhập lại", book=full_book)

    assert (twice.code, twice.error["details"]) == (1, {"voucher": "PC-01", "entry": 3})
    assert ok(*words, book=full_book).code == 0


@pytest.mark.parametrize("group", ["allocate", "disburse"])
def test_a_key_makes_a_retry_safe(full_book: Path, group: str) -> None:
    """Same key and content: nothing is written and the first entry printed again."""
    words = (group, "add", "DA1", "7", "--year", "2021", "--id", "lô-1/7", "--json")

    first, kept = ok(*words, book=full_book), digest(full_book)
    again = ok(*words, book=full_book)
    spelled = ok(group, "add", "dự án 1", "7 đ", *words[4:], book=full_book)
    other = run(group, "add", "DA1", "8", *words[4:], book=full_book)

    assert first.out == again.out == spelled.out
    assert (other.code, other.error["code"], digest(full_book)) == (1, "key-conflict", kept)


def test_classes_are_taken_from_the_plan_when_only_one_fits(full_book: Path) -> None:
    """When several do, it has to be said; "none" says that it is none of them."""
    for capital in ("investment", "recurrent"):
        words = ("--year", "2021", "--capital", capital, "--source", "central")
        ok("allocate", "add", "MTQG", "50", *words, book=full_book)
    ok("program", "add", "R", "Riêng", book=full_book)
    for capital in ("investment", "recurrent"):
        words = ("--year", "2021", "--capital", capital, "--source", "central")
        ok("allocate", "add", "R", "50", *words, book=full_book)

    unsaid = run("disburse", "add", "R", "5", "--json", book=full_book)
    said = paid(full_book, "R", "5", "--capital", "recurrent")

    assert (unsaid.code, unsaid.error["code"]) == (2, "class-needed")
    assert len(unsaid.error["details"]["found"]) == 2
    assert (said["capital"], said["source"]) == ("recurrent", "central")


def test_an_ancestors_plan_is_a_ceiling_too(fresh_book: Path) -> None:
    """Together the children stay below what was given to the whole."""
    allocated(fresh_book, "MTQG", "100", "--year", "2021")
    paid(fresh_book, "DA1", "60")

    refused = run("disburse", "add", "DA2", "41", "--json", book=fresh_book)

    assert (refused.code, refused.error["code"]) == (1, "over-plan")
    assert refused.error["details"]["program"] == "MTQG"
    assert paid(fresh_book, "DA2", "40")["id"] == 3


@pytest.fixture(scope="module")
def listed_book(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book whose entries differ in everything a list can choose by."""
    book = tmp_path_factory.mktemp("listed") / "book.sqlite"
    book.write_bytes(full_template.read_bytes())
    ok("allocate", "add", "DA2", "9", "--year", "2020", "--note", "Năm trước", book=book)
    words = ("--year", "2021", "--kind", "carried-in", "--plan-year", "2020")
    ok("allocate", "add", "MTQG", "8", *words, "--source", "provincial", book=book)
    words = ("--date", "20/11/2021", "--place", "043", "--payee", "Hợp tác xã Đào")
    ok("disburse", "add", "DA2", "7", *words, book=book)
    return book


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("allocate list", [1, 2, 8, 9]),
        ("allocate list --program DA1", [1]),
        ("allocate list --program mtqg", [1, 2, 8, 9]),
        ("allocate list --place 043", [2]),
        ("allocate list --place 04", [2]),
        ("allocate list --place 042", []),
        ("allocate list --year 2020", [8]),
        ("allocate list --year 2021", [1, 2, 9]),
        ("allocate list --plan-year 2020", [8, 9]),
        ("allocate list --capital investment", [2]),
        ("allocate list --source provincial", [9]),
        ("allocate list --source central --capital investment", [2]),
        ("allocate list --kind carried-in", [9]),
        ("allocate list --kind withdraw", []),
        ("allocate list --search nam", [8]),
        ("allocate list --from 1/1/2021", [1, 2, 9]),
        ("allocate list --to 31/12/2020", [8]),
        ("disburse list", [3, 4, 5, 6, 7, 10]),
        ("disburse list --from 20/11/2021", [10]),
        ("disburse list --from 15/11/2021 --to 15/11/2021", [3, 4, 5, 6, 7]),
        ("disburse list --from 21/11/2021", []),
        ("disburse list --kind advance", [6]),
        ("disburse list --voucher PC-02", [4, 5]),
        ("disburse list --search dao", [10]),
        ("disburse list --search 'hợp tác'", [10]),
        ("disburse list --limit 2", [3, 4]),
        ("disburse list --limit 2 --offset 2", [5, 6]),
        ("disburse list --offset 5", [10]),
        ("disburse list --after 5 --limit 2", [6, 7]),
        ("disburse list --after 99", []),
        ("disburse list --offset 99", []),
        ("disburse list --limit 0", []),
        ("disburse list --batch 1", []),
        ("disburse list --program DA1 --year 2021 --kind payment --limit 1", [3]),
    ],
)
def test_a_list_holds_what_meets_every_condition(
    listed_book: Path, words: str, ids: list[int]
) -> None:
    """Days are inclusive, programmes and places mean what is below them too."""
    found = ok(*shlex.split(words), "--json", book=listed_book).data

    assert [each["id"] for each in found] == ids


def test_what_was_kept_is_said_in_full_and_in_words(fresh_book: Path) -> None:
    """In the reader's language."""
    words = ("allocate", "add", "DA1", "15,213 tỷ", "--year", "2021")

    vietnamese, english = (ok(*words, book=fresh_book, lang=lang) for lang in ("vi", "en"))

    assert "15.213.000.000 đồng" in vietnamese.out
    assert "Mười lăm tỷ hai trăm mười ba triệu đồng" in vietnamese.out
    assert "15,213,000,000 đồng" in english.out
    assert "Fifteen billion two hundred thirteen million" in english.out
    assert count_entries(fresh_book) == 2


def test_a_list_is_narrowed_to_who_recorded_it(fresh_book: Path) -> None:
    """Accents and capitals aside, the whole name; behind the verb --actor is no signature."""
    for actor in ("Lý Lan", "Lan", "ly lan"):
        ok(
            *("allocate", "add", "DA1", "5 tỷ", "--year", "2021", "--note", actor),
            book=fresh_book,
            actor=actor,
        )

    found = ok("allocate", "list", "--actor", "LÝ LAN", "--json", book=fresh_book).data

    assert [each["actor"] for each in found] == ["Lý Lan", "ly lan"]
    assert ok("allocate", "list", "--actor", "Lý", "--json", book=fresh_book).data == []
